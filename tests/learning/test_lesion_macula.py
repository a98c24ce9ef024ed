"""Cut points and figures of macular oedema, counted again the slow way."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from medview.domain.oedema import OedemaAccuracy, OedemaCuts
from medview.learning.lesion_macula import Measured, best_cut, oedema_figures

CARD = Path(__file__).resolve().parents[2] / "resources/models/lesions/card.json"


@pytest.fixture
def some() -> Measured:
    """Return 60 photographs, the more exudate the higher their risk; one without a macula."""
    rng = np.random.default_rng(3)
    risk = np.repeat([0, 1, 2], 20)
    macular = rng.exponential(0.01, 60) * (1 + 3 * (risk == 2))
    anywhere = rng.exponential(0.001, 60) * (1 + 2 * risk)
    macular[7] = anywhere[7] = np.nan
    return Measured(tuple(f"p{n}" for n in range(60)), risk, macular, anywhere)


def test_the_cut_has_the_largest_sensitivity_and_specificity(some):
    truth, scores = some.seen.risk == 2, some.seen.macular

    def gain(cut: float) -> float:
        hits = sum(s >= cut for s, t in zip(scores, truth, strict=True) if t) / truth.sum()
        falls = sum(s >= cut for s, t in zip(scores, truth, strict=True) if not t) / (~truth).sum()
        return float(hits - falls)

    assert gain(best_cut(truth, scores)) == pytest.approx(max(map(gain, scores)), abs=1e-3)
    assert best_cut(np.array([True, False]), np.array([0.4, 0.0])) == 0.4


def test_figures_are_of_photographs_with_a_macula(some):
    cuts = {"possible": 0.002, "referable": 0.02}
    told = oedema_figures(some, cuts, fitted=99)
    assert told["without_macula"] == 1 and "99 others" in told["on"]
    kept = [n for n in range(60) if n != 7]
    pairs = [
        (some.macular[i] > some.macular[j]) + 0.5 * (some.macular[i] == some.macular[j])
        for i in kept
        for j in kept
        if some.risk[i] == 2 and some.risk[j] != 2
    ]
    assert told["auc_risk_2"]["value"] == pytest.approx(np.mean(pairs), abs=1e-4)
    assert told["auc_risk_2"]["images"] == 59
    right = [some.anywhere[i] < 0.002 for i in kept if some.risk[i] == 0]
    assert told["possible"]["specificity"]["value"] == pytest.approx(np.mean(right), abs=1e-4)
    accuracy = OedemaAccuracy.from_card({"hard_exudate_near_the_macula": told})
    assert accuracy is not None and accuracy.images == 59
    assert accuracy.low <= accuracy.auc <= accuracy.high


def test_the_shipped_card_has_cut_points_and_their_figures():
    card = json.loads(CARD.read_text("utf-8"))
    assert OedemaCuts.from_card(card["calibration"]) is not None
    accuracy = OedemaAccuracy.from_card(card["validation"])
    assert accuracy is not None and accuracy.low > 0.5
