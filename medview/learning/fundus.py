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

from medview.domain.grade import Calibration, Readings, read_grades
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
from medview.learning.gallery import Gallery
from medview.learning.measures import (
    area_under_curve,
    calibration_error,
    kappa_cuts,
    patient_folds,
    platt,
    quadratic_kappa,
    with_interval,
)
from medview.learning.networks import Encoder, Outputs
from medview.learning.plan import Plan
from medview.learning.sampling import ClassBatches

GRADES = ("0", "1", "2", "3", "4")
VOTE_K, VOTE_TEMPERATURE = 30, 0.1
HEAD_WEIGHT = 0.5  # of the head in the shown probabilities; the neighbours have the rest
LESION_STRIDE = 16


class FundusTask:
    """What FundusTask and RadiologyTask have in common is called by the trainer."""

    modality = "FUNDUS"

    def __init__(self, plan: Plan, data_root: Path, cache: Path) -> None:
        """Read the labels and decode the training pictures of plan's sources."""
        self.plan = plan
        photographs = [e for e in read_fundus(data_root) if e.group in plan.sources]
        self.gallery_examples = [e for e in photographs if e.split == "train"]
        self.validation_examples = [e for e in read_fundus(data_root) if e.split == "val"]
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
            "quality": torch.tensor([e.quality for e in chosen], dtype=torch.float32),
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
        graded = batch["label"] < len(GRADES)
        assert out.grade_logits is not None and out.quality_logit is not None
        apart = batch["patient"][:, None] != batch["patient"][None]
        metric = losses.METRIC_LOSSES[self.plan.loss]
        named = {
            "ordinal": 2
            * losses.ordinal(out.grade_logits[graded], batch["label"][graded], self.plan.smoothing),
            "metric": self.plan.metric_weight * metric(out.embedding, batch["label"], apart),
            "quality": self.plan.quality_weight
            * losses.quality(out.quality_logit, batch["quality"]),
        }
        if out.lesions is not None:
            named["lesions"] = self.plan.lesion_weight * losses.lesions(
                out.lesions, batch["lesions"]
            )
        return named


def fundus_outputs(
    encoder: Encoder, examples: Sequence[Example], preprocess: dict[str, Any], batch: int = 16
) -> dict[str, NDArray[np.float32]]:
    """Return embedding, grade_logits and quality_logit of examples, averaged over the mirror image.

    The pictures take the shipped way: decoded, then imaging.preprocess.prepare.
    """
    parts: list[dict[str, NDArray[np.float32]]] = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        inputs = pool.map(lambda e: prepare(read_picture(e), preprocess), examples)
        waiting: list[NDArray[np.float32]] = []
        for i, image in enumerate(inputs):
            waiting.append(image)
            if len(waiting) == batch or i == len(examples) - 1:
                parts.append(_flip_averaged(encoder, torch.from_numpy(np.stack(waiting))))
                waiting = []
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


@torch.no_grad()
def _flip_averaged(encoder: Encoder, images: Tensor) -> dict[str, NDArray[np.float32]]:
    plain, mirrored = encoder(images), encoder(images.flip(3))
    named = {
        name: ((getattr(plain, name) + getattr(mirrored, name)) / 2).numpy()
        for name in ("embedding", "grade_logits", "quality_logit")
    }
    named["embedding"] /= np.linalg.norm(named["embedding"], axis=1, keepdims=True)
    return named


