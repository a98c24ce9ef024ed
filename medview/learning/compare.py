"""A new model against the one in use, on the same held-out cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.domain.grade import Grade
from medview.domain.model import ModelRef
from medview.learning.answers import HeldOut
from medview.learning.evaluation import draw_curves, evaluate, worst_mistakes
from medview.learning.intervals import Figure, Sampled, with_intervals
from medview.learning.measures import sensitivity_at

FloatArray = NDArray[np.floating]
IntArray = NDArray[np.int64]

BETTER, WORSE, UNCLEAR = "better", "worse", "unclear"
REFERABLE, NEAREST_CASE = "referable", "nearest"  # what the sentence of the verdict speaks of
FALSE_ALARMS = (0.05, 0.3)  # of eyes that are not referable: where a comparison says something
FEW_CASES = 20  # of either kind, below which an interval is not to be trusted

# Why the gate warns; the window and the command line have words for each.
NOT_BETTER = "not better"
KAPPA_WORSE = "kappa worse"
FEW = "few cases"
SEEN = "seen by the model in use"
NOTHING_IN_USE = "nothing in use"


def compare(
    new: HeldOut,
    found: Sampled,
    in_use: HeldOut | None,
    model_in_use: ModelRef | None = None,
    draws: int | None = None,
) -> dict[str, Any]:
    """Return the content of evaluation.json: both models' figures, their difference, the verdict.

    Each difference is that of the two models on the same resampled patients (a paired bootstrap),
    new minus in use. `found` is `evaluate` of the new one; `in_use` None: there is nothing to
    compare with. `draws` as for `evaluate`. Raises ValueError when the two are not of the same
    cases.
    """
    if in_use is not None and not np.array_equal(new.rows, in_use.rows):
        raise ValueError("both models must have been asked about the same cases")
    before = in_use and evaluate(in_use, draws)
    difference = found.minus(before).figures() if before else {}
    verdict = _verdict(new, in_use, draws)
    return {
        "new": found.figures(),
        "in_use": before and before.figures(),
        "difference": difference,
        "curves": {
            "new": draw_curves(new, draws),
            "in_use": in_use and draw_curves(in_use, draws),
        },
        "verdict": verdict,
        "gate": _gate(new, in_use, verdict, difference),
        "classes": list(new.classes),
        "mistakes": worst_mistakes(new),
        "images": len(new),
        "patients": len(set(new.patients)),
        "seen_by_model_in_use": int(in_use.seen.sum()) if in_use else 0,
        "model_in_use": model_in_use and asdict(model_in_use),
    }


@dataclass(frozen=True)
class _Eyes:
    """Both models' P(referable) of each eye, and what is true of it, all (E,)."""

    referable: NDArray[np.bool_]
    new: FloatArray
    in_use: FloatArray
    sent_in_use: NDArray[np.bool_]
    patients: tuple[str, ...]

    def found(self, rows: IntArray) -> tuple[float, float, float]:
        """Return the false alarms of the model in use, and what both find at that number."""
        true = self.referable[rows]
        sent = self.sent_in_use[rows]
        alarms = float(np.clip(sent[~true].mean(), *FALSE_ALARMS)) if (~true).any() else np.nan
        after, before = (sensitivity_at(true, s[rows], alarms) for s in (self.new, self.in_use))
        return alarms, after, before


def _eyes(new: HeldOut, in_use: HeldOut) -> _Eyes:
    """Return the eyes of the held-out cases: photographs of one eye with one grade are averaged.

    A photograph that does not say which eye it is of stands for itself.
    """
    assert new.grading is not None and in_use.grading is not None
    names = [
        f"{patient}\n{eye}\n{truth}" if eye else f"{row}"
        for row, (patient, eye, truth) in enumerate(
            zip(new.patients, new.eyes, new.truth, strict=True)
        )
    ]
    first, owner = np.unique(names, return_index=True, return_inverse=True)[1:]
    count = np.bincount(owner)

    def averaged(values: NDArray[Any]) -> FloatArray:
        return np.bincount(owner, weights=values) / count

    return _Eyes(
        referable=new.truth[first] >= Grade.MODERATE,
        new=averaged(new.grading.readings.referable),
        in_use=averaged(in_use.grading.readings.referable),
        sent_in_use=averaged(in_use.grading.refers) >= 0.5,
        patients=tuple(new.patients[row] for row in first),
    )


def _verdict(new: HeldOut, in_use: HeldOut | None, draws: int | None) -> dict[str, Any]:
    """Return the numbers of one sentence.

    Of grades: of 100 referable eyes so many more are found at the number of false alarms the model
    in use has. Of other classes: of 100 cases so many more have a nearest case of the same kind.
    """
    measure = REFERABLE if new.grading is not None else NEAREST_CASE
    if in_use is None:
        return {"kind": UNCLEAR, "measure": measure, "could_be_chance": True}
    if new.grading is not None:
        eyes = _eyes(new, in_use)
        numbers = _paired(eyes.found, eyes.patients, draws)
    else:
        numbers = _paired(lambda rows: _nearest(new, in_use, rows), new.patients, draws)
    if "more_per_100" not in numbers:  # nobody referable, or everybody
        return {"kind": UNCLEAR, "measure": measure, "could_be_chance": True}
    low, high = numbers["more_per_100"]["low"], numbers["more_per_100"]["high"]
    chance = low <= 0 <= high
    kind = UNCLEAR if chance else BETTER if low > 0 else WORSE
    return {"kind": kind, "measure": measure, "could_be_chance": chance, **numbers}


def _nearest(new: HeldOut, in_use: HeldOut, rows: IntArray) -> tuple[float, float, float]:
    after, before = (float(one.retrieved["recall@1"][rows].mean()) for one in (new, in_use))
    return 0.0, after, before


def _paired(
    found: Callable[[IntArray], tuple[float, float, float]],
    patients: tuple[str, ...],
    draws: int | None,
) -> dict[str, Figure]:
    """Return the difference, both sides and the false alarms, all of 100, with intervals."""

    def of_100(rows: IntArray) -> dict[str, float]:
        alarms, after, before = found(rows)
        return {
            "more_per_100": 100 * (after - before),
            "new_per_100": 100 * after,
            "in_use_per_100": 100 * before,
            "false_alarms_per_100": 100 * alarms,
        }

    return with_intervals(of_100, patients, draws)


def _gate(
    new: HeldOut,
    in_use: HeldOut | None,
    verdict: Mapping[str, Any],
    difference: Mapping[str, Figure],
) -> dict[str, Any]:
    """Return whether a person is to be warned before the model is put to use, and why."""
    reasons = [NOTHING_IN_USE] if in_use is None else []
    if in_use is not None and verdict["kind"] != BETTER:
        reasons.append(NOT_BETTER)
    if "kappa" in difference and difference["kappa"]["high"] < 0:
        reasons.append(KAPPA_WORSE)
    if _fewest(new) < FEW_CASES:
        reasons.append(FEW)
    if in_use is not None and in_use.seen.any():
        reasons.append(SEEN)
    return {"warn": bool(reasons), "reasons": reasons}


def _fewest(new: HeldOut) -> int:
    """Return how many cases the smaller side has that the verdict rests on."""
    if new.grading is None:
        return len(new)
    referable = int((new.truth >= Grade.MODERATE).sum())
    return min(referable, len(new) - referable)
