"""From margins to regions on the photograph and back, on squares whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from medview.domain.lesions import DRAWN, Landmarks, LesionCalibration
from medview.imaging import lesion_map, lesion_search
from medview.imaging.lesion_map import RetinaSquare
from medview.imaging.preprocess import Disc, crop_disc

SIZE = 128
SQUARE = RetinaSquare(Disc(cx=300.0, cy=210.0, rx=256.0, ry=192.0), SIZE, spacing=(0.01, 0.02))
FLAT = LesionCalibration(*(np.array([v] * 5) for v in (1.0, 0.0, 1.0, 0.0, 0.0)))


def margins() -> np.ndarray:
    return np.full((len(DRAWN), SIZE, SIZE), -5.0, np.float32)


def test_points_go_to_the_square_and_back():
    for point in ((300.0, 210.0), (120.5, 300.25)):
        there = SQUARE.to_square(point)
        assert SQUARE.to_photograph(there) == pytest.approx(point)
        assert SQUARE.matrix() @ [*point, 1] == pytest.approx(there)
    assert SQUARE.to_square((300.0, 210.0)) == pytest.approx((63.5, 63.5))


def test_the_square_is_where_preprocessing_cuts_it():
    photograph = np.zeros((420, 640, 3), np.uint8)
    photograph[236:244, 396:404] = 255
    square = crop_disc(photograph, SIZE, SQUARE.disc)[..., 0].astype(float)
    ys, xs = np.nonzero(square > 100)
    there = SQUARE.to_square((399.5, 239.5))
    assert (xs.mean(), ys.mean()) == pytest.approx(there, abs=0.5)


def test_candidates_are_regions_of_the_photograph():
    maps = margins()
    maps[1, 60:64, 70:80] = 2.0
    maps[2, 40, 40] = 3.0  # a single pixel is too small for a hard exudate here
    marks = Landmarks(retina_area=10_000.0, disc=(1.0, 1.0), disc_diameter=20.0)
    monkey = {**lesion_map.LEAST_SHARE, "hard_exudate": 2 / SIZE**2}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lesion_map, "LEAST_SHARE", monkey)
        (region,) = lesion_map.candidates(maps, FLAT, SQUARE, marks)
    assert region.kind == "haemorrhage"
    assert region.probability == pytest.approx(1 / (1 + np.exp(-2)), abs=1e-4)
    assert region.area == pytest.approx(40 * 4 * 3)
    assert region.centre == pytest.approx(SQUARE.to_photograph((74.5, 61.5)), abs=0.01)
    assert region.retina_share == pytest.approx(480 / 10_000)
    assert region.disc_areas == pytest.approx(480 / (np.pi * 100))
    assert region.mm2 == pytest.approx(480 * 0.01 * 0.02)
    xs, ys = zip(*region.outline, strict=True)
    left, top = SQUARE.to_photograph((69.5, 59.5))
    right, bottom = SQUARE.to_photograph((79.5, 63.5))
    assert (min(xs), min(ys)) == pytest.approx((left, top), abs=2.1)
    assert (max(xs), max(ys)) == pytest.approx((right, bottom), abs=2.1)


def test_maps_lie_on_the_photograph_where_the_retina_is():
    maps = margins()
    maps[1, 60:64, 70:80] = 2.0
    laid = lesion_map.on_photograph(maps, SQUARE, 640, 420, -20.0)
    x, y = (round(v) for v in SQUARE.to_photograph((74.5, 61.5)))
    assert laid.shape == (5, 420, 640)
    assert laid[1, y, x] == pytest.approx(2.0, abs=0.01) and laid[1, 0, 0] == -20.0


def test_disc_macula_and_the_exudate_near_it():
    maps = margins()
    y, x = np.mgrid[:SIZE, :SIZE]
    maps[4][np.hypot(x - 30, y - 64) <= 9] = 4.0
    green = np.full((SIZE, SIZE), 0.5, np.float32)
    green[np.hypot(x - 78, y - 68) <= 6] = 0.3
    marks = lesion_map.landmarks(maps, FLAT, green, SQUARE)
    assert marks.disc is not None and marks.macula is not None
    assert SQUARE.to_square(marks.disc) == pytest.approx((30, 64), abs=0.6)
    assert SQUARE.to_square(marks.macula) == pytest.approx((78, 68), abs=2.5)
    assert marks.disc_diameter == pytest.approx(18 * np.sqrt(4 * 3), rel=0.08)
    maps[2, 66:70, 84:88] = 6.0
    found = lesion_map.candidates(maps, FLAT, SQUARE, marks)
    near = lesion_map.macular_exudate(maps, FLAT, SQUARE, marks, found)
    assert near is not None and near.nearest is not None
    assert near.area == pytest.approx(16 * SQUARE.pixel_area, rel=0.01)
    assert 0 < near.nearest < 1
    maps[2] = -5
    maps[2, 10:14, 60:64] = 6.0
    found = lesion_map.candidates(maps, FLAT, SQUARE, marks)
    far = lesion_map.macular_exudate(maps, FLAT, SQUARE, marks, found)
    assert far is not None and far.nearest is not None
    assert far.area == 0 and far.nearest > 1


def test_without_a_disc_there_is_no_macula():
    marks = lesion_map.landmarks(margins(), FLAT, np.zeros((SIZE, SIZE), np.float32), SQUARE)
    assert (marks.disc, marks.macula) == (None, None)
    assert lesion_map.macular_exudate(margins(), FLAT, SQUARE, marks, []) is None


def embedding_with_twins() -> np.ndarray:
    """Return a map of one direction with two places of another, and one half-way."""
    embedding = np.zeros((3, SIZE, SIZE), np.float32)
    embedding[0] = 1
    for box, direction in (
        ((slice(40, 46), slice(40, 50)), (0, 1, 0)),
        ((slice(80, 84), slice(70, 74)), (0, 1, 0)),
        ((slice(90, 94), slice(40, 44)), (0.6, 0.8, 0)),
    ):
        embedding[(slice(None), *box)] = np.array(direction, np.float32)[:, None, None]
    return embedding


def test_a_clicked_place_is_cut_out_and_its_twin_found():
    embedding = embedding_with_twins()
    query = lesion_search.around(embedding, margins(), (44.0, 42.0))
    assert query is not None
    assert (query.spot.x, query.spot.y, query.spot.area) == (40, 40, 60)
    assert query.embedding == pytest.approx([0, 1, 0])
    twin, halfway = lesion_search.alike(embedding, query, 5, own=True)
    assert (twin.x, twin.y, twin.area) == (70, 80, 16)
    assert twin.largest == pytest.approx(1) and halfway.largest == pytest.approx(0.8)
    assert len(lesion_search.alike(embedding, query, 5, own=False)) == 3


def test_where_nothing_stands_out_a_small_circle_is_meant():
    query = lesion_search.around(embedding_with_twins(), margins(), (64.0, 20.0))
    assert query is not None
    assert query.kind == "background"
    assert query.spot.area == pytest.approx(np.pi * lesion_search.FALL_BACK**2, rel=0.1)


def test_a_place_off_the_retina_is_none():
    assert lesion_search.around(embedding_with_twins(), margins(), (1.0, 1.0)) is None
    assert lesion_search.around(embedding_with_twins(), margins(), (-9.0, 500.0)) is None
