"""Planes that cross, meet face to face, or lie in different spaces."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from medview.domain.image import MILLIMETRES, ORIENTATION, Notice, Picture
from medview.domain.image_planes import ImagePlane, crossing, nearest, plane_of, side_of

# 100 mm wide, 40 mm high; the corner of the first pixel at (0, 0, 30)
AXIAL = ImagePlane((1.0, 0.25, 30.0), (1, 0, 0), (0, 1, 0), (0.5, 2.0), (50, 80), "1.2")
# x across, down towards the feet, at y = 20: its corner at z = 60
CORONAL = ImagePlane((0.5, 20.0, 59.5), (1, 0, 0), (0, 0, -1), (1.0, 1.0), (100, 60), "1.2")


def test_points_go_to_the_patient_and_back() -> None:
    assert AXIAL.in_patient((0, 0)).tolist() == [0, 0, 30]
    assert AXIAL.in_patient((50, 80)).tolist() == [100, 40, 30]
    assert AXIAL.on_image(np.array([100.0, 40.0, 35.0])) == (50, 80)


def test_an_axial_image_crosses_a_coronal_one_in_a_row() -> None:
    ends = crossing(AXIAL, CORONAL)
    assert ends is not None
    assert sorted(ends) == [(0.0, 30.0), (100.0, 30.0)]
    ends = crossing(CORONAL, AXIAL)
    assert ends is not None
    assert sorted(ends) == [(0.0, 40.0), (50.0, 40.0)]  # y 20 mm is row 40 of 0.5 mm


def test_a_tilted_image_crosses_where_the_points_say() -> None:
    turn = np.deg2rad(30)
    tilted = replace(AXIAL, column=(0, np.cos(turn), np.sin(turn)))
    ends = crossing(tilted, CORONAL)
    assert ends is not None
    for x, y in ends:  # each end lies on both planes
        place = CORONAL.in_patient((x, y))
        column, row = tilted.on_image(place)
        assert np.allclose(tilted.in_patient((column, row)), place)


def test_no_line_where_planes_do_not_meet() -> None:
    assert crossing(AXIAL, replace(AXIAL, origin=(1.0, 0.25, 35.0))) is None
    assert crossing(AXIAL, replace(CORONAL, frame_of_reference="1.3")) is None
    assert crossing(AXIAL, replace(CORONAL, origin=(0.5, 90.0, 59.5))) is None


def test_parallel_planes_tell_whether_they_face_each_other() -> None:
    mirrored = replace(AXIAL, column=(0, -1, 0))
    assert (side_of(AXIAL, AXIAL), side_of(AXIAL, mirrored), side_of(AXIAL, CORONAL)) == (1, -1, 0)
    assert side_of(AXIAL, replace(AXIAL, frame_of_reference="9")) == 0


def test_the_nearest_position() -> None:
    assert nearest((0.0, 2.5, 5.0), 3.9) == 2
    assert nearest((0.0, 2.5, 5.0), -90.0) == 0


@pytest.mark.parametrize("missing", ["orientation", "position", "spacing", "frame_of_reference"])
def test_what_is_unknown_or_not_trusted_has_no_plane(missing: str) -> None:
    picture = Picture(
        np.zeros((4, 6), np.int16),
        spacing=(1.0, 1.0),
        orientation=(1, 0, 0, 0, 1, 0),
        position=(0, 0, 0),
        frame_of_reference="1.2",
    )
    plane = plane_of(picture)
    assert plane is not None and plane.size == (6, 4)
    without: dict[str, Any] = {missing: None}
    assert plane_of(replace(picture, **without)) is None
    for ability in (ORIENTATION, MILLIMETRES):
        assert plane_of(replace(picture, notices=(Notice("x", "", frozenset({ability})),))) is None
