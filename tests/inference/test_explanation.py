from __future__ import annotations

import numpy as np
import pytest

from medview.imaging.preprocess import NEUTRAL, disc_mask
from medview.inference import explanation
from medview.inference.encoder import OnnxEncoder
from medview.inference.explanation import TURNS, covering, deletion, matches, peaks, telling

SIDE = 160
RETINA = disc_mask(SIDE) > 0
LESIONS = [(0.3, 0.4), (0.66, 0.55)]


@pytest.fixture
def picture() -> np.ndarray:
    """A neutral retina with two bright spots."""
    image = np.full((3, SIDE, SIDE), NEUTRAL, np.float32)
    image[:, covering(LESIONS, SIDE)] = 1.0
    return image


def brightness(images: np.ndarray) -> np.ndarray:
    return images.reshape(len(images), -1).sum(axis=1)


def test_peaks_are_the_hottest_places_of_the_retina_apart_from_each_other():
    heat = np.zeros((20, 20), np.float32)
    heat[6, 5], heat[6, 6], heat[11, 13], heat[0, 0] = 3.0, 2.0, 5.0, 9.0  # the corner is outside
    found = peaks(heat, RETINA)
    assert found[0] == pytest.approx((13.5 / 20, 11.5 / 20), abs=0.02)
    assert found[1] == pytest.approx((5.6 / 20, 6.5 / 20), abs=0.03)
    assert len(found) == 2


def test_no_heat_no_peaks():
    assert peaks(-np.ones((20, 20), np.float32), RETINA) == []


def test_telling_places_are_those_whose_removal_lowers_the_result(picture):
    empty = (0.5, 0.8)
    found = telling(picture, [empty, *LESIONS], brightness)
    assert sorted(found) == sorted(LESIONS)
    assert telling(picture, [], brightness) == []


def test_a_region_that_holds_the_lesions_passes_and_another_does_not(picture):
    passed = deletion(picture, covering(LESIONS, SIDE), brightness)
    assert passed.passed and len(passed.elsewhere) == len(TURNS)
    other = deletion(picture, covering([(0.5, 0.8), (0.35, 0.7)], SIDE), brightness)
    assert not other.passed


def test_the_effect_is_what_the_result_loses(picture):
    region = covering(LESIONS, SIDE)
    found = deletion(picture, region, brightness)
    gone = explanation.without(picture, region)
    assert found.effect == pytest.approx(float(picture.sum() - gone.sum()), rel=1e-4)
    assert gone[:, region].mean() == pytest.approx(NEUTRAL, abs=0.05)


@pytest.mark.parametrize("degrees", TURNS)
def test_a_turned_region_keeps_its_size_and_stays_inside_the_retina(degrees):
    region = covering(LESIONS, SIDE)
    moved = explanation.turned(region, degrees)
    assert moved.sum() == pytest.approx(region.sum(), rel=0.05)
    assert not (moved & (disc_mask(SIDE, 0.0) == 0)).any()


def test_moving_a_picture_left_and_up():
    image = np.zeros((3, 8, 8), np.float32)
    image[:, 5, 6] = 1
    assert explanation.moved_by(image, 2, 3)[:, 2, 4].tolist() == [1, 1, 1]


def test_the_match_of_a_place_is_the_place_with_the_nearest_patch():
    rng = np.random.default_rng(0)
    patches = rng.normal(size=(16, 10, 10)).astype(np.float32)
    patches /= np.linalg.norm(patches, axis=0)
    others = np.roll(patches, (2, 1), axis=(1, 2))
    assert matches(patches, (0.45, 0.35), others, RETINA) == pytest.approx((0.55, 0.55))


def test_heat_is_highest_where_the_network_sees_most():
    class OneSpot(OnnxEncoder):
        """A network whose evidence is the mean brightness of each cell of 32 pixels."""

        def __init__(self) -> None:
            """No network is loaded."""

        def maps(self, images: np.ndarray) -> dict[str, np.ndarray]:
            cells = images.shape[-1] // 32
            blocks = images[:, 0].reshape(len(images), cells, 32, cells, 32)
            return {"evidence": blocks.mean(axis=(2, 4))}

    image = np.zeros((3, 320, 320), np.float32)
    image[:, 100:110, 212:222] = 1.0
    heat = explanation.heat_map(OneSpot(), image)
    assert heat.shape == (20, 20)
    assert peaks(heat, disc_mask(320) > 0)[0] == pytest.approx((217 / 320, 105 / 320), abs=0.03)


def test_what_is_not_on_the_photograph_is_no_retina():
    rng = np.random.default_rng(0)
    image = rng.random((3, SIDE, SIDE)).astype(np.float32)
    image[:, RETINA == 0] = NEUTRAL
    image[:, 120:] = NEUTRAL  # cut off below
    seen = explanation.retina_of(image)
    assert seen[60:100, 60:100].all() and not seen[120:].any() and not seen[0, 0]
    heat = np.zeros((20, 20), np.float32)
    heat[17, 10], heat[8, 8] = 5.0, 1.0
    assert peaks(heat, seen)[0][1] < 120 / SIDE
