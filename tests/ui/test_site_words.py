"""What is said of a model at a site: figures with intervals, what was left out, and the verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from medview.domain.model import ModelRef
from medview.domain.site import SiteChoice, SiteReport, Truth
from medview.ui.site_words import cases_words, caveats, figure_rows, report_html, verdict_words


def figure(value):
    return {"value": value, "low": value - 0.05, "high": value + 0.05}


@pytest.fixture
def report(qapp) -> SiteReport:
    week = {name: figure(number) for name, number in WEEK.items()}
    return SiteReport(
        model=ModelRef("dr-fundus", "1.0", "d" * 64),
        choice=SiteChoice(Truth.BOTH, eyes_a_week=100),
        images=200,
        patients=60,
        referable=80,
        left_out={"known": 4, "ungradable": 0, "unread": 1},
        fitted=True,
        numbers={"slope": 1.0, "intercept": 0.5, "threshold": 0.25},
        shipped_threshold=0.4,
        figures={name: figure(number) for name, number in FIGURES.items()},
        week_before=week,
        week=week,
    )


FIGURES = {
    "kappa": 0.8,
    "sensitivity_before": 0.8,
    "sensitivity": 0.95,
    "specificity_before": 0.9,
    "specificity": 0.85,
    "calibration_error_before": 0.12,
    "calibration_error": 0.04,
}
WEEK = {"referrals": 40.0, "false_alarms": 6.0, "missed": 2.0}


def test_each_figure_stands_before_and_after_with_its_interval(report):
    rows = {name: (before, after) for name, before, after in figure_rows(report)}
    assert rows["Referable found (sensitivity)"] == ("80 % (75 % – 85 %)", "95 % (90 % – 100 %)")
    assert rows["Agreement on the grade (kappa)"] == ("0.800 (0.750 – 0.850)",) * 2
    assert rows["Refers from a probability of"] == ("40 %", "25 %")
    assert rows["Calibration error of the probability"][1].startswith("0.040")


def test_the_page_says_what_was_left_out_and_that_it_is_no_diagnosis(report):
    assert cases_words(report) == (
        "200 photographs of 60 patients, 80 of them referable. Left out: 4 of patients the model "
        "learned from; 1 that could not be read."
    )
    page = report_html(report)
    assert "40.0 (40.0 – 40.0)" in page and "Decision support, not a diagnosis." in page
    assert "dr-fundus 1.0 (dddddddddddd)" in page
    silent = replace(report, choice=SiteChoice(eyes_a_week=0))
    assert "Eyes referred a week" not in report_html(silent)


def test_the_verdict_is_a_sentence_and_says_when_the_probability_gains_nothing(report):
    assert verdict_words(report) == (
        "Calibrated, it refers 95 of 100 referable eyes (as it came: 80), and 15 of 100 others "
        "(as it came: 10)."
    )
    worse = {**FIGURES, "calibration_error": 0.2}
    useless = replace(report, figures={name: figure(n) for name, n in worse.items()})
    assert verdict_words(useless).endswith("than before: it may well stay as it came.")
    assert verdict_words(replace(report, fitted=False)) == ""


def test_what_weakens_the_figures_is_said(report):
    text = " ".join(caveats(report))
    assert "in view agree with it too well" in text and "Fewer than" not in text
    labelled = replace(report, images=90, choice=SiteChoice(Truth.LABELLED, referable_share=0.1))
    text = " ".join(caveats(labelled))
    assert "in view" not in text and "Fewer than 200" in text and "The week is true" not in text
