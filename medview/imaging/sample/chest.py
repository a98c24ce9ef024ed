"""A CT of the chest in Hounsfield units: lungs, heart, ribs, spine, vessels and one nodule."""

from __future__ import annotations

import numpy as np

from medview.imaging.sample.volume_grid import Floats, Grid, Point, put, scan, soft_step

GRID = Grid(size=256, slices=24, pixel=1.4, gap=3.0)
NODULE: Point = (-82.0, 22.0, 1.5)  # the patient's right lung
NODULE_RADIUS = 8.0

AIR, FAT, MUSCLE, BLOOD, MARROW, CORTEX = -1000.0, -100.0, 50.0, 45.0, 190.0, 620.0
LUNG = -860.0


def draw_chest(seed: int) -> Floats:
    """Return the volume (S, H, W) in HU, foot to head."""
    rng = np.random.default_rng([seed, 201])
    body = _body()
    volume = put(np.full(body.shape, AIR, np.float32), FAT, body)
    volume = put(volume, MUSCLE, _chest_wall(10.0))
    volume = put(volume, -40.0, _chest_wall(-6.0))
    volume = _with_bones(volume)
    lungs = _lungs()
    volume = put(volume, LUNG + 35 * GRID.clouds(rng, 30.0) + _gravity(), lungs)
    volume = _with_mediastinum(volume)
    volume = put(volume, 30.0, _pulmonary_vessels(rng) * lungs)
    volume = put(volume, 35.0, _nodule(rng) * lungs)
    return scan(volume, rng, 11.0, body)


def _body() -> Floats:
    """The outline of a person lying on the back, arms above the head."""
    z, y, x = GRID.axes()
    radius = (np.abs(x / 163) ** 2.5 + np.abs((y - 6) / 114) ** 2.3) ** (1 / 2.4)
    return soft_step((1 - radius) * 114 / 1.2) * np.ones_like(z)


def _chest_wall(margin: float) -> Floats:
    """The inside of the ribs, larger by `margin` mm."""
    return GRID.inside((0, 4, -30), (133 + margin, 93 + margin, 260))


def _gravity() -> Floats:
    """Lung is a little denser where it lies."""
    return 0.35 * GRID.axes()[1]


def _lungs() -> Floats:
    right = GRID.inside((-72, 4, -25), (58, 84, 150))
    left = GRID.inside((74, 6, -25), (55, 82, 150))
    spine = GRID.inside((0, 84, 0), (40, 42, 400))
    return np.maximum(right, left) * (1 - spine)


def _with_bones(volume: Floats) -> Floats:
    ribs, rib_marrow = _ribs(5.5, 4.2), _ribs(3.6, 2.4)
    volume = put(put(volume, CORTEX, ribs), MARROW, rib_marrow)
    sternum, inner = (GRID.inside((0, -88, 0), (w, d, 300)) for w, d in ((21, 7), (18, 4.5)))
    volume = put(put(volume, 420.0, sternum), 120.0, inner)
    for side in (-1, 1):
        volume = put(volume, 480.0, _blade(side))
    return _with_spine(volume)


def _ribs(half_height: float, half_depth: float) -> Floats:
    """Ribs run around the chest and fall towards the front, 26 mm from one to the next."""
    z, y, x = GRID.axes()
    around = np.arctan2(-(y - 4) / 97, np.abs(x) / 137)  # -90 degrees at the back, +90 in front
    fall = (around + np.pi / 2) * 26
    beside = np.abs((z + fall + 200) % 26 - 13)
    ring = np.abs(GRID.radius((0, 4, -30), (137, 97, 260)) - 1) * 115
    behind_sternum = soft_step((1.25 - around) * 20)
    return (
        soft_step((half_height - beside) / 1.4)
        * soft_step((half_depth - ring) / 1.4)
        * (behind_sternum)
    )


def _blade(side: int) -> Floats:
    """A scapula: a thin oblique plate behind the ribs."""
    z, y, x = GRID.axes()
    along = (side * x - 96) * 0.80 + (y - 78) * -0.60
    across = (side * x - 96) * 0.60 + (y - 78) * 0.80
    plate = soft_step((33 - np.abs(along)) / 1.4) * soft_step((3.0 - np.abs(across)) / 1.4)
    return plate * np.ones_like(z)


def _with_spine(volume: Floats) -> Floats:
    z = GRID.axes()[0]
    disc = soft_step((3.5 - np.abs((z + 200) % 24 - 12)) / 1.5)  # one vertebra every 24 mm
    shell, inner = (GRID.inside((0, 72, 0), (w, w * 0.85, 600)) for w in (19.0, 16.5))
    volume = put(put(volume, 430.0, shell), 170.0, inner)
    volume = put(volume, 75.0, inner * disc)
    for centre, half in _processes():
        volume = put(volume, 420.0, GRID.inside(centre, half) * (1 - 0.6 * disc))
    return put(volume, 25.0, GRID.inside((0, 95, 0), (9, 8, 600)))


