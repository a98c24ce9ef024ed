from __future__ import annotations

from dataclasses import replace

import pytest

from medview.domain.case import CaseId, Eye
from medview.domain.grade import Grade, GradeEstimate, Quality
from medview.domain.model import ModelRef
from medview.domain.neighbours import Neighbour
from medview.store.estimates import Estimates
from medview.store.library import Library

MODEL = ModelRef("dr-fundus", "1.0", "d" * 64)
NEAR = Neighbour(
    CaseId("near"), 1, 0.125, "2", "patient-9", "Clinic", "FUNDUS", outcome="stable", tags=("rare",)
)
EYE = CaseId("eye")
SURE = GradeEstimate(
    case_id=EYE,
    eye=Eye.OS,
    quality=Quality(0.75, True, ("A little dark.",)),
    grade=Grade.MODERATE,
    probabilities=(0.1, 0.2, 0.4, 0.2, 0.1),
    referable=1 / 3,
    head_grade=Grade.MODERATE,
    neighbour_grade=Grade.MILD,
    neighbour_shares=(0.0, 0.5, 0.5, 0.0, 0.0),
    abstained=False,
    reason="",
    neighbours=(NEAR, replace(NEAR, case_id=CaseId("far"), rank=2, in_library=False)),
    model=MODEL,
    refer=True,
)
REFUSED = replace(
    SURE,
    eye=None,
    quality=Quality(0.0, False, ("The photograph is too dark.",)),
    grade=None,
    probabilities=(),
    referable=None,
    head_grade=None,
    neighbour_grade=None,
    neighbour_shares=(),
    abstained=True,
    reason="The photograph is too dark.",
    neighbours=(),
    refer=None,
)


@pytest.fixture
def estimates(library: Library) -> Estimates:
    return Estimates(library.access)


@pytest.mark.parametrize("answer", [SURE, REFUSED])
def test_an_estimate_comes_back_as_it_went_in(estimates: Estimates, answer: GradeEstimate):
    estimates.keep([answer])
    assert estimates.of_cases([EYE], MODEL.digest) == {EYE: answer}
    bare = replace(answer, neighbours=())
    assert estimates.of_cases([EYE], MODEL.digest, with_neighbours=False) == {EYE: bare}


def test_the_last_one_counts(estimates: Estimates):
    estimates.keep([SURE])
    estimates.keep([REFUSED])
    assert estimates.of_cases([EYE], MODEL.digest) == {EYE: REFUSED}


def test_it_is_never_shown_for_another_model(estimates: Estimates):
    other = replace(MODEL, digest="e" * 64)
    estimates.keep([SURE, replace(REFUSED, model=other)])
    assert estimates.of_cases([EYE], MODEL.digest) == {EYE: SURE}
    assert estimates.of_cases([EYE], "f" * 64) == {}


def test_what_shows_a_removed_case_is_forgotten(estimates: Estimates):
    alone = replace(SURE, case_id=CaseId("alone"), neighbours=SURE.neighbours[1:])
    estimates.keep([SURE, alone])
    estimates.forget_neighbours([CaseId(f"case-{i}") for i in range(600)] + [NEAR.case_id])
    assert estimates.of_cases([EYE, alone.case_id], MODEL.digest) == {alone.case_id: alone}


def test_what_was_kept_before_a_field_was_added_still_opens(estimates: Estimates, library: Library):
    estimates.keep([SURE])
    with library.access.writing() as connection:
        connection.exec_driver_sql(
            """UPDATE estimates SET content = replace(content, '"refer":true,', '')"""
        )
    assert estimates.of_cases([EYE], MODEL.digest) == {EYE: replace(SURE, refer=None)}


def test_what_is_to_be_graded_anew_is_forgotten_for_one_model(estimates: Estimates):
    other = replace(REFUSED, model=replace(MODEL, digest="e" * 64))
    estimates.keep([SURE, other])
    estimates.forget([EYE], MODEL.digest)
    assert estimates.of_cases([EYE], MODEL.digest) == {}
    assert estimates.of_cases([EYE], "e" * 64) == {EYE: other}
