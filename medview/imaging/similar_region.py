"""From distances to a region: the connected piece around the place that was pointed at."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
from scipy import ndimage

from medview.domain.measures import Kind, Shape, inside
from medview.domain.similarity import Mask, Similarity, Stroke

FACES = ndimage.generate_binary_structure(3, 1)  # of the voxels of neighbouring slices


def grown(similarity: Similarity, limit: float) -> Mask:
    """Return (Z, h, w): the voxels nearer than `limit` that hang together with the start.

    Of a lasso whose middle is further away, its largest piece. Holes of a slice that
    are wholly surrounded belong to the region. Empty where a click's start is further away.
    """
    near = similarity.distances < limit
    piece = connected(near, similarity.start)
    if not piece.any() and similarity.seed.is_lasso:
        piece = _largest(near)
    for plane in piece:
        if plane.any():
            plane |= _filled(plane)
    return piece & np.isfinite(similarity.distances)


def stroke(similarity: Similarity, limit: float, adds: bool = True) -> Stroke:
    """Return a stroke with the region of that limit."""
    return Stroke(similarity, limit, grown(similarity, limit), adds)


def connected(near: Mask, start: tuple[int, int, int]) -> Mask:
    """Return the voxels of near (Z, H, W) that hang together with start by their faces."""
    if not near[start]:
        return np.zeros(near.shape, np.bool_)
    if len(near) == 1:
        _, labels = cv2.connectedComponents(near[0].astype(np.uint8), connectivity=4)
        return np.asarray(labels == labels[start[1:]])[None]
    labels, _ = ndimage.label(near, FACES)
    return np.asarray(labels == labels[start])


def _largest(near: Mask) -> Mask:
    labels, count = ndimage.label(near, FACES)
    if not count:
        return near
    sizes = np.bincount(labels.ravel())[1:]
    return np.asarray(labels == 1 + int(sizes.argmax()))


def _filled(plane: Mask) -> Mask:
    """Return a plane (H, W) with its holes filled."""
    outlines, _ = cv2.findContours(plane.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    full = np.zeros(plane.shape, np.uint8)
    cv2.drawContours(full, outlines, -1, 1, cv2.FILLED)
    return full.astype(np.bool_)


def inside_lasso(
    points: tuple[tuple[float, float], ...], size: tuple[int, int]
) -> npt.NDArray[np.bool_]:
    """Return (H, W), True for pixels whose centre lies inside an outline."""
    return inside(Shape(Kind.FREEHAND, points), size)


def innermost(mask: Mask) -> tuple[int, int]:
    """Return the pixel (row, column) of a mask farthest from its edge."""
    away = cv2.distanceTransform(np.pad(mask, 1).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    row, column = np.unravel_index(int(away.argmax()), away.shape)
    return int(row), int(column)
