"""Relevance feedback: what a person says of neighbours, or of regions on them, moves the query.

Rocchio's rule (in Salton, The SMART Retrieval System, 1971, ch. 14) on embeddings of unit length.
Rule and weights were chosen on the validation part of mri-brain, among six weightings of it, two of
a logistic regression on what was judged, and four of the distances to what was liked and was not.
What they gain there is therefore too good; `medview bench feedback` also measures on chest
radiographs, which had no part in the choice.

A region is judged by what it does to the picture it lies on: the embedding of the picture, and by
how far that moves when the region is taken out of it. The embedding of the region cut out does not
serve: the encoder places it apart from all whole pictures, and moving a query there lost 0.24 of
MAP@R on mri-brain.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medview.domain.case import CaseId
from medview.domain.region import Region

FloatArray = npt.NDArray[np.floating]

# What is liked, and what is not, each count so much as their mean against one query.
LIKED, DISLIKED = 2.0, 2.0
# How much more a region counts than it does in its picture: of 0.5, 1, 2 and 4 what gained most in
# two rounds on every second patient of the validation part of mri-brain.
EMPHASIS = 1.0


@dataclass(frozen=True)
class Judgement:
    """A neighbour, by its image that was found, is what was sought, or is not.

    With a `region`, in pixels of that image, what is there; it may lie on the query as well.
    """

    case_id: CaseId
    is_liked: bool
    image_index: int | None = None
    region: Region | None = None


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


def emphasised(whole: FloatArray, without: FloatArray) -> FloatArray:
    """Return embeddings (..., D) of pictures in which a region counts more, of unit length.

    `whole` (..., D) is of the pictures as they are, `without` (..., D) of those with the region
    taken out.
    """
    moved = whole + EMPHASIS * (whole - without)
    lengths = np.linalg.norm(moved, axis=-1, keepdims=True)
    return np.where(lengths > 0, moved / np.maximum(lengths, 1e-12), whole).astype(whole.dtype)
