"""One image at every halving of its size, so that a screenful costs the same at any zoom."""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[Any]

SMALLEST = 64  # halving stops when the shorter side would fall below this
MEANABLE = (np.uint8, np.uint16, np.int16, np.float32, np.float64)  # what cv2.resize averages


class Pyramid:
    """Levels 0 (the image itself), 1 (half), 2 (quarter) ... built when first asked for."""

    def __init__(self, pixels: Pixels) -> None:
        """Take grey (H, W) in any unit, or RGB (H, W, 3) uint8, which is kept as BGRA."""
        base = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGRA) if pixels.ndim == 3 else pixels
        self._levels: list[Pixels] = [np.ascontiguousarray(base)]
        shorter = max(min(base.shape[:2]), 1)
        self.depth = 1 + max(0, int(math.log2(shorter / SMALLEST)) if shorter > SMALLEST else 0)

    def level(self, number: int) -> Pixels:
        """Return level `number`, or the smallest there is."""
        number = min(max(number, 0), self.depth - 1)
        while len(self._levels) <= number:
            self._levels.append(_halved(self._levels[-1]))
        return self._levels[number]

    def number_for(self, scale: float, *, coarse: bool = False) -> int:
        """Return the level to draw at `scale` screen pixels per image pixel.

        Fine: one to two of the level's pixels per screen pixel on each axis. Coarse (while the
        image is being dragged): 0.7 to 1.4, which halves the work at worst.
        """
        halvings = math.log2(1.0 / max(scale, 1e-9))
        number = round(halvings) if coarse else math.floor(halvings)
        return min(max(number, 0), self.depth - 1)

    @property
    def nbytes(self) -> int:
        """Memory held by the levels built so far."""
        return sum(level.nbytes for level in self._levels)


def _halved(pixels: Pixels) -> Pixels:
    """Return the means over 2 × 2 pixels; an odd last row or column is averaged in."""
    source = pixels if pixels.dtype.type in MEANABLE else pixels.astype(np.float32)
    height, width = source.shape[:2]
    size = (max((width + 1) // 2, 1), max((height + 1) // 2, 1))
    return np.asarray(cv2.resize(source, size, interpolation=cv2.INTER_AREA))
