"""What a plan's fields are called, and in a plain sentence what each does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from medview.domain.training import BACKBONES, DISTANCES, LOSSES, MINERS, PRECISIONS, SAMPLERS
from medview.ui.training_words import (
    backbone_words,
    distance_words,
    loss_words,
    miner_words,
    sampler_words,
)


@dataclass(frozen=True)
class PlanField:
    """One field: what it is called, what it does, and its choices where it has some."""

    name: str
    title: str
    tip: str
    choices: Sequence[str] = ()
    words: Callable[[str], str] = str

    @property
    def shown_title(self) -> str:
        """What it is called, in the language of the window."""
        return QCoreApplication.translate("plan", self.title)

    @property
    def shown_tip(self) -> str:
        """What it does, in the language of the window."""
        return QCoreApplication.translate("plan", self.tip)


def _field(
    name: str,
    title: object,
    tip: object,
    choices: Sequence[str] = (),
    words: Callable[[str], str] = str,
) -> PlanField:
    return PlanField(name, str(title), str(tip), choices, words)


FIELDS: tuple[PlanField, ...] = (
    _field(
        "backbone",
        QT_TRANSLATE_NOOP("plan", "Start from"),
        QT_TRANSLATE_NOOP("plan", "The network that learns on; the model in use needs least data."),
        BACKBONES,
        backbone_words,
    ),
    _field(
        "loss",
        QT_TRANSLATE_NOOP("plan", "Loss"),
        QT_TRANSLATE_NOOP("plan", "What is punished while learning: like far apart, unlike close."),
        LOSSES,
        loss_words,
    ),
    _field(
        "distance",
        QT_TRANSLATE_NOOP("plan", "Distance"),
        QT_TRANSLATE_NOOP("plan", "How far two cases lie from each other is measured like this."),
        DISTANCES,
        distance_words,
    ),
    _field(
        "miner",
        QT_TRANSLATE_NOOP("plan", "Examples"),
        QT_TRANSLATE_NOOP("plan", "Which pairs or triplets of a batch are learned from."),
        MINERS,
        miner_words,
    ),
    _field(
        "sampler",
        QT_TRANSLATE_NOOP("plan", "A batch holds"),
        QT_TRANSLATE_NOOP("plan", "How the images of one step of learning are put together."),
        SAMPLERS,
        sampler_words,
    ),
    _field(
        "precision",
        QT_TRANSLATE_NOOP("plan", "Precision"),
        QT_TRANSLATE_NOOP(
            "plan", "Mixed is quicker on graphics cards; 32-true fits every machine."
        ),
        PRECISIONS,
    ),
    _field(
        "margin",
        QT_TRANSLATE_NOOP("plan", "Margin"),
        QT_TRANSLATE_NOOP("plan", "How far apart unlike cases must lie before all is well."),
    ),
    _field(
        "input_size",
        QT_TRANSLATE_NOOP("plan", "Image size (pixels)"),
        QT_TRANSLATE_NOOP("plan", "Larger shows small lesions and takes longer; a multiple of 32."),
    ),
    _field(
        "dimension",
        QT_TRANSLATE_NOOP("plan", "Numbers per image"),
        QT_TRANSLATE_NOOP("plan", "How many numbers describe an image; 128 serves most."),
    ),
    _field(
        "epochs",
        QT_TRANSLATE_NOOP("plan", "Epochs"),
        QT_TRANSLATE_NOOP("plan", "How often all images are gone through at most."),
    ),
    _field(
        "patience",
        QT_TRANSLATE_NOOP("plan", "Patience (epochs)"),
        QT_TRANSLATE_NOOP("plan", "So many epochs without a better figure end the run; 0: never."),
    ),
    _field(
        "frozen_epochs",
        QT_TRANSLATE_NOOP("plan", "Epochs of the head alone"),
        QT_TRANSLATE_NOOP("plan", "First only the new last layers learn, then the whole network."),
    ),
    _field(
        "pretraining_epochs",
        QT_TRANSLATE_NOOP("plan", "Epochs without labels"),
        QT_TRANSLATE_NOOP("plan", "Learn from the images alone before the labels; 0: not at all."),
    ),
    _field(
        "per_class",
        QT_TRANSLATE_NOOP("plan", "Images per class in a batch"),
        QT_TRANSLATE_NOOP("plan", "With a few images of each class: how many."),
    ),
    _field(
        "classes_per_batch",
        QT_TRANSLATE_NOOP("plan", "Classes in a batch"),
        QT_TRANSLATE_NOOP("plan", "With a few images of each class: of how many classes; 0: all."),
    ),
    _field(
        "batch_size",
        QT_TRANSLATE_NOOP("plan", "Pairs or triplets in a batch"),
        QT_TRANSLATE_NOOP("plan", "More learn steadier and need more memory."),
    ),
    _field(
        "memory",
        QT_TRANSLATE_NOOP("plan", "Memory of earlier batches"),
        QT_TRANSLATE_NOOP("plan", "So many earlier images are compared with as well; 0: none."),
    ),
    _field(
        "head_weight",
        QT_TRANSLATE_NOOP("plan", "Weight of the grading head"),
        QT_TRANSLATE_NOOP("plan", "How much naming the class counts beside distances."),
    ),
    _field(
        "learning_rate",
        QT_TRANSLATE_NOOP("plan", "Learning rate"),
        QT_TRANSLATE_NOOP("plan", "How large a step is; too large never settles."),
    ),
    _field(
        "layer_decay",
        QT_TRANSLATE_NOOP("plan", "Rate of earlier layers"),
        QT_TRANSLATE_NOOP(
            "plan", "Each earlier stage learns at this share of the next one's rate."
        ),
    ),
    _field(
        "weight_decay",
        QT_TRANSLATE_NOOP("plan", "Weight decay"),
        QT_TRANSLATE_NOOP("plan", "Holds the network back from learning single images by heart."),
    ),
    _field(
        "accumulate",
        QT_TRANSLATE_NOOP("plan", "Batches per step"),
        QT_TRANSLATE_NOOP(
            "plan", "Several small batches act as a large one where memory is short."
        ),
    ),
    _field(
        "seed",
        QT_TRANSLATE_NOOP("plan", "Seed"),
        QT_TRANSLATE_NOOP("plan", "The same seed gives the same run again."),
    ),
)
BY_NAME: Mapping[str, PlanField] = {field.name: field for field in FIELDS}
