"""Relevance feedback: what a person says of neighbours moves the query.

Rocchio's rule (in Salton, The SMART Retrieval System, 1971, ch. 14) on embeddings of unit length.
Rule and weights were chosen on the validation part of mri-brain, among six weightings of it, two of
a logistic regression on what was judged, and four of the distances to what was liked and was not.
What they gain there is therefore too good; `medview bench feedback` also measures on chest
radiographs, which had no part in the choice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medview.domain.case import CaseId

FloatArray = npt.NDArray[np.floating]

# What is liked, and what is not, each count so much as their mean against one query.
LIKED, DISLIKED = 2.0, 2.0


@dataclass(frozen=True)
class Judgement:
    """A neighbour, by its image that was found, is what was sought, or is not."""

    case_id: CaseId
    is_liked: bool
    image_index: int | None = None


def refined(queries: FloatArray, liked: FloatArray, disliked: FloatArray) -> FloatArray:
    """Return queries (Q, D) moved to `liked` (L, D) and from `disliked` (M, D), of unit length.

    Where nothing is liked, the query itself stands for it, so that what is disliked cannot turn
    the query about.
    """
    moved = queries + LIKED * (liked.mean(axis=0) if len(liked) else queries)
    if len(disliked):
        moved = moved - DISLIKED * disliked.mean(axis=0)
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.where(lengths > 0, moved / np.maximum(lengths, 1e-12), queries).astype(queries.dtype)
