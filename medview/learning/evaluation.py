"""How well a model does on held-out cases, each figure with its interval by patient."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.domain.agreement import confusion, quadratic_kappa
from medview.domain.grade import Grade
from medview.learning.answers import Grading, HeldOut
from medview.learning.doubt import KEPT, spread
from medview.learning.intervals import Figure, Measures, Sampled, sampled, with_intervals
from medview.learning.measures import area_under_curve, calibration_error, roc, sensitivity_at

FloatArray = NDArray[np.floating]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

AT_SPECIFICITY, AT_SENSITIVITY = 0.9, 0.9  # the chosen points, beside the model's own
BINS = 10  # of the reliability diagram
ALARMS = np.linspace(0, 1, 21)  # where the ROC curve is read
MOST_MISTAKES = 12


def evaluate(held: HeldOut, draws: int | None = None) -> Sampled:
    """Return all measures, drawn by patient; `draws` None: as often as intervals.draws_for says."""
    return sampled(lambda rows: measures(held, rows), held.patients, draws)


def draw_curves(held: HeldOut, draws: int | None = None) -> dict[str, Figure]:
    """Return all curves with their intervals; `draws` as for `evaluate`."""
    return with_intervals(lambda rows: curves(held, rows), held.patients, draws)


def measures(held: HeldOut, rows: IntArray) -> dict[str, float]:
    """Return the figures of the cases in these rows; NaN where one is not defined on them.

    recall@k, precision@k, map@r and accuracy are the neighbours' among the training cases; auc_C is
    one class against the rest. Of grades: kappa (quadratic) of what is shown, AUC, sensitivity and
    specificity of referable DR at the model's own point and at chosen ones.
    """
    truth, shares = held.truth[rows], held.probabilities[rows]
    found = {name: _mean(values[rows]) for name, values in held.retrieved.items()}
    found["accuracy"] = float((held.shares[rows].argmax(axis=1) == truth).mean())
    for place, name in enumerate(held.classes):
        found[f"auc_{name}"] = area_under_curve(truth == place, shares[:, place])
    if held.grading is not None:
        return found | _grade_measures(held.grading, truth, rows)
    right = held.given[rows] == truth
    return found | {"calibration_error": calibration_error(right, shares.max(axis=1))}


def _grade_measures(grading: Grading, truth: IntArray, rows: IntArray) -> dict[str, float]:
    refer, sent = truth >= Grade.MODERATE, grading.refers[rows]
    readings, scores = grading.readings, grading.readings.referable[rows]
    return {
        "kappa": quadratic_kappa(truth, readings.shown_grades[rows]),
        "kappa_neighbours": quadratic_kappa(truth, readings.vote_grades[rows]),
        "referable_auc": area_under_curve(refer, scores),
        "referable_sensitivity": _mean(sent[refer]),
        "referable_specificity": _mean(~sent[~refer]),
        "sensitivity_at_specificity_0.9": sensitivity_at(refer, scores, 1 - AT_SPECIFICITY),
        "specificity_at_sensitivity_0.9": _specificity_at(refer, scores, AT_SENSITIVITY),
        "calibration_error": calibration_error(refer, scores),
    }


def _specificity_at(truth: BoolArray, scores: FloatArray, sensitivity: float) -> float:
    """Return the best specificity with this sensitivity: the ROC curve read from the other side."""
    return sensitivity_at(~truth, -scores, 1 - sensitivity)


def curves(held: HeldOut, rows: IntArray) -> Measures:
    """Return the tables and curves of the cases in these rows.

    confusion (C, C): of each true class the share given each. reliability (2, BINS): the mean
    probability and the share that were so, by bins of it. risk_coverage (KEPT,): the share of
    errors among the most certain. Of grades also roc (ALARMS,): referable found by false alarms.
    """
    truth, given = held.truth[rows], held.given[rows]
    found: dict[str, FloatArray] = {
        "confusion": confusion_shares(truth, given, len(held.classes)),
        "reliability": reliability(*_claims(held, rows)),
        "risk_coverage": risk_by_coverage(_doubt(held, rows), given != truth),
    }
    if held.grading is not None:
        alarms, hits = roc(truth >= Grade.MODERATE, held.grading.readings.referable[rows])
        drawn = np.interp(ALARMS, alarms, hits) if len(alarms) else np.full(len(ALARMS), np.nan)
        found["roc"] = drawn
    return found


def confusion_shares(truth: IntArray, given: IntArray, classes: int) -> FloatArray:
    """Return the shares (C, C) [true][given] of each true class; NaN in a row without cases."""
    table = confusion(truth, given, classes)
    total = table.sum(axis=1, keepdims=True)
    return np.where(total > 0, table / np.maximum(total, 1), np.nan)


def reliability(truth: BoolArray, probabilities: FloatArray) -> FloatArray:
    """Return (2, BINS): mean probability and share of truth by bins of it; NaN in empty ones."""
    place = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    count = np.bincount(place, minlength=BINS)
    sums = [np.bincount(place, weights=w, minlength=BINS) for w in (probabilities, truth)]
    return np.where(count > 0, np.stack(sums) / np.maximum(count, 1), np.nan)


def risk_by_coverage(doubt: FloatArray, wrong: BoolArray) -> FloatArray:
    """Return the share of errors among the least doubtful, for each share of KEPT.

    The risk-coverage curve of El-Yaniv and Wiener, JMLR 2010;11:1605-1641.
    """
    order = np.argsort(doubt, kind="stable")
    return np.array([wrong[order[: max(1, round(share * len(order)))]].mean() for share in KEPT])


def worst_mistakes(held: HeldOut, most: int = MOST_MISTAKES) -> list[dict[str, Any]]:
    """Return the gravest errors: the row among the run's cases, what it is, what was said, share.

    Of grades the furthest off come first; then those that were said with the greatest share.
    """
    given = held.given
    share = held.probabilities[np.arange(len(held)), given]
    off = np.abs(given - held.truth) if held.grading is not None else given != held.truth
    order = np.lexsort((-share, -off.astype(np.int64)))
    return [
        {
            "row": int(held.rows[i]),
            "true": held.classes[held.truth[i]],
            "given": held.classes[given[i]],
            "share": round(float(share[i]), 4),
        }
        for i in order[:most]
        if off[i]
    ]


def _claims(held: HeldOut, rows: IntArray) -> tuple[BoolArray, FloatArray]:
    """Return what is claimed with which probability: referable, or that the class is right."""
    if held.grading is not None:
        return held.truth[rows] >= Grade.MODERATE, held.grading.readings.referable[rows]
    return held.given[rows] == held.truth[rows], held.probabilities[rows].max(axis=1)


def _doubt(held: HeldOut, rows: IntArray) -> FloatArray:
    shares = held.probabilities[rows]
    return spread(shares) if held.grading is not None else 1 - shares.max(axis=1)


def _mean(values: NDArray[Any]) -> float:
    """Return the mean of what is defined; NaN when nothing is."""
    known = values[~np.isnan(values)] if values.dtype.kind == "f" else values
    return float(known.mean()) if len(known) else float("nan")
