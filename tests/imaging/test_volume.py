from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from medview.domain.case import ImageRef
from medview.domain.image import RECONSTRUCTION
from medview.imaging.dicom_facts import Header, Plane
from medview.imaging.volume import Slice, Stack, arrange

AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
SAGITTAL = (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)


def header(**facts: Any) -> Header:
    known: dict[str, Any] = dict.fromkeys(
        [
            "patient_id",
            "patient_name",
            "study_uid",
            "study_date",
            "study_description",
            "series_uid",
            "series_description",
            "sop_class",
            "sop_uid",
            "body_part",
            "camera",
            "eye",
            "frame_of_reference",
        ],
        "",
    )
    known |= {"series_number": 1, "modality": "CT", "instance": 1, "rows": 8, "columns": 8}
    known |= {"frames": 1, "is_colour": False, "phase": (), "tilt": 0.0, "planes": ()}
    return Header(**known | facts)


def at(z: float, number: int = 1, turn: tuple[float, ...] = AXIAL, **facts: Any) -> Slice:
    place = Plane((0.0, facts.pop("y", 0.0), z), turn, facts.pop("spacing", (1.0, 1.0)))
    return Slice(ImageRef(f"/scan/{number}.dcm"), header(instance=number, **facts), place)


def codes(stack: Stack) -> set[str]:
    return {notice.code for notice in stack.notices}


def test_order_is_by_position_whatever_the_numbers() -> None:
    (stack,) = arrange([at(z, number=9 - i) for i, z in enumerate((5.0, 0.0, 2.5))])
    assert stack.positions == (0.0, 2.5, 5.0)
    assert stack.notices == ()


def test_without_positions_the_numbers_order() -> None:
    slices = [replace(at(0.0, number=n), plane=Plane()) for n in (3, 1, 2)]
    (stack,) = arrange(slices)
    assert [piece.header.instance for piece in stack.slices] == [1, 2, 3]
    assert stack.positions == ()


@pytest.mark.parametrize("positions", [(0, 1, 2, 4, 5), (0, 1, 2.4, 3.4, 4.4)])
def test_gap_or_uneven_distance_stops_reconstruction(positions: tuple[float, ...]) -> None:
    (stack,) = arrange([at(z, number=i) for i, z in enumerate(positions)])
    assert codes(stack) == {"gap"}
    assert RECONSTRUCTION in stack.notices[0].disables


def test_rounded_positions_are_no_gap() -> None:
    (stack,) = arrange([at(round(i * 0.625, 2), number=i) for i in range(20)])
    assert stack.notices == ()


def test_tilt_is_seen() -> None:
    (stack,) = arrange([at(2.5 * i, number=i, y=0.5 * i) for i in range(5)])
    assert codes(stack) == {"tilt"}


@pytest.mark.parametrize("other", [{"turn": SAGITTAL}, {"rows": 16}, {"spacing": (2.0, 2.0)}])
def test_what_does_not_fit_is_split(other: dict[str, Any]) -> None:
    stacks = arrange([at(0, 1), at(1, 2), at(0, 3, **other)])
    assert [len(stack.slices) for stack in stacks] == [2, 1]
    assert all("split" in codes(stack) for stack in stacks)


def test_two_patients_are_never_one_stack() -> None:
    stacks = arrange([at(0, 1, patient_id="A"), at(1, 2, patient_id="B")])
    assert len(stacks) == 2
    assert all("patient-conflict" in codes(stack) for stack in stacks)


def test_phases_are_told_apart_by_what_the_header_says() -> None:
    slices = [at(z, n, phase=(float(n % 2),)) for n, z in enumerate((0, 0, 1, 1, 2, 2))]
    stacks = arrange(slices)
    assert [stack.positions for stack in stacks] == [(0, 1, 2), (0, 1, 2)]
    assert {piece.header.phase for piece in stacks[0].slices} == {(0.0,)}


def test_film_of_one_slice_is_read_by_number() -> None:
    (stack,) = arrange([at(3.0, number) for number in (4, 2, 8)])
    assert [piece.header.instance for piece in stack.slices] == [2, 4, 8]


def test_normal_is_the_cross_product() -> None:
    plane = Plane((1.0, 2.0, 3.0), SAGITTAL)
    assert plane.normal == pytest.approx(np.cross(SAGITTAL[:3], SAGITTAL[3:]))
    assert plane.distance == pytest.approx(float(np.dot(plane.normal or (), (1.0, 2.0, 3.0))))
