from __future__ import annotations

import numpy as np
import pytest

from medview.domain import agreement

RNG = np.random.default_rng(0)
TRUTH = RNG.integers(0, 5, 300)
GIVEN = np.clip(TRUTH + RNG.integers(-1, 2, 300), 0, 4)
PATIENTS = [f"p{i // 3}" for i in range(300)]


@pytest.mark.parametrize("count", [300, 40, 7])
def test_kappa_agrees_with_scikit_learn(count: int):
    from sklearn.metrics import cohen_kappa_score

    expected = cohen_kappa_score(TRUTH[:count], GIVEN[:count], weights="quadratic")
    assert agreement.quadratic_kappa(TRUTH[:count], GIVEN[:count]) == pytest.approx(expected)


def test_resampling_takes_whole_patients():
    for rows in agreement.resampled(PATIENTS, 5):
        _, counts = np.unique([PATIENTS[i] for i in rows], return_counts=True)
        assert (counts % 3 == 0).all()


def test_the_interval_holds_the_value():
    found = agreement.with_interval(lambda rows: float(TRUTH[rows].mean()), PATIENTS, draws=200)
    low, high = np.array(found["ci95"])
    assert low < np.array(found["value"]) < high and found["patients"] == 100
