"""How far something has loaded, with Cancel; hidden when nothing does."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from medview.domain.job import Progress
from medview.ui.jobs import Job
from medview.ui.widgets import button, label


class LoadingRow(QWidget):
    """Follows one job at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self._job: Job | None = None
        self.words = label(self.tr("Loading"))
        self.progress = QProgressBar(textVisible=False)
        self.progress.setAccessibleName(self.tr("Loading"))
        self.cancel = button(self.tr("Cancel"), self.tr("Stop loading"))
        self.cancel.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(self.words)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel)
        self.hide()

    def follow(self, job: Job) -> None:
        """Show a job until it ends."""
        self._job = job
        self.progress.setRange(0, 0)
        self.words.setText(self.tr("Loading"))
        self.cancel.setEnabled(True)
        job.progress.connect(self._show)
        job.finished.connect(self._end)
        self.show()

    def _show(self, progress: Progress) -> None:
        if self.sender() is self._job:
            self.progress.setRange(0, progress.total)
            self.progress.setValue(progress.done)
            self.words.setText(
                self.tr("Loading {done} / {total}").format(done=progress.done, total=progress.total)
            )

    def _end(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self.hide()

    def _cancel(self) -> None:
        if self._job is not None:
            self.cancel.setEnabled(False)
            self._job.cancel()
