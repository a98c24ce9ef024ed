"""A drawn retina is found again under known maps; another retina is not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from medview.imaging import registration
from medview.imaging.laying_over import around
from medview.imaging.preprocess import crop_disc, even_light
from medview.imaging.registration import SIDE


def square(sample, name):
    bgr = cv2.imread(str(sample / "fundus" / name))
    assert bgr is not None
    return crop_disc(np.ascontiguousarray(bgr[..., ::-1]), SIDE)


def green(cropped):
    return even_light(cropped)[..., 1]


def curved(turn, shrink, shift, bend):
    """Return a map (2, 6): turned by degrees, stretched, moved, and bent."""
    c, s = np.cos(np.radians(turn)) * shrink, np.sin(np.radians(turn)) * shrink
    return np.array([[shift[0], c, -s, bend, 0, -bend / 2], [shift[1], s, c, 0, bend, bend / 2]])


def grid():
    v, u = np.mgrid[-0.5:0.55:0.25, -0.5:0.55:0.25]
    return np.stack([u.ravel(), v.ravel()], axis=1)


@pytest.fixture(scope="module")
def eye(sample):
    return square(sample, "synthetic-04-OD.jpg")


@pytest.fixture(scope="module")
def seen(eye):
    return registration.see(green(eye))


@pytest.mark.parametrize(
    "known",
    [
        curved(0, 1, (0, 0), 0),
        curved(4, 1.03, (0.12, -0.05), 0),
        curved(-7, 0.96, (-0.2, 0.1), 0.015),
        curved(2, 1, (0.35, 0.0), 0),
    ],
)
def test_a_known_map_is_found_to_a_pixel(eye, seen, known):
    later = registration.see(green(registration.laid_over(eye, known, SIDE)))
    fit = registration.register(later, seen)
    assert fit is not None and fit.after > 0.8 and fit.is_good
    off = registration.apply_map(fit.map, grid()) - registration.apply_map(known, grid())
    assert np.median(np.linalg.norm(off, axis=1)) * SIDE / 2 < 1.0
    assert fit.agreeing > 0 and 0 < fit.overlap <= 1


def test_another_eye_is_not_laid_over(sample, seen):
    other = registration.see(green(square(sample, "synthetic-02-OS.jpg")))
    fit = registration.register(other, seen)
    assert fit is None or not fit.is_good


def test_a_picture_without_vessels_has_no_fit(seen):
    blank = registration.see(np.full((SIDE, SIDE), 0.5, np.float32))
    assert registration.register(blank, seen) is None


def test_the_same_photographs_give_the_same_map(eye, seen):
    later = registration.see(green(registration.laid_over(eye, curved(3, 1, (0.1, 0), 0), SIDE)))
    one, other = (registration.register(later, seen) for _ in range(2))
    assert one is not None and other is not None
    assert np.array_equal(one.map, other.map)


def test_learned_embeddings_stand_beside_the_vessels(seen, eye):
    planes = np.random.default_rng(0).normal(size=(3, 32, 32)).astype(np.float32)
    with_learned = registration.see(green(eye), lambda points: around(planes, points))
    assert with_learned.looks.shape[1] == seen.looks.shape[1] + 25 * 3
    assert np.allclose(np.linalg.norm(with_learned.looks, axis=1), 1, atol=1e-4)


def test_an_embedding_is_looked_up_between_its_pixels():
    planes = np.arange(16, dtype=np.float32).reshape(1, 4, 4)
    at_centre = around(planes, np.array([[0.0, 0.0]]))[0, 0]
    assert at_centre == pytest.approx(planes[0, 1:3, 1:3].mean())
