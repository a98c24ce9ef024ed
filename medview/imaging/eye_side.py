"""Which eye a fundus photograph is of: the optic disc is nasal, at the right in a right eye.

A logistic template over four coarse maps of the retina (red and green light over their
background, dark vessels, bright spots), each less its mirror image: the mirrored picture has the
opposite score, whatever was learned. `fit_eye_side` makes it again from DeepDRiD (CC BY 4.0).
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from medview.domain.case import Eye
from medview.domain.eyes import DiscSide
from medview.imaging.preprocess import Disc, crop_disc

Floats = npt.NDArray[Any]  # float32; OpenCV's stubs know no narrower type
Rgb = npt.NDArray[np.uint8]

SIDE = 96  # pixels of the retina that are looked at
CELLS = 16  # of each map, across
BACKGROUND = 12.0  # pixels: what is larger is light, not structure
VESSEL, SPOT = 7, 21  # pixels: wider than a vessel, than the optic disc
FAINT = 0.06  # contrast that is no structure yet, but a shade of light
FILE = Path(__file__).with_suffix(".json")


def score(rgb: Rgb, retina: Disc | None = None) -> float:
    """Return how clearly a fundus photograph (H, W, 3) is of a right eye; below 0: of a left eye.

    It is the log-odds of the template. `retina` is where the photograph shows it, when known.
    """
    return float((features(rgb, retina) * _template()).sum())


def disc_side(rgb: Rgb, retina: Disc | None = None) -> DiscSide:
    """Return which eye a fundus photograph (H, W, 3) is of; a faint score decides nothing."""
    value, limits = score(rgb, retina), _file()["limits"]
    if abs(value) < limits["decided"]:
        return DiscSide()
    return DiscSide(Eye.OD if value > 0 else Eye.OS, abs(value) >= limits["sure"])


def features(rgb: Rgb, retina: Disc | None = None) -> Floats:
    """Return the maps (CELLS, CELLS / 2, 4) of a photograph's left half less the mirrored right."""
    square = crop_disc(rgb, SIDE, retina)
    mask = np.asarray(square[..., 3] > 127, dtype=np.float32)
    inner = cv2.erode(mask, np.ones((5, 5), np.uint8)) > 0
    if not inner.any():
        return np.zeros((CELLS, CELLS // 2, 4), np.float32)
    colour = square[..., :2].astype(np.float32)
    background = _background(colour, mask)
    light = (colour - background) / (background + 16)
    maps = np.dstack([_light(light, inner), _structure(colour[..., 1], background[..., 1], inner)])
    small = cv2.resize(maps, (CELLS, CELLS), interpolation=cv2.INTER_AREA)
    return (small - small[:, ::-1])[:, : CELLS // 2]


def _light(light: Floats, inner: Floats) -> Floats:
    """Return red and green over their background (S, S, 2), each at its own spread."""
    return np.clip(light / (light[inner].std(axis=0) + FAINT), -2.5, 2.5) * inner[..., None]


def _structure(green: Floats, background: Floats, inner: Floats) -> Floats:
    """Return thin dark and small bright things (S, S, 2) of the green channel, by morphology."""
    filled = np.where(inner, green, background)
    dark = cv2.morphologyEx(filled, cv2.MORPH_BLACKHAT, _ellipse(VESSEL))
    soft = cv2.GaussianBlur(filled, (0, 0), 1)
    bright = cv2.morphologyEx(soft, cv2.MORPH_TOPHAT, _ellipse(SPOT))
    found = np.dstack([dark, bright]) / (background + 16)[..., None] * inner[..., None]
    return np.clip(found / (np.sqrt((found[inner] ** 2).mean(axis=0)) + FAINT / 2), 0, 3)


def _background(colour: Floats, mask: Floats) -> Floats:
    """Return the light (S, S, 2) that is left when structure is blurred away."""
    layers = cv2.GaussianBlur(np.dstack([colour * mask[..., None], mask]), (0, 0), BACKGROUND)
    return layers[..., :2] / np.maximum(layers[..., 2:], 1e-3)


def _ellipse(size: int) -> Floats:
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))


@cache
def _file() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return read


@cache
def _template() -> Floats:
    return np.array(_file()["weights"], dtype=np.float32).reshape(CELLS, CELLS // 2, 4)
