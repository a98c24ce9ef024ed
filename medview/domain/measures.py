"""Lengths, angles, areas and pixel statistics that a reader draws on one image.

Points are (x, y) in pixels of the original image: (0, 0) is the upper left corner of the upper left
pixel, whose centre is (0.5, 0.5), as in SCOORD of PS3.3 C.18.6.1.2.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from medview.domain.case import CaseId, ImageRef
from medview.domain.image import HOUNSFIELD, MILLIMETRES, Picture

Point = tuple[float, float]
Mask = npt.NDArray[np.bool_]

PIXELS = "px"
MILLIMETRE = "mm"
DETECTOR_MILLIMETRE = "mm on the detector"  # larger than in the body: PS3.3 10.7.1.3
UNCALIBRATED = "uncalibrated"  # the notice that says so


class Kind(StrEnum):
    """What can be measured."""

    LENGTH = "length"
    ANGLE = "angle"
    ELLIPSE = "ellipse"
    FREEHAND = "freehand"
    PROBE = "probe"


LEAST_AREA = 1e-3  # square pixels; a line there and back encloses less by rounding alone
POINTS = {Kind.LENGTH: 2, Kind.ANGLE: 3, Kind.ELLIPSE: 2, Kind.PROBE: 1}  # free-hand: 3 or more


@dataclass(frozen=True)
class Shape:
    """What was drawn.

    The ends of a length; first end, vertex and last end of an angle; opposite corners of the box
    around an ellipse; the corners of a free-hand outline, which closes itself; a probe's point.
    """

    kind: Kind
    points: tuple[Point, ...]

    @property
    def is_whole(self) -> bool:
        """True when there are as many points as it takes, and they enclose or span something."""
        needed = POINTS.get(self.kind)
        if needed is None:
            return len(self.points) >= 3 and _shoelace(self.points) > LEAST_AREA
        if len(self.points) != needed:
            return False
        if self.kind is Kind.ELLIPSE:
            return all(axis > 0.0 for axis in self.semiaxes)
        return len(set(self.points)) == needed

    @property
    def centre(self) -> Point:
        """The mean of the points: where the shape is gone to."""
        xs, ys = zip(*self.points, strict=True)
        return sum(xs) / len(xs), sum(ys) / len(ys)

    @property
    def semiaxes(self) -> tuple[float, float]:
        """Half the width and half the height of an ellipse."""
        (ax, ay), (bx, by) = self.points
        return abs(bx - ax) / 2.0, abs(by - ay) / 2.0

    def moved(self, dx: float, dy: float) -> Shape:
        """Return the shape somewhere else."""
        return Shape(self.kind, tuple((x + dx, y + dy) for x, y in self.points))

    def with_point(self, number: int, point: Point) -> Shape:
        """Return the shape with one point elsewhere."""
        points = (*self.points[:number], point, *self.points[number + 1 :])
        return Shape(self.kind, points)


@dataclass(frozen=True)
class Values:
    """Statistics of the pixels inside; `sd` is that of these pixels (over n, not n - 1)."""

    mean: float
    sd: float
    low: float
    high: float
    count: int
    units: str = ""

    @classmethod
    def of(cls, pixels: npt.NDArray[np.generic], units: str) -> Values:
        """Return the statistics of pixels (N,), N > 0, in these units."""
        found = pixels.astype(np.float64)
        return cls(
            mean=float(found.mean()),
            sd=float(found.std()),
            low=float(found.min()),
            high=float(found.max()),
            count=int(found.size),
            units=units,
        )


@dataclass(frozen=True)
class Reading:
    """What a shape measures.

    `length` is in `unit` and `area` in its square; `angle` in degrees. `values` is None for colour,
    for shapes that enclose no pixel, and where a notice says that values cannot be trusted.
    """

    unit: str
    length: float | None = None
    angle: float | None = None
    area: float | None = None
    values: Values | None = None


@dataclass(frozen=True)
class Measure:
    """One shape on one image of a case, with its reading, who drew it and when."""

    id: str
    case_id: CaseId
    image: ImageRef
    shape: Shape
    reading: Reading
    reader: str
    drawn_at: datetime


def read(shape: Shape, picture: Picture, *, with_values: bool = True) -> Reading:
    """Return what a whole shape measures on the picture it was drawn on.

    Without `with_values` no pixel is looked at: quick, whatever the size of the shape.
    """
    unit, scale = scale_of(picture)
    points = shape.points
    if shape.kind is Kind.LENGTH:
        return Reading(unit, length=_distance(points, scale))
    if shape.kind is Kind.ANGLE:
        return Reading(unit, angle=_angle(points, scale))
    if shape.kind is Kind.PROBE:
        return Reading(unit, values=_values(picture, _pixel(points[0], picture)))
    area = area_in_pixels(shape) * scale[0] * scale[1]
    if not with_values:
        return Reading(unit, area=area)
    return Reading(unit, area=area, values=_values(picture, inside(shape, picture.pixels.shape)))


def scale_of(picture: Picture) -> tuple[str, tuple[float, float]]:
    """Return the unit of lengths, and how many of it a pixel is high and wide.

    PS3.3 10.7.1.3: the first value of Pixel Spacing is the distance between rows (down).
    """
    if picture.spacing is None or picture.switched_off(MILLIMETRES):
        return PIXELS, (1.0, 1.0)
    on_detector = any(notice.code == UNCALIBRATED for notice in picture.notices)
    return DETECTOR_MILLIMETRE if on_detector else MILLIMETRE, picture.spacing


def area_in_pixels(shape: Shape) -> float:
    """Return the area of an ellipse or an outline in square pixels."""
    if shape.kind is Kind.ELLIPSE:
        rx, ry = shape.semiaxes
        return math.pi * rx * ry
    return _shoelace(shape.points)


def inside(shape: Shape, size: tuple[int, ...]) -> Mask:
    """Return (H, W), True for pixels whose centre lies inside an ellipse or an outline."""
    found = np.zeros(size[:2], np.bool_)
    box = _box(shape, size)
    found[box] = _in_ellipse(shape, box) if shape.kind is Kind.ELLIPSE else _even_odd(shape, box)
    return found


def pixels_around(shape: Shape, size: tuple[int, ...]) -> int:
    """Return how many pixels the box around a shape has: what its statistics cost."""
    rows, columns = _box(shape, size)
    return int((rows.stop - rows.start) * (columns.stop - columns.start))


def _box(shape: Shape, size: tuple[int, ...]) -> tuple[slice, slice]:
    """Return the rows and columns of the image that a shape touches."""
    xs, ys = zip(*shape.points, strict=True)
    return _reach(ys, size[0]), _reach(xs, size[1])


def _reach(values: Sequence[float], length: int) -> slice:
    first = min(max(math.floor(min(values)), 0), length)
    return slice(first, max(min(math.ceil(max(values)), length), first))


def _in_ellipse(shape: Shape, box: tuple[slice, slice]) -> Mask:
    y, x = np.ogrid[box]
    (rx, ry), (cx, cy) = shape.semiaxes, shape.centre
    return np.asarray(((x + 0.5 - cx) / rx) ** 2 + ((y + 0.5 - cy) / ry) ** 2 <= 1.0)


def _even_odd(shape: Shape, box: tuple[slice, slice]) -> Mask:
    """Return the pixels of a box to whose left an outline is crossed an odd number of times."""
    rows, columns = box
    width = columns.stop - columns.start
    crossed = np.zeros((rows.stop - rows.start, width + 1), np.int32)
    y = np.arange(rows.start, rows.stop) + 0.5
    for (ax, ay), (bx, by) in zip(shape.points, (*shape.points[1:], shape.points[0]), strict=True):
        if ay != by:
            hit = np.flatnonzero((ay <= y) != (by <= y))
            x = ax + (y[hit] - ay) * (bx - ax) / (by - ay)
            column = np.ceil(x - 0.5).astype(np.int64) - columns.start
            np.add.at(crossed, (hit, np.clip(column, 0, width)), 1)
    return np.asarray(np.cumsum(crossed, axis=1)[:, :width] % 2 == 1)


def _pixel(point: Point, picture: Picture) -> Mask:
    """Return (H, W), True for the one pixel under a point; nowhere outside the image."""
    height, width = picture.pixels.shape[:2]
    found = np.zeros((height, width), np.bool_)
    column, row = math.floor(point[0]), math.floor(point[1])
    if 0 <= row < height and 0 <= column < width:
        found[row, column] = True
    return found


def _values(picture: Picture, mask: Mask) -> Values | None:
    """Return the statistics of the pixels under a mask; padding is no part of the image."""
    if picture.is_colour or picture.switched_off(HOUNSFIELD) or not _is_full_size(picture):
        return None
    if picture.padding is not None:
        mask = mask & ~picture.padding
    if not mask.any():
        return None
    return Values.of(picture.pixels[mask], picture.units)


def _is_full_size(picture: Picture) -> bool:
    """Return False for a reduced picture, whose pixels are means of those of the file."""
    height, width = picture.pixels.shape[:2]
    return picture.full_size in ((0, 0), (width, height))


def _distance(points: Sequence[Point], scale: tuple[float, float]) -> float:
    (ax, ay), (bx, by) = points
    return math.hypot((bx - ax) * scale[1], (by - ay) * scale[0])


def _angle(points: Sequence[Point], scale: tuple[float, float]) -> float:
    """Return the angle at the vertex in degrees, 0 to 180."""
    (ax, ay), (bx, by) = (
        ((x - points[1][0]) * scale[1], (y - points[1][1]) * scale[0])
        for x, y in (points[0], points[2])
    )
    return math.degrees(math.atan2(abs(ax * by - ay * bx), ax * bx + ay * by))


def _shoelace(points: Sequence[Point]) -> float:
    sides = zip(points, (*points[1:], points[0]), strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in sides)) / 2.0
