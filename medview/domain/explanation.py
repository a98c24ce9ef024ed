"""Why a photograph got its grade, and where two photographs are alike."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from medview.domain.case import CaseId
from medview.domain.grade import Grade
from medview.domain.model import ModelRef
from medview.domain.region import Region


@dataclass(frozen=True)
class Deletion:
    """How much a result fell without a region, and without the same region elsewhere."""

    effect: float
    elsewhere: tuple[float, ...]

    @property
    def passed(self) -> bool:
        """True when no other place of the same size mattered as much."""
        return self.effect > max(self.elsewhere, default=0.0)


@dataclass(frozen=True)
class Spot:
    """A round place on a photograph, in pixels of the original image."""

    x: float
    y: float
    rx: float
    ry: float


@dataclass(frozen=True)
class Frame:
    """Where the square an encoder sees lies on the photograph, in pixels of the original image."""

    left: float
    top: float
    width: float
    height: float

    def spot(self, x: float, y: float, radius: float) -> Spot:
        """Return the spot at x, y of a radius, all as shares of the square."""
        return Spot(
            self.left + x * self.width,
            self.top + y * self.height,
            radius * self.width,
            radius * self.height,
        )

    def mask(self, region: Region, side: int) -> npt.NDArray[np.bool_]:
        """Return which pixels (side, side) of the square a region on the photograph touches."""
        found = np.zeros((side, side), np.bool_)
        columns = self._pixels(region.x - self.left, region.width, side / self.width)
        rows = self._pixels(region.y - self.top, region.height, side / self.height)
        found[rows, columns] = True
        return found

    @staticmethod
    def _pixels(start: float, length: float, scale: float) -> slice:
        """Return the pixels, none below 0, that a stretch of the photograph touches."""
        first, end = math.floor(start * scale), math.ceil((start + length) * scale)
        return slice(max(first, 0), max(end, 0))


@dataclass(frozen=True, eq=False)
class Explanation:
    """The evidence for a grade: believed, and shown, only when its deletion test passed.

    `heat` (h, w) is what each place of `frame` adds to the grade; `spots` are the places whose
    removal lowers it, the most telling first. `reason` says why it is not shown, "" when it is.
    """

    case_id: CaseId
    heat: npt.NDArray[np.float32]
    frame: Frame
    spots: tuple[Spot, ...]
    deletion: Deletion
    reason: str
    model: ModelRef

    @property
    def is_shown(self) -> bool:
        """True when there is evidence that stood its test."""
        return not self.reason


def heat_shares(heat: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return how strongly each place of heat (h, w) is marked, in [0, 1].

    What adds little stays clear; what speaks against the grade is not marked.
    """
    positive = np.clip(heat, 0, None)
    shares: npt.NDArray[np.float32] = (positive / max(float(positive.max(initial=0)), 1e-6)) ** 2
    return shares


@dataclass(frozen=True, eq=False)
class Correspondence:
    """Which places of a neighbour's image look like places of this one.

    `pairs` holds (place here, place there); believed when the neighbour without its places is
    less alike than without the same places elsewhere (`deletion`). Of an eye the places here are
    the evidence for its grade, which has stood its test; of other images they have theirs, `here`.
    """

    case_id: CaseId
    neighbour_id: CaseId
    pairs: tuple[tuple[Spot, Spot], ...]
    deletion: Deletion
    reason: str
    model: ModelRef
    here: Deletion | None = None

    @property
    def is_shown(self) -> bool:
        """True when there are places that stood their test."""
        return not self.reason


class Verdict(StrEnum):
    """What a reader made of something that was shown; taking back leaves it undecided again."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True, eq=False)
class EvidenceDecision:
    """What a reader made of the evidence for a grade; the newest of a photograph and model counts.

    `found` is kept whole: a report draws what was accepted, not what is found another day. `grade`
    is the grade it was shown for, None when the model abstained.
    """

    found: Explanation
    grade: Grade | None
    verdict: Verdict
    reader: str
    decided_at: datetime
