"""What an epoch came to on the held-out cases: quick figures for the curves, no judgement.

The judgement of a finished model, with intervals, is made on what ships (evaluation.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medview.domain.agreement import quadratic_kappa
from medview.learning.collapse import spread

QUERIES = 6  # of which the neighbours are shown
NEIGHBOURS = 5
NOT_OWN = -2.0  # below any cosine


@dataclass(frozen=True)
class HeldOut:
    """The held-out cases: label and patient numbers (N,), their rows in the run (N,)."""

    labels: NDArray[np.int64]
    patients: NDArray[np.int64]
    rows: tuple[int, ...]

    def ranked(self, embeddings: NDArray[np.floating]) -> NDArray[np.int64]:
        """Return the others by falling cosine, (N, N - 1); those of the own patient come last."""
        cosines = np.asarray(embeddings, np.float64) @ embeddings.T
        cosines[self.patients[:, None] == self.patients[None]] = NOT_OWN
        np.fill_diagonal(cosines, NOT_OWN - 1)
        return np.argsort(-cosines, axis=1, kind="stable")[:, :-1]

    def figures(
        self, embeddings: NDArray[np.floating], grade_logits: NDArray[np.floating] | None
    ) -> dict[str, float]:
        """Return recall@1, map@r and spread of unit-length embeddings (N, D), kappa of grades.

        map@r: Musgrave et al., arXiv 2003.08505, section 2.2. A query whose class no other patient
        has does not count; where none counts, the figure is left out.
        """
        found = {"spread": spread(embeddings)}
        order = self.ranked(embeddings)
        found |= retrieval(self.labels, self.patients, order)
        if grade_logits is not None:
            found["kappa"] = quadratic_kappa(self.labels, (grade_logits > 0).sum(axis=1))
        return found

    def examples(self, embeddings: NDArray[np.floating]) -> dict[int, tuple[int, ...]]:
        """Return a few cases with their nearest, as rows of the run; the same ones each epoch."""
        order = self.ranked(embeddings)[:, :NEIGHBOURS]
        queries = np.unique(np.linspace(0, len(self.rows) - 1, QUERIES).astype(int))
        return {self.rows[q]: tuple(self.rows[n] for n in order[q]) for q in queries}


def retrieval(
    labels: NDArray[np.int64], patients: NDArray[np.int64], order: NDArray[np.int64]
) -> dict[str, float]:
    """Return recall@1 and map@r of queries whose others are ranked in order (N, N - 1)."""
    first, precision = [], []
    for query, others in enumerate(order):
        fair = others[patients[others] != patients[query]]
        hits = labels[fair] == labels[query]
        relevant = int(hits.sum())
        if relevant:
            first.append(float(hits[0]))
            best = hits[:relevant]
            precision.append(float((best * np.cumsum(best) / np.arange(1, relevant + 1)).mean()))
    if not first:
        return {}
    return {"recall@1": float(np.mean(first)), "map@r": float(np.mean(precision))}


def score(figures: dict[str, float]) -> float:
    """Return what the best epoch is chosen by: map@r, with kappa in equal parts for grades."""
    parts = [figures[name] for name in ("map@r", "kappa") if name in figures]
    return float(np.mean(parts)) if parts else float("nan")


def numbered(names: Sequence[str]) -> NDArray[np.int64]:
    """Return a number (N,) for each name, the same for the same name."""
    return np.unique(np.asarray(names), return_inverse=True)[1].astype(np.int64)
