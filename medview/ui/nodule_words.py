"""Nodule candidates in words."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from medview.domain.nodules import Nodule, NoduleDecision, NoduleFindings
from medview.ui.words import when

# Sentences from below the window, said in its language by reasons.py.
NODULES = (
    QT_TRANSLATE_NOOP("reasons", "Nodules are looked for in a CT series."),
    QT_TRANSLATE_NOOP("reasons", "Choose a chest CT."),
    QT_TRANSLATE_NOOP("reasons", "No lung is seen in this series."),
    QT_TRANSLATE_NOOP("reasons", "Choose a series of the chest."),
    QT_TRANSLATE_NOOP("reasons", "The values of this series are no CT numbers."),
    QT_TRANSLATE_NOOP("reasons", "Look at the slices yourself."),
    QT_TRANSLATE_NOOP("reasons", "No model for 'nodule-detection' is installed."),
)


def found_words(findings: NoduleFindings) -> str:
    """Say how many candidates there are, and what can be done with them."""
    if not findings.candidates:
        return QCoreApplication.translate(
            "nodule_words", "No candidates were found. That does not mean there are no nodules."
        )
    return QCoreApplication.translate(
        "nodule_words",
        "{count} candidates. Choose one, or go through them with the keys . and ,",
    ).format(count=len(findings.candidates))


def line_words(number: int, nodule: Nodule) -> str:
    """Return the line of a candidate in the list."""
    return QCoreApplication.translate(
        "nodule_words", "{number} · slice {slice} · about {diameter} mm · {percent} %"
    ).format(
        number=number,
        slice=nodule.slice + 1,
        diameter=QLocale().toString(nodule.diameter, "f", 0),
        percent=round(100 * nodule.probability),
    )


def nodule_words(nodule: Nodule, decision: NoduleDecision | None) -> str:
    """Say which rated nodules a candidate is like, and who decided what."""
    parts = [_rated_words(nodule)] if nodule.rated else []
    if decision is not None:
        done = QCoreApplication.translate("nodule_words", "accepted by {reader}, {when}")
        if not decision.accepted:
            done = QCoreApplication.translate("nodule_words", "rejected by {reader}, {when}")
        parts.append(done.format(reader=decision.reader, when=when(decision.decided_at)))
    return " · ".join(parts)


def _rated_words(nodule: Nodule) -> str:
    ratings = sorted(one.malignancy for one in nodule.rated)
    return QCoreApplication.translate(
        "nodule_words",
        "The {count} most similar nodules with a rating (LIDC-IDRI; malignancy 1 to 5): {ratings}",
    ).format(count=len(ratings), ratings=", ".join(map(str, ratings)))
