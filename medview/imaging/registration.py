"""Lay one photograph of an eye over another: points that look alike, and the map they agree on.

Both are seen as an encoder sees them, the retina as a square (S, S) of evened light; all maps are
between these squares.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from medview.imaging.preprocess import Floats, disc_mask
from medview.imaging.vessels import salient_points, vessel_map

SIDE = 640  # of the square in which two photographs are laid over each other
REACHES = (26.0, 52.0)  # of a point's surroundings, as a SIFT keypoint's size
NEAR, CLOSE = 9.0, 5.0  # pixels within which a pair agrees with the first map, with the last
FEWEST = 14  # pairs a fit rests on
CURVED_FROM = 40  # pairs from which a curved map is fitted
TURN, STRETCH = 25.0, 1.35  # degrees and ratio: more is no second photograph by a fundus camera
# Below these the photographs are not laid over each other. Of 24 pairs of the wrong eyes (DeepDRiD,
# val) the vessels of the most alike correlate at 0.33; of the right eyes, from 0.56.
LEAST_LIKENESS, LEAST_OVERLAP = 0.45, 0.2
LEARNED = 0.15  # weight of learned embeddings beside the vessels around a point

LookUp = Callable[[Floats], Floats]


@dataclass(frozen=True, eq=False)
class Retina:
    """One photograph ready to be laid over another.

    `points` (N, 2) as x, y in the square; `looks` (N, D) of unit length: what a point looks like.
    """

    even_green: Floats
    vessels: Floats
    points: Floats
    looks: Floats


@dataclass(frozen=True, eq=False)
class Fit:
    """A map and how good it is; `map` (2, 6) of a point of today's square to the earlier one's.

    A point is (u, v) in [-1, 1] and goes to map @ (1, u, v, uu, uv, vv): Can et al., IEEE
    Transactions on Pattern Analysis and Machine Intelligence 24(3), 2002. `pairs` were looked at,
    `agreeing` of them agree; `before`, `after`: correlation of the vessels where both are seen;
    `overlap`: the share of today's retina that the earlier photograph shows.
    """

    map: Floats
    pairs: int
    agreeing: int
    before: float
    after: float
    overlap: float

    @property
    def is_good(self) -> bool:
        """True when it may be shown: the vessels agree, better than before, and enough is seen."""
        return self.after >= max(LEAST_LIKENESS, self.before) and self.overlap >= LEAST_OVERLAP


def see(even_green: Floats, look_up: LookUp | None = None) -> Retina:
    """Return a photograph's points and what they look like.

    `look_up` gives learned embeddings (N, D) of points (N, 2) in [-1, 1] of the square; what the
    vessels around a point look like is said beside them.
    """
    vessels = vessel_map(even_green)
    points = salient_points(vessels)
    looks = _unit(_surroundings(vessels, points))
    if look_up is not None and len(points):
        learned = _unit(look_up(_relative(points)))
        looks = np.hstack([np.sqrt(1 - LEARNED) * looks, np.sqrt(LEARNED) * learned])
    return Retina(even_green, vessels, points, looks.astype(np.float32))


def register(today: Retina, earlier: Retina) -> Fit | None:
    """Return the map that lays `earlier` over `today`, None where too few points agree on one."""
    here, there = _alike(today, earlier)
    if len(here) < FEWEST:
        return None
    first = _first_map(here, there)
    if first is None:
        return None
    return _refined(today, earlier, *first, pairs=len(here))


def laid_over(image: Floats, to_earlier: Floats, side: int) -> Floats:
    """Return an earlier square (S, S[, C]) as today's square of `side` sees it; 0 outside."""
    where = _absolute(apply_map(to_earlier, _grid(side)), len(image)).astype(np.float32)
    x, y = where[:, 0].reshape(side, side), where[:, 1].reshape(side, side)
    return np.asarray(cv2.remap(image, x, y, cv2.INTER_LINEAR))


def apply_map(to_earlier: Floats, points: Floats) -> Floats:
    """Return where points (N, 2) in [-1, 1] go."""
    return np.asarray(_terms(points) @ to_earlier.T)


def _terms(points: Floats) -> Floats:
    u, v = points[:, 0].astype(np.float64), points[:, 1].astype(np.float64)
    return np.stack([np.ones_like(u), u, v, u * u, u * v, v * v], axis=1)


def _relative(points: Floats, side: int = SIDE) -> Floats:
    return np.asarray((points - (side - 1) / 2) / (side / 2))


def _absolute(points: Floats, side: int = SIDE) -> Floats:
    return np.asarray(points * (side / 2) + (side - 1) / 2)


def _grid(side: int) -> Floats:
    y, x = np.mgrid[:side, :side]
    return _relative(np.stack([x.ravel(), y.ravel()], axis=1).astype(np.float64), side)


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))


def _surroundings(vessels: Floats, points: Floats) -> Floats:
    """Return what the vessels around points look like (N, 256), upright: a camera hardly turns.

    RootSIFT, Arandjelovic and Zisserman, CVPR 2012, of Lowe, IJCV 60(2), 2004, at two sizes.
    """
    grey = np.rint(255 * vessels).astype(np.uint8)
    describer = cv2.SIFT.create()
    parts = []
    for reach in REACHES:
        keypoints = [cv2.KeyPoint(float(x), float(y), reach, 0.0) for x, y in points]
        _, looks = describer.compute(grey, keypoints)
        if looks is None or len(looks) != len(points):
            return np.zeros((len(points), 128 * len(REACHES)), np.float32)
        parts.append(np.sqrt(looks / np.maximum(looks.sum(axis=1, keepdims=True), 1e-9)))
    return np.hstack(parts)


