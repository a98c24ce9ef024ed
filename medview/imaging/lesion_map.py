"""From pixel embeddings of a retina to regions on the photograph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from medview.domain.lesions import (
    DRAWN,
    LESIONS,
    OPTIC_DISC,
    Landmarks,
    LesionCalibration,
    LesionRegion,
    MacularExudate,
    Point,
    class_margins,
)
from medview.imaging.preprocess import Disc, Floats, disc_mask

CHUNK = 64  # rows at a time: all prototypes against a whole retina are 90 MB
# The smallest candidate of each kind, as a share of the retina square: 5 pixels of 896 x 896 for a
# microaneurysm; a disc takes 0.02.
LEAST_SHARE = {
    "microaneurysm": 6e-6,
    "haemorrhage": 24e-6,
    "hard_exudate": 12e-6,
    "soft_exudate": 80e-6,
    OPTIC_DISC: 0.002,
}
# The fovea lies about 2.5 disc diameters from the disc's middle, and a little lower: Hogan et al.,
# Histology of the Human Eye, 1971, and the field definitions of the ETDRS.
MACULA_AWAY, MACULA_LOWER, MACULA_REACH = 2.5, 0.3, 0.75
MOST_OUTLINE = 400  # points


@dataclass(frozen=True)
class RetinaSquare:
    """Where the square (size, size) an encoder saw lies on the photograph.

    `disc` is the retina in pixels of the photograph; `spacing` (row, column) in mm or None.
    """

    disc: Disc
    size: int
    spacing: tuple[float, float] | None = None

    @property
    def scale(self) -> tuple[float, float]:
        """Return photograph pixels per square pixel, across and down."""
        return 2 * self.disc.rx / self.size, 2 * self.disc.ry / self.size

    @property
    def pixel_area(self) -> float:
        """Return the photograph pixels in a square pixel."""
        across, down = self.scale
        return across * down

    def to_square(self, point: Point) -> Point:
        """Return where a point of the photograph is in the square."""
        (across, down), middle = self.scale, (self.size - 1) / 2
        return middle + (point[0] - self.disc.cx) / across, middle + (
            point[1] - self.disc.cy
        ) / down

    def to_photograph(self, point: Point) -> Point:
        """Return where a point of the square is on the photograph."""
        (across, down), middle = self.scale, (self.size - 1) / 2
        return (
            self.disc.cx + (point[0] - middle) * across,
            self.disc.cy + (point[1] - middle) * down,
        )

    def matrix(self) -> NDArray[np.float64]:
        """Return the matrix (2, 3) of `to_square`."""
        (x0, y0), (across, down) = self.to_square((0.0, 0.0)), self.scale
        return np.array([[1 / across, 0, x0], [0, 1 / down, y0]])


def margin_maps(
    embedding: NDArray[np.float32], prototypes: NDArray[np.float32], labels: Sequence[str]
) -> NDArray[np.float32]:
    """Return class_margins (5, S, S) of an embedding map (D, S, S)."""
    depth, side = embedding.shape[:2]
    rows = [
        class_margins(part.reshape(depth, -1).T, prototypes, labels).reshape(len(DRAWN), -1, side)
        for part in np.array_split(embedding, max(1, side // CHUNK), axis=1)
    ]
    return np.concatenate(rows, axis=1)


def map_unlikeness(embedding: NDArray[np.float32], prototypes: NDArray[np.float32]) -> float:
    """Return the mean cosine distance of a retina's pixels to their nearest prototype.

    Every fourth pixel in each direction of embedding (D, S, S) is looked at.
    """
    pixels = embedding[:, ::4, ::4].reshape(len(embedding), -1)
    seen = disc_mask(embedding.shape[1])[::4, ::4].ravel() > 0
    return float((1 - (prototypes @ pixels[:, seen]).max(axis=0)).mean())


def on_photograph(
    maps: NDArray[np.float32], square: RetinaSquare, width: int, height: int, outside: float
) -> NDArray[np.float32]:
    """Return maps (C, S, S) on the photograph, (C, height, width); `outside` off the retina."""
    way = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.stack(
        [
            cv2.warpAffine(
                plane,
                square.matrix(),
                (width, height),
                flags=way,
                borderMode=cv2.BORDER_CONSTANT,
                borderValue=outside,
            )
            for plane in np.where(disc_mask(square.size) > 0, maps, np.float32(outside))
        ]
    )


@dataclass(frozen=True)
class Spot:
    """A connected piece of a mask in the square: its pixels, box and largest margin."""

    mask: NDArray[np.bool_]  # inside the box
    x: int
    y: int
    area: int
    largest: float


def spots(margin: NDArray[np.float32], threshold: float, least: float) -> list[Spot]:
    """Return the connected pieces of margin (S, S) from threshold up, of at least a share."""
    mask = ((margin >= threshold) & (disc_mask(len(margin)) > 0)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found = []
    for number in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[number])
        if area >= least * margin.size:
            piece = labels[y : y + h, x : x + w] == number
            largest = float(margin[y : y + h, x : x + w][piece].max())
            found.append(Spot(piece, x, y, area, largest))
    return found


def region_of(
    spot: Spot, kind: str, probability: float, square: RetinaSquare, marks: Landmarks
) -> LesionRegion:
    """Return a spot as a region of the photograph."""
    ys, xs = np.nonzero(spot.mask)
    centre = (float(xs.mean()) + spot.x, float(ys.mean()) + spot.y)
    area = spot.area * square.pixel_area
    disc_area = np.pi / 4 * marks.disc_diameter**2
    return LesionRegion(
        kind=kind,
        probability=round(probability, 4),
        centre=_rounded(square.to_photograph(centre)),
        outline=_outline(spot, square),
        area=round(area, 1),
        retina_share=area / max(marks.retina_area, 1.0),
        disc_areas=area / disc_area if disc_area else None,
        mm2=area * square.spacing[0] * square.spacing[1] if square.spacing else None,
    )


def _outline(spot: Spot, square: RetinaSquare) -> tuple[Point, ...]:
    """Return the border of a spot on the photograph, drawn along the edges of its pixels."""
    large = cv2.resize(
        np.pad(spot.mask, 1).astype(np.uint8), None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST
    )
    pieces, _ = cv2.findContours(large, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    points = max(pieces, key=len)[:, 0, :]
    points = points[:: len(points) // MOST_OUTLINE + 1]
    inside = (points + 0.5) / 2 - 0.5 - 1 + np.array([spot.x, spot.y])
    return tuple(_rounded(square.to_photograph((float(x), float(y)))) for x, y in inside)


def _rounded(point: Point) -> Point:
    return round(point[0], 2), round(point[1], 2)


def candidates(
    margins: NDArray[np.float32],
    calibration: LesionCalibration,
    square: RetinaSquare,
    marks: Landmarks,
) -> list[LesionRegion]:
    """Return the candidates of margins (5, S, S), most probable first."""
    found = [
        region_of(spot, kind, calibration.of_region(kind, spot.largest), square, marks)
        for place, kind in enumerate(LESIONS)
        for spot in spots(margins[place], float(calibration.thresholds[place]), LEAST_SHARE[kind])
    ]
    return sorted(found, key=lambda region: -region.probability)


def landmarks(
    margins: NDArray[np.float32],
    calibration: LesionCalibration,
    even_green: Floats,
    square: RetinaSquare,
) -> Landmarks:
    """Return retina, disc and macula of margins (5, S, S) and the evened green channel (S, S)."""
    seen = disc_mask(square.size) > 0
    retina = float(seen.sum()) * square.pixel_area
    place = DRAWN.index(OPTIC_DISC)
    pieces = spots(
        cv2.GaussianBlur(margins[place], (0, 0), square.size / 200),
        float(calibration.thresholds[place]),
        LEAST_SHARE[OPTIC_DISC],
    )
    if not pieces:
        return Landmarks(retina)
    disc = max(pieces, key=lambda piece: piece.area)
    ys, xs = np.nonzero(disc.mask)
    middle = (float(xs.mean()) + disc.x, float(ys.mean()) + disc.y)
    diameter = float(np.sqrt(4 * disc.area / np.pi))
    macula = _macula(even_green, middle, diameter)
    across, down = square.scale
    return Landmarks(
        retina_area=retina,
        disc=_rounded(square.to_photograph(middle)),
        disc_diameter=diameter * float(np.sqrt(across * down)),
        macula=None if macula is None else _rounded(square.to_photograph(macula)),
    )


def _macula(even_green: Floats, disc: Point, diameter: float) -> Point | None:
    """Return the darkest blurred place near where the fovea must be, None when out of view."""
    size = len(even_green)
    side = 1 if disc[0] < (size - 1) / 2 else -1
    guess = (disc[0] + side * MACULA_AWAY * diameter, disc[1] + MACULA_LOWER * diameter)
    blurred = cv2.GaussianBlur(np.ascontiguousarray(even_green), (0, 0), diameter / 4)
    y, x = np.mgrid[:size, :size].astype(np.float32)
    away = np.hypot(x - guess[0], y - guess[1]) / (MACULA_REACH * diameter)
    allowed = (away < 1) & (disc_mask(size) > 0)
    if not allowed.any():
        return None
    # A little is paid for distance, so that an even macula is taken where anatomy has it.
    cost = np.where(allowed, blurred + 0.03 * away**2, np.inf)
    row, column = divmod(int(cost.argmin()), size)
    return float(column), float(row)


def macular_exudate(
    margins: NDArray[np.float32],
    calibration: LesionCalibration,
    square: RetinaSquare,
    marks: Landmarks,
    exudates: Sequence[LesionRegion],
) -> MacularExudate | None:
    """Return the hard exudate within one disc diameter of the macula, None without landmarks."""
    if marks.macula is None:
        return None
    place = DRAWN.index("hard_exudate")
    x0, y0 = square.to_square(marks.macula)
    y, x = np.mgrid[: square.size, : square.size].astype(np.float32)
    across, down = square.scale
    away = np.hypot((x - x0) * across, (y - y0) * down) / marks.disc_diameter
    retina = disc_mask(square.size) > 0
    sure = calibration.of_pixels("hard_exudate", margins[place])
    exudate = sure * (margins[place] >= calibration.thresholds[place])
    circle = (away <= 1) & retina
    counted = exudate[circle]
    nearest = [
        float(np.hypot(r.centre[0] - marks.macula[0], r.centre[1] - marks.macula[1]))
        for r in exudates
        if r.kind == "hard_exudate"
    ]
    return MacularExudate(
        area=float(counted.sum()) * square.pixel_area,
        share=float(counted.sum()) / max(int(circle.sum()), 1),
        nearest=min(nearest) / marks.disc_diameter if nearest else None,
        anywhere=float(exudate[retina].sum()) / int(retina.sum()),
    )
