"""Pixels in real units to 8 bit: windows, VOI functions and tables (PS3.3 C.11.2.1)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from medview.domain.image import Picture, Window

Pixels = npt.NDArray[Any]
Grey8 = npt.NDArray[np.uint8]
VoiLut = tuple[int, Grey8]

CT_PRESETS = (
    Window(-600.0, 1500.0, "Lung"),
    Window(40.0, 400.0, "Mediastinum"),
    Window(400.0, 1800.0, "Bone"),
    Window(40.0, 80.0, "Brain"),
    Window(60.0, 400.0, "Abdomen"),
)
# 8 bits without a window are shades already: x -> x by PS3.3 C.11.2.1.3.2.
AS_STORED = Window(127.5, 255.0, "As stored", "LINEAR_EXACT")
TRIMMED = (1.0, 99.0)  # percentiles of the data-range window: a few hot pixels do not darken all
SAMPLES = 65536  # values that a percentile needs at most


def render(picture: Picture, window: Window | None = None) -> npt.NDArray[np.uint8]:
    """Return (H, W, 3) for colour as it is, or (H, W) grey through `window`.

    Without a window: the file's first, else its VOI LUT, else as default_window says.
    """
    if picture.is_colour:
        return picture.pixels.astype(np.uint8, copy=False)
    if window is None and picture.voi_lut is not None and not picture.windows:
        return shade(picture.pixels, picture.voi_lut, inverted=picture.inverted)
    return shade(picture.pixels, window or default_window(picture), inverted=picture.inverted)


def default_window(picture: Picture) -> Window:
    """Return the window an image opens with: the file's first, else one for its data.

    8 bits are shown as they are stored, anything else through the range of its values.
    """
    if picture.windows:
        return picture.windows[0]
    return AS_STORED if picture.pixels.dtype == np.uint8 else data_window(picture.pixels)


def data_window(pixels: Pixels) -> Window:
    """Return the window over the 1st to 99th percentile of the pixels."""
    step = max(1, int(np.sqrt(pixels.size / SAMPLES)))
    low, high = np.percentile(pixels[::step, ::step], TRIMMED)
    if high <= low:
        low, high = float(pixels.min()), float(pixels.max())
    return Window(
        (float(low) + float(high)) / 2, max(float(high - low), 1.0), "Data range", "LINEAR_EXACT"
    )


def shade(pixels: Pixels, window: Window | VoiLut, *, inverted: bool = False) -> Grey8:
    """Return (H, W) uint8 of pixels (H, W) through a window or a VOI LUT.

    Integers of up to 16 bit go through a table of all their values, the others are computed.
    """
    if pixels.dtype == np.uint8 or pixels.dtype.itemsize == 2:
        return _through_table(pixels, window, inverted)
    shades = _shades(pixels.astype(np.float32, copy=False), window)
    return _to_grey8(255.0 - shades if inverted else shades)


def _through_table(pixels: Pixels, window: Window | VoiLut, inverted: bool) -> Grey8:
    """Return pixels looked up; int16 is read as uint16, its table turned accordingly."""
    is_hashable = isinstance(window, Window)
    table = (_kept_table if is_hashable else _table)(pixels.dtype, window)
    # Fancy indexing by an unsigned type as wide as the table needs no bounds check to be safe.
    return (255 - table if inverted else table)[pixels.view(f"u{pixels.dtype.itemsize}")]


def _table(kind: np.dtype[Any], window: Window | VoiLut) -> Grey8:
    """Return the shades of all values of a type of 8 or 16 bit, in the order of their bits."""
    every_value = np.arange(1 << 8 * kind.itemsize, dtype=f"u{kind.itemsize}").view(kind)
    return _to_grey8(_shades(every_value.astype(np.float32), window))


_kept_table = lru_cache(maxsize=16)(_table)  # a series is scrolled through one window


def _shades(values: npt.NDArray[np.float32], window: Window | VoiLut) -> npt.NDArray[np.float32]:
    """Return values mapped to 0..255, not yet rounded."""
    if not isinstance(window, Window):
        first, table = window
        index = np.clip(values - first, 0, len(table) - 1).astype(np.intp)
        return table[index].astype(np.float32)
    return FUNCTIONS.get(window.function, _linear)(values, window)


def _linear(values: npt.NDArray[np.float32], window: Window) -> npt.NDArray[np.float32]:
    # PS3.3 C.11.2.1.2.1: y = ((x - (c - 0.5)) / (w - 1) + 0.5) * (ymax - ymin) + ymin,
    # ymin at x <= c - 0.5 - (w - 1) / 2, ymax at x > c - 0.5 + (w - 1) / 2.
    width = max(window.width - 1.0, 1e-6)
    return ((values - np.float32(window.centre - 0.5)) / np.float32(width) + np.float32(0.5)) * 255


def _linear_exact(values: npt.NDArray[np.float32], window: Window) -> npt.NDArray[np.float32]:
    # PS3.3 C.11.2.1.3.2: y = ((x - c) / w + 0.5) * (ymax - ymin) + ymin
    width = max(window.width, 1e-6)
    return ((values - np.float32(window.centre)) / np.float32(width) + np.float32(0.5)) * 255


def _sigmoid(values: npt.NDArray[np.float32], window: Window) -> npt.NDArray[np.float32]:
    # PS3.3 C.11.2.1.3.1: y = (ymax - ymin) / (1 + exp(-4 (x - c) / w))
    exponent = np.clip(-4 * (values - window.centre) / max(window.width, 1e-6), -80, 80)
    return np.asarray(255 / (1 + np.exp(exponent)), dtype=np.float32)


FUNCTIONS = {"LINEAR": _linear, "LINEAR_EXACT": _linear_exact, "SIGMOID": _sigmoid}


def _to_grey8(shades: npt.NDArray[np.float32]) -> Grey8:
    """Return shades rounded and kept within 0..255."""
    return np.rint(np.clip(shades, 0, 255)).astype(np.uint8)
