"""From the network's outputs and the neighbours to a grade, or to the reason for none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from medview.domain.case import Case, CaseId
from medview.domain.grade import (
    GRADE_LABELS,
    Alone,
    Calibration,
    Grade,
    GradeEstimate,
    Quality,
    Readings,
    read_grades,
)
from medview.domain.model import ModelCard
from medview.domain.neighbours import Neighbour, vote
from medview.domain.prediction_set import USUAL_COVERAGE, grade_set

# How many of the nearest measure how unlike the gallery an image is.
DOUBT_NEIGHBOURS = 5
WIDEST_SET = 3  # grades; a set that holds more says too little to be shown as one grade
GRADED_BY_OTHERS = "The eye is graded by its other photographs."
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


@dataclass(frozen=True)
class Shot:
    """One photograph as the network saw it.

    `logits` (4,) are the network's ordinal logits; `neighbours` the nearest graded cases by
    cosine distance, nearest first, as many as the card's vote asks for.
    """

    case: Case
    quality: Quality
    logits: npt.NDArray[np.float32]
    neighbours: Sequence[Neighbour]


def estimate(
    case: Case,
    quality: Quality,
    logits: npt.NDArray[np.float32],
    neighbours: Sequence[Neighbour],
    card: ModelCard,
) -> GradeEstimate:
    """Return the grade of one photograph by itself, or abstain with the reason; see Shot."""
    return estimate_eye([Shot(case, quality, logits, neighbours)], card)[0]


def estimate_eye(
    shots: Sequence[Shot], card: ModelCard, coverage: float = USUAL_COVERAGE
) -> list[GradeEstimate]:
    """Return the grade of one eye, or the reason for none, for each of its photographs.

    Logits and neighbour shares are averaged over the photographs that can be trusted before they
    are read; one that cannot keeps its own reason, and is left out. Call `joined` last. The true
    grade is in the set that goes with the answer in at least a `coverage` of photographs.
    """
    calibration = Calibration.from_card(card.calibration)
    logits = np.stack([shot.logits for shot in shots]).astype(np.float64)
    shares = np.stack([neighbour_shares(shot.neighbours, calibration) for shot in shots])
    faults = [photograph_doubt(shot.quality, shot.neighbours, card) for shot in shots]
    used = [i for i, fault in enumerate(faults) if not fault]
    alone = [read_grades(logits[[i]], shares[[i]], calibration) for i in range(len(shots))]
    if used:
        eye = read_grades(
            logits[used].mean(axis=0, keepdims=True),
            shares[used].mean(axis=0, keepdims=True),
            calibration,
        )
    names = tuple(shots[i].case.id for i in used)
    return [
        _with_set(_answer(shot, own, own, fault, names, card), own, calibration, coverage)
        if fault
        else _with_set(
            _answer(shot, own, eye, witness_doubt(eye, card), names, card),
            eye,
            calibration,
            coverage,
        )
        for shot, own, fault in zip(shots, alone, faults, strict=True)
    ]


def _with_set(
    answer: GradeEstimate, read: Readings, calibration: Calibration, coverage: float
) -> GradeEstimate:
    """Return the answer with its set of grades; one that is too wide leaves the grade to people."""
    limit = calibration.sets.get(f"{coverage:g}")
    if limit is None:
        return answer
    members = grade_set(answer.probabilities, Grade(int(read.shown_grades[0])), limit)
    answer = replace(answer, grade_set=members, coverage=coverage)
    if answer.abstained or len(members) <= WIDEST_SET:
        return answer
    reason = (
        f"At {coverage:.0%} certainty the grade may be anything from {members[0].words} to "
        f"{members[-1].words}. Grade it yourself."
    )
    return replace(answer, grade=None, abstained=True, reason=reason)


def _answer(
    shot: Shot,
    alone: Readings,
    read: Readings,
    reason: str,
    graded_with: tuple[CaseId, ...],
    card: ModelCard,
) -> GradeEstimate:
    """Return what is shown of a photograph: `read` is its eye's, or its own when it is left out."""
    grade, referable = Grade(int(read.shown_grades[0])), float(read.referable[0])
    threshold = float(card.calibration["referable"]["threshold"])
    return GradeEstimate(
        case_id=shot.case.id,
        eye=shot.case.eye,
        quality=shot.quality,
        grade=None if reason else grade,
        probabilities=tuple(float(p) for p in read.shown[0]),
        referable=referable,
        head_grade=Grade(int(read.head_grades[0])),
        neighbour_grade=Grade(int(read.vote_grades[0])),
        neighbour_shares=tuple(float(s) for s in read.vote[0]),
        abstained=bool(reason),
        reason=reason,
        neighbours=tuple(shot.neighbours),
        model=card.ref,
        refer=referable >= threshold or grade.is_referable,
        photograph=Alone(
            Grade(int(alone.shown_grades[0])), tuple(float(p) for p in alone.shown[0])
        ),
        graded_with=graded_with,
        site=card.site,
    )


def joined(answers: Sequence[GradeEstimate], unread: Sequence[CaseId] = ()) -> list[GradeEstimate]:
    """Return the answers for all photographs of one eye, each saying which were left out.

    `unread` are photographs of the eye that could not be opened.
    """
    used = next((answer.graded_with for answer in answers if answer.graded_with), ())
    left_out = (*(answer.case_id for answer in answers if answer.case_id not in used), *unread)
    return [
        replace(
            answer,
            graded_with=used,
            left_out=left_out,
            reason=f"{answer.reason} {GRADED_BY_OTHERS}"
            if used and answer.case_id in left_out
            else answer.reason,
        )
        for answer in answers
    ]


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


def photograph_doubt(quality: Quality, neighbours: Sequence[Neighbour], card: ModelCard) -> str:
    """Return why a photograph cannot be graded, or counted for its eye; "" when it can."""
    if not quality.gradable:
        return " ".join(quality.reasons)
    if unlikeness(neighbours) > card.doubt["FUNDUS"]["distance"]:
        return (
            "This photograph is unlike every graded case the model knows. "
            "It may not be a fundus photograph, or from a camera the model has not seen. "
            "Grade it yourself."
        )
    return ""


def witness_doubt(readings: Readings, card: ModelCard) -> str:
    """Return that the two witnesses disagree (first row of readings), in words, or ""."""
    head, neighbour = int(readings.head_grades[0]), int(readings.vote_grades[0])
    if abs(head - neighbour) >= card.doubt["FUNDUS"]["disagreement"]:
        return (
            f"The two witnesses disagree: the grading head says {Grade(head).words}, "
            f"the nearest graded cases say {Grade(neighbour).words}. Grade it yourself."
        )
    return ""


def unlikeness(neighbours: Sequence[Neighbour]) -> float:
    """Return the mean distance to the nearest cases: how unlike the gallery an image is."""
    nearest = [n.distance for n in neighbours[:DOUBT_NEIGHBOURS]]
    return float(np.mean(nearest)) if nearest else float("inf")
