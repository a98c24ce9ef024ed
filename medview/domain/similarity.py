"""Regions taken by similarity: where someone pointed, how unlike it the pixels around are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from medview.domain.case import CaseId
from medview.domain.measures import MILLIMETRE, Point, Values
from medview.domain.model import ModelRef

Mask = npt.NDArray[np.bool_]
Masks = Mapping[int, Mask]  # (H, W) by the number of the image; images without a pixel left out
LASSO = 3  # corners an outline has at least
LEAST, MOST = 0.05, 0.95  # the range of "how similar": a cosine distance


def first_limit(calibration: Mapping[str, object]) -> float:
    """Return the distance a card begins with; raise KeyError, TypeError or ValueError for none."""
    limit = calibration["limit"]
    if isinstance(limit, bool) or not isinstance(limit, float) or not LEAST <= limit <= MOST:
        raise ValueError(f"'limit' must be a number from {LEAST} to {MOST}")
    return limit


@dataclass(frozen=True)
class Seed:
    """Where someone pointed on image `index`: one point, or the corners of a lasso, in pixels."""

    index: int
    points: tuple[Point, ...]

    @property
    def is_lasso(self) -> bool:
        """True for an outline: the region stays within it."""
        return len(self.points) >= LASSO


@dataclass(frozen=True, eq=False)
class Similarity:
    """How unlike a seed the pixels around it are.

    `distances` and `values` (Z, h, w) begin at image `first` and at pixel (`top`, `left`) of images
    of `size` (rows, columns); a distance is 0 for what is the same, infinite for what cannot
    belong. `start` is the pixel (z, y, x) of the block that was pointed at. `unit` is that of
    lengths (see measures.scale_of), `spacing` (slice, row, column) in it: 1 where it is pixels; of
    slices it is None where they are no even stack (see volume.why_no_planes).
    `units` are those of the values, which are None where they cannot be trusted. `limit` is the
    distance to begin with, `reach` how far from the seed was looked at, in mm or else in pixels.
    `images` is how many the case has.
    """

    case_id: CaseId
    seed: Seed
    distances: npt.NDArray[np.float32]
    values: npt.NDArray[np.float32] | None
    first: int
    top: int
    left: int
    size: tuple[int, int]
    start: tuple[int, int, int]
    unit: str
    spacing: tuple[float | None, float, float]
    units: str
    limit: float
    reach: float
    model: ModelRef
    images: int = 1

    @property
    def is_3d(self) -> bool:
        """True when other slices were looked at as well."""
        return len(self.distances) > 1


@dataclass(frozen=True, eq=False)
class Stroke:
    """One click or lasso with the distance that was chosen for it; it adds, or takes away."""

    similarity: Similarity
    limit: float
    piece: Mask  # (Z, h, w), see imaging.similar_region.grown
    adds: bool = True

    @property
    def is_cut_in_plane(self) -> bool:
        """True when it reaches the edge of the square that was looked at, not of the image."""
        block, (height, width) = self.similarity, self.piece.shape[1:]
        edges = (
            (block.top > 0, self.piece[:, 0]),
            (block.left > 0, self.piece[:, :, 0]),
            (block.top + height < block.size[0], self.piece[:, -1]),
            (block.left + width < block.size[1], self.piece[:, :, -1]),
        )
        return any(is_inside and bool(edge.any()) for is_inside, edge in edges)

    @property
    def is_cut_through(self) -> bool:
        """True when it reaches the last slice that was looked at, and there are others behind."""
        block = self.similarity
        ends = (
            (block.first > 0, self.piece[0]),
            (block.first + len(self.piece) < block.images, self.piece[-1]),
        )
        return block.is_3d and any(is_inside and bool(end.any()) for is_inside, end in ends)


@dataclass(frozen=True)
class RegionReading:
    """What a region measures: `area` of its largest slice, in the square of `unit`.

    `volume` in ml is None for a region of one slice, and where there are no millimetres or no even
    stack of slices.
    """

    unit: str
    area: float
    slices: int
    voxels: int
    volume: float | None = None
    values: Values | None = None


@dataclass(frozen=True, eq=False)
class SimilarRegion:
    """A named region of an open case, made of strokes; the id stays through its changes."""

    id: str
    case_id: CaseId
    name: str
    number: int
    strokes: tuple[Stroke, ...] = ()
    is_saved: bool = field(default=False)

    def masks(self) -> dict[int, Mask]:
        """Return where the region is: what strokes added, less what later ones took away."""
        found: dict[int, Mask] = {}
        for stroke in self.strokes:
            for index, window, piece in _windows(stroke):
                mask = found.get(index)
                if mask is None:
                    mask = found.setdefault(index, np.zeros(stroke.similarity.size, np.bool_))
                mask[window] = mask[window] | piece if stroke.adds else mask[window] & ~piece
        return {index: mask for index, mask in sorted(found.items()) if mask.any()}

    def reading(self) -> RegionReading | None:
        """Return what the region measures; None while it is empty."""
        masks = self.masks()
        if not masks:
            return None
        block, counts = self.strokes[0].similarity, [int(mask.sum()) for mask in masks.values()]
        pixel = block.spacing[1] * block.spacing[2]
        gap, volume = block.spacing[0], None
        if block.unit == MILLIMETRE and gap is not None and len(masks) > 1:
            volume = sum(counts) * pixel * gap / 1000.0
        return RegionReading(
            block.unit, max(counts) * pixel, len(masks), sum(counts), volume, self._values(masks)
        )

    def _values(self, masks: Masks) -> Values | None:
        """Return the statistics of the pixels inside; each counts once."""
        left = {index: mask.copy() for index, mask in masks.items()}
        parts = []
        for stroke in self.strokes:
            block = stroke.similarity
            if block.values is None or block.units != self.strokes[0].similarity.units:
                return None
            for index, window, piece in _windows(stroke):
                if index in left and stroke.adds:
                    own = piece & left[index][window]
                    left[index][window] &= ~own
                    parts.append(block.values[index - block.first][own])
        found = np.concatenate(parts) if parts else np.zeros(0)
        return Values.of(found, self.strokes[0].similarity.units) if found.size else None


def _windows(stroke: Stroke) -> Sequence[tuple[int, tuple[slice, slice], Mask]]:
    """Return the number of each image a stroke touches, the window of the block, and the piece."""
    block = stroke.similarity
    height, width = stroke.piece.shape[1:]
    window = (slice(block.top, block.top + height), slice(block.left, block.left + width))
    return [(block.first + z, window, piece) for z, piece in enumerate(stroke.piece) if piece.any()]
