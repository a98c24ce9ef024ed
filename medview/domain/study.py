"""A reading study: several readers grade the same photographs blind, some of them twice.

Kappa between readers means little without the reader's own: Landis and Koch, Biometrics
1977;33:159-174; hidden repeats measure it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from medview.domain.case import Case, Problem
from medview.domain.grade import Grade
from medview.domain.model import ModelRef

MOST_REPEATED = 0.5  # share of the photographs that may come up again


class Stage(StrEnum):
    """A photograph is first graded blind, then, where the plan says so, with the model shown."""

    BLIND = "blind"
    AIDED = "aided"


@dataclass(frozen=True)
class StudyPlan:
    """What the lead set up.

    `repeat_share` in [0, 0.5] of the photographs come up twice; `most` (0: no limit) draws so
    many of those chosen. Grades that differ by `least_steps` (1 or 2) are adjudicated.
    """

    name: str
    readers: tuple[str, ...]
    repeat_share: float = 0.1
    is_aided: bool = False
    least_steps: int = 1
    hides_readers: bool = True
    most: int = 0
    seed: int = 0


@dataclass(frozen=True)
class Study:
    """A plan with its photographs, and each reader's order as positions of `photos`."""

    id: str
    plan: StudyPlan
    photos: tuple[Case, ...]
    orders: Mapping[str, tuple[int, ...]]
    created_by: str
    created_at: datetime


@dataclass(frozen=True)
class Step:
    """What a reader does next: photograph number `photo` at `position` of `total`, from 0."""

    position: int
    photo: int
    stage: Stage
    total: int


@dataclass(frozen=True)
class Read:
    """One confirmed grade (None: ungradable); of one position and stage, the last counts.

    `was_shown` is False when the photograph could not be opened and was passed over. `seconds` it
    was on the screen. `estimate_grade` and `model` are what was shown at the aided stage.
    """

    study_id: str
    reader: str
    position: int
    photo: int
    stage: Stage
    grade: Grade | None
    seconds: float
    read_at: datetime
    note: str = ""
    was_shown: bool = True
    estimate_grade: Grade | None = None
    model: ModelRef | None = None


@dataclass(frozen=True)
class Place:
    """Where a reader is: the next step (None: all read), and the one that may be corrected.

    `last` is the read of the step before; `blind` holds the blind grades of these two positions.
    """

    study_id: str
    reader: str
    step: Step | None
    before: Step | None
    last: Read | None
    blind: Mapping[int, Grade | None]


@dataclass(frozen=True)
class Decision:
    """The grade (None: ungradable) decided for a photograph that readers graded differently."""

    study_id: str
    photo: int
    grade: Grade | None
    decided_by: str
    decided_at: datetime
    note: str = ""


@dataclass(frozen=True)
class StudyEstimate:
    """What a model says of a photograph of a study; `grade` is None when it abstained."""

    study_id: str
    photo: int
    grade: Grade | None
    model: ModelRef
    estimated_at: datetime


@dataclass(frozen=True)
class Disagreement:
    """A photograph to adjudicate: its first blind grades in the order shown, by letter or name."""

    photo: int
    case: Case
    grades: tuple[tuple[str, Grade | None], ...]
    decision: Decision | None = None


@dataclass(frozen=True)
class StudySetUp:
    """A study that was set up, and the photographs left out of it, each with why."""

    study: Study
    left_out: tuple[Problem, ...]


@dataclass(frozen=True)
class StudyProgress:
    """How far each reader is: confirmed positions of all."""

    study: Study
    done: Mapping[str, int]

    @property
    def is_complete(self) -> bool:
        """True when every reader has read everything."""
        return all(self.done[name] == len(order) for name, order in self.study.orders.items())
