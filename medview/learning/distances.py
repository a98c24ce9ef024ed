"""Distances between all pairs of two batches of embeddings, differentiable."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor


def cosine(a: Tensor, b: Tensor) -> Tensor:
    """Return 1 - cos(a, b), (A, B), of unit-length embeddings a (A, D) and b (B, D)."""
    return 1 - a @ b.T


def euclidean(a: Tensor, b: Tensor) -> Tensor:
    """Return |a - b|, (A, B); never exactly zero, so that its gradient stays finite."""
    squared = (a * a).sum(1)[:, None] + (b * b).sum(1)[None] - 2 * a @ b.T
    return squared.clamp(min=1e-8).sqrt()


def manhattan(a: Tensor, b: Tensor) -> Tensor:
    """Return the sum of |a_i - b_i|, (A, B)."""
    return torch.cdist(a, b, p=1)


DISTANCES: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "cosine": cosine,
    "euclidean": euclidean,
    "manhattan": manhattan,
}
