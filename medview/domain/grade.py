"""Diabetic retinopathy grades (ICDR) and how a model's ordinal output becomes one.

The International Clinical Diabetic Retinopathy severity scale: Wilkinson et al.,
Ophthalmology 2003;110:1677-1682.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from medview.domain.case import CaseId, Eye
from medview.domain.model import ModelRef
from medview.domain.neighbours import Neighbour

FloatArray = npt.NDArray[np.floating]


class Grade(IntEnum):
    """ICDR grade 0-4."""

    NO_DR = 0
    MILD = 1
    MODERATE = 2
    SEVERE = 3
    PROLIFERATIVE = 4

    @property
    def words(self) -> str:
        """The field's name of the grade."""
        return GRADE_WORDS[self]

    @property
    def is_referable(self) -> bool:
        """Moderate NPDR or worse."""
        return self >= Grade.MODERATE


GRADE_LABELS = tuple(str(int(grade)) for grade in Grade)  # as tables and galleries name them
VOTE_K, VOTE_TEMPERATURE = 30, 0.1  # of the neighbours that vote on a grade, on new cards


GRADE_WORDS = {
    Grade.NO_DR: "No DR",
    Grade.MILD: "Mild NPDR",
    Grade.MODERATE: "Moderate NPDR",
    Grade.SEVERE: "Severe NPDR",
    Grade.PROLIFERATIVE: "PDR",
}


def calibrated_cumulative(
    logits: FloatArray, slopes: FloatArray, intercepts: FloatArray
) -> FloatArray:
    """Return P(grade > k), (N, 4), of ordinal logits (N, 4), Platt-scaled per threshold.

    The result never rises with k: a rise left by calibration is levelled by the running minimum.
    Platt, "Probabilistic outputs for support vector machines", 1999.
    """
    probabilities = 1.0 / (1.0 + np.exp(-(logits * slopes + intercepts)))
    levelled: FloatArray = np.minimum.accumulate(probabilities, axis=1)
    return levelled


def grade_probabilities(cumulative: FloatArray) -> FloatArray:
    """Return the five probabilities (N, 5) of P(grade > k) (N, 4): differences of neighbours."""
    bounded = np.concatenate(
        [np.ones((len(cumulative), 1)), cumulative, np.zeros((len(cumulative), 1))], axis=1
    )
    return bounded[:, :-1] - bounded[:, 1:]


def grades_from_scores(scores: FloatArray, cuts: FloatArray) -> npt.NDArray[np.int64]:
    """Return grades (N,) of expected-grade scores (N,) in [0, 4] at four rising cut points."""
    return np.searchsorted(np.asarray(cuts), np.asarray(scores), side="right").astype(np.int64)


@dataclass(frozen=True)
class Calibration:
    """How a DR model's raw outputs become a grade; read from the card's `calibration`.

    `slopes`, `intercepts` (4,): Platt scaling of the ordinal logits. `head_cuts`, `vote_cuts`,
    `shown_cuts` (4,): rising cut points on the expected grade. `fusion_weight` in [0, 1]: the
    head's share of the shown probabilities, the rest is the neighbours'. `threshold`: the
    referable operating point. `flips`: average over the mirrored image.
    """

    slopes: FloatArray
    intercepts: FloatArray
    head_cuts: FloatArray
    vote_cuts: FloatArray
    shown_cuts: FloatArray
    vote_k: int
    vote_temperature: float
    fusion_weight: float
    referable_slope: float
    referable_intercept: float
    threshold: float
    quality_slope: float
    quality_intercept: float
    quality_threshold: float
    flips: bool
    # slope and intercept of P(adequate) by aspect, in the order of the network's quality logits
    aspects: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    # the limit of the prediction sets (domain.prediction_set) by coverage, as "0.9"
    sets: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def from_card(cls, calibration: Mapping[str, Any]) -> Calibration:
        """Read the card's numbers; raise KeyError when one is missing."""
        vote_numbers, referable = calibration["vote"], calibration["referable"]
        quality = calibration["quality"]
        return cls(
            slopes=np.asarray(calibration["slopes"], dtype=np.float64),
            intercepts=np.asarray(calibration["intercepts"], dtype=np.float64),
            head_cuts=np.asarray(calibration["head_cuts"], dtype=np.float64),
            vote_cuts=np.asarray(vote_numbers["cuts"], dtype=np.float64),
            shown_cuts=np.asarray(calibration["shown_cuts"], dtype=np.float64),
            vote_k=int(vote_numbers["k"]),
            vote_temperature=float(vote_numbers["temperature"]),
            fusion_weight=float(calibration["fusion_weight"]),
            referable_slope=float(referable["slope"]),
            referable_intercept=float(referable["intercept"]),
            threshold=float(referable["threshold"]),
            quality_slope=float(quality["slope"]),
            quality_intercept=float(quality["intercept"]),
            quality_threshold=float(quality["threshold"]),
            flips=bool(calibration["flips"]),
            aspects={
                name: (float(fit["slope"]), float(fit["intercept"]))
                for name, fit in quality.get("aspects", {}).items()
            },
            sets={name: float(limit) for name, limit in calibration.get("sets", {}).items()},
        )


