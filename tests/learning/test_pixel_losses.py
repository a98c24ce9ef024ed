"""Losses over pixels are recomputed by plain loops over their equations."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from medview.domain.lesions import SCALE
from medview.learning import pixel_losses
from medview.learning.lesions import HARD_OF_CLASS, drawn_pixels
from medview.learning.pixel_measures import average_precision, best_threshold, counts_by_score

COUNTS = (2, 1, 3)


@pytest.fixture
def pixels() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    torch.manual_seed(2)
    x = torch.nn.functional.normalize(torch.randn(9, 5), dim=1)
    prototypes = torch.nn.functional.normalize(torch.randn(sum(COUNTS), 5), dim=1)
    return x, torch.tensor([0, 0, 0, 0, 1, 1, 2, 2, 2]), prototypes


def owner_of(prototype: int) -> int:
    return next(c for c in range(3) if prototype < sum(COUNTS[: c + 1]))


def looped_logits(x, prototypes):
    rows = []
    for pixel in x.tolist():
        sums = [0.0] * len(COUNTS)
        for number, prototype in enumerate(prototypes.tolist()):
            cosine = sum(a * b for a, b in zip(pixel, prototype, strict=True))
            sums[owner_of(number)] += math.exp(SCALE * cosine)
        rows.append([math.log(total) for total in sums])
    return rows


def test_a_class_is_as_near_as_its_prototypes_together(pixels):
    x, _, prototypes = pixels
    found = pixel_losses.class_logits(x, 3 * prototypes, COUNTS)
    assert found.tolist() == [pytest.approx(r, abs=1e-4) for r in looped_logits(x, prototypes)]


def test_every_class_counts_the_same_and_the_rest_twice(pixels):
    x, labels, prototypes = pixels
    means = []
    for c in range(3):
        costs = [
            math.log(sum(map(math.exp, row))) - row[c]
            for row, label in zip(looped_logits(x, prototypes), labels.tolist(), strict=True)
            if label == c
        ]
        means.append(sum(costs) / len(costs))
    expected = (means[0] + means[1] + 2 * means[2]) / 4
    found = pixel_losses.to_prototypes(x, labels, prototypes, COUNTS)
    assert float(found) == pytest.approx(expected, rel=1e-4)


def test_prototypes_of_a_class_are_kept_apart(pixels):
    _, _, prototypes = pixels
    costs = []
    for i in range(sum(COUNTS)):
        for j in range(sum(COUNTS)):
            if i != j and owner_of(i) == owner_of(j):
                cosine = float(prototypes[i] @ prototypes[j])
                costs.append(max(0.0, cosine - 0.1))
    found = pixel_losses.spread(prototypes, COUNTS, most=0.1)
    assert float(found) == pytest.approx(sum(costs) / len(costs), rel=1e-4)


def test_the_hardest_background_is_drawn():
    torch.manual_seed(0)
    counts = (1, 1, 1, 1, 1, 1)
    prototypes = torch.eye(6)
    x = torch.nn.functional.normalize(torch.rand(4000, 6), dim=1)
    labels = torch.full((4000,), 5)
    labels[:40] = 0
    rows = drawn_pixels(x, labels, prototypes, counts, seed=3)
    assert set(range(40)) <= set(rows.tolist())
    hardest = 40 + x[40:, 2].topk(HARD_OF_CLASS).indices
    assert set(hardest.tolist()) <= set(rows.tolist())
    assert torch.equal(rows, drawn_pixels(x, labels, prototypes, counts, seed=3))


def test_average_precision_and_threshold_by_plain_counting():
    rng = np.random.default_rng(0)
    truth = rng.random(400) < 0.2
    scores = np.round(rng.normal(size=400) + truth, 1) + 0.01
    counts = counts_by_score(truth, scores)
    area, recall, best = 0.0, 0.0, (0.0, 0.0)
    for cut in sorted(set(scores.tolist()), reverse=True):
        given = scores >= cut
        hits = int((given & truth).sum())
        area += (hits / truth.sum() - recall) * hits / given.sum()
        recall = hits / truth.sum()
        f1 = 2 * hits / (given.sum() + truth.sum())
        best = max(best, (f1, cut))
    assert average_precision(*counts) == pytest.approx(area, abs=1e-9)
    assert best_threshold(*counts) == pytest.approx(best[1], abs=0.03)
    assert np.isnan(average_precision(counts[0] * 0, counts[1]))
