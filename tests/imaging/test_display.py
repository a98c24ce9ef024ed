from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from medview.domain.image import Picture, Window
from medview.imaging.display import data_window, default_window, render, shade


def by_the_standard(x: float, window: Window) -> float:
    """PS3.3 C.11.2.1.2.1 and C.11.2.1.3, as written there."""
    c, w = window.centre, window.width
    if window.function == "SIGMOID":
        return 255 / (1 + np.exp(-4 * (x - c) / w))
    if window.function == "LINEAR_EXACT":
        if x <= c - w / 2:
            return 0
        return 255 if x > c + w / 2 else ((x - c) / w + 0.5) * 255
    if x <= c - 0.5 - (w - 1) / 2:
        return 0
    if x > c - 0.5 + (w - 1) / 2:
        return 255
    return ((x - (c - 0.5)) / (w - 1) + 0.5) * 255


@pytest.mark.parametrize("function", ["LINEAR", "LINEAR_EXACT", "SIGMOID"])
@pytest.mark.parametrize("kind", [np.int16, np.uint16, np.int32, np.float32])
def test_windows_follow_the_standard(function: str, kind: Any) -> None:
    window = Window(40.0, 400.0, function=function)
    values = np.arange(0, 400, 7).astype(kind).reshape(2, -1)
    wanted = [[round(by_the_standard(float(x), window)) for x in row] for row in values]
    assert np.abs(shade(values, window).astype(int) - wanted).max() <= 1


def test_negative_values_and_inversion() -> None:
    values = np.array([[-1000, 40, 1000]], np.int16)
    window = Window(40.0, 400.0)
    assert shade(values, window).tolist() == [[0, 128, 255]]
    assert shade(values, window, inverted=True).tolist() == [[255, 127, 0]]


def test_width_of_one_is_a_threshold() -> None:
    values = np.array([[9, 10, 11]], np.int16)
    assert shade(values, Window(10.0, 1.0)).tolist() == [[0, 255, 255]]


def test_table_clamps_at_its_ends() -> None:
    values = np.array([[-5, 10, 11, 12, 99]], np.int16)
    table = np.array([5, 100, 250], np.uint8)
    assert shade(values, (10, table)).tolist() == [[5, 5, 100, 250, 250]]


def test_data_window_ignores_a_few_hot_pixels() -> None:
    values = np.full((100, 100), 50, np.uint16)
    values[:50] = 100
    values[0, 0] = 60000
    window = data_window(values)
    assert (window.centre, window.width) == (75.0, 50.0)


def test_file_window_comes_first_then_its_table_then_the_data() -> None:
    values = np.arange(100, dtype=np.int16).reshape(10, 10)
    table = (0, np.full(100, 7, np.uint8))
    window = Window(50.0, 100.0)
    assert default_window(Picture(values, windows=(window,))) == window
    assert render(Picture(values, voi_lut=table)).max() == 7
    assert render(Picture(values, windows=(window,), voi_lut=table)).max() == 255
    assert render(Picture(values)).max() == 255


def test_colour_stays_as_it_is() -> None:
    rgb = np.random.default_rng(0).integers(0, 255, (5, 6, 3)).astype(np.uint8)
    assert np.array_equal(render(Picture(rgb)), rgb)
