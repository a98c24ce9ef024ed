"""The risk of diabetic macular oedema (DME): what hard exudate near the macula tells of it.

The three steps are those of IDRiD (Porwal et al., Data 2018;3:25, "risk of macular edema"): 0 no
hard exudate in view, 1 none within a disc diameter of the macula's centre, 2 some within it. A
photograph shows no swelling: that takes optical coherence tomography, or stereoscopic examination.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

import numpy as np

from medview.domain.case import CaseId
from medview.domain.lesions import MacularExudate
from medview.domain.model import ModelRef
from medview.domain.readers import same_reader


class OedemaRisk(IntEnum):
    """How much speaks for macular oedema."""

    NONE = 0
    POSSIBLE = 1
    REFERABLE = 2

    @property
    def words(self) -> str:
        """The risk in English words, for tables and files."""
        return ("no risk seen", "possible risk", "referable risk")[self]


@dataclass(frozen=True)
class OedemaCuts:
    """From which measure on a risk is told; from the card of the lesion model.

    `possible` is a share of the retina in view, `referable` one of the circle of one disc diameter
    around the macula's centre; both of hard exudate, weighed by probability.
    """

    possible: float
    referable: float

    @classmethod
    def from_card(cls, calibration: Mapping[str, Any]) -> OedemaCuts | None:
        """Read the card's numbers, None where it has none; raise ValueError when they are wrong."""
        told = calibration.get("oedema")
        if told is None:
            return None
        cuts = cls(float(told["possible"]), float(told["referable"]))
        if not all(np.isfinite(cut) and 0 < cut < 1 for cut in (cuts.possible, cuts.referable)):
            raise ValueError("the cut points of 'oedema' must be shares")
        return cuts

    def risk(self, exudate: MacularExudate) -> OedemaRisk:
        """Return the risk that goes with the hard exudate of a photograph."""
        if exudate.share >= self.referable:
            return OedemaRisk.REFERABLE
        return OedemaRisk.POSSIBLE if exudate.anywhere >= self.possible else OedemaRisk.NONE


@dataclass(frozen=True)
class OedemaEstimate:
    """What the model says of one photograph; `risk` is None when it abstains, `reason` says why.

    `share` is the hard exudate within one disc diameter of the macula, as a share of that circle.
    """

    case_id: CaseId
    risk: OedemaRisk | None
    share: float | None
    reason: str
    model: ModelRef


@dataclass(frozen=True)
class OedemaDecision:
    """What a reader says instead or as well; `risk` None: the reader's word was taken back.

    `estimate` is what the model had said (None: it had abstained or was not asked).
    """

    case_id: CaseId
    risk: OedemaRisk | None
    estimate: OedemaRisk | None
    reader: str
    decided_at: datetime
    model: ModelRef | None


@dataclass(frozen=True)
class OedemaReading:
    """What is known of one photograph: the model's estimate, and the reader's word that counts."""

    estimate: OedemaEstimate | None = None
    decision: OedemaDecision | None = None

    @property
    def is_readers(self) -> bool:
        """True when a reader's word stands."""
        return self.decision is not None and self.decision.risk is not None

    @property
    def risk(self) -> OedemaRisk | None:
        """The reader's word, or else the model's; None when nobody says."""
        if self.decision is not None and self.decision.risk is not None:
            return self.decision.risk
        return self.estimate.risk if self.estimate is not None else None

    def as_seen_by(self, reader: str) -> OedemaReading:
        """Return what `reader` may see while blind to others: the estimate, and one's own word."""
        is_own = self.decision is None or same_reader(self.decision.reader, reader)
        return self if is_own else OedemaReading(self.estimate)

    @property
    def model(self) -> ModelRef | None:
        """The model that was asked."""
        if self.estimate is not None:
            return self.estimate.model
        return self.decision.model if self.decision is not None else None


@dataclass(frozen=True)
class OedemaAccuracy:
    """How well risk 2 was told from 0 and 1 on photographs that were not learned from.

    `auc` with its 95 % interval; `sensitivity` and `specificity` at the cut point of the card.
    """

    auc: float
    low: float
    high: float
    images: int
    sensitivity: float
    specificity: float

    @classmethod
    def from_card(cls, validation: Mapping[str, Any]) -> OedemaAccuracy | None:
        """Read the card's figures; None where it has none."""
        told = validation.get("hard_exudate_near_the_macula", {})
        if "auc_risk_2" not in told or "referable" not in told:
            return None
        auc, at_cut = told["auc_risk_2"], told["referable"]
        low, high = auc["ci95"]
        return cls(
            auc["value"],
            low,
            high,
            auc["images"],
            at_cut["sensitivity"]["value"],
            at_cut["specificity"]["value"],
        )


def worst(readings: Mapping[CaseId, OedemaReading]) -> OedemaReading | None:
    """Return the reading that speaks for an eye: a reader's before a model's, then the worst."""
    told = [reading for reading in readings.values() if reading.risk is not None]
    if not told:
        return next(iter(readings.values()), None)
    return max(told, key=lambda reading: (reading.is_readers, reading.risk))
