"""Pixels to encoder input: the same numbers in training and at work, numpy and OpenCV only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

# OpenCV's stubs know no narrower type: uint8 in Pixels, float32 in Floats.
Pixels = NDArray[Any]
Floats = NDArray[Any]

SEARCH_SIDE = 320  # the disc is looked for on a picture at most this wide
RIM = 0.03  # this share of the radius is left out: lens rims and bright edges are not retina
NEUTRAL = 0.5  # what is written where there is no retina


@dataclass(frozen=True)
class Disc:
    """The retina in a photograph, in pixels; rx differs from ry when the picture was squashed."""

    cx: float
    cy: float
    rx: float
    ry: float


def find_retina(rgb: Pixels) -> Disc | None:
    """Return the retina's disc in rgb (H, W, 3), or None where no round border can be seen.

    The background may be black or white, the disc squashed or cut off at any side.
    """
    height, width = rgb.shape[:2]
    step = max(1, max(height, width) // (2 * SEARCH_SIDE))
    coarse = rgb[::step, ::step]
    scale = min(1.0, SEARCH_SIDE / max(coarse.shape[:2]))
    side = (max(1, round(coarse.shape[1] * scale)), max(1, round(coarse.shape[0] * scale)))
    small = cv2.resize(np.ascontiguousarray(coarse), side, interpolation=cv2.INTER_AREA)
    disc = _fit_disc(_edge_points(content_mask(small)), max(side))
    if disc is None:
        return None
    sx, sy = width / side[0], height / side[1]
    cx, cy = (disc.cx + 0.5) * sx - 0.5, (disc.cy + 0.5) * sy - 0.5
    return Disc(cx, cy, disc.rx * sx, disc.ry * sy)


def whole_picture(rgb: Pixels) -> Disc:
    """Return the disc that fills the longer side: what is graded where no border can be seen."""
    height, width = rgb.shape[:2]
    radius = max(height, width) / 2
    return Disc((width - 1) / 2, (height - 1) / 2, radius, radius)


def content_mask(rgb: Pixels) -> NDArray[np.bool_]:
    """Return what differs from a black or white background, largest piece only, holes filled."""
    height, width = rgb.shape[:2]
    side = max(2, min(height, width) // 16)
    corners = np.concatenate(
        [
            rgb[ys, xs].reshape(-1, 3)
            for ys in (slice(0, side), slice(-side, None))
            for xs in (slice(0, side), slice(-side, None))
        ]
    )
    dark = rgb.max(axis=2)
    if np.median(corners.min(axis=1)) > 200:
        foreground = rgb.min(axis=2) < 225
    else:
        background = np.percentile(corners.max(axis=1), 60)
        lit = np.percentile(dark, 90)  # a glow around the disc is fainter than this share of it
        foreground = dark > max(min(background, 30) + 10, 0.13 * lit)
    mask = foreground.astype(np.uint8)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros_like(mask)
    if outlines:
        cv2.drawContours(filled, [max(outlines, key=cv2.contourArea)], -1, 1, cv2.FILLED)
    return filled.astype(bool)


def _edge_points(mask: NDArray[np.bool_]) -> Floats:
    """Return the outermost mask points (K, 2) as x, y of each row and column, off the border."""
    height, width = mask.shape
    ys, xs = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    rows, columns = mask[ys], mask[:, xs]
    points = np.concatenate(
        [
            np.stack([rows.argmax(axis=1), ys], axis=1),
            np.stack([width - 1 - rows[:, ::-1].argmax(axis=1), ys], axis=1),
            np.stack([xs, columns.argmax(axis=0)], axis=1),
            np.stack([xs, height - 1 - columns[::-1].argmax(axis=0)], axis=1),
        ]
    ).astype(np.float32)
    x, y = points[:, 0], points[:, 1]
    return points[(x > 1) & (x < width - 2) & (y > 1) & (y < height - 2)]


def _fit_disc(points: Floats, longer: int) -> Disc | None:
    """Return the circle through points, or the upright ellipse where it explains clearly more."""
    if len(points) < 24:
        return None
    points = points[:: len(points) // 300 + 1]
    circle, circle_share = _consensus(points, longer, squashed=False)
    ellipse, ellipse_share = _consensus(points, longer, squashed=True)
    if ellipse is not None and ellipse_share > max(circle_share + 0.15, 0.5):
        return ellipse
    return circle if circle_share >= 0.25 else None


def _consensus(points: Floats, longer: int, squashed: bool) -> tuple[Disc | None, float]:
    """Return the conic most points agree with, and their share (RANSAC with a fixed seed).

    The best of random candidates is refined by least squares over the points that agree with it.
    """
    unknowns = 4 if squashed else 3
    picks = np.random.default_rng(0).integers(0, len(points), (250, unknowns))
    discs = _plausible(_solve_conics(points[picks], squashed), longer)
    if not len(discs):
        return None, 0.0
    close = _near_rim(points, discs)
    winner = close.sum(axis=1).argmax()
    best, share = discs[winner], float(close[winner].mean())
    refined = _plausible(_least_squares(points[close[winner]], squashed), longer)
    if len(refined):
        refined_share = float(_near_rim(points, refined).mean())
        if refined_share >= share:
            best, share = refined[0], refined_share
    return Disc(*map(float, best)), share


def _conic_rows(points: Floats, squashed: bool) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the linear system (..., K, unknowns), (..., K, 1) of the conic through points."""
    x, y = points[..., 0].astype(np.float64), points[..., 1].astype(np.float64)
    columns = [x, y, np.ones_like(x)]
    if squashed:
        return np.stack([y * y, *columns], axis=-1), -(x * x)[..., None]
    return np.stack(columns, axis=-1), -(x * x + y * y)[..., None]


