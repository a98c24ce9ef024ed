from __future__ import annotations

import numpy as np
import pytest

from medview.domain.grade import Readings
from medview.domain.prediction_set import COVERAGES
from medview.learning.doubt import KEPT, risk_coverage, set_figures, set_limits, set_scores, spread


@pytest.fixture(scope="module")
def drawn() -> tuple[Readings, np.ndarray, list[str]]:
    rng = np.random.default_rng(0)
    shown = rng.dirichlet(np.ones(5) * 0.6, 600)
    truth = np.array([rng.choice(5, p=p) for p in shown])
    grades = shown.argmax(axis=1)
    readings = Readings(shown, grades, shown, grades, shown, grades, shown[:, 2:].sum(axis=1))
    return readings, truth, [str(i // 2) for i in range(600)]


def test_sets_hold_the_truth_as_often_as_asked_on_other_patients(drawn):
    readings, truth, patients = drawn
    figures = set_figures(readings, truth, patients)
    for coverage in COVERAGES:
        found = figures[f"{coverage:g}"]
        assert found["coverage"]["value"] == pytest.approx(coverage, abs=0.04)
        assert sum(found["sizes"]) == 600


def test_a_higher_coverage_has_a_higher_limit(drawn):
    readings, truth, _ = drawn
    limits = set_limits(set_scores(readings.shown, readings.shown_grades, truth))
    assert list(limits.values()) == sorted(limits.values())
    assert list(limits) == ["0.8", "0.85", "0.9", "0.95"]


def test_spread_is_the_variance_of_the_grade():
    assert spread(np.array([[0.5, 0, 0.5, 0, 0], [0, 1, 0, 0, 0]])) == pytest.approx([1.0, 0.0])


def test_what_is_kept_is_the_most_certain_and_judged_by_hand(drawn):
    readings, truth, patients = drawn
    refer = readings.shown_grades >= 2
    table = risk_coverage(readings, refer, truth, patients, draws=100)
    assert list(table) == [f"{share:g}" for share in KEPT]
    certain = sorted(range(600), key=lambda i: spread(readings.shown[i : i + 1])[0])[:480]
    missed = [not refer[i] for i in certain if truth[i] >= 2]
    assert table["0.8"]["missed"]["value"] == pytest.approx(sum(missed) / len(missed), abs=1e-3)
    assert table["0.5"]["kappa_shown"]["value"] > table["1"]["kappa_shown"]["value"]


def test_a_share_without_a_referable_eye_has_nothing_to_miss():
    shown = np.tile([0.9, 0.1, 0, 0, 0], (40, 1))
    shown[:4] = [0.2, 0.2, 0.2, 0.2, 0.2]  # the doubtful ones, which go first
    truth = np.where(np.arange(40) < 4, 3, 0)
    grades = shown.argmax(axis=1)
    readings = Readings(shown, grades, shown, grades, shown, grades, shown[:, 2:].sum(axis=1))
    table = risk_coverage(readings, grades >= 2, truth, [str(i) for i in range(40)], draws=50)
    assert table["1"]["missed"]["value"] == 1.0 and "missed" not in table["0.8"]
