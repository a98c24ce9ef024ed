"""What the registry says of models, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from medview.domain.model import ModelCard, ModelRef
from medview.domain.registry import (
    LESIONS,
    NODULES,
    REGIONS,
    InstalledModel,
    ModelEvent,
    Origin,
    Step,
)
from medview.domain.training import DR_GRADING, SIMILARITY
from medview.ui.words import day, modality_words


def model_name(model: ModelRef) -> str:
    """Return id and version: "dr-fundus 1.1.0"."""
    return f"{model.id} {model.version}"


def task_words(task: str) -> str:
    """Return what a model is for."""
    return {
        DR_GRADING: QCoreApplication.translate("models", "Grades of eyes"),
        SIMILARITY: QCoreApplication.translate("models", "Similar cases"),
        LESIONS: QCoreApplication.translate("models", "Lesions"),
        NODULES: QCoreApplication.translate("models", "Lung nodules"),
        REGIONS: QCoreApplication.translate("models", "Regions by similarity"),
    }[task]


def service_words(card: ModelCard) -> str:
    """Return what a model answers: its task and, of similar cases, in a line below, their kinds."""
    task = task_words(card.task)
    if card.task != SIMILARITY:
        return task
    kinds = ", ".join(map(modality_words, sorted(card.modalities)))
    return f"{task}\n{kinds}"


def origin_words(origin: Origin) -> str:
    """Return where a model came from."""
    return {
        Origin.SHIPPED: QCoreApplication.translate("models", "Ships with MedView"),
        Origin.TRAINED: QCoreApplication.translate("models", "Trained here"),
        Origin.IMPORTED: QCoreApplication.translate("models", "Imported"),
    }[origin]


def standing_words(model: InstalledModel) -> str:
    """Return how a model stands: in use since when, about to be, or used before."""
    if model.is_in_use and model.since is None:
        return QCoreApplication.translate("models", "✓ In use, as installed")
    if model.is_in_use and model.since is not None:
        text = QCoreApplication.translate("models", "✓ In use since {when}")
        return text.format(when=day(model.since))
    if model.is_asked:
        return QCoreApplication.translate("models", "… Being prepared")
    if model.is_previous:
        return QCoreApplication.translate("models", "Was in use before")
    return QCoreApplication.translate("models", "Not in use")


def step_words(event: ModelEvent) -> str:
    """Return what happened to a model, in one line without the time."""
    name, reader = model_name(event.model), event.reader
    text = {
        Step.IMPORTED: QCoreApplication.translate("models", "{model} was imported"),
        Step.ASKED: QCoreApplication.translate("models", "{model} was asked for"),
        Step.CANCELLED: QCoreApplication.translate("models", "{model} was not put to use"),
        Step.IN_USE: QCoreApplication.translate("models", "{model} came into use"),
        Step.DELETED: QCoreApplication.translate("models", "{model} was deleted"),
    }[event.step].format(model=name)
    if event.was is not None:
        text = QCoreApplication.translate("models", "{model} came into use in the place of {was}")
        text = text.format(model=name, was=model_name(event.was))
    return f"{text} · {reader}" if reader else text
