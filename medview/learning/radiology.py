"""Learning what makes MR, chest X-ray and CT pictures alike: one encoder for the three."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from medview.imaging.preprocess import prepare
from medview.learning import losses
from medview.learning.augment import vary_grey
from medview.learning.dataset import Example, grey_squares, read_grey, read_radiology
from medview.learning.engine import Batch
from medview.learning.export import Network
from medview.learning.networks import Encoder, Outputs
from medview.learning.plan import Plan
from medview.learning.sampling import ClassBatches

# A patch of lung has no upright; a head or a chest does.
ANGLE = {"MR": 15.0, "DX": 8.0, "CT": 180.0}
# Pictures this near in their file's order may be of one patient, and make no pair.
REACH = {"MR": 25, "DX": 0, "CT": 5000}


class RadiologyTask:
    """Mixed batches of all modalities, taught by a loss over pairs and one proxy a class."""

    def __init__(self, plan: Plan, data_root: Path, cache: Path) -> None:
        """Read the labels and decode the training pictures of plan's sources."""
        self.plan = plan
        pictures = [e for e in read_radiology(data_root) if e.group in plan.sources]
        self.training = [e for e in pictures if e.split == "train"]
        self.validation_examples = [e for e in pictures if e.split == "val"]
        self._squares = grey_squares(self.training, plan.cache_size)
        self._places = _places(self.training)

    def encoder(self, weights: str | None) -> Encoder:
        """Return the network to train, from ImageNet weights or from none."""
        return Encoder(
            self.plan.dimension,
            proxies=len(self.plan.classes) if self.plan.proxy_weight else 0,
            frozen=self.plan.frozen,
            dropout=self.plan.dropout,
            weights=weights,
        )

    def batches(self, seed: int) -> Callable[[int], Batch]:
        """Return a function that makes the batch of a step; the same step gives the same batch."""
        sampler = ClassBatches(
            [self.plan.classes.index(e.label) for e in self.training],
            [e.group for e in self.training],
            self.plan.per_class,
            seed=seed,
        )
        drawn = [sampler.draw() for _ in range(self.plan.steps)]
        return lambda step: self._batch(drawn[step], (seed, step))

    def _batch(self, rows: NDArray[np.int64], seed: tuple[int, int]) -> Batch:
        images = []
        for place, row in enumerate(rows):
            rng = np.random.default_rng((*seed, place))
            angle = ANGLE[self.training[row].group]
            plane = vary_grey(self._squares[row], self.plan.input_size, rng, angle)
            images.append(np.repeat(plane[None], 3, axis=0))
        chosen = [self.training[row] for row in rows]
        return {
            "image": torch.from_numpy(np.stack(images)),
            "label": torch.tensor([self.plan.classes.index(e.label) for e in chosen]),
            "allowed": torch.from_numpy(_may_pair(chosen, self._places[rows])),
        }

    def losses(self, network: torch.nn.Module, batch: Batch) -> dict[str, Tensor]:
        """Return the metric loss of one batch, over pairs of one modality, and the proxies'."""
        assert isinstance(network, Encoder)
        out: Outputs = network(batch["image"], torch.bfloat16)
        metric = losses.METRIC_LOSSES[self.plan.loss]
        weight = self.plan.metric_weight
        named = {"metric": weight * metric(out.embedding, batch["label"], batch["allowed"])}
        if network.proxies is not None:
            apart = losses.proxy(out.embedding, batch["label"], network.proxies)
            named["proxy"] = self.plan.proxy_weight * apart
        return named


def _places(examples: Sequence[Example]) -> NDArray[np.int64]:
    """Return where (N,) each example stands in its file's order; X-rays: its patient's number."""
    numbers = np.unique([e.patient for e in examples], return_inverse=True)[1]
    return np.array(
        [n if e.group == "DX" else e.order for e, n in zip(examples, numbers, strict=True)],
        dtype=np.int64,
    )


def _may_pair(chosen: Sequence[Example], places: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return (N, N): whether two pictures are of one modality and surely of two patients.

    Pairs across modalities teach nothing: those are told apart at once, and then each modality
    shrinks to a point.
    """
    groups = np.array([e.group for e in chosen])
    reach = np.array([REACH[group] for group in groups])
    far = np.abs(places[:, None] - places[None]) > reach[:, None]
    return (groups[:, None] == groups[None]) & far


def radiology_embeddings(
    network: Network, examples: Sequence[Example], preprocess: dict[str, Any], batch: int = 32
) -> NDArray[np.float32]:
    """Return the unit-length embeddings (N, D) of examples, prepared as the shipped model does."""
    parts = []
    for start in range(0, len(examples), batch):
        planes = [prepare(read_grey(e), preprocess) for e in examples[start : start + batch]]
        parts.append(network(np.stack(planes))["embedding"])
    return np.concatenate(parts)
