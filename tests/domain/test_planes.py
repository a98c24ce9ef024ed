"""Cuts and crosshairs: places in millimetres, turns, and which way is up."""

from __future__ import annotations

import math

import numpy as np
import pytest

from medview.domain.planes import Crosshair, Cut, View, nearest_axes

UPRIGHT = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def test_a_position_on_a_cut_is_a_place_and_back() -> None:
    cut = Cut((10.0, 20.0, 30.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0), 0.5, (40, 60))
    assert cut.to_patient(20.0, 30.0) == cut.centre
    assert cut.to_patient(0.0, 0.0) == (10.0, 10.0, 45.0)
    assert cut.to_plane((10.0, 10.0, 45.0)) == (0.0, 0.0)
    assert cut.to_plane((99.0, 15.0, 30.0)) == (10.0, 30.0)  # the nearest on the plane
    assert cut.normal == (-1.0, 0.0, 0.0)


@pytest.mark.parametrize(("thickness", "count"), [(0.0, 1), (2.0, 3), (2.5, 4), (0.5, 2)])
def test_a_slab_is_sampled_at_least_every_step(thickness: float, count: int) -> None:
    depths = Cut((0.0, 0.0, 0.0), *UPRIGHT[:2], 1.0, (1, 1), thickness).depths(1.0)
    assert len(depths) == count
    assert sum(depths) == pytest.approx(0.0)
    assert depths[-1] - depths[0] == pytest.approx(thickness)


def test_a_coarser_cut_covers_the_same_place() -> None:
    cut = Cut((1.0, 2.0, 3.0), *UPRIGHT[:2], 0.5, (40, 60))
    coarse = cut.coarser(4)
    assert (coarse.pixel, coarse.size) == (2.0, (10, 15))
    assert coarse.to_patient(0, 0) == cut.to_patient(0, 0)


def test_the_sides_are_those_radiologists_expect() -> None:
    cross = Crosshair.upright((0.0, 0.0, 0.0), UPRIGHT)
    left, back, feet = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0)
    assert cross.sides_of(View.AXIAL) == (left, back)
    assert cross.sides_of(View.CORONAL) == (left, feet)
    assert cross.sides_of(View.SAGITTAL) == (back, feet)
    assert cross.scrolled(View.AXIAL, 2.5).at == (0.0, 0.0, 2.5)
    assert cross.scrolled(View.CORONAL, -3.0).at == (0.0, -3.0, 0.0)


def test_a_turn_is_clockwise_and_leaves_its_own_plane() -> None:
    cross = Crosshair.upright((1.0, 2.0, 3.0), UPRIGHT)
    turned = cross.turned(View.AXIAL, math.radians(90))
    # On the axial screen left (right side) goes to the back (down).
    assert turned.axes[0] == pytest.approx((0.0, 1.0, 0.0), abs=1e-12)
    assert turned.axes[1] == pytest.approx((-1.0, 0.0, 0.0), abs=1e-12)
    assert turned.axes[2] == (0.0, 0.0, 1.0)
    assert turned.at == cross.at
    # The axial picture stays still while its lines turn; the coronal one looks the new way.
    assert turned.sides_of(View.AXIAL) == cross.sides_of(View.AXIAL)
    assert turned.sides_of(View.CORONAL)[0] == pytest.approx(turned.axes[0])
    assert turned.sides_of(View.CORONAL)[1] == pytest.approx((0.0, 0.0, -1.0))


def test_the_lines_of_the_other_planes_in_a_view() -> None:
    cross = Crosshair.upright((0.0, 0.0, 0.0), UPRIGHT)
    across, along = cross.trace(View.AXIAL, View.CORONAL)
    assert (abs(across), abs(along)) == (1.0, 0.0)  # the coronal plane lies across
    across, along = cross.trace(View.AXIAL, View.SAGITTAL)
    assert (abs(across), abs(along)) == (0.0, 1.0)
    turned = cross.turned(View.AXIAL, math.radians(30))
    across, along = turned.trace(View.AXIAL, View.CORONAL)
    assert along / across == pytest.approx(
        math.tan(math.radians(30))
    )  # clockwise: down to the right


def test_a_thousand_turns_stay_at_right_angles() -> None:
    cross = Crosshair.upright((0.0, 0.0, 0.0), UPRIGHT)
    for number in range(1000):
        cross = cross.turned(list(View)[number % 3], 0.1)
    axes = np.array(cross.axes)
    assert axes @ axes.T == pytest.approx(np.eye(3), abs=1e-12)
    for view in View:
        frame = np.array([*cross.sides_of(view), cross.normal(view)])
        assert frame @ frame.T == pytest.approx(np.eye(3), abs=1e-9)


def test_the_axes_of_a_grid_are_named_by_where_they_point() -> None:
    # A sagittal series: columns to the back, rows to the feet, slices to the right.
    sagittal = ((0.0, 1.0, 0.0), (0.0, 0.0, -1.0), (-1.0, 0.0, 0.0))
    assert nearest_axes(sagittal) == UPRIGHT
    # A tilted axial one keeps its own directions, so that its slices are seen as they are.
    c, s = math.cos(0.2), math.sin(0.2)
    tilted = ((1.0, 0.0, 0.0), (0.0, c, -s), (0.0, s, c))
    assert nearest_axes(tilted) == tilted
    # Between two directions, no axis is named twice.
    h = math.sqrt(0.5)
    halves = ((h, h, 0.0), (-h, h, 0.0), (0.0, 0.0, 1.0))
    assert abs(np.linalg.det(np.array(nearest_axes(halves)))) == pytest.approx(1.0)
