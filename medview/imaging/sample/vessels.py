"""Retinal vessels: four arcades of an artery and a vein, branching and thinning outwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from medview.imaging.sample.field import DISC_RADIUS, Field, Floats, Mask, Points

STEP = 0.012  # retina units between two points of a vessel
THINNEST = 0.0035
VEIN, ARTERY = 0.0225, 0.0165  # widths at the disc; arteries are about 2/3 of veins


@dataclass(frozen=True)
class Vessel:
    """A line of points (n, 2) with widths (n,), in retina units."""

    points: Points
    widths: Points
    is_vein: bool


@dataclass(frozen=True)
class Sprout:
    """Where a branch starts, where to, and how wide."""

    start: Points
    heading: float
    width: float
    is_vein: bool
    depth: int


def draw_tree(rng: np.random.Generator, field: Field) -> list[Vessel]:
    """Return every vessel of an eye, trunks first."""
    trunks = list(_trunks(rng, field))
    branches = [branch for trunk in trunks for branch in _branches(rng, field, trunk)]
    return trunks + branches


def masks_of(vessels: list[Vessel], field: Field) -> tuple[Floats, Floats]:
    """Return soft masks (H, W) of veins and of arteries; thin vessels are paler."""
    veins, arteries = Mask(field), Mask(field)
    for vessel in sorted(vessels, key=lambda vessel: float(vessel.widths[0])):
        strength = float(np.clip(0.32 + vessel.widths[0] / 0.019, 0.4, 1.0))
        (veins if vessel.is_vein else arteries).stroke(vessel.points, vessel.widths, strength)
    return veins.soft(0.0022), arteries.soft(0.0022)


def bead(vessel: Vessel, rng: np.random.Generator) -> Vessel:
    """Return the vein with sausage-like swellings along its middle (venous beading)."""
    place = np.arange(len(vessel.widths)) * STEP
    drift = np.cumsum(rng.normal(0, 0.12, len(place)))
    swelling = np.clip(np.sin(place / 0.062 * 2 * np.pi + drift), -0.3, 1)
    fade = np.clip((place - 0.2) * 8, 0, 1)
    return replace(vessel, widths=vessel.widths * (1 + 0.42 * fade * swelling))


def _trunks(rng: np.random.Generator, field: Field) -> Iterator[Vessel]:
    for is_vein in (True, False):
        for up in (1.0, -1.0):
            yield _trunk(rng, field, _temporal_arcade(rng, field, up, is_vein), is_vein, 1.0)
            yield _trunk(rng, field, _nasal_arcade(rng, field, up, is_vein), is_vein, 0.7)


def _temporal_arcade(
    rng: np.random.Generator, field: Field, up: float, is_vein: bool
) -> list[Points]:
    height = (0.64 if is_vein else 0.55) + rng.normal(0, 0.03)
    begin = 0.02 if is_vein else -0.02
    return [
        field.place(begin, up * 0.02),
        field.place(begin - 0.03 + rng.normal(0, 0.03), up * 0.42),
        field.place(0.42 + rng.normal(0, 0.05), up * (height + 0.16)),
        field.place(1.15, up * (height - 0.02)),
        field.place(1.75, up * 0.15),
    ]


def _nasal_arcade(rng: np.random.Generator, field: Field, up: float, is_vein: bool) -> list[Points]:
    spread = (0.1 if is_vein else 0.0) + rng.normal(0, 0.05)
    return [
        field.place(0.0, up * 0.01),
        field.place(-0.06, up * (0.16 + spread)),
        field.place(-0.28, up * (0.34 + spread)),
        field.place(-0.62, up * (0.62 + spread)),
    ]


def _trunk(
    rng: np.random.Generator, field: Field, guides: list[Points], is_vein: bool, size: float
) -> Vessel:
    points = _wavy(rng, _bezier(np.array(guides)))
    taper = np.linspace(1.0, 0.42, len(points))
    width = (VEIN if is_vein else ARTERY) * size * rng.uniform(0.92, 1.08)
    return Vessel(points, width * taper, is_vein)


def _bezier(guides: Points) -> Points:
    """Return points STEP apart on the Bezier curve of the guides (de Casteljau)."""
    t = np.linspace(0, 1, 400)[:, None]
    level = [np.repeat(guide[None], len(t), axis=0) for guide in guides]
    while len(level) > 1:
        level = [(1 - t) * a + t * b for a, b in pairwise(level)]
    curve = level[0]
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(curve, axis=0), axis=1))])
    even = np.arange(0, length[-1], STEP)
    return np.stack([np.interp(even, length, curve[:, axis]) for axis in (0, 1)], axis=1)


def _wavy(rng: np.random.Generator, points: Points) -> Points:
    """Bend a smooth curve sideways by slow waves, nothing at its start."""
    along = np.arange(len(points)) * STEP
    sway = np.zeros(len(points))
    for wavelength in (0.7, 0.35, 0.16):
        size = rng.normal(0, 0.028) * wavelength
        sway += size * np.sin(along / wavelength * 6.28 + rng.uniform(0, 6.28))
    tangent = np.gradient(points, axis=0)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], axis=1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    return points + normal * (sway * np.clip(along / 0.25, 0, 1))[:, None]


def _branches(rng: np.random.Generator, field: Field, parent: Vessel) -> Iterator[Vessel]:
    queue = list(_sprouts(rng, field, parent, depth=1))
    while queue:
        sprout = queue.pop()
        branch = _grow(rng, field, sprout)
        if len(branch.points) < 4:
            continue
        yield branch
        if sprout.depth < 3:
            queue += _sprouts(rng, field, branch, sprout.depth + 1)


def _sprouts(
    rng: np.random.Generator, field: Field, parent: Vessel, depth: int
) -> Iterator[Sprout]:
    """Choose where a vessel branches: every 0.15-0.45 units, sides alternating, by Murray's law."""
    side = rng.choice([-1, 1])
    index = int(rng.integers(8, 22))
    while index < len(parent.points) - 2:
        tangent = parent.points[index] - parent.points[index - 1]
        width = parent.widths[index] * rng.uniform(0.5, 0.78)
        start = parent.points[index]
        if width > THINNEST and np.linalg.norm(start - field.disc) > 1.1 * DISC_RADIUS:
            turn = side * rng.uniform(0.5, 1.05)
            heading = float(np.arctan2(tangent[1], tangent[0]) + turn)
            yield Sprout(start, heading, width, parent.is_vein, depth)
        side = -side if rng.random() < 0.75 else side
        index += int(rng.integers(13, 38))


