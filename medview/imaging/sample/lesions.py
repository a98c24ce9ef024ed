"""What diabetes does to a retina, from microaneurysms to new vessels, as the ICDR scale names it.

Wilkinson et al., Ophthalmology 2003;110:1677-1682; looks after the ETDRS standard photographs.
"""

from __future__ import annotations

import numpy as np

from medview.imaging.sample.field import Field, Floats, Mask, Points, blob, colour
from medview.imaging.sample.retina import absorb, blend

OLD_BLOOD = colour(0.55, 1.25, 0.75)
LIPID = colour(0.99, 0.90, 0.42)
COTTON = colour(0.97, 0.86, 0.64)

Rng = np.random.Generator


def scatter(rng: Rng, field: Field, count: int, near: float = 0.18, far: float = 0.95) -> Points:
    """Return points (count, 2) over the posterior pole, off the disc, all quadrants alike."""
    points: list[Points] = []
    while len(points) < count:
        quadrant = len(points) % 4 * np.pi / 2
        angle = quadrant + rng.uniform(0, np.pi / 2)
        reach = rng.uniform(near, far) * np.array([np.cos(angle), np.sin(angle)])
        point = 0.45 * (field.fovea + field.disc) * 0.5 + reach
        clear = np.linalg.norm(point - field.disc) > 0.22 and np.linalg.norm(point) < 0.9
        if clear and np.linalg.norm(point - field.fovea) > 0.06:
            points.append(point)
    return np.array(points)


def add_microaneurysms(rng: Rng, picture: Floats, field: Field, count: int) -> Floats:
    """Return the picture with small, round, sharp red dots, most of them around the macula."""
    mask = Mask(field)
    for point in scatter(rng, field, count, near=0.15, far=0.6):
        mask.polygon(blob(rng, point, rng.uniform(0.0065, 0.0105), 0.05), rng.uniform(0.75, 1))
    return absorb(picture, OLD_BLOOD, 0.62 * mask.soft(0.002))


def add_haemorrhages(rng: Rng, picture: Floats, field: Field, count: int) -> Floats:
    """Return the picture with dot and blot haemorrhages, every fourth of them flame-shaped."""
    mask = Mask(field)
    for index, point in enumerate(scatter(rng, field, count)):
        radius = float(np.clip(rng.lognormal(-4.0, 0.48), 0.011, 0.05))
        outline = blob(rng, np.zeros(2), radius, 0.30)
        if index % 4 == 3:
            outline = _along_fibres(field, point, outline)
        mask.polygon(point + outline, rng.uniform(0.7, 1))
    return absorb(picture, OLD_BLOOD, 0.66 * mask.soft(0.006))


def _along_fibres(field: Field, point: Points, outline: Points) -> Points:
    """Stretch an outline along the nerve fibres, which run from the disc."""
    axis = (point - field.disc) / np.linalg.norm(point - field.disc)
    across = np.array([-axis[1], axis[0]])
    return np.outer(outline @ axis * 1.9, axis) + np.outer(outline @ across * 0.55, across)


def add_exudates(rng: Rng, picture: Floats, field: Field, clusters: int) -> Floats:
    """Return the picture with hard exudates: waxy yellow, sharp, in clusters and broken rings."""
    mask = Mask(field)
    for centre in scatter(rng, field, clusters, near=0.1, far=0.5):
        is_ring = rng.random() < 0.5
        spread = rng.uniform(0.06, 0.12)
        for _ in range(int(rng.integers(14, 38))):
            angle = rng.uniform(0, 4.4 if is_ring else 6.28)
            reach = spread * (rng.normal(1, 0.12) if is_ring else abs(rng.normal(0, 0.62)))
            point = centre + reach * np.array([np.cos(angle), np.sin(angle)])
            size = float(np.clip(rng.lognormal(-4.75, 0.45), 0.004, 0.02))
            mask.polygon(blob(rng, point, size, 0.35), rng.uniform(0.6, 1))
    return blend(picture, LIPID * (0.35 + 0.65 * _light(picture)), 0.88 * mask.soft(0.0028))


def add_cotton_wool(rng: Rng, picture: Floats, field: Field, count: int) -> Floats:
    """Return the picture with cotton-wool spots: pale, feathered, in front of the vessels."""
    mask = Mask(field)
    for point in scatter(rng, field, count, near=0.35, far=0.7):
        for _ in range(5):
            centre = point + rng.normal(0, 0.016, 2)
            mask.polygon(blob(rng, centre, rng.uniform(0.016, 0.032), 0.3), rng.uniform(0.5, 0.9))
    return blend(picture, COTTON * (0.35 + 0.6 * _light(picture)), 0.72 * mask.soft(0.011))


def _light(picture: Floats) -> Floats:
    """Return how brightly the flash falls on each place (H, W, 1), 1 in the middle of the field."""
    red = picture[..., :1]
    return np.clip(red / max(float(np.percentile(red, 90)), 1e-3), 0, 1.1)


def add_irma(rng: Rng, picture: Floats, field: Field, count: int) -> Floats:
    """Return the picture with intraretinal microvascular abnormalities: short, kinked vessels."""
    mask = Mask(field)
    for point in scatter(rng, field, count, near=0.4, far=0.75):
        for _ in range(4):
            _wander(rng, mask, point + rng.normal(0, 0.02, 2), steps=16, kink=0.75, width=0.0042)
    return absorb(picture, OLD_BLOOD, 0.45 * mask.soft(0.002))


def add_new_vessels(rng: Rng, picture: Floats, field: Field, places: Points) -> Floats:
    """Return the picture with neovascularisation: lacy loops growing from each of `places`."""
    mask = Mask(field)
    for place in places:
        for _ in range(26):
            start = place + rng.normal(0, 0.022, 2)
            _wander(rng, mask, start, steps=int(rng.integers(12, 34)), kink=0.36, width=0.0034)
    return absorb(picture, OLD_BLOOD, 0.52 * mask.soft(0.002))


def _wander(rng: Rng, mask: Mask, start: Points, steps: int, kink: float, width: float) -> None:
    heading, bend = rng.uniform(0, 6.28), rng.normal(0, 0.15)
    points = [start]
    for _ in range(steps):
        heading += bend + rng.normal(0, kink)
        points.append(points[-1] + 0.0095 * np.array([np.cos(heading), np.sin(heading)]))
    mask.stroke(np.array(points), np.full(len(points), width * rng.uniform(0.7, 1.3)), 0.9)


def add_preretinal_haemorrhage(rng: Rng, picture: Floats, field: Field, at: Points) -> Floats:
    """Return the picture with blood before the retina, lying level at its top like a boat."""
    angle = np.linspace(0, np.pi, 40)
    edge = np.stack([0.26 * np.cos(angle), 0.17 * np.sin(angle)], axis=1)
    edge *= 1 + 0.05 * np.sin(angle * 5 + rng.uniform(0, 6.28))[:, None]
    deck = np.stack([np.linspace(-0.26, 0.26, 20), 0.003 * rng.standard_normal(20)], axis=1)
    mask = Mask(field)
    mask.polygon(at + np.concatenate([edge, deck]))
    return absorb(picture, OLD_BLOOD * np.float32(0.9), 0.95 * mask.soft(0.010))
