"""A worklist: patients with their eyes, and what is still to do for each.

A status is derived from what is known (photographs, estimates, signatures), never stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from medview.domain.case import Case, CaseId, Eye, Patient, Problem
from medview.domain.grade import Grade, GradeEstimate, SignedGrade
from medview.domain.oedema import OedemaReading, worst
from medview.domain.pairs import VisitKey, visits
from medview.domain.readers import same_reader

SHOTS_APART = 2  # grades between two photographs of one eye that a person must look into


class Status(StrEnum):
    """How far an eye, or a patient, is."""

    NEW = "new"
    GRADED = "graded"
    NEEDS_HUMAN = "needs human"
    UNGRADABLE = "ungradable"
    SIGNED = "signed"


class Need(StrEnum):
    """Why an eye needs a human."""

    ABSTAINED = "the model abstains"
    REFER = "referred below the referable grade"
    SHOTS_DIFFER = "its photographs differ"
    READERS_DISAGREE = "readers disagree"


class SecondRead(StrEnum):
    """Whether a second reader was asked for, and has signed."""

    NONE = "none"
    WANTED = "wanted"
    DONE = "done"


@dataclass(frozen=True)
class WorklistInfo:
    """One worklist by name; `is_grading` is True while a batch was started and has not ended."""

    id: int
    name: str
    created_at: datetime
    photographs: int
    is_grading: bool = False


@dataclass(frozen=True)
class Task:
    """Who is to read a patient ("" = anybody), and whether a second reader is wanted."""

    reader: str = ""
    second_read: bool = False


@dataclass(frozen=True)
class Opened:
    """The photographs of a patient that may be shown, what is known of them, and what is lost."""

    cases: tuple[Case, ...]
    estimates: tuple[GradeEstimate, ...] = ()
    problems: tuple[Problem, ...] = ()


def last_of_each(signatures: Iterable[SignedGrade]) -> tuple[SignedGrade, ...]:
    """Return the last signature of each reader, in the order in which they first signed."""
    last = {" ".join(signed.reader.split()).casefold(): signed for signed in signatures}
    return tuple(last.values())


def is_hidden(signatures: Sequence[SignedGrade], reader: str, is_read_twice: bool) -> bool:
    """True while `reader` is not to see what was signed: by one other, and a second is wanted.

    What two readers of two minds signed is there for the third, who decides.
    """
    by_reader = last_of_each(signatures)
    is_others = len(by_reader) == 1 and not same_reader(by_reader[0].reader, reader)
    return is_read_twice and is_others


def disagree(by_reader: Sequence[SignedGrade]) -> bool:
    """True when there are two readers, of two minds; where a third has signed, that decides."""
    return len(by_reader) == 2 and by_reader[0].grade != by_reader[1].grade


@dataclass(frozen=True)
class EyeRow:
    """One eye of a visit: its photographs, their estimates of ONE model, its signatures.

    The estimates of rows that come from the library are without their neighbours.
    `eye` is None for a photograph of no known eye. `signatures` stand (none is withdrawn), oldest
    first; `is_hidden` where they are not to be shown to the second reader yet. `oedema` is what is
    known of macular oedema, by photograph: it changes no status.
    """

    eye: Eye | None
    cases: tuple[Case, ...]
    estimates: tuple[GradeEstimate, ...] = ()
    signatures: tuple[SignedGrade, ...] = ()
    is_hidden: bool = False
    oedema: Mapping[CaseId, OedemaReading] = field(default_factory=dict, hash=False)

    @cached_property
    def oedema_reading(self) -> OedemaReading | None:
        """The reading that speaks for the eye: a reader's word before the model's, the worst."""
        return worst(self.oedema)

    def hidden_from(self, reader: str) -> EyeRow:
        """Return the eye as `reader` may see it while blind to what another signed and said."""
        seen = {case_id: one.as_seen_by(reader) for case_id, one in self.oedema.items()}
        return replace(self, is_hidden=True, oedema=seen)

    @cached_property
    def by_reader(self) -> tuple[SignedGrade, ...]:
        """The last signature of each reader, in the order in which they first signed."""
        return last_of_each(self.signatures)

    @property
    def signed(self) -> SignedGrade | None:
        """The signature that counts: the last."""
        return self.signatures[-1] if self.signatures else None

    @property
    def shown_signature(self) -> SignedGrade | None:
        """The signature that counts, unless it is hidden."""
        return None if self.is_hidden else self.signed

    @property
    def readers_disagree(self) -> bool:
        """True when two readers signed different grades; a third reader's signature decides."""
        return disagree(self.by_reader)

    @cached_property
    def estimate(self) -> GradeEstimate | None:
        """The estimate that speaks for the eye: the worst grade, then an abstention."""
        return max(self.estimates, key=_weight, default=None)

    @cached_property
    def status(self) -> Status:
        """How far this eye is."""
        if self.need is not None:
            return Status.NEEDS_HUMAN
        if self.signatures:
            return Status.SIGNED
        if self.estimate is None or len(self.estimates) < len(self.cases):
            return Status.NEW
        return Status.GRADED if self.estimate.grade is not None else Status.UNGRADABLE

    @cached_property
    def need(self) -> Need | None:
        """Why this eye needs a human, if it does."""
        if self.signatures:
            return Need.READERS_DISAGREE if self.readers_disagree else None
        estimate = self.estimate
        if estimate is None:
            return None
        if estimate.grade is None:
            return Need.ABSTAINED if estimate.quality.gradable else None
        if _differ([_alone(e, e.grade) for e in self.estimates if e.grade is not None]):
            return Need.SHOTS_DIFFER
        return Need.REFER if estimate.refer and not estimate.grade.is_referable else None

    def is_for(self, reader: str, second_read: bool) -> bool:
        """True when this eye waits for `reader`: unsigned, disputed, or for a second opinion."""
        if not self.signatures or self.readers_disagree:
            return True
        return second_read and not any(same_reader(one.reader, reader) for one in self.by_reader)


