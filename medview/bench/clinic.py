"""A new clinic: what retraining on its own photographs is worth, played with two public sets.

`medview bench clinic` reads ../shared/data (or MEDVIEW_DATA). The clinic has an encoder that was
trained on DeepDRiD and never saw IDRiD; its own photographs are those of IDRiD. Of these a fifth is
held out in turn, and the rest is learned from.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from medview.bench.public_sets import data_folder
from medview.bench.speed import Result
from medview.bench.trained import Outputs, Pictures, answers, raw_features, trained
from medview.domain.agreement import quadratic_kappa
from medview.domain.grade import GRADE_LABELS
from medview.domain.recipes import recipe_plans
from medview.domain.training import TrainingPlan

if TYPE_CHECKING:
    from medview.learning.dataset import Example

FOLDS = 5
SIZES = (50, 100, 200)  # labelled photographs that are learned from, beside all
SIDE = 224
CHOOSING = 0.2  # of what is learned from, held back to choose the epoch by
FIRST_EPOCHS = 6  # of the encoder the clinic has
Shares = NDArray[np.floating]


def bench_clinic() -> Iterator[Result]:
    """Kappa of the neighbours' vote on held-out photographs: retrained, as it is, untrained."""
    from medview.learning.dataset import read_fundus

    examples = read_fundus(data_folder())
    deepdrid = [e for e in examples if e.group == "deepdrid"]
    own = unlike([e for e in examples if e.group == "idrid"])
    plan = replace(recipe_plans("Clinic", "dr-grading", ("FUNDUS",), GRADE_LABELS)["balanced"],
                   input_size=SIDE)  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        there = first_encoder(plan, deepdrid, Path(folder) / "there")
        pictures = Pictures(own, plan.kind, SIDE)
        truth = np.array([int(e.label) for e in own])
        folds = np.random.default_rng(0).permutation(len(own)) % FOLDS
        raw = votes_of(raw_features(pictures, plan), plan, pictures, folds)
        before = votes_of(answers(there, pictures, plan), plan, pictures, folds)
        yield _alone("untrained ImageNet features", truth, raw)
        yield _alone("the encoder as it is", truth, before)
        for size in (*SIZES, len(own)):
            after = retrained(plan, there, pictures, folds, size, Path(folder))
            yield _gain(size, truth, after, before, raw)


def first_encoder(plan: TrainingPlan, deepdrid: Sequence[Example], package: Path) -> Path:
    """Train what the clinic has, on DeepDRiD's training part from ImageNet weights."""
    pictures = Pictures(deepdrid, plan.kind, SIDE)
    held = np.array([e.split == "val" for e in pictures.examples])
    first = replace(plan, backbone="efficientnet-lite0", epochs=FIRST_EPOCHS, patience=0)
    return trained(first, pictures, pictures.cases(held, ~held), package)


def retrained(
    plan: TrainingPlan,
    there: Path,
    pictures: Pictures,
    folds: NDArray[np.int64],
    size: int,
    folder: Path,
) -> Shares:
    """Return the votes (N, 5) on each fold after learning from `size` of the others."""
    shares = np.zeros((len(folds), len(GRADE_LABELS)))
    for fold in range(FOLDS):
        known = folds != fold
        cases = pictures.cases(*chosen(known, size, fold))
        package = trained(plan, pictures, cases, folder / f"{size}-{fold}", there)
        found = answers(package, pictures, plan)
        shares[~known] = votes(found, plan, pictures, known)[~known]
    return shares


def chosen(
    known: NDArray[np.bool_], size: int, seed: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which (N,) choose the epoch and which are learned from: `size` of the known in all."""
    order = np.random.default_rng(seed).permutation(np.flatnonzero(known))[:size]
    choosing, learned = np.zeros((2, len(known)), bool)
    cut = round(CHOOSING * len(order))
    choosing[order[:cut]], learned[order[cut:]] = True, True
    return choosing, learned


def votes_of(
    outputs: Outputs, plan: TrainingPlan, pictures: Pictures, folds: NDArray[np.int64]
) -> Shares:
    """Return the votes (N, 5) of one encoder for all, on each fold those of the other folds."""
    shares = np.zeros((len(folds), len(GRADE_LABELS)))
    for fold in range(FOLDS):
        known = folds != fold
        shares[~known] = votes(outputs, plan, pictures, known)[~known]
    return shares


def votes(
    outputs: Outputs, plan: TrainingPlan, pictures: Pictures, known: NDArray[np.bool_]
) -> Shares:
    """Return the neighbours' shares (N, 5): all known photographs vote, whoever learned of them."""
    from medview.learning.answers import gallery_of, grade_shares

    cases = pictures.cases(~known, known)
    gallery = gallery_of(plan, cases, outputs)
    return grade_shares(gallery, outputs["embedding"], [case.patient for case in cases])


def unlike(examples: Sequence[Example]) -> list[Example]:
    """Return the examples without second copies of one picture."""
    from medview.imaging.preprocess import grey_square
    from medview.learning.dataset import read_grey

    seen: set[bytes] = set()
    kept = []
    for example in examples:
        mark = (grey_square(read_grey(example), 16) // 8).tobytes()
        if mark not in seen:
            seen.add(mark)
            kept.append(example)
    return kept


def kappa(truth: NDArray[np.int64], shares: Shares) -> float:
    """Return the quadratic kappa of the rounded mean grade of the votes (N, 5)."""
    return quadratic_kappa(truth, np.rint(shares @ np.arange(len(GRADE_LABELS))).astype(np.int64))


def _interval(values: Sequence[float]) -> str:
    low, high = np.percentile(values, [2.5, 97.5])
    return f"{low:+.3f} to {high:+.3f}"


def _draws(count: int) -> NDArray[np.int64]:
    return np.random.default_rng(0).integers(0, count, (1000, count))


def _alone(name: str, truth: NDArray[np.int64], shares: Shares) -> Result:
    drawn = [kappa(truth[rows], shares[rows]) for rows in _draws(len(truth))]
    return {
        "name": f"kappa, {name}", "value": kappa(truth, shares), "unit": "", "target": "baseline",
        "ok": True, "detail": f"95 % interval {_interval(drawn)}, {len(truth)} photographs",
    }  # fmt: skip


def _gain(
    size: int, truth: NDArray[np.int64], after: Shares, before: Shares, raw: Shares
) -> Result:
    def gains(over: Shares) -> list[float]:
        return [kappa(truth[r], after[r]) - kappa(truth[r], over[r]) for r in _draws(len(truth))]

    def gained(over: Shares) -> str:
        return f"{kappa(truth, after) - kappa(truth, over):+.3f} ({_interval(gains(over))})"

    learned = min(size, round(len(truth) * (1 - 1 / FOLDS)))
    return {
        "name": f"kappa, retrained on {learned} photographs", "value": kappa(truth, after),
        "unit": "", "target": "> as it is", "ok": float(np.percentile(gains(before), 2.5)) > 0,
        "detail": f"over the encoder as it is {gained(before)}, over untrained {gained(raw)}",
    }  # fmt: skip
