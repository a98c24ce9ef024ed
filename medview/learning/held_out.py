"""What an epoch came to on the held-out cases: quick figures for the curves, no judgement.

The judgement of a finished model, with intervals, is made on what ships (evaluation.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medview.domain.agreement import quadratic_kappa
from medview.learning.answers import retrieved
from medview.learning.collapse import spread
from medview.learning.gallery import OWN_PATIENT, Gallery

QUERIES = 6  # of which the neighbours are shown
NEIGHBOURS = 5


@dataclass(frozen=True)
class EpochCases:
    """The held-out cases: class numbers (N,), patients (N,), their rows in the run (N,)."""

    labels: NDArray[np.int64]
    patients: Sequence[str]
    rows: tuple[int, ...]

    def figures(
        self, embeddings: NDArray[np.float32], grade_logits: NDArray[np.floating] | None
    ) -> dict[str, float]:
        """Return recall@1, map@r and spread of unit-length embeddings (N, D), kappa of grades.

        The others are ranked for each, those of its own patient left out (answers.retrieved). A
        query whose class no other patient has does not count; where none counts, both are left out.
        """
        found = {"spread": spread(embeddings)}
        marks = self.labels.astype(str)
        each = retrieved(self._gallery(embeddings), embeddings, marks.tolist(), self.patients)
        fair = ~np.isnan(each["map@r"])
        if fair.any():
            found |= {name: float(each[name][fair].mean()) for name in ("recall@1", "map@r")}
        if grade_logits is not None:
            found["kappa"] = quadratic_kappa(self.labels, (grade_logits > 0).sum(axis=1))
        return found

    def examples(self, embeddings: NDArray[np.float32]) -> dict[int, tuple[int, ...]]:
        """Return a few cases with their nearest, as rows of the run; the same ones each epoch."""
        queries = np.unique(np.linspace(0, len(self.rows) - 1, QUERIES).astype(int))
        asked = embeddings[queries], [self.patients[query] for query in queries]
        distances, places = self._gallery(embeddings).nearest(*asked, NEIGHBOURS)
        return {
            self.rows[query]: tuple(self.rows[place] for place in near[far < OWN_PATIENT])
            for query, near, far in zip(queries, places, distances, strict=True)
        }

    def _gallery(self, embeddings: NDArray[np.float32]) -> Gallery:
        """Return the held-out cases as those that are ranked."""
        blank = np.full(len(self.rows), "")
        marks, patients = self.labels.astype(str), np.array(self.patients)
        return Gallery(embeddings, marks, blank, patients, blank, blank, blank)


def score(figures: dict[str, float]) -> float:
    """Return what the best epoch is chosen by: map@r, with kappa in equal parts for grades."""
    parts = [figures[name] for name in ("map@r", "kappa") if name in figures]
    return float(np.mean(parts)) if parts else float("nan")


def numbered(names: Sequence[str]) -> NDArray[np.int64]:
    """Return a number (N,) for each name, the same for the same name."""
    return np.unique(np.asarray(names), return_inverse=True)[1].astype(np.int64)
