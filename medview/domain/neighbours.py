"""Distances between embeddings, nearest neighbours, and what they say together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from medview.domain.case import CaseId
from medview.domain.model import ModelRef
from medview.domain.outcomes import Outcomes, outcomes_of

if TYPE_CHECKING:
    from medview.domain.together import Together

FloatArray = npt.NDArray[np.floating]

SAME_PICTURE = 1e-5  # cosine distance, below which two embeddings are of one picture, decoded twice


class Metric(StrEnum):
    """How the distance between two embeddings is measured."""

    COSINE = "cosine"
    EUCLIDEAN = "euclidean"
    MANHATTAN = "manhattan"


@dataclass(frozen=True)
class Neighbour:
    """One of the nearest cases. `in_library` tells whether there are pixels to show.

    `image` is the image of the case that is nearest (None: its middle one stands for it), and
    `asked` the image of the query that it is nearest to. Of a search with two series, `parts` are
    the nearest series of each kind of the study it stands for, each of a `kind` and with its own
    distance, and `lacks` is the kind the study has none of.
    """

    case_id: CaseId
    rank: int
    distance: float
    label: str
    patient: str
    source: str
    modality: str
    in_library: bool = True
    findings: str = ""
    outcome: str = ""
    tags: tuple[str, ...] = ()
    image: int | None = None
    asked: int = 0
    parts: tuple[Neighbour, ...] = ()
    kind: str = ""
    lacks: str = ""


@dataclass(frozen=True)
class SimilarResult:
    """The nearest cases of one query, nearest first.

    `unlike` is True when even the nearest is beyond the model's limit of doubt. `asked` are the
    images of the query that were searched with; `together` tells of the second series, if any.
    """

    model: ModelRef
    metric: Metric
    neighbours: tuple[Neighbour, ...]
    unlike: bool = False
    shares: dict[str, float] = field(default_factory=dict)
    asked: tuple[int, ...] = ()
    together: Together | None = None

    @property
    def outcomes(self) -> Outcomes:
        """What became of the neighbours."""
        return outcomes_of([neighbour.outcome for neighbour in self.neighbours])


def cosine(queries: FloatArray, gallery: FloatArray) -> FloatArray:
    """Return 1 - cosine similarity, (Q, N), of queries (Q, D) and gallery (N, D)."""
    q = queries / np.linalg.norm(queries, axis=1, keepdims=True)
    g = gallery / np.linalg.norm(gallery, axis=1, keepdims=True)
    return 1.0 - q @ g.T


def euclidean(queries: FloatArray, gallery: FloatArray) -> FloatArray:
    """Return the L2 distance (Q, N) of queries (Q, D) and gallery (N, D)."""
    squared = (
        (queries**2).sum(1)[:, None] + (gallery**2).sum(1)[None, :] - 2.0 * queries @ gallery.T
    )
    return np.sqrt(np.maximum(squared, 0.0))


def manhattan(queries: FloatArray, gallery: FloatArray) -> FloatArray:
    """Return the L1 distance (Q, N) of queries (Q, D) and gallery (N, D)."""
    return np.stack([np.abs(gallery - query).sum(axis=1) for query in queries])


DISTANCES: dict[Metric, Callable[[FloatArray, FloatArray], FloatArray]] = {
    Metric.COSINE: cosine,
    Metric.EUCLIDEAN: euclidean,
    Metric.MANHATTAN: manhattan,
}


def smallest(distances: FloatArray, k: int) -> npt.NDArray[np.intp]:
    """Return the positions of the k smallest, ascending; ties by position, so answers repeat."""
    k = min(k, len(distances))
    if k < 1:
        return np.zeros(0, np.intp)
    cut = np.partition(distances, k - 1)[k - 1]
    near = np.flatnonzero(distances <= cut)
    return near[np.argsort(distances[near], kind="stable")][:k]


def vote(
    distances: FloatArray, labels: Sequence[str], classes: Sequence[str], temperature: float
) -> FloatArray:
    """Return the share of each class (C,) among k neighbours, weighed by exp(-d / temperature).

    `distances` (k,) ascending; a distance-weighted k-nearest-neighbour rule (Dudani, IEEE Trans.
    SMC 1976), with exponential weights. Shares sum to one; without neighbours all are 0.
    """
    if not len(distances):
        return np.zeros(len(classes))
    d = np.asarray(distances, dtype=np.float64)
    weights = np.exp(-(d - d.min()) / temperature)
    shares = np.array(
        [weights[[i for i, x in enumerate(labels) if x == name]].sum() for name in classes]
    )
    return shares / max(shares.sum(), 1e-12)
