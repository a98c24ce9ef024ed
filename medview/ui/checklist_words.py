"""Lesions and what was found of them, in the language of the user."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from medview.domain.checklist import (
    LEAST_GRADES,
    Finding,
    Findings,
    Lesion,
    LesionChecklist,
    above_grade,
    lacks_support,
)
from medview.domain.grade import Grade
from medview.ui.words import grade_in_full


def lesion_words(lesion: Lesion) -> str:
    """Return the name of a lesion."""
    return {
        Lesion.MICROANEURYSM: QCoreApplication.translate("lesions", "Microaneurysms"),
        Lesion.HAEMORRHAGE: QCoreApplication.translate("lesions", "Haemorrhages"),
        Lesion.HARD_EXUDATE: QCoreApplication.translate("lesions", "Hard exudates"),
        Lesion.SOFT_EXUDATE: QCoreApplication.translate("lesions", "Soft exudates (cotton wool)"),
        Lesion.VENOUS_BEADING: QCoreApplication.translate("lesions", "Venous beading"),
        Lesion.IRMA: QCoreApplication.translate("lesions", "IRMA"),
        Lesion.NEW_VESSELS: QCoreApplication.translate("lesions", "New vessels"),
        Lesion.VITREOUS_HAEMORRHAGE: QCoreApplication.translate(
            "lesions", "Vitreous or preretinal haemorrhage"
        ),
        Lesion.FIBROUS_PROLIFERATION: QCoreApplication.translate(
            "lesions", "Fibrous proliferation"
        ),
        Lesion.MACULAR_OEDEMA: QCoreApplication.translate("lesions", "Macular oedema suspected"),
        Lesion.LASER_SCARS: QCoreApplication.translate("lesions", "Laser scars"),
    }[lesion]


def listed(lesions: Iterable[Lesion]) -> str:
    """Return lesions in one line."""
    return ", ".join(lesion_words(lesion) for lesion in lesions)


def findings_line(checklist: LesionChecklist) -> str:
    """Return what was found, in one line: present by name, the others by number."""
    present = checklist.with_finding(Finding.PRESENT)
    absent = len(checklist.with_finding(Finding.ABSENT))
    unseen = len(checklist.with_finding(None))
    parts = [
        listed(present) if present else QCoreApplication.translate("lesions", "none present"),
        QCoreApplication.translate("lesions", "{n} absent").format(n=absent) if absent else "",
        QCoreApplication.translate("lesions", "{n} not looked at").format(n=unseen)
        if unseen
        else "",
    ]
    return QCoreApplication.translate("lesions", "Lesions: {0}").format(
        "; ".join(part for part in parts if part)
    )


def findings_lines(checklist: LesionChecklist) -> list[str]:
    """Return every lesion with its finding, a line each."""
    words = {
        Finding.PRESENT: QCoreApplication.translate("lesions", "present"),
        Finding.ABSENT: QCoreApplication.translate("lesions", "absent"),
        None: QCoreApplication.translate("lesions", "not looked at"),
    }
    return [f"{lesion_words(one)}: {words[checklist.findings.get(one)]}" for one in Lesion]


def doubt_words(grade: Grade | None, findings: Findings) -> str:
    """Return a gentle hint where checklist and grade do not fit, or ""."""
    above = above_grade(grade, findings)
    if above:
        least = max(LEAST_GRADES[lesion] for lesion in above)
        text = QCoreApplication.translate("lesions", "{lesions} usually go with {grade} or worse.")
        worst = [lesion for lesion in above if LEAST_GRADES[lesion] == least]
        if least is Grade.PROLIFERATIVE:
            text = QCoreApplication.translate("lesions", "{lesions} usually go with {grade}.")
        return text.format(lesions=listed(worst), grade=grade_in_full(least))
    if lacks_support(grade, findings):
        text = QCoreApplication.translate(
            "lesions", "Every lesion that goes with {grade} is marked absent."
        )
        return text.format(grade=grade_in_full(grade))
    return ""
