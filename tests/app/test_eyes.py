"""Both shots of an eye, corrections that last, and the result of a patient, on real services."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from medview.bootstrap import build_services
from medview.domain.case import Eye, EyeFrom, Problem
from medview.domain.errors import MedViewError
from medview.domain.grade import Grade, GradeEstimate
from medview.domain.job import JobContext


@pytest.fixture
def shots(opened, sample, tmp_path):
    """Return a right eye twice and once too dark, and its fellow eye."""
    drawn = sample / "fundus"
    shutil.copy(drawn / "synthetic-03-OD.jpg", tmp_path / "7_r1.jpg")
    shutil.copy(drawn / "synthetic-04-OD.jpg", tmp_path / "7_r2.jpg")
    shutil.copy(drawn / "synthetic-02-OS.jpg", tmp_path / "7_l1.jpg")
    with Image.open(drawn / "synthetic-03-OD.jpg") as picture:
        picture.point(lambda value: value // 12).save(tmp_path / "7_r3.jpg")
    return {case.images[0].name[:-4]: case for case in opened(tmp_path)}


@pytest.fixture
def contradicted(opened, sample, tmp_path):
    shutil.copy(sample / "fundus" / "synthetic-04-OD.jpg", tmp_path / "8_left.jpg")
    (case,) = opened(tmp_path / "8_left.jpg")
    return case


def graded(services, cases, **options) -> dict[str, GradeEstimate]:
    answers: list[GradeEstimate] = []
    services.grade_many(list(cases), JobContext(on_item=answers.append), **options)
    return {answer.case_id: answer for answer in answers}


def test_a_batch_and_a_single_eye_give_the_same_answer(services, shots):
    together = graded(services, shots.values())
    eye = [shots[name] for name in ("7_r1", "7_r2", "7_r3")]
    for case, answer in zip(eye, services.eyes.grade(eye), strict=True):
        assert answer == together[case.id]
        assert answer.graded_with == (shots["7_r1"].id, shots["7_r2"].id)
        assert answer.left_out == (shots["7_r3"].id,)


def test_each_alone_is_what_the_photograph_says_beside_its_eye(services, shots):
    together, alone = (graded(services, shots.values(), each=flag) for flag in (False, True))
    for name in ("7_r1", "7_r2", "7_l1"):
        case = shots[name]
        assert alone[case.id].graded_with == (case.id,)
        assert together[case.id].photograph == alone[case.id].photograph
        photograph = alone[case.id].photograph
        assert photograph and photograph.probabilities == alone[case.id].probabilities
    first, second = (together[shots[name].id] for name in ("7_r1", "7_r2"))
    assert first.probabilities == second.probabilities
    assert first.photograph != second.photograph


def test_a_shot_that_vanished_is_left_out(services, shots):
    cases = [shots["7_r1"], shots["7_r2"]]
    path = cases[1].images[0].path
    Path(path).unlink()
    first, second = services.eyes.grade(cases)
    assert isinstance(second, Problem)
    assert first.graded_with == (cases[0].id,) and first.left_out == (cases[1].id,)


def test_the_result_of_a_patient(services, shots):
    estimates = graded(services, shots.values())
    result = services.eyes.of_patient(list(shots.values()), estimates, {})
    grades = [estimates[shots[name].id].grade for name in ("7_r1", "7_l1")]
    assert result.grade == max((g for g in grades if g is not None), default=None)
    assert result.od.used == (shots["7_r1"].id, shots["7_r2"].id)
    assert result.od.left_out == (shots["7_r3"].id,)
    alone = services.eyes.of_patient([shots["7_l1"]], estimates, {})
    assert alone.od is None and not alone.is_whole


def test_a_contradicted_eye_is_not_signed(services, contradicted):
    services.settings.set(reader_name="Dr. Adler")
    assert (contradicted.eye, contradicted.eye_from) == (Eye.OS, EyeFrom.NAME)
    assert "optic disc" in contradicted.notices[-1].text
    with pytest.raises(MedViewError, match="which eye"):
        services.sign_grade(contradicted, None, Grade.MILD)
    decided = services.eyes.correct(contradicted, Eye.OS)
    assert decided.eye is Eye.OS and not decided.eye_is_contradicted
    services.sign_grade(decided, None, Grade.MILD)


def test_a_correction_lasts(services, contradicted, home):
    corrected = services.eyes.correct(contradicted, Eye.OD)
    assert (corrected.eye, corrected.eye_from) == (Eye.OD, EyeFrom.PERSON)
    services.close()
    again = build_services(home)
    cases = []
    again.open_cases([Path(contradicted.images[0].path)], JobContext(on_item=cases.append))
    again.close()
    assert cases == [corrected]


def test_a_nameless_eye_is_told_by_its_disc(opened, sample, tmp_path):
    shutil.copy(sample / "fundus" / "synthetic-04-OD.jpg", tmp_path / "picture.jpg")
    (case,) = opened(tmp_path / "picture.jpg")
    assert (case.eye, case.eye_from) == (Eye.OD, EyeFrom.DISC)
