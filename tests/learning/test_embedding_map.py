from __future__ import annotations

import numpy as np
import pytest

from medview.learning.embedding_map import place


@pytest.fixture
def embeddings() -> np.ndarray:
    rng = np.random.default_rng(0)
    points = rng.normal(size=(60, 8)) * np.array([9, 4, 1, 1, 0.5, 0.5, 0.2, 0.1])
    return points @ np.linalg.qr(rng.normal(size=(8, 8)))[0]


def test_the_map_shows_the_two_greatest_variances(embeddings):
    spread = np.sort(np.linalg.eigvalsh(np.cov(embeddings.T, bias=True)))[::-1]
    assert place(embeddings).var(axis=0) == pytest.approx(spread[:2])


def test_a_distance_on_the_map_is_never_longer_than_the_true_one(embeddings):
    flat = place(embeddings)
    for one in range(0, 60, 7):
        on_map = np.linalg.norm(flat - flat[one], axis=1)
        assert (on_map <= np.linalg.norm(embeddings - embeddings[one], axis=1) + 1e-9).all()


def test_a_turned_and_mirrored_embedding_stays_where_it_was(embeddings):
    before = place(embeddings) @ np.array([[0.6, 0.8], [0.8, -0.6]])
    turn = np.linalg.qr(np.random.default_rng(1).normal(size=(8, 8)))[0]
    assert place(embeddings @ turn, before) == pytest.approx(before)


def test_a_small_step_of_training_moves_the_map_a_little(embeddings):
    before = place(embeddings)
    step = 0.01 * np.random.default_rng(2).normal(size=embeddings.shape)
    moved = np.linalg.norm(place(embeddings + step, before) - before, axis=1)
    assert 0 < moved.max() < 0.1


def test_no_other_turn_lies_closer_to_the_map_before(embeddings):
    rng = np.random.default_rng(3)
    before = rng.normal(size=(60, 2))
    before -= before.mean(axis=0)
    flat = place(embeddings, before)
    gap = np.linalg.norm(flat - before)
    for angle in rng.uniform(0, 2 * np.pi, 50):
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        for mirror in (1, -1):
            assert gap <= np.linalg.norm(flat @ turn * [1, mirror] - before) + 1e-9


def test_a_collapsed_embedding_shrinks_to_a_point(embeddings):
    assert np.abs(place(embeddings[:1].repeat(60, axis=0), place(embeddings))).max() < 1e-9


def test_a_map_of_other_cases_is_refused(embeddings):
    with pytest.raises(ValueError, match="cannot go on"):
        place(embeddings, np.zeros((3, 2)))
