"""Other windows on the same server: what they wrote is seen within seconds, and nothing waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from medview.domain.errors import MedViewError
from medview.ui.jobs import Job, JobRunner

if TYPE_CHECKING:
    from medview.app.services import Services

EVERY = 3000  # milliseconds


class OtherWindows(QObject):
    """Asks in the background whether anything is new, one question at a time.

    `changed`: what is shown may be out of date. A library in a file is never asked about. `lost`:
    the server does not answer; `found`: it does again.
    """

    changed = Signal()
    lost = Signal(object)
    found = Signal()

    def __init__(self, services: Services, jobs: JobRunner, parent: QObject | None = None) -> None:
        """Begin to ask when other windows are possible."""
        super().__init__(parent)
        self._services, self._jobs = services, jobs
        self._job: Job | None = None
        self._is_lost = False
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.ask)
        if services.library_is_shared:
            self._timer.start()

    def ask(self) -> None:
        """Ask once, unless the last question is still open."""
        if self._job is None or self._job.is_over:
            self._job = self._jobs.run(
                self._services.catch_up, then=self._take, on_error=self._tell_lost
            )

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    def _take(self, is_new: bool) -> None:
        if self._is_lost:
            self._is_lost = False
            self.found.emit()
        if is_new:
            self.changed.emit()

    def _tell_lost(self, error: MedViewError) -> None:
        if not self._is_lost:
            self._is_lost = True
            self.lost.emit(error)
