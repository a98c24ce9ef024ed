"""The eyes of the sample: who, which side, which grade, and how each photograph is put together."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from medview.domain.case import Eye
from medview.domain.grade import Grade
from medview.imaging.sample import lesions
from medview.imaging.sample.field import Field, Floats, blurred, colour
from medview.imaging.sample.retina import (
    BROWN,
    ORANGE,
    PINK,
    RED,
    Pigment,
    add_blood,
    add_disc,
    draw_background,
    expose,
)
from medview.imaging.sample.vessels import bead, draw_tree, masks_of

Pixels = npt.NDArray[np.uint8]

WIDTH, HEIGHT = 768, 640


@dataclass(frozen=True)
class EyePlan:
    """One photograph to draw; a grade of None is an eye too dark and blurred to grade."""

    patient: int
    eye: Eye
    grade: Grade | None
    pigment: Pigment
    radius: float = 306.0  # pixels; beyond half the height the field is cut, as on many cameras

    @property
    def name(self) -> str:
        """File name without its ending."""
        return f"synthetic-{self.patient:02d}-{self.eye}"


EYES = (
    EyePlan(1, Eye.OD, Grade.NO_DR, ORANGE),
    EyePlan(1, Eye.OS, Grade.NO_DR, ORANGE),
    EyePlan(2, Eye.OD, Grade.MILD, PINK),
    EyePlan(2, Eye.OS, Grade.NO_DR, PINK),
    EyePlan(3, Eye.OD, Grade.MODERATE, ORANGE, 352.0),
    EyePlan(3, Eye.OS, Grade.MILD, ORANGE, 352.0),
    EyePlan(4, Eye.OD, Grade.MODERATE, BROWN),
    EyePlan(4, Eye.OS, Grade.SEVERE, BROWN),
    EyePlan(5, Eye.OD, Grade.SEVERE, RED, 352.0),
    EyePlan(5, Eye.OS, Grade.PROLIFERATIVE, RED, 352.0),
    EyePlan(6, Eye.OD, Grade.PROLIFERATIVE, PINK),
    EyePlan(6, Eye.OS, None, PINK),
)


@dataclass(frozen=True)
class Plenty:
    """How many lesions of each kind (exudates in clusters) an eye of one grade shows."""

    microaneurysms: int
    exudates: int = 0
    haemorrhages: int = 0
    cotton_wool: int = 0
    irma: int = 0


# Severe NPDR by the 4-2-1 rule: haemorrhages in all quadrants, venous beading, IRMA.
PLENTY = {
    Grade.MILD: Plenty(4),
    Grade.MODERATE: Plenty(14, exudates=2, haemorrhages=6),
    Grade.SEVERE: Plenty(26, exudates=4, haemorrhages=56, cotton_wool=5, irma=6),
    Grade.PROLIFERATIVE: Plenty(22, exudates=2, haemorrhages=20, cotton_wool=3, irma=6),
}


def draw_eye(plan: EyePlan, seed: int) -> Pixels:
    """Return the photograph (H, W, 3) RGB of a plan; the same seed draws the same picture."""
    rng = np.random.default_rng([seed, plan.patient, int(plan.eye is Eye.OS)])
    field = _field(rng, plan)
    picture = _healthy(rng, field, plan)
    picture = _with_lesions(rng, picture, field, plan.grade)
    pixels = expose(rng, picture if plan.grade is not None else _spoilt(picture, field), field)
    if plan.eye is Eye.OS:
        pixels = np.ascontiguousarray(pixels[:, ::-1])
    return _stamped(pixels)


def _field(rng: np.random.Generator, plan: EyePlan) -> Field:
    shift = rng.normal(0, 0.04, 2)
    disc = np.array([0.60, -0.05]) + shift
    fovea = np.array([-0.12, 0.03]) + shift + rng.normal(0, 0.015, 2)
    return Field(WIDTH, HEIGHT, plan.radius, disc, fovea)


def _healthy(rng: np.random.Generator, field: Field, plan: EyePlan) -> Floats:
    picture = draw_background(rng, field, plan.pigment)
    picture = add_disc(rng, picture, field, plan.pigment)
    vessels = draw_tree(rng, field)
    if plan.grade is not None and plan.grade >= Grade.SEVERE:
        vessels = [bead(v, rng) if v.is_vein and v.widths[0] > 0.018 else v for v in vessels]
    return add_blood(picture, *masks_of(vessels, field))


def _with_lesions(
    rng: np.random.Generator, picture: Floats, field: Field, grade: Grade | None
) -> Floats:
    if grade is None or grade == Grade.NO_DR:
        return picture
    plenty = PLENTY[grade]
    picture = lesions.add_microaneurysms(rng, picture, field, plenty.microaneurysms)
    picture = lesions.add_exudates(rng, picture, field, plenty.exudates)
    picture = lesions.add_haemorrhages(rng, picture, field, plenty.haemorrhages)
    picture = lesions.add_cotton_wool(rng, picture, field, plenty.cotton_wool)
    picture = lesions.add_irma(rng, picture, field, plenty.irma)
    return _with_new_vessels(rng, picture, field) if grade == Grade.PROLIFERATIVE else picture


def _with_new_vessels(rng: np.random.Generator, picture: Floats, field: Field) -> Floats:
    on_disc = field.disc + np.array([[0.03, -0.05], [-0.04, 0.05]])
    elsewhere = field.place(0.35, 0.62)[None]
    places = np.concatenate([on_disc, elsewhere])
    picture = lesions.add_new_vessels(rng, picture, field, places)
    return lesions.add_preretinal_haemorrhage(rng, picture, field, field.place(0.42, -0.52))


def _spoilt(picture: Floats, field: Field) -> Floats:
    """Return the picture as a small pupil and a moving eye leave it: dark, blurred, hazy."""
    moved = blurred(picture, 0.045 * field.radius)
    shadow = np.clip(field.distance(np.array([0.35, -0.2])) * 1.1, 0, 1)[..., None]
    return moved * (0.30 - 0.22 * shadow) + colour(0.03, 0.02, 0.015)


def _stamped(pixels: Pixels) -> Pixels:
    """Return the picture with SYNTHETIC in its corner, outside the retina."""
    stamped = pixels.copy()
    cv2.putText(
        stamped, "SYNTHETIC", (10, HEIGHT - 12), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (70,) * 3, 1,
        cv2.LINE_AA,
    )  # fmt: skip
    return stamped
