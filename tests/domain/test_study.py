from __future__ import annotations

from collections import Counter

import pytest

from medview.domain.study_order import letters, reading_order, sampled


@pytest.mark.parametrize("count", [1, 2, 3, 10, 60, 200])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5])
def test_everybody_sees_everything_and_some_of_it_twice(count: int, share: float):
    order = reading_order(5, "Dr. A", count, share)
    seen = Counter(order)
    assert set(seen) == set(range(count))
    assert set(seen.values()) <= {1, 2}
    wanted = max(1, round(count * share)) if share else 0
    assert len(order) - count == min(wanted, max(count - max(1, round(count / 4)), 0))


@pytest.mark.parametrize("reader", ["Dr. A", "Dr. B", "李医生"])
def test_a_repeat_comes_late(reader: str):
    order = reading_order(5, reader, 40, 0.3)
    again = [p for p, times in Counter(order).items() if times == 2]
    gaps = [order.index(p, order.index(p) + 1) - order.index(p) for p in again]
    assert len(gaps) == 12 and min(gaps) >= 10


def test_an_order_is_the_readers_own_and_the_same_on_every_day():
    assert reading_order(5, "Dr. A", 8, 0.25) == (3, 1, 4, 5, 0, 7, 6, 2, 7, 0)
    assert reading_order(5, "Dr. A", 8, 0.25) != reading_order(5, "Dr. B", 8, 0.25)
    assert reading_order(5, "Dr. A", 8, 0.25) != reading_order(6, "Dr. A", 8, 0.25)


def test_a_sample_is_drawn_by_the_seed():
    assert sampled(5, 0, 1) == [0, 1, 2, 3, 4]
    assert sampled(100, 10, 1) == sampled(100, 10, 1) != sampled(100, 10, 2)
    assert len(set(sampled(100, 10, 1))) == 10


def test_a_letter_is_not_always_the_same_reader():
    first = {dict(letters(3, photo, ["Dr. A", "Dr. B"]))["A"] for photo in range(20)}
    assert first == {"Dr. A", "Dr. B"}
