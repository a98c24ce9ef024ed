"""Which cases to label next: those the model is unsure of, spread over what has no label yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medview.domain.case import Case
from medview.domain.model import ModelRef

FloatArray = npt.NDArray[np.floating]
IntArray = npt.NDArray[np.int64]

USUAL_COUNT = 20
LEAST_DOUBT = 1e-3  # so that among cases without doubt the furthest is still picked


@dataclass(frozen=True)
class Pick:
    """One case to label: how unsure the model is of it, and how far it is from all labelled.

    `doubt` in [0, 1] is 0 where one class has all of the vote; `distance` is cosine, to the nearest
    case that has a label or was picked before it.
    """

    case: Case
    doubt: float
    distance: float


@dataclass(frozen=True)
class LabelQueue:
    """The cases to label next, the most telling first, by the model that picked them.

    `unlabelled` were to choose from; `unknown` more have no label, but no embedding either.
    """

    model: ModelRef
    picks: tuple[Pick, ...]
    unlabelled: int
    unknown: int


def doubt(shares: FloatArray) -> FloatArray:
    """Return 1 minus the margin between the two likeliest classes, (N,), of shares (N, C).

    Margin sampling (Scheffer et al., IDA 2001, LNCS 2189:309-318).
    """
    first_two = np.sort(shares, axis=1)[:, -2:]
    return np.asarray(1.0 - (first_two[:, 1] - first_two[:, 0]))


def label_next(
    embeddings: FloatArray,
    doubts: FloatArray,
    reached: FloatArray,
    patients: Sequence[str],
    labelled_patients: Sequence[str],
    count: int,
) -> tuple[IntArray, FloatArray]:
    """Return the rows to label next, the most telling first, and their distance when picked.

    `embeddings` (N, D) of unit length and `doubts` (N,) are of the cases without a label; `reached`
    (N,) is the cosine distance of each to the nearest that has one (inf: there is none). Each pick
    has the greatest product of doubt and distance to all that are labelled or picked: the greedy
    k-centre of Sener and Savarese (arXiv 1708.00489), weighed by doubt. A patient of whom a case is
    labelled or picked waits until every other has had a turn.
    """
    near = np.minimum(np.asarray(reached, np.float64), 2.0)
    open_rows = np.ones(len(embeddings), bool)
    owners = np.asarray(patients)
    turn = ~np.isin(owners, list(labelled_patients))
    rows, distances = [], []
    for _ in range(min(count, len(embeddings))):
        if not (turn & open_rows).any():
            turn = np.ones(len(embeddings), bool)
        worth = np.where(turn & open_rows, (doubts + LEAST_DOUBT) * np.maximum(near, 0.0), -1.0)
        row = int(worth.argmax())
        rows.append(row)
        distances.append(float(near[row]))
        near = np.minimum(near, 1.0 - embeddings @ embeddings[row])
        open_rows[row] = False
        turn = turn & (owners != owners[row])
    return np.array(rows, np.int64), np.array(distances)
