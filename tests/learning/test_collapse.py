from __future__ import annotations

import numpy as np
import pytest

from medview.learning.collapse import alarm, spread


def unit(x):
    return x / np.linalg.norm(x, axis=1, keepdims=True)


def test_the_spread_is_one_less_the_mean_cosine_of_all_pairs():
    x = unit(np.random.default_rng(0).normal(size=(7, 4)))
    cosines = [float(x[i] @ x[j]) for i in range(7) for j in range(7) if i != j]
    assert spread(x) == pytest.approx(1 - np.mean(cosines))


def test_a_collapse_raises_the_alarm():
    rng = np.random.default_rng(1)
    wide, point = unit(rng.normal(size=(20, 8))), unit(1 + 1e-3 * rng.normal(size=(20, 8)))
    assert spread(point) < 1e-5
    assert "become the same" in alarm(spread(point), spread(wide))
    assert alarm(spread(wide), spread(wide)) == ""


def test_features_that_were_narrow_before_training_raise_none():
    assert alarm(0.015, 0.016) == "" and alarm(0.005, 0.016) != ""
