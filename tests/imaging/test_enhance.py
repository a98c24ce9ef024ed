"""Looks and tone curves of photographs."""

from __future__ import annotations

import numpy as np

from medview.imaging.enhance import Curve, apply_curve, even_contrast, red_free


def test_a_plain_curve_changes_nothing() -> None:
    assert Curve().is_plain
    assert Curve().table().tolist() == list(range(256))


def test_the_curve_is_gamma_then_contrast_and_brightness_then_inversion() -> None:
    curve = Curve(brightness=0.1, contrast=1.5, gamma=2.0, inverted=True)
    for value in (0, 40, 128, 200, 255):
        grey = ((value / 255) ** 0.5 - 0.5) * 1.5 + 0.5 + 0.1
        assert curve.table()[value] == round(255 * (1 - min(max(grey, 0), 1)))


def test_moving_a_curve_stays_within_its_bounds() -> None:
    assert Curve().moved(9.0, 9.0) == Curve(1.0, np.e)
    assert Curve().moved(-9.0, -9.0) == Curve(-1.0, 1 / np.e)


def test_a_curve_leaves_the_fourth_channel_opaque() -> None:
    bgra = np.full((4, 4, 4), (10, 20, 30, 255), np.uint8)
    assert apply_curve(bgra, Curve(inverted=True))[0, 0].tolist() == [245, 235, 225, 255]


def test_red_free_is_the_green_channel() -> None:
    rgb = np.random.default_rng(0).integers(0, 256, (8, 9, 3), dtype=np.uint8)
    grey = red_free(rgb)
    assert all((grey[:, :, channel] == rgb[:, :, 1]).all() for channel in range(3))


def test_evening_raises_local_contrast_and_leaves_the_black_border() -> None:
    rgb = np.zeros((256, 256, 3), np.uint8)
    waves = 90 + 8 * np.sin(np.arange(256) / 3)
    rgb[64:192, 64:192] = waves[64:192, None]
    evened = even_contrast(rgb)
    assert evened[80:176, 80:176].std() > 1.5 * rgb[80:176, 80:176].std()
    assert evened[:60].max() == 0
