"""The quality gate of a model whose cases carry a grade, but nothing of how good they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

REFUSED = 0.01  # this share of photographs that were graded falls below the gate
PLAIN: Mapping[str, Any] = {"slope": 1.0, "intercept": 0.0}
SAME = 1e-4  # logits that differ by less tell nothing apart


def tells_quality(logits: NDArray[np.float32]) -> bool:
    """Return whether the network's quality logits (N, A) differ from photograph to photograph."""
    return bool(np.ptp(logits[:, 0]) > SAME)


def graded_gate(
    logits: NDArray[np.float32], taken_over: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the card's calibration of quality, of the logits (N, A) of photographs with a grade.

    Slopes and aspects are those of the model whose quality head was taken over. A photograph that
    somebody graded could be graded: the gate lies where it refuses one in a hundred of them. A head
    that tells nothing apart refuses none.
    """
    fit = {**PLAIN, **(taken_over or {})}
    if not tells_quality(logits):
        return {**PLAIN, "threshold": 0.0}
    line = fit["slope"] * logits[:, 0].astype(np.float64) + fit["intercept"]
    return {**fit, "threshold": float(np.quantile(1 / (1 + np.exp(-line)), REFUSED))}
