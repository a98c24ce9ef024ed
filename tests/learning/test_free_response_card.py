"""False marks a scan are recomputed by plain loops over a thinned list of candidates."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from medview.app.resources import resources_folder
from medview.domain.free_response import FreeResponse
from medview.learning.dataset import Example, Rated, read_radiology
from medview.learning.export import Runner
from medview.learning.free_response_card import (
    OTHERS_A_SCAN,
    candidate_free_response,
    scans_of,
    told_at,
)
from medview.learning.nodules_card import nodule_card, shown_margin
from medview.learning.plan import Plan

PACKAGE = resources_folder() / "models/nodules"


def drawn(nodules: int, others: int):
    """Return held-out candidates of runs of rows, and scores that are all different."""
    rng = np.random.default_rng(3)
    labels = ["nodule"] * nodules + ["normal"] * others
    rows = rng.integers(0, 60_000, len(labels)).tolist()
    held = [
        Example(
            case_id=str(i), path=Path("none"), label=label, patient=f"luna-{row // 5000}",
            group="CT", source="LUNA16", split="val", item=i, order=row,
        )
        for i, (label, row) in enumerate(zip(labels, rows, strict=True))
    ]  # fmt: skip
    means = np.where([label == "nodule" for label in labels], 2.0, 0.0)
    return held, (means + rng.normal(size=len(labels))).astype(np.float32)


def slow_found(held, scores, marks: float) -> float:
    """Return the share of nodules at so many false marks, straight between two thresholds."""
    others = sum(e.label == "normal" for e in held)
    before = (0.0, 0.0)
    for threshold in sorted(scores.tolist(), reverse=True):
        false = found = 0
        for example, score in zip(held, scores.tolist(), strict=True):
            if score >= threshold:
                found += example.label == "nodule"
                false += example.label == "normal"
        after = (OTHERS_A_SCAN * false / others, found / (len(held) - others))
        if after[0] > marks:
            share = (marks - before[0]) / (after[0] - before[0])
            return before[1] + share * (after[1] - before[1])
        before = after
    return 1.0


def test_each_point_stands_for_all_candidates_and_not_for_the_few_in_the_data():
    held, scores = drawn(40, 900)
    curve = candidate_free_response(held, scores, shown_from=1.0)
    assert list(curve["found_at_false_marks"]) == ["1", "2", "4", "8"]
    for marks, found in curve["found_at_false_marks"].items():
        assert found["value"] == pytest.approx(slow_found(held, scores, float(marks)), abs=1e-3)
        assert found["ci95"][0] <= found["value"] <= found["ci95"][1]
    passing = [e.label for e, s in zip(held, scores, strict=True) if s >= 1.0]
    false = passing.count("normal") / 900 * 549_714 / 888
    assert curve["shown"]["false_marks"]["value"] == pytest.approx(false, abs=1e-3)
    assert curve["shown"]["found"]["value"] == pytest.approx(passing.count("nodule") / 40)
    assert (curve["nodules"], curve["others"]) == (40, 900)
    FreeResponse.from_card({"free_response": {"candidates": curve}})


def test_less_than_one_of_the_others_tells_nothing():
    assert told_at(880) == [1.0, 2.0, 4.0, 8.0]
    assert told_at(100_000) == [0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0]
    assert told_at(10) == [61.9]


def test_scans_are_counted_by_the_rows_between_the_first_and_the_last():
    assert scans_of([0, 551_064]) == 888 and scans_of([7]) == 1


def test_the_margin_shown_from_has_the_probability_of_the_threshold():
    for threshold in (0.5, 0.8):
        margin = shown_margin(2.5, 1.2, threshold)
        assert 1 / (1 + np.exp(-(2.5 * margin + 1.2))) == pytest.approx(threshold)


def test_a_trained_package_has_the_curve_from_the_start(drawn_data):
    pictures = [e for e in read_radiology(drawn_data) if e.group == "CT"]
    plan = Plan.read(PACKAGE / "plan.json").model_copy(update={"prototypes": (2, 2)})
    rng = np.random.default_rng(0)
    voxels = rng.normal(-500, 300, (51, 51, 51)).astype(np.float32)
    task: Any = SimpleNamespace(
        plan=plan,
        training=[e for e in pictures if e.split == "train"],
        validation_examples=[e for e in pictures if e.split == "val"],
        rated=[Rated("one", voxels, voxels > 0, 3)],
    )
    _, card = nodule_card(task, Runner(PACKAGE / "encoder.onnx"))
    (curve,) = FreeResponse.from_card(card["validation"]).values()
    assert curve.nodules == sum(e.label == "nodule" for e in task.validation_examples)
    json.dumps(card["validation"], allow_nan=False)


def test_the_shipped_card_has_both_curves_with_what_they_were_measured_on():
    card = json.loads((PACKAGE / "card.json").read_text("utf-8"))
    curves = FreeResponse.from_card(card["validation"])
    candidates, series = curves["candidates"], curves["one_series"]
    assert all(point.interval for point in candidates.points) and candidates.scans == 121
    assert series.scans == 1 and "41 slices" in series.on and "not the whole scan" in series.on
    assert card["version"] == json.loads((PACKAGE / "plan.json").read_text("utf-8"))["version"]


def test_the_shipped_curve_is_what_the_shipped_network_does(shared_data, monkeypatch):
    from medview.bench.fit_free_response import of_candidates

    monkeypatch.setenv("MEDVIEW_DATA", str(shared_data))
    card = json.loads((PACKAGE / "card.json").read_text("utf-8"))
    claimed = card["validation"]["free_response"]["candidates"]
    found = of_candidates(PACKAGE, card)
    assert found["on"] == claimed["on"]
    for marks, figure in claimed["found_at_false_marks"].items():
        value = found["found_at_false_marks"][marks]["value"]
        assert value == pytest.approx(figure["value"], abs=0.02)
