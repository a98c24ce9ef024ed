"""A patient's earlier visits: how a grade changed, and how one photograph lies over another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from medview.domain.case import Case, CaseId
from medview.domain.grade import Grade
from medview.domain.model import ModelRef

INVERTING_STEPS = 30


def day_of(date: str) -> str:
    """Return a date as YYYY-MM-DD, so that text order is time order; DICOM writes YYYYMMDD."""
    return f"{date[:4]}-{date[4:6]}-{date[6:]}" if len(date) == 8 and date.isdigit() else date


@dataclass(frozen=True)
class Change:
    """From the grade of an earlier visit to today's; None where there is none."""

    before: Grade | None
    now: Grade | None

    @property
    def steps(self) -> int | None:
        """Grades worse (above 0) or better (below 0); None when one of them is missing."""
        if self.before is None or self.now is None:
            return None
        return int(self.now) - int(self.before)

    @property
    def arrow(self) -> str:
        """A sign beside the words: up is worse."""
        if self.steps is None:
            return "?"
        return "=" if self.steps == 0 else "↑" if self.steps > 0 else "↓"


@dataclass(frozen=True)
class GradeSaid:
    """The grade of a photograph: signed by `reader`, or else of the model's estimate.

    `grade` is None for a photograph signed as ungradable, or without any grade.
    """

    grade: Grade | None = None
    reader: str = ""
    model: ModelRef | None = None

    @property
    def is_signed(self) -> bool:
        """True when a person put their name to it."""
        return bool(self.reader)


@dataclass(frozen=True)
class Visit:
    """A photograph of the same eye at another time; `date` is YYYY-MM-DD.

    `is_signing_day` is True where the file does not say when it was taken.
    """

    case: Case
    date: str
    said: GradeSaid
    change: Change
    is_signing_day: bool = False


@dataclass(frozen=True)
class Visits:
    """The earlier visits of an eye, the latest first, and what is said of it today."""

    case: Case
    said: GradeSaid
    date: str
    earlier: tuple[Visit, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where the retina is: centre and radii in pixels of the whole photograph."""

    cx: float
    cy: float
    rx: float
    ry: float

    def relative(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the photograph from the retina's centre, 1 at its border."""
        return (x - self.cx) / self.rx, (y - self.cy) / self.ry

    def absolute(self, u: float, v: float) -> tuple[float, float]:
        """Return the point of the photograph that is (u, v) from the retina's centre."""
        return self.cx + u * self.rx, self.cy + v * self.ry


@dataclass(frozen=True)
class Alignment:
    """How an earlier photograph lies over today's; `fault` says why it does not ("" if it does).

    `to_earlier`: 12 numbers, two rows of the map of (1, u, v, uu, uv, vv), where (u, v) is a point
    from the retina's centre in radii. `pairs` of points were compared, `agreeing` of them agree;
    `before`, `after`: correlation of the vessels where both are in view; `overlap`: the share of
    today's retina that the earlier photograph shows. `model` gave the embeddings of the points,
    None where vessels alone were compared.
    """

    case_id: CaseId
    earlier_id: CaseId
    to_earlier: tuple[float, ...] = ()
    here: Place | None = None
    there: Place | None = None
    pairs: int = 0
    agreeing: int = 0
    before: float = 0.0
    after: float = 0.0
    overlap: float = 0.0
    model: ModelRef | None = None
    fault: str = ""

    def earlier_point(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the earlier photograph that shows what (x, y) of today's shows."""
        assert self.here is not None and self.there is not None
        return self.there.absolute(*self._moved(*self.here.relative(x, y)))

    def today_point(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of today's photograph that shows what (x, y) of the earlier one shows.

        Found by stepping: the map is near to "the same place", so each step takes most of the way.
        """
        assert self.here is not None and self.there is not None
        wanted = self.there.relative(x, y)
        u, v = wanted
        for _ in range(INVERTING_STEPS):
            across, down = self._moved(u, v)
            u, v = u + wanted[0] - across, v + wanted[1] - down
        return self.here.absolute(u, v)

    def _moved(self, u: float, v: float) -> tuple[float, float]:
        terms = (1.0, u, v, u * u, u * v, v * v)
        across, down = self.to_earlier[:6], self.to_earlier[6:]
        return (
            sum(a * t for a, t in zip(across, terms, strict=True)),
            sum(a * t for a, t in zip(down, terms, strict=True)),
        )


@dataclass(frozen=True)
class AlignmentDecision:
    """What a reader made of an alignment; the newest of two photographs is what counts."""

    alignment: Alignment
    accepted: bool
    reader: str
    decided_at: datetime


@dataclass(frozen=True, eq=False)
class LaidOver:
    """Today's photograph (h, w, 3), and the earlier one as it lies over it (h, w, 4), RGBA.

    Both are empty where the alignment has a fault. `full_size` is the (width, height) of today's
    whole photograph. `decision` is what a reader made of this very alignment before.
    """

    alignment: Alignment
    today: npt.NDArray[np.uint8]
    earlier: npt.NDArray[np.uint8]
    full_size: tuple[int, int] = (0, 0)
    decision: AlignmentDecision | None = None
