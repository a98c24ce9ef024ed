"""Learning what a lesion's pixels look like: patches, pixels drawn by class, metric losses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from medview.imaging.preprocess import Pixels
from medview.learning import losses, pixel_losses
from medview.learning.augment import degrade, shift_tone
from medview.learning.engine import Batch
from medview.learning.lesion_data import (
    BACKGROUND,
    IGNORED,
    label_square,
    other_cameras,
    read_drawn,
)
from medview.learning.lesion_macula import read_macular
from medview.learning.pixel_network import PixelEncoder
from medview.learning.plan import Plan
from medview.learning.sampling import ClassBatches

CAMERAS = 6  # versions of each photograph
MOST_DRAWN = 1500  # pixels of one lesion, or of the disc, in a batch
PLAIN_BACKGROUND, HARD_POOL, HARD_OF_CLASS = 3000, 60_000, 700
PAIRED = 64  # pixels of each class that are compared with one another


class LesionTask:
    """Pixel embeddings of the four lesions, the optic disc, and all the rest."""

    def __init__(self, plan: Plan, data_root: Path, cache: Path) -> None:
        """Read the drawings and decode the training photographs."""
        self.plan = plan
        drawn = read_drawn(data_root)
        self.training = [e for e in drawn if e.split == "train"]
        self.calibration_examples = [e for e in drawn if e.split == "calibration"]
        self.validation_examples = [e for e in drawn if e.split == "test"]
        self.macular_examples = read_macular(data_root, drawn)
        side = plan.input_size
        self._squares = other_cameras(self.training, side, CAMERAS, cache)
        self._labels = np.stack([label_square(e, side) for e in self.training])

    def encoder(self, weights: str | None) -> PixelEncoder:
        """Return the network to train, from ImageNet weights or from none."""
        plan = self.plan
        return PixelEncoder(plan.dimension, sum(plan.prototypes), plan.frozen, weights)

    def batches(self, seed: int) -> Callable[[int], Batch]:
        """Return a function that makes the batch of a step; the same step gives the same batch."""
        holds = [
            (row, c)
            for row, labels in enumerate(self._labels)
            for c in np.unique(labels)
            if c != IGNORED
        ]
        classes = [int(c) for _, c in holds]
        sampler = ClassBatches(classes, [""] * len(holds), self.plan.per_class, seed=seed)
        drawn = [[holds[i] for i in sampler.draw()] for _ in range(self.plan.steps)]
        return lambda step: self._batch(drawn[step], (seed, step))

    def _batch(self, chosen: list[tuple[int, int]], seed: tuple[int, int]) -> Batch:
        patches = [self._patch(*pair, (*seed, place)) for place, pair in enumerate(chosen)]
        return {
            "image": torch.from_numpy(np.stack([image for image, _ in patches])),
            "label": torch.from_numpy(np.stack([labels for _, labels in patches])).long(),
            "step": torch.tensor(seed[1]),
        }

    def _patch(
        self, row: int, wanted: int, seed: tuple[int, ...]
    ) -> tuple[NDArray[np.float32], Pixels]:
        """Return an augmented patch (3, p, p) around a pixel of class `wanted`, and its labels."""
        rng = np.random.default_rng(seed)
        places = np.flatnonzero(self._labels[row].ravel() == wanted)
        y, x = divmod(int(rng.choice(places)), self.plan.input_size)
        view = patch_view((x, y), self.plan.patch, rng)
        side = (self.plan.patch, self.plan.patch)
        square = np.asarray(self._squares[row, rng.integers(CAMERAS)])
        colour = cv2.warpAffine(square, view, side, flags=cv2.INTER_LINEAR, borderValue=(127,) * 3)
        labels = cv2.warpAffine(
            self._labels[row], view, side, flags=cv2.INTER_NEAREST, borderValue=IGNORED
        )
        toned = shift_tone(degrade(colour, rng).astype(np.float32) / 255, rng)
        return np.ascontiguousarray(toned.transpose(2, 0, 1)), labels

    def losses(self, network: torch.nn.Module, batch: Batch) -> dict[str, Tensor]:
        """Return the weighed losses of a batch over a part of its pixels."""
        assert isinstance(network, PixelEncoder)
        counts, plan = self.plan.prototypes, self.plan
        embeddings = network(batch["image"])
        x = embeddings.permute(0, 2, 3, 1).reshape(-1, embeddings.shape[1])
        labels = batch["label"].reshape(-1)
        rows = drawn_pixels(
            x.detach(), labels, network.prototypes.detach(), counts, int(batch["step"])
        )
        x, labels = x[rows], labels[rows]
        pairs = torch.cat([_where(labels == c)[:PAIRED] for c in range(len(counts))])
        metric = losses.METRIC_LOSSES[plan.loss]
        return {
            "prototypes": plan.proxy_weight
            * pixel_losses.to_prototypes(x, labels, network.prototypes, counts),
            "metric": plan.metric_weight * metric(x[pairs], labels[pairs], None),
            "spread": pixel_losses.spread(network.prototypes, counts),
        }


def patch_view(centre: tuple[int, int], size: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return the matrix (2, 3) that takes a square to a patch of `size` with `centre` in it.

    The patch is turned by any angle, mirrored half the time, zoomed and stretched.
    """
    turn = rng.uniform(-np.pi, np.pi)
    zoom = np.exp(rng.uniform(-0.2, 0.2) + np.array([1, -1]) * rng.uniform(-0.05, 0.05))
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    linear = np.diag(zoom * [rng.choice([-1, 1]), 1]) @ rotation
    target = size * rng.uniform(0.2, 0.8, 2)
    view: NDArray[np.float64] = np.hstack([linear, (target - linear @ np.array(centre))[:, None]])
    return view


def drawn_pixels(
    x: Tensor, labels: Tensor, prototypes: Tensor, counts: tuple[int, ...], seed: int
) -> Tensor:
    """Return which pixels teach: of what was drawn some, of the background some and the hardest.

    x (N, D) and labels (N,). The hardest background pixels are, for each
    class, those nearest to its prototypes; without them the vessels would be haemorrhages.
    """
    generator = torch.Generator().manual_seed(seed)

    def some(rows: Tensor, most: int) -> Tensor:
        return rows[torch.randperm(len(rows), generator=generator)[:most]]

    drawn = [some(_where(labels == c), MOST_DRAWN) for c in range(BACKGROUND)]
    background = _where(labels == BACKGROUND)
    pool = some(background, HARD_POOL)
    nearness = (x[pool] @ F.normalize(prototypes, dim=1).T).split(list(counts), dim=1)
    most = min(HARD_OF_CLASS, len(pool))
    hard = [pool[near.max(dim=1).values.topk(most).indices] for near in nearness[:BACKGROUND]]
    # The hard ones come last: pairs are taken from the plain ones first.
    return torch.cat([*drawn, some(background, PLAIN_BACKGROUND), *hard])


def _where(mask: Tensor) -> Tensor:
    return mask.nonzero().flatten()
