"""Each miner against plain loops over the same batch."""

from __future__ import annotations

import pytest
import torch

from medview.learning.comparisons import compare, every_ordinal_triplet, every_triplet
from medview.learning.miners import FARTHEST, MINERS, distance_weighted, hard, random, semi_hard

LABELS = torch.tensor([0, 0, 0, 1, 1, 2, 2, 2, 3])


@pytest.fixture
def batch():
    torch.manual_seed(3)
    x = torch.nn.functional.normalize(torch.randn(9, 5), dim=1)
    return compare(x, LABELS), torch.Generator().manual_seed(0)


def same(i, j):
    return i != j and LABELS[i] == LABELS[j]


def rows(triplets):
    return sorted(zip(*(part.tolist() for part in triplets), strict=True))


def test_all_triplets_are_those_of_three_loops(batch):
    c, _ = batch
    expected = [
        (a, p, n)
        for a in range(9)
        for p in range(9)
        for n in range(9)
        if same(a, p) and LABELS[a] != LABELS[n]
    ]
    assert rows(every_triplet(c)) == expected


def test_all_ordinal_triplets_are_those_of_three_loops(batch):
    c, _ = batch
    gap = lambda i, j: abs(int(LABELS[i]) - int(LABELS[j]))  # noqa: E731
    expected = [
        (a, p, n)
        for a in range(9)
        for p in range(9)
        for n in range(9)
        if a != p and a != n and gap(a, p) < gap(a, n)
    ]
    assert rows(every_ordinal_triplet(c)) == expected


@pytest.mark.parametrize("name", sorted(MINERS))
def test_miners_give_a_positive_and_a_negative_for_each_anchor(name, batch):
    c, generator = batch
    found = rows(MINERS[name](c, generator))
    assert found and all(same(a, p) and LABELS[a] != LABELS[n] for a, p, n in found)
    assert 8 not in {a for a, _, _ in found}  # the only one of its class is no anchor


def test_semi_hard_is_the_nearest_beyond_the_positive_else_the_farthest(batch):
    c, generator = batch
    expected = []
    for a in range(9):
        for p in (p for p in range(9) if same(a, p)):
            others = [n for n in range(9) if LABELS[n] != LABELS[a]]
            beyond = [n for n in others if c.distance[a, n] > c.distance[a, p]]
            pick = min if beyond else max
            expected.append((a, p, pick(beyond or others, key=lambda n: float(c.distance[a, n]))))
    assert rows(semi_hard(c, generator)) == sorted(expected)
    assert any(c.distance[a, n] < c.distance[a, p] for a, p, n in expected)  # both ways occur


def test_hard_is_the_farthest_positive_and_the_nearest_negative(batch):
    c, generator = batch
    expected = []
    for a in range(8):
        own = [p for p in range(9) if same(a, p)]
        others = [n for n in range(9) if LABELS[n] != LABELS[a]]
        far = max(own, key=lambda p: float(c.distance[a, p]))
        expected.append((a, far, min(others, key=lambda n: float(c.distance[a, n]))))
    assert rows(hard(c, generator)) == sorted(expected)


def test_random_negatives_are_as_likely_as_each_other(batch):
    c, generator = batch
    drawn = torch.cat([random(c, generator)[2] for _ in range(3000)])
    anchors = torch.cat([random(c, torch.Generator())[0] for _ in range(3000)])
    counts = torch.bincount(drawn[anchors == 0], minlength=9).double()
    assert float(counts[:3].sum()) == 0
    assert torch.allclose(counts[3:] / counts.sum(), torch.tensor(1 / 6).double(), atol=0.02)


def test_distance_weighted_draws_by_the_inverse_density(batch):
    c, generator = batch
    dimension = 12
    weight = {}
    for n in range(3, 9):
        d = max(0.5, (2 * (1 - float(c.likeness[0, n]))) ** 0.5)
        if d < FARTHEST:
            density = d ** (dimension - 2) * (1 - d * d / 4) ** ((dimension - 3) / 2)
            weight[n] = 1 / density
    counts = torch.zeros(9)
    for _ in range(4000):
        anchors, _, negatives = distance_weighted(c, generator, dimension)
        counts += torch.bincount(negatives[anchors == 0], minlength=9)
    shares = counts / counts.sum()
    total = sum(weight.values())
    for n in range(9):
        assert float(shares[n]) == pytest.approx(weight.get(n, 0.0) / total, abs=0.02)


@pytest.mark.parametrize("name", sorted(MINERS))
def test_a_batch_of_one_class_gives_none(name):
    x = torch.nn.functional.normalize(torch.randn(4, 3), dim=1)
    found = MINERS[name](compare(x, torch.zeros(4, dtype=torch.int64)), torch.Generator())
    assert rows(found) == []
