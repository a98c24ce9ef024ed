"""What a view of the planes shows: pixels, units, and nothing where there is nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from medview.app.fuse_planes import fused, plane_wash
from medview.app.show_planes import plane_picture, value_at
from medview.domain.case import Case, CaseId, Patient
from medview.domain.fusion import ColourMap
from medview.domain.image import HOUNSFIELD, Notice
from medview.domain.planes import Slab, View
from medview.domain.volume import Grid, Volume
from medview.imaging.voxels import ItkVoxels

GRID = Grid((-10.0, 20.0, 5.0), ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
            (0.5, 0.5, 2.0), (8, 30, 40))  # fmt: skip


@pytest.fixture
def volume() -> Volume:
    voxels = ItkVoxels(GRID, "int16")
    values = np.random.default_rng(0).integers(-1000, 1000, GRID.shape).astype(np.int16)
    for index, pixels in enumerate(values):
        voxels.put(index, pixels)
    return Volume(Case(CaseId("c"), "CT", (), Patient("p")), GRID, voxels, -1000.0, "HU")


def test_a_plane_is_a_picture_in_millimetres(volume: Volume) -> None:
    cut = GRID.cut(GRID.upright(), View.AXIAL, Slab())
    picture = plane_picture(volume, cut)
    assert picture.pixels.dtype == np.int16
    index = round(GRID.to_voxel(cut.centre)[2])
    np.testing.assert_array_equal(picture.pixels, volume.voxels.array[index])
    assert picture.spacing == (0.5, 0.5)
    assert picture.orientation == (1, 0, 0, 0, 1, 0)
    assert picture.units == "HU"
    coarse = plane_picture(volume, cut, 4)
    assert coarse.pixels.shape == (8, 10)
    assert coarse.full_size == picture.full_size == (40, 30)
    assert coarse.spacing == picture.spacing  # of the whole picture, not of its pixels


def test_where_there_are_no_voxels_it_is_dark(volume: Volume) -> None:
    turned = GRID.upright().turned(View.AXIAL, 0.5)
    picture = plane_picture(volume, GRID.cut(turned, View.CORONAL, Slab()))
    assert picture.pixels[0, 0] == -1000


def test_a_value_is_that_of_its_place_or_none(volume: Volume) -> None:
    place = GRID.to_patient((7.0, 9.0, 3.0))
    assert value_at(volume, place) == volume.voxels.array[3, 9, 7]
    assert value_at(volume, (place[0], place[1], 99.0)) is None
    barred = replace(volume, notices=(Notice("no-hu", "No.", frozenset({HOUNSFIELD})),))
    assert value_at(barred, place) is None


def test_what_is_laid_over_begins_with_a_sensible_scale(volume: Volume) -> None:
    suv = fused(replace(volume, units="g/ml"))
    assert (suv.low, suv.high, suv.colours) == (0.0, 5.0, ColourMap.HOT_IRON)
    other = fused(volume)
    assert -1000 <= other.low < -900 < 900 < other.high <= 1000
    cut = GRID.cut(GRID.upright(), View.AXIAL, Slab())
    assert plane_wash(suv, cut).shape == (30, 40, 4)
    assert plane_wash(suv, cut, 2).shape == (15, 20, 4)
