"""The names of a model card's figures, in the language of the user."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

# The parts of a name as cards write them, marked for translation; learning writes the cards.
PARTS = (
    QT_TRANSLATE_NOOP("figures", "accuracy"),
    QT_TRANSLATE_NOOP("figures", "artefact auc"),
    QT_TRANSLATE_NOOP("figures", "auc by distance"),
    QT_TRANSLATE_NOOP("figures", "auc risk 1 or 2"),
    QT_TRANSLATE_NOOP("figures", "auc risk 2"),
    QT_TRANSLATE_NOOP("figures", "aupr haemorrhage"),
    QT_TRANSLATE_NOOP("figures", "aupr hard exudate"),
    QT_TRANSLATE_NOOP("figures", "aupr microaneurysm"),
    QT_TRANSLATE_NOOP("figures", "aupr optic disc"),
    QT_TRANSLATE_NOOP("figures", "aupr soft exudate"),
    QT_TRANSLATE_NOOP("figures", "auc"),
    QT_TRANSLATE_NOOP("figures", "box overlap"),
    QT_TRANSLATE_NOOP("figures", "calibration error"),
    QT_TRANSLATE_NOOP("figures", "candidates"),
    QT_TRANSLATE_NOOP("figures", "clarity auc"),
    QT_TRANSLATE_NOOP("figures", "coverage"),
    QT_TRANSLATE_NOOP("figures", "dice slice"),
    QT_TRANSLATE_NOOP("figures", "dice volume"),
    QT_TRANSLATE_NOOP("figures", "false marks"),
    QT_TRANSLATE_NOOP("figures", "field auc"),
    QT_TRANSLATE_NOOP("figures", "found"),
    QT_TRANSLATE_NOOP("figures", "found at false marks"),
    QT_TRANSLATE_NOOP("figures", "free response"),
    QT_TRANSLATE_NOOP("figures", "green channel filter"),
    QT_TRANSLATE_NOOP("figures", "hard exudate near the macula"),
    QT_TRANSLATE_NOOP("figures", "kappa"),
    QT_TRANSLATE_NOOP("figures", "kappa head"),
    QT_TRANSLATE_NOOP("figures", "kappa neighbours"),
    QT_TRANSLATE_NOOP("figures", "kappa shown"),
    QT_TRANSLATE_NOOP("figures", "missed"),
    QT_TRANSLATE_NOOP("figures", "one series"),
    QT_TRANSLATE_NOOP("figures", "overall auc"),
    QT_TRANSLATE_NOOP("figures", "possible"),
    QT_TRANSLATE_NOOP("figures", "prediction sets"),
    QT_TRANSLATE_NOOP("figures", "quality"),
    QT_TRANSLATE_NOOP("figures", "raw pixels"),
    QT_TRANSLATE_NOOP("figures", "referable"),
    QT_TRANSLATE_NOOP("figures", "referable auc"),
    QT_TRANSLATE_NOOP("figures", "referable auc head"),
    QT_TRANSLATE_NOOP("figures", "referable auc neighbours"),
    QT_TRANSLATE_NOOP("figures", "referable calibration error"),
    QT_TRANSLATE_NOOP("figures", "referable sensitivity"),
    QT_TRANSLATE_NOOP("figures", "referable specificity"),
    QT_TRANSLATE_NOOP("figures", "risk coverage"),
    QT_TRANSLATE_NOOP("figures", "shown"),
    QT_TRANSLATE_NOOP("figures", "sensitivity"),
    QT_TRANSLATE_NOOP("figures", "specificity"),
    QT_TRANSLATE_NOOP("figures", "two shots averaged"),
    QT_TRANSLATE_NOOP("figures", "untrained imagenet features"),
    QT_TRANSLATE_NOOP("figures", "untrained imagenet prototypes"),
    QT_TRANSLATE_NOOP("figures", "without flips"),
)


def card_figure_words(name: str) -> str:
    """Return the name of a figure, its parts joined by " · "; a part not known stays as it is."""
    return " · ".join(
        QCoreApplication.translate("figures", part) if part in PARTS else part
        for part in name.split(" · ")
    )
