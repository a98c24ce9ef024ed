"""Planes through a volume: a crosshair of three, and what one of them cuts out of the voxels."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Vector = tuple[float, float, float]


def vector(values: Any) -> Vector:
    """Return three numbers as a tuple."""
    x, y, z = (float(value) for value in values)
    return x, y, z


class SlabMode(StrEnum):
    """What becomes of the values that lie behind each other in a thick slab."""

    MEAN = "mean"
    MIP = "MIP"
    MINIP = "MinIP"


class View(StrEnum):
    """The three planes of the crosshair, by the direction one looks along."""

    AXIAL = "axial"
    CORONAL = "coronal"
    SAGITTAL = "sagittal"


@dataclass(frozen=True)
class Cut:
    """A rectangle in the patient: `size` (width, height) in pixels of `pixel` mm.

    `right` and `down` are unit directions at a right angle; `thickness` in mm is centred on the
    plane. Positions on it are counted from the left upper edge, so that pixel (0, 0) has its
    centre at (0.5, 0.5).
    """

    centre: Vector
    right: Vector
    down: Vector
    pixel: float
    size: tuple[int, int]
    thickness: float = 0.0
    mode: SlabMode = SlabMode.MEAN

    @property
    def normal(self) -> Vector:
        """Return the unit direction at a right angle to the plane."""
        return vector(np.cross(self.right, self.down))

    def to_patient(self, x: float, y: float) -> Vector:
        """Return the place in mm of a position on the plane."""
        across = (x - self.size[0] / 2) * self.pixel
        along = (y - self.size[1] / 2) * self.pixel
        way = across * np.asarray(self.right) + along * np.asarray(self.down)
        return vector(np.asarray(self.centre) + way)

    def to_plane(self, place: Vector) -> tuple[float, float]:
        """Return the position on the plane that is nearest to a place in mm."""
        way = np.subtract(place, self.centre)
        across, along = float(way @ np.asarray(self.right)), float(way @ np.asarray(self.down))
        return across / self.pixel + self.size[0] / 2, along / self.pixel + self.size[1] / 2

    def depths(self, step: float) -> list[float]:
        """Return where in the slab, in mm along the normal, it is sampled: about every `step`."""
        if self.thickness <= 0:
            return [0.0]
        half, count = self.thickness / 2, math.ceil(self.thickness / step) + 1
        return [float(depth) for depth in np.linspace(-half, half, count)]

    def coarser(self, factor: int) -> Cut:
        """Return the same rectangle in pixels `factor` times as large."""
        width, height = (max(math.ceil(side / factor), 1) for side in self.size)
        return replace(self, pixel=self.pixel * factor, size=(width, height))


@dataclass(frozen=True)
class Slab:
    """How thick the planes are, in mm (0: as thin as a voxel), and what becomes of what is in."""

    thickness: float = 0.0
    mode: SlabMode = SlabMode.MEAN


Axes = tuple[Vector, Vector, Vector]
Sides = tuple[Vector, Vector]  # what points right and down on the screen


@dataclass(frozen=True)
class Crosshair:
    """Three planes at right angles that meet `at` a place in mm.

    `axes` are the normals of the sagittal, coronal and axial plane: unit vectors that point
    roughly to the patient's left, back and head. `sides` are those of the axial, coronal and
    sagittal view; they are kept apart, so that a view stays still while the crosshair turns in it.
    """

    at: Vector
    axes: Axes
    sides: tuple[Sides, Sides, Sides]

    @classmethod
    def upright(cls, at: Vector, axes: Axes) -> Crosshair:
        """Return planes along `axes`, shown as radiologists read.

        Seen from the feet, from the front, and from the left, head up.
        """
        left, back, head = axes
        feet = vector(np.negative(head))
        return cls(at, axes, ((left, back), (left, feet), (back, feet)))

    def sides_of(self, view: View) -> Sides:
        """Return what points right and down on the screen."""
        return self.sides[VIEWS.index(view)]

    def normal(self, view: View) -> Vector:
        """Return the direction of scrolling: to the head, to the back, or to the left."""
        return self.axes[2 - VIEWS.index(view)]

    def trace(self, view: View, other: View) -> tuple[float, float]:
        """Return the direction, (right, down) on the screen, of another plane's line in a view."""
        along = np.cross(self.normal(view), self.normal(other))
        right, down = self.sides_of(view)
        return float(along @ np.asarray(right)), float(along @ np.asarray(down))

    def scrolled(self, view: View, millimetres: float) -> Crosshair:
        """Return the crosshair with one plane moved along its normal."""
        way = millimetres * np.asarray(self.normal(view))
        return replace(self, at=vector(np.asarray(self.at) + way))

    def turned(self, view: View, angle: float) -> Crosshair:
        """Return the crosshair turned within one view: radians, clockwise on the screen."""
        turn = _turn(*self.sides_of(view), angle)
        left, back, head = (vector(turn @ np.asarray(axis)) for axis in self.axes)

        def carried(other: View) -> Sides:
            right, down = self.sides_of(other)
            return (right, down) if other is view else _square(turn @ right, turn @ down)

        axial, coronal, sagittal = map(carried, VIEWS)
        axes = _at_right_angles(left, back, head)
        return replace(self, axes=axes, sides=(axial, coronal, sagittal))


VIEWS = tuple(View)


def _turn(right: Vector, down: Vector, angle: float) -> Array:
    """Return the rotation (3, 3) within a plane that takes `right` towards `down`."""
    r, d = np.asarray(right), np.asarray(down)
    swing = np.outer(d, r) - np.outer(r, d)
    flat = np.outer(r, r) + np.outer(d, d)
    return np.asarray(np.eye(3) + math.sin(angle) * swing + (math.cos(angle) - 1) * flat)


def _at_right_angles(left: Vector, back: Vector, head: Vector) -> Axes:
    """Return the three as exact unit vectors: rounding must not add up over many turns."""
    first, second = _square(np.asarray(left), np.asarray(back))
    third = np.cross(first, second)
    return first, second, vector(third if third @ np.asarray(head) > 0 else -third)


def _square(right: Array, down: Array) -> Sides:
    """Return two directions as unit vectors at a right angle."""
    first = right / np.linalg.norm(right)
    second = down - (first @ down) * first
    return vector(first), vector(second / np.linalg.norm(second))


def nearest_axes(axes: Axes) -> Axes:
    """Return the axes of a grid in the order left, back, head, each pointing that way.

    The pairing whose directions agree best with the patient's is taken, so that the slices of the
    scanner are seen as they are, in the view they come nearest to.
    """
    directions = np.array(axes)
    orders = ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))
    best = max(orders, key=lambda order: sum(abs(directions[order[i], i]) for i in range(3)))
    found = [directions[number] for number in best]
    left, back, head = (vector(axis if axis[i] >= 0 else -axis) for i, axis in enumerate(found))
    return left, back, head