@dataclass(frozen=True)
class WorklistRow:
    """A patient's visit with its eyes: OD, OS, then photographs of no known eye.

    `is_read_twice`: a second reader is wanted, on this worklist or on another.
    """

    key: VisitKey
    patient: Patient
    eyes: tuple[EyeRow, ...]
    task: Task = field(default_factory=Task)
    is_read_twice: bool = False

    @property
    def date(self) -> str:
        """Date of the study as the files say (DICOM: YYYYMMDD), "" when unknown."""
        return self.key[1]

    @property
    def cases(self) -> tuple[Case, ...]:
        """Every photograph."""
        return tuple(case for eye in self.eyes for case in eye.cases)

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the photographs came from."""
        return tuple(dict.fromkeys(case.source for case in self.cases if case.source))

    def eye(self, side: Eye) -> EyeRow | None:
        """Return the right or the left eye, None without a photograph."""
        return next((eye for eye in self.eyes if eye.eye is side), None)

    @property
    def others(self) -> tuple[EyeRow, ...]:
        """The photographs of no known eye."""
        return tuple(eye for eye in self.eyes if eye.eye is None)

    @cached_property
    def status(self) -> Status:
        """The most pressing status of the eyes; signed only when every eye is."""
        found = {eye.status for eye in self.eyes}
        return next(status for status in _PRESSING if status in found)

    @property
    def needs(self) -> tuple[Need, ...]:
        """Why the patient needs a human."""
        return tuple(dict.fromkeys(eye.need for eye in self.eyes if eye.need is not None))

    @cached_property
    def oedema_eye(self) -> EyeRow | None:
        """The eye with the larger risk of macular oedema; None where nothing is known."""
        told = [eye for eye in self.eyes if eye.oedema_reading is not None]
        return max(told, key=_oedema_weight, default=None)

    @property
    def oedema_order(self) -> int:
        """A number that rises with the risk: -2 unknown, -1 not estimated, then the risks."""
        return -2 if self.oedema_eye is None else _oedema_weight(self.oedema_eye)

    @property
    def second_read(self) -> SecondRead:
        """Whether a second reader was asked for, and has signed every eye."""
        if all(len(eye.by_reader) > 1 for eye in self.eyes):
            return SecondRead.DONE
        return SecondRead.WANTED if self.task.second_read else SecondRead.NONE

    def eyes_for(self, reader: str) -> list[EyeRow]:
        """Return the eyes that wait for `reader`.

        A patient assigned to another waits for `reader` only where a second opinion is wanted.
        """
        wants_second = self.task.second_read
        waiting = [eye for eye in self.eyes if eye.is_for(reader, wants_second)]
        if not self.task.reader or same_reader(self.task.reader, reader):
            return waiting
        return [eye for eye in waiting if wants_second and eye.signatures]

    def as_seen_by(self, reader: str) -> WorklistRow:
        """Return the row as `reader` may see it: a second opinion is given blind to the first."""
        if not self.is_read_twice:
            return self
        eyes = [
            e.hidden_from(reader) if is_hidden(e.signatures, reader, True) else e for e in self.eyes
        ]
        return replace(self, eyes=tuple(eyes))

    def with_estimate(self, estimate: GradeEstimate) -> WorklistRow:
        """Return the row after one photograph was graded."""

        def put(eye: EyeRow) -> EyeRow:
            others = [e for e in eye.estimates if e.case_id != estimate.case_id]
            return replace(eye, estimates=(*others, estimate))

        return self._with_eye_of(estimate.case_id, put)

    def with_oedema(self, case_id: CaseId, reading: OedemaReading) -> WorklistRow:
        """Return the row after the risk of macular oedema of one photograph was told."""

        def put(eye: EyeRow) -> EyeRow:
            return replace(eye, oedema={**eye.oedema, case_id: reading})

        return self._with_eye_of(case_id, put)

    def with_signatures(self, case_id: CaseId, signatures: Sequence[SignedGrade]) -> WorklistRow:
        """Return the row after the signatures of one photograph changed."""

        def put(eye: EyeRow) -> EyeRow:
            others = [s for s in eye.signatures if s.case_id != case_id]
            return replace(eye, signatures=_in_time([*others, *signatures]))

        return self._with_eye_of(case_id, put)

    def _with_eye_of(self, case_id: CaseId, put: Callable[[EyeRow], EyeRow]) -> WorklistRow:
        eyes = [put(e) if any(c.id == case_id for c in e.cases) else e for e in self.eyes]
        return replace(self, eyes=tuple(eyes))


def _oedema_weight(eye: EyeRow) -> int:
    risk = eye.oedema_reading.risk if eye.oedema_reading is not None else None
    return -1 if risk is None else int(risk)


_PRESSING = (Status.NEEDS_HUMAN, Status.UNGRADABLE, Status.NEW, Status.GRADED, Status.SIGNED)


def rows_of(
    cases: Iterable[Case],
    estimates: Mapping[CaseId, GradeEstimate],
    signatures: Mapping[CaseId, Sequence[SignedGrade]],
    tasks: Mapping[VisitKey, Task],
    oedema: Mapping[CaseId, OedemaReading] | None = None,
    second_reads: frozenset[VisitKey] = frozenset(),
) -> list[WorklistRow]:
    """Return one row for each patient's visit, in the order of the cases."""

    def row(key: VisitKey, eyes: Iterable[Sequence[Case]]) -> WorklistRow:
        made = [_eye_row(shots, estimates, signatures, oedema or {}) for shots in eyes]
        made.sort(key=lambda eye: _SIDES.index(eye.eye))
        patient, task = made[0].cases[0].patient, tasks.get(key, Task())
        return WorklistRow(key, patient, tuple(made), task, key in second_reads)

    return [row(key, eyes.values()) for key, eyes in visits(cases).items()]


