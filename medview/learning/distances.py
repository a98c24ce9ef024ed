"""Distances between all pairs of two batches of embeddings, differentiable.

Euclidean and Manhattan distance are metrics; so is the learned Mahalanobis while its matrix has an
inverse (a pseudometric otherwise: two embeddings may then be 0 apart). Cosine distance is not: on
the circle, 0 and 90 degrees are 1 apart, but only 0.29 + 0.29 by way of 45 degrees, so that it
breaks the triangle inequality; and all of one direction are 0 apart.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

Distance = Callable[[Tensor, Tensor], Tensor]
# For more than 25 rows torch would else go by |a|^2 + |b|^2 - 2ab, which is not 0 for a = b.
EXACT = "donot_use_mm_for_euclid_dist"


def cosine(a: Tensor, b: Tensor) -> Tensor:
    """Return 1 - cos(a, b), (A, B), of unit-length embeddings a (A, D) and b (B, D)."""
    return 1 - a @ b.T


def euclidean(a: Tensor, b: Tensor) -> Tensor:
    """Return |a - b|, (A, B); where a = b it is 0, and so is its gradient."""
    return torch.cdist(a, b, compute_mode=EXACT)


def manhattan(a: Tensor, b: Tensor) -> Tensor:
    """Return the sum of |a_i - b_i|, (A, B)."""
    return torch.cdist(a, b, p=1)


def even_manhattan(a: Tensor, b: Tensor) -> Tensor:
    """Return the sum of |a_i - b_i| over sqrt(D), (A, B).

    By the inequality of Cauchy and Schwarz it is at most |a - b|, so that one margin suits any D.
    """
    return manhattan(a, b) / a.shape[1] ** 0.5


class Mahalanobis(nn.Module):
    """|L (a - b)| with a learned L (D, D), the distance of the matrix M = L'L.

    Weinberger and Saul, JMLR 2009;10:207-244, eq. 3. It starts as the Euclidean distance.
    """

    def __init__(self, dimension: int) -> None:
        """Start with L the unit matrix."""
        super().__init__()
        self.factor = nn.Parameter(torch.eye(dimension))

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        """Return (A, B) for a (A, D) and b (B, D)."""
        return euclidean(a @ self.factor.T, b @ self.factor.T)


DISTANCES: dict[str, Distance] = {
    "cosine": cosine,
    "euclidean": euclidean,
    "manhattan": manhattan,
}
