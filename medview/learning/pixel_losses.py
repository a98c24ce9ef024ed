"""Losses over pixels: their embeddings against learned prototypes, several of each class."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from medview.domain.lesions import SCALE


def class_logits(x: Tensor, prototypes: Tensor, counts: Sequence[int]) -> Tensor:
    """Return how near x (N, D) is to each class (N, C), `counts` prototypes (P, D) of each.

    log sum_k exp(SCALE s_ck) over the cosines s to the class's prototypes: near to one is near,
    as in SoftTriple, Qian et al., arXiv 1909.05235.
    """
    s = SCALE * x @ F.normalize(prototypes, dim=1).T
    return torch.stack([part.logsumexp(dim=1) for part in s.split(list(counts), dim=1)], dim=1)


def to_prototypes(x: Tensor, labels: Tensor, prototypes: Tensor, counts: Sequence[int]) -> Tensor:
    """Draw each pixel to its class's nearest prototypes: -log softmax_y of class_logits.

    The mean over the classes of the mean over a class's pixels, so that a microaneurysm of ten
    pixels counts beside a haemorrhage of a thousand; the last class, all the rest, counts twice.
    """
    each = F.cross_entropy(class_logits(x, prototypes, counts), labels, reduction="none")
    sums = torch.zeros(len(counts)).index_add(0, labels, each)
    number = torch.bincount(labels, minlength=len(counts))
    weight = (number > 0).float()
    weight[-1] *= 2
    return (weight * sums / number.clamp(min=1)).sum() / weight.sum()


def spread(prototypes: Tensor, counts: Sequence[int], most: float = 0.5) -> Tensor:
    """Keep the prototypes of a class apart: mean relu(s - most) over pairs of one class."""
    unit = F.normalize(prototypes, dim=1)
    crowded = [
        F.relu(s[~torch.eye(len(s), dtype=torch.bool)] - most)
        for part in unit.split(list(counts))
        for s in (part @ part.T,)
    ]
    return torch.cat(crowded).mean()
