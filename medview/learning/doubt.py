"""What doubt is worth on held-out patients: prediction sets, and what is kept when some is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.domain.agreement import quadratic_kappa, with_interval
from medview.domain.grade import Grade, Readings
from medview.domain.prediction_set import COVERAGES, grade_set, limit_for, score
from medview.learning.measures import patient_folds

FloatArray = NDArray[np.floating]
IntArray = NDArray[np.int64]

DRAWS = 1000  # of patients, for an interval
KEPT = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)  # shares of the photographs that are answered


def set_scores(shown: FloatArray, shown_grades: IntArray, truth: IntArray) -> FloatArray:
    """Return (N,): the score of each true grade, of shown probabilities (N, 5)."""
    return np.array(
        [
            score(p.tolist(), Grade(int(g)), Grade(int(t)))
            for p, g, t in zip(shown, shown_grades, truth, strict=True)
        ]
    )


def set_limits(scores: FloatArray) -> dict[str, float]:
    """Return the limit of each of COVERAGES, as the card keeps them."""
    return {f"{coverage:g}": limit_for(scores.tolist(), coverage) for coverage in COVERAGES}


def set_figures(
    readings: Readings, truth: IntArray, patients: Sequence[str], draws: int = DRAWS
) -> dict[str, Any]:
    """Return for each coverage how often a set holds the truth and how wide it is.

    The limit of each patient's sets is fitted on the other patients.
    """
    scores = set_scores(readings.shown, readings.shown_grades, truth)
    return {
        f"{coverage:g}": _figures_at(coverage, scores, readings, patients, draws)
        for coverage in COVERAGES
    }


def _figures_at(
    coverage: float,
    scores: FloatArray,
    readings: Readings,
    patients: Sequence[str],
    draws: int,
) -> dict[str, Any]:
    holds, sizes = np.zeros(len(scores), bool), np.zeros(len(scores), np.int64)
    for held in patient_folds(patients):
        rest = np.setdiff1d(np.arange(len(scores)), held)
        limit = limit_for(scores[rest].tolist(), coverage)
        holds[held] = scores[held] <= limit
        for row in held:
            shown = Grade(int(readings.shown_grades[row]))
            sizes[row] = len(grade_set(readings.shown[row].tolist(), shown, limit))
    return {
        "coverage": with_interval(lambda rows: float(holds[rows].mean()), patients, draws),
        "sizes": np.bincount(sizes, minlength=len(Grade) + 1)[1:].tolist(),
    }


def spread(shown: FloatArray) -> FloatArray:
    """Return (N,): the variance of the grade under the shown probabilities (N, 5)."""
    grades = np.arange(shown.shape[1])
    mean = shown @ grades
    return shown @ grades**2 - mean**2


def risk_coverage(
    readings: Readings,
    refer: NDArray[np.bool_],
    truth: IntArray,
    patients: Sequence[str],
    draws: int = DRAWS,
) -> dict[str, dict[str, Any]]:
    """Return, for each share that is answered, what that is worth; the least certain go first.

    `refer` (N,): what the model would refer. Of the truly referable that are answered, `missed` is
    the share it would not refer; left out where there are none.
    """
    order = np.argsort(spread(readings.shown), kind="stable")
    return {
        f"{share:g}": _kept(
            order[: round(share * len(order))], readings, refer, truth, patients, draws
        )
        for share in KEPT
    }


def _kept(
    rows: IntArray,
    readings: Readings,
    refer: NDArray[np.bool_],
    truth: IntArray,
    patients: Sequence[str],
    draws: int,
) -> dict[str, Any]:
    true, given, referred = truth[rows], readings.shown_grades[rows], refer[rows]
    owners = [patients[row] for row in rows]
    found = {
        "kappa_shown": with_interval(lambda i: quadratic_kappa(true[i], given[i]), owners, draws)
    }
    if (true >= Grade.MODERATE).any():
        found["missed"] = with_interval(lambda i: _missed(true[i], referred[i]), owners, draws)
    return found


def _missed(true: IntArray, referred: NDArray[np.bool_]) -> float:
    """Return the share of the referable that is not referred; NaN where there are none."""
    referable = true >= Grade.MODERATE
    return float((~referred[referable]).mean()) if referable.any() else float("nan")
