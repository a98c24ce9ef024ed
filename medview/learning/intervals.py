"""Several figures of merit at once, each with its interval by resampling patients."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from medview.domain.agreement import IntArray, resampled

Measures = Mapping[str, ArrayLike]  # figures by name: numbers, or arrays of them
Measure = Callable[[IntArray], Measures]  # of the cases in these rows
Figure = dict[str, Any]  # "value", "low" and "high": numbers, or nested lists of them

DRAWS = 1000
FEWEST_DRAWS = 200
ROWS_AT_MOST = 5_000_000  # in all draws together: 100,000 cases are drawn less often


def draws_for(cases: int) -> int:
    """Return how often so many cases are resampled."""
    return int(np.clip(ROWS_AT_MOST // max(cases, 1), FEWEST_DRAWS, DRAWS))


@dataclass(frozen=True)
class Sampled:
    """Figures of all cases, and of each draw of patients: the same draws for the same patients."""

    whole: Measures
    drawn: tuple[Measures, ...]

    def figures(self) -> dict[str, Figure]:
        """Return each figure with its 95 % interval.

        A figure that is not defined for all cases (NaN, such as the area under the curve of a class
        nobody has) is left out; draws in which it is not defined do not count.
        """
        return {
            name: figure(value, [one[name] for one in self.drawn])
            for name, value in self.whole.items()
            if not np.isnan(np.asarray(value, np.float64)).all()
        }

    def minus(self, other: Sampled) -> Sampled:
        """Return the differences, draw by draw: a paired bootstrap, for the same patients."""
        pairs = zip(self.drawn, other.drawn, strict=True)
        return Sampled(
            _minus(self.whole, other.whole), tuple(_minus(one, two) for one, two in pairs)
        )


def sampled(measure: Measure, patients: Sequence[str], draws: int | None = None) -> Sampled:
    """Return the measure of all rows and of resampled patients' (`draws` None: see draws_for)."""
    picks = resampled(patients, draws or draws_for(len(patients)))
    return Sampled(measure(np.arange(len(patients))), tuple(measure(rows) for rows in picks))


def with_intervals(
    measure: Measure, patients: Sequence[str], draws: int | None = None
) -> dict[str, Figure]:
    """Return each figure of all rows with its 95 % bootstrap interval by patient."""
    return sampled(measure, patients, draws).figures()


def _minus(one: Measures, other: Measures) -> Measures:
    return {name: np.asarray(one[name]) - np.asarray(other[name]) for name in one}


def figure(value: ArrayLike, drawn: Sequence[ArrayLike]) -> Figure:
    """Return a value and the 2.5th and 97.5th percentile of the draws, to four decimals.

    A draw that is NaN does not count; where all are, the value has no width.
    """
    middle, stacked = np.asarray(value, np.float64), np.asarray(drawn, np.float64)
    never = np.isnan(stacked).all(axis=0)
    low, high = np.nanpercentile(np.where(never, 0.0, stacked), [2.5, 97.5], axis=0)
    return {
        "value": _plain(middle.tolist()),
        "low": _plain(np.where(never, middle, low).tolist()),
        "high": _plain(np.where(never, middle, high).tolist()),
    }


def _plain(value: Any) -> Any:
    """Return a number, or nested lists of them, as JSON takes them: None for NaN."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return None if np.isnan(value) else round(value, 4)
