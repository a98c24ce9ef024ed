"""Reports and tables on behalf of the window: asks what and where, works in the background."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from medview.domain.case import Case, CaseId
from medview.domain.grade import GradeEstimate
from medview.domain.worklist import WorklistInfo
from medview.ui.desk import Desk
from medview.ui.report_dialog import ReportDialog
from medview.ui.save_place import ask_where
from medview.ui.table_dialog import TableDialog


class Reporting(QObject):
    """`ended` says in words what was written."""

    ended = Signal(str)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        """Ask on behalf of `window`; the folder is remembered until it is closed."""
        super().__init__(window)
        self._desk, self._window = desk, window
        place = QStandardPaths.StandardLocation.DocumentsLocation
        self._folder = Path(QStandardPaths.writableLocation(place))
        self._case: Case | None = None

    def follow(self, case: Case) -> None:
        """Remember which case is chosen: the report starts with its patient."""
        self._case = case

    def ask_report(self) -> None:
        """Show the report of the chosen patient."""
        if not any(case.is_photograph for case in self._desk.worklist.cases):
            self.ended.emit(self.tr("Open an eye photograph first: the report is about it."))
            return
        dialog = ReportDialog(self._desk, self._case, self._folder, self._window)
        dialog.written.connect(self._tell_written)
        dialog.exec()
        dialog.deleteLater()

    def ask_table(self) -> None:
        """Ask which grades and where to, then write the table."""
        self._desk.jobs.run(self._desk.services.worklists.all, then=self._ask_rows)

    def _ask_rows(self, worklists: list[WorklistInfo]) -> None:
        eyes = [case for case in self._desk.worklist.cases if case.is_photograph]
        graded = len(self._desk.worklist.estimates_of(eyes))
        dialog = TableDialog(len(eyes), graded, worklists, self._window)
        if dialog.exec() and (path := self._ask_place(dialog.suffix)) is not None:
            wanted = eyes if dialog.wants_open else dialog.wanted_worklist
            self._desk.jobs.run(
                self._write_table,
                wanted,
                self._desk.worklist.estimates_of(eyes),
                path,
                then=self._tell_table,
                title=self.tr("Writing the table"),
            )
        dialog.deleteLater()

    def _ask_place(self, suffix: str) -> Path | None:
        name = str(self._folder / f"grades{suffix}")
        path = ask_where(self._window, self.tr("Export grades"), name, {f"*{suffix}": suffix})
        if path is not None:
            self._folder = path.parent
        return path

    def _write_table(
        self, wanted: list[Case] | int | None, estimates: Mapping[CaseId, GradeEstimate], path: Path
    ) -> Path:
        """Run in a thread: write open cases, a worklist by number, or (None) all that is signed."""
        services = self._desk.services
        if wanted is None:
            rows = services.reports.signed_rows()
        elif isinstance(wanted, int):
            rows = services.reports.worklist_rows(services.worklists.rows(wanted))
        else:
            rows = services.reports.rows(wanted, estimates)
        return services.reports.write_table(rows, path)

    def _tell_table(self, path: Path) -> None:
        self.ended.emit(self.tr("The table was written: {0}").format(path))

    def _tell_written(self, files: list[Path]) -> None:
        self._folder = files[0].parent
        self.ended.emit(self.tr("%n file(s) of the report written", "", len(files)))
