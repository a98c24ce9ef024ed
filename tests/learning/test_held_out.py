from __future__ import annotations

import numpy as np
import pytest

from medview.learning.held_out import EpochCases, numbered, score


@pytest.fixture
def held() -> EpochCases:
    labels = np.array([0, 0, 0, 1, 1, 1, 2])
    patients = list("aabcdef")
    return EpochCases(labels, patients, tuple(range(10, 17)))


@pytest.fixture
def embeddings() -> np.ndarray:
    x = np.random.default_rng(4).normal(size=(7, 3))
    return x / np.linalg.norm(x, axis=1, keepdims=True)


def test_recall_and_map_at_r_are_those_of_plain_loops(held, embeddings):
    recalls, precisions = [], []
    for query in range(7):
        others = [i for i in range(7) if held.patients[i] != held.patients[query]]
        others.sort(key=lambda i: -float(embeddings[query] @ embeddings[i]))
        hits = [held.labels[i] == held.labels[query] for i in others]
        relevant = sum(hits)
        if relevant:
            recalls.append(hits[0])
            each = [hits[k] * sum(hits[: k + 1]) / (k + 1) for k in range(relevant)]
            precisions.append(sum(each) / relevant)
    found = held.figures(embeddings, None)
    assert len(recalls) == 6  # the only one of its class asks nothing
    assert found["recall@1"] == pytest.approx(np.mean(recalls))
    assert found["map@r"] == pytest.approx(np.mean(precisions))
    assert "kappa" not in found


def test_kappa_is_1_where_every_grade_is_right(held, embeddings):
    thresholds = np.arange(4) + 0.5
    logits = held.labels[:, None] - thresholds[None]
    assert held.figures(embeddings, logits)["kappa"] == pytest.approx(1)
    assert held.figures(embeddings, -logits)["kappa"] < 0.5


def test_examples_are_the_nearest_and_never_the_own_patient(held, embeddings):
    for query, near in held.examples(embeddings).items():
        own = held.patients[query - 10]
        others = [row for row in held.rows if held.patients[row - 10] != own]
        others.sort(key=lambda row: -float(embeddings[query - 10] @ embeddings[row - 10]))
        assert near == tuple(others[:5])


def test_the_best_epoch_is_chosen_by_both_figures_of_a_grader():
    assert score({"map@r": 0.4, "kappa": 0.8}) == pytest.approx(0.6)
    assert score({"map@r": 0.4, "recall@1": 0.9}) == pytest.approx(0.4)
    assert np.isnan(score({"spread": 0.2}))


def test_the_same_name_has_the_same_number():
    assert numbered(["b", "a", "b"]).tolist() == [1, 0, 1]
