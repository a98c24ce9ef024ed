"""Words of reading studies, in the language of the user."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from medview.domain.grade import Grade
from medview.domain.study import StudyProgress
from medview.domain.study_results import Agreement, Comparison
from medview.ui.words import grade_in_full


def grading_tip(grade: Grade | None) -> str:
    """Return what a grade key of a study does."""
    if grade is None:
        return QCoreApplication.translate("study", "This photograph is ungradable")
    words = QCoreApplication.translate("study", "Grade {grade}")
    return words.format(grade=grade_in_full(grade))


def comparison_words(comparison: Comparison) -> str:
    """Return what kind of agreement a row is about."""
    return {
        Comparison.READERS: QCoreApplication.translate("study", "Between readers"),
        Comparison.SELF: QCoreApplication.translate("study", "With oneself"),
        Comparison.MODEL: QCoreApplication.translate("study", "With the model, blind"),
        Comparison.AIDED: QCoreApplication.translate("study", "With the model, shown"),
        Comparison.REFERENCE: QCoreApplication.translate("study", "Model and agreed grade"),
    }[comparison]


def sides(one: Agreement) -> tuple[str, str]:
    """Return the names of the rows and the columns of a table."""
    if one.comparison is Comparison.SELF:
        return (
            QCoreApplication.translate("study", "first time"),
            QCoreApplication.translate("study", "second time"),
        )
    model = QCoreApplication.translate("study", "model")
    if one.comparison is Comparison.REFERENCE:
        return model, QCoreApplication.translate("study", "agreed or decided")
    return one.first, one.second or model


def pair_title(one: Agreement) -> str:
    """Return one line that names an agreement: "Dr. A – Dr. B", "Dr. A – model, shown"."""
    first, second = sides(one)
    if one.comparison is Comparison.SELF:
        words = QCoreApplication.translate("study", "{reader}, first and second time")
        return words.format(reader=one.first)
    if one.comparison is Comparison.AIDED:
        second = QCoreApplication.translate("study", "model, shown")
    return f"{first} – {second}"


def kappa_words(one: Agreement) -> str:
    """Return kappa with its interval, "0.81 (0.71 to 0.89)", or why there is none."""
    if one.kappa is None:
        return QCoreApplication.translate("study", "not defined: one grade only")
    if one.interval is None:
        words = QCoreApplication.translate("study", "{kappa} (one patient: no interval)")
        return words.format(kappa=f"{one.kappa:.2f}")
    low, high = one.interval
    words = QCoreApplication.translate("study", "{kappa} ({low} to {high})")
    return words.format(kappa=f"{one.kappa:.2f}", low=f"{low:.2f}", high=f"{high:.2f}")


def reader_progress(progress: StudyProgress, reader: str) -> str:
    """Return how far a reader is: "Dr. A: 12 of 60"."""
    words = QCoreApplication.translate("study", "{reader}: {done} of {total}")
    total = len(progress.study.orders[reader])
    return words.format(reader=reader, done=progress.done[reader], total=total)
