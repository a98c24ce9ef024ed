from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression

from medview.learning.dataset import Example
from medview.learning.networks import Encoder
from medview.learning.quality import (
    RIDGE,
    RIDGES,
    fit_logits,
    inherit_quality,
    quality_calibration,
    quality_figures,
    ridge,
)


def test_the_fit_is_that_of_a_ridge_logistic_regression():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(200, 6)).astype(np.float32)
    good = (x[:, 0] - x[:, 1] + rng.normal(size=200) > 0).astype(np.float32)
    weight, bias = fit_logits(torch.from_numpy(x), torch.from_numpy(good)[:, None])
    # The library's objective is C times the summed loss and half the squared weights.
    other = LogisticRegression(C=1 / (2 * RIDGE * 200)).fit(x, good)
    assert weight.numpy() == pytest.approx(other.coef_, abs=2e-3)
    assert bias.numpy() == pytest.approx(other.intercept_, abs=2e-3)


def test_what_is_unknown_does_not_move_the_fit():
    torch.manual_seed(0)
    x = torch.randn(60, 3)
    good = (x[:, :1] > 0).float()
    padded = torch.cat([good, torch.full((60, 1), float("nan"))])
    weight, _ = fit_logits(torch.cat([x, 9 * torch.randn(60, 3)]), padded)
    alone, _ = fit_logits(x, good)
    assert torch.allclose(weight, alone, atol=1e-2)


@pytest.fixture
def held() -> list[Example]:
    rng = np.random.default_rng(1)
    labels = rng.integers(0, 2, (80, 4)).astype(float)
    return [
        Example(f"c{i}", Path(), "0", f"p{i // 2}", "deepdrid", "", "val", quality=tuple(row))
        for i, row in enumerate(labels)
    ]


def test_the_gate_refuses_hardly_any_good_photograph(held):
    rng = np.random.default_rng(2)
    labels = np.array([e.quality for e in held])
    logits = (2 * labels - 1 + rng.normal(size=labels.shape)).astype(np.float32)
    calibration = quality_calibration(logits, held)
    assert list(calibration["aspects"]) == ["clarity", "field", "artefact"]
    figures = quality_figures(logits, held, calibration)
    assert figures["good_refused"] <= 0.05 < figures["poor_refused"]
    pairs = [(a, b) for a in logits[labels[:, 0] > 0, 0] for b in logits[labels[:, 0] < 1, 0]]
    by_pairs = np.mean([a > b for a, b in pairs])
    assert figures["overall_auc"]["value"] == pytest.approx(by_pairs, abs=1e-3)


def test_the_ridge_is_that_of_its_equation_and_its_fit_of_rows_left_out():
    torch.manual_seed(0)
    x = torch.randn(30, 5).double()
    y = x @ torch.randn(5, 2).double() + 0.3 * torch.randn(30, 2).double() + 2
    weight, bias, alike = ridge(x, y)

    def solved(rows, strength):
        middle, mean = y[rows].mean(dim=0), x[rows].mean(dim=0)
        inside = x[rows] - mean
        matrix = inside.T @ inside + strength * torch.eye(5).double()
        return torch.linalg.solve(matrix, inside.T @ (y[rows] - middle)).T, middle, mean

    fits = [solved(torch.arange(30), 30 * strength)[0] for strength in RIDGES]
    assert any(torch.allclose(weight, fit, atol=1e-8) for fit in fits)
    assert torch.allclose(bias + weight @ x.mean(dim=0), y.mean(dim=0))
    said = []
    for row in range(30):
        rows = torch.tensor([r for r in range(30) if r != row])
        best = next(s for s, fit in zip(RIDGES, fits, strict=True) if torch.allclose(weight, fit))
        left, middle, mean = solved(rows, 30 * best)
        said.append(middle + left @ (x[row] - mean))
    given = torch.stack(said)
    by_hand = [float(torch.corrcoef(torch.stack([y[:, k], given[:, k]]))[0, 1]) for k in range(2)]
    assert alike == pytest.approx(sum(by_hand) / 2, abs=1e-3)


def test_a_new_trunk_inherits_what_the_old_one_says_of_quality():
    torch.manual_seed(0)
    teacher, student = Encoder(8, grades=True).eval(), Encoder(8, grades=True).eval()
    rng = np.random.default_rng(0)
    light, tilt = rng.uniform(0.2, 1, (2, 40, 1, 1, 1))
    slope = np.linspace(0, 1, 32)[None, None, None]
    pictures = np.repeat(light * (1 - tilt * slope * np.ones((1, 1, 32, 1))), 3, axis=1)
    batches = np.split(pictures.astype(np.float32), 4)
    alike = inherit_quality(student, teacher, [(each, each) for each in batches])
    assert alike > 0.9
    pictures = pictures.astype(np.float32)
    with torch.no_grad():
        old = teacher(torch.from_numpy(pictures)).quality_logits
        new = student(torch.from_numpy(pictures)).quality_logits
    assert float((old - new).abs().mean()) < 0.2 * float(old.std(dim=0).mean())
