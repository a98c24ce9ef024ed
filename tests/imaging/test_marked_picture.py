"""What is drawn for a report lies where it was found, also on a reduced picture."""

from __future__ import annotations

import numpy as np
import pytest

from medview.domain.case import CaseId
from medview.domain.explanation import Deletion, Explanation, Frame, Spot
from medview.domain.image import Picture
from medview.domain.lesions import LesionRegion
from medview.domain.model import ModelRef
from medview.imaging.marked_picture import HEAT, evidence_drawn, lesions_drawn

WIDE, HIGH = 400, 300


def photograph(reduced: int = 1) -> Picture:
    pixels = np.full((HIGH // reduced, WIDE // reduced, 3), 60, np.uint8)
    return Picture(pixels, full_size=(WIDE, HIGH))


def found() -> Explanation:
    heat = np.zeros((6, 6), np.float32)
    heat[1, 4] = 1.0
    frame = Frame(50.0, 0.0, 300.0, 300.0)
    spot = Spot(275.0, 75.0, 30.0, 30.0)
    model = ModelRef("m", "1", "a")
    return Explanation(CaseId("c"), heat, frame, (spot,), Deletion(1.0, ()), "", model)


@pytest.mark.parametrize("reduced", [1, 2])
def test_heat_and_ring_lie_on_their_place(reduced):
    drawn = evidence_drawn(photograph(reduced), found())
    changed = (drawn != 60).any(axis=2)
    ys, xs = np.nonzero(changed)
    middle = 275 / reduced, 75 / reduced
    assert np.hypot(xs - middle[0], ys - middle[1]).max() < 80 / reduced
    hottest = drawn[round(middle[1]), round(middle[0])].astype(int)
    assert hottest[2] > hottest[1] > hottest[0] and hottest[2] > 60  # towards HEAT's sky blue
    assert np.array_equal(np.argsort(hottest), np.argsort(HEAT))
    left = round(middle[0] - 30 / reduced)
    ring = drawn[round(middle[1]), left - 2 : left + 3]
    assert ring.min(axis=1).max() > 180  # white


def test_a_lesion_is_outlined_where_it_is_and_the_photograph_stays(tmp_path):
    picture = photograph(2)
    outline = ((100.0, 100.0), (140.0, 100.0), (140.0, 140.0), (100.0, 140.0))
    region = LesionRegion("haemorrhage", 0.9, (120.0, 120.0), outline, 1600.0, 0.01)
    drawn = lesions_drawn(picture, [region])
    assert drawn[60, 50].min() > 150 and (drawn[60, 60] == 60).all()
    assert (np.asarray(picture.pixels) == 60).all()


def test_grey_pictures_and_marks_at_the_edge_are_drawn():
    grey = Picture(np.full((50, 40), 9, np.uint8), full_size=(40, 50))
    outline = ((36.0, 1.0), (39.0, 1.0), (39.0, 4.0))
    region = LesionRegion("hard_exudate", 0.9, (38.0, 2.0), outline, 6.0, 0.01)
    assert lesions_drawn(grey, [region]).shape == (50, 40, 3)
