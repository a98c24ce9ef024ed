"""Pictures as another camera would have taken them.

After GDRNet (Che et al., arXiv 2307.04378), whose fundus artefacts (halo, spots, blur, holes,
colour casts) carried a grader to cameras it had not seen. All work on uint8 squares with a mask as
last channel, before the light is evened, as a camera would; the random generator decides all.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from medview.imaging.preprocess import Floats, Pixels, disc_mask


def random_view(
    side: int, size: int, rng: np.random.Generator, angle: float = 180.0
) -> NDArray[np.float64]:
    """Return the matrix (2, 3) that takes a square of `side` to a turned, mirrored one of `size`.

    It is rotated up to +-angle degrees, mirrored half the time, zoomed, stretched and shifted.
    """
    middle = (size - 1) / 2
    turn = np.deg2rad(rng.uniform(-angle, angle))
    zoom = size / side * np.exp(rng.uniform(-0.12, 0.15))
    stretch = zoom * np.exp(np.array([1, -1]) * rng.uniform(-0.03, 0.03))
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    linear = np.diag(stretch * [rng.choice([-1, 1]), 1]) @ rotation
    centre = np.full(2, (side - 1) / 2)
    target = middle + rng.uniform(-0.04, 0.04, 2) * size
    return np.hstack([linear, (target - linear @ centre)[:, None]])


def take_view(picture: Pixels, view: NDArray[np.float64], size: int) -> Pixels:
    """Return (size, size[, C]) of a picture through a matrix of random_view."""
    return cv2.warpAffine(picture, view, (size, size), flags=cv2.INTER_LINEAR)


def narrow_field(square: Pixels, rng: np.random.Generator) -> Pixels:
    """Return square with less of the retina in its mask: a smaller or cut-off field of view."""
    size = square.shape[0]
    if rng.random() < 0.5:
        square = square.copy()
        square[..., 3] = np.minimum(square[..., 3], disc_mask(size, float(rng.uniform(0.03, 0.2))))
    if rng.random() < 0.5:
        square = square.copy()
        top, bottom = (rng.uniform(0.0, 0.16, 2) * size).astype(int)
        square[:top], square[size - bottom :] = 0, 0
    return square


def _field(size: int, cells: int, rng: np.random.Generator) -> Floats:
    """Return a smooth random field (size, size) of about unit spread."""
    coarse = rng.normal(size=(cells, cells)).astype(np.float32)
    return cv2.resize(coarse, (size, size), interpolation=cv2.INTER_CUBIC)


def relight(colour: Pixels, rng: np.random.Generator) -> Pixels:
    """Return colour (S, S, 3) under uneven light: shadows, vignetting, a tinted halo, spots."""
    size = colour.shape[0]
    light = np.exp(rng.uniform(0.0, 0.35) * _field(size, int(rng.integers(3, 6)), rng))
    lit = colour.astype(np.float32) * light[..., None]
    if rng.random() < 0.35:
        lit += _halo(size, rng)
    if rng.random() < 0.3:
        lit += _spots(size, rng)
    return np.clip(lit, 0, 255).astype(np.uint8)


def _halo(size: int, rng: np.random.Generator) -> Floats:
    """Return a tinted ring (S, S, 3) of stray light around a point near the middle."""
    y, x = np.mgrid[:size, :size].astype(np.float32) / size - 0.5
    cx, cy = rng.uniform(-0.2, 0.2, 2)
    radius = np.sqrt((x - cx) ** 2 + (y - cy) ** 2)
    ring = np.exp(-(((radius - rng.uniform(0.2, 0.6)) / rng.uniform(0.05, 0.2)) ** 2))
    tint = rng.uniform(-20, 80) * rng.uniform(0.4, 1.0, 3)
    return (ring[..., None] * tint).astype(np.float32)


def _spots(size: int, rng: np.random.Generator) -> Floats:
    """Return blurred bright or dark dots (S, S, 3): dust and reflections on the lens."""
    dots: Floats = np.zeros((size, size), np.float32)
    for _ in range(int(rng.integers(1, 8))):
        place = rng.integers(0, size, 2)
        radius = int(size * rng.uniform(0.01, 0.05))
        strength = float(rng.uniform(-50, 60))
        cv2.circle(dots, (int(place[0]), int(place[1])), radius, strength, -1)
    dots = cv2.GaussianBlur(dots, (0, 0), size * float(rng.uniform(0.006, 0.02)))
    return (dots[..., None] * rng.uniform(0.6, 1.0, 3)).astype(np.float32)


def recolour(colour: Pixels, rng: np.random.Generator) -> Pixels:
    """Return colour (S, S, 3) with other exposure, gamma, white balance and saturation."""
    ramp = np.arange(256) / 255
    exposure, gamma = np.exp(rng.normal(0, 0.2)), np.exp(rng.normal(0, 0.2))
    tables = [
        np.clip(exposure * np.exp(rng.normal(0, 0.15)) * ramp ** (gamma * np.exp(s)), 0, 1)
        for s in rng.normal(0, 0.1, 3)
    ]
    table = (np.stack(tables, axis=-1)[None] * 255).astype(np.uint8)
    saturation = float(np.clip(rng.normal(1, 0.25), 0.2, 1.6))
    mix = saturation * np.eye(3) + (1 - saturation) / 3
    return cv2.LUT(cv2.transform(colour, mix.astype(np.float32)), table)


def degrade(colour: Pixels, rng: np.random.Generator) -> Pixels:
    """Return colour (S, S, 3) out of focus, of lower resolution, noisy, sharpened or compressed."""
    size = colour.shape[0]
    if rng.random() < 0.35:
        colour = cv2.GaussianBlur(colour, (0, 0), float(rng.uniform(0.3, 1.6)) * size / 384)
    if rng.random() < 0.25:
        small = int(size * rng.uniform(0.45, 0.9))
        low = cv2.resize(colour, (small, small), interpolation=cv2.INTER_AREA)
        colour = cv2.resize(low, (size, size), interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.25:
        soft = cv2.GaussianBlur(colour, (0, 0), float(rng.uniform(0.8, 2.0)))
        strength = float(rng.uniform(0.3, 1.2))
        colour = cv2.addWeighted(colour, 1 + strength, soft, -strength, 0)
    if rng.random() < 0.3:
        noise = rng.standard_normal(colour.shape, np.float32) * np.float32(rng.uniform(1, 7))
        colour = np.clip(colour + noise, 0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(35, 92))]
        packed = cv2.imencode(".jpg", colour, quality)[1]
        colour = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)
    return colour


def other_camera(square: Pixels, rng: np.random.Generator) -> Pixels:
    """Return square (S, S, 4) as another camera, operator or eye would have given it."""
    square = narrow_field(square, rng)
    colour = np.ascontiguousarray(square[..., :3])
    if rng.random() < 0.7:
        colour = relight(colour, rng)
    colour = degrade(recolour(colour, rng), rng)
    return np.dstack([colour, square[..., 3]])


def shift_tone(even: Floats, rng: np.random.Generator) -> Floats:
    """Return evened pixels (S, S, 3) with other contrast and tint, at times as red-free."""
    if rng.random() < 0.1:
        even = np.repeat(even[..., 1:2], 3, axis=2)
    gain = np.exp(rng.normal(0, 0.2)) * np.exp(rng.normal(0, 0.08, 3))
    toned = (even - 0.5) * gain.astype(np.float32) + np.float32(0.5 + rng.normal(0, 0.03))
    return np.clip(toned, 0, 1).astype(np.float32)


def vary_grey(plane: Pixels, size: int, rng: np.random.Generator, angle: float) -> Floats:
    """Return (size, size) in [0, 1]: a grey picture turned, of other tone, sharpness and noise."""
    moved = take_view(plane, random_view(plane.shape[0], size, rng, angle), size)
    if rng.random() < 0.3:
        moved = cv2.GaussianBlur(moved, (0, 0), float(rng.uniform(0.3, 1.2)))
    toned = (moved.astype(np.float32) / 255) ** np.float32(np.exp(rng.normal(0, 0.2)))
    toned = toned * np.exp(rng.normal(0, 0.12)) + rng.normal(0, 0.04)
    if rng.random() < 0.3:
        toned = toned + rng.normal(0, rng.uniform(0.005, 0.03), toned.shape)
    return np.clip(toned, 0, 1).astype(np.float32)
