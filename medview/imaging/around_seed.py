"""What a pixel network sees of an image around a place someone pointed at.

Six planes of a square of about a millimetre a pixel, the place in its middle: the slice, the one
before and the one behind it; how much each pixel is lighter than the place; and how near it is.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

LOWEST, HIGHEST = -1000.0, 400.0  # HU, what 0 and 1 stand for
DARK, LIGHT = 0.5, 99.5  # percentiles of any other image, what 0 and 1 stand for
USUAL_SIDE = 224  # pixels of an image that names no millimetres, across its longer side
CONTRAST = 3.0  # times the difference to the place
NEAR, FAR = 6.0, 20.0  # mm, the widths of the two hills that say how near a pixel is
NEIGHBOUR = 1.5  # mm to the slices before and behind, at least; one slice where they are thicker


def shades(values: npt.NDArray[Any], units: str, like: npt.NDArray[Any] | None = None) -> Floats:
    """Return values in [0, 1]: over the window of a chest CT for HU, else over what `like` spans.

    `like` (None: the values themselves) are the values whose percentiles 0 and 1 stand for.
    """
    if units == "HU":
        low, high = LOWEST, HIGHEST
    else:
        low, high = np.percentile(values if like is None else like, [DARK, LIGHT])
    span = max(float(high) - float(low), 1e-6)
    return np.clip((np.asarray(values, np.float32) - np.float32(low)) / np.float32(span), 0, 1)


def planes(before: Floats, here: Floats, behind: Floats, value: float, squares: Floats) -> Floats:
    """Return the six planes (6, S, S) of slices in [0, 1].

    `value` is that of the place pointed at, `squares` (S, S) the squared distance to it in mm.
    """
    middle = np.float32(0.5)
    lighter = np.clip((here - np.float32(value)) * np.float32(CONTRAST), -1, 1)
    hills = [np.exp(-squares / np.float32(2 * width**2)) for width in (NEAR, FAR)]
    parts = [before - middle, here - middle, behind - middle, lighter, *hills]
    return np.stack(parts).astype(np.float32)


def view(
    centre: tuple[float, float], pixels: tuple[float, float], side: int
) -> npt.NDArray[np.float64]:
    """Return the matrix (2, 3) from the square (side, side) to an image.

    `centre` (x, y) comes to lie on pixel side // 2; `pixels` are those of the image, down and
    across, in one of the square. Coordinates are those of pixel centres.
    """
    down, across = pixels
    middle = side // 2
    return np.array(
        [[across, 0.0, centre[0] - across * middle], [0.0, down, centre[1] - down * middle]]
    )


def cut(image: Floats, matrix: npt.NDArray[np.float64], side: int) -> Floats:
    """Return the square (side, side) of an image (H, W); beyond its edge it is mirrored."""
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    square = cv2.warpAffine(image, matrix, (side, side), flags=flags, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(square, np.float32)


def around(plane: Floats, row: int, column: int) -> Floats:
    """Return the pixels of plane (..., H, W) at most one away from a place, (..., n)."""
    part = plane[..., max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
    return part.reshape(*part.shape[:-2], -1)
