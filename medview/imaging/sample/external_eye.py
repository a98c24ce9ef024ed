"""A photograph of the outside of an eye: a picture that is no fundus and must not be graded."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from medview.imaging.sample.field import Field, Floats, Mask, Points, blurred, clouds, colour
from medview.imaging.sample.retina import blend

SKIN = colour(0.80, 0.60, 0.49)
SCLERA = colour(0.93, 0.90, 0.87)
IRIS = colour(0.35, 0.43, 0.45)


def draw_external_eye(seed: int, width: int, height: int) -> npt.NDArray[np.uint8]:
    """Return the photograph (height, width, 3) RGB."""
    rng = np.random.default_rng([seed, 99])
    field = Field(width, height, height / 2, np.array([1.0, 0.0]), np.zeros(2))
    picture: Floats = np.ones((height, width, 3), np.float32) * SKIN
    picture *= np.exp(0.05 * clouds(rng, field, 4, 6))[..., None] * _brow_shade(field)
    opening = _filled(field, _almond()).soft(0.012)
    picture = blend(picture, _eyeball(rng, field), opening)
    picture = blend(picture, colour(0.20, 0.13, 0.10), 0.8 * _lashes(rng, field))
    grain = rng.normal(0, 0.008, picture.shape).astype(np.float32)
    return np.rint(np.clip(picture + grain, 0, 1) * 255).astype(np.uint8)


def _brow_shade(field: Field) -> Floats:
    shade = 0.30 * np.exp(-((field.distance(np.array([0.0, -0.1])) / 0.75) ** 4))
    return (1.05 - shade)[..., None]


def _almond() -> Points:
    x = np.linspace(-0.82, 0.82, 80)
    upper = -0.40 * np.cos(x / 0.82 * np.pi / 2) ** 0.8
    lower = 0.30 * np.cos(x / 0.82 * np.pi / 2) ** 0.9
    return np.concatenate([np.stack([x, upper], 1), np.stack([x, lower], 1)[::-1]])


def _eyeball(rng: np.random.Generator, field: Field) -> Floats:
    centre = np.array([0.02, -0.05])
    distance = field.distance(centre)
    ball = SCLERA * (1.02 - 0.42 * distance[..., None] ** 2)
    iris = IRIS * (0.75 + 0.35 * _fibres(rng, field, centre))[..., None]
    picture = blend(ball, iris, np.clip((0.335 - distance) * 60, 0, 1))
    limbus = np.exp(-(((distance - 0.335) / 0.022) ** 2))
    picture = picture * (1 - 0.55 * limbus[..., None])
    picture = blend(picture, colour(0.02, 0.02, 0.02), np.clip((0.125 - distance) * 60, 0, 1))
    glint = np.clip((0.035 - field.distance(centre + np.array([-0.10, -0.11]))) * 60, 0, 1)
    return blend(picture, colour(1.0, 1.0, 1.0), glint.astype(np.float32))


def _fibres(rng: np.random.Generator, field: Field, centre: Points) -> Floats:
    """Return the radial fibres of the iris (H, W), about [-1, 1]."""
    x, y = field.grid()
    angle = np.arctan2(y - centre[1], x - centre[0])
    profile = blurred(rng.standard_normal((1, 720)), 1.5).ravel()
    places = np.linspace(-np.pi, np.pi, 720)
    fibres: Floats = np.interp(angle, places, profile / profile.std()).astype(np.float32)
    return np.clip(fibres * 0.6, -1, 1)


def _lashes(rng: np.random.Generator, field: Field) -> Floats:
    mask = Mask(field)
    upper = _almond()[:80]
    for root in upper[6:-6:2]:
        lean = root[0] * 0.22 + rng.normal(0, 0.02)
        tip = root + np.array([lean, -rng.uniform(0.10, 0.17)])
        bow = (root + tip) / 2 + np.array([-lean * 0.3, 0.02])
        mask.stroke(np.stack([root, bow, tip]), np.array([0.012, 0.009, 0.005]))
    mask.stroke(upper, np.full(80, 0.02), 0.8)
    return mask.soft(0.003)


def _filled(field: Field, outline: Points) -> Mask:
    mask = Mask(field)
    mask.polygon(outline)
    return mask
