"""A contrast-enhanced T1 MR of the head: brain, ventricles, skull, and one of two tumours."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from medview.imaging.sample.volume_grid import Floats, Grid, put, scan, soft_step

GRID = Grid(size=224, slices=20, pixel=1.05, gap=6.0)
BRAIN = (66.0, 82.0, 68.0)
MIDDLE = (0.0, 0.0, -12.0)

SCALP, BONE, FLUID, GREY, WHITE, ENHANCED = 760.0, 60.0, 140.0, 400.0, 540.0, 900.0


class Tumour(StrEnum):
    """What the head shows."""

    GLIOMA = "glioma"
    MENINGIOMA = "meningioma"


def draw_head(seed: int, tumour: Tumour) -> Floats:
    """Return the volume (S, H, W) in arbitrary units, foot to head."""
    rng = np.random.default_rng([seed, 301 + list(Tumour).index(tumour)])
    head = _shell(15.0)
    volume = put(np.zeros(head.shape, np.float32), SCALP, head)
    volume = put(volume, BONE, _shell(8.5))
    volume = put(volume, FLUID, _shell(2.0))
    volume = _with_brain(rng, volume)
    volume = _with_ventricles(volume)
    volume = _with_falx(volume)
    volume = _with_glioma(rng, volume) if tumour is Tumour.GLIOMA else _with_meningioma(rng, volume)
    bias = 1 + 0.06 * GRID.clouds(rng, 120.0)
    return np.clip(scan(volume * bias, rng, 12.0, head), 0, None)


def _shell(margin: float) -> Floats:
    """The brain's ellipsoid, larger by `margin` mm and a little egg-shaped."""
    z, y, x = GRID.axes()
    hx, hy, hz = (half + margin for half in BRAIN)
    narrow = 1 - 0.10 * np.clip(-y / hy, -1, 1)
    cx, cy, cz = MIDDLE
    squared = ((x - cx) / (hx * narrow)) ** 2 + ((y - cy) / hy) ** 2 + ((z - cz) / hz) ** 2
    return soft_step((1 - np.sqrt(squared)) * hx / 1.2)


def _depth() -> Floats:
    """Millimetres below the brain's surface, (S, H, W)."""
    return (1 - GRID.radius(MIDDLE, BRAIN)) * BRAIN[0]


def _with_brain(rng: np.random.Generator, volume: Floats) -> Floats:
    """Put white matter, the folded cortex around it, and the sulci of its surface."""
    folds = GRID.clouds(rng, 8.0)
    sulci = np.abs(GRID.clouds(rng, 12.0))  # small along the creases
    depth = _depth()
    brain = _shell(0.0)
    ribbon = soft_step((8.5 + 5.5 * folds - depth) / 2.0)
    volume = put(volume, WHITE + 12 * GRID.clouds(rng, 25.0), brain)
    volume = put(volume, GREY, brain * ribbon)
    deep_crease = soft_step((0.20 - sulci) * 7) * soft_step((17 - depth) / 5)
    volume = put(volume, FLUID + 60, 0.85 * brain * deep_crease)
    for side in (-1, 1):
        volume = put(volume, 440.0, GRID.inside((side * 24.0, -8.0, -6.0), (8.0, 17.0, 15.0)))
        volume = put(volume, 450.0, GRID.inside((side * 10.0, 12.0, -6.0), (8.0, 12.0, 11.0)))
    return volume


def _with_ventricles(volume: Floats) -> Floats:
    for side in (-1, 1):
        volume = put(volume, FLUID, GRID.inside((side * 9.0, -22.0, 4.0), (6.0, 17.0, 10.0)))
        volume = put(volume, FLUID, GRID.inside((side * 14.0, 20.0, 6.0), (6.0, 22.0, 9.0)))
    return put(volume, FLUID, GRID.inside((0.0, 6.0, -10.0), (2.5, 13.0, 10.0)))


def _with_falx(volume: Floats) -> Floats:
    """The cleft between the hemispheres, and the bright sinus behind it."""
    z, y, x = GRID.axes()
    away = soft_step((np.abs(y) - 38) / 4) + soft_step((z - 26) / 4)
    cleft = soft_step((1.6 - np.abs(x)) / 1.2) * np.clip(away, 0, 1) * _shell(0.0)
    volume = put(volume, FLUID + 40, cleft)
    sinus = GRID.inside((0.0, 80.0, -8.0), (5.0, 5.0, 46.0)) * _shell(4.0)
    return put(volume, ENHANCED, sinus)


def _with_glioma(rng: np.random.Generator, volume: Floats) -> Floats:
    """A thin, ragged ring that takes up contrast around a dead core, in a wide swelling."""
    centre = (34.0, -14.0, 12.0)
    radius = GRID.radius(centre, (27.0, 30.0, 25.0)) + 0.3 * GRID.clouds(rng, 12.0)
    brain = _shell(0.0)
    volume = put(volume, 330.0, brain * 0.8 * soft_step((1.75 - radius) * 3))
    volume = put(volume, 680.0, brain * soft_step((1.0 - radius) * 9))
    return put(volume, 250.0, brain * soft_step((0.85 - radius) * 8))


def _with_meningioma(rng: np.random.Generator, volume: Floats) -> Floats:
    """An even, bright, smooth mass with a broad base on the dura, and its tail along it."""
    centre = (-48.0, 22.0, 14.0)
    radius = GRID.radius(centre, (17.0, 19.0, 17.0)) + 0.03 * GRID.clouds(rng, 14.0)
    inside = _shell(2.5)
    tail = soft_step((1.75 - radius) * 3) * soft_step((2.2 - np.abs(_depth())) / 1.4)
    volume = put(volume, 330.0, inside * 0.6 * soft_step((1.25 - radius) * 6))
    volume = put(volume, ENHANCED - 60, inside * np.maximum(soft_step((1 - radius) * 10), tail))
    return volume
