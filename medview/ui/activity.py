"""What runs in the background: progress in words, time left, Cancel."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from medview.domain.job import Progress
from medview.ui.jobs import Job, JobRunner
from medview.ui.reasons import in_window_language
from medview.ui.widgets import button, label
from medview.ui.words import duration

STEADY_SECONDS = 1.5  # before this, an estimate of the time left would only jump about
SUMMARY_MS = 8000


class JobLine(QWidget):
    """One long job."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        """Follow the job until it ends."""
        super().__init__(parent)
        self._job = job
        self.title = label(job.title)
        self.detail = label("", "small")
        self.bar = QProgressBar(textVisible=False, minimum=0, maximum=0)
        self.bar.setMinimumWidth(140)
        self.bar.setAccessibleName(job.title)
        self.cancel = button(self.tr("Cancel"), self.tr("Stop; what is done is kept"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.title)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.detail)
        layout.addWidget(self.cancel)
        self.cancel.clicked.connect(self._cancel)
        job.progress.connect(self._show_progress)

    def _show_progress(self, progress: Progress) -> None:
        self.bar.setMaximum(progress.total)
        self.bar.setValue(progress.done)
        is_counted = progress.done and progress.total  # of what has no end, the text says how many
        parts = [
            in_window_language(progress.text),
            f"{progress.done} / {progress.total}" if is_counted else "",
            self._time_left(progress),
        ]
        self.detail.setText(" · ".join(part for part in parts if part))

    def _time_left(self, progress: Progress) -> str:
        spent = time.monotonic() - self._job.started_at
        if not progress.done or not progress.total or spent < STEADY_SECONDS:
            return ""
        return duration(spent / progress.done * (progress.total - progress.done))

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.detail.setText(self.tr("Stopping …"))
        self._job.cancel()


class ActivityBar(QWidget):
    """One line per long job, and for a while what the last one came to; hidden when idle."""

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        """Listen for long jobs."""
        super().__init__(parent)
        self.setObjectName("activity")
        self._lines: dict[Job, JobLine] = {}
        self._kept: list[QWidget] = []
        self.summary = label("", wraps=True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 6, 14, 6)
        self._layout.addWidget(self.summary)
        self._timer = QTimer(self, interval=SUMMARY_MS, singleShot=True)
        self._timer.timeout.connect(self._forget_summary)
        jobs.started.connect(self._add)
        self.update_visible()

    @property
    def lines(self) -> list[JobLine]:
        """The lines of the jobs that run."""
        return list(self._lines.values())

    def say(self, text: str) -> None:
        """Show what a job came to, for a while."""
        self.summary.setText(text)
        self._timer.start()
        self.update_visible()

    def add_line(self, line: QWidget) -> None:
        """Hold a line that shows and hides itself; `update_visible` follows it."""
        self._kept.append(line)
        self._layout.addWidget(line)
        self.update_visible()

    def _add(self, job: Job) -> None:
        self._lines[job] = JobLine(job)
        self._layout.addWidget(self._lines[job])
        job.finished.connect(self._remove_finished)
        self.update_visible()

    def _remove_finished(self) -> None:
        job = self.sender()
        if isinstance(job, Job) and job in self._lines:
            self._lines.pop(job).deleteLater()
        self.update_visible()

    def _forget_summary(self) -> None:
        self.summary.clear()
        self.update_visible()

    def update_visible(self) -> None:
        """Be there while there is something to say."""
        self.summary.setVisible(bool(self.summary.text()))
        has_line = any(not line.isHidden() for line in self._kept)
        self.setVisible(bool(self._lines) or has_line or bool(self.summary.text()))
