from __future__ import annotations

from medview.domain.case import FUNDUS, Case, CaseId, Eye, ImageRef, Patient
from medview.domain.pairs import visits


def shot(name: str, patient: str, eye: Eye | None, date: str = "") -> Case:
    ref = ImageRef(f"/{name}.jpg")
    return Case(CaseId(name), FUNDUS, (ref,), Patient(patient), eye=eye, study_date=date)


def test_photographs_of_one_eye_belong_together_and_visits_do_not():
    shots = [
        shot("a", "p", Eye.OD),
        shot("b", "q", Eye.OD),
        shot("c", "p", Eye.OS),
        shot("d", "p", Eye.OD),
        shot("e", "p", Eye.OD, "20260101"),
    ]
    found = {
        key: [[case.id for case in eye] for eye in eyes.values()]
        for key, eyes in visits(shots).items()
    }
    assert found == {
        ("p", ""): [["a", "d"], ["c"]],
        ("q", ""): [["b"]],
        ("p", "20260101"): [["e"]],
    }


def test_photographs_of_no_known_eye_stand_alone():
    eyes = visits([shot("a", "p", None), shot("b", "p", None)])[("p", "")]
    assert [[case.id for case in eye] for eye in eyes.values()] == [["a"], ["b"]]
