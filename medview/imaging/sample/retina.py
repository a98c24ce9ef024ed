"""The fundus behind the lesions: light, pigment, disc, macula and blood."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medview.imaging.sample.field import (
    DISC_RADIUS,
    Field,
    Floats,
    Mask,
    Points,
    blob,
    blurred,
    clouds,
    colour,
)

# How much of red, green and blue light blood takes away: green most (the red-free picture).
VEIN_BLOOD = colour(0.34, 0.92, 0.62)
ARTERY_BLOOD = colour(0.15, 0.66, 0.52)


@dataclass(frozen=True)
class Pigment:
    """The colours of one person's fundus under one camera's flash, RGB in [0, 1]."""

    retina: tuple[float, float, float]
    disc: tuple[float, float, float]
    choroid: float  # how far the choroidal vessels show through


ORANGE = Pigment((0.76, 0.40, 0.13), (0.98, 0.84, 0.50), 0.04)
PINK = Pigment((0.78, 0.46, 0.32), (0.96, 0.86, 0.70), 0.05)
RED = Pigment((0.74, 0.29, 0.09), (0.94, 0.70, 0.36), 0.10)
BROWN = Pigment((0.62, 0.33, 0.13), (0.95, 0.78, 0.47), 0.04)


def draw_background(rng: np.random.Generator, field: Field, pigment: Pigment) -> Floats:
    """Return the bare fundus (H, W, 3): pigment, choroid, macula and the fall-off of the flash."""
    picture = np.ones((field.height, field.width, 3), np.float32) * colour(*pigment.retina)
    picture *= np.exp(0.024 * clouds(rng, field, 6, 6))[..., None]
    picture *= 1 + pigment.choroid * _choroid(rng, field)[..., None] * colour(0.8, 1.2, 0.6)
    picture *= _macula(field)
    return picture * _flash(rng, field)


def _choroid(rng: np.random.Generator, field: Field) -> Floats:
    """Return the blurred net of choroidal vessels (H, W), about [-1, 1], faint at the macula."""
    ridges = 1 - 1.6 * np.abs(clouds(rng, field, 9, 2))
    away = 1 - 0.7 * np.exp(-((field.distance(field.fovea) / 0.4) ** 2))
    soft: Floats = blurred(ridges * away, 0.012 * field.radius)
    return np.clip(soft, -1, 1)


def _macula(field: Field) -> Floats:
    """Return the darkening (H, W, 3) of xanthophyll and dense pigment around the fovea."""
    distance = field.distance(field.fovea)
    shade = 0.30 * np.exp(-((distance / 0.24) ** 2)) + 0.16 * np.exp(-((distance / 0.07) ** 2))
    darkened: Floats = 1 - shade[..., None] * colour(0.75, 1.15, 1.1)
    return darkened


def _flash(rng: np.random.Generator, field: Field) -> Floats:
    """Return the light (H, W, 1): falling off to the rim, never quite centred."""
    off = rng.normal(0, 0.12, 2)
    distance = field.distance(off)
    light = 1.10 - 0.42 * np.clip(distance, 0, 1.2) ** 2.2
    nerve_fibres = 0.06 * np.exp(-((field.distance(field.disc) / 0.42) ** 2))
    return (light + nerve_fibres)[..., None]


def add_disc(rng: np.random.Generator, picture: Floats, field: Field, pigment: Pigment) -> Floats:
    """Return the picture with the optic disc: halo, rim, and a paler cup."""
    rim = _oval(rng, field, field.disc, DISC_RADIUS * 0.92, 1.10).soft(0.009)
    cup_centre = field.disc + 0.15 * DISC_RADIUS * field.temporal
    cup = _oval(rng, field, cup_centre, DISC_RADIUS * rng.uniform(0.36, 0.5), 1.05).soft(0.016)
    halo = np.exp(-((field.distance(field.disc) / (1.5 * DISC_RADIUS)) ** 4))
    crescent = _oval(
        rng, field, field.disc + 0.13 * DISC_RADIUS * field.temporal, DISC_RADIUS, 1.08
    )
    pale = colour(*pigment.disc)
    rim_colour = pale * colour(0.95, 0.76, 0.60)
    picture = picture * (1 + 0.06 * halo[..., None])
    picture = blend(picture, pale * 0.86, 0.30 * crescent.soft(0.008))
    picture = blend(picture, rim_colour, 0.90 * rim)
    return blend(picture, pale * 1.04, 0.92 * cup)


def _oval(
    rng: np.random.Generator, field: Field, centre: Points, radius: float, tall: float
) -> Mask:
    outline = blob(rng, np.zeros(2), radius, 0.02)
    mask = Mask(field)
    mask.polygon(centre + outline * np.array([1.0, tall]))
    return mask


def add_blood(picture: Floats, veins: Floats, arteries: Floats) -> Floats:
    """Return the picture seen through vessels; arteries carry a bright central reflex."""
    picture = absorb(picture, VEIN_BLOOD, 0.62 * veins)
    picture = absorb(picture, ARTERY_BLOOD, 0.62 * arteries)
    reflex = np.clip(arteries - 0.90, 0, 1) * 4.0
    return blend(picture, picture * 1.10 + 0.03, np.clip(reflex, 0, 0.5))


def absorb(picture: Floats, density: Floats, amount: Floats) -> Floats:
    """Return the picture (H, W, 3) behind an absorber, by Beer-Lambert, `amount` (H, W)."""
    seen: Floats = picture * np.exp(-amount[..., None] * density)
    return seen


def blend(picture: Floats, colour: Floats, alpha: Floats) -> Floats:
    """Return the picture covered by `colour` where `alpha` (H, W) says."""
    a = alpha[..., None]
    return picture * (1 - a) + colour * a


def expose(rng: np.random.Generator, picture: Floats, field: Field) -> npt.NDArray[np.uint8]:
    """Return what the camera keeps: lens blur, noise, the field's rim, 8 bits."""
    picture = blurred(picture, 0.0022 * field.radius)
    grain = rng.normal(0, 0.008, picture.shape).astype(np.float32)
    grain = blurred(grain, 0.6) * 1.6
    aperture = np.clip((1.0 - field.distance(np.zeros(2))) * field.radius / 2.5, 0, 1)
    lit = np.clip(picture + grain, 0, 1) * aperture[..., None] + 0.012
    return np.rint(np.clip(lit, 0, 1) * 255).astype(np.uint8)