_SIDES = (Eye.OD, Eye.OS, None)


def _eye_row(
    cases: Sequence[Case],
    estimates: Mapping[CaseId, GradeEstimate],
    signatures: Mapping[CaseId, Sequence[SignedGrade]],
    oedema: Mapping[CaseId, OedemaReading],
) -> EyeRow:
    return EyeRow(
        cases[0].eye,
        tuple(cases),
        tuple(estimates[case.id] for case in cases if case.id in estimates),
        _in_time([one for case in cases for one in signatures.get(case.id, ())]),
        oedema={case.id: oedema[case.id] for case in cases if case.id in oedema},
    )


def _in_time(signatures: Sequence[SignedGrade]) -> tuple[SignedGrade, ...]:
    return tuple(sorted(signatures, key=lambda signed: signed.signed_at))


def _weight(estimate: GradeEstimate) -> tuple[int, bool]:
    """Order estimates of one eye: graded before abstained before ungradable, the worst first."""
    grade = -1 if estimate.grade is None else int(estimate.grade)
    return grade, estimate.quality.gradable


def _alone(estimate: GradeEstimate, grade: Grade) -> Grade:
    """Return what a photograph by itself says; its grade is that of the whole eye."""
    return grade if estimate.photograph is None else estimate.photograph.grade


def _differ(grades: Sequence[Grade]) -> bool:
    """True when photographs of one eye disagree on referral, or lie far apart."""
    if len(grades) < 2:
        return False
    return max(grades) - min(grades) >= SHOTS_APART or len({g.is_referable for g in grades}) == 2


def next_for(
    rows: Sequence[WorklistRow], reader: str, current: CaseId | None
) -> tuple[WorklistRow, EyeRow] | None:
    """Return the next eye that waits for `reader` after the one of `current`, in this order.

    The rest of the patient comes first, then the patients below, then those from the top. An eye
    before the current one is gone back to only when the current one is done: who skips both eyes
    of a patient gets to the next patient.
    """
    at = next((i for i, row in enumerate(rows) if any(c.id == current for c in row.cases)), -1)
    if at < 0:
        return next(_waiting(rows, reader), None)
    here = rows[at]
    shown = next(i for i, e in enumerate(here.eyes) if any(c.id == current for c in e.cases))
    after, before = (
        replace(here, eyes=here.eyes[shown + 1 :]),
        replace(here, eyes=here.eyes[:shown]),
    )
    is_done = here.eyes[shown] not in here.eyes_for(reader)
    order = (after, *([before] if is_done else []), *rows[at + 1 :], *rows[:at], before)
    found = next(_waiting(order, reader), None)
    return (here, found[1]) if found and found[0].key == here.key else found


def _waiting(rows: Iterable[WorklistRow], reader: str) -> Iterator[tuple[WorklistRow, EyeRow]]:
    return ((row, eye) for row in rows for eye in row.eyes_for(reader))


@dataclass(frozen=True)
class Tally:
    """How far a worklist is: patients by status, and photographs without an estimate."""

    patients: int
    by_status: Mapping[Status, int]
    ungraded: int

    @property
    def signed_share(self) -> float:
        """Share of the patients that are signed, in [0, 1]."""
        return self.by_status[Status.SIGNED] / self.patients if self.patients else 0.0


def tally(rows: Sequence[WorklistRow]) -> Tally:
    """Count the rows of a worklist."""
    counts = Counter(row.status for row in rows)
    missing = sum(len(eye.cases) - len(eye.estimates) for row in rows for eye in row.eyes)
    return Tally(len(rows), {status: counts[status] for status in Status}, missing)
