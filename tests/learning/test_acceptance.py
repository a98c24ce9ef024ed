from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from medview.learning.acceptance import (
    HIGHEST_THRESHOLD,
    SiteFit,
    check_site,
    fit_site,
    site_figures,
    weekly_referrals,
)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


@pytest.fixture(scope="module")
def site():
    """A model that is overconfident here and shifted, on 240 cases of 120 patients."""
    rng = np.random.default_rng(0)
    signal = rng.normal(0, 2, 240)
    grades = np.where(rng.random(240) < sigmoid(signal), rng.integers(2, 5, 240), 0)
    said = sigmoid(2.5 * signal - 2.0)
    shown = np.where(said > 0.9, 3, 0)
    return said, shown, grades, [f"p{i // 2}" for i in range(240)]


@pytest.fixture(scope="module")
def check(site):
    said, shown, grades, patients = site
    return check_site(said, shown, grades, patients, 0.5)


def test_the_fit_undoes_the_shift_and_the_overconfidence(site):
    said, shown, grades, _ = site
    fit = fit_site(said, shown, grades, 0.5)
    assert fit.fitted
    assert fit.slope == pytest.approx(1 / 2.5, abs=0.12)
    assert fit.intercept == pytest.approx(2.0 / 2.5, abs=0.35)


def test_the_threshold_finds_the_share_that_was_asked(site):
    said, shown, grades, _ = site
    for find in (0.9, 0.95):
        fit = fit_site(said, shown, grades, 0.5, find)
        found = fit.refers(said, shown)[grades >= 2].mean()
        assert abs(found - find) < 0.01
        higher = SiteFit(fit.slope, fit.intercept, fit.threshold + 0.02, True)
        assert higher.refers(said, shown)[grades >= 2].mean() < find


def test_a_model_whose_grades_find_all_still_refers_at_an_even_chance(site):
    said, _, grades, _ = site
    assert fit_site(said, grades, grades, 0.5).threshold == HIGHEST_THRESHOLD


def test_too_few_cases_leave_the_model_as_it_is(site):
    said, shown, grades, _ = site
    few = np.r_[np.flatnonzero(grades >= 2)[:9], np.flatnonzero(grades == 0)]
    fit = fit_site(said[few], shown[few], grades[few], threshold=0.31)
    assert not fit.fitted and fit.threshold == 0.31
    assert fit.probability(said) == pytest.approx(np.clip(said, 1e-4, 1 - 1e-4))


def test_a_case_is_judged_by_a_fit_to_other_patients(site, check):
    said, shown, grades, patients = site
    other = grades.copy()
    other[:2] = np.where(grades[:2] >= 2, 0, 4)  # the first patient's truth, turned over
    again = check_site(said, shown, other, patients, threshold=0.5)
    assert again.after[:2] == pytest.approx(check.after[:2])
    assert again.fit != check.fit


def test_the_figures_say_what_the_fit_gains(check):
    figures = site_figures(check)
    assert figures["calibration_error"]["value"] < figures["calibration_error_before"]["high"] / 2
    assert figures["sensitivity"]["value"] == pytest.approx(
        check.referred[check.referable].mean(), abs=1e-4
    )
    assert all(each["low"] <= each["value"] <= each["high"] for each in figures.values())


def test_a_card_with_the_sites_numbers_says_what_the_site_says(check):
    logit = np.linspace(-4, 4, 9)
    card = check.fit.on_card(slope=1.3, intercept=-0.2)
    says = sigmoid(card["slope"] * logit + card["intercept"])
    assert says == pytest.approx(check.fit.probability(sigmoid(1.3 * logit - 0.2)))


def test_a_week_as_the_sample_refers_as_the_sample_does(check):
    week = weekly_referrals(check, eyes=50)
    assert week["referrals"]["value"] == pytest.approx(50 * check.referred.mean(), abs=1e-3)
    missed = (check.referable & ~check.referred).mean()
    assert week["missed"]["value"] == pytest.approx(50 * missed, abs=1e-3)
    assert week["referrals"]["low"] < week["referrals"]["value"] < week["referrals"]["high"]


def test_a_week_with_little_disease_has_fewer_referrals_and_more_false_alarms(check):
    usual, rare = weekly_referrals(check, 50), weekly_referrals(check, 50, 0.1)
    assert rare["referrals"]["value"] < usual["referrals"]["value"]
    assert rare["false_alarms"]["value"] > usual["false_alarms"]["value"]
    none = weekly_referrals(check, 50, 0.0)
    assert none["missed"]["value"] == 0 and none["referrals"] == none["false_alarms"]


def test_a_site_is_checked_without_torch():
    code = "import sys, medview.learning.acceptance; sys.exit('torch' in sys.modules)"
    folder = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=folder).returncode == 0
