"""The free-response curve of a nodule model's card: what is found at so many false marks a scan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_MARKS = 1e5  # a scan: more is no measurement


@dataclass(frozen=True)
class Point:
    """The share of nodules found at so many false marks a scan, with its interval if it has one."""

    false_marks: float
    found: float
    interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class FreeResponse:
    """One curve: what it was measured `on`, and `shown`, where the marks lie that are shown."""

    on: str
    scans: int
    nodules: int
    points: tuple[Point, ...]
    shown: Point

    @classmethod
    def from_card(cls, validation: Mapping[str, Any]) -> dict[str, FreeResponse]:
        """Read a card's curves by name, {} where it has none; raise ValueError when one is wrong.

        Raises KeyError or TypeError too, for what is missing or of another kind.
        """
        told = validation.get("free_response", {})
        if not isinstance(told, Mapping):
            raise ValueError("'free_response' is not of the right kind")
        try:
            return {name: cls._read(curve) for name, curve in told.items()}
        except AttributeError as error:  # a list or a word where names with values belong
            raise ValueError("'free_response' is not of the right kind") from error

    @classmethod
    def _read(cls, told: Mapping[str, Any]) -> FreeResponse:
        points = [_point(float(n), found) for n, found in told["found_at_false_marks"].items()]
        shown = told["shown"]
        curve = cls(
            str(told["on"]), _count(told["scans"]), _count(told["nodules"]), tuple(points),
            _point(_number(shown["false_marks"]["value"], MOST_MARKS), shown["found"]),
        )  # fmt: skip
        curve._check()
        return curve

    def _check(self) -> None:
        if not self.points:
            raise ValueError("'free_response' has no points")
        for before, after in zip(self.points, self.points[1:], strict=False):
            if after.false_marks <= before.false_marks or after.found < before.found:
                raise ValueError("'free_response' must rise")


def _point(false_marks: float, told: Mapping[str, Any]) -> Point:
    found, ends = _number(told["value"], 1), told.get("ci95")
    if ends is None:
        return Point(_number(false_marks, MOST_MARKS), found)
    low, high = (_number(end, 1) for end in ends)
    if low > high:
        raise ValueError("an interval of 'free_response' is the wrong way round")
    return Point(_number(false_marks, MOST_MARKS), found, (low, high))


def _number(value: Any, most: float) -> float:
    """Return a number from 0 to `most`."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= most:
        raise ValueError("'free_response' needs shares, and numbers of false marks")
    return float(value)


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError("'free_response' must count its scans and nodules")
    return value
