"""What two renderings of one shot share: structure under even light, on a coarse grid.

Chosen by measurement on DeepDRiD and IDRiD, 2,013 photographs, all two million pairs. 26 pairs of
DeepDRiD are one shot twice (below two grey levels apart in the mean), six of IDRiD are too (five
byte for byte, the sixth is darker). Every one scores above 0.95 here, every pair of different eyes
below 0.91; between lie only second shots of one eye. The embedding of the shipped encoder sees
grade and camera: at the score that finds all 26, it takes 26,171 other pairs for twins, and a
perceptual hash of 63 bits takes 54. Re-saved at JPEG quality 50, at half size, 40 % darker,
squashed or with a black margin, at least 19 of 20 photographs stay above the limit; cut by 3 % at
each side, six of ten do. Slices of MR beside each other are alike, too: of 452 pairs among 2,492
slices, which name no patient, 446 are at most 15 file numbers apart, and all have one label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from medview.imaging.preprocess import content_mask
from medview.imaging.sizes import LIKENESS, fitting_size

Pixels = npt.NDArray[Any]  # OpenCV's stubs know no narrower type
Floats = npt.NDArray[Any]

LIMIT = 0.94  # of the correlation; from here on pictures are nearly the same
GRID = int(LIKENESS**0.5)
SIDE, BACKGROUND = 64, 5.0  # pixels the content is looked at, and what is light, not structure
FAINTEST = 16.0  # grey levels added to the background, so that noise in the dark counts little
LONGEST = 256  # pixels the content is looked for
LEAST_CONTENT = 0.05  # of the picture; less is a speck, not what the picture shows
STEP, MIDDLE = 31.75, 127.5  # bytes for one standard deviation, and for zero
BLOCK = 512  # pictures compared with all others at once


def likeness(pixels: Pixels) -> npt.NDArray[np.uint8]:
    """Return the likeness (LIKENESS,) of a picture (H, W, 3) RGB or (H, W).

    The part that differs from a black or white surround, of a grey picture the whole, is scaled to
    a square; its green channel less its background, over it, is averaged on a grid and brought to
    zero mean and unit spread. A picture without any structure is all zero.
    """
    plane, mask = _content(pixels)
    square = cv2.resize(plane, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    shown = cv2.resize(mask, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    inner = cv2.erode((shown > 127).astype(np.float32), np.ones((5, 5), np.uint8))
    cells = cv2.resize(_structure(square, inner), (GRID, GRID), interpolation=cv2.INTER_AREA)
    values = cells.ravel() - cells.mean()
    spread = float(values.std())
    scaled = values / spread if spread > 1e-6 else values * 0
    return np.clip(np.rint(scaled * STEP + MIDDLE), 0, 255).astype(np.uint8)


def _content(pixels: Pixels) -> tuple[Pixels, Pixels]:
    """Return the plane of a picture's content (h, w), and 255 where it is."""
    small = _small(pixels)
    if small.ndim == 2:
        return small, np.full(small.shape, 255, np.uint8)
    mask = content_mask(small)
    if mask.mean() < LEAST_CONTENT:
        mask[:] = True
    ys, xs = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    part = slice(ys[0], ys[-1] + 1), slice(xs[0], xs[-1] + 1)
    return small[..., 1][part], np.where(mask[part], 255, 0).astype(np.uint8)


def _small(pixels: Pixels) -> Pixels:
    """Return the picture with its longer side at most LONGEST."""
    height, width = pixels.shape[:2]
    size = fitting_size((width, height), LONGEST)
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)


def _structure(plane: Floats, mask: Floats) -> Floats:
    """Return what is left over the background where the mask is 1, as a share of it."""
    weight = np.maximum(cv2.GaussianBlur(mask, (0, 0), BACKGROUND), 1e-3)
    background = cv2.GaussianBlur(plane * mask, (0, 0), BACKGROUND) / weight
    return (plane - background) / (background + FAINTEST) * mask


def near_pairs(
    likenesses: Sequence[npt.NDArray[np.uint8]], limit: float = LIMIT
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Yield, block by block, how many were compared and pairs (i < j) that correlate by `limit`.

    Memory is bounded by BLOCK times the number of likenesses, which are each (LIKENESS,).
    """
    if not likenesses:
        return
    unit = _unit(np.stack(likenesses))
    for start in range(0, len(unit), BLOCK):
        alike = unit[start : start + BLOCK] @ unit[start:].T >= limit
        pairs = ((start + int(i), start + int(j)) for i, j in np.argwhere(alike) if i < j)
        yield min(start + BLOCK, len(unit)), list(pairs)


def _unit(bytes_: npt.NDArray[np.uint8]) -> Floats:
    """Return likenesses (N, LIKENESS) at zero mean and unit length; no structure stays zero."""
    values = bytes_.astype(np.float32) - np.float32(MIDDLE)
    values -= values.mean(axis=1, keepdims=True)
    length = np.linalg.norm(values, axis=1, keepdims=True)
    return np.where(length > 1, values / np.maximum(length, 1), 0).astype(np.float32)
