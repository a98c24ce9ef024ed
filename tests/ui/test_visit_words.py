"""Changes, visits and alignments are said in plain words; "aligned" only when it was accepted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from medview.domain.case import FUNDUS, Case, CaseId, Eye, ImageRef, Patient
from medview.domain.grade import Grade
from medview.domain.visits import Alignment, AlignmentDecision, Change, GradeSaid, Visit
from medview.ui import visit_words as words

CASE = Case(CaseId("a"), FUNDUS, (ImageRef("a.jpg"),), Patient("p"), eye=Eye.OD)


@pytest.mark.parametrize(
    ("before", "now", "text"),
    [
        (Grade.MODERATE, Grade.SEVERE, "↑ Moderate NPDR → Severe NPDR: one step worse"),
        (Grade.NO_DR, Grade.SEVERE, "↑ No DR → Severe NPDR: 3 steps worse"),
        (Grade.MILD, Grade.NO_DR, "↓ Mild NPDR → No DR: one step better"),
        (Grade.PROLIFERATIVE, Grade.MODERATE, "↓ PDR → Moderate NPDR: 2 steps better"),
        (Grade.MILD, Grade.MILD, "= Mild NPDR: no change"),
        (None, Grade.MILD, "? The grades cannot be compared: one of them is missing."),
    ],
)
def test_change(before, now, text):
    assert words.change_words(Change(before, now)) == text


def test_a_visit_says_whose_grade_it_is():
    change = Change(None, None)
    signed = Visit(CASE, "2025-03-01", GradeSaid(None, "Dr. A"), change)
    assert words.visit_words(signed) == "2025-03-01 · Ungradable, signed by Dr. A"
    shown = Visit(CASE, "2025-03-01", GradeSaid(Grade.MILD), change, is_signing_day=True)
    assert words.visit_words(shown) == "signed on 2025-03-01 · 1 Mild NPDR, model's estimate"


def test_only_what_was_accepted_is_called_aligned():
    found = Alignment(CaseId("a"), CaseId("b"))
    fault = Alignment(CaseId("a"), CaseId("b"), fault="Too dark.")
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    for said in (
        words.state_words(None, None),
        words.state_words(found, None),
        words.state_words(fault, None),
        words.state_words(found, AlignmentDecision(found, False, "Dr. A", at)),
    ):
        assert said.startswith("Not aligned")
    accepted = words.state_words(found, AlignmentDecision(found, True, "Dr. A", at))
    assert accepted.startswith("Aligned, accepted by Dr. A")


def test_it_is_told_why_there_is_nothing_to_compare_with():
    assert "No earlier visit" in words.no_visit_words(CASE)
    nobody = Case(CaseId("a"), FUNDUS, (ImageRef("a.jpg"),), Patient("unknown-x"))
    assert "not known" in words.no_visit_words(nobody)
    series = Case(CaseId("a"), "CT", (ImageRef("a"), ImageRef("b")), Patient("p"))
    assert "Only eye photographs" in words.no_visit_words(series)
