"""The decoded pictures of a run as the network's input: as they are at work, or varied to learn.

Pictures come as uint8: fundus (S, S, 4) RGB and mask, grey (S, S, 1), or volumes (S, S, S, 1).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from medview.imaging.preprocess import Floats, Pixels, even_light
from medview.learning.augment import (
    other_camera,
    random_view,
    shift_tone,
    take_view,
    vary_grey,
)

Plain = Callable[[Pixels], Floats]
Varied = Callable[[Pixels, np.random.Generator], Floats]
GREY_ANGLE = 15.0  # degrees; heads and chests have an upright
SHARE_KEPT = 0.85  # of a volume's side, at least, that a varied view shows


class Views:
    """Inputs of one side made from the decoded pictures of a run."""

    def __init__(self, pictures: Pixels, kind: str, size: int) -> None:
        """Take pictures (N, ...), their kind as imaging.preprocess has it, and the side S."""
        self.pictures, self.size = pictures, size
        self.volumes = pictures.ndim == 5
        ways: dict[str, tuple[Plain, Varied]] = {
            "volume": (self._plain_volume, self._varied_volume),
            "fundus": (self._plain_fundus, self._varied_fundus),
            "grey": (self._plain_grey, self._varied_grey),
        }
        self._plain, self._varied = ways["volume" if self.volumes else kind]

    def plain(self, rows: Sequence[int] | NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the inputs of rows as they are at work: (N, 3, S, S), volumes (N, 1, S, S, S)."""
        return self.of([self.pictures[row] for row in rows])

    def of(self, pictures: Sequence[Pixels]) -> NDArray[np.float32]:
        """Return the inputs of decoded pictures as they are at work."""
        return np.stack([self._plain(picture) for picture in pictures])

    def varied(self, row: int, seed: Sequence[int]) -> NDArray[np.float32]:
        """Return one varied input; the same seed gives the same."""
        return self._varied(self.pictures[row], np.random.default_rng(seed))

    def _plain_fundus(self, square: Pixels) -> Floats:
        return _channels_first(even_light(self._fitted(square)))

    def _varied_fundus(self, square: Pixels, rng: np.random.Generator) -> Floats:
        view = random_view(square.shape[0], self.size, rng)
        moved = take_view(np.ascontiguousarray(square), view, self.size)
        return _channels_first(shift_tone(even_light(other_camera(moved, rng)), rng))

    def _plain_grey(self, square: Pixels) -> Floats:
        return _three(self._fitted(square[..., 0]).astype(np.float32) / 255)

    def _varied_grey(self, square: Pixels, rng: np.random.Generator) -> Floats:
        plane = np.ascontiguousarray(square[..., 0])
        return _three(vary_grey(plane, self.size, rng, GREY_ANGLE))

    def _fitted(self, square: Pixels) -> Pixels:
        return _resized(np.ascontiguousarray(square), self.size, cv2.INTER_AREA)

    def _plain_volume(self, volume: Pixels) -> Floats:
        return _resampled(volume[..., 0], self.size)[None]

    def _varied_volume(self, volume: Pixels, rng: np.random.Generator) -> Floats:
        """Return a part of volume, its axes mirrored and swapped: tissue has no upright."""
        cube = volume[..., 0]
        side = round(cube.shape[0] * float(rng.uniform(SHARE_KEPT, 1)))
        corner = rng.integers(0, cube.shape[0] - side + 1, 3)
        part = cube[tuple(slice(start, start + side) for start in corner)]
        part = part.transpose(rng.permutation(3))[tuple(slice(None, None, s) for s in _signs(rng))]
        toned = _resampled(part, self.size) * np.exp(rng.normal(0, 0.12)) + rng.normal(0, 0.04)
        return np.clip(toned, 0, 1).astype(np.float32)[None]


def _signs(rng: np.random.Generator) -> list[int]:
    return [int(s) for s in rng.choice([-1, 1], 3)]


def _channels_first(picture: Floats) -> Floats:
    return np.ascontiguousarray(picture.transpose(2, 0, 1))


def _three(plane: Floats) -> Floats:
    return np.repeat(plane[None], 3, axis=0)


def _resampled(cube: Pixels, side: int) -> Floats:
    """Return cube (K, K, K) as (side, side, side) in [0, 1], by linear interpolation."""
    planes = np.ascontiguousarray(cube.transpose(1, 2, 0))  # OpenCV resizes all planes at once
    flat = _resized(planes, side)
    deep = _resized(np.ascontiguousarray(flat.transpose(2, 0, 1)), side)
    return np.ascontiguousarray(deep).astype(np.float32) / 255


def _resized(planes: Pixels, side: int, way: int = cv2.INTER_LINEAR) -> Pixels:
    """Return planes (A, B[, C]) as (side, side[, C])."""
    return np.asarray(cv2.resize(planes, (side, side), interpolation=way))
