"""Changes of a grade, days, and where a point of today's photograph is on the earlier one."""

from __future__ import annotations

import pytest

from medview.domain.case import CaseId
from medview.domain.grade import Grade
from medview.domain.visits import Alignment, Change, Place, day_of


@pytest.mark.parametrize(
    ("before", "now", "steps", "arrow"),
    [
        (Grade.MODERATE, Grade.SEVERE, 1, "↑"),
        (Grade.PROLIFERATIVE, Grade.MILD, -3, "↓"),
        (Grade.MILD, Grade.MILD, 0, "="),
        (None, Grade.MILD, None, "?"),
        (Grade.MILD, None, None, "?"),
    ],
)
def test_a_change_has_steps_and_a_sign(before, now, steps, arrow):
    change = Change(before, now)
    assert (change.steps, change.arrow) == (steps, arrow)


def test_days_are_written_so_that_text_order_is_time_order():
    assert day_of("20260131") == "2026-01-31" == day_of("2026-01-31")
    assert day_of("") == ""
    assert sorted(map(day_of, ["2026-02-01", "20260131"])) == ["2026-01-31", "2026-02-01"]


def test_a_point_goes_through_both_retinas_and_the_map():
    move = (0.1, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.5, 0.0, 0.0)
    here, there = Place(100, 100, 50, 50), Place(200, 220, 100, 80)
    alignment = Alignment(CaseId("a"), CaseId("b"), move, here, there)
    # (125, 150) is (0.5, 1.0) from the centre; 0.1 + 0.5 across, 1.0 + 0.5 * 0.5 ** 2 down.
    assert alignment.earlier_point(125, 150) == pytest.approx((260.0, 220 + 80 * 1.125))


def test_a_point_goes_there_and_back():
    turned = (0.2, 0.93, -0.28, 0.03, 0.0, -0.01, -0.1, 0.28, 0.93, 0.0, 0.02, 0.01)
    alignment = Alignment(
        CaseId("a"), CaseId("b"), turned, Place(100, 90, 50, 50), Place(200, 220, 100, 80)
    )
    for point in ((100.0, 90.0), (140.0, 70.0), (60.0, 120.0)):
        assert alignment.today_point(*alignment.earlier_point(*point)) == pytest.approx(point)
