"""Margins and free response, by plain loops."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import numpy as np
import pytest

from medview.domain.case import CaseId
from medview.domain.model import ModelRef
from medview.domain.nodules import (
    NODULE,
    NORMAL,
    RATED,
    SCALE,
    Nodule,
    NoduleDecision,
    free_response,
    margins,
    newest_of_each,
)

MODEL = ModelRef("nodules", "1.0.0", "0" * 64)


def unit(rng, count, dimension=6):
    vectors = rng.normal(size=(count, dimension))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def test_margins_are_the_log_odds_of_a_softmax_and_rated_ones_have_no_vote():
    rng = np.random.default_rng(0)
    embeddings, prototypes = unit(rng, 4), unit(rng, 7)
    labels = [NODULE, NODULE, NORMAL, NORMAL, NORMAL, f"{RATED}5", f"{RATED}1"]
    found = margins(embeddings, prototypes, labels)
    for vector, margin in zip(embeddings, found, strict=True):
        sums = {NODULE: 0.0, NORMAL: 0.0}
        for prototype, label in zip(prototypes, labels, strict=True):
            if label in sums:
                sums[label] += math.exp(SCALE * float(vector @ prototype))
        assert margin == pytest.approx(math.log(sums[NODULE] / sums[NORMAL]), abs=1e-3)


def test_free_response_counts_each_nodule_once_and_what_lies_on_none():
    rng = np.random.default_rng(1)
    scores = np.round(rng.random(30), 1)
    hits = rng.integers(-1, 4, 30)
    curve = free_response(scores, hits, nodules=5, scans=2)
    thresholds = sorted({float(s) for s in scores}, reverse=True)
    assert len(curve) == len(thresholds)
    for (false, found), threshold in zip(curve, thresholds, strict=True):
        passing = [int(h) for s, h in zip(scores, hits, strict=True) if s >= threshold]
        assert false == pytest.approx(sum(h < 0 for h in passing) / 2)
        assert found == pytest.approx(len({h for h in passing if h >= 0}) / 5)


def test_the_newest_decision_on_a_place_counts():
    def decision(place, accepted):
        nodule = Nodule(3, (1.0, 2.0), place, 8.0, 0.9)
        return NoduleDecision(CaseId("c"), nodule, accepted, "Dr. A", datetime.now(UTC), MODEL)

    here, there = (1.0, 2.0, 3.0), (4.0, 5.0, 6.0)
    kept = newest_of_each([decision(here, True), decision(there, True), decision(here, False)])
    assert {d.nodule.position: d.accepted for d in kept} == {here: False, there: True}
