"""Keeps an eye on the runs: which there are, how far the ones at work are, and which have ended."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from medview.domain.errors import MedViewError
from medview.domain.training import RunStatus
from medview.ui.desk import Desk
from medview.ui.latest import Latest

EVERY_MS = 1000


class TrainingWatch(QObject):
    """`changed` carries a RunStatus that differs from before, `ended` one that just ended.

    `listed` says that the list of runs is another. Runs are looked at only while one is at work.
    """

    listed = Signal()
    changed = Signal(object)
    ended = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Start without knowing of any run."""
        super().__init__(parent)
        self._desk = desk
        self._asking = Latest(desk.jobs)
        self.runs: dict[Path, RunStatus] = {}
        self._timer = QTimer(self, interval=EVERY_MS, singleShot=True)
        self._timer.timeout.connect(self._look_again)

    @property
    def at_work(self) -> list[RunStatus]:
        """The runs that have not ended, the newest first."""
        return [status for status in self.runs.values() if not status.state.ended]

    def look(self) -> None:
        """Find out which runs there are, and follow those at work."""
        self._asking.run(self._desk.services.training.runs, then=self._take_all)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._asking.drop()

    def _look_again(self) -> None:
        live = [status.run for status in self.at_work]
        self._asking.run(self._statuses, live, then=self._take)

    def _statuses(self, runs: Sequence[Path]) -> list[RunStatus]:
        """Run in a thread: the runs that are still there."""
        found = []
        for run in runs:
            try:
                found.append(self._desk.services.training.status(run))
            except MedViewError:  # removed since
                continue
        return found

    def _take_all(self, statuses: Sequence[RunStatus]) -> None:
        before = {run: self.runs[run] for run in self.runs}
        self.runs = {status.run: status for status in statuses}
        self._tell(before, statuses)
        if list(before) != list(self.runs):
            self.listed.emit()
        self._go_on()

    def _take(self, statuses: Sequence[RunStatus]) -> None:
        before = dict(self.runs)
        self.runs.update({status.run: status for status in statuses})
        self._tell(before, statuses)
        self._go_on()

    def _tell(self, before: dict[Path, RunStatus], statuses: Sequence[RunStatus]) -> None:
        for status in statuses:
            earlier = before.get(status.run)
            if earlier != status:
                self.changed.emit(status)
            if earlier is not None and status.state.ended and not earlier.state.ended:
                self.ended.emit(status)

    def _go_on(self) -> None:
        if self.at_work:
            self._timer.start()
