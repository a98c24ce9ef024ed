"""Which triplets of a batch a loss learns from.

Each miner takes a Comparison and gives rows of anchors with the columns of one positive and one
negative each: for every positive pair a negative, or (hard) one triplet an anchor.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from medview.learning.comparisons import Comparison, Triplets

NEAREST = 0.5  # nearer negatives are drawn as if they were this far: their gradient is mostly noise
FARTHEST = 1.4  # beyond it, nearly a right angle, a negative has nothing to teach


def random(c: Comparison, generator: torch.Generator) -> Triplets:
    """Return any negative, each as likely, for every positive pair."""
    return _drawn(c, torch.ones_like(c.distance), generator)


def semi_hard(c: Comparison, generator: torch.Generator) -> Triplets:
    """Return the nearest negative that is farther than the positive: Schroff et al., 1503.03832.

    Where there is none, the farthest negative, as in TensorFlow's triplet_semihard_loss: a batch
    in which all coincide else had nothing to learn from.
    """
    anchors, positives = _positive_pairs(c)
    d, usable = c.distance.detach()[anchors], c.negative[anchors]
    farther = usable & (d > d.gather(1, positives[:, None]))
    nearest = d.masked_fill(~farther, torch.inf).argmin(dim=1)
    farthest = d.masked_fill(~usable, -torch.inf).argmax(dim=1)
    return anchors, positives, torch.where(farther.any(dim=1), nearest, farthest)


def hard(c: Comparison, generator: torch.Generator) -> Triplets:
    """Return each anchor's farthest positive and nearest negative: Hermans et al., 1703.07737."""
    d = c.distance.detach()
    anchors = torch.nonzero(c.positive.any(dim=1) & c.negative.any(dim=1))[:, 0]
    positives = d.masked_fill(~c.positive, -torch.inf).argmax(dim=1)[anchors]
    negatives = d.masked_fill(~c.negative, torch.inf).argmin(dim=1)[anchors]
    return anchors, positives, negatives


def distance_weighted(c: Comparison, generator: torch.Generator, dimension: int = 128) -> Triplets:
    """Return negatives drawn evenly over their distances: Wu et al., arXiv 1706.07567, eq. 4.

    On a sphere in n dimensions distances have the density q(d) ~ d^(n-2) (1 - d^2/4)^((n-3)/2); a
    negative is as likely as 1 / q(d), for d from NEAREST to FARTHEST.
    """
    d = (2 * (1 - c.likeness.detach())).clamp(min=0).sqrt().clamp(min=NEAREST)
    shrunk = (1 - d.square() / 4).clamp(min=1e-6)
    log_weight = (2 - dimension) * d.log() - (dimension - 3) / 2 * shrunk.log()
    usable = c.negative & (d < FARTHEST)
    log_weight = log_weight.masked_fill(~usable, -torch.inf)
    # softmax keeps the greatest weight of a row at hand; a row of none becomes NaN, and then 0
    return _drawn(c, torch.softmax(log_weight, dim=1).nan_to_num(), generator)


def _positive_pairs(c: Comparison) -> tuple[Tensor, Tensor]:
    """Return the positive pairs (rows, columns) of anchors that have a negative."""
    rows, columns = torch.nonzero(c.positive & c.negative.any(dim=1)[:, None], as_tuple=True)
    return rows, columns


def _drawn(c: Comparison, weight: Tensor, generator: torch.Generator) -> Triplets:
    """Return, for each positive pair, a negative as likely as its weight (A, B)."""
    weight = weight * c.negative
    anchors, positives = _positive_pairs(c)
    drawable = weight.sum(dim=1)[anchors] > 0
    anchors, positives = anchors[drawable], positives[drawable]
    if not len(anchors):
        return anchors, positives, anchors
    on_cpu = weight[anchors].cpu()  # where the generator lives: the same draw on any device
    negatives = torch.multinomial(on_cpu, 1, generator=generator)[:, 0]
    return anchors, positives, negatives.to(anchors.device)


Miner = Callable[[Comparison, torch.Generator], Triplets]
MINERS: dict[str, Miner] = {
    "random": random,
    "semi-hard": semi_hard,
    "hard": hard,
    "distance-weighted": distance_weighted,
}
