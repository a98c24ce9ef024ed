"""What a region measures, and what it leaves unsaid."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from medview.domain.case import CaseId
from medview.domain.model import ModelRef
from medview.domain.similarity import Seed, Similarity, SimilarRegion, Stroke


def stroke(index: int, gap: float | None) -> Stroke:
    """Return a stroke of 12 pixels on one slice."""
    distances = np.zeros((1, 3, 4), np.float32)
    block = Similarity(
        case_id=CaseId("c"),
        seed=Seed(index, ((5.0, 5.0),)),
        distances=distances,
        values=np.full(distances.shape, 7.0, np.float32),
        first=index,
        top=2,
        left=2,
        size=(20, 20),
        start=(0, 1, 1),
        unit="mm",
        spacing=(gap, 0.5, 0.5),
        units="HU",
        limit=0.5,
        reach=64.0,
        model=ModelRef("m", "1", "d" * 64),
    )
    return Stroke(block, 0.5, np.ones(distances.shape, np.bool_))


def region(gap: float | None) -> SimilarRegion:
    return SimilarRegion("r", CaseId("c"), "R", 1, (stroke(3, gap), stroke(4, gap)))


def test_a_volume_needs_the_distance_of_slices():
    even, unknown = region(5.0).reading(), region(None).reading()
    assert even is not None and unknown is not None
    assert even.volume == pytest.approx(2 * 12 * 0.25 * 5.0 / 1000)
    assert unknown.volume is None and unknown.slices == 2 and unknown.area == 3.0


def test_values_in_two_units_are_not_put_together():
    first, second = region(5.0).strokes
    other = replace(second, similarity=replace(second.similarity, units="g/ml"))
    same = replace(region(5.0), strokes=(first, second)).reading()
    mixed = replace(region(5.0), strokes=(first, other)).reading()
    assert same is not None and same.values is not None and same.values.count == 24
    assert mixed is not None and mixed.values is None


@pytest.mark.parametrize(
    ("first", "images", "ends", "is_cut"),
    [
        (10, 40, (True, False), True),
        (10, 40, (False, True), True),
        (10, 40, (False, False), False),
        (0, 40, (True, False), False),  # there is nothing below the first image
        (10, 13, (False, True), False),
    ],
)
def test_a_region_cut_through_the_slices_is_known(first, images, ends, is_cut):
    flat = stroke(first, 1.0)
    piece = np.zeros((3, 3, 4), np.bool_)
    piece[1, 1, 1] = True
    piece[0, 1, 1], piece[2, 1, 1] = ends
    block = replace(flat.similarity, distances=np.zeros((3, 3, 4), np.float32), images=images)
    assert Stroke(block, 0.5, piece).is_cut_through is is_cut
    assert not Stroke(block, 0.5, piece).is_cut_in_plane
    assert not flat.is_cut_through and flat.is_cut_in_plane
