"""From a row of the worklist to its photographs, and on to the next eye that waits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from medview.domain.case import CaseId
from medview.domain.grade import GradeEstimate
from medview.domain.worklist import EyeRow, Opened, WorklistRow, next_for
from medview.ui.desk import Desk
from medview.ui.latest import Latest


class WorklistReading(QObject):
    """`opened` carries the cases to show, and the id of the first.

    A file that is not what it was is a problem, not a picture.
    """

    opened = Signal(tuple, str)
    problems = Signal(list)
    nothing_waits = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Start with no patient."""
        super().__init__(parent)
        self._desk = desk
        self._asked = Latest(desk.jobs)
        self._wanted = CaseId("")

    def open(self, row: WorklistRow, eye: EyeRow | None = None) -> None:
        """Show a patient, from an eye on (None: the first)."""
        self._wanted = (eye or row.eyes[0]).cases[0].id
        self._asked.run(self._desk.services.worklists.open, row.cases, then=self._show)

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

    def _show(self, found: Opened) -> None:
        if found.problems:
            self.problems.emit(list(found.problems))
        if found.cases:
            self._hand_over(found.estimates)
            ids = [case.id for case in found.cases]
            self.opened.emit(found.cases, self._wanted if self._wanted in ids else ids[0])

    def _hand_over(self, estimates: Sequence[GradeEstimate]) -> None:
        """What the list shows is what the page shows."""
        for estimate in estimates:
            if self._desk.worklist.estimate(estimate.case_id) is None:
                self._desk.worklist.set_estimate(estimate)
