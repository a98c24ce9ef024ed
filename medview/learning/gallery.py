"""The labelled embeddings that vote, and retrieval among them that respects patients."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from medview.domain.neighbours import smallest, vote
from medview.learning.dataset import Example

OWN_PATIENT = np.inf  # the distance to a case of the query's own patient
CELLS = 2**22  # distances held at a time: 32 MB


@dataclass(frozen=True)
class Gallery:
    """Embeddings (N, D), unit length, and who and what they are of, (N,) each."""

    embeddings: NDArray[np.float32]
    labels: NDArray[np.str_]
    case_ids: NDArray[np.str_]
    patients: NDArray[np.str_]
    modalities: NDArray[np.str_]
    sources: NDArray[np.str_]
    splits: NDArray[np.str_]

    @classmethod
    def of(
        cls, examples: Sequence[Example], embeddings: NDArray[np.float32], modality: str = ""
    ) -> Gallery:
        """Name the embeddings (N, D) of examples; `modality` replaces each example's group."""
        return cls(
            embeddings=embeddings.astype(np.float32),
            labels=np.array([e.label for e in examples]),
            case_ids=np.array([e.case_id for e in examples]),
            patients=np.array([e.patient for e in examples]),
            modalities=np.array([modality or e.group for e in examples]),
            sources=np.array([e.source for e in examples]),
            splits=np.array([e.split for e in examples]),
        )

    def __len__(self) -> int:
        """Return the number of cases."""
        return len(self.labels)

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Gallery:
        """Return the gallery of these rows."""
        return replace(self, **{name: value[rows] for name, value in vars(self).items()})

    def joined(self, other: Gallery) -> Gallery:
        """Return the cases of both."""
        columns = {
            name: np.concatenate([value, getattr(other, name)])
            for name, value in vars(self).items()
        }
        return Gallery(**columns)

    def distances(
        self, queries: NDArray[np.float32], patients: Sequence[str]
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float64]]]:
        """Yield some rows of the queries and their cosine distances to all cases, (B, N).

        A case of the query's own patient is OWN_PATIENT away. However many there are, at most
        CELLS distances are held at a time.
        """
        own, theirs = _numbered(self.patients, np.asarray(patients))
        unit = _unit(self.embeddings)
        for rows in _portions(len(queries), max(1, CELLS // max(len(self), 1))):
            found = 1.0 - _unit(queries[rows]) @ unit.T
            found[theirs[rows][:, None] == own[None]] = OWN_PATIENT
            yield rows, found

    def nearest(
        self, queries: NDArray[np.float32], patients: Sequence[str], k: int
    ) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Return cosine distances and rows (Q, k), nearest first, never of the query's patient."""
        k = min(k, len(self))
        distances, places = np.zeros((len(queries), k)), np.zeros((len(queries), k), np.int64)
        for rows, found in self.distances(queries, patients):
            for row, to_all in zip(rows, found, strict=True):
                places[row] = smallest(to_all, k)
                distances[row] = to_all[places[row]]
        return distances, places

    def shares(
        self,
        queries: NDArray[np.float32],
        patients: Sequence[str],
        classes: Sequence[str],
        k: int,
        temperature: float,
    ) -> NDArray[np.float64]:
        """Return the share (Q, C) each class has among the k nearest of each query."""
        distances, rows = self.nearest(queries, patients, k)
        return np.stack(
            [
                vote(d, self.labels[r].tolist(), classes, temperature)
                for d, r in zip(distances, rows, strict=True)
            ]
        )

    def unlikeness(
        self, queries: NDArray[np.float32], patients: Sequence[str]
    ) -> NDArray[np.float64]:
        """Return the mean cosine distance (Q,) to the five nearest: how unlike the gallery."""
        return self.nearest(queries, patients, 5)[0].mean(axis=1)

    def save(self, path: Path) -> None:
        """Write the gallery; it holds no pixels."""
        np.savez_compressed(path, **vars(self))


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return vectors (N, D) in double precision and of unit length, as domain.neighbours.cosine."""
    exact = vectors.astype(np.float64)
    exact /= np.linalg.norm(exact, axis=1, keepdims=True)
    return exact


def _numbered(
    names: NDArray[np.str_], others: NDArray[np.str_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return names and others as numbers, the same number for the same name."""
    numbers = np.unique(np.concatenate([names, others]), return_inverse=True)[1]
    return numbers[: len(names)], numbers[len(names) :]


def _portions(count: int, size: int) -> Iterator[NDArray[np.int64]]:
    """Yield the numbers up to count, at most size at a time."""
    for start in range(0, count, size):
        yield np.arange(start, min(start + size, count))


def centres_of(vectors: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """Return the centres (count, D) of so many clusters of vectors (N, D), of unit length."""
    cv2.setRNGSeed(0)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 30, 1e-4)
    start = np.zeros((0,), np.int32)
    _, _, centres = cv2.kmeans(vectors, count, start, stop, 2, cv2.KMEANS_PP_CENTERS)
    unit: NDArray[np.float32] = centres / np.linalg.norm(centres, axis=1, keepdims=True)
    return unit
