"""Margins are recomputed by plain loops over the softmax they stand for."""

from __future__ import annotations

import math

import numpy as np
import pytest

from medview.domain.lesions import CLASSES, DRAWN, LesionCalibration, class_margins


def unit(rng, count, depth=6):
    x = rng.normal(size=(count, depth))
    return (x / np.linalg.norm(x, axis=1, keepdims=True)).astype(np.float32)


def test_margins_are_the_log_odds_of_the_softmax_over_prototypes():
    rng = np.random.default_rng(0)
    pixels, prototypes = unit(rng, 7), unit(rng, 12)
    labels = [CLASSES[i % len(CLASSES)] for i in range(12)]
    found = class_margins(pixels, prototypes, labels, scale=5.0)
    for n, pixel in enumerate(pixels.tolist()):
        shares = dict.fromkeys(CLASSES, 0.0)
        for prototype, label in zip(prototypes.tolist(), labels, strict=True):
            cosine = sum(a * b for a, b in zip(pixel, prototype, strict=True))
            shares[label] += math.exp(5.0 * cosine)
        for c, kind in enumerate(DRAWN):
            odds = shares[kind] / (sum(shares.values()) - shares[kind])
            assert found[c, n] == pytest.approx(math.log(odds), abs=1e-4)


def numbers(**change):
    names = LesionCalibration.__dataclass_fields__
    return {name: [1.0] * len(DRAWN) for name in names} | change


def test_a_calibration_turns_margins_into_probabilities():
    calibration = LesionCalibration.from_card(numbers(intercepts=[0.0] * 5))
    assert calibration.of_pixels("haemorrhage", np.array([0.0]))[0] == pytest.approx(0.5)
    assert calibration.of_region("haemorrhage", 1.0) == pytest.approx(1 / (1 + math.exp(-2)))


@pytest.mark.parametrize("bad", [[1.0], [1.0, 2.0, 3.0, 4.0, math.inf], ["a"] * 5])
def test_a_calibration_that_has_no_sense_is_refused(bad):
    with pytest.raises(ValueError):
        LesionCalibration.from_card(numbers(slopes=bad))