def fit_calibration(
    logits: NDArray[np.floating],
    shares: NDArray[np.floating],
    grades: NDArray[np.int64],
    patients: Sequence[str],
) -> dict[str, Any]:
    """Return the card's calibration but for quality, fitted on held-out images.

    logits (N, 4), neighbour shares (N, 5), true grades (N,).
    """
    fits = [platt(logits[:, k], grades > k) for k in range(4)]
    numbers: dict[str, Any] = {
        "slopes": [slope for slope, _ in fits],
        "intercepts": [intercept for _, intercept in fits],
        "head_cuts": [0.5, 1.5, 2.5, 3.5],
        "shown_cuts": [0.5, 1.5, 2.5, 3.5],
        "vote": {
            "k": VOTE_K,
            "temperature": VOTE_TEMPERATURE,
            "metric": "cosine",
            "cuts": [0.5, 1.5, 2.5, 3.5],
        },
        "fusion_weight": HEAD_WEIGHT,
        "referable": {"slope": 1.0, "intercept": 0.0, "threshold": 0.5},
        "quality": {"slope": 1.0, "intercept": 0.0, "threshold": 0.0},
        "flips": True,
    }
    raw = read_grades(logits, shares, Calibration.from_card(numbers))
    scale = np.arange(5)
    numbers["head_cuts"] = kappa_cuts(raw.head @ scale, grades, patients).tolist()
    numbers["vote"]["cuts"] = kappa_cuts(raw.vote @ scale, grades, patients).tolist()
    numbers["shown_cuts"] = kappa_cuts(raw.shown @ scale, grades, patients).tolist()
    mass = np.clip(raw.shown[:, 2:].sum(axis=1), 1e-4, 1 - 1e-4)
    slope, intercept = platt(np.log(mass / (1 - mass)), grades >= 2)
    numbers["referable"] |= {"slope": slope, "intercept": intercept}
    return numbers


def cross_fitted(
    logits: NDArray[np.floating],
    shares: NDArray[np.floating],
    grades: NDArray[np.int64],
    patients: Sequence[str],
) -> Readings:
    """Return readings of each image by a calibration fitted on the other patients' images."""
    names = np.asarray(patients)
    blank = np.zeros((len(grades), 5))
    whole = Readings(
        blank.copy(),
        np.zeros(len(grades), np.int64),
        blank.copy(),
        np.zeros(len(grades), np.int64),
        blank.copy(),
        np.zeros(len(grades), np.int64),
        np.zeros(len(grades)),
    )
    for held in patient_folds(patients):
        rest = np.setdiff1d(np.arange(len(grades)), held)
        numbers = fit_calibration(logits[rest], shares[rest], grades[rest], names[rest].tolist())
        part = read_grades(logits[held], shares[held], Calibration.from_card(numbers))
        for name, values in vars(part).items():
            getattr(whole, name)[held] = values
    return whole


def grading_figures(
    readings: Readings, grades: NDArray[np.int64], patients: Sequence[str]
) -> dict[str, Any]:
    """Return kappa of shown, head and vote grades, referable AUC and calibration error."""
    refer = grades >= 2

    def kappa(given: NDArray[np.int64]) -> dict[str, Any]:
        return with_interval(lambda rows: quadratic_kappa(grades[rows], given[rows]), patients)

    def auc(probabilities: NDArray[np.floating]) -> dict[str, Any]:
        scores = probabilities[:, 2:].sum(axis=1)
        return with_interval(lambda rows: area_under_curve(refer[rows], scores[rows]), patients)

    return {
        "kappa_shown": kappa(readings.shown_grades),
        "kappa_head": kappa(readings.head_grades),
        "kappa_neighbours": kappa(readings.vote_grades),
        "referable_auc": auc(readings.shown),
        "referable_auc_head": auc(readings.head),
        "referable_auc_neighbours": auc(readings.vote),
        "referable_calibration_error": with_interval(
            lambda rows: calibration_error(refer[rows], readings.referable[rows]), patients
        ),
    }


def referable_threshold(probabilities: NDArray[np.floating], refer: NDArray[np.bool_]) -> float:
    """Return the highest threshold on P(referable) that still finds 95 % of the referable."""
    return float(np.quantile(probabilities[refer], 0.05))


def gallery_shares(
    gallery: Gallery, outputs: dict[str, NDArray[np.float32]], examples: Sequence[Example]
) -> NDArray[np.floating]:
    """Return the neighbours' shares (N, 5) of each grade for examples."""
    patients = [e.patient for e in examples]
    return gallery.shares(outputs["embedding"], patients, GRADES, VOTE_K, VOTE_TEMPERATURE)
