from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from medview.domain.agreement import quadratic_kappa
from medview.learning import measures

RNG = np.random.default_rng(0)
TRUTH = RNG.integers(0, 5, 300)
GIVEN = np.clip(TRUTH + RNG.integers(-1, 2, 300), 0, 4)
PATIENTS = [f"p{i // 3}" for i in range(300)]


def test_area_under_the_curve_agrees_with_scikit_learn():
    scores = np.round(TRUTH + RNG.normal(size=300), 1)  # rounded: with ties
    expected = roc_auc_score(TRUTH >= 2, scores)
    assert measures.area_under_curve(TRUTH >= 2, scores) == pytest.approx(expected)


def test_calibration_error_by_loops():
    p = RNG.random(300)
    truth = RNG.random(300) < p**2
    expected = 0.0
    for b in range(10):
        inside = [i for i in range(300) if b / 10 <= p[i] < (b + 1) / 10]
        if inside:
            gap = np.mean([truth[i] for i in inside]) - np.mean([p[i] for i in inside])
            expected += abs(gap) * len(inside) / 300
    assert measures.calibration_error(truth, p) == pytest.approx(expected)


def test_platt_finds_the_line_that_made_the_data():
    logits = RNG.normal(0, 2, 20000)
    truth = RNG.random(20000) < 1 / (1 + np.exp(-(0.7 * logits - 0.4)))
    slope, intercept = measures.platt(logits, truth)
    assert slope == pytest.approx(0.7, abs=0.05) and intercept == pytest.approx(-0.4, abs=0.05)


def test_platt_stays_finite_on_separable_data():
    logits = np.linspace(-3, 3, 40)
    assert np.isfinite(measures.platt(logits, logits > 0)).all()


def test_cut_points_rise_and_undo_a_shift():
    scores = np.clip(TRUTH * 0.7 + 0.6 + RNG.normal(0, 0.1, 300), 0, 4)
    cuts = measures.kappa_cuts(scores, TRUTH, PATIENTS, draws=4)
    assert (np.diff(cuts) > 0).all()
    given = np.searchsorted(cuts, scores, side="right")
    assert quadratic_kappa(TRUTH, given) > 0.97


def test_folds_part_the_rows_and_never_a_patient():
    folds = list(measures.patient_folds(PATIENTS))
    assert sorted(np.concatenate(folds)) == list(range(300))
    owners = [{PATIENTS[i] for i in fold} for fold in folds]
    assert sum(map(len, owners)) == len(set().union(*owners))
