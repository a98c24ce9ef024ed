from __future__ import annotations

import numpy as np
import pytest

from medview.domain.label_queue import LEAST_DOUBT, doubt, label_next

RNG = np.random.default_rng(0)


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


EMBEDDINGS = unit(RNG.normal(size=(60, 6)))
DOUBTS = RNG.random(60)
REACHED = RNG.random(60)
ALONE = [f"p{i}" for i in range(60)]


def by_loops(count, patients, labelled):
    """Return the same picks, each distance looked up anew."""
    picked: list[int] = []
    had = set(labelled)
    for _ in range(count):
        free = [i for i in range(60) if i not in picked]
        turn = [i for i in free if patients[i] not in had]
        if not turn:
            had, turn = set(), free

        def worth(i):
            gaps = [1 - float(EMBEDDINGS[i] @ EMBEDDINGS[j]) for j in picked]
            return (DOUBTS[i] + LEAST_DOUBT) * min([REACHED[i], *gaps])

        picked.append(max(turn, key=worth))
        had.add(patients[picked[-1]])
    return picked


@pytest.mark.parametrize("patients", [ALONE, [f"p{i // 4}" for i in range(60)]])
@pytest.mark.parametrize("labelled", [[], ["p0", "p3"]])
def test_the_picks_are_those_of_plain_loops(patients, labelled):
    rows, _ = label_next(EMBEDDINGS, DOUBTS, REACHED, patients, labelled, 20)
    assert rows.tolist() == by_loops(20, patients, labelled)


def test_no_patient_twice_before_each_had_a_turn():
    patients = [f"p{i // 4}" for i in range(60)]
    rows, _ = label_next(EMBEDDINGS, DOUBTS, REACHED, patients, ["p0"], 20)
    owners = [patients[row] for row in rows]
    assert len(set(owners[:14])) == 14 and "p0" not in owners[:14]
    assert len(set(rows.tolist())) == 20


def test_of_two_alike_only_one_is_picked_first():
    twins = np.concatenate([EMBEDDINGS[:10], EMBEDDINGS[:10]])
    rows, distances = label_next(twins, np.ones(20), np.full(20, np.inf), ALONE[:20], [], 10)
    assert len({row % 10 for row in rows.tolist()}) == 10
    assert (distances > 0).all() and distances[0] == 2.0


def test_what_is_certain_comes_last():
    doubts = np.where(np.arange(60) < 30, 0.8, 0.0)
    rows, _ = label_next(EMBEDDINGS, doubts, REACHED, ALONE, [], 25)
    assert (rows < 30).all()


def test_fewer_cases_than_asked_are_all_picked():
    rows, _ = label_next(EMBEDDINGS[:3], DOUBTS[:3], REACHED[:3], ALONE[:3], [], 20)
    assert sorted(rows.tolist()) == [0, 1, 2]
    assert len(label_next(EMBEDDINGS[:0], DOUBTS[:0], REACHED[:0], [], [], 20)[0]) == 0


def test_doubt_is_none_where_one_class_has_all_and_whole_where_two_are_even():
    assert doubt(np.array([[1, 0, 0], [0.5, 0.5, 0], [0.6, 0.3, 0.1]])) == pytest.approx(
        [0, 1, 0.7]
    )