def _grow(rng: np.random.Generator, field: Field, sprout: Sprout) -> Vessel:
    """Walk from the sprout: a slowly changing curve that leans to where the retina needs blood."""
    steps = int(np.clip(sprout.width / 0.00017, 12, 75) * rng.uniform(0.7, 1.3))
    point, heading, bend = sprout.start, sprout.heading, 0.0
    points = [point]
    for _ in range(steps):
        bend = 0.86 * bend + rng.normal(0, 0.032)
        heading += bend + 0.035 * _lean(field, point, heading)
        point = point + STEP * np.array([np.cos(heading), np.sin(heading)])
        if np.linalg.norm(point) > 1.06 or np.linalg.norm(point - field.fovea) < 0.115:
            break
        points.append(point)
    taper = np.linspace(1.0, 0.45, len(points))
    return Vessel(np.array(points), np.maximum(sprout.width * taper, 0.0022), sprout.is_vein)


def _lean(field: Field, point: Points, heading: float) -> float:
    """Return the signed turn (radians) towards the fovea inside the arcades, else outwards."""
    offset = point - field.disc
    along, up = offset @ field.temporal, offset @ field.upward
    inside = along > 0.15 and abs(up) < 0.6
    goal = field.fovea - point if inside else offset
    wanted = np.arctan2(goal[1], goal[0]) - heading
    return float((wanted + np.pi) % (2 * np.pi) - np.pi)
