from __future__ import annotations

import json

import numpy as np
import pytest

from medview.domain.agreement import resampled, with_interval
from medview.learning.intervals import draws_for, with_intervals

RNG = np.random.default_rng(0)
VALUES = RNG.normal(size=120)
PATIENTS = [f"p{i // 3}" for i in range(120)]


def test_one_figure_has_the_interval_it_would_have_alone():
    found = with_intervals(lambda rows: {"mean": VALUES[rows].mean()}, PATIENTS, 300)["mean"]
    alone = with_interval(lambda rows: float(VALUES[rows].mean()), PATIENTS, 300)
    assert [found["value"], [found["low"], found["high"]]] == [alone["value"], alone["ci95"]]


def test_each_cell_of_a_table_has_an_interval_of_its_own():
    table = np.stack([VALUES, 2 * VALUES], axis=1)
    found = with_intervals(lambda rows: {"table": table[rows].mean(axis=0)}, PATIENTS, 200)["table"]
    means = np.array([table[rows].mean(axis=0) for rows in resampled(PATIENTS, 200)])
    assert np.array(found["low"]) == pytest.approx(np.percentile(means, 2.5, axis=0), abs=1e-4)


def test_what_is_not_defined_is_left_out_and_the_rest_is_sound_json():
    def measure(rows):
        return {"none": np.nan, "part": np.array([np.nan, 1.0]), "mean": VALUES[rows].mean()}

    found = with_intervals(measure, PATIENTS, 50)
    assert "none" not in found
    assert json.loads(json.dumps(found, allow_nan=False))["part"]["value"] == [None, 1.0]


def test_many_cases_are_drawn_less_often():
    assert draws_for(300) == 1000 and draws_for(10_000) == 500 and draws_for(100_000) == 200
