"""An earlier photograph, moved so that it lies over today's."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from medview.domain.visits import Alignment, Place
from medview.imaging.preprocess import RIM, Floats, Pixels
from medview.imaging.registration import apply_map

# Where points around a place are looked up: this far from it, in radii of the retina.
RINGS, TURNS = (0.02, 0.045, 0.08), 8


def earlier_over_today(
    earlier: Pixels, alignment: Alignment, shape: tuple[int, int], scales: tuple[float, float]
) -> NDArray[np.uint8]:
    """Return the earlier photograph (H, W, 3) as RGBA (h, w, 4) in today's pixels; clear outside.

    `shape` is (h, w) of today's picture; `scales` are the pixels of today's and the earlier
    picture per pixel of their whole photographs: both may be reduced.
    """
    assert alignment.here is not None and alignment.there is not None
    sent = apply_map(
        np.reshape(alignment.to_earlier, (2, 6)), _places(alignment.here, shape, scales[0])
    )
    there = alignment.there
    x = (there.cx + sent[:, 0] * there.rx + 0.5) * scales[1] - 0.5
    y = (there.cy + sent[:, 1] * there.ry + 0.5) * scales[1] - 0.5
    where = [a.reshape(shape).astype(np.float32) for a in (x, y)]
    moved = cv2.remap(np.ascontiguousarray(earlier), where[0], where[1], cv2.INTER_LINEAR)
    seen = np.hypot(sent[:, 0], sent[:, 1]).reshape(shape) <= 1 - RIM / 2
    height, width = earlier.shape[:2]
    seen &= (where[0] >= 0) & (where[0] < width) & (where[1] >= 0) & (where[1] < height)
    return np.dstack([moved, np.where(seen, 255, 0).astype(np.uint8)])


def _places(here: Place, shape: tuple[int, int], scale: float) -> Floats:
    """Return where the pixels of a picture lie from the retina's centre (h * w, 2)."""
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    u = ((x + 0.5) / scale - 0.5 - here.cx) / here.rx
    v = ((y + 0.5) / scale - 0.5 - here.cy) / here.ry
    return np.stack([u.ravel(), v.ravel()], axis=1)


def around(embedding: Floats, points: Floats) -> Floats:
    """Return the embeddings (N, 25 D) of a map (D, S, S) at points (N, 2) and in rings around.

    A single pixel says "vessel" and no more; how its surroundings look tells which.
    """
    turns = np.arange(TURNS) * 2 * np.pi / TURNS
    steps = [(0.0, 0.0), *((r * np.cos(t), r * np.sin(t)) for r in RINGS for t in turns)]
    planes = np.ascontiguousarray(embedding.transpose(1, 2, 0))
    return np.hstack([_sampled(planes, points + np.array(step)) for step in steps])


def _sampled(planes: Floats, points: Floats) -> Floats:
    side = len(planes)
    at = np.clip((points + 1) / 2 * side - 0.5, 0, side - 1)
    low = np.floor(at).astype(int)
    high = np.minimum(low + 1, side - 1)
    (x, y), (x0, y0), (x1, y1) = (at - low).T[..., None], low.T, high.T
    above = planes[y0, x0] * (1 - x) + planes[y0, x1] * x
    below = planes[y1, x0] * (1 - x) + planes[y1, x1] * x
    return np.asarray(above * (1 - y) + below * y)
