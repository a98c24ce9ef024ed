"""How far two graders agree: Cohen's kappa, and intervals by resampling patients; plain numpy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]


def confusion(truth: IntArray, given: IntArray, classes: int = 5) -> IntArray:
    """Return the counts (classes, classes) of cases (N,) by [true][given]."""
    counts = np.bincount(truth * classes + given, minlength=classes**2)
    return np.asarray(counts.reshape(classes, classes), np.int64)


def quadratic_kappa(truth: IntArray, given: IntArray, classes: int = 5) -> float:
    """Return Cohen's kappa with quadratic weights (Psychological Bulletin 1968;70:213-220)."""
    table = confusion(truth, given, classes)
    grid = np.arange(classes)
    weights = (grid[:, None] - grid[None]) ** 2
    chance = np.outer(table.sum(1), table.sum(0)) / max(table.sum(), 1)
    expected = float((weights * chance).sum())
    return 1.0 - float((weights * table).sum()) / expected if expected else 1.0


def resampled(patients: Sequence[str], draws: int, seed: int = 0) -> Iterator[IntArray]:
    """Yield row numbers of `draws` samples of patients with replacement, all rows of each."""
    rng = np.random.default_rng(seed)
    _, owner = np.unique(np.asarray(patients), return_inverse=True)
    order = np.argsort(owner, kind="stable")
    rows = np.split(order, np.flatnonzero(np.diff(owner[order])) + 1)
    for _ in range(draws):
        picked = rng.integers(0, len(rows), len(rows))
        yield np.concatenate([rows[i] for i in picked])


def with_interval(
    measure: Callable[[IntArray], float], patients: Sequence[str], draws: int = 1000
) -> dict[str, float | list[float] | int]:
    """Return measure(all rows) as `value`, and its 95 % bootstrap interval by patient as `ci95`."""
    values = [measure(rows) for rows in resampled(patients, draws)]
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return {
        "value": round(measure(np.arange(len(patients))), 4),
        "ci95": [round(float(low), 4), round(float(high), 4)],
        "images": len(patients),
        "patients": len(set(patients)),
    }
