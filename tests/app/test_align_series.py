"""Displacements that are known are found again, and what cannot be true is refused."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from medview.app.align_series import AlignSeries, Pair, align_volumes, follow, linked, moved
from medview.domain.alignment import (
    FOLDED,
    NO_OTHER,
    NO_PATIENT,
    ONE_AND_MANY,
    AcceptedAlignment,
    Bend,
    Method,
    SeriesAlignment,
    SpatialMap,
    priors_of,
    rigid_of,
)
from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.errors import AlignmentFailed, MedViewError
from medview.domain.fusion import UNALIGNED, Fusion
from medview.domain.job import Cancelled, JobContext, Progress
from medview.domain.volume import Grid, Volume
from medview.imaging.voxels import ItkVoxels

STRAIGHT = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def case_of(name: str, slices: int = 40, patient: str = "P", date: str = "2020-01-01") -> Case:
    images = tuple(ImageRef(f"{name}{i}.dcm") for i in range(slices))
    return Case(
        CaseId(name), "CT", images, Patient(patient), study_date=date, study_uid=name,
        position_mm=tuple(map(float, range(slices))) if slices > 1 else (), spacing=(3.0, 3.0),
    )  # fmt: skip


def body(grid: Grid, to_body=lambda places: places) -> np.ndarray:
    """A lopsided body of several densities: value at a place of the grid, by a map to the body."""
    where = np.argwhere(np.ones(grid.shape, bool))[:, ::-1]
    places = np.asarray(grid.origin) + (where * grid.spacing) @ np.asarray(grid.axes)
    p = to_body(places)
    values = np.full(len(p), -1000.0)
    for middle, radii, value in (
        ((0, 0, 0), (48, 36, 50), 40), ((-20, -4, 5), (15, 20, 28), -800),
        ((22, 2, -4), (13, 17, 24), -780), ((3, 26, 0), (7, 6, 46), 300),
        ((10, -20, 18), (9, 8, 7), 150), ((-14, 14, -28), (8, 7, 9), 200),
    ):  # fmt: skip
        values[(np.square((p - middle) / np.asarray(radii)).sum(axis=1)) < 1] = value
    return values.reshape(grid.shape)


def volume_of(case: Case, values: np.ndarray, grid: Grid) -> Volume:
    voxels = ItkVoxels(grid, "float32")
    for index, plane in enumerate(values):
        voxels.put(index, plane)
    return Volume(case, grid, voxels, -1000.0, "HU", frame_of_reference=str(case.id))


def grid_of(slices: int = 40) -> Grid:
    origin = (-58.5, -46.5, -58.5 if slices > 1 else 0.0)
    return Grid(origin, STRAIGHT, (3.0, 3.0, 3.0), (slices, 32, 40))


@pytest.fixture(scope="module")
def turned() -> tuple[Pair, Any]:
    """Two volumes, and where places of the first are in the second."""
    from scipy.spatial.transform import Rotation

    turn = Rotation.from_euler("xyz", (4, -5, 7), degrees=True).as_matrix()
    shift = np.array([6.0, -5.0, 8.0])
    grid = grid_of()
    today = volume_of(case_of("today", date="2021-01-01"), body(grid), grid)
    values = body(grid, lambda places: (places - shift) @ turn)
    earlier = volume_of(case_of("earlier"), values, grid)
    return Pair(today, earlier, linked(today, earlier)), lambda p: p @ turn.T + shift


def error(found: SpatialMap, truth: Any) -> float:
    places = np.random.default_rng(0).uniform(-35, 35, (300, 3))
    return float(np.linalg.norm(found.places(places) - truth(places), axis=1).mean())


def test_a_known_turn_and_shift_are_found_within_a_millimetre(turned):
    pair, truth = turned
    assert error(pair.start, truth) > 10.0
    found = align_volumes(pair, Method.RIGID, JobContext())
    assert error(found.map, truth) < 1.0
    assert found.after > found.before and found.overlap > 0.8
    assert found.turn == pytest.approx(9.6, abs=1.5)


def test_the_same_input_gives_the_same_alignment(turned):
    pair, _ = turned
    first, second = (align_volumes(pair, Method.RIGID, JobContext()).map for _ in range(2))
    places = np.random.default_rng(0).uniform(-35, 35, (50, 3))
    np.testing.assert_allclose(first.places(places), second.places(places), atol=1e-6)  # mm


def test_single_slices_are_aligned_within_their_plane():
    grid = grid_of(slices=1)
    today = volume_of(case_of("today", 1), body(grid), grid)
    values = body(grid, lambda places: places - (7.0, -6.0, 0.0))
    earlier = volume_of(case_of("earlier", 1), values, replace(grid, origin=(-58.5, -46.5, 90.0)))
    found = align_volumes(Pair(today, earlier, linked(today, earlier)), Method.RIGID, JobContext())
    sent = found.map.places(np.array([[0.0, 0.0, 0.0], [20.0, 10.0, 0.0]]))
    np.testing.assert_allclose(sent, [[7, -6, 90], [27, 4, 90]], atol=1.0)


def test_cancel_stops_the_work(turned):
    def stop(progress: Progress) -> None:
        if progress.done > 10:
            context.cancel()

    context = JobContext(on_progress=stop)
    with pytest.raises(Cancelled):
        align_volumes(turned[0], Method.RIGID, context)


def test_series_that_show_nothing_alike_are_refused(turned):
    pair, _ = turned
    rng = np.random.default_rng(0)
    noise = volume_of(case_of("noise"), rng.normal(0, 300, (40, 32, 40)), grid_of())
    with pytest.raises(AlignmentFailed, match="could not be aligned"):
        align_volumes(Pair(pair.today, noise, SpatialMap()), Method.RIGID, JobContext())


def test_a_bending_is_linear_between_places_and_folding_is_told():
    grid = Grid((0.0, 0.0, 0.0), STRAIGHT, (10.0, 10.0, 10.0), (3, 4, 5))
    where = np.argwhere(np.ones(grid.shape, bool))[:, ::-1] * 10.0
    slope = np.array([0.2, -0.1, 0.3])
    bend = Bend(grid, (where * slope).reshape(*grid.shape, 3))
    inside = np.array([[12.0, 7.0, 3.0], [39.0, 29.0, 19.0]])
    np.testing.assert_allclose(bend.at(inside), inside * slope, atol=1e-9)
    assert bend.least_jacobian() == pytest.approx(1.2 * 0.9 * 1.3)
    assert Bend(grid, bend.shifts * -4).least_jacobian() < 0  # (1 - 0.8) (1 + 0.4) (1 - 1.2)
    whole = SpatialMap(rigid_of(np.eye(3), np.array([1.0, 2.0, 3.0])), bend)
    assert whole.place((10.0, 10.0, 10.0)) == pytest.approx((13.0, 11.0, 16.0))


def test_a_map_leads_back_where_it_does_not_bend():
    turn = np.array([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    found = SpatialMap(rigid_of(turn, np.array([1.0, 2.0, 3.0])))
    back = found.back()
    assert back is not None
    assert back.place(found.place((4.0, 5.0, 6.0))) == pytest.approx((4.0, 5.0, 6.0))
    assert found.turn() == pytest.approx(90.0)


def test_moved_values_lie_where_the_map_says(turned):
    pair, truth = turned
    turn, shift = truth(np.eye(3)) - truth(np.zeros((1, 3))), truth(np.zeros((1, 3)))[0]
    over = moved(pair.earlier, pair.today, SpatialMap(rigid_of(turn.T, shift)))
    inside = np.abs(over.voxels.array - pair.today.voxels.array)[10:30, 8:24, 10:30]
    assert np.median(inside) == 0.0 and inside.mean() < 60.0


@dataclass
class Trail:
    """Takes the audit entries."""

    entries: list

    def audit(self, event, details):
        self.entries.append((event, details))


def service(reader: str = "Dr. A") -> tuple[AlignSeries, Trail]:
    trail = Trail([])
    return AlignSeries(None, None, None, trail, lambda: reader), trail  # type: ignore[arg-type]


def proposal(pair: Pair) -> SeriesAlignment:
    shift = SpatialMap(rigid_of(np.eye(3), np.array([1.0, 2.0, 3.0])))
    here, there = pair.today.case, pair.earlier.case
    return SeriesAlignment(here, there, Method.RIGID, shift, 0.1, 0.5, 0.9)


def test_what_was_accepted_is_used_both_ways_written_down_and_dropped_when_a_series_changes(turned):
    pair, _ = turned
    priors, trail = service()
    here, there = pair.today.case, pair.earlier.case
    assert priors.accepted(here, there) is None
    kept = priors.decide(proposal(pair), True)
    assert kept is not None and kept.reader == "Dr. A"
    assert priors.accepted(here, there) is kept
    back = priors.accepted(there, here)
    assert back is not None and back.alignment.map.place((1.0, 2.0, 3.0)) == (0.0, 0.0, 0.0)
    event, details = trail.entries[-1]
    assert event == "series alignment decided" and details["accepted"] is True
    assert details["method"] == "mutual information, rigid" and details["reader"] == "Dr. A"
    fused = priors.fused(Fusion(pair.earlier, 0, 1), pair.today)
    assert fused.alignment == proposal(pair).map.rigid
    [said] = fused.notices(pair.today)
    assert "mutual information, rigid, accepted by Dr. A" in said.text and said.code == "aligned"
    assert priors.accepted(replace(here, images=here.images[:-1]), there) is None
    assert priors.accepted(here, there) is None  # dropped, not only passed over


def test_without_a_name_nothing_is_accepted_and_discarding_takes_it_back(turned):
    pair, _ = turned
    with pytest.raises(MedViewError):
        service("")[0].decide(proposal(pair), True)
    priors, _ = service()
    priors.decide(proposal(pair), True)
    priors.decide(proposal(pair), False)
    assert priors.accepted(pair.today.case, pair.earlier.case) is None


def test_discarding_leaves_alone_what_cannot_be_turned_round_and_was_not_shown(turned):
    pair, _ = turned
    priors, _ = service()
    bent = replace(
        proposal(pair), map=SpatialMap(bend=Bend(grid_of(), np.zeros((*grid_of().shape, 3))))
    )
    here, there = pair.today.case, pair.earlier.case
    kept = priors.decide(bent, True)
    assert priors.accepted(there, here) is None
    other_way = replace(proposal(pair), today=there, earlier=here)
    priors.decide(other_way, False)
    assert priors.accepted(here, there) is kept
    priors.decide(other_way, True)
    assert priors.accepted(there, here) is not None
    assert priors.accepted(here, there) is not kept


def test_a_fusion_follows_a_bending_by_moved_values(turned):
    pair, _ = turned
    flat = Bend(grid_of(), np.zeros((*grid_of().shape, 3)))
    said = replace(proposal(pair), map=SpatialMap(bend=flat))
    fusion = Fusion(pair.earlier, 0, 1)
    assert fusion.notices(pair.today) == (UNALIGNED,)
    from datetime import UTC, datetime

    followed = follow(fusion, pair.today, AcceptedAlignment(said, "Dr. A", datetime.now(UTC)))
    assert followed.alignment is None
    assert [notice.code for notice in followed.notices(pair.today)] == ["aligned"]
    over = followed.over.voxels.array.astype(float)
    np.testing.assert_allclose(over, pair.earlier.voxels.array.astype(float))


def test_a_bending_that_folds_is_refused(turned, monkeypatch):
    from medview.imaging import alignment

    pair, _ = turned
    grid = grid_of()
    x = np.arange(grid.shape[2]) * grid.spacing[0]
    shifts = np.zeros((*grid.shape, 3))
    shifts[..., 0] = -2 * x
    monkeypatch.setattr(alignment, "_bend", lambda *_: Bend(grid, shifts))
    monkeypatch.setattr(alignment, "bending", lambda *_: None)
    monkeypatch.setattr(
        alignment,
        "map_of",
        lambda here, there, rigid, spline=1: SpatialMap(bend=Bend(grid, shifts)),
    )
    monkeypatch.setattr(alignment, "overlap", lambda *_: 1.0)
    with pytest.raises(AlignmentFailed, match=FOLDED):
        align_volumes(pair, Method.DEFORMABLE, JobContext())


def test_priors_are_those_of_the_patient_earlier_ones_of_the_kind_first():
    today = case_of("today", date="2021-01-01")
    earlier, oldest = case_of("b", date="2020-05-05"), case_of("a", date="2019-01-01")
    same_study = replace(case_of("c", date="2021-01-01"), study_uid="today", modality="PT")
    stranger, single = case_of("s", patient="Q"), case_of("one", slices=1)
    found = priors_of(today, [same_study, oldest, earlier, stranger, single, today])
    assert [case.id for case in found.cases] == ["b", "a", "c"]
    assert priors_of(today, [today, stranger]).why == NO_OTHER
    assert priors_of(today, [single]).why == ONE_AND_MANY
    unknown = replace(today, patient=Patient("unknown-1"))
    assert priors_of(unknown, [earlier]).why == NO_PATIENT
