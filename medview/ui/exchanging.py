"""Files of cases on behalf of the window: asks, then works in the background with Cancel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from medview.domain.case import CaseId
from medview.domain.exchange import ENDING, ExportOrder, ExportReport, Parcel, ParcelReport
from medview.ui.desk import Desk
from medview.ui.export_dialog import ExportDialog
from medview.ui.parcel_dialog import ParcelDialog


class Exchanging(QObject):
    """`changed` says that the library may hold other cases now; `ended` says it in words."""

    changed = Signal()
    added = Signal()
    started = Signal()
    ended = Signal(str)
    problems = Signal(list)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        """Ask on behalf of `window`; the folder is remembered until it is closed."""
        super().__init__(window)
        self._desk, self._window = desk, window
        place = QStandardPaths.StandardLocation.DocumentsLocation
        self._folder = Path(QStandardPaths.writableLocation(place))
        self._waiting: list[Path] = []

    # --- out

    def ask_export(self, cases: Sequence[CaseId]) -> None:
        """Show what would be sent, ask for the file, then write it."""
        if not cases:
            self.ended.emit(self.tr("There is no case in the list that could be exported."))
            return
        dialog = ExportDialog(self._desk, cases, self._window)
        if dialog.exec() and (target := self._ask_place()) is not None:
            self.export(dialog.order, target)
        dialog.deleteLater()

    def export(self, order: ExportOrder, target: Path) -> None:
        """Write the file in the background; cancelled, there is none."""
        self._desk.preferences.set("site_name", order.site)
        self._desk.jobs.run(
            self._desk.services.export_cases,
            order,
            target,
            then=self._tell_exported,
            title=self.tr("Exporting {0}").format(target.name),
        )

    def _ask_place(self) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Export cases"),
            str(self._folder / f"cases{ENDING}"),
            self.tr("Files of cases") + f" (*{ENDING})",
        )
        if not chosen:
            return None
        path = Path(chosen)
        self._folder = path.parent
        return path if path.suffix == ENDING else path.with_name(path.name + ENDING)

    def _tell_exported(self, report: ExportReport) -> None:
        self.ended.emit(
            self.tr("{0} written, {1} MB. Your fingerprint: {2}").format(
                self.tr("%n case(s)", "", report.cases),
                f"{report.size / 1e6:.1f}",
                report.signer.fingerprint,
            )
        )
        self.problems.emit(list(report.skipped))

    # --- in

    def ask_import(self) -> None:
        """Let the user choose files of cases."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Import cases of another site"),
            str(self._folder),
            self.tr("Files of cases") + f" (*{ENDING})",
        )
        if chosen:
            self._folder = Path(chosen[0]).parent
            self.look_at([Path(path) for path in chosen])

    def look_at(self, paths: Sequence[Path]) -> None:
        """Check files of cases, one after the other, and ask about each."""
        self._waiting += paths
        if len(self._waiting) == len(paths):
            self._look_at_next()

    def _look_at_next(self) -> None:
        if not self._waiting:
            return
        path = self._waiting[0]
        job = self._desk.jobs.run(
            self._desk.services.look_at_parcel,
            path,
            then=self.ask_about,
            title=self.tr("Checking {0}").format(path.name),
        )
        job.finished.connect(self._drop_first)

    def _drop_first(self) -> None:
        self._waiting = self._waiting[1:]
        self._look_at_next()

    def ask_about(self, parcel: Parcel) -> None:
        """Show who signed a file, then import it."""
        dialog = ParcelDialog(parcel, self._window)
        if dialog.exec():
            if dialog.remembers:
                self._desk.jobs.run(
                    self._desk.services.remember_site, parcel.signer, must_finish=True
                )
            self.receive(Path(parcel.path))
        dialog.deleteLater()

    def receive(self, path: Path) -> None:
        """Import in the background; what was added stays when it is cancelled."""
        self.started.emit()
        job = self._desk.jobs.build(
            self._desk.services.receive_cases,
            path,
            title=self.tr("Importing {0}").format(path.name),
        )
        job.succeeded.connect(self._tell_received)
        job.cancelled.connect(self._tell_cancelled)
        job.failed.connect(self._desk.jobs.unhandled)
        self._desk.jobs.started.emit(job)
        job.start()

    def _tell_received(self, report: ParcelReport) -> None:
        parts = [
            self.tr("%n case(s) added", "", report.added),
            self.tr("%n there already", "", report.duplicates) if report.duplicates else "",
            self.tr("%n skipped", "", len(report.skipped)) if report.skipped else "",
        ]
        name = report.parcel.signer.name
        words = ", ".join(part for part in parts if part)
        self.ended.emit(self.tr("From {0}: {1}.").format(name, words))
        self.problems.emit(list(report.skipped))
        self.changed.emit()
        if report.added:
            self.added.emit()

    def _tell_cancelled(self) -> None:
        self.ended.emit(self.tr("The import was stopped; what was added stays."))
        self.changed.emit()
        self.added.emit()
