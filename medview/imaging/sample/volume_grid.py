"""A phantom's voxels in millimetres of the patient, and the soft solids it is built from."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Point = tuple[float, float, float]


@dataclass(frozen=True)
class Grid:
    """`slices` slices of size² pixels; x to the patient's left, y to the back, z to the head."""

    size: int
    slices: int
    pixel: float
    gap: float

    def axes(self) -> tuple[Floats, Floats, Floats]:
        """Return z (S, 1, 1), y (1, H, 1) and x (1, 1, W) in mm, the middle at zero."""
        flat = (np.arange(self.size, dtype=np.float32) - (self.size - 1) / 2) * self.pixel
        deep = (np.arange(self.slices, dtype=np.float32) - (self.slices - 1) / 2) * self.gap
        return deep[:, None, None], flat[None, :, None], flat[None, None, :]

    def inside(self, centre: Point, half: Point, edge: float = 1.2) -> Floats:
        """Return an ellipsoid (S, H, W) in [0, 1]: `half` axes (x, y, z), soft over `edge` mm."""
        radius = self.radius(centre, half)
        return soft_step((1 - radius) * min(half) / edge)

    def radius(self, centre: Point, half: Point) -> Floats:
        """Return the distance (S, H, W) from `centre`, 1 on the ellipsoid of `half` axes."""
        z, y, x = self.axes()
        (cx, cy, cz), (hx, hy, hz) = centre, half
        squared = ((x - cx) / hx) ** 2 + ((y - cy) / hy) ** 2 + ((z - cz) / hz) ** 2
        return np.sqrt(squared).astype(np.float32)

    def clouds(self, rng: np.random.Generator, scale: float) -> Floats:
        """Return smooth noise (S, H, W) of unit spread with waves of about `scale` mm."""
        deep = max(int(self.slices * self.gap / scale) + 2, 2)
        cells = max(int(self.size * self.pixel / scale) + 2, 2)
        coarse = rng.standard_normal((deep, cells, cells)).astype(np.float32)
        planes = np.stack([_enlarged(plane, self.size) for plane in coarse])
        places = np.linspace(0, deep - 1.001, self.slices)
        low = places.astype(int)
        part = (places - low).astype(np.float32)[:, None, None]
        noise = planes[low] * (1 - part) + planes[low + 1] * part
        return (noise - noise.mean()) / noise.std()


def _enlarged(plane: Floats, size: int) -> Floats:
    return np.asarray(cv2.resize(plane, (size, size), interpolation=cv2.INTER_CUBIC), np.float32)


def soft_step(values: Floats) -> Floats:
    """Return 0 below -0.5, 1 above 0.5, linear between."""
    return np.clip(values + 0.5, 0, 1).astype(np.float32)


def put(volume: Floats, value: Floats | float, mask: Floats) -> Floats:
    """Return the volume with `value` where `mask` is 1."""
    return volume * (1 - mask) + np.float32(value) * mask


def scan(volume: Floats, rng: np.random.Generator, noise: float, where: Floats) -> Floats:
    """Return the volume as a scanner sees it: point spread, and grain inside the body."""
    grain = rng.normal(0, noise * 1.6, volume.shape).astype(np.float32)
    blurred = [
        cv2.GaussianBlur(plane, (0, 0), 0.6) + cv2.GaussianBlur(speckle, (0, 0), 0.6) * body
        for plane, speckle, body in zip(volume, grain, where, strict=True)
    ]
    return np.stack(blurred)
