"""The curve of a card is read with its intervals, and a malformed one is refused."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from medview.domain.free_response import FreeResponse, Point

CURVE: dict[str, Any] = {
    "on": "drawn scans",
    "scans": 12,
    "nodules": 7,
    "found_at_false_marks": {"0.5": {"value": 0.4, "ci95": [0.2, 0.6]}, "4": {"value": 0.8}},
    "shown": {"false_marks": {"value": 9}, "found": {"value": 0.9}},
}


def test_a_curve_is_read_and_a_card_without_one_has_none():
    (name, curve), *others = FreeResponse.from_card({"free_response": {"a": CURVE}}).items()
    assert (name, others) == ("a", [])
    assert curve.points == (Point(0.5, 0.4, (0.2, 0.6)), Point(4.0, 0.8))
    assert curve.shown == Point(9.0, 0.9) and (curve.scans, curve.nodules) == (12, 7)
    assert FreeResponse.from_card({}) == {}


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("found_at_false_marks",), {}),
        (("found_at_false_marks",), {"4": {"value": 0.5}, "2": {"value": 0.6}}),
        (("found_at_false_marks",), {"2": {"value": 0.6}, "4": {"value": 0.5}}),
        (("found_at_false_marks",), {"-1": {"value": 0.5}}),
        (("found_at_false_marks",), {"inf": {"value": 0.5}}),
        (("found_at_false_marks",), {"many": {"value": 0.5}}),
        (("found_at_false_marks",), {"0.5": {"value": 0.4}, "1e308": {"value": 0.5}}),
        (("found_at_false_marks",), [{"value": 0.5}]),
        (("found_at_false_marks", "4"), [0.5]),
        (("found_at_false_marks", "4", "value"), 1.5),
        (("found_at_false_marks", "4", "value"), True),
        (("found_at_false_marks", "4", "value"), "all"),
        (("found_at_false_marks", "4", "ci95"), [0.9, 0.1]),
        (("found_at_false_marks", "4", "ci95"), [0.9]),
        (("shown", "false_marks", "value"), -1),
        (("shown", "found"), {}),
        (("scans",), 0),
        (("nodules",), 1.5),
    ],
)
def test_a_malformed_curve_is_refused(place, value):
    curve = copy.deepcopy(CURVE)
    part: Any = curve
    for key in place[:-1]:
        part = part[key]
    part[place[-1]] = value
    with pytest.raises((ValueError, KeyError, TypeError)):
        FreeResponse.from_card({"free_response": {"a": curve}})
    with pytest.raises(ValueError, match="right kind"):
        FreeResponse.from_card({"free_response": [1]})
