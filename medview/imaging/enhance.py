"""Ways to look at a photograph: red-free, evened contrast, and a tone curve."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]

GREEN = 1
CLIP_LIMIT = 2.5  # of contrast-limited equalisation, Zuiderveld, Graphics Gems IV, 1994
TILES = (8, 8)
BLACK_BORDER = 10  # luminance below which there is mask, not retina: evening it shows noise only
LEAST, MOST = 1 / math.e, math.e  # of contrast and gamma


@dataclass(frozen=True)
class Curve:
    """A tone curve: `brightness` -1..1, `contrast` about mid-grey and `gamma` 0.37..2.7."""

    brightness: float = 0.0
    contrast: float = 1.0
    gamma: float = 1.0
    inverted: bool = False

    @property
    def is_plain(self) -> bool:
        """True when the picture stays as it is."""
        return self == Curve()

    def moved(self, brightness: float, contrast: float) -> Curve:
        """Return the curve brighter by `brightness` and steeper by exp(`contrast`)."""
        return replace(
            self,
            brightness=min(max(self.brightness + brightness, -1.0), 1.0),
            contrast=min(max(self.contrast * math.exp(contrast), LEAST), MOST),
        )

    def table(self) -> Pixels:
        """Return the 256 output values: gamma first, then contrast and brightness, then invert."""
        grey = np.linspace(0.0, 1.0, 256) ** (1.0 / self.gamma)
        grey = np.clip((grey - 0.5) * self.contrast + 0.5 + self.brightness, 0.0, 1.0)
        return np.rint(255.0 * (1.0 - grey if self.inverted else grey)).astype(np.uint8)


def apply_curve(bgra: npt.NDArray[Any], curve: Curve) -> Pixels:
    """Return `bgra` (H, W, 4) uint8 through the curve; the fourth channel stays opaque."""
    table = np.repeat(curve.table()[:, None, None], 4, axis=2)
    table[:, :, 3] = 255
    return np.asarray(cv2.LUT(bgra, table.reshape(1, 256, 4)), dtype=np.uint8)


def red_free(rgb: Pixels) -> Pixels:
    """Return the green channel as grey RGB: vessels, haemorrhages and drusen stand out."""
    return np.repeat(rgb[:, :, GREEN : GREEN + 1], 3, axis=2)


def even_contrast(rgb: Pixels) -> Pixels:
    """Return RGB with luminance equalised tile by tile, colour kept, black border untouched."""
    lab = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB)
    luminance = lab[:, :, 0]
    evened = cv2.createCLAHE(CLIP_LIMIT, TILES).apply(luminance)
    lab[:, :, 0] = np.where(luminance > BLACK_BORDER, evened, luminance)
    return np.asarray(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB), dtype=np.uint8)
