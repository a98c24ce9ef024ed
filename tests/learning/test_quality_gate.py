from __future__ import annotations

import numpy as np
import pytest

from medview.domain.grade import Calibration
from medview.inference.grading import quality_of
from medview.learning.quality_gate import graded_gate, tells_quality

HEAD = {
    "slope": 1.1,
    "intercept": -0.1,
    "threshold": 0.07,
    "aspects": {"clarity": {"slope": 1.0, "intercept": 0.0}},
}
LOGITS = np.random.default_rng(0).normal(2, 1, (400, 4)).astype(np.float32)


def calibrated(quality) -> Calibration:
    cuts = [0.5, 1.5, 2.5, 3.5]
    return Calibration.from_card(
        {
            "slopes": cuts,
            "intercepts": cuts,
            "head_cuts": cuts,
            "shown_cuts": cuts,
            "vote": {"k": 1, "temperature": 1, "cuts": cuts},
            "fusion_weight": 0.5,
            "referable": {"slope": 1, "intercept": 0, "threshold": 0.5},
            "flips": False,
            "quality": quality,
        }
    )


@pytest.mark.parametrize("taken_over", [None, HEAD])
def test_one_in_a_hundred_graded_photographs_is_refused_at_work(taken_over):
    numbers = calibrated(graded_gate(LOGITS, taken_over))
    refused = [not quality_of(row, numbers).gradable for row in LOGITS]
    assert sum(refused) == 4


def test_a_head_that_was_taken_over_keeps_its_aspects():
    gate = graded_gate(LOGITS, HEAD)
    assert gate["aspects"] == HEAD["aspects"] and gate["slope"] == 1.1
    assert gate["threshold"] != HEAD["threshold"]


def test_a_head_that_tells_nothing_apart_refuses_nobody():
    flat = np.zeros((50, 4), np.float32)
    assert not tells_quality(flat) and tells_quality(LOGITS)
    numbers = calibrated(graded_gate(flat, HEAD))
    assert all(quality_of(row, numbers).gradable for row in LOGITS)
