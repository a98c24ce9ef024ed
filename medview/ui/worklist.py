"""What is open in the window, and what is known of each case so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QObject, QTimer, Signal

from medview.domain.case import Case, CaseId
from medview.domain.eyes import MOST_SHOTS, EyeKey, eye_key, is_of_eye, visit_keys
from medview.domain.grade import GradeEstimate, SignedGrade
from medview.domain.oedema import OedemaReading
from medview.domain.pairs import VisitKey, visit_key
from medview.domain.worklist import is_hidden

# Cases are shown in gulps: one row at a time would redraw the list 10,000 times, and a gulp of
# thousands would hold up the window. The longer the list, the longer a redraw, the rarer it gets.
GATHER_MS = 40
GATHER_MS_PER_CASE = 0.04
GULP = 500


class Worklist(QObject):
    """Cases in the order they were opened, with estimates and signatures by case."""

    added = Signal(list)
    cleared = Signal()
    answer_changed = Signal(str)
    oedema_changed = Signal(str)
    case_changed = Signal(object)

    def __init__(self, parent: QObject | None = None, reader: Callable[[], str] = str) -> None:
        """Start empty; `reader` returns the name of who reads now."""
        super().__init__(parent)
        self._reader = reader
        self._second_reads: frozenset[VisitKey] = frozenset()
        self._cases: dict[CaseId, Case] = {}
        self._eyes: dict[EyeKey, dict[CaseId, Case]] = {}
        self._estimates: dict[CaseId, GradeEstimate] = {}
        self._signed: dict[CaseId, tuple[SignedGrade, ...]] = {}
        self._oedema: dict[CaseId, OedemaReading] = {}
        self._gathered: list[Case] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._hand_over)
        self.guards: list[Callable[[], bool]] = []  # each asks, where something would be lost

    @property
    def cases(self) -> list[Case]:
        """Every open case."""
        return list(self._cases.values())

    def __len__(self) -> int:
        """How many cases are open."""
        return len(self._cases)

    def add(self, case: Case) -> None:
        """Add a case, unless it is open already.

        A series that is open in part is replaced by what more of it, or other images, is opened.
        """
        known = self._cases.get(case.id)
        if known is not None:
            if not set(case.images) <= set(known.images):
                self._gathered = [case if one is known else one for one in self._gathered]
                self.change(case)
            return
        self._cases[case.id] = case
        self._list_eye(case)
        self._gathered.append(case)
        if not self._timer.isActive():
            self._timer.start(GATHER_MS + round(GATHER_MS_PER_CASE * len(self._cases)))

    def close_all(self) -> None:
        """Close all cases, unless a guard says that something would be lost."""
        if all(may_close() for may_close in self.guards):
            self.clear()

    def clear(self) -> None:
        """Close all cases; nothing that was signed is touched."""
        self._timer.stop()
        self._eyes, self._oedema = {}, {}
        self._cases, self._estimates, self._signed, self._gathered = {}, {}, {}, []
        self.cleared.emit()

    def change(self, case: Case) -> None:
        """Put a case in the place of what it was: its eye was corrected."""
        before = self._cases.get(case.id)
        if before is None:
            return
        for eye in self._eyes.values():
            eye.pop(case.id, None)
        self._estimates.pop(case.id, None)  # it was of the other eye
        self._cases[case.id] = case
        self._list_eye(case)
        self.case_changed.emit(case)

    def shots_of(self, case: Case) -> tuple[Case, ...]:
        """Return the open photographs of a case's eye, which are read together; it is one."""
        key = eye_key(case)
        shots = tuple(self._eyes.get(key, {}).values()) if key else ()
        return shots if case in shots and len(shots) <= MOST_SHOTS else (case,)

    def visit_of(self, case: Case) -> list[Case]:
        """Return the open photographs of both eyes at a case's visit, right eye first."""
        return [shot for key in visit_keys(case) for shot in self._eyes.get(key, {}).values()]

    def is_graded(self, case: Case) -> bool:
        """True when there is an estimate of all the photographs of a case's eye that are open."""
        estimate = self._estimates.get(case.id)
        return estimate is not None and is_of_eye(estimate, self.shots_of(case))

    def _list_eye(self, case: Case) -> None:
        key = eye_key(case)
        if key is not None:
            self._eyes.setdefault(key, {})[case.id] = case

    def estimate(self, case_id: CaseId) -> GradeEstimate | None:
        """Return what the model said of a case in this session."""
        return self._estimates.get(case_id)

    def estimates_of(self, cases: Sequence[Case]) -> dict[CaseId, GradeEstimate]:
        """Return what the model said of these cases, where it did."""
        return {c.id: self._estimates[c.id] for c in cases if c.id in self._estimates}

    def signatures(self, case: Case) -> tuple[SignedGrade, ...]:
        """Return the signatures of a case that may be shown, oldest first."""
        return () if self.hides_signature(case) else self.all_signatures(case.id)

    def all_signatures(self, case_id: CaseId) -> tuple[SignedGrade, ...]:
        """Return the signatures known of a case, shown or hidden, oldest first."""
        return self._signed.get(case_id, ())

    def hides_signature(self, case: Case) -> bool:
        """True while who reads now is asked for a second opinion, blind to the first."""
        signed = self.all_signatures(case.id)
        return is_hidden(signed, self._reader(), visit_key(case) in self._second_reads)

    def knows_signatures(self, case_id: CaseId) -> bool:
        """True once it is known what is signed of a case; none may stand."""
        return case_id in self._signed

    @property
    def estimates(self) -> Mapping[CaseId, GradeEstimate]:
        """What the model said in this session, by case."""
        return MappingProxyType(self._estimates)

    def set_estimate(self, estimate: GradeEstimate) -> None:
        """Keep what the model said."""
        self.set_estimates([estimate])

    def set_estimates(self, estimates: Sequence[GradeEstimate]) -> None:
        """Keep what the model said of all photographs of an eye, before anybody is told."""
        self._estimates.update({estimate.case_id: estimate for estimate in estimates})
        for estimate in estimates:
            self.answer_changed.emit(estimate.case_id)

    def forget_estimates(self) -> None:
        """Forget what the model said: it is asked anew, under another setting."""
        self._oedema = {}
        forgotten, self._estimates = self._estimates, {}
        for case_id in forgotten:
            self.answer_changed.emit(case_id)

    def set_signatures(self, case_id: CaseId, signatures: Sequence[SignedGrade]) -> None:
        """Keep what was signed."""
        if tuple(signatures) != self._signed.get(case_id, ()):
            self._signed[case_id] = tuple(signatures)
            self.answer_changed.emit(case_id)

    def add_signature(self, signed: SignedGrade) -> None:
        """Keep one more; what was hidden until then is shown beside it."""
        self.set_signatures(signed.case_id, (*self.all_signatures(signed.case_id), signed))

    def set_second_reads(self, wanted: frozenset[VisitKey]) -> None:
        """Keep for which visits a second reader is wanted."""
        changed = self._second_reads ^ wanted
        self._second_reads = wanted
        for case in self.cases if changed else []:
            if visit_key(case) in changed and case.id in self._signed:
                self.answer_changed.emit(case.id)

    def oedema(self, case_id: CaseId) -> OedemaReading | None:
        """Return what is known of the risk of macular oedema of a case, in this session."""
        return self._oedema.get(case_id)

    def set_oedema(self, case_id: CaseId, reading: OedemaReading) -> None:
        """Keep what the model and readers say of macular oedema."""
        self._oedema[case_id] = reading
        self.oedema_changed.emit(case_id)

    def without_estimate(self) -> list[Case]:
        """Return the open photographs that were not graded yet, or without another of their eye."""
        return [c for c in self._cases.values() if not self.is_graded(c)]

    def _hand_over(self) -> None:
        gulp, self._gathered = self._gathered[:GULP], self._gathered[GULP:]
        if self._gathered:
            self._timer.start(GATHER_MS)
        self.added.emit(gulp)
