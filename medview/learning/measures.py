"""Figures of merit and calibration in plain numpy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from medview.domain.agreement import resampled

FloatArray = NDArray[np.floating]
IntArray = NDArray[np.int64]

TRIAL_CUTS = np.arange(0.1, 3.95, 0.06)  # where a cut point on the expected grade may lie
LEAST_GAP = 0.1  # between two cut points
LEAST_OF_A_GRADE = 3  # cases, below which no cut point is fitted to it


def area_under_curve(truth: NDArray[np.bool_], scores: FloatArray) -> float:
    """Return P(a positive scores above a negative), ties half (Mann-Whitney); NaN if one-sided."""
    positives, negatives = int(truth.sum()), int((~truth).sum())
    if not positives or not negatives:
        return float("nan")
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2
    ranks = middle[inverse]
    return float((ranks[truth].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def sensitivity_at(truth: NDArray[np.bool_], scores: FloatArray, false_alarms: float) -> float:
    """Return the share of positives found where this share of negatives is called positive.

    Read off the ROC curve, straight between its points (Fawcett, Pattern Recognition Letters
    2006;27:861-874); NaN if one-sided.
    """
    alarms, found = roc(truth, scores)
    return float(np.interp(false_alarms, alarms, found)) if len(alarms) else float("nan")


def roc(truth: NDArray[np.bool_], scores: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the shares of negatives and of positives at or above each score, rising from 0 to 1.

    Both are empty if one-sided.
    """
    positives, negatives = int(truth.sum()), int((~truth).sum())
    if not positives or not negatives:
        return np.zeros(0), np.zeros(0)
    order = np.argsort(-scores, kind="stable")
    last = np.flatnonzero(np.append(np.diff(scores[order]), 1))  # of each run of ties
    found = np.cumsum(truth[order])[last]
    alarms = last + 1 - found
    return np.append(0, alarms / negatives), np.append(0, found / positives)


def calibration_error(truth: NDArray[np.bool_], probabilities: FloatArray, bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal width (Guo, arXiv 1706.04599)."""
    place = np.minimum((probabilities * bins).astype(int), bins - 1)
    gaps = [
        abs(float(truth[place == b].mean() - probabilities[place == b].mean()))
        * float((place == b).mean())
        for b in range(bins)
        if (place == b).any()
    ]
    return float(sum(gaps))


def platt(logits: FloatArray, truth: NDArray[np.bool_], rounds: int = 50) -> tuple[float, float]:
    """Return slope and intercept of P(true) = sigmoid(slope * logit + intercept), by Newton steps.

    The targets are softened as Platt (1999) does, which keeps the fit finite on separable data.
    """
    positives, negatives = truth.sum(), (~truth).sum()
    target = np.where(truth, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    design = np.stack([logits, np.ones_like(logits)], axis=1)
    weights = np.array([1.0, 0.0])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (p - target) + 1e-3 * (weights - [1.0, 0.0])
        curvature = (design * (p * (1 - p))[:, None]).T @ design + 1e-3 * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        weights = weights - np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-8:
            break
    return float(weights[0]), float(weights[1])


def kappa_cuts(
    scores: FloatArray, truth: IntArray, patients: Sequence[str], draws: int = 20, seed: int = 0
) -> FloatArray:
    """Return four rising cut points on scores in [0, 4] that maximise the quadratic kappa.

    They are the mean over resampled patients, which is steadier than the best on one sample. A cut
    point stays half way between two grades of which one has fewer than LEAST_OF_A_GRADE cases.
    """
    known = np.bincount(truth, minlength=5) >= LEAST_OF_A_GRADE
    free = np.flatnonzero(known[:-1] & known[1:])
    picks = list(resampled(patients, draws, seed))
    return np.mean([_best_cuts(scores[i], truth[i], free) for i in picks], axis=0)


def _best_cuts(scores: FloatArray, truth: IntArray, free: IntArray) -> FloatArray:
    """Return the cut points found by moving the free ones, one after the other, twice."""
    cuts = np.array([0.5, 1.5, 2.5, 3.5])
    for _ in range(2):
        for place in free:
            trials = np.repeat(cuts[None], len(TRIAL_CUTS) + 1, axis=0)
            trials[1:, place] = TRIAL_CUTS
            trials = trials[(np.diff(trials, axis=1) >= LEAST_GAP).all(axis=1)]
            cuts = trials[_kappas(scores, truth, trials).argmax()]
    return cuts


def _kappas(scores: FloatArray, truth: IntArray, trials: FloatArray) -> FloatArray:
    """Return the kappa (T,) of each row of four cut points in trials (T, 4)."""
    given = (scores[None, None] >= trials[:, :, None]).sum(axis=1)
    cell = np.arange(len(trials))[:, None] * 25 + truth[None] * 5 + given
    tables = np.bincount(cell.ravel(), minlength=25 * len(trials)).reshape(-1, 5, 5)
    weights = (np.arange(5)[:, None] - np.arange(5)[None]) ** 2
    chance = tables.sum(2)[:, :, None] * tables.sum(1)[:, None] / max(len(truth), 1)
    expected = (weights * chance).sum((1, 2))
    observed = (weights * tables).sum((1, 2))
    return np.where(expected > 0, 1 - observed / np.maximum(expected, 1e-12), 1.0)


def patient_folds(patients: Sequence[str], folds: int = 5, seed: int = 0) -> Iterator[IntArray]:
    """Yield the row numbers of each fold; all rows of one patient are in the same fold."""
    names, owner = np.unique(np.asarray(patients), return_inverse=True)
    fold = np.random.default_rng(seed).permutation(len(names)) % folds
    for number in range(folds):
        yield np.flatnonzero(fold[owner] == number)