def _solve_conics(samples: Floats, squashed: bool) -> NDArray[np.float64]:
    """Return discs (M, 4) as cx, cy, rx, ry through each sample of points (M, unknowns, 2)."""
    system, right = _conic_rows(samples, squashed)
    regular = np.abs(np.linalg.det(system)) > 1e-3
    return _discs(np.linalg.solve(system[regular], right[regular])[..., 0], squashed)


def _least_squares(points: Floats, squashed: bool) -> NDArray[np.float64]:
    """Return the disc (1, 4) nearest to all points."""
    system, right = _conic_rows(points, squashed)
    answer = np.linalg.lstsq(system, right, rcond=None)[0]
    return _discs(answer.T, squashed)


def _discs(conics: NDArray[np.floating], squashed: bool) -> NDArray[np.float64]:
    """Return discs (M, 4) of conics (M, unknowns); those that are no ellipse become NaN."""
    q = conics[:, 0] if squashed else np.ones(len(conics))
    d, e, f = conics[:, -3], conics[:, -2], conics[:, -1]
    with np.errstate(all="ignore"):
        cx, cy = -d / 2, -e / (2 * q)
        squared = cx * cx + q * cy * cy - f
        return np.stack([cx, cy, np.sqrt(squared), np.sqrt(squared / q)], axis=1)


def _plausible(discs: NDArray[np.float64], longer: int) -> NDArray[np.float64]:
    """Return the discs a camera can make in a picture whose longer side is given."""
    cx, cy, rx, ry = discs.T
    with np.errstate(all="ignore"):
        fits = np.isfinite(discs).all(axis=1)
        fits &= (np.minimum(rx, ry) > 0.08 * longer) & (np.maximum(rx, ry) < 0.85 * longer)
        fits &= (rx / ry > 0.6) & (rx / ry < 1.67)
        fits &= (np.abs(cx - longer / 2) < 0.75 * longer) & (cy > -0.25 * longer)
    return discs[fits]


