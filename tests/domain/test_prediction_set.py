from __future__ import annotations

import numpy as np
import pytest

from medview.domain.grade import Grade
from medview.domain.prediction_set import COVERAGES, grade_set, limit_for, score

EVEN = (0.3, 0.25, 0.2, 0.15, 0.1)


def test_a_set_grows_from_the_shown_grade_to_the_more_probable_side():
    assert grade_set(EVEN, Grade.MILD, 0.0) == (Grade.MILD,)
    assert grade_set(EVEN, Grade.MILD, 0.25) == (Grade.NO_DR, Grade.MILD)
    assert grade_set(EVEN, Grade.MILD, 0.56) == (Grade.NO_DR, Grade.MILD, Grade.MODERATE)
    assert grade_set(EVEN, Grade.MILD, 1.0) == tuple(Grade)


def test_of_two_grades_as_probable_the_worse_one_joins_first():
    assert grade_set((0.0, 0.2, 0.6, 0.2, 0.0), Grade.MODERATE, 0.6) == (
        Grade.MODERATE,
        Grade.SEVERE,
    )


@pytest.mark.parametrize("truth", list(Grade))
@pytest.mark.parametrize("shown", list(Grade))
def test_a_set_holds_the_truth_exactly_when_its_score_is_within_the_limit(shown, truth):
    rng = np.random.default_rng(0)
    for _ in range(20):
        probabilities = rng.dirichlet(np.ones(5)).tolist()
        limit = float(rng.uniform(0, 1))
        holds = truth in grade_set(probabilities, shown, limit)
        assert holds == (score(probabilities, shown, truth) <= limit)


@pytest.mark.parametrize("coverage", COVERAGES)
def test_coverage_is_kept_on_new_draws(coverage):
    rng = np.random.default_rng(1)
    made = rng.dirichlet(np.ones(5) * 0.7, 4000)
    truths = [rng.choice(5, p=p) for p in made]
    scores = [
        score(p.tolist(), Grade(int(p.argmax())), Grade(int(t)))
        for p, t in zip(made, truths, strict=True)
    ]
    limit = limit_for(scores[:2000], coverage)
    assert np.mean(np.array(scores[2000:]) <= limit) == pytest.approx(coverage, abs=0.03)


def test_too_few_scores_let_every_grade_in():
    assert limit_for([0.2, 0.1], 0.9) == 1.0
    assert limit_for([], 0.9) == 1.0
    assert limit_for([0.5, 0.1, 0.3, 0.2], 0.6) == 0.3
