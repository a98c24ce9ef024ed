"""Windows offered and tones of pictures."""

from __future__ import annotations

import numpy as np

from medview.app.display import (
    Look,
    WindowTone,
    full_range,
    look_at,
    opening_window,
    windows_for,
)
from medview.domain.image import Picture, Window

FILE_WINDOW = Window(50.0, 350.0, "file")
PIXELS = np.arange(-1000, 1000, dtype=np.int16).reshape(40, 50)


def test_the_windows_of_the_file_come_first_then_those_of_the_modality() -> None:
    names = [window.name for window in windows_for(Picture(PIXELS, windows=(FILE_WINDOW,)), "CT")]
    assert names[:2] == ["file", "Lung"]
    assert names[-1] == "Full range"
    assert "Lung" not in [window.name for window in windows_for(Picture(PIXELS), "MR")]


def test_an_image_opens_in_the_window_of_its_file_or_its_table() -> None:
    table = (0, np.arange(256, dtype=np.uint8))
    assert opening_window(Picture(PIXELS, windows=(FILE_WINDOW,), voi_lut=table)) == FILE_WINDOW
    assert opening_window(Picture(PIXELS, voi_lut=table)) is None
    assert opening_window(Picture(PIXELS)) is not None


def test_a_tone_follows_the_standard() -> None:
    # PS3.3 C.11.2.1.2.1
    shown = WindowTone(Window(40.0, 400.0))(PIXELS).astype(float)
    expected = np.clip(((PIXELS - 39.5) / 399 + 0.5) * 255, 0, 255)
    assert np.abs(shown - expected).max() <= 0.51


def test_monochrome1_is_inverted_until_it_is_inverted_again() -> None:
    picture = Picture(PIXELS, inverted=True)
    window = full_range(picture)
    once, twice = (WindowTone.of(picture, window, inverted=on)(PIXELS) for on in (False, True))
    assert once[0, 0] == 255 and twice[0, 0] == 0


def test_a_table_is_used_when_there_is_no_window() -> None:
    table = (-10, np.arange(0, 40, 2, dtype=np.uint8))
    picture = Picture(PIXELS, voi_lut=table)
    shown = WindowTone.of(picture, None)(np.array([[-500, -10, -5, 500]], np.int16))
    assert shown.tolist() == [[0, 0, 10, 38]]


def test_a_look_changes_the_pixels() -> None:
    rgb = np.zeros((70, 70, 3), np.uint8)
    rgb[:, :, 1] = 77
    assert look_at(Picture(rgb), Look()).level(0)[0, 0].tolist() == [0, 77, 0, 255]
    assert look_at(Picture(rgb), Look(is_red_free=True)).level(0)[0, 0].tolist() == [
        77,
        77,
        77,
        255,
    ]


def test_eight_bits_without_a_window_are_shown_as_they_are_stored() -> None:
    grey = np.arange(100, 200, dtype=np.uint8).reshape(10, 10)
    window = opening_window(Picture(grey))
    assert (WindowTone(window)(grey) == grey).all()
    assert windows_for(Picture(grey), "DX")[0] == window
    assert (look_at(Picture(grey), Look()).level(0)[:, :, 1] == grey).all()


def test_a_16_bit_photograph_is_looked_at_through_its_data_range() -> None:
    grey = np.linspace(0, 60000, 4900).reshape(70, 70).astype(np.uint16)
    shown = look_at(Picture(grey), Look()).level(0)
    assert shown[0, 0, 0] == 0 and shown[-1, -1, 2] == 255 and shown.shape == (70, 70, 4)
