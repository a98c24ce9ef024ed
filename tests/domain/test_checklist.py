from __future__ import annotations

from datetime import UTC, datetime

from medview.domain.case import CaseId
from medview.domain.checklist import (
    Finding,
    Lesion,
    LesionChecklist,
    above_grade,
    lacks_support,
)
from medview.domain.grade import Grade

P, A = Finding.PRESENT, Finding.ABSENT


def test_new_vessels_contradict_everything_below_proliferative():
    seen = {Lesion.NEW_VESSELS: P, Lesion.MICROANEURYSM: P}
    assert above_grade(Grade.SEVERE, seen) == (Lesion.NEW_VESSELS,)
    assert above_grade(Grade.NO_DR, seen) == (Lesion.MICROANEURYSM, Lesion.NEW_VESSELS)
    assert above_grade(Grade.PROLIFERATIVE, seen) == ()
    assert above_grade(None, seen) == ()


def test_a_grade_whose_lesions_were_all_looked_for_in_vain_lacks_support():
    none = dict.fromkeys(Lesion, A)
    assert [lacks_support(grade, none) for grade in Grade] == [False, True, True, True, True]
    assert not lacks_support(Grade.PROLIFERATIVE, none | {Lesion.LASER_SCARS: P})
    assert not lacks_support(Grade.SEVERE, none | {Lesion.HAEMORRHAGE: P})
    assert not lacks_support(Grade.PROLIFERATIVE, {Lesion.NEW_VESSELS: A})
    assert not lacks_support(None, none)


def test_what_was_not_looked_at_is_listed_as_such():
    listed = LesionChecklist(
        CaseId("c"), datetime.now(UTC), "Dr", {Lesion.IRMA: P, Lesion.HAEMORRHAGE: A}
    )
    assert listed.with_finding(P) == (Lesion.IRMA,)
    assert listed.with_finding(A) == (Lesion.HAEMORRHAGE,)
    assert len(listed.with_finding(None)) == 9
