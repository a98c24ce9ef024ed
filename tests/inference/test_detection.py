"""Marks of the detector: what is one nodule, and how a card's numbers are read."""

from __future__ import annotations

import math

import numpy as np
import pytest

from medview.domain.nodules import NoduleCalibration
from medview.inference.detection import NO_VECTOR, Mark, joined

SPACING = (2.5, 0.7, 0.7)


def mark(index, diameter, probability):
    return Mark(index, diameter, probability, NO_VECTOR)


def test_marks_on_one_nodule_become_one_as_wide_and_as_probable_as_the_most():
    wide = mark((20, 200, 200), 28.0, 0.6)
    inside = mark((22, 205, 198), 6.0, 0.9)
    far = mark((20, 300, 200), 6.0, 0.7)
    found = joined([far, inside, wide], SPACING)
    assert [(m.index, m.diameter, m.probability) for m in found] == [
        (wide.index, 28.0, 0.9),
        (far.index, 6.0, 0.7),
    ]


def test_small_neighbours_farther_than_their_room_stay_two():
    near, next_to = mark((20, 200, 200), 5.0, 0.8), mark((20, 200, 210), 5.0, 0.7)
    assert len(joined([near, next_to], SPACING)) == 2
    assert len(joined([near, mark((20, 200, 206), 5.0, 0.7)], SPACING)) == 1


def test_a_margin_becomes_a_probability():
    numbers = NoduleCalibration.from_card({"slope": 2.0, "intercept": -1.0, "threshold": 0.5})
    found = numbers.probability(np.array([0.5, 3.0, 99.0], np.float32))
    expected = [1 / (1 + math.exp(-(2 * m - 1))) for m in (0.5, 3.0)]
    assert found[:2] == pytest.approx(expected, abs=1e-6) and found[2] <= 1.0


@pytest.mark.parametrize(
    "numbers", [{}, {"slope": float("nan"), "intercept": 0, "threshold": 0.5}, {"slope": "x"}]
)
def test_a_card_without_its_numbers_is_refused(numbers):
    with pytest.raises((KeyError, ValueError)):
        NoduleCalibration.from_card(numbers)
