"""The report of one patient: gathered in the background, shown as text, written where asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMessageBox,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from medview.domain.case import Case
from medview.domain.errors import MedViewError
from medview.domain.job import Progress
from medview.domain.report import PatientReport, ReportOrder
from medview.ui.desk import Desk
from medview.ui.jobs import Job
from medview.ui.latest import Latest
from medview.ui.reasons import in_full
from medview.ui.report_form import ReportForm
from medview.ui.report_preview import ReportPreview
from medview.ui.widgets import button, label, row, set_tone


class ReportDialog(QDialog):
    """`written` carries the files, each time some were written."""

    written = Signal(list)

    def __init__(
        self, desk: Desk, case: Case | None, folder: Path, parent: QWidget | None = None
    ) -> None:
        """Start with the patient of `case` and the folder of the last time."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Report"))
        self.resize(880, 600)
        self._desk = desk
        self._gathering = Latest(desk.jobs)
        self._report: PatientReport | None = None
        self._job: Job | None = None
        self._order: ReportOrder | None = None
        self.form = ReportForm(desk, case, folder)
        self.preview = ReportPreview(desk.services.reports)
        self.status = label("", wraps=True)
        self.progress = QProgressBar(textVisible=False)
        self.progress.setToolTip(self.tr("Progress of writing"))
        self.progress.setAccessibleName(self.progress.toolTip())
        self.open_folder = button(self.tr("&Open the folder"), self.tr("Show the written files"))
        self.write = button(
            self.tr("&Write"), self.tr("Write the chosen files into the folder"), "primary"
        )
        self.leave = button(self.tr("Close"), self.tr("Close, or stop writing"))
        self._arrange()
        self._connect()
        self._gather()

    def done(self, result: int) -> None:
        """Want nothing any more that is still under way."""
        self._gathering.drop()
        self._stop()
        super().done(result)

    def _arrange(self) -> None:
        both = QHBoxLayout()
        both.setSpacing(18)
        both.addWidget(self.form, 2)
        both.addWidget(self.preview, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addLayout(both, 1)
        layout.addWidget(self.status)
        layout.addWidget(self.progress)
        layout.addLayout(row(self.open_folder, None, self.write, self.leave))
        self.progress.hide()
        self.open_folder.hide()

    def _connect(self) -> None:
        self.form.patient_chosen.connect(self._gather)
        self.form.language_chosen.connect(self._show_text)
        self.form.changed.connect(self._check)
        self.preview.copied.connect(self._tell_copied)
        self.write.clicked.connect(self._look_for_files)
        self.leave.clicked.connect(self._stop_or_close)
        self.open_folder.clicked.connect(self._show_folder)

    def _gather(self) -> None:
        """Ask for the report of the chosen patient, with the estimates that are known."""
        self._report = None
        self.preview.show_words(self.tr("Gathering pictures, grades and signatures …"))
        cases = self.form.cases
        self._gathering.run(
            self._desk.services.reports.gather,
            cases,
            self._desk.worklist.estimates_of(cases),
            then=self._show_report,
            on_error=self._show_error,
        )
        self._check()

    def _show_report(self, report: PatientReport) -> None:
        self._report = report
        self._show_text()
        self._check()

    def _show_text(self) -> None:
        if self._report is not None:
            self.preview.show_report(self._report, self.form.order.language)

    def _show_error(self, error: MedViewError) -> None:
        if self._report is None:
            self.preview.show_words("")
        self._end()
        self._say(in_full(error), "danger")

    def _say(self, words: str, tone: str = "") -> None:
        self.status.setText(words)
        set_tone(self.status, tone)

    def _check(self) -> None:
        """Say what is missing, or that it is a draft; writing waits for the first."""
        self.open_folder.hide()
        missing = self.form.what_is_missing()
        self.write.setEnabled(not missing and self._report is not None and not self._is_writing())
        if missing or self._report is None or self._report.is_signed:
            self._say(missing)
        else:
            words = self.tr("Not every photograph is signed: what is written is marked as a draft.")
            self._say(words, "warning")

    def _tell_copied(self) -> None:
        self._say(self.tr("Copied."), "good")

    def _is_writing(self) -> bool:
        return self._job is not None and not self._job.is_over

    def _stop(self) -> None:
        if self._job is not None and not self._job.is_over:
            self._job.cancel()

    def _look_for_files(self) -> None:
        """Ask before anything is replaced, then write."""
        self._order = self.form.order
        self.form.setEnabled(False)
        self.write.setEnabled(False)
        self._desk.jobs.run(
            self._desk.services.reports.existing,
            self._report,
            self._order,
            then=self._write_unless_refused,
            on_error=self._show_error,
        )

    def _write_unless_refused(self, existing: Sequence[Path]) -> None:
        if existing and not self._may_replace(existing):
            self._end()
            return
        job = self._desk.jobs.build(
            self._desk.services.reports.write,
            self._report,
            self._order,
            title=self.tr("Writing the report"),
        )
        job.progress.connect(self._show_progress)
        job.succeeded.connect(self._tell_written)
        job.failed.connect(self._show_error)
        job.cancelled.connect(self._tell_cancelled)
        self._job = job
        self.progress.setRange(0, 0)
        self.progress.show()
        self.leave.setText(self.tr("Cancel"))
        self._desk.jobs.started.emit(job)
        job.start()

    def _may_replace(self, existing: Sequence[Path]) -> bool:
        words = self.tr("These files are there already. Replace them?")
        names = "\n".join(path.name for path in existing)
        answer = QMessageBox.question(self, self.tr("Replace files"), f"{words}\n\n{names}")
        return answer == QMessageBox.StandardButton.Yes

    def _show_progress(self, progress: Progress) -> None:
        self.progress.setRange(0, progress.total)
        self.progress.setValue(progress.done)

    def _tell_written(self, files: list[Path]) -> None:
        self._end()
        words = self.tr("%n file(s) written to {0}", "", len(files))
        self._say(words.format(files[0].parent), "good")
        self.open_folder.show()
        self.written.emit(files)

    def _tell_cancelled(self) -> None:
        self._end()
        self._say(self.tr("Stopped; files that were written are whole."))

    def _end(self) -> None:
        self.progress.hide()
        self.leave.setText(self.tr("Close"))
        self.form.setEnabled(True)
        self.write.setEnabled(self._report is not None)

    def _stop_or_close(self) -> None:
        if self._is_writing():
            self._stop()
        else:
            self.accept()

    def _show_folder(self) -> None:
        if self._order is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._order.folder)))
