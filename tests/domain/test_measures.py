"""What shapes measure, recomputed pixel by pixel."""

from __future__ import annotations

import math

import numpy as np
import pytest

from medview.domain.image import HOUNSFIELD, MILLIMETRES, Notice, Picture
from medview.domain.measures import (
    DETECTOR_MILLIMETRE,
    MILLIMETRE,
    PIXELS,
    Kind,
    Point,
    Shape,
    Values,
    read,
)

OUTLINE = ((3.2, 2.1), (17.8, 4.4), (12.5, 9.9), (18.0, 15.7), (5.1, 13.3))
ROW, COLUMN = 0.5, 2.0  # mm down, mm across: neither may stand for the other


def picture(*notices: Notice, spacing: tuple[float, float] | None = (ROW, COLUMN)) -> Picture:
    pixels = np.random.default_rng(5).integers(-1000, 1000, (20, 24)).astype(np.int16)
    return Picture(pixels, "HU", spacing=spacing, full_size=(24, 20), notices=notices)


def is_inside(points: tuple[Point, ...], x: float, y: float) -> bool:
    """Return True when the angles under which the sides are seen add up to a whole turn."""
    total = 0.0
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        one, other = math.atan2(ay - y, ax - x), math.atan2(by - y, bx - x)
        total += (other - one + math.pi) % (2 * math.pi) - math.pi
    return abs(total) > math.pi


def slowly(shown: Picture, contains: object) -> Values:
    found = [
        float(shown.pixels[row, column])
        for row in range(20)
        for column in range(24)
        if contains(column + 0.5, row + 0.5)  # type: ignore[operator]
    ]
    mean = sum(found) / len(found)
    sd = math.sqrt(sum((v - mean) ** 2 for v in found) / len(found))
    return Values(mean, sd, min(found), max(found), len(found), "HU")


def same(one: Values | None, other: Values) -> bool:
    assert one is not None
    return vars(one) == pytest.approx(vars(other))


def test_a_length_honours_the_order_of_the_spacing() -> None:
    across = read(Shape(Kind.LENGTH, ((2.0, 5.0), (6.0, 5.0))), picture())
    down = read(Shape(Kind.LENGTH, ((2.0, 5.0), (2.0, 9.0))), picture())
    assert (across.length, down.length) == (4 * COLUMN, 4 * ROW)
    assert across.unit == MILLIMETRE


@pytest.mark.parametrize(
    "shown", [picture(spacing=None), picture(Notice("x", "", frozenset({MILLIMETRES})))]
)
def test_without_trusted_spacing_a_length_is_in_pixels(shown: Picture) -> None:
    reading = read(Shape(Kind.LENGTH, ((2.0, 5.0), (5.0, 9.0))), shown)
    assert (reading.length, reading.unit) == (5.0, PIXELS)


def test_a_length_on_the_detector_says_so() -> None:
    shown = picture(Notice("uncalibrated", "Lengths are those on the detector."))
    assert read(Shape(Kind.LENGTH, ((0.0, 0.0), (1.0, 0.0))), shown).unit == DETECTOR_MILLIMETRE


def test_an_angle_is_that_of_the_body_not_of_the_pixels() -> None:
    # 2 mm to the right and 2 mm down make 45 degrees, though 1 and 4 pixels
    points = ((10.0, 10.0), (5.0, 10.0), (6.0, 14.0))
    assert read(Shape(Kind.ANGLE, points), picture()).angle == pytest.approx(45.0)
    in_pixels = read(Shape(Kind.ANGLE, points), picture(spacing=None))
    assert in_pixels.angle == pytest.approx(math.degrees(math.atan2(4, 1)))
    straight = ((0.0, 0.0), (5.0, 0.0), (10.0, 0.0))
    assert read(Shape(Kind.ANGLE, straight), picture()).angle == pytest.approx(180.0)


def test_a_free_hand_outline() -> None:
    shown, shape = picture(), Shape(Kind.FREEHAND, OUTLINE)
    reading = read(shape, shown)
    assert same(reading.values, slowly(shown, lambda x, y: is_inside(OUTLINE, x, y)))
    fine = 0.02  # the area by counting small squares
    grid = [(x, y) for x in np.arange(0, 24, fine * 12) for y in np.arange(0, 20, fine * 12)]
    counted = sum(is_inside(OUTLINE, x, y) for x, y in grid) * (fine * 12) ** 2
    assert reading.area == pytest.approx(counted * ROW * COLUMN, rel=0.02)


def test_an_ellipse() -> None:
    shown = picture()
    reading = read(Shape(Kind.ELLIPSE, ((15.0, 4.0), (5.0, 16.0))), shown)
    expected = slowly(shown, lambda x, y: ((x - 10) / 5) ** 2 + ((y - 10) / 6) ** 2 <= 1)
    assert same(reading.values, expected)
    assert reading.area == pytest.approx(math.pi * 5 * COLUMN * 6 * ROW)


def test_a_probe_reads_the_pixel_it_lies_in() -> None:
    shown = picture()
    values = read(Shape(Kind.PROBE, ((7.99, 3.0),)), shown).values
    here = float(shown.pixels[3, 7])
    assert values == Values(here, 0.0, here, here, 1, "HU")
    assert read(Shape(Kind.PROBE, ((24.0, 3.0),)), shown).values is None


@pytest.mark.parametrize("kind", [Kind.ELLIPSE, Kind.PROBE])
def test_no_value_where_values_are_switched_off(kind: Kind) -> None:
    points = ((4.0, 4.0), (9.0, 9.0))[: 1 if kind is Kind.PROBE else 2]
    reading = read(Shape(kind, points), picture(Notice("no-hu", "", frozenset({HOUNSFIELD}))))
    assert reading.values is None


def test_padding_takes_part_in_no_statistics() -> None:
    shown = picture()
    padding = np.zeros((20, 24), np.bool_)
    padding[:10] = True
    padded = Picture(shown.pixels, "HU", spacing=(1, 1), full_size=(24, 20), padding=padding)
    box = Shape(Kind.FREEHAND, ((0.0, 0.0), (24.0, 0.0), (24.0, 20.0), (0.0, 20.0)))
    values = read(box, padded).values
    assert values is not None
    assert values.count == 240
    assert values.mean == pytest.approx(float(shown.pixels[10:].mean()))


def test_colour_has_an_area_and_no_values() -> None:
    colour = Picture(np.zeros((20, 24, 3), np.uint8), full_size=(24, 20))
    reading = read(Shape(Kind.ELLIPSE, ((4.0, 4.0), (9.0, 9.0))), colour)
    assert reading.values is None and reading.area is not None


def test_what_encloses_nothing_is_not_whole() -> None:
    assert not Shape(Kind.LENGTH, ((1.0, 1.0), (1.0, 1.0))).is_whole
    assert not Shape(Kind.ANGLE, ((1.0, 1.0), (2.0, 1.0))).is_whole
    assert not Shape(Kind.ELLIPSE, ((1.0, 1.0), (1.0, 5.0))).is_whole
    assert not Shape(Kind.FREEHAND, ((1.0, 1.0), (2.0, 2.0), (3.0, 3.0))).is_whole
    assert Shape(Kind.FREEHAND, OUTLINE).is_whole


def test_a_line_there_and_back_is_no_outline() -> None:
    there = tuple((10.1 + 0.7 * n, 3.3 + 0.1 * n) for n in range(9))
    assert not Shape(Kind.FREEHAND, there).is_whole
    assert not Shape(Kind.FREEHAND, (*there, *there[::-1])).is_whole
    assert Shape(Kind.FREEHAND, (*there, (10.0, 9.0))).is_whole
