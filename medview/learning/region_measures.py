"""How well a region is taken from one click: against masks by Dice, against boxes by their overlap.

Beside it region growing: ITK's ConnectedThreshold and ConfidenceConnected.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import SimpleITK as sitk
from numpy.typing import NDArray

from medview.domain.job import JobContext
from medview.imaging.around_seed import around
from medview.imaging.similar_pixels import Embed, Pointed, unlikeness
from medview.imaging.similar_region import connected
from medview.learning.region_data import BoxedTumour, DrawnNodule

Mask = NDArray[np.bool_]
Floats = NDArray[np.float32]
Voxel = tuple[int, int, int]
Grower = Callable[[Floats, Voxel], Mask]  # slices (Z, H, W) in [0, 1] and a seed to a region
LIMITS = tuple(round(0.05 * step, 2) for step in range(2, 17))  # cosine distances that are tried
MILLIMETRE = (1.0, 1.0, 1.0)


def dice(one: Mask, other: Mask) -> float:
    """Return 2 |A and B| / (|A| + |B|) (Dice, Ecology 1945;26:297); 0 for two empty masks."""
    total = int(one.sum()) + int(other.sum())
    return 2 * int((one & other).sum()) / total if total else 0.0


def box_of(mask: Mask) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a mask (H, W); zeros when it is empty."""
    rows, columns = np.nonzero(mask)
    if not len(rows):
        return 0.0, 0.0, 0.0, 0.0
    return float(columns.min()), float(rows.min()), columns.max() + 1.0, rows.max() + 1.0


def box_overlap(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the area two boxes share over the area of both (intersection over union)."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    shared = max(across, 0.0) * max(down, 0.0)
    areas = [(b[2] - b[0]) * (b[3] - b[1]) for b in (one, other)]
    both = sum(areas) - shared
    return shared / both if both else 0.0


def distances(embed: Embed, side: int, slices: Floats, seed: Voxel, whole: bool) -> Floats:
    """Return the distances (Z or 1, H, W) of slices to a seed; infinite out of reach.

    Slices of one are taken to name no millimetres, others to be at 1 mm.
    """
    spacing = MILLIMETRE if len(slices) > 1 else None
    wanted = None if whole else [seed[0]]
    found = unlikeness(embed, side, slices, spacing, Pointed(*seed), JobContext(), wanted)
    all_of = np.full((len(found.distances), *slices.shape[1:]), np.inf, np.float32)
    height, width = found.distances.shape[1:]
    all_of[:, found.top : found.top + height, found.left : found.left + width] = found.distances
    return all_of


def nodule_scores(one: DrawnNodule, grow: Grower) -> tuple[float, float]:
    """Return the Dice of a nodule from a click in its middle: of that slice, and of all."""
    z, row, column = one.seed
    flat = grow(one.voxels[z : z + 1], (0, row, column))[0]
    return dice(flat, one.mask[z]), dice(grow(one.voxels, one.seed), one.mask)


def similar(
    embed: Embed, side: int, one: DrawnNodule | BoxedTumour, limits: Sequence[float]
) -> NDArray[np.float64]:
    """Return the scores of one structure at each limit, (L, 2) for a nodule, (L, 1) for a box."""
    z, row, column = one.seed
    if isinstance(one, BoxedTumour):
        far = distances(embed, side, one.pixels[None], one.seed, True)
        masks = [connected(far < limit, one.seed)[0] for limit in limits]
        return np.array([[box_overlap(box_of(mask), one.box)] for mask in masks])
    far = distances(embed, side, one.voxels, one.seed, True)
    return np.array(
        [
            [
                dice(connected(far[z : z + 1] < limit, (0, row, column))[0], one.mask[z]),
                dice(connected(far < limit, one.seed), one.mask),
            ]
            for limit in limits
        ]
    )


def growers() -> dict[str, list[Grower]]:
    """Return region growing under each set of its parameters, by the name of the method."""
    return {
        "ConnectedThreshold": [
            _by_threshold(low, high)
            for low in (0.04, 0.08, 0.12, 0.16, 0.24, 0.32)
            for high in (0.04, 0.08, 0.12, 0.24, 1.0)
        ],
        "ConfidenceConnected": [
            _by_confidence(times, rounds, radius)
            for times in (1.5, 2.0, 2.5, 3.0)
            for rounds in (0, 1, 3)
            for radius in (1, 2, 4)
        ],
    }


def _by_threshold(low: float, high: float) -> Grower:
    def grow(slices: Floats, seed: Voxel) -> Mask:
        value = float(around(slices[seed[0]], *seed[1:]).mean())
        image, at = _itk(slices, seed)
        return _mask(sitk.ConnectedThreshold(image, [at], value - low, value + high), slices)

    return grow


def _by_confidence(times: float, rounds: int, radius: int) -> Grower:
    def grow(slices: Floats, seed: Voxel) -> Mask:
        image, at = _itk(slices, seed)
        return _mask(sitk.ConfidenceConnected(image, [at], rounds, times, radius, 1), slices)

    return grow


def _itk(slices: Floats, seed: Voxel) -> tuple[sitk.Image, list[int]]:
    """Return slices as ITK has them: one slice as an image of two dimensions."""
    flat = len(slices) == 1
    image = sitk.GetImageFromArray(slices[0] if flat else slices)
    return image, [seed[2], seed[1]] if flat else [seed[2], seed[1], seed[0]]


def _mask(found: sitk.Image, slices: Floats) -> Mask:
    return np.asarray(sitk.GetArrayFromImage(found) > 0).reshape(slices.shape)
