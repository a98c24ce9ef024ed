"""Lung nodules of a CT by distance: round things nearer to nodules than to normal tissue.

A nodule looks like one in every plane, a vessel only where it is cut across: each place is looked
at in the slice and in the two planes at right angles, and the least of the three counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from medview.domain.job import JobContext
from medview.domain.nodules import NoduleCalibration, margins
from medview.imaging.blobs import Blob, find_blobs
from medview.imaging.lung import Mask, Voxels, lung_mask
from medview.imaging.patches import patches
from medview.inference.encoder import OnnxEncoder

AT_ONCE = 256  # places between two looks at Cancel
BALL = 1.3  # how much wider a nodule is than the blob found in it: median of 134 drawn nodules
APART = 1.5  # of the wider one's blob: what lies as near as that is the same nodule
LEAST_APART = 5.0  # mm

Floats = npt.NDArray[np.float32]
NO_VECTOR: Floats = np.zeros(0, np.float32)


@dataclass(frozen=True)
class Mark:
    """A place (slice, row, column) with the diameter in mm of what lies there."""

    index: tuple[int, int, int]
    diameter: float
    probability: float
    embedding: Floats


class NoduleDetector:
    """Finds marks; safe to call from several threads."""

    def __init__(
        self,
        encoder: OnnxEncoder,
        prototypes: Floats,
        labels: Sequence[str],
        threshold: float | None = None,
    ) -> None:
        """Take the network, and the prototypes (P, D) with their labels.

        `threshold` is the probability from which there is a mark; None: the card's.
        """
        self._encoder, self._prototypes, self._labels = encoder, prototypes, labels
        self._calibration = NoduleCalibration.from_card(encoder.card.calibration)
        if threshold is not None:
            self._calibration = replace(self._calibration, threshold=threshold)

    def look(
        self, voxels: Voxels, spacing: tuple[float, float, float], context: JobContext
    ) -> tuple[list[Mark], int]:
        """Return the marks in the lungs of voxels (Z, Y, X) in HU, most probable first.

        `spacing` is (slice, row, column) in mm. The second value is how many places were looked
        at: 0 where no lung is seen.
        """
        lungs: Mask = lung_mask(voxels, spacing)
        if not lungs.any():
            return [], 0
        blobs = [
            blob
            for blob in find_blobs(voxels, spacing, lungs)
            if 0 < blob.index[0] < len(voxels) - 1  # what the stack's end cuts off cannot be judged
        ]
        found: list[Mark] = []
        for start in range(0, len(blobs), AT_ONCE):
            context.step(start, len(blobs))
            found += self._marks(voxels, spacing, blobs[start : start + AT_ONCE])
        return joined(found, spacing), len(blobs)

    def _marks(
        self, voxels: Voxels, spacing: tuple[float, float, float], blobs: Sequence[Blob]
    ) -> list[Mark]:
        """Return those of the blobs that pass in all three planes."""
        marks = [Mark(blob.index, 2 * BALL * blob.radius, 1.0, NO_VECTOR) for blob in blobs]
        for axis in range(3):
            marks = self._passing(voxels, spacing, marks, axis)
        return marks

    def _passing(
        self, voxels: Voxels, spacing: tuple[float, float, float], marks: Sequence[Mark], axis: int
    ) -> list[Mark]:
        """Return the marks that pass across an axis too; the embedding is that of the slice."""
        size, places = self._encoder.card.input_size, [mark.index for mark in marks]
        if not places:
            return []
        vectors = self._encoder.embed(patches(voxels, spacing, places, size, axis))
        found = self._calibration.probability(margins(vectors, self._prototypes, self._labels))
        return [
            Mark(
                mark.index,
                mark.diameter,
                min(mark.probability, float(probability)),
                mark.embedding if axis else vector,
            )
            for mark, probability, vector in zip(marks, found, vectors, strict=True)
            if probability >= self._calibration.threshold
        ]


def joined(marks: Sequence[Mark], spacing: tuple[float, float, float]) -> list[Mark]:
    """Return one mark for each nodule, most probable first.

    Of marks that lie on one nodule the widest says where and how large it is, the most probable
    how probable.
    """
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (-one.diameter, -one.probability)):
        near = next((i for i, wide in enumerate(kept) if _is_on(mark, wide, spacing)), None)
        if near is None:
            kept.append(mark)
        elif mark.probability > kept[near].probability:
            kept[near] = replace(kept[near], probability=mark.probability)
    return sorted(kept, key=lambda one: -one.probability)


def _is_on(mark: Mark, wide: Mark, spacing: tuple[float, float, float]) -> bool:
    way = np.subtract(mark.index, wide.index) * np.asarray(spacing)
    room = max(APART * wide.diameter / 2 / BALL, LEAST_APART)
    return float(np.linalg.norm(way)) <= room
