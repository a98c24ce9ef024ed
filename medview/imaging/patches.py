"""Patches of a CT around places, as a network was taught them."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from medview.imaging.lung import Voxels

SIDE = 35.0  # mm: the 50 pixels of LUNA16's patches at the usual 0.7 mm
LOWEST, HIGHEST = -1000.0, 400.0  # HU, what 0 and 255 stand for in them

Floats = npt.NDArray[np.float32]


def patch(
    plane: Voxels, spacing: tuple[float, float], centre: tuple[float, float], size: int
) -> Floats:
    """Return (size, size) in [0, 1] of a slice (H, W) in HU, SIDE mm wide around centre (x, y).

    `spacing` is (row, column) in mm; what lies outside the slice is air.
    """
    across, down = SIDE / size / spacing[1], SIDE / size / spacing[0]
    middle = (size - 1) / 2
    matrix = np.array(
        [
            [across, 0.0, centre[0] - across * middle],
            [0.0, down, centre[1] - down * middle],
        ]
    )
    values = cv2.warpAffine(
        np.asarray(plane, np.float32), matrix, (size, size),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT, borderValue=LOWEST,
    )  # fmt: skip
    return np.asarray(np.clip((values - LOWEST) / (HIGHEST - LOWEST), 0, 1), np.float32)


def patches(
    voxels: Voxels,
    spacing: tuple[float, float, float],
    places: Sequence[tuple[int, int, int]],
    size: int,
    axis: int = 0,
) -> Floats:
    """Return (N, 3, size, size) around places (slice, row, column) of voxels (Z, Y, X) in HU.

    `spacing` is (slice, row, column) in mm. The patches lie in the planes across `axis`: 0 the
    slices themselves, 1 rows, 2 columns. The three channels of a patch are the same.
    """
    down, across = (other for other in range(3) if other != axis)
    planes = np.zeros((len(places), 1, size, size), np.float32)
    for row, place in enumerate(places):
        plane = np.asarray(voxels.take(place[axis], axis=axis))
        centre = (float(place[across]), float(place[down]))
        planes[row, 0] = patch(plane, (spacing[down], spacing[across]), centre, size)
    return np.repeat(planes, 3, axis=1)
