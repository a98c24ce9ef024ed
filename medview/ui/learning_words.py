"""What a run of one's own says while it learns, and why it cannot; see reasons."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

LEARNING = (
    QT_TRANSLATE_NOOP("reasons", "Going on after epoch {0} of {1}."),
    QT_TRANSLATE_NOOP("reasons", "Before training: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Learning without labels."),
    QT_TRANSLATE_NOOP("reasons", "Learning with labels."),
    QT_TRANSLATE_NOOP("reasons", "The run is paused."),
    QT_TRANSLATE_NOOP(
        "reasons", "Memory ran out: {0} of a batch's {1} images are now learned at a time."
    ),
    QT_TRANSLATE_NOOP("reasons", "The result stays the same, each step takes longer."),
    QT_TRANSLATE_NOOP("reasons", "Nearly all pictures have become the same to the network."),
    QT_TRANSLATE_NOOP(
        "reasons", "Stop the run: a lower learning rate, or another loss or miner, helps."
    ),
    QT_TRANSLATE_NOOP(
        "reasons", "Picture quality is judged as by the model in use (correlation {0})."
    ),
    QT_TRANSLATE_NOOP("reasons", "Memory ran out even with one image at a time."),
    QT_TRANSLATE_NOOP(
        "reasons", "Close other programs, or choose a smaller picture size or backbone."
    ),
    QT_TRANSLATE_NOOP("reasons", "Only one class has images to train on."),
    QT_TRANSLATE_NOOP("reasons", "Label images of a second class."),
    QT_TRANSLATE_NOOP("reasons", "A batch of {0} images cannot be dealt out to {1} processes."),
    QT_TRANSLATE_NOOP("reasons", "Change 'per_class' or 'batch_size' so that it can."),
    QT_TRANSLATE_NOOP("reasons", "'{0}' is no ICDR grade."),
    QT_TRANSLATE_NOOP("reasons", "Map every label to a grade of 0-4."),
    QT_TRANSLATE_NOOP("reasons", "Only the backbone 'small-cnn' can look at volumes."),
    QT_TRANSLATE_NOOP("reasons", "There is no model to start from."),
    QT_TRANSLATE_NOOP("reasons", "Choose another backbone."),
    QT_TRANSLATE_NOOP(
        "reasons", "A grading model learns what a good photograph is from the model in use."
    ),
    QT_TRANSLATE_NOOP("reasons", "Activate a grading model first."),
    QT_TRANSLATE_NOOP("reasons", "This run was begun with another plan."),
    QT_TRANSLATE_NOOP("reasons", "Start a new run."),
    QT_TRANSLATE_NOOP("reasons", "Another computer of this run cannot see its folder."),
    QT_TRANSLATE_NOOP("reasons", "Keep the run in a folder that all of them share."),
    QT_TRANSLATE_NOOP("reasons", "The weights of {0} fit no known network."),
)
