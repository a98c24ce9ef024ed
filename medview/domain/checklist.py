"""Which lesions a reader looked for, and what they say about the grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from medview.domain.case import CaseId
from medview.domain.grade import Grade


class Lesion(StrEnum):
    """What the checklist asks for, from mild to advanced disease, then what goes beside it."""

    MICROANEURYSM = "microaneurysm"
    HAEMORRHAGE = "haemorrhage"
    HARD_EXUDATE = "hard exudate"
    SOFT_EXUDATE = "soft exudate"
    VENOUS_BEADING = "venous beading"
    IRMA = "IRMA"
    NEW_VESSELS = "new vessels"
    VITREOUS_HAEMORRHAGE = "vitreous or preretinal haemorrhage"
    FIBROUS_PROLIFERATION = "fibrous proliferation"
    MACULAR_OEDEMA = "macular oedema suspected"
    LASER_SCARS = "laser scars"


class Finding(StrEnum):
    """What the reader saw; a lesion without one was not looked at."""

    PRESENT = "present"
    ABSENT = "absent"


Findings = Mapping[Lesion, Finding]

# The least grade each lesion goes with on the ICDR scale (Wilkinson et al., Ophthalmology
# 2003;110:1677-1682, table 1). Beading and IRMA make an eye severe in part by how much there is
# of them, which a checklist does not ask.
LEAST_GRADES: Mapping[Lesion, Grade] = {
    Lesion.MICROANEURYSM: Grade.MILD,
    Lesion.HAEMORRHAGE: Grade.MODERATE,
    Lesion.HARD_EXUDATE: Grade.MODERATE,
    Lesion.SOFT_EXUDATE: Grade.MODERATE,
    Lesion.VENOUS_BEADING: Grade.SEVERE,
    Lesion.IRMA: Grade.SEVERE,
    Lesion.NEW_VESSELS: Grade.PROLIFERATIVE,
    Lesion.VITREOUS_HAEMORRHAGE: Grade.PROLIFERATIVE,
    Lesion.FIBROUS_PROLIFERATION: Grade.PROLIFERATIVE,
}


@dataclass(frozen=True)
class LesionChecklist:
    """The findings kept with the signature of a case at `signed_at`."""

    case_id: CaseId
    signed_at: datetime
    reader: str
    findings: Findings = field(default_factory=dict)

    def with_finding(self, finding: Finding | None) -> tuple[Lesion, ...]:
        """Return the lesions with this finding (None: not looked at), in the list's order."""
        return tuple(lesion for lesion in Lesion if self.findings.get(lesion) is finding)


def above_grade(grade: Grade | None, findings: Findings) -> tuple[Lesion, ...]:
    """Return the lesions marked present that go with a higher grade than this one."""
    if grade is None:
        return ()
    return tuple(
        lesion
        for lesion, least in LEAST_GRADES.items()
        if findings.get(lesion) is Finding.PRESENT and least > grade
    )


def lacks_support(grade: Grade | None, findings: Findings) -> bool:
    """True when every lesion that goes with this grade was looked for and marked absent.

    Laser scars speak for a grade that treatment has made invisible, and are taken as support.
    """
    if not grade or findings.get(Lesion.LASER_SCARS) is Finding.PRESENT:
        return False
    speaking = [lesion for lesion, least in LEAST_GRADES.items() if least == grade]
    if grade is Grade.SEVERE:  # many haemorrhages in every quadrant are severe by themselves
        speaking.append(Lesion.HAEMORRHAGE)
    return all(findings.get(lesion) is Finding.ABSENT for lesion in speaking)
