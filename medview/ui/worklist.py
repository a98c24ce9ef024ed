"""What is open in the window, and what is known of each case so far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from medview.domain.case import Case, CaseId
from medview.domain.grade import GradeEstimate, SignedGrade

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

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._cases: dict[CaseId, Case] = {}
        self._estimates: dict[CaseId, GradeEstimate] = {}
        self._signed: dict[CaseId, tuple[SignedGrade, ...]] = {}
        self._gathered: list[Case] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._hand_over)

    @property
    def cases(self) -> list[Case]:
        """Every open case."""
        return list(self._cases.values())

    def __len__(self) -> int:
        """How many cases are open."""
        return len(self._cases)

    def add(self, case: Case) -> None:
        """Add a case, unless it is open already."""
        if case.id in self._cases:
            return
        self._cases[case.id] = case
        self._gathered.append(case)
        if not self._timer.isActive():
            self._timer.start(GATHER_MS + round(GATHER_MS_PER_CASE * len(self._cases)))

    def clear(self) -> None:
        """Close all cases; nothing that was signed is touched."""
        self._timer.stop()
        self._cases, self._estimates, self._signed, self._gathered = {}, {}, {}, []
        self.cleared.emit()

    def estimate(self, case_id: CaseId) -> GradeEstimate | None:
        """Return what the model said of a case in this session."""
        return self._estimates.get(case_id)

    def estimates_of(self, cases: Sequence[Case]) -> dict[CaseId, GradeEstimate]:
        """Return what the model said of these cases, where it did."""
        return {c.id: self._estimates[c.id] for c in cases if c.id in self._estimates}

    def signatures(self, case_id: CaseId) -> tuple[SignedGrade, ...]:
        """Return the signatures known of a case, oldest first."""
        return self._signed.get(case_id, ())

    def knows_signatures(self, case_id: CaseId) -> bool:
        """True once it is known what is signed of a case; none may stand."""
        return case_id in self._signed

    def set_estimate(self, estimate: GradeEstimate) -> None:
        """Keep what the model said."""
        self._estimates[estimate.case_id] = estimate
        self.answer_changed.emit(estimate.case_id)

    def set_signatures(self, case_id: CaseId, signatures: Sequence[SignedGrade]) -> None:
        """Keep what was signed."""
        if tuple(signatures) != self._signed.get(case_id, ()):
            self._signed[case_id] = tuple(signatures)
            self.answer_changed.emit(case_id)

    def without_estimate(self) -> list[Case]:
        """Return the open photographs that were not graded yet."""
        return [c for c in self._cases.values() if c.id not in self._estimates]

    def _hand_over(self) -> None:
        gulp, self._gathered = self._gathered[:GULP], self._gathered[GULP:]
        if self._gathered:
            self._timer.start(GATHER_MS)
        self.added.emit(gulp)
