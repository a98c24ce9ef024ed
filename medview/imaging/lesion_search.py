"""Where else does it look like this: a region grown by similarity, and its likes."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from medview.domain.lesions import BACKGROUND, DRAWN, Point
from medview.imaging.lesion_map import Spot, spots
from medview.imaging.preprocess import Pixels, disc_mask

# A region is grown at the first of these cosines that keeps it smaller than LARGEST_SHARE.
COSINES = (0.8, 0.88, 0.94, 0.97)
LARGEST_SHARE = 0.03  # of the square: half as much again as an optic disc
FALL_BACK = 6  # pixels around a point where nothing stands out
LEAST_ALIKE = 5e-6  # of the square: the smallest similar place
NEARBY = 3  # pixels around a click where the most striking pixel is meant


@dataclass(frozen=True)
class Query:
    """A region that was asked about: its mean embedding (D,), and the cosine it was grown at."""

    spot: Spot
    kind: str
    embedding: NDArray[np.float32]
    cosine: float


def around(
    embedding: NDArray[np.float32], margins: NDArray[np.float32], point: Point
) -> Query | None:
    """Return the region around a point of the square, or None when it is not on the retina.

    embedding (D, S, S), margins (5, S, S). The pixel meant is the one near the click that is
    surest to be something; the region is what is connected to it and has a cosine of at least
    COSINES[0] to it, more where that would be half the retina.
    """
    size = embedding.shape[1]
    x, y = round(point[0]), round(point[1])
    if not (0 <= x < size and 0 <= y < size and disc_mask(size)[y, x]):
        return None
    x, y = _most_striking(margins, x, y)
    seed = embedding[:, y, x]
    alike = np.tensordot(seed, embedding, axes=1)
    alike[disc_mask(size) == 0] = -1
    for cosine in COSINES:
        piece = _piece_at((alike >= cosine).astype(np.uint8), x, y)
        if piece.sum() <= LARGEST_SHARE * size**2:
            break
    else:
        piece = _round_piece(size, x, y)
    mean = embedding[:, piece].mean(axis=1)
    unit = (mean / max(float(np.linalg.norm(mean)), 1e-6)).astype(np.float32)
    spot = _spot(piece)
    return Query(spot, kind_at(margins, spot), unit, cosine)


def alike(embedding: NDArray[np.float32], query: Query, most: int, *, own: bool) -> list[Spot]:
    """Return the places most like a query on embedding (D, S, S), `largest` is their mean cosine.

    With `own` the query's region itself is left out.
    """
    cosines = np.tensordot(query.embedding, embedding, axes=1).astype(np.float32)
    if own:
        cosines[_box(query.spot)][query.spot.mask] = -1
    found = spots(cosines, query.cosine, LEAST_ALIKE)
    found = [s for s in found if s.area <= LARGEST_SHARE * cosines.size]
    rated = [Spot(s.mask, s.x, s.y, s.area, float(cosines[_box(s)][s.mask].mean())) for s in found]
    return sorted(rated, key=lambda s: -s.largest)[:most]


def kind_at(margins: NDArray[np.float32], spot: Spot) -> str:
    """Return which of CLASSES a spot is, by its pixels' mean margins (5, S, S)."""
    mean = margins[(slice(None), *_box(spot))][:, spot.mask].mean(axis=1)
    return DRAWN[int(mean.argmax())] if mean.max() > 0 else BACKGROUND


def _most_striking(margins: NDArray[np.float32], x: int, y: int) -> tuple[int, int]:
    top, left = max(y - NEARBY, 0), max(x - NEARBY, 0)
    near = margins[:, top : y + NEARBY + 1, left : x + NEARBY + 1].max(axis=0)
    if near.max() <= 0:
        return x, y
    row, column = divmod(int(near.argmax()), near.shape[1])
    return left + column, top + row


def _piece_at(mask: Pixels, x: int, y: int) -> NDArray[np.bool_]:
    labels = cv2.connectedComponents(mask, connectivity=8)[1]
    return np.asarray(labels == labels[y, x], dtype=np.bool_)


def _round_piece(size: int, x: int, y: int) -> NDArray[np.bool_]:
    ys, xs = np.mgrid[:size, :size]
    inside = np.hypot(xs - x, ys - y) <= FALL_BACK
    return np.asarray(inside & (disc_mask(size) > 0), dtype=np.bool_)


def _spot(piece: NDArray[np.bool_]) -> Spot:
    ys, xs = np.nonzero(piece)
    top, left = int(ys.min()), int(xs.min())
    mask = piece[top : int(ys.max()) + 1, left : int(xs.max()) + 1]
    return Spot(mask, left, top, int(mask.sum()), 1.0)


def _box(spot: Spot) -> tuple[slice, slice]:
    height, width = spot.mask.shape
    return slice(spot.y, spot.y + height), slice(spot.x, spot.x + width)
