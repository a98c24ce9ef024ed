"""Asks for the risk of macular oedema of the photograph that is read; keeps the reader's word."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from medview.domain.case import Case, CaseId
from medview.domain.errors import MedViewError
from medview.domain.grade import GradeEstimate
from medview.domain.oedema import OedemaAccuracy, OedemaReading, OedemaRisk
from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.oedema_view import OedemaView

PAUSE_MS = 300  # whoever only leafs through the cases has nothing estimated


class OedemaAsking(QObject):
    """Fills an OedemaView in the background, once a photograph has its grade."""

    def __init__(self, desk: Desk, view: OedemaView) -> None:
        """Start with no photograph."""
        super().__init__(view)
        self._desk, self._view = desk, view
        self._case: Case | None = None
        self._grade: GradeEstimate | None = None
        self._accuracy: OedemaAccuracy | None = None
        self._asking = Latest(desk.jobs)
        self._later = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._later.timeout.connect(self._ask)
        view.said.connect(self.decide)

    def follow(self, case: Case | None, grade: GradeEstimate | None) -> None:
        """Ask for a photograph that has its grade, unless it is known or asked for already."""
        is_same = case is not None and self._case is not None and case.id == self._case.id
        if is_same and (grade is None or self._grade is not None):
            self._show_known()  # who reads now may see more than before, or less
            return
        self._asking.drop()
        self._later.stop()
        self._case, self._grade = case, grade
        self._view.show_waiting()
        self._show_known()
        if case is not None and grade is not None:
            self._later.start()

    def decide(self, risk: OedemaRisk | None) -> None:
        """Keep the reader's word (None: taken back)."""
        if self._case is not None:
            self._desk.jobs.run(
                self._decide,
                self._case.id,
                risk,
                then=self._keep,
                must_finish=True,
            )

    def _ask(self) -> None:
        if self._case is not None:
            self._asking.run(
                self._estimate, self._case, self._grade, then=self._keep, on_error=self._show_error
            )

    def _estimate(
        self, case: Case, grade: GradeEstimate | None
    ) -> tuple[CaseId, OedemaReading, OedemaAccuracy | None]:
        """Run in a thread."""
        verbs = self._desk.services.oedema
        return case.id, verbs(case, grade), verbs.accuracy()

    def _decide(
        self, case_id: CaseId, risk: OedemaRisk | None
    ) -> tuple[CaseId, OedemaReading, OedemaAccuracy | None]:
        """Run in a thread."""
        return case_id, self._desk.services.oedema.decide(case_id, risk), self._accuracy

    def _keep(self, answer: tuple[CaseId, OedemaReading, OedemaAccuracy | None]) -> None:
        case_id, reading, self._accuracy = answer
        self._desk.worklist.set_oedema(case_id, reading)
        if self._case is not None and self._case.id == case_id:
            self._show(reading)

    def _show_known(self) -> None:
        known = self._desk.worklist.oedema(self._case.id) if self._case is not None else None
        if known is not None and known.estimate is not None:
            self._show(known)

    def _show(self, reading: OedemaReading) -> None:
        if self._case is not None and self._desk.worklist.hides_signature(self._case):
            reading = reading.as_seen_by(self._desk.preferences.reader_name)
        self._view.show_reading(reading, self._accuracy)

    def _show_error(self, error: MedViewError) -> None:
        self._view.show_error(error)
