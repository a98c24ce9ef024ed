"""What can go wrong with a training run and with what it learns from, marked for translation."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

RUNS = (
    QT_TRANSLATE_NOOP("reasons", "The disk is full."),
    QT_TRANSLATE_NOOP("reasons", "Every finished epoch is kept."),
    QT_TRANSLATE_NOOP("reasons", "Free some disk space, then resume the run."),
    QT_TRANSLATE_NOOP("reasons", "The folder of the run cannot be written."),
    QT_TRANSLATE_NOOP("reasons", "Check its rights, then resume the run."),
    QT_TRANSLATE_NOOP("reasons", "The computer ran out of memory."),
    QT_TRANSLATE_NOOP(
        "reasons", "Close other programs, then resume the run; or choose a smaller recipe."
    ),
    QT_TRANSLATE_NOOP("reasons", "Training is not installed on this computer ({0})."),
    QT_TRANSLATE_NOOP(
        "reasons", "Ask whoever looks after the computer to install MedView with its part 'train'."
    ),
    QT_TRANSLATE_NOOP("reasons", "Training met a fault of its own: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Resume the run; if it happens again, report these words."),
    QT_TRANSLATE_NOOP("reasons", "Not one picture of the run can be read: {0}"),
    QT_TRANSLATE_NOOP("reasons", "The training process does not start ({0})."),
    QT_TRANSLATE_NOOP("reasons", "The training process does not start."),
    QT_TRANSLATE_NOOP(
        "reasons", "Close other programs, or free some disk space, then resume the run."
    ),
    QT_TRANSLATE_NOOP("reasons", "The probe could not be set up ({0})."),
    QT_TRANSLATE_NOOP("reasons", "The probe of this computer failed: {0}"),
    QT_TRANSLATE_NOOP(
        "reasons", "A recipe can be chosen without it; how long it takes is then not known."
    ),
    QT_TRANSLATE_NOOP("reasons", "None of the images can be read any more."),
    QT_TRANSLATE_NOOP("reasons", "Check their folder."),
    QT_TRANSLATE_NOOP("reasons", "This run has ended."),
    QT_TRANSLATE_NOOP("reasons", "It can be removed."),
    QT_TRANSLATE_NOOP("reasons", "Start a new one."),
    QT_TRANSLATE_NOOP("reasons", "This run has no model yet."),
    QT_TRANSLATE_NOOP("reasons", "Wait until it has ended, or resume it."),
    QT_TRANSLATE_NOOP("reasons", "The run could not be asked ({0})."),
    QT_TRANSLATE_NOOP("reasons", "The run '{0}' has no plan that can be read."),
    QT_TRANSLATE_NOOP("reasons", "Start a new run; this one can be removed."),
    QT_TRANSLATE_NOOP("reasons", "The cases of the run '{0}' cannot be read."),
    QT_TRANSLATE_NOOP("reasons", "The run could not be set up ({0})."),
    QT_TRANSLATE_NOOP("reasons", "There is no run '{0}'."),
    QT_TRANSLATE_NOOP("reasons", "Runs: {0}."),
    QT_TRANSLATE_NOOP("reasons", "The run is still at work."),
    QT_TRANSLATE_NOOP("reasons", "Stop or cancel it first."),
    QT_TRANSLATE_NOOP("reasons", "The run could not be removed ({0})."),
    QT_TRANSLATE_NOOP("reasons", "This run was begun with another plan."),
    QT_TRANSLATE_NOOP("reasons", "Start a new run."),
)
DEVICES = (
    QT_TRANSLATE_NOOP("reasons", "Training runs on the processor."),
    QT_TRANSLATE_NOOP("reasons", "Training runs on the graphics card {0} ({1} GB)."),
    QT_TRANSLATE_NOOP("reasons", "Training runs on the graphics processor of this Mac."),
    QT_TRANSLATE_NOOP("reasons", "No graphics card that can train was found."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "There is a graphics card, but the installed torch is built for processors only: "
        "install its build for graphics cards.",
    ),
    QT_TRANSLATE_NOOP(
        "reasons",
        "There is a graphics card, but its driver is missing or too old for the installed "
        "torch: update the driver.",
    ),
)
PROGRESS = (
    QT_TRANSLATE_NOOP("reasons", "Going on after epoch {0} of {1}."),
    QT_TRANSLATE_NOOP("reasons", "The run is paused."),
    QT_TRANSLATE_NOOP("reasons", "Before training: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Learning {0}."),
    QT_TRANSLATE_NOOP("reasons", "without labels"),
    QT_TRANSLATE_NOOP("reasons", "with labels"),
    QT_TRANSLATE_NOOP(
        "reasons",
        "Nearly all pictures have become the same to the network. Stop the run: a lower "
        "learning rate, or another loss or miner, helps.",
    ),
    QT_TRANSLATE_NOOP("reasons", "Another computer of this run cannot see its folder."),
    QT_TRANSLATE_NOOP("reasons", "Keep the run in a folder that all of them share."),
    QT_TRANSLATE_NOOP("reasons", "A batch of {0} images cannot be dealt out to {1} processes."),
    QT_TRANSLATE_NOOP("reasons", "Change 'per_class' or 'batch_size' so that it can."),
    QT_TRANSLATE_NOOP(
        "reasons", "A grading model learns what a good photograph is from the model in use."
    ),
    QT_TRANSLATE_NOOP("reasons", "Activate a grading model first."),
    QT_TRANSLATE_NOOP(
        "reasons", "Picture quality is judged as by the model in use (correlation {0})."
    ),
    QT_TRANSLATE_NOOP("reasons", "Memory ran out even with one image at a time."),
    QT_TRANSLATE_NOOP(
        "reasons", "Close other programs, or choose a smaller picture size or backbone."
    ),
    QT_TRANSLATE_NOOP(
        "reasons",
        "Memory ran out: {0} of a batch's {1} images are now learned at a time. The result "
        "stays the same, each step takes longer.",
    ),
    QT_TRANSLATE_NOOP("reasons", "Only the backbone 'small-cnn' can look at volumes."),
    QT_TRANSLATE_NOOP("reasons", "There is no model to start from."),
    QT_TRANSLATE_NOOP("reasons", "Choose another backbone."),
    QT_TRANSLATE_NOOP("reasons", "There is no model for '{0}' to start from."),
    QT_TRANSLATE_NOOP("reasons", "There is no model for 'dr-grading' to start from."),
    QT_TRANSLATE_NOOP("reasons", "There is no model for 'similarity' to start from."),
    QT_TRANSLATE_NOOP("reasons", "Activate one first, or choose another backbone."),
    QT_TRANSLATE_NOOP("reasons", "The weights of {0} fit no known network."),
    QT_TRANSLATE_NOOP("reasons", "Model '{0}' neither grades nor finds similar cases."),
    QT_TRANSLATE_NOOP("reasons", "There is too little to measure the model on."),
    QT_TRANSLATE_NOOP(
        "reasons", "Hold out the images of at least two patients, and train on the others."
    ),
    QT_TRANSLATE_NOOP("reasons", "The plan cannot be run: the class '{0}' is none of its classes."),
    QT_TRANSLATE_NOOP("reasons", "Map the labels to the classes of the plan first."),
    QT_TRANSLATE_NOOP("reasons", "'{0}' is no ICDR grade."),
    QT_TRANSLATE_NOOP("reasons", "Map every label to a grade of 0-4."),
    QT_TRANSLATE_NOOP("reasons", "The label '{0}' is no class of the plan."),
    QT_TRANSLATE_NOOP("reasons", "Give it a class, or leave its cases out."),
    QT_TRANSLATE_NOOP("reasons", "Fewer than two classes have {0} or more cases to learn from."),
    QT_TRANSLATE_NOOP("reasons", "Only one class has images to train on."),
    QT_TRANSLATE_NOOP("reasons", "Label images of a second class."),
    QT_TRANSLATE_NOOP("reasons", "Add cases, or merge classes."),
)
OTHERS = (QT_TRANSLATE_NOOP("reasons", "It could not be read ({0})."),)
