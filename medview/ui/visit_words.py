"""Earlier visits, changes of grade and alignments in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from medview.domain.case import Case
from medview.domain.visits import Alignment, AlignmentDecision, Change, GradeSaid, Visit
from medview.ui.reasons import in_window_language
from medview.ui.words import grade_in_full, grade_words, notice, percent, when


def change_words(change: Change) -> str:
    """Return a sign and words: "↑ Moderate NPDR → Severe NPDR: one step worse"."""
    steps = change.steps
    if steps is None or change.before is None or change.now is None:
        return f"{change.arrow} " + QCoreApplication.translate(
            "visits", "The grades cannot be compared: one of them is missing."
        )
    if steps == 0:
        same = QCoreApplication.translate("visits", "{grade}: no change").format(
            grade=grade_words(change.now)
        )
        return f"{change.arrow} {same}"
    text = QCoreApplication.translate("visits", "{before} → {now}: {steps}").format(
        before=grade_words(change.before), now=grade_words(change.now), steps=_steps_words(steps)
    )
    return f"{change.arrow} {text}"


def _steps_words(steps: int) -> str:
    if steps == 1:
        return QCoreApplication.translate("visits", "one step worse")
    if steps == -1:
        return QCoreApplication.translate("visits", "one step better")
    text = (
        QCoreApplication.translate("visits", "{count} steps worse")
        if steps > 0
        else QCoreApplication.translate("visits", "{count} steps better")
    )
    return text.format(count=abs(steps))


def said_words(said: GradeSaid) -> str:
    """Return a grade and whose it is."""
    if said.is_signed:
        text = QCoreApplication.translate("visits", "{grade}, signed by {reader}")
        return text.format(grade=grade_in_full(said.grade), reader=said.reader)
    if said.grade is not None:
        return QCoreApplication.translate("visits", "{grade}, model's estimate").format(
            grade=grade_in_full(said.grade)
        )
    return QCoreApplication.translate("visits", "no grade")


def no_visit_words(case: Case) -> str:
    """Return why there is nothing to compare with, and what would help."""
    if not case.is_photograph:
        return QCoreApplication.translate(
            "visits", "Only eye photographs are compared with earlier visits."
        )
    if case.patient.key.startswith("unknown") or case.eye is None:
        return QCoreApplication.translate(
            "visits",
            "Whose eye this is, right or left, is not known: no earlier visit can be found.",
        )
    return QCoreApplication.translate(
        "visits",
        "No earlier visit of this eye is known. Open its photographs, or import them into the "
        "library.",
    )


def visit_words(visit: Visit) -> str:
    """Return an earlier visit in one line: its day and its grade."""
    day = visit.date
    if visit.is_signing_day:
        day = QCoreApplication.translate("visits", "signed on {day}").format(day=day)
    return f"{day} · {said_words(visit.said)}"


def state_words(alignment: Alignment | None, decision: AlignmentDecision | None) -> str:
    """Return whether two photographs are aligned: only ever when a person accepted it."""
    if decision is not None:
        text = QCoreApplication.translate("visits", "Not aligned, rejected by {reader}, {when}")
        if decision.accepted:
            text = QCoreApplication.translate("visits", "Aligned, accepted by {reader}, {when}")
        return text.format(reader=decision.reader, when=when(decision.decided_at))
    if alignment is None:
        return QCoreApplication.translate("visits", "Not aligned")
    if alignment.fault:
        return unaligned_words(in_window_language(alignment.fault))
    return QCoreApplication.translate(
        "visits", "Not aligned until you accept it: swipe or flicker, and look at the vessels."
    )


def unaligned_words(why: str) -> str:
    """Return that two photographs are not aligned, and why."""
    return QCoreApplication.translate("visits", "Not aligned. {0}").format(why)


def quality_words(alignment: Alignment) -> str:
    """Return how good a proposal is in figures, what it rests on, and the notice."""
    number = QLocale()
    text = QCoreApplication.translate(
        "visits",
        "{agreeing} points agree. Vessels alike: {before} before, {after} after (1: the same). "
        "In both pictures: {overlap} of the retina.",
    ).format(
        agreeing=alignment.agreeing,
        before=number.toString(alignment.before, "f", 2),
        after=number.toString(alignment.after, "f", 2),
        overlap=percent(alignment.overlap),
    )
    how = (
        alignment.model.short
        if alignment.model
        else QCoreApplication.translate("visits", "Found by the vessels alone")
    )
    return f"{text} {how} · {notice()}"
