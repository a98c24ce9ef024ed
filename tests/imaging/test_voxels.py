"""Planes cut out of voxels: against slow loops, and against bodies of known size."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from medview.domain.planes import Crosshair, Cut, SlabMode, Vector, View, nearest_axes, vector
from medview.domain.volume import Grid
from medview.imaging.voxels import ItkVoxels

Values = npt.NDArray[np.float32]
COMBINE: dict[SlabMode, Callable[[list[float]], float]] = {
    SlabMode.MEAN: lambda values: sum(values) / len(values),
    SlabMode.MIP: max,
    SlabMode.MINIP: min,
}
C, S = math.cos(0.4), math.sin(0.4)
# Anisotropic, tilted in the patient, and not at the origin.
GRID = Grid((-20.0, 12.0, 35.0), ((1.0, 0.0, 0.0), (0.0, C, S), (0.0, -S, C)), (0.8, 1.1, 2.5),
            (13, 31, 42))  # fmt: skip


def filled(grid: Grid, values: npt.NDArray[np.generic], kind: str = "float32") -> ItkVoxels:
    voxels = ItkVoxels(grid, kind)
    for index, pixels in enumerate(values):
        voxels.put(index, pixels)
    return voxels


def body(grid: Grid, inside: Callable[[npt.NDArray[np.float64]], Values]) -> Values:
    """Return what a function of the place in mm, (..., 3), says at each voxel."""
    columns, rows, slices = grid.counts
    z, y, x = np.mgrid[0:slices, 0:rows, 0:columns]
    steps = np.stack([x, y, z], axis=-1) * grid.spacing
    return inside(np.asarray(grid.origin) + steps @ np.array(grid.axes)).astype(np.float32)


def slow_value(grid: Grid, values: Values, place: Vector) -> float:
    """Return the trilinear value at a place, by eight neighbours; NaN outside the voxels."""
    if not grid.holds(place):
        return math.nan
    at = np.clip(grid.to_voxel(place), 0, np.subtract(grid.counts, 1))
    low = np.minimum(np.floor(at).astype(int), np.subtract(grid.counts, 2))
    part = at - low
    total = 0.0
    for corner in np.ndindex(2, 2, 2):
        weight = np.prod([p if c else 1 - p for p, c in zip(part, corner, strict=True)])
        x, y, z = low + corner
        total += weight * values[z, y, x]
    return total


def slow_cut(grid: Grid, values: Values, cut: Cut) -> Values:
    """Return a plane, or a slab sampled at the same depths, pixel by pixel."""
    depths = cut.depths(max(cut.pixel, min(grid.spacing)))
    shown = np.full((cut.size[1], cut.size[0]), np.nan, np.float32)
    for row, column in np.ndindex(*shown.shape):
        place = np.asarray(cut.to_patient(column + 0.5, row + 0.5))
        found = [slow_value(grid, values, vector(place + d * np.array(cut.normal))) for d in depths]
        there = [value for value in found if not math.isnan(value)]
        if there:
            shown[row, column] = COMBINE[cut.mode](there)
    return shown


def oblique(thickness: float = 0.0, mode: SlabMode = SlabMode.MEAN) -> Cut:
    cross = Crosshair.upright(GRID.centre, nearest_axes(GRID.axes))
    cross = cross.turned(View.AXIAL, 0.5).turned(View.CORONAL, -0.3)
    return Cut(cross.at, *cross.sides_of(View.SAGITTAL), 1.6, (31, 33), thickness, mode)


@pytest.mark.parametrize("mode", list(SlabMode))
@pytest.mark.parametrize("thickness", [0.0, 6.0])
def test_a_cut_is_what_slow_loops_say(mode: SlabMode, thickness: float) -> None:
    values = np.random.default_rng(0).normal(0, 300, GRID.shape).astype(np.float32)
    cut = oblique(thickness, mode)
    expected = slow_cut(GRID, values, cut)
    assert 0.05 < np.isnan(expected).mean() < 0.8  # the plane leaves the voxels somewhere
    np.testing.assert_allclose(filled(GRID, values).cut(cut), expected, atol=0.05)


def test_a_slice_of_the_scanner_is_shown_value_for_value() -> None:
    values = np.random.default_rng(1).integers(-1000, 1000, (9, 20, 20)).astype(np.int16)
    grid = Grid((5.0, 6.0, 7.0), ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
                (0.7, 0.7, 3.0), values.shape)  # fmt: skip
    centre = grid.to_patient((9.5, 9.5, 4.0))
    cut = Cut(centre, grid.axes[0], grid.axes[1], 0.7, (20, 20))
    np.testing.assert_allclose(filled(grid, values, "int16").cut(cut), values[4], atol=1e-3)


def planes() -> list[tuple[Vector, Vector]]:
    straight = Crosshair.upright(GRID.centre, nearest_axes(GRID.axes))
    turned = straight.turned(View.AXIAL, 0.6).turned(View.SAGITTAL, 0.4)
    return [cross.sides_of(view) for cross in (straight, turned) for view in View]


@pytest.mark.parametrize(("right", "down"), planes())
def test_a_sphere_is_round_and_as_wide_in_every_plane(right: Vector, down: Vector) -> None:
    """A ball of 20 mm, its edge linear over 6 mm, so that half its height lies at 20 mm."""
    grid = Grid(GRID.origin, GRID.axes, GRID.spacing, (14, 31, 42))
    middle = np.asarray(grid.centre)

    def ball(places: npt.NDArray[np.float64]) -> Values:
        distance = np.linalg.norm(places - middle, axis=-1)
        return np.clip((10.0 - distance) / 6.0 + 0.5, 0, 1).astype(np.float32)

    pixel = 0.25
    seen = filled(grid, body(grid, ball)).cut(Cut(grid.centre, right, down, pixel, (120, 120)))
    inside = np.nan_to_num(seen) >= 0.5
    assert inside[60].sum() * pixel == pytest.approx(20.0, abs=0.6)  # across
    assert inside[:, 60].sum() * pixel == pytest.approx(20.0, abs=0.6)  # along
    assert 2 * math.sqrt(inside.sum() * pixel**2 / math.pi) == pytest.approx(20.0, abs=0.4)


def test_a_tilted_line_lies_where_geometry_has_it() -> None:
    """A rod through the middle at a slant: each plane across it is brightest where it passes."""
    way = np.array([0.3, -0.2, 1.0]) / np.linalg.norm([0.3, -0.2, 1.0])
    middle = np.asarray(GRID.centre)

    def rod(places: npt.NDArray[np.float64]) -> Values:
        off = places - middle
        beside = np.linalg.norm(off - (off @ way)[..., None] * way, axis=-1)
        return np.exp(-((beside / 3.0) ** 2)).astype(np.float32)

    voxels = filled(GRID, body(GRID, rod))
    for depth in (-8.0, 0.0, 8.0):
        passes = vector(middle + depth * way)
        cross = Crosshair.upright(passes, nearest_axes(GRID.axes)).turned(View.AXIAL, 0.3)
        cut = Cut(passes, *cross.sides_of(View.AXIAL), 0.25, (81, 81))
        row, column = np.unravel_index(np.nanargmax(voxels.cut(cut)), (81, 81))
        found = cut.to_patient(column + 0.5, row + 0.5)
        assert np.linalg.norm(np.subtract(found, passes)) < 0.8


def test_a_slice_too_large_for_16_bits_turns_all_into_fractions() -> None:
    voxels = ItkVoxels(GRID, "int16")
    voxels.put(0, np.full(GRID.shape[1:], 7, np.int16))
    assert voxels.kind == "int16"
    voxels.put(1, np.full(GRID.shape[1:], 40_000, np.uint16))
    voxels.put(2, np.full(GRID.shape[1:], 0.25, np.float32))
    assert voxels.kind == "float32"
    assert [float(voxels.array[k, 5, 5]) for k in range(3)] == [7.0, 40_000.0, 0.25]
    cut = Cut(GRID.to_patient((20.0, 15.0, 1.0)), GRID.axes[0], GRID.axes[1], 1.0, (1, 1))
    assert voxels.cut(cut)[0, 0] == pytest.approx(40_000)  # still at its place


def test_the_values_are_kept_once_and_not_to_be_written() -> None:
    voxels = ItkVoxels(GRID, "int16")
    with pytest.raises(ValueError, match="read-only"):
        voxels.array[0, 0, 0] = 1
    assert voxels.array.nbytes == 2 * math.prod(GRID.shape)
