import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medview.domain.grade import (
    Calibration,
    Grade,
    calibrated_cumulative,
    expected_grade,
    grade_probabilities,
    grades_from_scores,
    read_grades,
    referable_probability,
)

PLAIN = Calibration(
    slopes=np.ones(4),
    intercepts=np.zeros(4),
    head_cuts=np.array([0.5, 1.5, 2.5, 3.5]),
    vote_cuts=np.array([0.5, 1.5, 2.5, 3.5]),
    shown_cuts=np.array([0.5, 1.5, 2.5, 3.5]),
    vote_k=5,
    vote_temperature=0.1,
    fusion_weight=0.5,
    referable_slope=1.0,
    referable_intercept=0.0,
    threshold=0.5,
    quality_slope=1.0,
    quality_intercept=0.0,
    quality_threshold=0.2,
    flips=False,
)


def test_grades_have_the_fields_words():
    assert [g.words for g in Grade] == [
        "No DR", "Mild NPDR", "Moderate NPDR", "Severe NPDR", "PDR",
    ]  # fmt: skip
    assert [g.is_referable for g in Grade] == [False, False, True, True, True]


@given(st.lists(st.floats(-8, 8), min_size=4, max_size=4))
def test_probabilities_are_probabilities(logits):
    cumulative = calibrated_cumulative(np.array([logits]), np.ones(4), np.zeros(4))
    probabilities = grade_probabilities(cumulative)
    assert probabilities.sum() == pytest.approx(1)
    assert (probabilities >= -1e-12).all()
    assert (np.diff(cumulative[0]) <= 0).all()


def test_expected_grade_and_cuts():
    scores = expected_grade(np.array([[0, 0, 1, 0, 0], [0.5, 0.5, 0, 0, 0]]))
    assert scores == pytest.approx([2.0, 0.5])
    assert list(grades_from_scores(np.array([0.2, 0.5, 2.4, 3.9]), PLAIN.head_cuts)) == [0, 1, 2, 4]


def test_referable_is_the_mass_from_moderate_up():
    shown = np.array([[0.1, 0.2, 0.3, 0.3, 0.1]])
    assert referable_probability(shown, PLAIN) == pytest.approx([0.7])


def test_shown_result_lies_between_the_witnesses():
    logits = np.array([[6.0, 6.0, -6.0, -6.0]])  # the head: moderate
    shares = np.array([[0.0, 0.0, 0.0, 0.0, 1.0]])  # the neighbours: PDR
    readings = read_grades(logits, shares, PLAIN)
    assert (readings.head_grades[0], readings.vote_grades[0]) == (2, 4)
    assert readings.shown[0] == pytest.approx((readings.head[0] + shares[0]) / 2)
    assert readings.shown_grades[0] == 3
