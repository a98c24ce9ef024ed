from __future__ import annotations

import numpy as np
import pytest

from medview.learning.sampling import ClassBatches

LABELS = [0] * 40 + [1] * 6 + [2] * 10
GROUPS = ["a"] * 30 + ["b"] * 10 + ["a"] * 6 + ["a", "b"] * 5


def test_every_batch_has_the_asked_number_of_each_class():
    batches = ClassBatches(LABELS, GROUPS, (4, 2, 3), seed=3)
    for _ in range(20):
        assert np.bincount(np.array(LABELS)[batches.draw()]).tolist() == [4, 2, 3]


def test_no_example_comes_twice_before_all_came_once():
    batches = ClassBatches(LABELS, ["a"] * len(LABELS), (4, 2, 2), seed=0)
    drawn = np.concatenate([batches.draw() for _ in range(10)])
    assert sorted(drawn[np.array(LABELS)[drawn] == 0]) == list(range(40))


def test_balance_decides_how_often_a_small_camera_comes():
    def share_of_b(balance: float) -> float:
        batches = ClassBatches(LABELS, GROUPS, (8, 0, 0), balance=balance, seed=0)
        drawn = np.concatenate([batches.draw() for _ in range(200)])
        return float((np.array(GROUPS)[drawn] == "b").mean())

    assert share_of_b(0.0) == pytest.approx(0.25, abs=0.05)
    assert share_of_b(1.0) == pytest.approx(0.5, abs=0.05)


def test_the_same_seed_draws_the_same_batches():
    first, second = (iter(ClassBatches(LABELS, GROUPS, (2, 2, 2), seed=7)) for _ in range(2))
    for _ in range(5):
        assert np.array_equal(next(first), next(second))


def test_a_class_without_examples_is_refused():
    with pytest.raises(ValueError, match="class 3"):
        ClassBatches(LABELS, GROUPS, (1, 1, 1, 1))
