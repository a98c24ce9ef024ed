from __future__ import annotations

import numpy as np
import pytest

from medview.domain.training import TrainingPlan
from medview.learning.sampling import ClassBatches, Sampler, TwoViewSampler

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


def own_plan(**changes: object) -> TrainingPlan:
    content = {
        "id": "a", "title": "A", "task": "similarity", "kind": "grey", "modalities": ["MR"],
        "classes": ["a", "b", "c"], "batch_size": 4, "per_class": 2, **changes,
    }  # fmt: skip
    return TrainingPlan.from_json(content)


PATIENTS = [str(i // 2) for i in range(len(LABELS))]


@pytest.mark.parametrize(("sampler", "size"), [("pairs", 2), ("triplets", 3)])
def test_pairs_and_triplets_are_of_the_classes_they_should_be(sampler, size):
    labels = np.array(LABELS)
    drawing = Sampler(LABELS, PATIENTS, own_plan(sampler=sampler))
    for _ in range(20):
        drawn = drawing.draw()
        assert len(drawn.rows) == drawing.batch == 4 * size
        assert drawn.groups.tolist() == np.repeat(range(4), size).tolist()
        for place, group in enumerate(drawn.rows.reshape(4, size)):
            alike = labels[group] == labels[group[0]]
            expected = [True, True, False] if size == 3 else [True, place % 2 == 0]
            assert alike.tolist() == expected
            assert len({PATIENTS[row] for row in group}) == size


def test_a_batch_has_as_many_classes_as_asked_for():
    drawing = Sampler(LABELS, PATIENTS, own_plan(classes_per_batch=2))
    seen = set()
    for _ in range(20):
        counts = np.bincount(np.array(LABELS)[drawing.draw().rows], minlength=3)
        assert sorted(counts) == [0, 2, 2]
        seen |= set(np.flatnonzero(counts))
    assert seen == {0, 1, 2} and drawing.batch == 4


def test_own_samplers_of_one_seed_draw_the_same():
    first, second = (Sampler(LABELS, PATIENTS, own_plan(seed=5)) for _ in range(2))
    assert all(np.array_equal(first.draw().rows, second.draw().rows) for _ in range(5))


def test_two_views_of_each_image_come_side_by_side_and_all_images_come():
    drawing = TwoViewSampler(range(10, 20), 5, seed=0)
    drawn = [drawing.draw().rows for _ in range(5)]
    assert all(len(rows) == drawing.batch == 4 for rows in drawn)
    assert all(rows[0] == rows[1] and rows[2] == rows[3] for rows in drawn)
    assert {int(row) for rows in drawn for row in rows} == set(range(10, 20))
