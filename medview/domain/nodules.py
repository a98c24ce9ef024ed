"""Lung nodules on a CT: candidates, what readers made of them, and how a detector is judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from medview.domain.case import CaseId
from medview.domain.model import ModelRef

NODULE, NORMAL = "nodule", "normal"
RATED = "malignancy "  # how the label of a rated nodule begins; its number follows
SCALE = 16.0  # of a cosine before the softmax, in training and at work

Floats = npt.NDArray[np.floating]


@dataclass(frozen=True)
class RatedNodule:
    """A nodule that radiologists rated, 1 (malignancy highly unlikely) to 5 (highly suspicious)."""

    case_id: CaseId
    malignancy: int
    distance: float


@dataclass(frozen=True)
class Nodule:
    """One candidate.

    `slice` counts the images of the case from 0, `centre` is (x, y) in pixels of that image, and
    `position` the place in the patient in mm (PS3.3 C.7.6.2.1.1). `diameter` is that of a ball of
    its size in mm. `probability` is calibrated on candidates that other programs had picked: read
    it as an order, not as a risk. `rated` are the nearest nodules that radiologists rated.
    """

    slice: int
    centre: tuple[float, float]
    position: tuple[float, float, float]
    diameter: float
    probability: float
    rated: tuple[RatedNodule, ...] = ()


@dataclass(frozen=True)
class NoduleFindings:
    """The candidates of one series, most probable first; `places` counts what was looked at."""

    case_id: CaseId
    model: ModelRef
    candidates: tuple[Nodule, ...] = ()
    places: int = 0


@dataclass(frozen=True)
class NoduleDecision:
    """What a reader made of a candidate; the newest of a place is what counts."""

    case_id: CaseId
    nodule: Nodule
    accepted: bool
    reader: str
    decided_at: datetime
    model: ModelRef


@dataclass(frozen=True)
class NoduleReview:
    """What the model found in a series, and the newest decision on each place of it."""

    findings: NoduleFindings
    decisions: tuple[NoduleDecision, ...] = ()


def newest_of_each(decisions: Sequence[NoduleDecision]) -> tuple[NoduleDecision, ...]:
    """Return the newest decision on each place, of decisions in the order of time."""
    return tuple({one.nodule.position: one for one in decisions}.values())


@dataclass(frozen=True)
class NoduleCalibration:
    """How a margin becomes a probability, and from which one on a mark is shown."""

    slope: float
    intercept: float
    threshold: float

    @classmethod
    def from_card(cls, calibration: Mapping[str, Any]) -> NoduleCalibration:
        """Read the card's numbers; raise KeyError, TypeError or ValueError when they are not."""
        numbers = [float(calibration[name]) for name in cls.__dataclass_fields__]
        if not np.isfinite(numbers).all():
            raise ValueError("'calibration' holds numbers that are not finite")
        return cls(*numbers)

    def probability(self, found: Floats) -> Floats:
        """Return the probability of margins (N,)."""
        logits = np.clip(self.slope * found + self.intercept, -30, 30)
        return np.asarray(1.0 / (1.0 + np.exp(-logits)), np.float32)


def margins(
    embeddings: npt.NDArray[np.float32],
    prototypes: npt.NDArray[np.float32],
    labels: Sequence[str],
) -> npt.NDArray[np.float32]:
    """Return how much nearer embeddings (N, D) are to nodules than to normal tissue, (N,).

    log sum exp over SCALE times the cosines to the prototypes (P, D) labelled NODULE, less that of
    those labelled NORMAL: the log odds of a softmax over prototypes.
    """
    weights = np.exp(SCALE * (embeddings @ prototypes.T - 1.0))
    names = np.asarray(labels)
    near, far = (weights[:, names == name].sum(axis=1) for name in (NODULE, NORMAL))
    return np.asarray(np.log(near + 1e-20) - np.log(far + 1e-20), np.float32)


def free_response(
    scores: Floats, hits: npt.NDArray[np.int64], nodules: int, scans: int = 1
) -> list[tuple[float, float]]:
    """Return (false marks a scan, share of nodules found) at every threshold, the highest first.

    scores (N,) of all marks of the scans; hits (N,) the number of the nodule a mark lies on, -1 for
    none (free-response receiver operating characteristic; Bunch et al., SPIE 1977;127:124-135).
    """
    curve = []
    for threshold in np.unique(scores)[::-1]:
        marked = hits[scores >= threshold]
        found = len(np.unique(marked[marked >= 0]))
        curve.append((float((marked < 0).sum()) / scans, found / nodules))
    return curve
