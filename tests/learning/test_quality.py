from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression

from medview.learning.dataset import Example
from medview.learning.quality import RIDGE, fit_logits, quality_calibration, quality_figures


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
