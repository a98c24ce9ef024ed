"""Levels of a picture."""

from __future__ import annotations

import numpy as np
import pytest

from medview.imaging.pyramid import Pyramid


def test_colour_is_kept_as_bgra() -> None:
    rgb = np.zeros((100, 120, 3), np.uint8)
    rgb[:, :, 0] = 200
    assert Pyramid(rgb).level(0)[5, 5].tolist() == [0, 0, 200, 255]


@pytest.mark.parametrize("kind", [np.int16, np.uint16, np.int32, np.float32, np.uint8])
def test_a_level_holds_the_means_of_the_one_before(kind: type) -> None:
    pixels = np.arange(256 * 256).reshape(256, 256).astype(kind)
    level = Pyramid(pixels).level(1).astype(float)
    blocks = pixels.astype(float).reshape(128, 2, 128, 2).mean(axis=(1, 3))
    assert np.abs(level - blocks).max() <= 1.0


def test_odd_sizes_and_tiny_pictures_have_levels() -> None:
    assert Pyramid(np.zeros((301, 257), np.int16)).level(1).shape == (151, 129)
    assert Pyramid(np.zeros((3, 2), np.int16)).level(5).shape == (3, 2)


def test_fine_levels_never_enlarge_and_coarse_ones_hold_fewer_pixels() -> None:
    pyramid = Pyramid(np.zeros((2048, 2048), np.int16))
    assert [pyramid.number_for(scale) for scale in (2.0, 1.0, 0.6, 0.5, 0.26)] == [0, 0, 0, 1, 1]
    assert [pyramid.number_for(scale, coarse=True) for scale in (1.0, 0.6, 0.26)] == [0, 1, 2]
    assert pyramid.number_for(1e-6) == pyramid.depth - 1
