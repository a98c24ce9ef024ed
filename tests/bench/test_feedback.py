"""Figures of the feedback benchmark, against what a person would count."""

from __future__ import annotations

import numpy as np
import pytest

from medview.bench import feedback
from medview.bench.feedback import Searched


def unit(vectors: np.ndarray) -> np.ndarray:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def searched() -> Searched:
    """Two classes that lie over each other, two pictures a patient."""
    rng = np.random.default_rng(2)
    middles = unit(rng.normal(size=(2, 8)))
    labels = np.arange(120) // 2 % 2
    vectors = unit(middles[labels] + 0.5 * rng.normal(size=(120, 8)))
    return Searched(
        vectors, np.array(["a", "b"])[labels], np.array([f"p{i // 2}" for i in range(120)])
    )


def test_the_querys_own_patient_is_never_ranked(searched: Searched) -> None:
    order = searched.ranked(searched.embeddings[7], 7)
    assert len(order) == 118 and not {6, 7} & set(order.tolist())


def test_judging_by_label_helps_and_what_was_judged_is_no_figure(searched: Searched) -> None:
    table = np.array([searched.rounds(own, lambda right: right) for own in range(120)])
    assert table.shape == (120, 1 + 2 * feedback.ROUNDS)
    gains = np.diff(table[:, 1:], axis=1)[:, ::2].mean(axis=0)
    assert gains[0] > 0.01 and gains[1] > gains[0]


def test_a_ranking_of_the_right_first_is_perfect(searched: Searched) -> None:
    right_first = np.argsort(searched.labels != searched.labels[0], kind="stable")
    assert searched._map_at_r(right_first, 0, np.zeros(0, np.int64)) == 1
    assert np.isnan(searched._map_at_r(right_first, 0, np.flatnonzero(searched.labels == "a")))


def test_judging_by_regions_takes_their_embeddings(searched: Searched) -> None:
    same = {
        "whole": searched.embeddings,
        "noise": unit(np.random.default_rng(4).normal(size=(120, 8))),
    }
    regions = Searched(searched.embeddings, searched.labels, searched.patients, same)
    for own in (0, 7, 60):
        whole = searched.rounds(own, lambda right: right)
        assert regions.rounds(own, lambda right: right, "whole") == whole
        assert regions.rounds(own, lambda right: right, "noise")[:2] == whole[:2]
    gains = [
        np.diff([regions.rounds(own, lambda right: right, name) for own in range(120)])[:, 1].mean()
        for name in ("whole", "noise")
    ]
    assert gains[0] > gains[1]


def test_figures_of_a_half_are_of_its_queries_alone(searched: Searched) -> None:
    asked = np.arange(120) % 4 < 2
    table = [searched.rounds(own, lambda right: right) for own in np.flatnonzero(asked).tolist()]
    figures = feedback._sampled(searched, lambda right: right, asked=asked).figures()
    gain = np.mean([row[2] - row[1] for row in table])
    assert figures["gain_1"]["value"] == pytest.approx(gain, abs=1e-4)
    assert figures["gain_1"]["low"] <= gain <= figures["gain_1"]["high"]


def test_a_box_becomes_the_pixels_it_touches() -> None:
    region = feedback._region((1.2, 3.0, 4.1, 5.5))
    assert (region.x, region.y, region.width, region.height) == (1, 3, 4, 3)
