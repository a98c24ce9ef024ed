"""Words of training, in the language of the user: states, figures, choices and what they mean."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from medview.domain.case import FUNDUS
from medview.domain.training import DR_GRADING, RunState, RunStatus
from medview.ui.words import duration, label_words


def class_words(name: str, task: str) -> str:
    """Return a class for people: grades in words where the model grades eyes."""
    return label_words(name, FUNDUS) if task == DR_GRADING else name


def class_short(name: str, task: str) -> str:
    """Return a class where there is little room: a grade as its number."""
    return name if task == DR_GRADING else class_words(name, task)


def state_words(state: RunState) -> str:
    """Return where a run is."""
    return {
        RunState.WAITING: QCoreApplication.translate("training", "Waiting to start"),
        RunState.PREPARING: QCoreApplication.translate("training", "Reading the images"),
        RunState.TRAINING: QCoreApplication.translate("training", "Training"),
        RunState.PAUSED: QCoreApplication.translate("training", "Paused"),
        RunState.EVALUATING: QCoreApplication.translate("training", "Testing the new model"),
        RunState.DONE: QCoreApplication.translate("training", "Done"),
        RunState.STOPPED: QCoreApplication.translate("training", "Stopped early, model kept"),
        RunState.DROPPED: QCoreApplication.translate("training", "Cancelled, nothing kept"),
        RunState.FAILED: QCoreApplication.translate("training", "Failed"),
        RunState.BROKEN_OFF: QCoreApplication.translate("training", "Broken off"),
    }[state]


def progress_words(status: RunStatus) -> str:
    """Return how far a run is: "Training · epoch 3 of 20 · about 4 min left"."""
    parts = [state_words(status.state)]
    if status.state in (RunState.TRAINING, RunState.PAUSED) and status.plan.epochs:
        words = QCoreApplication.translate("training", "epoch {n} of {total}")
        current = min(len(status.epochs) + 1, status.plan.epochs)
        parts.append(words.format(n=current, total=status.plan.epochs))
    if status.seconds_left is not None and status.state is RunState.TRAINING:
        parts.append(duration(status.seconds_left))
    return " · ".join(parts)


FIRST_FIGURES = (
    "kappa",
    "referable_auc",
    "referable_sensitivity",
    "referable_specificity",
    "recall@1",
    "map@r",
    "accuracy",
)
SAID_TWICE = "precision@1"  # it is recall@1


def in_order(names: Iterable[str]) -> list[str]:
    """Return the names of figures with those first that a reader asks for first."""
    place = {name: number for number, name in enumerate(FIRST_FIGURES)}
    return sorted(
        (name for name in names if name != SAID_TWICE),
        key=lambda name: place.get(name, len(place)),
    )


def figure_words(name: str, task: str = "") -> str:
    """Return a figure of merit in words; one that is not known stays as it is."""
    kind, _, rest = name.partition("@")
    if kind in ("recall", "precision") and rest not in ("", "1"):
        words = {
            "recall": QCoreApplication.translate("training", "One of the nearest {0} is right"),
            "precision": QCoreApplication.translate("training", "Right among the nearest {0}"),
        }[kind]
        return words.format(rest)
    if name.startswith("auc_"):
        words = QCoreApplication.translate("training", "Tells {0} from the rest (AUC)")
        return words.format(class_words(name.removeprefix("auc_"), task))
    return {
        "loss": QCoreApplication.translate("training", "Loss (less is better)"),
        "recall@1": QCoreApplication.translate("training", "Nearest case is right"),
        "map@r": QCoreApplication.translate("training", "Order of the nearest (MAP@R)"),
        "accuracy": QCoreApplication.translate("training", "Right by vote of the nearest"),
        "kappa": QCoreApplication.translate("training", "Agreement (kappa)"),
        "kappa_neighbours": QCoreApplication.translate(
            "training", "Agreement of the neighbours alone (kappa)"
        ),
        "referable_auc": QCoreApplication.translate("training", "Finds referable eyes (AUC)"),
        "referable_sensitivity": QCoreApplication.translate("training", "Referable eyes found"),
        "referable_specificity": QCoreApplication.translate("training", "Other eyes left alone"),
        "sensitivity_at_specificity_0.9": QCoreApplication.translate(
            "training", "Referable found, 9 of 10 others left alone"
        ),
        "specificity_at_sensitivity_0.9": QCoreApplication.translate(
            "training", "Others left alone, 9 of 10 referable found"
        ),
        "calibration_error": QCoreApplication.translate(
            "training", "Error of its probabilities (less is better)"
        ),
    }.get(name.lower(), name)


def loss_words(name: str) -> str:
    """Return the name of a loss."""
    return {
        "contrastive": QCoreApplication.translate("training", "Contrastive (Siamese pairs)"),
        "triplet": QCoreApplication.translate("training", "Triplet"),
        "multi-similarity": QCoreApplication.translate("training", "Multi-similarity"),
        "supervised-contrastive": QCoreApplication.translate("training", "Supervised contrastive"),
        "proxy-anchor": QCoreApplication.translate("training", "Proxy anchor"),
        "arcface": QCoreApplication.translate("training", "ArcFace"),
        "ordinal-triplet": QCoreApplication.translate(
            "training", "Triplet that knows the order of grades"
        ),
    }[name]


def distance_words(name: str) -> str:
    """Return the name of a distance."""
    return {
        "euclidean": QCoreApplication.translate("training", "Euclidean"),
        "manhattan": QCoreApplication.translate("training", "Manhattan"),
        "cosine": QCoreApplication.translate("training", "Cosine"),
        "mahalanobis": QCoreApplication.translate("training", "Mahalanobis, learned"),
    }[name]


def miner_words(name: str) -> str:
    """Return how examples are picked within a batch."""
    return {
        "none": QCoreApplication.translate("training", "All of the batch"),
        "random": QCoreApplication.translate("training", "At random"),
        "semi-hard": QCoreApplication.translate("training", "Semi-hard"),
        "hard": QCoreApplication.translate("training", "Hardest"),
        "distance-weighted": QCoreApplication.translate("training", "Weighted by distance"),
    }[name]


def sampler_words(name: str) -> str:
    """Return how batches are put together."""
    return {
        "pairs": QCoreApplication.translate("training", "Pairs"),
        "triplets": QCoreApplication.translate("training", "Triplets"),
        "per-class": QCoreApplication.translate("training", "A few images of each class"),
    }[name]


def backbone_words(name: str) -> str:
    """Return the network that training starts from."""
    return {
        "in-use": QCoreApplication.translate("training", "The model in use (goes on from it)"),
        "efficientnet-lite0": QCoreApplication.translate(
            "training", "EfficientNet-Lite0 (everyday pictures)"
        ),
        "resnet18": QCoreApplication.translate("training", "ResNet-18"),
        "small-cnn": QCoreApplication.translate("training", "Small network, from nothing"),
    }[name]


def looks_like_grades(labels: set[str]) -> bool:
    """Return whether labels are grades of the ICDR scale."""
    return bool(labels) and labels <= set("01234")
