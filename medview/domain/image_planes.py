"""Where images lie in the patient: which are parallel, and where one crosses another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medview.domain.image import MILLIMETRES, ORIENTATION, Picture

Point = tuple[float, float]
Vector = npt.NDArray[np.float64]
PARALLEL = 0.02  # sine of the angle between two planes: about a degree


@dataclass(frozen=True)
class ImagePlane:
    """A picture in the patient (PS3.3 C.7.6.2.1.1).

    `origin` is the centre of the first pixel in mm; `row` and `column` are the directions of a row
    and of a column; `spacing` is (down, across) in mm, `size` (width, height) in pixels.
    """

    origin: tuple[float, ...]
    row: tuple[float, ...]
    column: tuple[float, ...]
    spacing: tuple[float, float]
    size: tuple[int, int]
    frame_of_reference: str

    @property
    def normal(self) -> Vector:
        """The unit normal."""
        return np.cross(self.row, self.column)

    def in_patient(self, point: Point) -> Vector:
        """Return where a point of the image is, in mm; (0, 0) is the corner of the first pixel."""
        across = (point[0] - 0.5) * self.spacing[1] * np.asarray(self.row)
        down = (point[1] - 0.5) * self.spacing[0] * np.asarray(self.column)
        return np.asarray(np.asarray(self.origin) + across + down)

    def on_image(self, place: Vector) -> Point:
        """Return the point of the image nearest to a place in the patient."""
        way = place - np.asarray(self.origin)
        across, down = way @ np.asarray(self.row), way @ np.asarray(self.column)
        return float(across / self.spacing[1] + 0.5), float(down / self.spacing[0] + 0.5)


def plane_of(picture: Picture) -> ImagePlane | None:
    """Return the plane of a picture; None where a part of it is unknown or cannot be trusted."""
    is_off = picture.switched_off(ORIENTATION) or picture.switched_off(MILLIMETRES)
    known = picture.orientation and picture.position and picture.spacing
    if is_off or not known or not picture.frame_of_reference:
        return None
    assert picture.orientation and picture.position and picture.spacing
    return ImagePlane(
        picture.position,
        picture.orientation[:3],
        picture.orientation[3:],
        picture.spacing,
        (picture.pixels.shape[1], picture.pixels.shape[0]),
        picture.frame_of_reference,
    )


def side_of(one: ImagePlane, other: ImagePlane) -> int:
    """Return 1 for parallel planes of one space, -1 where they face each other, else 0."""
    if one.frame_of_reference != other.frame_of_reference:
        return 0
    if float(np.linalg.norm(np.cross(one.normal, other.normal))) > PARALLEL:
        return 0
    return 1 if float(one.normal @ other.normal) > 0.0 else -1


def crossing(seen: ImagePlane, on: ImagePlane) -> tuple[Point, Point] | None:
    """Return the ends, in pixels of `on`, of the line in which the image `seen` crosses its plane.

    None for planes that are parallel, of another space, or that end before they meet.
    """
    if seen.frame_of_reference != on.frame_of_reference or side_of(seen, on):
        return None
    width, height = seen.size
    corners = [seen.in_patient(c) for c in ((0, 0), (width, 0), (width, height), (0, height))]
    away = [float((corner - np.asarray(on.origin)) @ on.normal) for corner in corners]
    found = [
        corners[i] + (corners[j] - corners[i]) * away[i] / (away[i] - away[j])
        for i, j in ((0, 1), (1, 2), (2, 3), (3, 0))
        if (away[i] < 0.0) != (away[j] < 0.0)
    ]
    if len(found) != 2:
        return None
    return on.on_image(found[0]), on.on_image(found[1])


def nearest(positions: tuple[float, ...], place: float) -> int:
    """Return which position is nearest to a place along the normal."""
    return min(range(len(positions)), key=lambda i: abs(positions[i] - place))