def _near_rim(points: Floats, discs: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which points (K, 2) lie on the rim of which discs (M, 4): (M, K)."""
    cx, cy, rx, ry = (discs[:, i, None] for i in range(4))
    off = np.hypot((points[:, 0] - cx) / rx, (points[:, 1] - cy) / ry) - 1
    mean_radius = np.sqrt(rx * ry)
    return np.abs(off) * mean_radius < np.maximum(1.0, 0.015 * mean_radius)


def crop_disc(rgb: Pixels, size: int, disc: Disc | None = None) -> Pixels:
    """Return the disc as a square (size, size, 4): RGB, and 255 where there is retina.

    A squashed disc comes out round; what lies outside the disc or the picture is zero.
    """
    disc = disc or find_retina(rgb) or whole_picture(rgb)
    shrink = min(1.0, 1.5 * size / (2 * max(disc.rx, disc.ry)))
    height, width = rgb.shape[:2]
    if shrink < 0.75:  # INTER_AREA first: a plain warp would skip pixels and lose small lesions
        rgb = cv2.resize(
            rgb,
            (max(1, round(width * shrink)), max(1, round(height * shrink))),
            interpolation=cv2.INTER_AREA,
        )
    kx, ky = rgb.shape[1] / width, rgb.shape[0] / height
    sx, sy = size / (2 * disc.rx * kx), size / (2 * disc.ry * ky)
    centre = (size - 1) / 2
    matrix = np.array(
        [
            [sx, 0, centre - sx * ((disc.cx + 0.5) * kx - 0.5)],
            [0, sy, centre - sy * ((disc.cy + 0.5) * ky - 0.5)],
        ],
        np.float64,
    )
    layers = np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])
    square = cv2.warpAffine(layers, matrix, (size, size), flags=cv2.INTER_LINEAR)
    square[disc_mask(size) == 0] = 0
    return square


def disc_mask(size: int, rim: float = RIM) -> Pixels:
    """Return (size, size), 255 inside the disc that touches the sides, less the rim."""
    offsets = np.arange(size) - (size - 1) / 2
    squared = offsets[:, None] ** 2 + offsets[None] ** 2
    return np.where(squared <= (size / 2 * (1 - rim)) ** 2, 255, 0).astype(np.uint8)


def even_light(square: Pixels, contrast: float = 0.11) -> Floats:
    """Return (S, S, 3) in [0, 1]: each channel over its local background, at equal contrast.

    Dividing by the background takes away vignetting, shadows and the colour cast of camera and
    lens (after Foracchia et al., Medical Image Analysis 2005); one gain for all channels then
    brings the green channel's spread to `contrast`. square (S, S, 4) is RGB and mask.
    """
    mask = (square[..., 3] > 127).astype(np.float32)
    colour = square[..., :3].astype(np.float32)
    background = _background(colour, mask)
    detail = (colour - background) / (background + 16.0)
    green = detail[..., 1][mask > 0]
    spread = float(np.sqrt(np.mean(green * green))) if green.size else 1.0
    gain = float(np.clip(contrast / max(spread, 1e-6), 0.5, 4.0))
    even = np.clip(NEUTRAL + gain * detail, 0, 1)
    return np.where(mask[..., None] > 0, even, np.float32(NEUTRAL)).astype(np.float32)


def _background(colour: Floats, mask: Floats) -> Floats:
    """Return the smooth part (S, S, 3) of colour under the mask, found at a quarter of the size."""
    size = colour.shape[0]
    small = max(8, size // 4)
    weight = cv2.resize(mask, (small, small), interpolation=cv2.INTER_AREA)
    shades = cv2.resize(colour * mask[..., None], (small, small), interpolation=cv2.INTER_AREA)
    sigma = small / 14
    weight = cv2.GaussianBlur(weight, (0, 0), sigma)
    shades = cv2.GaussianBlur(shades, (0, 0), sigma) / np.maximum(weight, 1e-3)[..., None]
    return cv2.resize(shades, (size, size), interpolation=cv2.INTER_LINEAR)


def grey_square(plane: Pixels, size: int) -> Pixels:
    """Return (size, size) of a grey picture (H, W), padded with its darkest value to a square."""
    height, width = plane.shape
    side = max(height, width)
    top, left = (side - height) // 2, (side - width) // 2
    bottom, right = side - height - top, side - width - left
    square = cv2.copyMakeBorder(
        plane, top, bottom, left, right, cv2.BORDER_CONSTANT, value=int(plane.min())
    )
    way = cv2.INTER_AREA if side > size else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(square, (size, size), interpolation=way), dtype=np.uint8)


def square_of(pixels: Pixels, kind: str, size: int) -> Pixels:
    """Return a picture as it is kept for training, before `prepare` evens light or scales.

    (size, size, 4) RGB and retina of pixels (H, W, 3) or (H, W) for the kind "fundus" (see
    `crop_disc`), (size, size, 1) for "grey". Raises KeyError for a kind there is no square for.
    """
    return {"fundus": _fundus_square, "grey": _plane}[kind](pixels, size)


def prepare(pixels: Pixels, preprocess: Mapping[str, Any]) -> Floats:
    """Return the encoder's input (3, S, S) in [0, 1] of pixels (H, W, 3) RGB or (H, W) grey.

    `preprocess` is the model card's: kind "fundus", "grey" or "retina" (as fundus, where what is
    found must find its way back onto the photograph), and size S. Raises KeyError for a
    kind there is no preparation for.
    """
    return PREPARATIONS[preprocess["kind"]](pixels, int(preprocess["size"]))


def _fundus_square(pixels: Pixels, size: int) -> Pixels:
    rgb = pixels if pixels.ndim == 3 else np.repeat(pixels[..., None], 3, axis=2)
    return crop_disc(rgb, size)


def _fundus(pixels: Pixels, size: int) -> Floats:
    return np.ascontiguousarray(even_light(_fundus_square(pixels, size)).transpose(2, 0, 1))


def _plane(pixels: Pixels, size: int) -> Pixels:
    grey = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    return grey_square(np.asarray(grey, dtype=np.uint8), size)[..., None]


def _grey(pixels: Pixels, size: int) -> Floats:
    plane = _plane(pixels, size)[..., 0].astype(np.float32) / 255
    return np.repeat(plane[None], 3, axis=0)


PREPARATIONS = {"fundus": _fundus, "grey": _grey, "retina": _fundus}
