"""From logits and votes on held-out images to the numbers of a card's calibration, and figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.domain.agreement import quadratic_kappa, with_interval
from medview.domain.grade import (
    VOTE_K,
    VOTE_TEMPERATURE,
    Calibration,
    Readings,
    logit,
    read_grades,
)
from medview.learning.measures import (
    area_under_curve,
    calibration_error,
    kappa_cuts,
    patient_folds,
    platt,
)

LEAST_CASES = 5  # on either side of a grade, below which its logit is not fitted alone
HEAD_WEIGHT = 0.5  # of the head in the shown probabilities; the neighbours have the rest


def fit_calibration(
    logits: NDArray[np.floating],
    shares: NDArray[np.floating],
    grades: NDArray[np.int64],
    patients: Sequence[str],
) -> dict[str, Any]:
    """Return the card's calibration but for quality, fitted on held-out images.

    logits (N, 4), neighbour shares (N, 5), true grades (N,). What too few cases can tell is not
    fitted: see _ordinal_fits and kappa_cuts.
    """
    fits = _ordinal_fits(logits, grades)
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
    slope, intercept = platt(logit(raw.shown[:, 2:].sum(axis=1)), grades >= 2)
    numbers["referable"] |= {"slope": slope, "intercept": intercept}
    return numbers


def _ordinal_fits(
    logits: NDArray[np.floating], grades: NDArray[np.int64]
) -> list[tuple[float, float]]:
    """Return slope and intercept of P(grade > k) for each of the four logits.

    With fewer than LEAST_CASES on one side of k, those that fit all four logits together.
    """
    above = grades[:, None] > np.arange(4)
    rarer = np.minimum(above.sum(axis=0), (~above).sum(axis=0))
    together = platt(logits.ravel(), above.ravel())
    return [
        platt(logits[:, k], above[:, k]) if rarer[k] >= LEAST_CASES else together for k in range(4)
    ]


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


def referable_threshold(
    probabilities: NDArray[np.floating], refer: NDArray[np.bool_], find: float = 0.95
) -> float:
    """Return the highest threshold on P(referable) that still finds this share of the referable."""
    return float(np.quantile(probabilities[refer], 1 - find))
