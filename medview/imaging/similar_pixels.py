"""How unlike a place the pixels around it are, by a network of pixel embeddings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from medview.domain.job import JobContext
from medview.imaging.around_seed import NEIGHBOUR, USUAL_SIDE, around, cut, planes, view
from medview.imaging.similar_region import innermost, inside_lasso

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
Matrix = npt.NDArray[np.float64]
Embed = Callable[[Floats], Floats]  # planes (N, 6, S, S) to unit-length embeddings (N, D, S, S)
Spacing = tuple[float, float, float]  # slice, row, column in mm
AT_ONCE = 8  # slices between two looks at Cancel
FARTHEST = 2.0  # a cosine distance


@dataclass(frozen=True)
class Pointed:
    """A pixel (row, column) of slice `z` of a stack, and the outline around it if there is one."""

    z: int
    row: int
    column: int
    lasso: Mask | None = None  # (H, W)


@dataclass(frozen=True, eq=False)
class Unlikeness:
    """Distances (Z, h, w) of a block whose corner is pixel (top, left) of each slice."""

    distances: Floats
    top: int
    left: int
    reach: float  # mm, or pixels where there are none


def pointed_at(
    z: int, points: Sequence[tuple[float, float]], size: tuple[int, int]
) -> Pointed | None:
    """Return what a click or a lasso means on an image of `size`; None where it holds no pixel."""
    if len(points) < 3:
        column, row = int(points[0][0]), int(points[0][1])
        is_on = 0 <= row < size[0] and 0 <= column < size[1]
        return Pointed(z, row, column) if is_on else None
    lasso = inside_lasso(tuple(points), size)
    return Pointed(z, *innermost(lasso), lasso) if lasso.any() else None


def unlikeness(
    embed: Embed,
    side: int,
    slices: Floats,
    spacing: Spacing | None,
    pointed: Pointed,
    context: JobContext,
    wanted: Sequence[int] | None = None,
) -> Unlikeness:
    """Return how unlike a place the pixels of slices (Z, H, W) in [0, 1] are: 1 - cosine.

    `side` is that of the square the network sees, S; beyond it distances are infinite. `wanted` are
    the slices to look at (None: all), among them the place's own.
    """
    square = _Square(side, slices, spacing, pointed)
    prototype = square.prototype(embed)
    wanted = list(range(len(slices)) if wanted is None else wanted)
    rows, columns = square.box
    found = []
    for start in range(0, len(wanted), AT_ONCE):
        context.step(start, len(wanted))
        maps = embed(np.stack([square.planes(z) for z in wanted[start : start + AT_ONCE]]))
        found += [square.on_image(1 - np.einsum("d,dhw->hw", prototype, one)) for one in maps]
    distances = np.stack(found)[:, rows, columns]
    if pointed.lasso is not None:
        distances[:, ~pointed.lasso[rows, columns]] = np.inf
    return Unlikeness(distances, rows.start, columns.start, square.reach)


def embedding_of(
    embed: Embed, side: int, slices: Floats, spacing: Spacing | None, pointed: Pointed
) -> Floats:
    """Return the unit-length embedding (D,) of a place on slices (Z, H, W) in [0, 1]."""
    return _Square(side, slices, spacing, pointed).prototype(embed)


class _Square:
    """The square around a place, and how it lies on the slices."""

    def __init__(
        self, side: int, slices: Floats, spacing: Spacing | None, pointed: Pointed
    ) -> None:
        self._side, self._slices, self._pointed = side, slices, pointed
        self._size = slices.shape[1], slices.shape[2]
        share = max(self._size) / USUAL_SIDE
        gap, *pixels = (
            (1.0, share, share) if spacing is None else (spacing[0], 1 / spacing[1], 1 / spacing[2])
        )
        self._gap, self._step = gap, max(1, round(NEIGHBOUR / gap))
        self.reach = side / 2 * (share if spacing is None else 1.0)
        centre = (float(pointed.column), float(pointed.row))
        self._matrix = view(centre, (pixels[0], pixels[1]), side)
        axis = (np.arange(side, dtype=np.float32) - side // 2) ** 2
        self._squares = axis[:, None] + axis[None]
        self._lasso = None if pointed.lasso is None else self._seen(pointed.lasso)
        self._value = self._brightness()

    @property
    def box(self) -> tuple[slice, slice]:
        """The rows and columns of the image that the square covers."""
        (across, _, x), (_, down, y) = self._matrix
        return self._covered(y, down, self._size[0]), self._covered(x, across, self._size[1])

    def _covered(self, start: float, scale: float, length: int) -> slice:
        end = int(np.ceil(start + scale * (self._side - 1))) + 1
        return slice(max(int(start), 0), min(end, length))

    def planes(self, z: int) -> Floats:
        """Return what the network sees of a slice, (6, S, S)."""
        away = np.float32(((z - self._pointed.z) * self._gap) ** 2)
        before, here, behind = (self._cut(z + by) for by in (-self._step, 0, self._step))
        return planes(before, here, behind, self._value, self._squares + away)

    def prototype(self, embed: Embed) -> Floats:
        """Return the unit-length mean (D,) of the embeddings at the place, or inside its lasso."""
        maps = embed(self.planes(self._pointed.z)[None])[0]
        mean = self._at_place(maps).mean(axis=1)
        return np.asarray(mean / np.linalg.norm(mean), np.float32)

    def on_image(self, far: Floats) -> Floats:
        """Return a square of distances on an image (H, W); infinite beyond it."""
        height, width = self._size
        found = cv2.warpAffine(
            far, self._matrix, (width, height), flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT, borderValue=2 * FARTHEST,
        )  # fmt: skip
        found[found > FARTHEST] = np.inf  # interpolation takes no infinities
        return np.asarray(found, np.float32)

    def _brightness(self) -> float:
        here = self._cut(self._pointed.z)
        if self._lasso is not None:
            return float(np.median(here[self._lasso]))
        return float(self._at_place(here[None]).mean())

    def _at_place(self, maps: Floats) -> Floats:
        """Return the pixels (D, n) of maps (D, S, S) at the place, or inside its lasso."""
        middle = self._side // 2
        return around(maps, middle, middle) if self._lasso is None else maps[:, self._lasso]

    def _cut(self, z: int) -> Floats:
        last = len(self._slices) - 1
        return cut(self._slices[min(max(z, 0), last)], self._matrix, self._side)

    def _seen(self, mask: Mask) -> Mask | None:
        """Return the square of a mask; None where nothing of it is in the square."""
        flags = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
        shape = (self._side, self._side)
        square = cv2.warpAffine(mask.astype(np.uint8), self._matrix, shape, flags=flags) > 0
        return square if square.any() else None
