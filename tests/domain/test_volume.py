"""Where voxels lie in the patient, and which series have no volume."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.image import GRADE, RECONSTRUCTION, Notice
from medview.domain.planes import Slab, View
from medview.domain.volume import NO_PLACE, ONE_IMAGE, TOO_FEW, Grid, slice_step, why_no_planes

C, S = math.cos(0.3), math.sin(0.3)
TILTED = Grid(
    origin=(-50.0, 20.0, 7.0),
    axes=((1.0, 0.0, 0.0), (0.0, C, S), (0.0, -S, C)),
    spacing=(0.5, 0.75, 3.0),
    shape=(10, 40, 60),
)


def series(count: int = 5, *notices: Notice) -> Case:
    return Case(
        CaseId("s"),
        "CT",
        tuple(ImageRef("s", frame=n) for n in range(count)),
        Patient("p"),
        position_mm=tuple(2.0 * n for n in range(count)),
        spacing=(1.0, 1.0),
        notices=notices,
    )


def test_a_voxel_is_a_place_and_back() -> None:
    # PS3.3 C.7.6.2.1-1 by hand: origin + column * 0.5 x + row * 0.75 y + slice * 3 z.
    place = TILTED.to_patient((4.0, 8.0, 2.0))
    assert place == pytest.approx((-50 + 2.0, 20 + 6 * C - 6 * S, 7 + 6 * S + 6 * C))
    assert TILTED.to_voxel(place) == pytest.approx((4.0, 8.0, 2.0))


def test_the_voxels_end_half_a_spacing_from_their_centres() -> None:
    assert TILTED.holds(TILTED.to_patient((-0.49, 39.49, 9.49)))
    assert not TILTED.holds(TILTED.to_patient((-0.51, 5.0, 5.0)))
    assert not TILTED.holds(TILTED.to_patient((5.0, 5.0, 9.51)))
    outside = TILTED.to_patient((-7.0, 5.2, 12.0))
    assert TILTED.to_voxel(TILTED.kept_inside(outside)) == pytest.approx((0.0, 5.2, 9.0))
    assert TILTED.to_voxel(TILTED.on_voxel(outside)) == pytest.approx((0.0, 5.0, 9.0))


def test_extent_and_step_along_any_direction() -> None:
    columns, rows, slices = TILTED.axes
    assert TILTED.extent(columns) == pytest.approx(30.0)
    assert TILTED.extent(rows) == pytest.approx(30.0)
    assert TILTED.extent(slices) == pytest.approx(30.0)
    half = float(np.sqrt(0.5))
    between = tuple(half * (np.array(columns) + np.array(slices)))
    assert TILTED.extent(between) == pytest.approx(half * 60.0)
    assert TILTED.step(slices) == pytest.approx(3.0)
    # From voxel to voxel along the diagonal: 1 / |(half / 0.5, half / 3)|.
    assert TILTED.step(between) == pytest.approx(1 / math.hypot(half / 0.5, half / 3.0))


def test_a_view_that_lies_as_the_slices_shows_them_pixel_for_pixel() -> None:
    grid = Grid((5.0, 6.0, 7.0), ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
                (0.7, 0.7, 3.0), (9, 21, 31))  # fmt: skip
    cross = grid.upright()
    assert grid.to_voxel(cross.at) == pytest.approx((15.0, 10.0, 4.0))
    cut = grid.cut(cross, View.AXIAL, Slab())
    assert (cut.size, cut.pixel) == ((31, 21), 0.7)
    assert cut.to_patient(0.5, 0.5) == pytest.approx(grid.to_patient((0.0, 0.0, 4.0)))
    assert grid.cut(cross, View.CORONAL, Slab()).size == (31, 39)  # 27 mm in pixels of 0.7
    assert cut.to_patient(*cut.to_plane(cross.at)) == pytest.approx(cross.at)


def test_a_turned_view_has_room_for_every_turn() -> None:
    cross = TILTED.upright()
    sizes = {
        TILTED.cut(cross.turned(View.AXIAL, angle), view, Slab()).size
        for angle in (0.1, 0.7, 2.0)
        for view in View
    }
    [(width, height)] = sizes
    assert width * 0.5 >= math.sqrt(3) * 30.0
    assert height == width


def test_a_series_says_why_it_has_no_planes() -> None:
    assert why_no_planes(series()) == ""
    assert why_no_planes(series(1)) == ONE_IMAGE
    assert why_no_planes(series(2)) == TOO_FEW
    assert why_no_planes(replace(series(), position_mm=())) == NO_PLACE
    assert why_no_planes(replace(series(), spacing=None)) == NO_PLACE
    gap = Notice("gap", "Slices are missing.", frozenset({RECONSTRUCTION}))
    other = Notice("other", "Something else.", frozenset({GRADE}))
    assert why_no_planes(series(5, other, gap)) == "Slices are missing."
    assert why_no_planes(series(5, other)) == ""


def test_the_step_between_slices_is_their_mean_and_one_for_a_single_image():
    assert slice_step(series()) == 2.0
    assert slice_step(replace(series(3), position_mm=(4.0, 1.0, 0.0))) == -2.0
    assert slice_step(replace(series(1), position_mm=(7.0,))) == 1.0
    assert slice_step(replace(series(1), position_mm=())) == 1.0