@dataclass(frozen=True)
class Readings:
    """Both witnesses and the shown result for N images: probabilities (N, 5), grades (N,)."""

    head: FloatArray
    head_grades: npt.NDArray[np.int64]
    vote: FloatArray
    vote_grades: npt.NDArray[np.int64]
    shown: FloatArray
    shown_grades: npt.NDArray[np.int64]
    referable: FloatArray


def expected_grade(probabilities: FloatArray) -> FloatArray:
    """Return the mean grade (N,) of probabilities (N, 5)."""
    mean: FloatArray = probabilities @ np.arange(probabilities.shape[1])
    return mean


def read_grades(logits: FloatArray, shares: FloatArray, calibration: Calibration) -> Readings:
    """Turn ordinal logits (N, 4) and neighbour shares (N, 5) into calibrated readings."""
    cumulative = calibrated_cumulative(logits, calibration.slopes, calibration.intercepts)
    head = grade_probabilities(cumulative)
    weight = calibration.fusion_weight
    shown = weight * head + (1.0 - weight) * shares
    return Readings(
        head=head,
        head_grades=grades_from_scores(expected_grade(head), calibration.head_cuts),
        vote=shares,
        vote_grades=grades_from_scores(expected_grade(shares), calibration.vote_cuts),
        shown=shown,
        shown_grades=grades_from_scores(expected_grade(shown), calibration.shown_cuts),
        referable=referable_probability(shown, calibration),
    )


def referable_probability(shown: FloatArray, calibration: Calibration) -> FloatArray:
    """Return the calibrated P(moderate or worse), (N,), of shown probabilities (N, 5)."""
    mass = shown[:, Grade.MODERATE :].sum(axis=1)
    return sigmoid(calibration.referable_slope * logit(mass) + calibration.referable_intercept)


def logit(probability: FloatArray) -> FloatArray:
    """Return the log odds (N,) of probabilities (N,), which are kept off 0 and 1."""
    bounded = np.clip(np.asarray(probability, np.float64), 1e-4, 1 - 1e-4)
    return np.asarray(np.log(bounded / (1 - bounded)))


def sigmoid(log_odds: FloatArray) -> FloatArray:
    """Return the probabilities (N,) of log odds (N,)."""
    return np.asarray(1.0 / (1.0 + np.exp(-log_odds)), np.float64)


def refers(
    referable: FloatArray, shown_grades: npt.NDArray[np.int64], threshold: float
) -> npt.NDArray[np.bool_]:
    """Return which cases (N,) are sent on: by P(referable), or by the grade that is shown."""
    sent: npt.NDArray[np.bool_] = (referable >= threshold) | (shown_grades >= Grade.MODERATE)
    return sent


@dataclass(frozen=True)
class Quality:
    """Gradability of one photograph: `score` in [0, 1], and what speaks against it, in words."""

    score: float
    gradable: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Alone:
    """What one photograph alone would have given; `grade` is that of the model, doubtful or not."""

    grade: Grade
    probabilities: tuple[float, ...]


@dataclass(frozen=True)
class GradeEstimate:
    """What the model says of one photograph's eye; `grade` is None when it abstains.

    `probabilities` are the five of the shown result; `head_grade` and `neighbour_grade` are the
    two witnesses. `reason` says, in words, why it abstained ("" when it did not). `refer` tells
    whether the probability of a referable eye reaches the operating point of the model's card (or
    the shown grade is referable); None when there is no probability.

    Several photographs of one eye are read together: `graded_with` are those whose average the
    grade is of, itself among them unless it was `left_out`, and `photograph` is what this one
    alone said (None when it was not read). `neighbours` and `quality` are its own.

    `grade_set` holds the true grade in at least a `coverage` of all photographs (see
    domain.prediction_set); () when there is none. `site` says when and by whom the calibration
    for this site was accepted that `referable` and `refer` are read with ("": the model's own).
    """

    case_id: CaseId
    eye: Eye | None
    quality: Quality
    grade: Grade | None
    probabilities: tuple[float, ...]
    referable: float | None
    head_grade: Grade | None
    neighbour_grade: Grade | None
    neighbour_shares: tuple[float, ...]
    abstained: bool
    reason: str
    neighbours: tuple[Neighbour, ...]
    model: ModelRef
    refer: bool | None = None
    photograph: Alone | None = None
    graded_with: tuple[CaseId, ...] = ()
    left_out: tuple[CaseId, ...] = ()
    grade_set: tuple[Grade, ...] = ()
    coverage: float = 0.0
    site: str = ""


@dataclass(frozen=True)
class SignedGrade:
    """A grade a person put their name to (`grade` None: signed as ungradable).

    `estimate_grade` is what the model had shown (None: it had abstained or was not asked).
    """

    case_id: CaseId
    grade: Grade | None
    estimate_grade: Grade | None
    reader: str
    signed_at: datetime
    model: ModelRef | None
    note: str = ""

    @property
    def is_override(self) -> bool:
        """True when the reader decided otherwise than the model."""
        return self.grade != self.estimate_grade
