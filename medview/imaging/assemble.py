"""Decoded slices become one volume, or a clear reason why they must not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from medview.domain.case import Case
from medview.domain.errors import NoVolume
from medview.domain.image import HOUNSFIELD, RECONSTRUCTION, Notice
from medview.domain.planes import Vector, vector
from medview.domain.volume import (
    LOOK_AT_SLICES,
    NO_PLACE,
    SUV_UNITS,
    UNLIKE,
    Frame,
    Grid,
    Volume,
    slice_step,
)
from medview.imaging.suv import SUV_WINDOWS
from medview.imaging.voxels import ItkVoxels, fits_int16

UNEVEN = 0.1  # of the distance between slices: farther off its place no slice may lie
SIDEWAYS = 0.005  # of the way along the stack, as imaging.volume.TILTED, and beside it
ROUNDING = 0.1  # mm
ALIKE = 1e-3  # of spacing and direction


class Assembly:
    """Takes the slices of one case in any order, and checks each against the first that came."""

    def __init__(self, case: Case, index: int, first: Frame) -> None:
        """Lay out the volume by one slice and the positions of the case."""
        self._case, self._first = case, first
        self._grid = _grid(case, index, first)
        self._notices: dict[str, Notice] = {}
        pixels = first.picture.pixels
        kind = "int16" if first.suv.factor is None and fits_int16(pixels) else "float32"
        self._voxels = ItkVoxels(self._grid, kind)
        self._count = 0
        self._darkest: list[float] = []

    def put(self, index: int, frame: Frame) -> None:
        """Take one slice, each once; raise NoVolume for one that does not fit."""
        self._check(index, frame)
        self._notices |= {notice.code: notice for notice in frame.picture.notices}
        pixels = frame.picture.pixels
        if self._first.suv.factor is not None:
            pixels = pixels.astype(np.float32) * np.float32(self._first.suv.factor)
        self._voxels.put(index, pixels)
        is_inverted = frame.picture.inverted
        self._darkest.append(float(pixels.max() if is_inverted else pixels.min()))
        self._count += 1

    def volume(self) -> Volume:
        """Return the volume once all slices are there."""
        assert self._count == len(self._case.images)
        picture, suv = self._first.picture, self._first.suv
        is_off = any(HOUNSFIELD in notice.disables for notice in self._notices.values())
        is_suv = suv.factor is not None
        return Volume(
            self._case,
            self._grid,
            self._voxels,
            darkest=(max if picture.inverted else min)(self._darkest),
            units=SUV_UNITS if is_suv else "" if is_off else picture.units,
            windows=SUV_WINDOWS if is_suv else picture.windows,
            inverted=picture.inverted,
            frame_of_reference=self._first.frame_of_reference,
            why_no_suv=suv.reason,
            notices=tuple(self._notices.values()),
        )

    def _check(self, index: int, frame: Frame) -> None:
        """Raise NoVolume for a slice that does not go with the first, or lies elsewhere."""
        barred = [n.text for n in frame.picture.notices if RECONSTRUCTION in n.disables]
        if barred:
            raise NoVolume(barred[0], hint=LOOK_AT_SLICES)
        if frame.picture.is_colour or _likeness(frame) != _likeness(self._first):
            raise NoVolume(UNLIKE, hint=LOOK_AT_SLICES)
        if not _agree(frame, self._first):
            raise NoVolume(
                "The slices differ in direction, pixel size or SUV scale.", hint=LOOK_AT_SLICES
            )
        if not _is_at(self._grid, index, frame.position):
            raise NoVolume(
                f"Image {index + 1} does not lie where an even stack has it.", hint=LOOK_AT_SLICES
            )


def _grid(case: Case, index: int, frame: Frame) -> Grid:
    """Return the grid by one slice: PS3.3 C.7.6.2.1.1, rows are the first direction."""
    picture = frame.picture
    if picture.orientation is None or picture.spacing is None or frame.position is None:
        raise NoVolume(NO_PLACE, hint=LOOK_AT_SLICES)
    right, down = np.array(picture.orientation[:3]), np.array(picture.orientation[3:])
    right /= np.linalg.norm(right)
    down -= (down @ right) * right  # headers are good for a few digits; ITK wants right angles
    down /= np.linalg.norm(down)
    normal = np.cross(right, down)
    step = slice_step(case)
    if step <= 0:
        raise NoVolume(NO_PLACE, hint=LOOK_AT_SLICES)
    origin = np.asarray(frame.position) - index * step * normal
    rows, columns = picture.pixels.shape[:2]
    return Grid(
        origin=vector(origin),
        axes=(vector(right), vector(down), vector(normal)),
        spacing=(picture.spacing[1], picture.spacing[0], step),
        shape=(len(case.images), rows, columns),
    )


def _likeness(frame: Frame) -> tuple[Any, ...]:
    """Return what all slices share exactly."""
    picture = frame.picture
    return (
        picture.pixels.shape,
        picture.units,
        picture.inverted,
        frame.frame_of_reference,
        frame.suv.factor is None,
    )


def _agree(frame: Frame, first: Frame) -> bool:
    """Return True when direction, spacing and SUV scale are the first's, but for rounding."""
    here, there = frame.picture, first.picture
    scale = (frame.suv.factor or 1.0) / (first.suv.factor or 1.0)
    return (
        _alike(here.orientation, there.orientation)
        and _alike(here.spacing, there.spacing)
        and abs(scale - 1.0) <= ALIKE
    )


def _alike(here: Sequence[float] | None, there: Sequence[float] | None) -> bool:
    if here is None or there is None:
        return False
    return all(abs(a - b) <= ALIKE * (1.0 + abs(b)) for a, b in zip(here, there, strict=True))


def _is_at(grid: Grid, index: int, position: Vector | None) -> bool:
    """Return True when a slice lies where the grid has it, along the stack and sideways."""
    if position is None:
        return False
    way = np.subtract(position, grid.to_patient((0.0, 0.0, float(index))))
    along = float(way @ np.asarray(grid.axes[2]))
    sideways = float(np.linalg.norm(way - along * np.asarray(grid.axes[2])))
    reach = grid.shape[0] * grid.spacing[2]
    return abs(along) <= UNEVEN * grid.spacing[2] and sideways <= ROUNDING + SIDEWAYS * reach
