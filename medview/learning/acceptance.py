"""Does a model suit a site? Its referable probability fitted on cases that were graded there.

Plain numpy: neither torch nor a network is needed, only what the model said of the cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medview.domain.agreement import quadratic_kappa
from medview.domain.grade import Grade, logit, refers, sigmoid
from medview.learning.grading import referable_threshold
from medview.learning.intervals import Figure, Measures, with_intervals
from medview.learning.measures import area_under_curve, calibration_error, patient_folds, platt

FloatArray = NDArray[np.floating]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

LEAST = 10  # referable cases, and cases that are not, below which nothing is fitted
# More than an even chance is never asked for, however easily the referable cases are found.
HIGHEST_THRESHOLD = 0.5


@dataclass(frozen=True)
class SiteFit:
    """What turns a model's P(referable) p into the site's: sigmoid(slope logit(p) + intercept).

    A case is referred when that reaches `threshold`, or when the shown grade is referable. Where
    the cases were too few, `fitted` is False and the model's own numbers stand.
    """

    slope: float
    intercept: float
    threshold: float
    fitted: bool

    def probability(self, referable: FloatArray) -> FloatArray:
        """Return the site's P(referable), (N,), of the model's (N,)."""
        return sigmoid(self.slope * logit(referable) + self.intercept)

    def refers(self, referable: FloatArray, shown: IntArray) -> BoolArray:
        """Return which cases are referred, (N,), of the model's P(referable) and grades (N,)."""
        return refers(self.probability(referable), shown, self.threshold)

    def on_card(self, slope: float, intercept: float) -> dict[str, float]:
        """Return `referable` of a card's calibration for this site, of the card's own numbers."""
        return {
            "slope": self.slope * slope,
            "intercept": self.slope * intercept + self.intercept,
            "threshold": self.threshold,
        }


@dataclass(frozen=True)
class SiteCheck:
    """N graded cases of a site, with what a fit to the other patients' cases says of each.

    `before` and `after` are P(referable) of the model and of the site's fit, `grades` and `shown`
    the true and the shown grades, `referred_before` and `referred` who is sent on; all (N,).
    """

    fit: SiteFit
    patients: tuple[str, ...]
    grades: IntArray
    shown: IntArray
    before: FloatArray
    after: FloatArray
    referred_before: BoolArray
    referred: BoolArray

    @property
    def referable(self) -> BoolArray:
        """Which cases are truly referable, (N,)."""
        return self.grades >= Grade.MODERATE


def fit_site(
    referable: FloatArray, shown: IntArray, grades: IntArray, threshold: float, find: float = 0.95
) -> SiteFit:
    """Return the fit to graded cases: P(referable), shown and true grades, all (N,).

    The threshold is the highest that finds the share `find` of the referable cases. With fewer
    than LEAST cases on either side the model's probability and `threshold` are kept as they are.
    """
    true = grades >= Grade.MODERATE
    if min(true.sum(), (~true).sum()) < LEAST:
        return SiteFit(1.0, 0.0, threshold, fitted=False)
    slope, intercept = platt(logit(referable), true)
    fit = SiteFit(max(slope, 0.0), intercept, 0.0, fitted=True)
    found_at = np.where(shown >= Grade.MODERATE, 1.0, fit.probability(referable))
    lowest = min(referable_threshold(found_at, true, find), HIGHEST_THRESHOLD)
    return SiteFit(fit.slope, fit.intercept, lowest, fitted=True)


def check_site(
    referable: FloatArray,
    shown: IntArray,
    grades: IntArray,
    patients: Sequence[str],
    threshold: float,
    find: float = 0.95,
) -> SiteCheck:
    """Return the fit of fit_site to all cases, and each case as a fit to other patients sees it."""
    after, referred = np.zeros(len(grades)), np.zeros(len(grades), bool)
    for held in patient_folds(patients):
        rest = np.setdiff1d(np.arange(len(grades)), held)
        fit = fit_site(referable[rest], shown[rest], grades[rest], threshold, find)
        after[held] = fit.probability(referable[held])
        referred[held] = fit.refers(referable[held], shown[held])
    return SiteCheck(
        fit_site(referable, shown, grades, threshold, find),
        tuple(patients),
        grades,
        shown,
        referable,
        after,
        refers(referable, shown, threshold),
        referred,
    )


def site_figures(check: SiteCheck) -> dict[str, Figure]:
    """Return what the model is worth at the site, before and after the fit, with intervals.

    After: fitted on the other patients' cases, as it will meet cases it was not fitted on.
    """

    def measure(rows: IntArray) -> Measures:
        true, grades, shown = check.referable[rows], check.grades[rows], check.shown[rows]
        return {
            "kappa": quadratic_kappa(grades, shown),
            "referable_auc": area_under_curve(true, check.before[rows]),
            "calibration_error_before": calibration_error(true, check.before[rows]),
            "calibration_error": calibration_error(true, check.after[rows]),
            **_found(true, check.referred_before[rows], "_before"),
            **_found(true, check.referred[rows]),
            "referable_share": true.mean(),
        }

    return with_intervals(measure, check.patients)


def weekly_referrals(
    check: SiteCheck, eyes: float, referable_share: float | None = None
) -> dict[str, Figure]:
    """Return what a week of so many `eyes` will bring: referrals, false alarms, missed.

    `referable_share` is the share of referable eyes that come (None: as among the graded cases,
    which is wrong where these were picked).
    """

    def measure(rows: IntArray) -> Measures:
        true = check.referable[rows]
        share = true.mean() if referable_share is None else referable_share
        found = _found(true, check.referred[rows])
        hits = eyes * _part(share, found["sensitivity"])
        alarms = eyes * _part(1 - share, 1 - found["specificity"])
        return {
            "referrals": hits + alarms,
            "false_alarms": alarms,
            "missed": eyes * share - hits,
        }

    return with_intervals(measure, check.patients)


def _found(true: BoolArray, referred: BoolArray, name: str = "") -> dict[str, float]:
    """Return sensitivity and specificity; NaN where there is no such case."""
    return {
        f"sensitivity{name}": float(referred[true].mean()) if true.any() else np.nan,
        f"specificity{name}": float((~referred[~true]).mean()) if (~true).any() else np.nan,
    }


def _part(share: float, rate: float) -> float:
    """Return share * rate; 0 where there are no such cases, whatever their rate."""
    return share * rate if share else 0.0
