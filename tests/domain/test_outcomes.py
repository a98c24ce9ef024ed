import pytest

from medview.domain.outcomes import outcomes_of, wilson


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    # R: prop.test(count, total, correct = FALSE)$conf.int
    [
        (3, 7, 0.1582, 0.7495),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_wilson_equals_published_values(count, total, low, high):
    assert wilson(count, total) == pytest.approx((low, high), abs=5e-4)


def test_cases_without_outcome_are_counted_and_do_not_vote():
    found = outcomes_of(["recurrence", "", "cured", "recurrence", ""])
    assert (found.cases, found.known) == (5, 3)
    assert [(s.outcome, s.count) for s in found.shares] == [("recurrence", 2), ("cured", 1)]
    assert found.shares[0].low < 2 / 3 < found.shares[0].high


def test_nothing_known_is_said():
    assert outcomes_of(["", ""]).shares == ()
    assert wilson(0, 0) == (0.0, 1.0)
