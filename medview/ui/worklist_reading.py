"""From a row of the worklist to its photographs, and on to the next eye that waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from medview.domain.case import Case, CaseId, Problem
from medview.domain.worklist import EyeRow, WorklistRow, next_for
from medview.ui.desk import Desk
from medview.ui.latest import Latest


@dataclass(frozen=True)
class Opened:
    """Photographs of a patient that may be shown, and which comes first."""

    cases: tuple[Case, ...]
    first: CaseId


class WorklistReading(QObject):
    """`opened` carries what to show; a file that is not what it was is a problem, not a picture."""

    opened = Signal(object)
    problems = Signal(list)
    nothing_waits = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Start with no patient."""
        super().__init__(parent)
        self._desk = desk
        self._asked = Latest(desk.jobs)
        self._row: WorklistRow | None = None
        self._wanted = CaseId("")

    def open(self, row: WorklistRow, eye: EyeRow | None = None) -> None:
        """Show a patient, from an eye on (None: the first)."""
        self._row, self._wanted = row, (eye or row.eyes[0]).cases[0].id
        self._asked.run(self._desk.services.worklists.present, row.cases, then=self._show)

    def open_next(self, rows: Sequence[WorklistRow]) -> None:
        """Show the next eye that waits for the reader, in the order of the rows."""
        found = next_for(rows, self._desk.preferences.reader_name, self._wanted)
        if found is None:
            self.nothing_waits.emit()
        else:
            self.open(*found)

    def follow(self, case_id: CaseId) -> None:
        """Go on from the photograph that is shown now."""
        self._wanted = case_id

    def _show(self, found: tuple[list[Case], list[Problem]]) -> None:
        cases, problems = found
        if problems:
            self.problems.emit(problems)
        if cases and self._row is not None:
            self._hand_over_estimates(self._row)
            ids = [case.id for case in cases]
            first = self._wanted if self._wanted in ids else ids[0]
            self.opened.emit(Opened(tuple(cases), first))

    def _hand_over_estimates(self, row: WorklistRow) -> None:
        """What the list shows is what the page shows."""
        for eye in row.eyes:
            for estimate in eye.estimates:
                if self._desk.worklist.estimate(estimate.case_id) is None:
                    self._desk.worklist.set_estimate(estimate)
