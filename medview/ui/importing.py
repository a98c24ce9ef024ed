"""Import of labelled folders into the library, in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from medview.ui.desk import Desk
from medview.ui.import_dialog import ImportDialog, ImportOrder

if TYPE_CHECKING:
    from medview.app.import_cases import ImportReport


class Importing(QObject):
    """`changed` says that the library may hold other cases now; `ended` says it in words.

    `added` says that there are more: what a model says by its neighbours may be another now.
    """

    changed = Signal()
    added = Signal()
    started = Signal()
    ended = Signal(str)
    problems = Signal(list)
    parcel_asked = Signal()  # a file of another site is to be imported, not a folder

    def __init__(self, desk: Desk, window: QWidget) -> None:
        """Ask on behalf of `window`."""
        super().__init__(window)
        self._desk = desk
        self._window = window

    def ask(self) -> None:
        """Ask what to import, then start."""
        dialog = ImportDialog(self._window, desk=self._desk)
        if dialog.exec():
            self.start(dialog.order)
        elif dialog.wants_parcel:
            self.parcel_asked.emit()

    def start(self, order: ImportOrder) -> None:
        """Import in the background; what was added stays when it is cancelled."""
        self.started.emit()
        job = self._desk.jobs.build(
            self._desk.services.import_cases,
            [order.folder],
            order.labels,
            order.source,
            recognise=order.as_set,
            title=self.tr("Importing {0}").format(order.source),
        )
        job.succeeded.connect(self._finish)
        job.cancelled.connect(self._tell_cancelled)
        job.failed.connect(self._desk.jobs.unhandled)
        self._desk.jobs.started.emit(job)
        job.start()

    def _finish(self, report: ImportReport) -> None:
        parts = [
            self.tr("%n case(s) added", "", report.added),
            self.tr("%n duplicate(s)", "", report.duplicates) if report.duplicates else "",
            self.tr("%n skipped", "", len(report.skipped)) if report.skipped else "",
        ]
        self.ended.emit(self.tr("Import: {0}.").format(", ".join(p for p in parts if p)))
        self.problems.emit(list(report.skipped))
        self.changed.emit()
        if report.added:
            self.added.emit()

    def _tell_cancelled(self) -> None:
        self.ended.emit(self.tr("The import was stopped; what was added stays."))
        self.changed.emit()
        self.added.emit()
