"""Values to colours laid over a picture."""

from __future__ import annotations

import numpy as np
import pytest

from medview.domain.fusion import ColourMap
from medview.imaging.colour_maps import palette, wash


def test_hot_iron_is_the_one_of_the_standard() -> None:
    # PS3.6 Table B.1-1: the first, some, and the last entry.
    hot = palette(ColourMap.HOT_IRON)
    for index, colour in {0: (0, 0, 0), 1: (2, 0, 0), 127: (254, 0, 0), 128: (255, 0, 0),
                          129: (255, 2, 0), 192: (255, 128, 0), 193: (255, 130, 4),
                          255: (255, 254, 252)}.items():  # fmt: skip
        assert tuple(hot[index]) == colour


def test_the_others_run_from_cold_to_hot() -> None:
    rainbow = palette(ColourMap.RAINBOW).astype(int)
    assert rainbow[10, 2] > rainbow[10, 0]  # blue
    assert rainbow[245, 0] > rainbow[245, 2]  # red
    grey = palette(ColourMap.INVERTED_GREY)
    assert (tuple(grey[0]), tuple(grey[255])) == ((255, 255, 255), (0, 0, 0))


@pytest.mark.parametrize("colours", list(ColourMap))
def test_colours_are_multiplied_by_their_opacity(colours: ColourMap) -> None:
    values = np.array([[np.nan, 0.0, 0.25, 2.5, 5.0, 99.0, -3.0]], np.float32)
    laid = wash(values, colours, 0.0, 5.0, 0.5)[0]
    assert list(laid[[0, 1, 6], 3]) == [0, 0, 0]  # no value, nothing of it, and below the scale
    assert 0 < laid[2, 3] < laid[3, 3]
    assert list(laid[3:6, 3]) == [128, 128, 128]
    table = palette(colours)
    for place, index in ((3, 127), (4, 255), (5, 255)):
        expected = np.rint(table[index, ::-1] * 0.5)
        assert np.abs(laid[place, :3].astype(int) - expected).max() <= 1
    assert (laid[:, :3] <= laid[:, 3:]).all()
