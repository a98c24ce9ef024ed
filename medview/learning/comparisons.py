"""What a metric loss sees: anchors beside others, how far apart, and which of them are alike."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from medview.learning.distances import Distance, cosine, euclidean

Triplets = tuple[Tensor, Tensor, Tensor]  # rows of anchors, columns of positives and of negatives


@dataclass(frozen=True)
class Comparison:
    """Anchors (A) beside others (B); the anchors are the first A of the others.

    `distance` and `likeness` (at most 1, as a cosine), `positive` and `negative`: which pairs count
    as of one class and of two, `gap`: how many grades lie between; all (A, B).
    """

    distance: Tensor
    likeness: Tensor
    positive: Tensor
    negative: Tensor
    gap: Tensor

    def only(self, triplets: Triplets) -> Comparison:
        """Return the comparison with no other pairs than those of triplets."""
        anchors, positives, negatives = triplets
        positive, negative = torch.zeros_like(self.positive), torch.zeros_like(self.negative)
        positive[anchors, positives] = True
        negative[anchors, negatives] = True
        return replace(self, positive=positive, negative=negative)


def compare(
    x: Tensor,
    labels: Tensor,
    allowed: Tensor | None = None,
    *,
    others: Tensor | None = None,
    other_labels: Tensor | None = None,
    distance: Distance = euclidean,
) -> Comparison:
    """Return how unit-length x (A, D) compare with x and, after them, `others` (B - A, D).

    labels (A,) and other_labels (B - A,) are whole numbers. Only pairs that are `allowed` (A, B)
    count, and none does with itself. Likeness is 1 - d^2 / 2, for the Euclidean distance the
    cosine, or 1 - d where d is the cosine distance.
    """
    everyone = x if others is None else torch.cat([x, others])
    names = labels if other_labels is None else torch.cat([labels, other_labels])
    d = distance(x, everyone)
    itself = torch.eye(*d.shape, dtype=torch.bool, device=d.device)
    usable = ~itself if allowed is None else allowed & ~itself
    gap = (labels[:, None] - names[None]).abs()
    likeness = 1 - d if distance is cosine else 1 - d.square() / 2
    return Comparison(d, likeness, (gap == 0) & usable, (gap > 0) & usable, gap)


def every_triplet(c: Comparison) -> Triplets:
    """Return all triplets; positives come from the anchors, which keeps a long memory small."""
    near = c.positive[:, : len(c.positive)]
    return _indices(near[:, :, None] & c.negative[:, None, :])


def every_ordinal_triplet(c: Comparison) -> Triplets:
    """Return all (a, p, n) with fewer grades between a and p than between a and n."""
    usable, anchors = c.positive | c.negative, len(c.positive)
    wider = c.gap[:, None, :] > c.gap[:, :anchors, None]
    return _indices(usable[:, :anchors, None] & usable[:, None, :] & wider)


def _indices(mask: Tensor) -> Triplets:
    anchors, positives, negatives = torch.nonzero(mask, as_tuple=True)
    return anchors, positives, negatives
