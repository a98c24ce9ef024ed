"""Each distance against the axioms of a metric, and against its formula."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from medview.learning.distances import (
    DISTANCES,
    Mahalanobis,
    cosine,
    euclidean,
    even_manhattan,
    manhattan,
)

CLOSE = 1e-9
seeds = st.integers(0, 2**31 - 1)


def learned(seed: int) -> Mahalanobis:
    """Return a Mahalanobis distance as training may leave it."""
    generator = torch.Generator().manual_seed(seed)
    distance = Mahalanobis(6).double()
    with torch.no_grad():
        distance.factor.add_(torch.randn(6, 6, generator=generator, dtype=torch.float64))
    return distance


def points(seed: int) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    raw = torch.randn(9, 6, generator=generator, dtype=torch.float64)
    return torch.nn.functional.normalize(raw, dim=1)


def distance_of(name: str, seed: int):
    known = {**DISTANCES, "even manhattan": even_manhattan, "mahalanobis": learned(seed)}
    return known[name]


METRICS = ("euclidean", "manhattan", "even manhattan", "mahalanobis")


@pytest.mark.parametrize("name", [*METRICS, "cosine"])
@settings(max_examples=25, deadline=None)
@given(seed=seeds)
def test_never_negative_symmetric_and_zero_to_itself(name, seed):
    x = points(seed)
    d = distance_of(name, seed)(x, x).detach()
    assert float(d.min()) >= -CLOSE
    assert torch.allclose(d, d.T, atol=CLOSE)
    assert float(d.diagonal().abs().max()) <= CLOSE


@pytest.mark.parametrize("name", METRICS)
@settings(max_examples=25, deadline=None)
@given(seed=seeds)
def test_different_points_are_apart_and_no_detour_is_shorter(name, seed):
    x = points(seed)
    d = distance_of(name, seed)(x, x).detach()
    assert float((d + torch.eye(9)).min()) > 0
    detours = d[:, :, None] + d[None, :, :]  # from i by way of j to k
    assert bool((d[:, None, :] <= detours + CLOSE).all())


def test_cosine_breaks_the_triangle_inequality_as_its_description_says():
    angles = torch.tensor([0.0, 45.0, 90.0], dtype=torch.float64).deg2rad()
    d = cosine(*[torch.stack([angles.cos(), angles.sin()], dim=1)] * 2)
    assert float(d[0, 2]) == pytest.approx(1.0)
    assert float(d[0, 1]) == pytest.approx(0.2929, abs=1e-4)
    assert d[0, 1] + d[1, 2] < d[0, 2]


def test_each_is_its_formula():
    a, b = points(1)[:4], points(2)[:5]
    mahalanobis = learned(3)
    matrix = (mahalanobis.factor.T @ mahalanobis.factor).detach()
    for i in range(4):
        for j in range(5):
            gap = a[i] - b[j]
            assert float(euclidean(a, b)[i, j]) == pytest.approx(sum(g**2 for g in gap) ** 0.5)
            assert float(manhattan(a, b)[i, j]) == pytest.approx(float(sum(abs(g) for g in gap)))
            assert float(even_manhattan(a, b)[i, j] * 6**0.5) == pytest.approx(
                float(manhattan(a, b)[i, j])
            )
            assert float(cosine(a, b)[i, j]) == pytest.approx(1 - float(a[i] @ b[j]))
            by_matrix = float(gap @ matrix @ gap) ** 0.5
            assert float(mahalanobis(a, b)[i, j].detach()) == pytest.approx(by_matrix)


def test_mahalanobis_starts_as_the_euclidean_distance():
    x = points(4).float()
    assert torch.equal(Mahalanobis(6)(x, x), euclidean(x, x))


@settings(max_examples=25, deadline=None)
@given(seed=seeds)
def test_even_manhattan_is_at_most_the_euclidean_distance(seed):
    x = points(seed)
    assert bool((even_manhattan(x, x) <= euclidean(x, x) + CLOSE).all())


@pytest.mark.parametrize("rows", [3, 40])  # torch takes another way from 26 rows on
def test_gradients_are_finite_where_points_coincide(rows):
    x = torch.ones(rows, 6, requires_grad=True)
    euclidean(x, x).sum().backward()
    assert x.grad is not None and bool(torch.isfinite(x.grad).all())
    assert float(euclidean(x, x).detach().max()) == 0
