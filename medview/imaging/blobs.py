"""Round things in a volume: where nodules are looked for, without knowing yet what they are.

Maxima over place and size of the difference of Gaussians, which stands for the Laplacian of
Lindeberg, International Journal of Computer Vision 1998;30:79-116.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from medview.imaging.lung import PIXEL, Mask, Voxels

DARKEST, BRIGHTEST = -1000.0, 200.0  # HU: what is denser than soft tissue tells no more
SIGMAS = (1.0, 1.5, 2.25, 3.4, 5.1, 7.6, 11.4)  # mm; each 1.5 times the one before
FAINTEST = 0.04  # of the step from DARKEST to BRIGHTEST
TOGETHER = 0.7  # of the larger radius: two blobs as near as that are one

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Blob:
    """A round bright thing: `index` (slice, row, column) of its centre, `radius` in mm."""

    index: tuple[int, int, int]
    radius: float
    contrast: float


def find_blobs(
    voxels: Voxels, spacing: tuple[float, float, float], mask: Mask, faintest: float = FAINTEST
) -> list[Blob]:
    """Return the blobs whose centre is in the mask (Z, Y, X), the clearest first.

    `spacing` is (slice, row, column) in mm; voxels (Z, Y, X) in HU.
    """
    coarse, inside = _coarse(voxels, spacing), _coarse_mask(mask, spacing)
    steps = np.array([spacing[0], PIXEL, PIXEL])
    found = [blob for layer in _layers(coarse, spacing[0]) for blob in _maxima(*layer, inside)]
    apart = _apart(found, steps, faintest)
    scale = np.array([1.0, PIXEL / spacing[1], PIXEL / spacing[2]])
    return [Blob(_index(at, scale, voxels.shape), radius, value) for value, radius, at in apart]


def _size(shape: Sequence[int], spacing: tuple[float, float, float]) -> tuple[int, int]:
    return (
        max(1, round(shape[2] * spacing[2] / PIXEL)),
        max(1, round(shape[1] * spacing[1] / PIXEL)),
    )


def _coarse(voxels: Voxels, spacing: tuple[float, float, float]) -> Floats:
    """Return voxels as 0..1 on a grid of PIXEL in the slice, the slices as they are."""
    size = _size(voxels.shape, spacing)
    planes = []
    for plane in voxels:
        shades = (np.clip(plane, DARKEST, BRIGHTEST) - DARKEST) / (BRIGHTEST - DARKEST)
        planes.append(cv2.resize(shades.astype(np.float32), size, interpolation=cv2.INTER_AREA))
    return np.stack(planes).astype(np.float32)


def _coarse_mask(mask: Mask, spacing: tuple[float, float, float]) -> Mask:
    size = _size(mask.shape, spacing)
    nearest = cv2.INTER_NEAREST
    return np.stack(
        [cv2.resize(plane.astype(np.uint8), size, interpolation=nearest) > 0 for plane in mask]
    )


def _blurred(volume: Floats, sigma: float, slice_step: float) -> Floats:
    """Return a volume under a Gaussian of `sigma` mm."""
    planes = np.stack([cv2.GaussianBlur(plane, (0, 0), sigma / PIXEL) for plane in volume])
    columns = planes.reshape(len(planes), -1)
    border = cv2.BORDER_REPLICATE
    side = 2 * int(np.ceil(3 * sigma / slice_step)) + 1
    kernel = cv2.getGaussianKernel(side, sigma / slice_step)
    along = cv2.sepFilter2D(columns, -1, np.ones((1, 1)), kernel, borderType=border)
    return np.asarray(along, np.float32).reshape(volume.shape)


def _layers(volume: Floats, slice_step: float) -> Iterator[tuple[Floats, float]]:
    """Yield the difference of neighbouring Gaussians with the radius of what answers most to it."""
    finer = _blurred(volume, SIGMAS[0], slice_step)
    for sigma, next_sigma in pairwise(SIGMAS):
        wider = _blurred(volume, next_sigma, slice_step)
        # A ball of radius r answers most to the Laplacian of sigma r / sqrt(3).
        yield finer - wider, float(np.sqrt(3 * sigma * next_sigma))
        finer = wider


def _maxima(
    layer: Floats, radius: float, inside: Mask
) -> list[tuple[float, float, npt.NDArray[np.intp]]]:
    """Return (contrast, radius, index) of the places that answer more than all around them."""
    around = np.stack([cv2.dilate(plane, np.ones((3, 3), np.uint8)) for plane in layer])
    largest = around.copy()
    np.maximum(largest[1:], around[:-1], out=largest[1:])
    np.maximum(largest[:-1], around[1:], out=largest[:-1])
    places = np.argwhere((layer == largest) & inside & (layer > 0))
    return [(float(layer[tuple(at)]), radius, at) for at in places]


def _apart(
    found: list[tuple[float, float, npt.NDArray[np.intp]]],
    steps: npt.NDArray[np.float64],
    faintest: float,
) -> list[tuple[float, float, npt.NDArray[np.intp]]]:
    """Return the clearest of those that lie on each other, over all sizes."""
    clear = sorted((one for one in found if one[0] >= faintest), key=lambda one: -one[0])
    if not clear:
        return []
    places = np.array([one[2] for one in clear]) * steps
    radii = np.array([one[1] for one in clear])
    alive = np.ones(len(clear), bool)
    for place in range(len(clear)):
        if alive[place]:
            later = slice(place + 1, None)
            far = np.linalg.norm(places[later] - places[place], axis=1)
            alive[later] &= far > TOGETHER * np.maximum(radii[later], radii[place])
    return [one for one, kept in zip(clear, alive, strict=True) if kept]


def _index(
    at: npt.NDArray[np.intp], scale: npt.NDArray[np.float64], shape: Sequence[int]
) -> tuple[int, int, int]:
    """Return a place of the coarse grid as an index of the voxels."""
    _, y, x = np.clip(np.floor((at + 0.5) * scale), 0, np.array(shape) - 1).astype(int)
    return int(at[0]), int(y), int(x)
