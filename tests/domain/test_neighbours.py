import math

import numpy as np
import pytest

from medview.domain.neighbours import DISTANCES, Metric, vote

RNG = np.random.default_rng(7)
QUERIES, GALLERY = RNG.normal(size=(3, 8)), RNG.normal(size=(5, 8))


def by_hand(metric, a, b):
    if metric is Metric.MANHATTAN:
        return sum(abs(x - y) for x, y in zip(a, b, strict=True))
    if metric is Metric.EUCLIDEAN:
        return math.sqrt(sum((x - y) ** 2 for x, y in zip(a, b, strict=True)))
    dot = sum(x * y for x, y in zip(a, b, strict=True))
    return 1 - dot / math.sqrt(sum(x * x for x in a)) / math.sqrt(sum(y * y for y in b))


@pytest.mark.parametrize("metric", list(Metric))
def test_distances_equal_plain_loops(metric):
    expected = [[by_hand(metric, q, g) for g in GALLERY] for q in QUERIES]
    assert DISTANCES[metric](QUERIES, GALLERY) == pytest.approx(np.array(expected))


@pytest.mark.parametrize("metric", list(Metric))
def test_distance_to_itself_is_nothing(metric):
    assert DISTANCES[metric](GALLERY, GALLERY).diagonal() == pytest.approx(0, abs=1e-6)


def test_votes_weigh_by_distance_and_sum_to_one():
    shares = vote(np.array([0.1, 0.2, 0.3]), ["a", "b", "b"], ["a", "b", "c"], temperature=0.1)
    weights = [1.0, math.exp(-1), math.exp(-2)]
    total = sum(weights)
    assert shares == pytest.approx([weights[0] / total, (weights[1] + weights[2]) / total, 0])


def test_far_neighbours_still_vote():
    shares = vote(np.array([900.0, 901.0]), ["a", "b"], ["a", "b"], temperature=0.01)
    assert shares.sum() == pytest.approx(1)
