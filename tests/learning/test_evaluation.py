from __future__ import annotations

import json

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score, roc_curve

from medview.domain.agreement import quadratic_kappa
from medview.learning.answers import held_out
from medview.learning.doubt import KEPT, spread
from medview.learning.evaluation import (
    confusion_shares,
    curves,
    draw_curves,
    evaluate,
    measures,
    reliability,
    risk_by_coverage,
    worst_mistakes,
)
from medview.learning.measures import roc, sensitivity_at
from tests.learning.drawn_run import Run, plan

RNG = np.random.default_rng(0)


@pytest.fixture(scope="module")
def held():
    run = Run(plan(), noise=0.4)
    return held_out(run.plan, run.cases, run.outputs)


@pytest.fixture(scope="module")
def found(held):
    return {"figures": evaluate(held, 60).figures(), "curves": draw_curves(held, 60)}


def test_every_figure_of_the_contract_is_there_with_its_interval(found):
    figures = found["figures"]
    names = {f"{name}@{k}" for name in ("recall", "precision") for k in (1, 5, 10)}
    names |= {"map@r", "accuracy", "kappa", "kappa_neighbours", "referable_auc"}
    names |= {f"auc_{grade}" for grade in range(5)} | {"calibration_error"}
    names |= {"referable_sensitivity", "referable_specificity"}
    names |= {"sensitivity_at_specificity_0.9", "specificity_at_sensitivity_0.9"}
    assert set(figures) == names
    for name, figure in figures.items():
        assert figure["low"] <= figure["value"] <= figure["high"] or name == "calibration_error"
    json.dumps(found, allow_nan=False)


def test_figures_of_grades_are_those_of_the_readings(held, found):
    readings, refer = held.grading.readings, held.truth >= 2
    expected = {
        "kappa": quadratic_kappa(held.truth, readings.shown_grades),
        "referable_auc": roc_auc_score(refer, readings.referable),
        "auc_2": roc_auc_score(held.truth == 2, readings.shown[:, 2]),
        "recall@1": np.mean(held.retrieved["recall@1"]),
        "referable_sensitivity": np.mean(held.grading.refers[refer]),
    }
    for name, value in expected.items():
        assert found["figures"][name]["value"] == pytest.approx(value, abs=1e-4)


def test_the_chosen_points_lie_on_the_curve_of_scikit_learn(held, found):
    refer, scores = held.truth >= 2, held.grading.readings.referable
    alarms, hits, _ = roc_curve(refer, scores, drop_intermediate=False)
    at = found["figures"]["sensitivity_at_specificity_0.9"]["value"]
    assert at == pytest.approx(np.interp(0.1, alarms, hits), abs=1e-4)
    back = found["figures"]["specificity_at_sensitivity_0.9"]["value"]
    assert back == pytest.approx(1 - alarms[np.searchsorted(hits, 0.9)], abs=0.02)


def test_the_curve_with_ties_is_scikit_learns():
    truth, scores = RNG.random(200) < 0.4, np.round(RNG.random(200), 1)
    alarms, hits, _ = roc_curve(truth, scores, drop_intermediate=False)
    assert np.array(roc(truth, scores)) == pytest.approx(np.array([alarms, hits]))
    assert np.isnan(sensitivity_at(np.ones(5, bool), np.arange(5.0), 0.1))


def test_confusion_by_loops():
    truth, given = RNG.integers(0, 3, 50), RNG.integers(0, 4, 50)
    table = confusion_shares(truth, given, 4)
    for t in range(3):
        for g in range(4):
            of_t = [j for i, j in zip(truth, given, strict=True) if i == t]
            assert table[t, g] == pytest.approx(of_t.count(g) / len(of_t))
    assert np.isnan(table[3]).all()


def test_reliability_by_loops():
    probabilities = np.append(RNG.random(300) * 0.8, 1.0)
    truth = RNG.random(301) < probabilities
    expected, observed = reliability(truth, probabilities)
    for b in range(10):
        inside = [i for i in range(301) if min(int(probabilities[i] * 10), 9) == b]
        if not inside:
            assert np.isnan(expected[b]) and np.isnan(observed[b])
            continue
        assert expected[b] == pytest.approx(np.mean([probabilities[i] for i in inside]))
        assert observed[b] == pytest.approx(np.mean([truth[i] for i in inside]))


def test_risk_is_that_of_the_most_certain():
    doubt, wrong = RNG.random(40), RNG.random(40) < 0.3
    risks = risk_by_coverage(doubt, wrong)
    for share, risk in zip(KEPT, risks, strict=True):
        certain = sorted(range(40), key=lambda i: doubt[i])[: round(share * 40)]
        assert risk == pytest.approx(sum(wrong[i] for i in certain) / len(certain))


def test_curves_are_drawn_with_intervals_of_the_same_shape(held, found):
    assert len(found["curves"]["roc"]["low"]) == 21
    assert np.shape(found["curves"]["confusion"]["high"]) == (5, 5)
    doubt = spread(held.grading.readings.shown)
    expected = risk_by_coverage(doubt, held.given != held.truth)
    assert found["curves"]["risk_coverage"]["value"] == pytest.approx(expected, abs=1e-4)


def test_the_gravest_mistake_comes_first(held):
    mistakes = worst_mistakes(held)
    off = [abs(int(m["true"]) - int(m["given"])) for m in mistakes]
    assert off == sorted(off, reverse=True) and min(off) > 0
    assert off[0] == np.abs(held.truth - held.given).max()
    first = held.rows.tolist().index(mistakes[0]["row"])
    assert held.classes[held.truth[first]] == mistakes[0]["true"]


def test_classes_without_grades_have_no_figures_of_grades():
    run = Run(plan("similarity"), noise=0.3)
    held = held_out(run.plan, run.cases, run.outputs)
    rows = np.arange(len(held))
    found = measures(held, rows)
    assert "kappa" not in found and "roc" not in curves(held, rows)
    right = held.given == held.truth
    assert found["accuracy"] == pytest.approx(right.mean())
    assert found["auc_glioma"] == pytest.approx(roc_auc_score(held.truth == 0, held.shares[:, 0]))
    assert all(held.truth[held.rows == m["row"]][0] is not None for m in worst_mistakes(held))
    assert len(worst_mistakes(held, most=10**6)) == (~right).sum()
