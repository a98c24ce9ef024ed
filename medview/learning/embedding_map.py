"""A flat map of embeddings that moves, rather than jumps, from one epoch to the next."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.floating]


def place(embeddings: FloatArray, previous: FloatArray | None = None) -> NDArray[np.float64]:
    """Return where each of the embeddings (N, D) lies on the map, (N, 2), its middle at (0, 0).

    The map is the plane of the two greatest variances (Pearson, Philosophical Magazine
    1901;2:559-572), turned and mirrored to lie as closely as it can on `previous` (N, 2), the map
    of the same cases one epoch ago. It is never stretched: a distance on the map is at most the one
    between the embeddings, so that embeddings that collapse are seen to shrink to a point. Raises
    ValueError: `previous` is of other cases.
    """
    plane = _greatest_variances(np.asarray(embeddings, np.float64))
    if previous is None:
        return plane
    before = np.asarray(previous, np.float64)
    if before.shape != plane.shape:
        raise ValueError(f"a map {before.shape} cannot go on as one of {plane.shape}")
    return plane @ _turn(plane, before - before.mean(axis=0))


def _greatest_variances(embeddings: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return embeddings (N, D) centred, in the plane of their two greatest variances, (N, 2).

    The sign of each axis, which is free, is the one that makes its greatest weight positive.
    """
    centred = embeddings - embeddings.mean(axis=0)
    axes = np.linalg.eigh(centred.T @ centred)[1][:, :-3:-1]
    axes = axes * np.sign(np.take_along_axis(axes, np.abs(axes).argmax(axis=0)[None], axis=0))
    return centred @ axes


def _turn(plane: NDArray[np.float64], before: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the rotation or reflection (2, 2) that brings plane nearest to before, both (N, 2).

    The orthogonal Procrustes problem (Schönemann, Psychometrika 1966;31:1-10).
    """
    left, _, right = np.linalg.svd(plane.T @ before)
    return left @ right
