"""What the registry says of models, in words."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from medview.domain.model import ModelRef
from medview.domain.registry import InstalledModel, ModelEvent, Origin, Step
from medview.ui.words import day

# Errors of the registry and of site acceptance, marked for translation.
REGISTRY = (
    QT_TRANSLATE_NOOP("reasons", "There is no earlier model to go back to."),
    QT_TRANSLATE_NOOP("reasons", "Choose one and activate it."),
    QT_TRANSLATE_NOOP("reasons", "This model ships with MedView and cannot be deleted."),
    QT_TRANSLATE_NOOP("reasons", "It may stay unused."),
    QT_TRANSLATE_NOOP("reasons", "This model is in use, or about to be: it cannot be deleted."),
    QT_TRANSLATE_NOOP("reasons", "Activate another one first."),
    QT_TRANSLATE_NOOP("reasons", "The library is being embedded for another model already."),
    QT_TRANSLATE_NOOP("reasons", "Wait, or cancel it."),
    QT_TRANSLATE_NOOP("reasons", "Which model is in use could not be written."),
    QT_TRANSLATE_NOOP("reasons", "Free some disk space or check the rights of {0}."),
    QT_TRANSLATE_NOOP("reasons", "The model could not be deleted ({0})."),
    QT_TRANSLATE_NOOP("reasons", "Check the rights of {0}."),
    QT_TRANSLATE_NOOP("reasons", "There is no graded photograph to measure on."),
    QT_TRANSLATE_NOOP(
        "reasons", "Import graded photographs, or sign some that are in the library."
    ),
    QT_TRANSLATE_NOOP("reasons", "There were too few cases: nothing was calibrated."),
    QT_TRANSLATE_NOOP("reasons", "Choose more cases."),
    QT_TRANSLATE_NOOP("reasons", "No calibration of this model counts for this site."),
    QT_TRANSLATE_NOOP("reasons", "A decision needs a name."),
    QT_TRANSLATE_NOOP("reasons", "Enter your name."),
    QT_TRANSLATE_NOOP("reasons", "Another model came into use meanwhile: nothing was changed."),
    QT_TRANSLATE_NOOP("reasons", "Measure the model in use."),
)


def model_name(model: ModelRef) -> str:
    """Return id and version: "dr-fundus 1.1.0"."""
    return f"{model.id} {model.version}"


def task_words(task: str) -> str:
    """Return what a model is for."""
    return {
        "dr-grading": QCoreApplication.translate("models", "Grades of eyes"),
        "similarity": QCoreApplication.translate("models", "Similar cases"),
        "lesion-segmentation": QCoreApplication.translate("models", "Lesions"),
        "nodule-detection": QCoreApplication.translate("models", "Lung nodules"),
    }[task]


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
