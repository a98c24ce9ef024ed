"""A new clinic: what retraining on its own photographs is worth, played with two public sets.

`medview bench clinic` reads ../shared/data (or MEDVIEW_DATA). The clinic has an encoder that was
trained on DeepDRiD and never saw IDRiD; its own photographs are those of IDRiD. Of these a fifth is
held out in turn, and the rest is learned from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from medview.bench.public_sets import data_folder
from medview.bench.speed import Result
from medview.bench.trained import Outputs, Pictures, answers, kept_folder, raw_features, trained
from medview.domain.agreement import quadratic_kappa
from medview.domain.grade import GRADE_LABELS
from medview.domain.recipes import recipe_plans
from medview.domain.training import TrainingPlan
from medview.imaging.likeness import likeness, near_pairs
from medview.learning.intervals import Figure, Sampled, sampled

if TYPE_CHECKING:
    from medview.learning.dataset import Example

FOLDS = 5
SIZES = (50, 100, 200)  # labelled photographs that are learned from, beside all
SIDE = 224
CHOOSING = 0.2  # of what is learned from, held back to choose the epoch by
KAPPA = "kappa"
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
    with kept_folder("clinic") as folder:
        there = first_encoder(plan, deepdrid, folder / "there")
        pictures = Pictures(own, plan.kind, SIDE)
        truth = np.array([int(e.label) for e in own])
        folds = np.random.default_rng(0).permutation(len(own)) % FOLDS
        patients = [e.patient for e in own]

        def measured(shares: Shares) -> Sampled:
            return sampled(lambda rows: {KAPPA: kappa(truth[rows], shares[rows])}, patients)

        raw = measured(votes_of(raw_features(pictures, plan), plan, pictures, folds))
        before = measured(votes_of(answers(there, pictures, plan), plan, pictures, folds))
        yield _alone("untrained ImageNet features", raw, len(own))
        yield _alone("the encoder as it is", before, len(own))
        for size in (*SIZES, len(own)):
            after = measured(retrained(plan, there, pictures, folds, size, folder))
            yield _gain(min(size, round(len(own) * (1 - 1 / FOLDS))), after, before, raw)


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
    """Return the examples without those that are nearly the same as an earlier one."""
    from medview.learning.dataset import read_picture

    pairs = near_pairs([likeness(read_picture(example)) for example in examples])
    twins = {second for _, found in pairs for _, second in found}
    return [example for row, example in enumerate(examples) if row not in twins]


def kappa(truth: NDArray[np.int64], shares: Shares) -> float:
    """Return the quadratic kappa of the rounded mean grade of the votes (N, 5)."""
    return quadratic_kappa(truth, np.rint(shares @ np.arange(len(GRADE_LABELS))).astype(np.int64))


def _words(figure: Figure) -> str:
    return f"{figure['low']:+.3f} to {figure['high']:+.3f}"


def _alone(name: str, kappas: Sampled, count: int) -> Result:
    figure = kappas.figures()[KAPPA]
    return {
        "name": f"kappa, {name}", "value": figure["value"], "unit": "", "target": "baseline",
        "ok": True, "detail": f"95 % interval {_words(figure)}, {count} photographs",
    }  # fmt: skip


def _gain(learned: int, after: Sampled, before: Sampled, raw: Sampled) -> Result:
    gain, over_raw = (after.minus(other).figures()[KAPPA] for other in (before, raw))
    value = after.figures()[KAPPA]["value"]
    return {
        "name": f"kappa, retrained on {learned} photographs", "value": value,
        "unit": "", "target": "> as it is", "ok": gain["low"] > 0,
        "detail": f"over the encoder as it is {gain['value']:+.3f} ({_words(gain)}), "
        f"over untrained {over_raw['value']:+.3f} ({_words(over_raw)})",
    }  # fmt: skip
