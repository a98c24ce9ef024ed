"""Figures over millions of pixels, from counts of how many scored what."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BINS = 2000
LARGEST_SCORE = 20.0  # scores are clipped to [-20, 20]; log odds are rarely beyond
Counts = NDArray[np.int64]


def counts_by_score(
    truth: NDArray[np.bool_], scores: NDArray[np.floating]
) -> tuple[Counts, Counts]:
    """Return how many true and how many false pixels (BINS,) score in each bin, lowest first."""
    place = (np.clip(scores, -LARGEST_SCORE, LARGEST_SCORE) + LARGEST_SCORE) / (2 * LARGEST_SCORE)
    bins = np.minimum((place * BINS).astype(np.int64), BINS - 1)
    positives = np.bincount(bins[truth], minlength=BINS)
    return positives, np.bincount(bins[~truth], minlength=BINS)


def average_precision(positives: Counts, negatives: Counts) -> float:
    """Return the area under precision and recall, sum (R_n - R_n-1) P_n; NaN without positives.

    The step-wise area of Davis and Goadrich, ICML 2006: no interpolation.
    """
    true, false = np.cumsum(positives[::-1]), np.cumsum(negatives[::-1])
    if not true[-1]:
        return float("nan")
    precision = true / np.maximum(true + false, 1)
    return float((precision * positives[::-1]).sum() / true[-1])


def best_threshold(positives: Counts, negatives: Counts) -> float:
    """Return the score from which up the F1 of pixels is largest, the lower edge of a bin."""
    true, false = np.cumsum(positives[::-1]), np.cumsum(negatives[::-1])
    f1 = 2 * true / np.maximum(true + false + true[-1], 1)
    edge = BINS - 1 - int(f1.argmax())
    return edge / BINS * 2 * LARGEST_SCORE - LARGEST_SCORE
