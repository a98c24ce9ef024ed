from __future__ import annotations

from dataclasses import replace

from medview.domain.case import Case, CaseId, Eye, ImageRef, Patient
from medview.domain.grade import Grade
from medview.store.seen_cases import SeenCases


def eye(number: int, **changes) -> Case:
    case = Case(
        CaseId(f"c{number}"),
        "FUNDUS",
        (ImageRef(f"/{number}.jpg"),),
        Patient(f"p{number}", "Erika"),
        title=f"{number}.jpg",
        eye=Eye.OS,
        source="Camera A",
    )
    return replace(case, **changes)


def test_what_was_seen_is_known_and_renewed(library):
    seen = SeenCases(library.access)
    seen.remember([])
    seen.remember([eye(1), eye(2)])
    seen.remember([eye(1, eye=Eye.OD)])
    found = SeenCases(library.access).all()
    assert found[CaseId("c1")].eye is Eye.OD and found[CaseId("c2")].eye is Eye.OS
    assert found[CaseId("c1")].patient == "p1" and found[CaseId("c1")].source == "Camera A"


def test_the_library_knows_its_cases_best(library):
    seen = SeenCases(library.access)
    seen.remember([eye(1, patient=Patient("unknown-c1"))])
    library.add_case(eye(1), "digest")
    assert seen.all()[CaseId("c1")].patient == "p1"


def test_whose_they_are_is_removed_with_the_cases(library):
    seen = SeenCases(library.access)
    seen.remember([eye(1), eye(2)])
    library.remove_cases([CaseId("c1")])
    assert set(seen.all()) == {CaseId("c2")}


def test_shown_grades_are_read_from_the_trail(library):
    told = {
        "case": "c1", "model": "m", "digest": "d" * 64, "grade": 2, "probabilities": [0.2] * 5,
        "referable": 0.8, "refer": True, "abstained": False, "reason": "", "gradable": True,
    }  # fmt: skip
    library.audit("grade shown", told)
    library.audit("signed elsewhere", {"case": "c1"})
    refused = told | {"grade": None, "refer": None, "probabilities": []}
    del refused["gradable"]  # as older versions wrote it
    library.audit("grade shown", refused)
    first, second = SeenCases(library.access).shown()
    assert (first.grade, first.refer, first.gradable) == (Grade.MODERATE, True, True)
    assert (second.grade, second.refer, second.gradable) == (None, False, False)
