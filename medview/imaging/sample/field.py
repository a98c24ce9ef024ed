"""Where things lie in a drawn eye, and how shapes become soft masks on the picture.

Retina units: origin at the centre of the photographed field, x to the right, y down, the field's
radius is 1. Everything is drawn as a right eye (disc on the right); a left eye is its mirror image.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Points = npt.NDArray[np.floating]

DISC_RADIUS = 0.135  # a disc of 1.8 mm in a field of 50 degrees, about 13.5 mm across
FINENESS = 3  # masks are drawn this much larger, then averaged down


@dataclass(frozen=True)
class Field:
    """The geometry of one photograph: picture size, field circle (pixels), disc, fovea (units)."""

    width: int
    height: int
    radius: float
    disc: Points
    fovea: Points

    @property
    def temporal(self) -> Points:
        """Unit vector from the disc to the fovea."""
        axis = self.fovea - self.disc
        return axis / np.linalg.norm(axis)

    @property
    def upward(self) -> Points:
        """Unit vector at right angles to `temporal`, towards the top of the picture."""
        x, y = self.temporal
        return np.array([-y, x]) if x < 0 else np.array([y, -x])

    def place(self, along: float, up: float) -> Points:
        """Return the point `along` the disc-fovea axis from the disc, and `up` from it."""
        return self.disc + along * self.temporal + up * self.upward

    def grid(self) -> tuple[Floats, Floats]:
        """Return x and y (H, W) of every pixel, in retina units."""
        y, x = np.mgrid[: self.height, : self.width].astype(np.float32)
        return (
            (x - (self.width - 1) / 2) / self.radius,
            (y - (self.height - 1) / 2) / self.radius,
        )

    def distance(self, point: Points) -> Floats:
        """Return the distance (H, W) of every pixel from `point`, in retina units."""
        x, y = self.grid()
        return np.hypot(x - np.float32(point[0]), y - np.float32(point[1]))


class Mask:
    """Shapes drawn fine and averaged down: `soft()` is (H, W) in [0, 1]."""

    def __init__(self, field: Field) -> None:
        """Start empty."""
        self._field = field
        self._fine = np.zeros((field.height * FINENESS, field.width * FINENESS), np.uint8)

    def polygon(self, points: Points, strength: float = 1.0) -> None:
        """Fill the polygon (n, 2) in retina units."""
        cv2.fillPoly(self._fine, [self._to_fine(points)], _level(strength), cv2.LINE_AA)

    def stroke(self, points: Points, widths: Points, strength: float = 1.0) -> None:
        """Draw a line through points (n, 2) of changing width (n,), both in retina units."""
        fine = self._to_fine(points)
        thickness = np.rint(widths * self._field.radius * FINENESS).astype(int)
        for start, end, pixels in zip(fine[:-1], fine[1:], thickness[1:], strict=True):
            cv2.line(
                self._fine, tuple(map(int, start)), tuple(map(int, end)),
                _level(strength), max(int(pixels), 1), cv2.LINE_AA,
            )  # fmt: skip

    def soft(self, blur: float = 0.0) -> Floats:
        """Return (H, W) in [0, 1], blurred by a Gaussian of sigma `blur` in retina units."""
        size = (self._field.width, self._field.height)
        mask = cv2.resize(self._fine, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
        sigma = blur * self._field.radius
        return blurred(mask, sigma) if sigma > 0.2 else mask

    def _to_fine(self, points: Points) -> npt.NDArray[np.int32]:
        centre = np.array([self._field.width, self._field.height]) / 2
        return np.rint((points * self._field.radius + centre) * FINENESS).astype(np.int32)


def _level(strength: float) -> int:
    return round(255 * strength)


def blurred(image: Floats, sigma: float) -> Floats:
    """Return the image under a Gaussian of sigma pixels."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), image.dtype)


def colour(red: float, green: float, blue: float) -> Floats:
    """Return RGB (3,), each in [0, 1]."""
    return np.array([red, green, blue], np.float32)


def clouds(rng: np.random.Generator, field: Field, coarse: int, octaves: int) -> Floats:
    """Return smooth noise (H, W) of unit spread: `coarse` cells across, halved `octaves` times."""
    total = np.zeros((field.height, field.width), np.float32)
    for octave in range(octaves):
        cells = coarse * 2**octave
        grid = rng.standard_normal((cells, cells)).astype(np.float32)
        size = (field.width, field.height)
        enlarged = np.asarray(cv2.resize(grid, size, interpolation=cv2.INTER_CUBIC), np.float32)
        total += enlarged / 1.7**octave
    return (total - total.mean()) / max(float(total.std()), 1e-6)


def blob(rng: np.random.Generator, centre: Points, radius: float, ragged: float) -> Points:
    """Return an irregular closed outline (n, 2) around `centre`."""
    angle = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    outline = np.ones_like(angle)
    for waves in range(2, 6):
        outline += ragged / waves * rng.normal() * np.cos(waves * angle + rng.uniform(0, 6.28))
    outline = radius * np.clip(outline, 0.3, 2.0)
    return centre + np.stack([outline * np.cos(angle), outline * np.sin(angle)], axis=1)
