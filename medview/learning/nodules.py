"""Learning what lung nodules are like, and what normal tissue is like, from patches of CT."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from medview.learning import losses
from medview.learning.backbones import build_encoder
from medview.learning.dataset import read_rated
from medview.learning.engine import Batch
from medview.learning.networks import Encoder
from medview.learning.plan import Plan
from medview.learning.radiology import RadiologyTask


class NoduleTask(RadiologyTask):
    """Balanced batches of patches, taught by a loss over pairs of different scans."""

    def __init__(self, plan: Plan, data_root: Path, cache: Path) -> None:
        """Read the patches, and the nodules that radiologists rated."""
        super().__init__(plan, data_root, cache)
        self.rated = read_rated(data_root / "ct-nodules")

    def encoder(self, weights: str | None) -> Encoder:
        """Return the small network to train, from random weights."""
        return build_encoder("small-cnn", self.plan.dimension, grades=False, untrained=True)

    def losses(self, network: torch.nn.Module, batch: Batch) -> dict[str, Tensor]:
        """Return the metric loss of one batch."""
        embedding = network(batch["image"]).embedding
        metric = losses.METRIC_LOSSES[self.plan.loss]
        return {"metric": metric(embedding, batch["label"], batch["allowed"])}
