"""What a batch of one's own training is judged by: the metric loss of a plan, and its heads'."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from medview.domain.training import DR_GRADING, SIMILARITY, TrainingPlan
from medview.learning import losses
from medview.learning.comparisons import Comparison, Triplets, compare
from medview.learning.distances import DISTANCES, Distance, Mahalanobis, even_manhattan
from medview.learning.memory import Memory
from medview.learning.miners import MINERS, distance_weighted

LABEL, PATIENT, EXAMPLE = range(3)  # columns of marks
ANCHOR_SCALE = 32.0  # alpha of proxy-anchor: Kim et al., arXiv 2003.13911, section 4.2
ARC_SCALE = 64.0  # s of ArcFace: Deng et al., arXiv 1801.07698, section 3.1
SMOOTHING = 0.1  # of the ordinal targets, see losses.ordinal
VIEW_TEMPERATURE = 0.5  # of NT-Xent: Chen et al., arXiv 2002.05709, section 2.1
WITH_MARGIN = ("contrastive", "triplet", "ordinal-triplet")


class Objective(nn.Module):
    """The loss of a plan with all it learns beside the encoder: proxies, a Mahalanobis matrix.

    A batch comes as `embedding` (N, D) of unit length, `grade_logits` (N, 4) for grades, `marks`
    (N, 3): label, patient and example, and `groups` (N,): the pair or triplet each was drawn in.
    """

    def __init__(self, plan: TrainingPlan, lone: frozenset[int] = frozenset()) -> None:
        """Prepare the loss of plan; classes in `lone` are all of one patient.

        Their images make pairs with each other; elsewhere those of one patient make none.
        """
        super().__init__()
        self.plan, self.lone = plan, lone
        self.learned = Mahalanobis(plan.dimension) if plan.distance == "mahalanobis" else None
        self.borrowed = _borrowed(plan)
        apart = plan.task == SIMILARITY and plan.head_weight > 0
        shape = (len(plan.classes), plan.dimension)
        self.proxies = nn.Parameter(torch.randn(shape)) if apart else None
        self.memory = Memory(plan.memory, plan.dimension)

    @property
    def distance(self) -> Distance:
        """The distance of the plan, for embeddings of unit length."""
        if self.learned is not None:
            return self.learned
        known = {**DISTANCES, "manhattan": even_manhattan}
        return known[self.plan.distance]

    def shipped(self, embedding: Tensor) -> Tensor:
        """Return embeddings (N, D) as the exported network gives them.

        A learned Mahalanobis matrix L is folded in: Lx, brought to unit length again.
        """
        if self.learned is None:
            return embedding
        return F.normalize(embedding @ self.learned.factor.T, dim=1)

    def forward(self, batch: dict[str, Tensor], generator: torch.Generator) -> dict[str, Tensor]:
        """Return the weighed losses of a batch by name; `generator` draws for the miner."""
        x, marks = batch["embedding"], batch["marks"]
        named = {"metric": self._metric(x, marks, batch["groups"], generator)}
        weight = self.plan.head_weight
        if self.plan.task == DR_GRADING:
            grades = losses.ordinal(batch["grade_logits"], marks[:, LABEL], SMOOTHING)
            named["grades"] = 2 * weight * grades
        elif self.proxies is not None:
            named["classes"] = weight * losses.proxy(x, marks[:, LABEL], self.proxies)
        return named

    def _metric(self, x: Tensor, marks: Tensor, groups: Tensor, generator: Any) -> Tensor:
        if self.borrowed is not None:
            loss: Tensor = self.borrowed(self.shipped(x), marks[:, LABEL])
            return loss
        c = self.compared(x, marks, groups)
        name, settings = self.plan.loss, {}
        if name in WITH_MARGIN:
            settings["margin"] = self.plan.margin
        return losses.metric_loss(name, c, self._mined(c, generator), **settings)

    def compared(self, x: Tensor, marks: Tensor, groups: Tensor) -> Comparison:
        """Return how a batch compares with itself and with the memory."""
        others, known = self.memory.embeddings.to(x.device), self.memory.marks.to(x.device)
        allowed = self._may_pair(marks, torch.cat([marks, known]))
        if self._as_drawn:
            allowed = allowed & _led_by_first(groups)
        return compare(
            x,
            marks[:, LABEL],
            allowed,
            others=others,
            other_labels=known[:, LABEL],
            distance=self.distance,
        )

    def _may_pair(self, marks: Tensor, others: Tensor) -> Tensor:
        """Return (A, B): not the same image, nor, but for lone classes, of one patient."""
        same = marks[:, None, :] == others[None]
        lone = torch.tensor(sorted(self.lone), dtype=marks.dtype, device=marks.device)
        excused = torch.isin(marks[:, LABEL], lone)[:, None]
        return ~same[..., EXAMPLE] & (~same[..., PATIENT] | excused)

    @property
    def _as_drawn(self) -> bool:
        """True where only the pairs or triplets that were drawn count: the classic networks."""
        triplets = self.plan.loss in losses.TRIPLET_LOSSES
        sampled = self.plan.sampler == "triplets" if triplets else self.plan.sampler != "per-class"
        fits = triplets or self.plan.loss == "contrastive"
        return fits and sampled and self.plan.miner == "none" and not self.plan.memory

    def _mined(self, c: Comparison, generator: torch.Generator) -> Triplets | None:
        if self.plan.miner == "none":
            return None
        if self.plan.miner == "distance-weighted":
            return distance_weighted(c, generator, self.plan.dimension)
        return MINERS[self.plan.miner](c, generator)

    def remember(self, batch: dict[str, Tensor]) -> None:
        """Take the embeddings of a batch that was learned from into the memory."""
        self.memory.add(batch["embedding"], batch["marks"])


class TwoViews(Objective):
    """NT-Xent without labels: the two views of an image are alike, all other images are not."""

    def forward(self, batch: dict[str, Tensor], generator: torch.Generator) -> dict[str, Tensor]:
        """Return the loss of a batch whose images each come twice."""
        c = compare(batch["embedding"], batch["marks"][:, EXAMPLE])
        return {"views": losses.supervised_contrastive(c, VIEW_TEMPERATURE)}


def _led_by_first(groups: Tensor) -> Tensor:
    """Return (N, N): whether a row is the first of its group, and beside another of it."""
    first = torch.ones_like(groups, dtype=torch.bool)
    first[1:] = groups[1:] != groups[:-1]
    return first[:, None] & (groups[:, None] == groups[None])


def _borrowed(plan: TrainingPlan) -> Any:
    """Return the losses that come from pytorch-metric-learning, None for our own."""
    from pytorch_metric_learning.losses import ArcFaceLoss, ProxyAnchorLoss

    classes, dimension = len(plan.classes), plan.dimension
    if plan.loss == "proxy-anchor":
        return ProxyAnchorLoss(classes, dimension, margin=plan.margin, alpha=ANCHOR_SCALE)
    if plan.loss == "arcface":
        degrees = torch.rad2deg(torch.tensor(plan.margin)).item()
        return ArcFaceLoss(classes, dimension, margin=degrees, scale=ARC_SCALE)
    return None