def _alike(today: Retina, earlier: Retina) -> tuple[Floats, Floats]:
    """Return the points (N, 2) of both that are each other's nearest in looks."""
    if not len(today.points) or not len(earlier.points):
        return today.points[:0], earlier.points[:0]
    likeness = today.looks @ earlier.looks.T
    best, back = likeness.argmax(axis=1), likeness.argmax(axis=0)
    mutual = np.flatnonzero(back[best] == np.arange(len(best)))
    return today.points[mutual], earlier.points[best[mutual]]


def _first_map(here: Floats, there: Floats) -> tuple[Floats, int] | None:
    """Return the similarity most pairs agree on, and how many do (RANSAC, Fischler 1981)."""
    cv2.setRNGSeed(0)
    matrix, agreeing = cv2.estimateAffinePartial2D(
        here, there, method=cv2.RANSAC, ransacReprojThreshold=NEAR, maxIters=5000, confidence=0.999
    )
    if matrix is None or int(agreeing.sum()) < FEWEST or not _is_likely(matrix):
        return None
    corners = np.array([[-1, -1], [1, -1], [-1, 1], [1, 1], [0, 0]], np.float64)
    moved = _relative(_absolute(corners) @ matrix[:, :2].T + matrix[:, 2])
    return _fitted(corners, moved, 3), int(agreeing.sum())


def _is_likely(matrix: Floats) -> bool:
    stretch = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    turn = float(np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0])))
    return 1 / STRETCH < stretch < STRETCH and abs(turn) < TURN


def _fitted(here: Floats, there: Floats, terms: int) -> Floats:
    """Return the map (2, 6) of points in [-1, 1] by least squares over the first terms."""
    solved = np.linalg.lstsq(_terms(here)[:, :terms], there, rcond=None)[0]
    whole = np.zeros((2, 6))
    whole[:, :terms] = solved.T
    return whole


def _refined(
    today: Retina, earlier: Retina, first: Floats, agreeing: int, *, pairs: int
) -> Fit | None:
    """Return the best map from the first one: pairs near where it sends them, then pixels."""
    best, agreed = first, agreeing
    best_score = _correlation(today, earlier, first)
    for terms, near in ((3, NEAR), (6, NEAR), (6, CLOSE)):
        here, there = _guided(today, earlier, best, near)
        if len(here) < (CURVED_FROM if terms > 3 else FEWEST):
            break
        tried = _fitted(_relative(here), _relative(there), terms)
        score = _correlation(today, earlier, tried)
        if score >= best_score:
            best, best_score, agreed = tried, score, len(here)
    tried = _by_pixels(today, earlier, best)
    score = _correlation(today, earlier, tried)
    if score > best_score:
        best, best_score = tried, score
    identity = _fitted(_grid(3), _grid(3), 3)
    overlap = float(_both(best)[0].mean() / _inside().mean())
    before = _correlation(today, earlier, identity)
    return Fit(best, pairs, agreed, before, best_score, overlap)


def _guided(today: Retina, earlier: Retina, known: Floats, near: float) -> tuple[Floats, Floats]:
    """Return pairs (N, 2) that look alike and lie within `near` of where a map sends them."""
    sent = _absolute(apply_map(known, _relative(today.points)))
    away = np.linalg.norm(sent[:, None] - earlier.points[None], axis=2)
    likeness = np.where(away < near, today.looks @ earlier.looks.T, -1.0)
    best, back = likeness.argmax(axis=1), likeness.argmax(axis=0)
    at = np.arange(len(best))
    good = (back[best] == at) & (likeness[at, best] > 0.5)
    return today.points[good], earlier.points[best[good]]


def _by_pixels(today: Retina, earlier: Retina, known: Floats) -> Floats:
    """Return a map corrected by what the vessels' pixels say; the map itself where they do not.

    Enhanced correlation: Evangelidis and Psarakis, IEEE TPAMI 30(10), 2008.
    """
    moved = cv2.GaussianBlur(laid_over(earlier.vessels, known, SIDE), (0, 0), 2)
    here = cv2.GaussianBlur(today.vessels, (0, 0), 2)
    both = _both(known)[0].astype(np.uint8)
    ends = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 40, 1e-5)
    try:
        start = np.eye(2, 3, dtype=np.float32)
        _, step = cv2.findTransformECC(here, moved, start, cv2.MOTION_AFFINE, ends, both, 1)
    except cv2.error:  # it did not converge: the points know better
        return known
    grid = _grid(9)
    stepped = _relative(_absolute(grid) @ step[:, :2].T + step[:, 2])
    return _fitted(grid, apply_map(known, stepped), 6)


def _inside() -> Floats:
    return np.asarray(disc_mask(SIDE, 0.08) > 0)


def _both(known: Floats) -> tuple[Floats, Floats]:
    """Return where both retinas are in view (S, S), and where a map sends each pixel."""
    inside = _inside()
    there = laid_over(inside.astype(np.float32), known, SIDE) > 0.5
    return inside & there, there


def _correlation(today: Retina, earlier: Retina, known: Floats) -> float:
    """Return how alike the vessels of both are in [-1, 1], where both retinas are in view."""
    both = _both(known)[0]
    if both.mean() < 0.1:
        return -1.0
    moved = cv2.GaussianBlur(laid_over(earlier.vessels, known, SIDE), (0, 0), 1)[both]
    here = cv2.GaussianBlur(today.vessels, (0, 0), 1)[both]
    return float(np.corrcoef(here, moved)[0, 1])
