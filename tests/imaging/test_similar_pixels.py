"""Distances around a place, and the piece that hangs together, recomputed the slow way."""

from __future__ import annotations

import numpy as np
import pytest

from medview.domain.job import Cancelled, JobContext
from medview.imaging.around_seed import planes, shades
from medview.imaging.similar_pixels import Pointed, embedding_of, pointed_at, unlikeness
from medview.imaging.similar_region import connected, innermost

SIDE = 32


def by_brightness(seen):
    """A network that knows only how bright a pixel is: an angle from 0 to a quarter turn."""
    angle = (seen[:, 1] + 0.5) * np.pi / 2
    return np.stack([np.cos(angle), np.sin(angle)], axis=1).astype(np.float32)


def test_distances_are_those_of_the_embeddings_at_each_pixel():
    image = np.random.default_rng(0).random((1, 40, 50), np.float32)
    found = unlikeness(
        by_brightness, SIDE, image, (1.0, 1.0, 1.0), Pointed(0, 20, 25), JobContext()
    )
    prototype = np.zeros(2)
    for row in (19, 20, 21):
        for column in (24, 25, 26):
            angle = image[0, row, column] * np.pi / 2
            prototype += [np.cos(angle), np.sin(angle)]
    prototype /= np.linalg.norm(prototype)
    assert (found.top, found.left) == (20 - SIDE // 2, 25 - SIDE // 2)
    for row, column in ((20, 25), (10, 15), (30, 33), (6, 11)):
        angle = image[0, row, column] * np.pi / 2
        expected = 1 - prototype @ [np.cos(angle), np.sin(angle)]
        given = found.distances[0, row - found.top, column - found.left]
        assert given == pytest.approx(expected, abs=1e-5)


def test_millimetres_decide_how_far_is_looked():
    image = np.zeros((1, 100, 100), np.float32)
    coarse, fine = (
        unlikeness(by_brightness, SIDE, image, (1.0, mm, mm), Pointed(0, 50, 50), JobContext())
        for mm in (2.0, 0.5)
    )
    assert np.isfinite(coarse.distances).sum(axis=2).max() == pytest.approx(SIDE / 2, abs=1)
    assert np.isfinite(fine.distances).sum(axis=2).max() == pytest.approx(SIDE * 2, abs=3)


def test_the_prototype_is_of_unit_length_and_of_the_lasso_where_there_is_one():
    image = np.zeros((1, 40, 40), np.float32)
    image[0, 10:20, 10:20] = 1.0
    corners = ((10.0, 10.0), (20.0, 10.0), (20.0, 20.0), (10.0, 20.0))
    lasso = pointed_at(0, corners, (40, 40))
    assert lasso is not None and lasso.lasso is not None
    assert lasso.lasso.sum() == 100 and image[0, lasso.row, lasso.column] == 1.0
    embedding = embedding_of(by_brightness, SIDE, image, None, lasso)
    assert np.linalg.norm(embedding) == pytest.approx(1.0, abs=1e-6)
    found = unlikeness(by_brightness, SIDE, image, (1.0, 1.0, 1.0), lasso, JobContext())
    finite = np.isfinite(found.distances[0])
    rows, columns = np.nonzero(finite)
    assert finite.sum() <= 100 and rows.min() + found.top >= 10 and columns.max() + found.left < 20


def test_a_click_beside_the_image_is_none():
    assert pointed_at(0, ((41.0, 3.0),), (40, 40)) is None
    assert pointed_at(0, ((-1.0, 3.0),), (40, 40)) is None
    assert pointed_at(0, ((3.7, 39.2),), (40, 40)) == Pointed(0, 39, 3)


def test_the_search_can_be_cancelled():
    context = JobContext()
    context.cancel()
    with pytest.raises(Cancelled):
        unlikeness(
            by_brightness,
            SIDE,
            np.zeros((9, 20, 20), np.float32),
            (1.0, 1.0, 1.0),
            Pointed(4, 10, 10),
            context,
        )


def flooded(near: np.ndarray, start: tuple[int, int, int]) -> np.ndarray:
    """Return what is reached from start by steps to a neighbour with a common face, one by one."""
    found, todo = np.zeros_like(near), [start]
    while todo:
        z, y, x = todo.pop()
        is_inside = all(0 <= a < end for a, end in zip((z, y, x), near.shape, strict=True))
        if not is_inside or not near[z, y, x] or found[z, y, x]:
            continue
        found[z, y, x] = True
        todo += [(z - 1, y, x), (z + 1, y, x), (z, y - 1, x), (z, y + 1, x)]
        todo += [(z, y, x - 1), (z, y, x + 1)]
    return found


def test_the_connected_piece_is_that_of_a_flood():
    rng = np.random.default_rng(3)
    near = rng.random((4, 12, 12)) < 0.55
    near[2, 6, 6] = True
    assert np.array_equal(connected(near, (2, 6, 6)), flooded(near, (2, 6, 6)))
    flat = near[2:3]
    assert np.array_equal(connected(flat, (0, 6, 6)), flooded(flat, (0, 6, 6)))


def test_the_innermost_pixel_is_farthest_from_the_edge():
    mask = np.zeros((20, 20), bool)
    mask[3:12, 4:17] = True
    assert innermost(mask)[0] == 7 and 8 <= innermost(mask)[1] <= 12


def test_shades_are_the_chest_window_for_hu_and_percentiles_otherwise():
    assert shades(np.array([-1200.0, -1000, -300, 400, 900]), "HU").tolist() == pytest.approx(
        [0, 0, 0.5, 1, 1]
    )
    values = np.arange(1001.0)
    found = shades(values, "")
    assert found[5] == pytest.approx(0, abs=1e-6) and found[995] == pytest.approx(1, abs=1e-6)


def test_the_six_planes_are_their_equations():
    here = np.full((4, 4), 0.7, np.float32)
    squares = np.arange(16, dtype=np.float32).reshape(4, 4)
    seen = planes(here - 0.1, here, here + 0.1, 0.6, squares)
    assert seen.shape == (6, 4, 4)
    assert seen[0, 0, 0] == pytest.approx(0.1, abs=1e-6)
    assert seen[3, 0, 0] == pytest.approx(0.3, abs=1e-5)
    assert seen[4, 1, 2] == pytest.approx(np.exp(-6 / 72))
    assert seen[5, 1, 2] == pytest.approx(np.exp(-6 / 800))
