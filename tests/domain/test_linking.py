"""What links two series of a layout, and where a place of one is in the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from medview.domain.alignment import (
    AcceptedAlignment,
    Bend,
    Method,
    SeriesAlignment,
    SpatialMap,
    Way,
    rigid_of,
)
from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.image_planes import ImagePlane
from medview.domain.linking import Link, Reach, Tie, line_across, link_of, slice_met
from medview.domain.volume import Grid

AXIAL = ImagePlane((0.5, 0.5, 20.0), (1, 0, 0), (0, 1, 0), (1.0, 1.0), (100, 100), "1")
OTHER = replace(AXIAL, origin=(0.5, 0.5, 0.0), frame_of_reference="2")
CORONAL = ImagePlane((0.5, 50.0, 99.5), (1, 0, 0), (0, 0, -1), (1.0, 1.0), (100, 100), "2")
ANGLE = np.deg2rad(8.0)
TURN = np.array([[1, 0, 0], [0, np.cos(ANGLE), -np.sin(ANGLE)], [0, np.sin(ANGLE), np.cos(ANGLE)]])
SHIFT = np.array([3.0, -4.0, 11.0])


def case(name: str, patient: str = "P") -> Case:
    images = tuple(ImageRef(name, frame=n) for n in range(101))
    return Case(
        CaseId(name), "CT", images, Patient(patient), position_mm=tuple(map(float, range(101)))
    )


def bend() -> Bend:
    grid = Grid((0, 0, 0), ((1, 0, 0), (0, 1, 0), (0, 0, 1)), (10, 10, 10), (11, 11, 11))
    z, y, _ = np.indices(grid.shape) * 10.0
    shifts = np.zeros((*grid.shape, 3))
    shifts[..., 2] = 5.0 * np.sin(y / 15.0) + 0.1 * z
    return Bend(grid, shifts)


def way(found: SpatialMap, *, is_back: bool = False) -> Way:
    said = SeriesAlignment(case("a"), case("b"), Method.RIGID, found, 0.1, 0.5, 0.9)
    return Way(AcceptedAlignment(said, "Dr. A", datetime.now(UTC)), is_back)


RIGID = SpatialMap(rigid_of(TURN, SHIFT))
BENT = SpatialMap(rigid_of(TURN, SHIFT), bend())


def test_spaces_that_differ_and_other_patients_are_never_linked() -> None:
    a, b, stranger = case("a"), case("b"), case("s", "Q")
    assert link_of(a, AXIAL, b, OTHER, None).tie is Tie.NO_ALIGNMENT
    assert link_of(a, AXIAL, b, AXIAL, None).tie is Tie.SAME_SPACE
    assert link_of(a, AXIAL, stranger, AXIAL, way(RIGID)).tie is Tie.OTHER_PATIENT
    assert link_of(a, None, b, AXIAL, way(RIGID)).tie is Tie.UNKNOWN
    assert not line_across(link_of(a, AXIAL, b, CORONAL, None), AXIAL, CORONAL)
    assert link_of(a, AXIAL, b, AXIAL, way(RIGID)).tie is Tie.ALIGNED  # the patient moved


@pytest.mark.parametrize("found", [RIGID, BENT])
@pytest.mark.parametrize("is_back", [False, True])
def test_the_slice_at_a_mapped_place_is_found(found: SpatialMap, is_back: bool) -> None:
    link = Link(Tie.ALIGNED, way(found, is_back=is_back))
    at = (30.0, 60.0)
    place = AXIAL.in_patient(at)
    met = slice_met(link, AXIAL, at, case("b"), OTHER)
    if not is_back:
        bent = place + (found.bend.at(place[None])[0] if found.bend else 0)
        wanted = [sum(TURN[i, j] * bent[j] for j in range(3)) + SHIFT[i] for i in range(3)]
    else:  # the place that comes nearest to it, of many
        near = np.indices((41, 81)).reshape(2, -1).T * 0.5
        tried = np.column_stack(
            [np.full(len(near), place[0] - 3.0), near[:, 1] + 40, near[:, 0] - 5]
        )
        there = found.places(tried)
        wanted = tried[np.linalg.norm(there - place, axis=1).argmin()]
        assert np.linalg.norm(there - place, axis=1).min() < 0.5
    assert met.reach in (Reach.THERE, Reach.BEYOND) and met.index is not None
    expected = min(max(wanted[2], 0), 100)
    assert abs(met.index - expected) <= (1.0 if is_back else 0.5)


def test_a_bending_is_turned_round_and_a_sharp_one_is_not_guessed() -> None:
    places = np.random.default_rng(0).uniform(5, 95, (200, 3))
    np.testing.assert_allclose(BENT.homes(BENT.places(places)), places, atol=0.05)
    sharp = Bend(bend().grid, np.zeros((11, 11, 11, 3)))
    sharp.shifts[..., 0] = 30.0 * (np.indices((11, 11, 11))[2] % 2)  # 3 mm a millimetre
    home = SpatialMap(bend=sharp).homes(places)
    missed = np.isnan(home).any(axis=1)
    assert missed.any()
    again = SpatialMap(bend=sharp).places(home[~missed])
    np.testing.assert_allclose(again, places[~missed], atol=0.05)


@pytest.mark.parametrize("found", [RIGID, BENT])
def test_every_point_of_a_line_lies_on_both_images(found: SpatialMap) -> None:
    link = Link(Tie.ALIGNED, way(found))
    points = line_across(link, AXIAL, CORONAL)
    assert len(points) >= 2
    back = found.homes(np.array([CORONAL.in_patient(point) for point in points]))
    assert np.abs(back[:, 2] - 20.0).max() < 0.3  # mm off the image that leads
    assert not line_across(link, AXIAL, OTHER)  # these scroll together


def test_beyond_the_ends_and_across_is_told() -> None:
    far = SpatialMap(rigid_of(np.eye(3), np.array([0.0, 0.0, 300.0])))
    met = slice_met(Link(Tie.ALIGNED, way(far)), AXIAL, (50, 50), case("b"), OTHER)
    assert (met.reach, met.index) == (Reach.BEYOND, 100)
    met = slice_met(Link(Tie.ALIGNED, way(RIGID)), AXIAL, (50, 50), case("b"), CORONAL)
    assert met.reach is Reach.ACROSS
    film = replace(case("film"), position_mm=())
    single = replace(film, images=film.images[:1])
    link = Link(Tie.ALIGNED, way(RIGID))
    assert slice_met(link, AXIAL, (50, 50), single, OTHER).reach is Reach.STILL
    assert slice_met(link, AXIAL, (50, 50), film, OTHER).reach is Reach.ONE_PLACE
