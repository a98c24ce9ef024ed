"""From the network's outputs and the neighbours to a grade, or to the reason for none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from medview.domain.case import Case
from medview.domain.grade import (
    Calibration,
    Grade,
    GradeEstimate,
    Quality,
    Readings,
    read_grades,
)
from medview.domain.model import ModelCard
from medview.domain.neighbours import Neighbour, vote

GRADE_LABELS = tuple(str(int(grade)) for grade in Grade)
# How many of the nearest measure how unlike the gallery an image is.
DOUBT_NEIGHBOURS = 5
TOO_POOR = "The image quality is too low to grade. Take the photograph again."
# What is wrong, and what to do about it, by the aspects of quality a model knows.
ADVICE = {
    "clarity": "Out of focus or hazy: focus again, clean the lens, let the patient blink first.",
    "field": "Optic disc or macula not well in view: centre between them, let the patient fixate.",
    "artefact": "Shadows or reflections cover the retina: lift the lid, align the camera again.",
}


def quality_of(logits: npt.NDArray[np.float32], calibration: Calibration) -> Quality:
    """Return the gradability: the trained probability of good quality, and whether it suffices.

    `logits` are the network's, the first of good quality as a whole, then one of each aspect the
    card names. Where it does not suffice, the aspects that are more likely wanting than not are
    the reasons.
    """
    score = _probability(logits[0], calibration.quality_slope, calibration.quality_intercept)
    if score >= calibration.quality_threshold:
        return Quality(score, True)
    wanting = [
        ADVICE[name]
        for logit, (name, fit) in zip(logits[1:], calibration.aspects.items(), strict=False)
        if _probability(logit, *fit) < 0.5 and name in ADVICE
    ]
    return Quality(score, False, (TOO_POOR, *wanting))


def _probability(logit: float, slope: float, intercept: float) -> float:
    return float(1.0 / (1.0 + np.exp(-(slope * logit + intercept))))


def refused(case: Case, card: ModelCard, reasons: Sequence[str]) -> GradeEstimate:
    """Return the answer for an image that no grade may be given to, and that was not encoded."""
    return GradeEstimate(
        case_id=case.id,
        eye=case.eye,
        quality=Quality(0.0, False, tuple(reasons)),
        grade=None,
        probabilities=(),
        referable=None,
        head_grade=None,
        neighbour_grade=None,
        neighbour_shares=(),
        abstained=True,
        reason=" ".join(reasons),
        neighbours=(),
        model=card.ref,
    )


def estimate(
    case: Case,
    quality: Quality,
    logits: npt.NDArray[np.float32],
    neighbours: Sequence[Neighbour],
    card: ModelCard,
) -> GradeEstimate:
    """Return the grade of one photograph, or abstain with the reason.

    `logits` (4,) are the network's ordinal logits; `neighbours` the nearest graded cases by
    cosine distance, nearest first, as many as the card's vote asks for.
    """
    calibration = Calibration.from_card(card.calibration)
    shares = neighbour_shares(neighbours, calibration)
    readings = read_grades(logits[None, :].astype(np.float64), shares[None, :], calibration)
    reason = doubt(quality, readings, neighbours, card)
    grade, referable = Grade(int(readings.shown_grades[0])), float(readings.referable[0])
    return GradeEstimate(
        case_id=case.id,
        eye=case.eye,
        quality=quality,
        grade=None if reason else grade,
        probabilities=tuple(float(p) for p in readings.shown[0]),
        referable=referable,
        head_grade=Grade(int(readings.head_grades[0])),
        neighbour_grade=Grade(int(readings.vote_grades[0])),
        neighbour_shares=tuple(float(s) for s in shares),
        abstained=bool(reason),
        reason=reason,
        neighbours=tuple(neighbours),
        model=card.ref,
        refer=referable >= calibration.threshold or grade.is_referable,
    )


def neighbour_shares(
    neighbours: Sequence[Neighbour], calibration: Calibration
) -> npt.NDArray[np.floating]:
    """Return the share (5,) of each grade among the nearest, weighed by distance."""
    voters = neighbours[: calibration.vote_k]
    return vote(
        np.array([n.distance for n in voters]),
        [n.label for n in voters],
        GRADE_LABELS,
        calibration.vote_temperature,
    )


def doubt(
    quality: Quality, readings: Readings, neighbours: Sequence[Neighbour], card: ModelCard
) -> str:
    """Return why no grade is shown, in words; "" when there is no reason to doubt."""
    limits = card.doubt["FUNDUS"]
    if not quality.gradable:
        return " ".join(quality.reasons)
    if unlikeness(neighbours) > limits["distance"]:
        return (
            "This photograph is unlike every graded case the model knows. "
            "It may not be a fundus photograph, or from a camera the model has not seen. "
            "Grade it yourself."
        )
    head, neighbour = int(readings.head_grades[0]), int(readings.vote_grades[0])
    if abs(head - neighbour) >= limits["disagreement"]:
        return (
            f"The two witnesses disagree: the grading head says {Grade(head).words}, "
            f"the nearest graded cases say {Grade(neighbour).words}. Grade it yourself."
        )
    return ""


def unlikeness(neighbours: Sequence[Neighbour]) -> float:
    """Return the mean distance to the nearest cases: how unlike the gallery an image is."""
    nearest = [n.distance for n in neighbours[:DOUBT_NEIGHBOURS]]
    return float(np.mean(nearest)) if nearest else float("inf")
