"""What the image views need to put pixels on a screen: windows, tones, looks and levels.

A `Tone` turns the visible part of one level of a `Pyramid` into 8 bits: grey values in real units
through a window, or colour through a curve. Tones compare equal when they show the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from medview.domain.image import Picture, Window
from medview.imaging.display import (
    AS_STORED,
    CT_PRESETS,
    data_window,
    default_window,
    render,
    shade,
)
from medview.imaging.enhance import Curve, apply_curve, even_contrast, red_free
from medview.imaging.pyramid import Pyramid

__all__ = [
    "Curve",
    "CurveTone",
    "Look",
    "Pyramid",
    "Tone",
    "WindowTone",
    "full_range",
    "look_at",
    "opening_window",
    "windows_for",
]

Pixels = npt.NDArray[Any]
Grey8 = npt.NDArray[np.uint8]


class Tone(Protocol):
    """Real pixels to 8 bits: (h, w) to grey, or (h, w, 4) BGRA to BGRA."""

    def __call__(self, pixels: Pixels) -> Grey8:
        """Return what the screen shows."""
        ...


@dataclass(frozen=True)
class CurveTone:
    """Colour through a tone curve."""

    curve: Curve

    def __call__(self, pixels: Pixels) -> Grey8:
        """Return BGRA through the curve."""
        return apply_curve(pixels, self.curve)


@dataclass(frozen=True)
class WindowTone:
    """Grey values through a window; `window` None means the file's own VOI LUT."""

    window: Window | None
    inverted: bool = False
    voi_lut: tuple[int, Grey8] | None = field(default=None, compare=False)

    @classmethod
    def of(cls, picture: Picture, window: Window | None, *, inverted: bool = False) -> WindowTone:
        """Return the tone of one picture: MONOCHROME1 is inverted already."""
        return cls(window, picture.inverted != inverted, picture.voi_lut)

    def __call__(self, pixels: Pixels) -> Grey8:
        """Return (h, w) uint8."""
        how = self.window or self.voi_lut or data_window(pixels)
        return shade(pixels, how, inverted=self.inverted)


def _is_ready_to_show(picture: Picture) -> bool:
    return picture.pixels.dtype == np.uint8 and not picture.windows


def full_range(picture: Picture) -> Window:
    """Return the window from the lowest to the highest value of the image."""
    low, high = float(picture.pixels.min()), float(picture.pixels.max())
    return Window((low + high) / 2.0, max(high - low, 1.0), "Full range")


def windows_for(picture: Picture, modality: str) -> tuple[Window, ...]:
    """Return the windows to offer: the file's own first, then the modality's, then the data's."""
    presets = CT_PRESETS if modality == "CT" else ()
    own = (AS_STORED,) if _is_ready_to_show(picture) else picture.windows
    return (*own, *presets, data_window(picture.pixels), full_range(picture))


def opening_window(picture: Picture) -> Window | None:
    """Return the window an image opens with; None when the file brings a VOI LUT instead."""
    if picture.windows or picture.voi_lut is None:
        return default_window(picture)
    return None


@dataclass(frozen=True)
class Look:
    """How a photograph is looked at, before the tone curve."""

    is_red_free: bool = False
    is_evened: bool = False


def look_at(picture: Picture, look: Look) -> Pyramid:
    """Return a photograph under a look as colour, every level built; 0.2 s at 12 megapixels."""
    window = None if picture.is_colour else opening_window(picture)
    seen = render(picture, window)
    if not picture.is_colour:  # angiography, a 16-bit scan: one path serves all
        seen = np.repeat(seen[:, :, None], 3, axis=2)
    seen = red_free(seen) if look.is_red_free else seen
    pyramid = Pyramid(even_contrast(seen) if look.is_evened else seen)
    pyramid.level(pyramid.depth - 1)
    return pyramid
