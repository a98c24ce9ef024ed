"""The labelled embeddings that vote, and retrieval among them that respects patients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.domain.neighbours import cosine, vote
from medview.learning.dataset import Example

OWN_PATIENT = np.inf  # the distance to a case of the query's own patient


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

    def nearest(
        self, queries: NDArray[np.float32], patients: Sequence[str], k: int
    ) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Return cosine distances and rows (Q, k), nearest first, never of the query's patient."""
        distances: NDArray[Any] = cosine(
            queries.astype(np.float64), self.embeddings.astype(np.float64)
        )
        own = np.asarray(patients)[:, None] == self.patients[None]
        distances[own] = OWN_PATIENT
        rows = np.argsort(distances, axis=1, kind="stable")[:, :k]
        return np.take_along_axis(distances, rows, axis=1), rows

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
