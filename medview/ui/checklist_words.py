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
    tr = QCoreApplication.translate
    return {
        Lesion.MICROANEURYSM: tr("lesions", "Microaneurysms"),
        Lesion.HAEMORRHAGE: tr("lesions", "Haemorrhages"),
        Lesion.HARD_EXUDATE: tr("lesions", "Hard exudates"),
        Lesion.SOFT_EXUDATE: tr("lesions", "Soft exudates (cotton wool)"),
        Lesion.VENOUS_BEADING: tr("lesions", "Venous beading"),
        Lesion.IRMA: tr("lesions", "IRMA"),
        Lesion.NEW_VESSELS: tr("lesions", "New vessels"),
        Lesion.VITREOUS_HAEMORRHAGE: tr("lesions", "Vitreous or preretinal haemorrhage"),
        Lesion.FIBROUS_PROLIFERATION: tr("lesions", "Fibrous proliferation"),
        Lesion.MACULAR_OEDEMA: tr("lesions", "Macular oedema suspected"),
        Lesion.LASER_SCARS: tr("lesions", "Laser scars"),
    }[lesion]


def listed(lesions: Iterable[Lesion]) -> str:
    """Return lesions in one line."""
    return ", ".join(lesion_words(lesion) for lesion in lesions)


def findings_line(checklist: LesionChecklist) -> str:
    """Return what was found, in one line: present by name, the others by number."""
    tr = QCoreApplication.translate
    present = checklist.with_finding(Finding.PRESENT)
    absent = len(checklist.with_finding(Finding.ABSENT))
    unseen = len(checklist.with_finding(None))
    parts = [
        listed(present) if present else tr("lesions", "none present"),
        tr("lesions", "{n} absent").format(n=absent) if absent else "",
        tr("lesions", "{n} not looked at").format(n=unseen) if unseen else "",
    ]
    return tr("lesions", "Lesions: {0}").format("; ".join(part for part in parts if part))


def findings_lines(checklist: LesionChecklist) -> list[str]:
    """Return every lesion with its finding, a line each."""
    tr = QCoreApplication.translate
    words = {
        Finding.PRESENT: tr("lesions", "present"),
        Finding.ABSENT: tr("lesions", "absent"),
        None: tr("lesions", "not looked at"),
    }
    return [f"{lesion_words(one)}: {words[checklist.findings.get(one)]}" for one in Lesion]


def doubt_words(grade: Grade | None, findings: Findings) -> str:
    """Return a gentle hint where checklist and grade do not fit, or ""."""
    tr = QCoreApplication.translate
    above = above_grade(grade, findings)
    if above:
        least = max(LEAST_GRADES[lesion] for lesion in above)
        text = tr("lesions", "{lesions} usually go with {grade} or worse.")
        worst = [lesion for lesion in above if LEAST_GRADES[lesion] == least]
        if least is Grade.PROLIFERATIVE:
            text = tr("lesions", "{lesions} usually go with {grade}.")
        return text.format(lesions=listed(worst), grade=grade_in_full(least))
    if lacks_support(grade, findings):
        text = tr("lesions", "Every lesion that goes with {grade} is marked absent.")
        return text.format(grade=grade_in_full(grade))
    return ""