def _processes() -> list[tuple[Point, Point]]:
    return [
        ((0, 104, 0), (4, 10, 600)),
        ((-21, 98, 0), (17, 5, 600)),
        ((21, 98, 0), (17, 5, 600)),
        ((0, 95, 0), (14, 13, 600)),
    ]


def _with_mediastinum(volume: Floats) -> Floats:
    volume = put(volume, -70.0, GRID.inside((2, -8, 20), (30, 68, 220)))
    for centre, half in (
        ((24.0, -26.0, -48.0), (58.0, 47.0, 62.0)),  # heart, to the patient's left
        ((-14.0, -30.0, 30.0), (16.0, 16.0, 90.0)),  # ascending aorta
        ((24.0, 48.0, 0.0), (12.5, 12.5, 400.0)),  # descending aorta, beside the spine
        ((10.0, -18.0, 22.0), (32.0, 13.0, 16.0)),  # pulmonary trunk
        ((-32.0, -24.0, 40.0), (9.0, 9.0, 70.0)),  # superior vena cava
        ((6.0, 38.0, 0.0), (8.0, 6.0, 400.0)),  # oesophagus
    ):
        volume = put(volume, BLOOD, GRID.inside(centre, half))
    return put(volume, AIR, _airways())


def _airways() -> Floats:
    """The trachea, and below the carina the two main bronchi going apart."""
    z, y, x = GRID.axes()
    spread = np.clip(14 - z, 0, 60)
    tube = np.minimum(np.abs(x + 0.9 * spread + 2), np.abs(x - 1.15 * spread - 2))
    reach = soft_step((48 - spread) / 3)
    width = np.where(spread > 0, 6.5, 9.0)
    return soft_step((width - np.hypot(tube, y - 14 + 0.1 * spread)) / 1.4) * reach


def _pulmonary_vessels(rng: np.random.Generator) -> Floats:
    """Trees from both hila outwards, each branch thinner than its parent."""
    vessels = np.zeros((GRID.slices, GRID.size, GRID.size), np.float32)
    for side in (-1, 1):
        for _ in range(30):
            heading = np.array([side * 1.0, 0.0, 0.0]) + rng.normal(0, 0.75, 3)
            start = np.array([side * 34.0, 8.0, 0.0]) + rng.normal(0, 1, 3) * [3, 8, 22]
            _grow(rng, vessels, start, heading, rng.uniform(1.8, 4.0))
    return vessels


def _grow(
    rng: np.random.Generator, vessels: Floats, start: Floats, heading: Floats, radius: float
) -> None:
    point, direction = start, heading / np.linalg.norm(heading)
    while radius > 0.65:
        _stamp(vessels, point, radius)
        turned = direction + rng.normal(0, 0.10, 3)
        direction = turned / np.linalg.norm(turned)
        point = point + direction * 1.2
        radius *= 0.983
        if rng.random() < 0.05:
            aside = direction + rng.normal(0, 0.6, 3)
            _grow(rng, vessels, point, aside, radius * 0.68)


def _stamp(vessels: Floats, point: Floats, radius: float) -> None:
    """Add a soft ball; thin vessels are paler, as partial volume makes them."""
    half = (GRID.size - 1) / 2
    column, row = point[0] / GRID.pixel + half, point[1] / GRID.pixel + half
    level = point[2] / GRID.gap + (GRID.slices - 1) / 2
    reach = int(np.ceil(radius / GRID.pixel)) + 1
    for index in range(int(level - radius / GRID.gap), int(level + radius / GRID.gap) + 2):
        if 0 <= index < GRID.slices:
            rows = slice(max(int(row) - reach, 0), int(row) + reach + 2)
            columns = slice(max(int(column) - reach, 0), int(column) + reach + 2)
            patch = vessels[index, rows, columns]
            y, x = np.mgrid[rows.start : rows.start + patch.shape[0], : patch.shape[1]]
            away = np.hypot(y - row, x + columns.start - column) * GRID.pixel
            away = np.hypot(away, (index - level) * GRID.gap * 0.6)
            np.maximum(patch, soft_step((radius - away) / 1.6), out=patch)


def _nodule(rng: np.random.Generator) -> Floats:
    """A solid nodule of 16 mm with a lobulated, slightly spiculated edge."""
    radius = GRID.radius(NODULE, (NODULE_RADIUS,) * 3)
    edge = 1 + 0.16 * GRID.clouds(rng, 9.0)
    return soft_step((edge - radius) * NODULE_RADIUS / 1.6)
