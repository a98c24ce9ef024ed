"""The quality head: fitted, after the trunk has learned, on photographs as they were taken.

Training shows the trunk blurred, relit and cropped photographs under the label of the original, so
a head trained along could not tell a sharp one. This one reads the texture of the trunk's blocks,
which depth and pooling take away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from medview.domain.agreement import with_interval
from medview.imaging.preprocess import prepare
from medview.learning.dataset import Example, read_picture
from medview.learning.losses import quality
from medview.learning.measures import area_under_curve, platt
from medview.learning.networks import QUALITY_ASPECTS, Encoder

GOOD_REFUSED = 0.01  # this share of officially good photographs falls below the quality gate
RIDGE = 0.5  # of the squared weights per photograph, on standardised texture
LEAST_SPREAD = 1e-3  # what hardly varies must not be blown up
ROUNDS = 60
RIDGES = tuple(10.0**power for power in range(-4, 4))  # per photograph


def fit_quality(encoder: Encoder, examples: Sequence[Example], preprocess: dict[str, Any]) -> None:
    """Fit the head `aspects` of encoder on the examples whose quality is known, in place."""
    known = [e for e in examples if not all(np.isnan(e.quality))]
    if not known or encoder.aspects is None:
        return
    texture = textures(encoder, known, preprocess)
    mean, spread = texture.mean(dim=0), texture.std(dim=0).clamp(min=LEAST_SPREAD)
    good = torch.tensor([e.quality for e in known], dtype=torch.float32)
    weight, bias = fit_logits((texture - mean) / spread, good)
    with torch.no_grad():
        encoder.aspects.weight.copy_(weight / spread)
        encoder.aspects.bias.copy_(bias - (weight / spread) @ mean)


@torch.no_grad()
def textures(
    encoder: Encoder, examples: Sequence[Example], preprocess: dict[str, Any], batch: int = 16
) -> Tensor:
    """Return the texture (N, TEXTURE_CHANNELS) of examples prepared as at work."""
    encoder.eval()
    parts = []
    for start in range(0, len(examples), batch):
        images = [prepare(read_picture(e), preprocess) for e in examples[start : start + batch]]
        parts.append(encoder.maps(torch.from_numpy(np.stack(images))).texture)
    return torch.cat(parts)


def fit_logits(x: Tensor, good: Tensor) -> tuple[Tensor, Tensor]:
    """Return weight (A, C) and bias (A,) of ridge logistic regressions of good (N, A) on x (N, C).

    Cells of good that are NaN do not count.
    """
    head = nn.Linear(x.shape[1], good.shape[1])
    nn.init.zeros_(head.weight)
    nn.init.zeros_(head.bias)
    optimizer = torch.optim.LBFGS(head.parameters(), max_iter=ROUNDS, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss = quality(head(x), good) + RIDGE * head.weight.square().sum() / good.shape[1]
        loss.backward()
        return loss

    optimizer.step(closure)
    return head.weight.detach(), head.bias.detach()


def quality_calibration(logits: NDArray[np.float32], held: Sequence[Example]) -> dict[str, Any]:
    """Return the card's calibration of each aspect, and the gate below which no grade is given."""
    fits = {}
    for place, aspect in enumerate(QUALITY_ASPECTS):
        rows, good = _known(held, place)
        slope, intercept = platt(logits[rows, place].astype(np.float64), good)
        fits[aspect] = {"slope": slope, "intercept": intercept}
    rows, good = _known(held, 0)
    overall = fits.pop("overall")
    scores = _probability(logits[rows, 0], overall)
    gate = float(np.quantile(scores[good], GOOD_REFUSED))
    return {**overall, "threshold": gate, "aspects": fits}


