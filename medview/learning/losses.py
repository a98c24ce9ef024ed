"""Losses of metric learning, each as its equation, and those of the heads.

The metric losses take a Comparison of unit-length embeddings and return a scalar; a pair counts
only where the comparison says so: two photographs of one patient, or two modalities, may be left
out of it. `metric_loss` picks one by its name.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import torch
import torch.nn.functional as F
from torch import Tensor

from medview.learning.comparisons import (
    Comparison,
    Triplets,
    compare,
    every_ordinal_triplet,
    every_triplet,
)


def _mean(values: Tensor, mask: Tensor) -> Tensor:
    """Return the mean of values where mask is true, 0 when it never is."""
    return (values * mask).sum() / mask.sum().clamp(min=1)


def contrastive(c: Comparison, margin: float = 1.0) -> Tensor:
    """Pull pairs of one class (y = 1) together, push others (y = 0) `margin` apart.

    1/2N sum (y d^2 + (1 - y) max(0, margin - d)^2) over the N pairs: Hadsell, Chopra and LeCun,
    CVPR 2006.
    """
    pull = c.positive * c.distance.square()
    push = c.negative * F.relu(margin - c.distance).square()
    return (pull + push).sum() / (2 * (c.positive | c.negative).sum().clamp(min=1))


def triplet(c: Comparison, triplets: Triplets, margin: float = 0.3) -> Tensor:
    """Ask each anchor's positive to be nearer than its negative by `margin`.

    1/N sum max(0, d(a,p) - d(a,n) + margin) over the N triplets: Schroff et al., arXiv 1503.03832.
    """
    a, p, n = triplets
    return F.relu(c.distance[a, p] - c.distance[a, n] + margin).sum() / max(1, len(a))


def ordinal_triplet(c: Comparison, triplets: Triplets, margin: float = 0.15) -> Tensor:
    """Ask the nearer grade to be nearer, by more the more the grades differ.

    For gaps g(a,p) < g(a,n) of the grades: 1/N sum max(0, d(a,p) - d(a,n) + margin (g(a,n) -
    g(a,p))), the triplet loss with a margin that grows with the grades' distance.
    """
    a, p, n = triplets
    wider = c.gap[a, n] - c.gap[a, p]
    return F.relu(c.distance[a, p] - c.distance[a, n] + margin * wider).sum() / max(1, len(a))


def multi_similarity(
    c: Comparison, alpha: float = 2.0, beta: float = 40.0, base: float = 0.5
) -> Tensor:
    """Weigh every pair by its own and its relative likeness s.

    mean_i [ log(1 + sum_p exp(-alpha (s_ip - base))) / alpha
           + log(1 + sum_n exp(beta (s_in - base))) / beta ]: Wang et al., arXiv 1904.06627, eq. 12.
    """
    pull = (torch.exp(-alpha * (c.likeness - base)) * c.positive).sum(1)
    push = (torch.exp(beta * (c.likeness - base)) * c.negative).sum(1)
    return (torch.log1p(pull) / alpha + torch.log1p(push) / beta).mean()


def supervised_contrastive(c: Comparison, temperature: float = 0.1) -> Tensor:
    """Make each positive likely among all others of the batch.

    -mean_p log( exp(s_ip / t) / sum_a exp(s_ia / t) ), mean over anchors with positives: Khosla et
    al., arXiv 2004.11362, eq. 2. With two views of each picture and no labels it is NT-Xent: Chen
    et al., arXiv 2002.05709, eq. 1.
    """
    logits = c.likeness / temperature
    everyone = logits.masked_fill(~(c.positive | c.negative), -torch.inf)
    log_share = logits - torch.logsumexp(everyone, dim=1, keepdim=True)
    has = c.positive.any(1)
    total = torch.where(c.positive, log_share, 0.0).sum(1)
    per_anchor = total / c.positive.sum(1).clamp(min=1)
    return -_mean(torch.where(has, per_anchor, 0.0), has)


PAIR_LOSSES: dict[str, Callable[..., Tensor]] = {
    "contrastive": contrastive,
    "multi-similarity": multi_similarity,
    "supervised-contrastive": supervised_contrastive,
}
TRIPLET_LOSSES = {
    "triplet": (triplet, every_triplet),
    "ordinal-triplet": (ordinal_triplet, every_ordinal_triplet),
}


def metric_loss(
    name: str, c: Comparison, triplets: Triplets | None = None, **settings: float
) -> Tensor:
    """Return the loss `name` of c: of these triplets and their pairs, or of all it has."""
    if name in PAIR_LOSSES:
        return PAIR_LOSSES[name](c if triplets is None else c.only(triplets), **settings)
    loss, every = TRIPLET_LOSSES[name]
    return loss(c, every(c) if triplets is None else triplets, **settings)


def _of_batch(name: str, x: Tensor, labels: Tensor, allowed: Tensor | None = None) -> Tensor:
    """Return the loss of unit-length x (N, D), labels (N,), over all allowed (N, N) pairs."""
    return metric_loss(name, compare(x, labels, allowed))


def proxy(x: Tensor, labels: Tensor, proxies: Tensor, scale: float = 16.0) -> Tensor:
    """Draw each embedding to the proxy of its class, one learned direction (C, D) a class.

    -log( exp(scale s_iy) / sum_c exp(scale s_ic) ) over cosines s: NormFace, Wang et al., arXiv
    1704.06369, eq. 7. Unlike losses over pairs it has a gradient where all embeddings coincide.
    """
    return F.cross_entropy(scale * x @ F.normalize(proxies, dim=1).T, labels)


MetricLoss = Callable[[Tensor, Tensor, Tensor | None], Tensor]
METRIC_LOSSES: dict[str, MetricLoss] = {
    name: partial(_of_batch, name) for name in (*PAIR_LOSSES, *TRIPLET_LOSSES)
}


def ordinal(logits: Tensor, grades: Tensor, smoothing: float = 0.0) -> Tensor:
    """Return the mean binary cross-entropy of P(grade > k), logits (N, K), grades (N,).

    Frank and Hall, ECML 2001. `smoothing` moves the targets from 0 and 1 towards each other, most
    at the thresholds next to the grade, where graders disagree.
    """
    steps = torch.arange(logits.shape[1], device=logits.device)
    above = grades[:, None] - steps[None] - 0.5  # +-0.5 next to the threshold, +-1.5 beyond
    soft = smoothing / (2 * above.abs())
    target = torch.where(above > 0, 1 - soft, soft)
    return F.binary_cross_entropy_with_logits(logits, target)


def quality(logits: Tensor, good: Tensor) -> Tensor:
    """Return the mean binary cross-entropy of P(good), logits and good (N, A); NaN: unknown."""
    known = ~good.isnan()
    each = F.binary_cross_entropy_with_logits(logits, good.nan_to_num(), reduction="none")
    return _mean(each, known)


def lesions(logits: Tensor, cover: Tensor) -> Tensor:
    """Return the cross-entropy of lesion maps (N, L, h, w); cover in [0, 1], NaN where not drawn.

    Cells with a lesion are few: they weigh ten times as much.
    """
    known = ~cover.isnan()
    target = (cover.nan_to_num() > 0).float()
    each = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    return _mean(each * (1 + 9 * target), known)
