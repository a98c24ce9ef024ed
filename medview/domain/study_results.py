"""How far the graders of a reading study agree, as figures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from medview.domain.model import ModelRef

UNGRADABLE_CELL = 5  # row and column of "ungradable" in a table, after those of grades 0-4
CELLS = 6

Table = tuple[tuple[int, ...], ...]


class Comparison(StrEnum):
    """Who is compared with whom."""

    READERS = "between readers"
    SELF = "with oneself"
    MODEL = "reader and model, blind"
    AIDED = "reader and model, model shown"
    REFERENCE = "model and decided grade"


@dataclass(frozen=True)
class Agreement:
    """Two graders over the photographs both have read.

    `table` (6, 6) counts first grader (rows) by second (columns), ungradable last. `kappa` with
    quadratic weights and its 95 % interval by patient are over the `graded` photographs, those
    that neither called ungradable; None where they are not defined (one grade alone was given, or
    fewer than two patients). `equal` is the share of `graded` with the same grade.
    """

    comparison: Comparison
    first: str
    second: str
    table: Table
    graded: int
    patients: int
    kappa: float | None
    interval: tuple[float, float] | None
    equal: float | None

    @property
    def photos(self) -> int:
        """How many photographs both have read, ungradable ones among them."""
        return sum(sum(line) for line in self.table)


@dataclass(frozen=True)
class ReaderFigures:
    """One reader's share of the work; counts are of photographs, repeats not counted."""

    reader: str
    read: int
    photos: int
    ungradable: int
    passed_over: int
    seconds: float | None


@dataclass(frozen=True)
class StudyResults:
    """Everything the results page shows; `model` is the one that was compared, if any was.

    `unknown_patients` counts photographs that name no patient: each stands for one of its own.
    """

    study_id: str
    name: str
    readers: tuple[ReaderFigures, ...]
    agreements: tuple[Agreement, ...]
    model: ModelRef | None
    unasked: int
    to_decide: int
    decided: int
    patients: int
    unknown_patients: int
