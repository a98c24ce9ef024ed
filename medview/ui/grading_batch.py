"""Grade everything that is open, in the background."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from medview.domain.case import Problem
from medview.domain.grade import GradeEstimate
from medview.ui.answer_panel import is_eye
from medview.ui.desk import Desk
from medview.ui.jobs import Job


class GradingBatch(QObject):
    """One batch at a time; `ended` says in words what it came to."""

    started = Signal()
    ended = Signal(str)
    problems = Signal(list)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Grade into the worklist of the desk."""
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None
        self._failed: list[Problem] = []

    @property
    def is_running(self) -> bool:
        """True while a batch is graded."""
        return self._job is not None and not self._job.is_over

    def start(self) -> None:
        """Grade every open eye photograph that has no estimate yet."""
        cases = [case for case in self._desk.worklist.without_estimate() if is_eye(case)]
        if self.is_running:
            return
        if not cases:
            self.ended.emit(self.tr("Every open eye photograph is graded already."))
            return
        self._failed = []
        self.started.emit()
        job = self._desk.jobs.build(
            self._desk.services.grade_many,
            cases,
            title=self.tr("Grading %n photograph(s)", "", len(cases)),
        )
        job.item.connect(self._keep)
        job.succeeded.connect(self._finish)
        job.cancelled.connect(self._tell_cancelled)
        job.failed.connect(self._desk.jobs.unhandled)
        self._job = job
        self._desk.jobs.started.emit(job)
        job.start()

    def _keep(self, answer: Any) -> None:
        if isinstance(answer, GradeEstimate):
            self._desk.worklist.set_estimate(answer)
        else:
            self._failed.append(answer)

    def _finish(self, graded: int) -> None:
        self.ended.emit(self.tr("%n photograph(s) have a grade.", "", graded))
        self.problems.emit(self._failed)

    def _tell_cancelled(self) -> None:
        self.ended.emit(self.tr("Grading was stopped; what was graded is kept."))
