"""A series as one body of voxels in the patient, in true millimetres; or why there is none.

The patient's space is that of PS3.3 C.7.6.2.1.1: x grows to the left, y to the back, z to the
head. The grid carries Equation C.7.6.2.1-1 on through the slices of an even stack.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from medview.domain.case import Case
from medview.domain.image import RECONSTRUCTION, Notice, Picture, Window
from medview.domain.planes import Crosshair, Cut, Slab, Vector, View, nearest_axes, vector

MOST_PIXELS = 1024  # across the diagonal of the largest volume
ROUNDING = 1e-6  # of a pixel
DIGITS = 6  # of a millimetre; moves within a plane do not make it another one
FEWEST_SLICES = 3  # fewer cannot be told to be even
ONE_IMAGE = "One image alone has no other planes."
TOO_FEW = "Other planes need at least three slices."
UNLIKE = "The slices differ in size, units or space."
LOOK_AT_SLICES = "Look at the slices as they are."
NO_PLACE = "The images do not say where they lie in the body: there are no other planes."

SUV_UNITS = "g/ml"  # of SUV by body weight, PS3.3 C.8.9.1

Array = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


def why_no_planes(case: Case) -> str:
    """Return why a series has no other planes, "" when they can be asked for."""
    if not case.is_series:
        return ONE_IMAGE
    barred = [notice.text for notice in case.notices if RECONSTRUCTION in notice.disables]
    if barred:
        return barred[0]
    if not case.position_mm or case.spacing is None:
        return NO_PLACE
    return TOO_FEW if len(case.images) < FEWEST_SLICES else ""


def slice_step(case: Case) -> float:
    """Return the distance of slices along their normal in mm; 1 for one image, which has no next.

    It is not positive where positions do not grow with the images.
    """
    places = case.position_mm
    return (places[-1] - places[0]) / (len(places) - 1) if len(places) > 1 else 1.0


@dataclass(frozen=True)
class Grid:
    """Where voxels lie: `origin` is the centre of the first one, in mm.

    `axes` are the unit directions of growing column (x), row (y) and slice (z), at right angles;
    `spacing` the distances along them in mm; `shape` the number of slices, rows and columns.
    """

    origin: Vector
    axes: tuple[Vector, Vector, Vector]
    spacing: Vector
    shape: tuple[int, int, int]

    @cached_property
    def _directions(self) -> Array:
        return np.array(self.axes)  # (3, 3), a direction a row

    @property
    def counts(self) -> tuple[int, int, int]:
        """Return the number of columns, rows and slices."""
        return self.shape[2], self.shape[1], self.shape[0]

    @property
    def centre(self) -> Vector:
        """Return the middle of the body of voxels in mm."""
        columns, rows, slices = self.counts
        return self.to_patient(((columns - 1) / 2, (rows - 1) / 2, (slices - 1) / 2))

    def to_patient(self, voxel: Vector) -> Vector:
        """Return the place in mm of a voxel (column, row, slice); fractions lie between them."""
        steps = np.multiply(voxel, self.spacing)
        return vector(np.asarray(self.origin) + steps @ self._directions)

    def to_voxel(self, place: Vector) -> Vector:
        """Return (column, row, slice), with fractions, of a place in mm."""
        way = np.subtract(place, self.origin)
        return vector(self._directions @ way / self.spacing)

    def holds(self, place: Vector) -> bool:
        """Return True for a place within the voxels, which end half a spacing from a centre."""
        inside = zip(self.to_voxel(place), self.counts, strict=True)
        return all(-0.5 <= at < count - 0.5 for at, count in inside)

    def kept_inside(self, place: Vector) -> Vector:
        """Return the nearest place between the centres of the outermost voxels."""
        last = np.subtract(self.counts, 1)
        return self.to_patient(vector(np.clip(self.to_voxel(place), 0, last)))

    def on_voxel(self, place: Vector) -> Vector:
        """Return the centre of the voxel nearest to a place."""
        inside = self.to_voxel(self.kept_inside(place))
        return self.to_patient(vector(np.rint(inside)))

    def corners(self, places: Array) -> Iterator[tuple[Array, tuple[Places, Places, Places]]]:
        """Yield the eight voxels around places (N, 3) in mm: their shares (N,), and (z, y, x).

        Shares sum to 1, linear between voxels; beyond the outermost, those count for all.
        """
        steps = (places - np.asarray(self.origin)) @ self._directions.T
        last = np.maximum(np.subtract(self.counts, 1), 0)
        where = np.clip(steps / np.asarray(self.spacing), 0, last)
        low = np.minimum(where.astype(int), np.maximum(last - 1, 0))
        part = where - low
        for corner in np.ndindex(2, 2, 2):
            x, y, z = np.minimum(low + corner, last).T
            yield np.prod(np.where(np.asarray(corner) == 1, part, 1 - part), axis=1), (z, y, x)

    def extent(self, direction: Vector) -> float:
        """Return how far the voxels reach along a unit direction, edge to edge in mm."""
        sides = np.multiply(self.counts, self.spacing)
        return float(np.abs(self._directions @ np.asarray(direction)) @ sides)

    def upright(self) -> Crosshair:
        """Return a crosshair in the middle, along the slices of the scanner."""
        return Crosshair.upright(self.on_voxel(self.centre), nearest_axes(self.axes))

    def cut(self, cross: Crosshair, view: View, slab: Slab) -> Cut:
        """Return what one view of a crosshair shows: all of the voxels on its plane.

        A plane that lies as the scanner's slices is cut pixel for pixel; turned ones are as large
        as any turn needs, so that nothing jumps while turning.
        """
        right, down = cross.sides_of(view)
        normal = np.asarray(cross.normal(view))
        aside = round(float(np.subtract(cross.at, self.centre) @ normal), DIGITS)
        pixel = max(min(self.spacing), self.longest / MOST_PIXELS)
        sides = (self.extent(right), self.extent(down))
        if cross.axes != nearest_axes(self.axes):
            sides = (self.longest, self.longest)
        return Cut(
            vector(np.asarray(self.centre) + aside * normal),
            right,
            down,
            pixel,
            (math.ceil(sides[0] / pixel - ROUNDING), math.ceil(sides[1] / pixel - ROUNDING)),
            slab.thickness,
            slab.mode,
        )

    @cached_property
    def longest(self) -> float:
        """Return the diagonal of the body of voxels in mm."""
        return float(np.linalg.norm(np.multiply(self.counts, self.spacing)))

    def step(self, direction: Vector) -> float:
        """Return the distance in mm from voxel to voxel along a unit direction."""
        return float(1.0 / np.linalg.norm(self._directions @ np.asarray(direction) / self.spacing))


@dataclass(frozen=True)
class Suv:
    """What turns the values of a PET into SUV (body weight); `reason` when nothing does."""

    factor: float | None = None
    reason: str = ""


@dataclass(frozen=True)
class Frame:
    """One decoded slice on its way into a volume: the picture, and where it lies."""

    picture: Picture
    position: Vector | None
    frame_of_reference: str = ""
    suv: Suv = field(default=Suv())


class Voxels(Protocol):
    """The values of a volume."""

    @property
    def array(self) -> npt.NDArray[np.generic]:
        """Return all values (Z, Y, X), not to be written to."""
        ...

    def cut(self, cut: Cut) -> npt.NDArray[np.float32]:
        """Return the values on a plane, (H, W); NaN outside the voxels."""
        ...


@dataclass(frozen=True)
class Volume:
    """The voxels of a case in real units: HU, SUV, or what `units` says.

    `frame_of_reference` names the patient's space: places of two volumes with the same one can be
    compared (PS3.3 C.7.4.1.1.1). `darkest` is the value shown where there are no voxels.
    `why_no_suv` is set for a PET whose values stay as stored.
    """

    case: Case
    grid: Grid
    voxels: Voxels
    darkest: float
    units: str = ""
    windows: tuple[Window, ...] = ()
    inverted: bool = False
    frame_of_reference: str = ""
    why_no_suv: str = ""
    notices: tuple[Notice, ...] = field(default=())

    def shares_space(self, other: Volume) -> bool:
        """Return True when both files name the same frame of reference."""
        return self.frame_of_reference != "" and self.frame_of_reference == other.frame_of_reference
