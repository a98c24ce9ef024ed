"""What is said of the photographs of an eye, and of both eyes of a patient."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from medview.domain.case import CaseId, Eye, EyeFrom
from medview.domain.eyes import EyeResult, PatientResult
from medview.domain.grade import GradeEstimate
from medview.ui.words import grade_in_full

SOURCES = {
    EyeFrom.DICOM: QT_TRANSLATE_NOOP("eyes", "as the DICOM file says"),
    EyeFrom.NAME: QT_TRANSLATE_NOOP("eyes", "as the file name says"),
    EyeFrom.DISC: QT_TRANSLATE_NOOP("eyes", "by the side of the optic disc"),
    EyeFrom.PERSON: QT_TRANSLATE_NOOP("eyes", "as you chose"),
}
Names = Mapping[CaseId, str]


def source_words(source: EyeFrom | None) -> str:
    """Return how the eye of a photograph is known: "by the side of the optic disc"."""
    return "" if source is None else QCoreApplication.translate("eyes", str(SOURCES[source]))


def together_words(
    estimate: GradeEstimate, names: Names, estimates: Mapping[CaseId, GradeEstimate]
) -> str:
    """Return which photographs an eye's grade is of, with what each alone said; "" of one alone."""
    if len(estimate.graded_with) + len(estimate.left_out) < 2:
        return ""
    used = [_with_alone(one, names, estimates.get(one)) for one in estimate.graded_with]
    lines = []
    if used:
        lines.append(
            QCoreApplication.translate("eyes", "Read together: {0}.").format(", ".join(used))
        )
    if used and estimate.left_out:
        lines.append(
            QCoreApplication.translate("eyes", "Left out: {0}.").format(
                _named(estimate.left_out, names)
            )
        )
    return " ".join(lines)


def patient_words(result: PatientResult) -> str:
    """Return both eyes in one line: "OD 2 Moderate NPDR · OS 1 Mild NPDR"."""
    return " · ".join(_eye(eye, side) for side, eye in ((Eye.OD, result.od), (Eye.OS, result.os)))


def verdict_words(result: PatientResult) -> str:
    """Return what the worse eye decides: "Patient: 2 Moderate NPDR, refer"."""
    if result.grade is None:
        return QCoreApplication.translate("eyes", "Patient: no result yet")
    refer = (
        QCoreApplication.translate("eyes", "refer")
        if result.refer
        else QCoreApplication.translate("eyes", "no referral")
    )
    if result.is_whole:
        return QCoreApplication.translate("eyes", "Patient: {0}, {1}").format(
            grade_in_full(result.grade), refer
        )
    if not result.refer:
        return QCoreApplication.translate(
            "eyes", "Patient: at least {0}; one eye is not known"
        ).format(grade_in_full(result.grade))
    return QCoreApplication.translate("eyes", "Patient: at least {0}, {1}").format(
        grade_in_full(result.grade), refer
    )


def used_words(result: PatientResult, names: Names) -> str:
    """Return which photographs each eye's result is of, a line each."""
    lines = []
    for eye in (result.od, result.os):
        if eye is not None and eye.used:
            lines.append(f"{eye.eye}: {_named(eye.used, names)}")
        if eye is not None and eye.left_out:
            lines.append(
                QCoreApplication.translate("eyes", "{0} left out: {1}").format(
                    eye.eye, _named(eye.left_out, names)
                )
            )
    return "\n".join(lines)


def _eye(result: EyeResult | None, side: Eye) -> str:
    if result is None:
        return QCoreApplication.translate("eyes", "{0} missing").format(side)
    if not result.is_graded:
        return QCoreApplication.translate("eyes", "{0} not graded yet").format(side)
    if result.grade is None:
        state = (
            QCoreApplication.translate("eyes", "{0} no grade")
            if result.is_gradable
            else QCoreApplication.translate("eyes", "{0} ungradable")
        )
        return state.format(side)
    signed = QCoreApplication.translate("eyes", " (signed)") if result.is_signed else ""
    return f"{side} {grade_in_full(result.grade)}{signed}"


def _with_alone(case_id: CaseId, names: Names, estimate: GradeEstimate | None) -> str:
    name = names.get(case_id, case_id)
    if estimate is None or estimate.photograph is None:
        return name
    return QCoreApplication.translate("eyes", "{0} (alone {1})").format(
        name, int(estimate.photograph.grade)
    )


def _named(ids: tuple[CaseId, ...], names: Names) -> str:
    return ", ".join(names.get(one, one) for one in ids)
