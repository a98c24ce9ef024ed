"""Losses of metric learning, each as its equation, and those of the heads.

The metric losses take unit-length embeddings (N, D) and integer labels (N,) and return a scalar.
A pair counts only where `allowed` (N, N) is true: two photographs of one patient, or two
modalities, may be left out.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

from medview.learning.distances import euclidean


def _pairs(labels: Tensor, allowed: Tensor | None) -> tuple[Tensor, Tensor]:
    """Return the masks (N, N) of positive and of negative pairs."""
    same = labels[:, None] == labels[None]
    other = ~torch.eye(len(labels), dtype=torch.bool, device=labels.device)
    usable = other if allowed is None else other & allowed
    return same & usable, ~same & usable


def _mean(values: Tensor, mask: Tensor) -> Tensor:
    """Return the mean of values where mask is true, 0 when it never is."""
    return (values * mask).sum() / mask.sum().clamp(min=1)


def contrastive(
    x: Tensor, labels: Tensor, allowed: Tensor | None = None, margin: float = 1.0
) -> Tensor:
    """Pull pairs of one label together, push others `margin` apart.

    mean d^2 over positives + mean relu(margin - d)^2 over negatives: Hadsell, Chopra and LeCun,
    CVPR 2006.
    """
    d = euclidean(x, x)
    positive, negative = _pairs(labels, allowed)
    return _mean(d**2, positive) + _mean(F.relu(margin - d) ** 2, negative)


def triplet(
    x: Tensor, labels: Tensor, allowed: Tensor | None = None, margin: float = 0.3
) -> Tensor:
    """Ask each anchor's positive to be nearer than its negative by `margin`.

    relu(d(a,p) - d(a,n) + margin), mean over the triplets that violate it: Schroff et al.,
    arXiv 1503.03832.
    """
    d = euclidean(x, x)
    positive, negative = _pairs(labels, allowed)
    valid = positive[:, :, None] & negative[:, None, :]
    violation = F.relu(d[:, :, None] - d[:, None, :] + margin)
    return _mean(violation, valid & (violation > 0))


def multi_similarity(
    x: Tensor,
    labels: Tensor,
    allowed: Tensor | None = None,
    alpha: float = 2.0,
    beta: float = 40.0,
    base: float = 0.5,
) -> Tensor:
    """Weigh every pair by its own and its relative similarity s.

    mean_i [ log(1 + sum_p exp(-alpha (s_ip - base))) / alpha
           + log(1 + sum_n exp(beta (s_in - base))) / beta ]: Wang et al., arXiv 1904.06627, eq. 12.
    """
    s = x @ x.T
    positive, negative = _pairs(labels, allowed)
    pull = (torch.exp(-alpha * (s - base)) * positive).sum(1)
    push = (torch.exp(beta * (s - base)) * negative).sum(1)
    return (torch.log1p(pull) / alpha + torch.log1p(push) / beta).mean()


def supervised_contrastive(
    x: Tensor, labels: Tensor, allowed: Tensor | None = None, temperature: float = 0.1
) -> Tensor:
    """Make each positive likely among all others of the batch.

    -mean_p log( exp(s_ip / t) / sum_a exp(s_ia / t) ), mean over anchors with positives: Khosla et
    al., arXiv 2004.11362, eq. 2.
    """
    positive, negative = _pairs(labels, allowed)
    logits = (x @ x.T) / temperature
    everyone = logits.masked_fill(~(positive | negative), -torch.inf)
    log_share = logits - torch.logsumexp(everyone, dim=1, keepdim=True)
    has = positive.any(1)
    per_anchor = torch.where(positive, log_share, 0.0).sum(1) / positive.sum(1).clamp(min=1)
    return -_mean(torch.where(has, per_anchor, 0.0), has)


def ordinal_triplet(
    x: Tensor, labels: Tensor, allowed: Tensor | None = None, margin: float = 0.15
) -> Tensor:
    """Ask the nearer grade to be nearer, by more the more the grades differ.

    For gaps g_ip < g_in of the grades: relu(d(i,p) - d(i,n) + margin (g_in - g_ip)), mean over the
    triplets that violate it: the triplet loss with a margin that grows with the grades' distance.
    """
    d = euclidean(x, x)
    gap = (labels[:, None] - labels[None]).abs()
    positive, negative = _pairs(labels, allowed)
    usable = positive | negative
    wider = gap[:, None, :] - gap[:, :, None]
    valid = usable[:, :, None] & usable[:, None, :] & (wider > 0)
    violation = F.relu(d[:, :, None] - d[:, None, :] + margin * wider)
    return _mean(violation, valid & (violation > 0))


def proxy(x: Tensor, labels: Tensor, proxies: Tensor, scale: float = 16.0) -> Tensor:
    """Draw each embedding to the proxy of its class, one learned direction (C, D) a class.

    -log( exp(scale s_iy) / sum_c exp(scale s_ic) ) over cosines s: NormFace, Wang et al., arXiv
    1704.06369, eq. 7. Unlike losses over pairs it has a gradient where all embeddings coincide.
    """
    return F.cross_entropy(scale * x @ F.normalize(proxies, dim=1).T, labels)


MetricLoss = Callable[[Tensor, Tensor, Tensor | None], Tensor]
METRIC_LOSSES: dict[str, MetricLoss] = {
    "contrastive": contrastive,
    "triplet": triplet,
    "multi-similarity": multi_similarity,
    "supervised-contrastive": supervised_contrastive,
    "ordinal-triplet": ordinal_triplet,
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
