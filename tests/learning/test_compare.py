from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from medview.domain.model import ModelRef
from medview.learning import compare as comparing
from medview.learning.answers import held_out
from medview.learning.evaluation import evaluate
from medview.learning.measures import sensitivity_at
from tests.learning.drawn_run import Run, plan

REF = ModelRef("dr-fundus", "1.1.0", "0" * 64)


def compare(new, in_use, model=None):
    return comparing.compare(new, evaluate(new, 60), in_use, model, draws=60)


def seen_by(task: str, noise: float, seed: int = 0):
    run = Run(plan(task), noise=noise, seed=seed)
    return held_out(run.plan, run.cases, run.outputs)


@pytest.fixture(scope="module")
def good():
    return seen_by("dr-grading", 0.25)


@pytest.fixture(scope="module")
def poor():
    return seen_by("dr-grading", 1.2, seed=1)


@pytest.fixture(scope="module")
def gain(good, poor):
    return compare(good, poor, REF)


def test_a_better_model_finds_more_at_the_same_number_of_false_alarms(gain):
    verdict = gain["verdict"]
    assert verdict["kind"] == "better" and not verdict["could_be_chance"]
    more = verdict["more_per_100"]
    assert 0 < more["low"] < more["value"] < more["high"]
    sides = verdict["new_per_100"]["value"] - verdict["in_use_per_100"]["value"]
    assert more["value"] == pytest.approx(sides, abs=1e-3)
    assert gain["gate"] == {"warn": False, "reasons": []}


def test_the_numbers_of_the_sentence_are_read_off_both_curves(good, poor, gain):
    """Every eye has one photograph here, so that eyes are cases."""
    true, sent = good.truth >= 2, poor.grading.refers
    alarms = min(max(sent[~true].mean(), 0.05), 0.3)
    assert gain["verdict"]["false_alarms_per_100"]["value"] == pytest.approx(100 * alarms, abs=1e-3)
    for name, model in (("new", good), ("in_use", poor)):
        found = 100 * sensitivity_at(true, model.grading.readings.referable, alarms)
        assert gain["verdict"][f"{name}_per_100"]["value"] == pytest.approx(found, abs=1e-3)


def test_a_worse_model_is_called_worse_and_the_gate_warns(good, poor):
    loss = compare(poor, good, REF)
    assert loss["verdict"]["kind"] == "worse"
    assert {"not better", "kappa worse"} <= set(loss["gate"]["reasons"])


def test_the_same_model_is_no_better_and_paired_draws_leave_no_doubt_of_it(good):
    same = compare(good, good, REF)
    for difference in same["difference"].values():
        assert difference == {"value": 0.0, "low": 0.0, "high": 0.0}
    assert same["verdict"]["kind"] == "unclear" and same["verdict"]["could_be_chance"]
    assert same["gate"]["warn"]


def test_a_difference_is_surer_than_the_two_figures_apart(good):
    other = replace(good, retrieved={**good.retrieved, "recall@1": good.retrieved["recall@1"] * 1})
    other.retrieved["recall@1"][:3] = 0
    result = compare(good, other, REF)
    width = {
        name: result[name]["recall@1"]["high"] - result[name]["recall@1"]["low"]
        for name in ("new", "difference")
    }
    assert width["difference"] < width["new"]


def test_photographs_of_one_eye_count_once(good, poor):
    both = tuple("OD" for _ in good.eyes)  # the two photographs of a patient: one eye
    result = compare(replace(good, eyes=both), replace(poor, eyes=both), REF)
    true = good.truth[::2] >= 2
    scores = good.grading.readings.referable.reshape(-1, 2).mean(axis=1)
    alarms = result["verdict"]["false_alarms_per_100"]["value"] / 100
    found = 100 * sensitivity_at(true, scores, alarms)
    assert result["verdict"]["new_per_100"]["value"] == pytest.approx(found, abs=0.01)


def test_classes_are_compared_by_right_nearest_cases():
    new, old = seen_by("similarity", 0.15), seen_by("similarity", 0.5, seed=1)
    result = compare(new, old, REF)
    verdict = result["verdict"]
    assert verdict["measure"] == "nearest" and verdict["kind"] == "better"
    nearest = 100 * new.retrieved["recall@1"].mean()
    assert verdict["new_per_100"]["value"] == pytest.approx(nearest, abs=1e-3)


def test_what_there_is_nothing_to_compare_with_says_so(good):
    alone = compare(good, None)
    assert alone["in_use"] is None and alone["difference"] == {}
    assert alone["verdict"]["could_be_chance"] and alone["gate"]["reasons"] == ["nothing in use"]


def test_a_model_that_knows_the_held_out_patients_is_said_to(good, poor):
    knows = replace(poor, seen=np.arange(len(poor)) < 7)
    result = compare(good, knows, REF)
    assert result["seen_by_model_in_use"] == 7
    assert "seen by the model in use" in result["gate"]["reasons"]


def test_few_cases_are_a_reason_to_warn():
    few = Run(plan(), patients=30)
    held = held_out(few.plan, few.cases, few.outputs)
    assert "few cases" in compare(held, held, REF)["gate"]["reasons"]


def test_the_result_is_json_and_names_the_model(gain):
    kept = json.loads(json.dumps(gain, allow_nan=False))
    assert kept["model_in_use"] == {"id": "dr-fundus", "version": "1.1.0", "digest": "0" * 64}
    assert kept["images"] == 150 and kept["patients"] == 75


def test_models_asked_about_other_cases_are_not_compared(good, poor):
    with pytest.raises(ValueError, match="same cases"):
        compare(good, replace(poor, rows=poor.rows[::-1]))
