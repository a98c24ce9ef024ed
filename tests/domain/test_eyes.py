from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from medview.domain.case import EYE_CONFLICT, FUNDUS, Case, CaseId, Eye, ImageRef, Patient
from medview.domain.eyes import MOST_SHOTS, by_eye, eye_key, eye_result, patient_result
from medview.domain.grade import Grade, GradeEstimate, Quality, SignedGrade
from medview.domain.image import Notice
from medview.domain.model import ModelRef


def shot(name: str, eye: Eye | None = Eye.OD, patient: str = "p", **more) -> Case:
    image = ImageRef(more.pop("path", f"/clinic/{name}.jpg"), more.pop("member", ""))
    return Case(CaseId(name), FUNDUS, (image,), Patient(patient), eye=eye, **more)


def answer(name: str, grade: int | None, used: tuple[str, ...], refer: bool = False):
    return GradeEstimate(
        CaseId(name), Eye.OD, Quality(1, bool(used)), None if grade is None else Grade(grade),
        (), 0.5, None, None, (), grade is None, "", (), ModelRef("m", "1", "d"), refer,
        graded_with=tuple(map(CaseId, used)),
    )  # fmt: skip


def signed(name: str, grade: int | None, day: int) -> SignedGrade:
    when = datetime(2026, 1, day, tzinfo=UTC)
    return SignedGrade(CaseId(name), None if grade is None else Grade(grade), None, "A", when, None)


def test_both_shots_of_an_eye_belong_together_in_the_order_of_first_sight():
    a, b, c, d = shot("a"), shot("b", Eye.OS), shot("c"), shot("d", None)
    assert by_eye([a, b, c, d]) == [(a, c), (b,), (d,)]


@pytest.mark.parametrize(
    "other",
    [
        shot("b", patient="q"),
        shot("b", Eye.OS),
        shot("b", path="/elsewhere/b.jpg"),
        shot("b", study_date="2025-01-01"),
        shot("b", study_uid="1.2"),
        shot("b", path="/clinic/a.zip", member="x/b.jpg"),
        shot("b", notices=(Notice(EYE_CONFLICT, ""),)),
        replace(shot("b"), images=(ImageRef("/clinic/b.tif"), ImageRef("/clinic/b.tif", frame=1))),
        replace(shot("b"), modality="CT"),
    ],
)
def test_what_may_be_another_eye_is_not_mixed_in(other):
    assert by_eye([shot("a"), other]) == [(shot("a"),), (other,)]


def test_a_study_is_one_visit_wherever_its_files_are():
    a, b = shot("a", study_uid="1.2"), shot("b", study_uid="1.2", path="/elsewhere/b.dcm")
    assert eye_key(a) == eye_key(b)


def test_more_photographs_than_one_visit_makes_are_of_several_people():
    many = [shot(f"{i}") for i in range(MOST_SHOTS + 1)]
    assert by_eye(many) == [(case,) for case in many]
    assert by_eye(many[1:]) == [tuple(many[1:])]


def test_an_eye_is_what_its_usable_photographs_say():
    cases = [shot("a"), shot("b")]
    answers = {CaseId("a"): answer("a", None, ("b",)), CaseId("b"): answer("b", 2, ("b",), True)}
    result = eye_result(Eye.OD, cases, answers, {})
    assert (result.grade, result.refer) == (Grade.MODERATE, True)
    assert (result.used, result.left_out) == (("b",), ("a",))
    assert result.is_graded and result.is_gradable and not result.is_signed


def test_the_newest_signature_on_an_eye_outweighs_the_model():
    answers = {CaseId(n): answer(n, 3, ("a", "b"), True) for n in "ab"}
    marks = {CaseId("a"): signed("a", 1, 2), CaseId("b"): signed("b", 4, 1)}
    result = eye_result(Eye.OD, [shot("a"), shot("b")], answers, marks)
    assert (result.grade, result.refer, result.is_signed) == (Grade.MILD, False, True)
    ungradable = eye_result(Eye.OD, [shot("a")], answers, {CaseId("a"): signed("a", None, 2)})
    assert (ungradable.grade, ungradable.refer, ungradable.is_gradable) == (None, None, False)


def test_nothing_known_is_said_to_be_nothing():
    assert not eye_result(Eye.OD, [shot("a")], {}, {}).is_graded


def eye(name: str, grade: int | None, refer: bool | None):
    return replace(
        eye_result(Eye.OD, [shot(name)], {CaseId(name): answer(name, grade, (name,))}, {}),
        refer=refer,
    )


def test_the_worse_eye_decides():
    both = patient_result(eye("a", 2, True), eye("b", 1, False))
    assert (both.grade, both.refer, both.is_whole) == (Grade.MODERATE, True, True)
    one = patient_result(eye("a", 1, False), None)
    assert (one.grade, one.refer, one.is_whole) == (Grade.MILD, False, False)
    doubtful = patient_result(eye("a", None, None), eye("b", 3, True))
    assert (doubtful.grade, doubtful.refer, doubtful.is_whole) == (Grade.SEVERE, True, False)
    none = patient_result(eye("a", None, None), None)
    assert (none.grade, none.refer) == (None, None)
