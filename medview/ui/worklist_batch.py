"""Grade what is missing on a worklist, in the background; go on after a restart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from medview.domain.case import Problem
from medview.domain.grade import GradeEstimate
from medview.domain.worklist import WorklistInfo
from medview.ui.desk import Desk
from medview.ui.jobs import Job


class WorklistBatch(QObject):
    """One batch at a time; results go to the open cases, which tell whoever shows them.

    `forgotten` says that estimates were thrown away, to be made anew.
    """

    started = Signal()
    forgotten = Signal()
    ended = Signal(str)
    problems = Signal(list)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Start with nothing to do."""
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None
        self._worklist = 0
        self._again: WorklistInfo | None = None
        self._failed: list[Problem] = []

    @property
    def is_running(self) -> bool:
        """True while a batch is graded."""
        return self._job is not None and not self._job.is_over

    def start(self, worklist: WorklistInfo) -> None:
        """Grade every photograph of a worklist that the model in use has not graded yet."""
        if not self.is_running:
            title = self.tr("Grading {0}").format(worklist.name)
            job = self._build(self._desk.services.worklists.grade, worklist, title)
            job.item.connect(self._keep)
            job.succeeded.connect(self._finish)
            job.cancelled.connect(self._tell_cancelled)
            self._begin(job)

    def start_oedema(self, worklist: WorklistInfo) -> None:
        """Estimate macular oedema of every photograph of a worklist that has no estimate yet."""
        if not self.is_running:
            title = self.tr("Estimating macular oedema: {0}").format(worklist.name)
            job = self._build(self._desk.services.worklists.estimate_oedema, worklist, title)
            job.item.connect(self._keep_oedema)
            job.succeeded.connect(self._finish_oedema)
            job.cancelled.connect(self._tell_oedema_cancelled)
            self._begin(job)

    def _build(self, work: Callable[..., int], worklist: WorklistInfo, title: str) -> Job:
        self._worklist, self._failed = worklist.id, []
        job = self._desk.jobs.build(work, worklist.id, title=title)
        job.failed.connect(self._desk.jobs.unhandled)
        job.finished.connect(self.started)  # what may be started has changed once more
        return job

    def _begin(self, job: Job) -> None:
        self._job = job
        self._desk.jobs.started.emit(job)
        job.start()
        self.started.emit()

    def start_again(self, worklist: WorklistInfo) -> None:
        """Grade every photograph of a worklist anew: the library's own cases may have changed."""
        if self.is_running:
            return
        self._again = worklist
        forget = self._desk.services.worklists.forget_estimates
        self._desk.jobs.run(forget, worklist.id, then=self._start_anew, must_finish=True)

    def _start_anew(self, _nothing: object) -> None:
        self.forgotten.emit()
        if self._again is not None:
            self.start(self._again)

    def resume(self) -> None:
        """Go on with what was interrupted by closing the window, or by a crash."""
        self._desk.jobs.run(self._desk.services.worklists.unfinished, then=self._start_first)

    def _start_first(self, unfinished: Sequence[WorklistInfo]) -> None:
        if unfinished:
            self.start(unfinished[0])

    def _keep(self, answer: Any) -> None:
        if isinstance(answer, GradeEstimate):
            self._desk.worklist.set_estimate(answer)
        else:
            self._failed.append(answer)

    def _keep_oedema(self, answer: Any) -> None:
        if isinstance(answer, Problem):
            self._failed.append(answer)
        else:
            self._desk.worklist.set_oedema(*answer)

    def _finish_oedema(self, estimated: int) -> None:
        self.ended.emit(self.tr("%n photograph(s) looked at for macular oedema.", "", estimated))
        self.problems.emit(self._failed)

    def _finish(self, graded: int) -> None:
        self.ended.emit(self.tr("%n photograph(s) have a grade.", "", graded))
        self.problems.emit(self._failed)

    def _tell_oedema_cancelled(self) -> None:
        if self._job is not None and not self._job.was_dropped:
            self.ended.emit(self.tr("Estimating was stopped; what was estimated is kept."))

    def _tell_cancelled(self) -> None:
        if self._job is None or self._job.was_dropped:  # the window closes: to be resumed
            return
        stop = self._desk.services.worklists.stop_grading
        self._desk.jobs.run(stop, self._worklist, must_finish=True)
        self.ended.emit(self.tr("Grading was stopped; what was graded is kept."))
