"""Whether a model suits a site, measured on cases graded there, and what a person made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from medview.domain.case import Case
from medview.domain.grade import Grade, SignedGrade
from medview.domain.model import ModelCard, ModelRef

Figures = Mapping[str, Mapping[str, float]]  # by name: value, and low and high of its interval
ENOUGH = 200  # graded photographs, below which intervals are wide


class Truth(StrEnum):
    """Which graded cases of the library count; a signature goes before a label."""

    SIGNED = "signed"
    LABELLED = "labelled"
    BOTH = "both"


@dataclass(frozen=True)
class SiteChoice:
    """What is measured on: at most `most` photographs of `source` ("" = all).

    `find` is the share of referable eyes the threshold is to find; `eyes_a_week` is the site's
    throughput, and `referable_share` how many of those are referable (None: as among the cases).
    """

    truth: Truth = Truth.BOTH
    source: str = ""
    most: int = ENOUGH
    find: float = 0.95
    eyes_a_week: float = 0.0
    referable_share: float | None = None


@dataclass(frozen=True)
class SiteReport:
    """What the model is worth at this site, before and after the fit.

    `numbers` go into `referable` of the card's calibration: slope, intercept, threshold;
    `shipped_threshold` is the model's own. `figures` are those of learning.acceptance, by names
    with and without "_before"; `week` and `week_before` what a week brings. `left_out` counts the
    photographs that could not be used: "known" to the model already, "ungradable" or "unread".
    `fitted` is False where there were too few cases, and the model's own numbers stand.
    """

    model: ModelRef
    choice: SiteChoice
    images: int
    patients: int
    referable: int
    left_out: Mapping[str, int]
    fitted: bool
    numbers: Mapping[str, float]
    shipped_threshold: float
    figures: Figures
    week_before: Figures
    week: Figures

    @property
    def as_kept(self) -> dict[str, Any]:
        """What is kept beside the numbers that were accepted, as a JSON object."""
        return {
            "truth": str(self.choice.truth),
            "source": self.choice.source,
            "find": self.choice.find,
            "eyes_a_week": self.choice.eyes_a_week,
            "images": self.images,
            "patients": self.patients,
            "referable": self.referable,
            "figures": self.figures,
            "week": self.week,
        }


@dataclass(frozen=True)
class SiteDecision:
    """A person accepted a calibration of a model for this site, or (`accepted` False) took it back.

    `numbers` are those of SiteReport, `figures` its `as_kept`.
    """

    model: ModelRef
    accepted: bool
    numbers: Mapping[str, float]
    figures: Mapping[str, Any]
    reader: str
    decided_at: datetime

    @property
    def words(self) -> str:
        """Return when it was accepted, and by whom: what goes with every result."""
        return f"{self.decided_at.astimezone():%Y-%m-%d}, {self.reader}"


def for_site(card: ModelCard, decision: SiteDecision | None) -> ModelCard:
    """Return the card with the calibration that counts for this site; its digest stays."""
    if decision is None or not decision.accepted or decision.model.digest != card.ref.digest:
        return card
    referable = {**card.calibration["referable"], **decision.numbers}
    return replace(
        card, calibration={**card.calibration, "referable": referable}, site=decision.words
    )


def true_grade(case: Case, signed: Sequence[SignedGrade], truth: Truth) -> Grade | None:
    """Return the grade people gave a case: the last signature that stands, or its label.

    None where there is none, also for a photograph that was signed as ungradable.
    """
    if signed and truth is not Truth.LABELLED:
        return signed[-1].grade
    if truth is not Truth.SIGNED and case.label in {str(int(grade)) for grade in Grade}:
        return Grade(int(case.label))
    return None