def quality_figures(
    logits: NDArray[np.float32], held: Sequence[Example], calibration: dict[str, Any]
) -> dict[str, Any]:
    """Return the area under the curve of each aspect, and how many the gate refuses."""
    figures: dict[str, Any] = {}
    for place, aspect in enumerate(QUALITY_ASPECTS):
        rows, good = _known(held, place)
        figures[f"{aspect}_auc"] = _auc(good, logits[rows, place], [held[i].patient for i in rows])
    rows, good = _known(held, 0)
    refused = _probability(logits[rows, 0], calibration) < calibration["threshold"]
    figures["good_refused"] = round(float(refused[good].mean()), 4)
    figures["poor_refused"] = round(float(refused[~good].mean()), 4)
    return figures


def _auc(
    good: NDArray[np.bool_], scores: NDArray[np.float32], patients: Sequence[str]
) -> dict[str, Any]:
    values = scores.astype(np.float64)
    return with_interval(lambda rows: area_under_curve(good[rows], values[rows]), patients)


def _known(held: Sequence[Example], place: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the rows whose aspect is known, and whether it is good."""
    labels = np.array([e.quality[place] for e in held])
    rows = np.flatnonzero(~np.isnan(labels))
    return rows, labels[rows] > 0.5


def _probability(logits: NDArray[np.float32], fit: dict[str, Any]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-(fit["slope"] * logits + fit["intercept"]))), np.float64)


@torch.no_grad()
def inherit_quality(
    encoder: Encoder, teacher: Encoder, pairs: Iterable[tuple[NDArray[Any], NDArray[Any]]]
) -> float:
    """Fit the quality head of encoder to the answers of teacher, in place; return how alike.

    `pairs` are batches of the same pictures as the input of each, (N, 3, S, S). The head is a
    ridge regression of the teacher's logits on the texture of the new trunk (Hinton et al., arXiv
    1503.02531, distillation), its strength chosen by leaving each picture out; the figure is
    the mean correlation of left-out answers over the aspects.
    """
    assert encoder.aspects is not None
    seen = [
        (
            encoder.maps(torch.from_numpy(new)).texture,
            teacher.read(teacher.maps(torch.from_numpy(old))).quality_logits,
        )
        for new, old in pairs
    ]
    texture, answers = (torch.cat(each).double() for each in zip(*seen, strict=True))
    mean, spread = texture.mean(dim=0), texture.std(dim=0).clamp(min=LEAST_SPREAD)
    weight, middle, alike = ridge((texture - mean) / spread, answers)
    encoder.aspects.weight.copy_(weight / spread)
    encoder.aspects.bias.copy_(middle - (weight / spread) @ mean)
    return alike


def ridge(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor, float]:
    """Return weight (A, C), bias (A,) and fit of the ridge regression of y (N, A) on x (N, C).

    Of RIDGES the one is taken that errs least on rows left out (PRESS: Allen, Technometrics
    1974;16:125-127). The fit is the mean correlation of y with what the regression
    says of each row when it is left out.
    """
    middle = y.mean(dim=0)
    u, s, vt = torch.linalg.svd(x - x.mean(dim=0), full_matrices=False)
    inside = u.T @ (y - middle)

    def left_out(strength: float) -> Tensor:
        shares = s.square() / (s.square() + strength)
        hat = (u.square() * shares).sum(dim=1) + 1 / len(x)
        residual = y - middle - u @ (shares[:, None] * inside)
        return residual / (1 - hat).clamp(min=1e-6)[:, None]

    strength = min(RIDGES, key=lambda each: float(left_out(each * len(x)).square().mean()))
    said = y - left_out(strength * len(x))
    weight = (vt.T @ ((s / (s.square() + strength * len(x)))[:, None] * inside)).T
    return weight, middle - weight @ x.mean(dim=0), _mean_correlation(y, said)


def _mean_correlation(a: Tensor, b: Tensor) -> float:
    a, b = a - a.mean(dim=0), b - b.mean(dim=0)
    both = (a * b).sum(dim=0) / (a.norm(dim=0) * b.norm(dim=0)).clamp(min=1e-12)
    return float(both.mean())
