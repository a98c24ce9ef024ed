"""The lungs on a chest CT, with what lies in them and at their rims."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

AIR = -500.0  # HU; lung is far below, vessels and walls far above
SMALLEST = 0.1  # of the largest piece of air in the body: gas of the bowel is left out
RIM = 12.0  # mm, by which the outline is closed: a nodule at the pleura lies within it
PIXEL = 1.25  # mm in the slice, fine enough for an outline

Voxels = npt.NDArray[np.generic]
Mask = npt.NDArray[np.bool_]


def lung_mask(voxels: Voxels, spacing: tuple[float, float, float]) -> Mask:
    """Return which voxels (Z, Y, X) of a chest CT in HU are lung, or lie in or at it.

    `spacing` is (slice, row, column) in mm. All False where there is no air inside the body.
    """
    height, width = voxels.shape[1:]
    small = (
        max(1, round(width * spacing[2] / PIXEL)),
        max(1, round(height * spacing[1] / PIXEL)),
    )
    inside = np.stack([_air_inside(_resized(plane, small)) for plane in voxels])
    lungs = [_closed(plane) for plane in _large_pieces(inside)]
    return np.stack([_resized(plane, (width, height)) > 0.5 for plane in lungs])


def _resized(plane: Voxels, size: tuple[int, int]) -> npt.NDArray[np.float32]:
    return np.asarray(
        cv2.resize(plane.astype(np.float32), size, interpolation=cv2.INTER_AREA), np.float32
    )


def _air_inside(plane: npt.NDArray[np.float32]) -> Mask:
    """Return the air of a slice (H, W) that does not reach its border, as the air around does."""
    _, pieces = cv2.connectedComponents((plane < AIR).astype(np.uint8), connectivity=4)
    border = np.concatenate([pieces[0], pieces[-1], pieces[:, 0], pieces[:, -1]])
    return (pieces > 0) & ~np.isin(pieces, border)


def _large_pieces(inside: Mask) -> Mask:
    from skimage.measure import label

    pieces = label(inside, connectivity=1)
    sizes = np.bincount(pieces.ravel())
    sizes[0] = 0
    kept = sizes >= max(SMALLEST * sizes.max(), 1)
    return np.asarray(kept[pieces])


def _closed(plane: Mask) -> npt.NDArray[np.uint8]:
    """Return a slice with its bays and holes of up to twice RIM filled."""
    reach = round(RIM / PIXEL)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    wide = cv2.copyMakeBorder(
        plane.astype(np.uint8), reach, reach, reach, reach, cv2.BORDER_CONSTANT
    )
    closed = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, disc)
    return np.asarray(closed[reach:-reach, reach:-reach], np.uint8)
