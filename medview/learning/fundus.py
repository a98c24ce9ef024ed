"""Learning to grade diabetic retinopathy: batches, losses, calibration and the card's figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from medview.domain.grade import GRADE_LABELS, VOTE_K, VOTE_TEMPERATURE
from medview.imaging.preprocess import even_light, prepare
from medview.learning import losses
from medview.learning.augment import other_camera, random_view, shift_tone, take_view
from medview.learning.dataset import (
    Example,
    lesion_square,
    read_fundus,
    read_outsiders,
    read_picture,
    retina_squares,
)
from medview.learning.engine import Batch
from medview.learning.export import Network
from medview.learning.gallery import Gallery
from medview.learning.networks import Encoder, Outputs
from medview.learning.plan import Plan
from medview.learning.sampling import ClassBatches

LESION_STRIDE = 16


class FundusTask:
    """Grades of one or more cameras; a camera the plan leaves out is only tested on."""

    modality = "FUNDUS"

    def __init__(self, plan: Plan, data_root: Path, cache: Path) -> None:
        """Read the labels and decode the training pictures of plan's sources."""
        self.plan = plan
        photographs = read_fundus(data_root)
        known = [e for e in photographs if e.split == "train"]
        self.gallery_examples = [e for e in known if e.group in plan.sources]
        self.left_out_examples = [e for e in known if e.group not in plan.sources]
        self.validation_examples = [e for e in photographs if e.split == "val"]
        outsiders = read_outsiders(data_root) if "outsider" in plan.classes else []
        self.strangers = [e for e in outsiders if e.split == "val"]
        self.training = [
            *self.gallery_examples,
            *(e for e in outsiders if e.split == "train"),
        ]
        self._squares = retina_squares(self.training, plan.cache_size, cache)
        self._lesions = self._drawn_lesions() if plan.lesion_weight else {}

    def _drawn_lesions(self) -> dict[int, NDArray[np.uint8]]:
        drawn = {i: lesion_square(e, self.plan.cache_size) for i, e in enumerate(self.training)}
        return {i: layers for i, layers in drawn.items() if layers is not None}

    def encoder(self, weights: str | None) -> Encoder:
        """Return the network to train, from ImageNet weights or from none."""
        return Encoder(
            self.plan.dimension,
            grades=True,
            lesions=3 if self.plan.lesion_weight else 0,
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
            balance=self.plan.balance,
            seed=seed,
        )
        drawn = [sampler.draw() for _ in range(self.plan.steps)]
        return lambda step: self._batch(drawn[step], (seed, step))

    def _batch(self, rows: NDArray[np.int64], seed: tuple[int, int]) -> Batch:
        views = [self._view(row, (*seed, place)) for place, row in enumerate(rows)]
        chosen = [self.training[row] for row in rows]
        patients = np.unique([e.patient for e in chosen], return_inverse=True)[1]
        batch = {
            "image": torch.from_numpy(np.stack([image for image, _ in views])),
            "label": torch.tensor([self.plan.classes.index(e.label) for e in chosen]),
            "quality": torch.tensor([e.quality[:1] for e in chosen], dtype=torch.float32),
            "patient": torch.from_numpy(patients),
        }
        if self._lesions:
            batch["lesions"] = torch.from_numpy(np.stack([cover for _, cover in views]))
        return batch

    def _view(
        self, row: int, seed: tuple[int, ...]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return one augmented input (3, S, S) and its lesion cells (3, S/16, S/16)."""
        rng = np.random.default_rng(seed)
        size = self.plan.input_size
        view = random_view(self.plan.cache_size, size, rng)
        square = take_view(np.ascontiguousarray(self._squares[row]), view, size)
        even = shift_tone(even_light(other_camera(square, rng)), rng)
        cells = size // LESION_STRIDE
        cover = np.full((3, cells, cells), np.nan, np.float32)
        if row in self._lesions:
            layers = take_view(self._lesions[row], view, size)
            small = cv2.resize(layers, (cells, cells), interpolation=cv2.INTER_AREA)
            cover = (small > 4).astype(np.float32).transpose(2, 0, 1)
        return np.ascontiguousarray(even.transpose(2, 0, 1)), cover

    def losses(self, network: torch.nn.Module, batch: Batch) -> dict[str, Tensor]:
        """Return the weighed losses of a batch; an outsider has no grade, but is a class apart."""
        out: Outputs = network(batch["image"], torch.bfloat16)
        graded = batch["label"] < len(GRADE_LABELS)
        assert out.grade_logits is not None and out.taught_quality is not None
        apart = batch["patient"][:, None] != batch["patient"][None]
        metric = losses.METRIC_LOSSES[self.plan.loss]
        named = {
            "ordinal": 2
            * losses.ordinal(out.grade_logits[graded], batch["label"][graded], self.plan.smoothing),
            "metric": self.plan.metric_weight * metric(out.embedding, batch["label"], apart),
            "quality": self.plan.quality_weight
            * losses.quality(out.taught_quality, batch["quality"]),
        }
        if out.lesions is not None:
            named["lesions"] = self.plan.lesion_weight * losses.lesions(
                out.lesions, batch["lesions"]
            )
        return named


def fundus_outputs(
    network: Network,
    examples: Sequence[Example],
    preprocess: dict[str, Any],
    *,
    flips: bool = True,
    batch: int = 16,
) -> dict[str, NDArray[np.float32]]:
    """Return every output of examples, averaged over the mirror image where `flips` is true.

    The pictures take the shipped way: decoded, then imaging.preprocess.prepare.
    """
    answer = _flip_averaged if flips else lambda net, images: net(images)
    with ThreadPoolExecutor(max_workers=2) as pool:
        parts = []
        for start in range(0, len(examples), batch):
            chosen = examples[start : start + batch]
            images = list(pool.map(lambda e: prepare(read_picture(e), preprocess), chosen))
            parts.append(answer(network, np.stack(images)))
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _flip_averaged(network: Network, images: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
    plain, mirrored = network(images), network(np.ascontiguousarray(images[..., ::-1]))
    named: dict[str, NDArray[np.float32]] = {
        name: (plain[name] + mirrored[name]) * np.float32(0.5) for name in plain
    }
    named["embedding"] /= np.linalg.norm(named["embedding"], axis=1, keepdims=True)
    return named


def gallery_shares(
    gallery: Gallery, outputs: dict[str, NDArray[np.float32]], examples: Sequence[Example]
) -> NDArray[np.floating]:
    """Return the neighbours' shares (N, 5) of each grade for examples."""
    patients = [e.patient for e in examples]
    return gallery.shares(outputs["embedding"], patients, GRADE_LABELS, VOTE_K, VOTE_TEMPERATURE)
