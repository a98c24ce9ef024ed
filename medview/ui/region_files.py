"""Regions written as a DICOM segmentation or a table, and the question before they are lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from medview.domain.case import Case, CaseId
from medview.domain.errors import MedViewError
from medview.ui.desk import Desk
from medview.ui.kept_regions import Regions
from medview.ui.save_place import ask_where

Written = tuple[CaseId, Regions, Path]


class RegionFiles(QObject):
    """Asks where to, and writes in a worker."""

    saved = Signal(object, object, object)  # the case's id, its regions as they were, the path
    written = Signal(object)  # the path of a table

    def __init__(
        self, desk: Desk, parent: QWidget, on_error: Callable[[MedViewError], None]
    ) -> None:
        """Begin in the folder of documents; `parent` is what a dialog lies over."""
        super().__init__(parent)
        self._desk, self._over, self._on_error = desk, parent, on_error
        place = QStandardPaths.StandardLocation.DocumentsLocation
        self._folder = Path(QStandardPaths.writableLocation(place))

    def ask_save(self, case: Case, regions: Regions) -> None:
        """Ask where to, and keep regions as a DICOM segmentation."""
        kinds = {self.tr("DICOM segmentation (*.dcm)"): ".dcm"}
        start = str(self._folder / "regions.dcm")
        if path := ask_where(self._over, self.tr("Save regions"), start, kinds):
            self.save(case, regions, path)

    def ask_export(self, case: Case, regions: Regions) -> None:
        """Ask where to, and write what regions measure."""
        kinds, start = {self.tr("Table (*.csv)"): ".csv"}, str(self._folder / "regions.csv")
        if path := ask_where(self._over, self.tr("Export regions"), start, kinds):
            self.export(case, regions, path)

    def save(self, case: Case, regions: Regions, path: Path) -> None:
        """Keep regions in a file."""
        self._write(self._save, case, regions, path, self._tell_saved)

    def export(self, case: Case, regions: Regions, path: Path) -> None:
        """Write what regions measure to a table."""
        self._write(self._export, case, regions, path, self._tell_written)

    def may_lose(self, count: int) -> bool:
        """Ask whether so many unsaved regions may be lost."""
        box = QMessageBox(
            QMessageBox.Icon.Warning,
            "MedView",
            self.tr("%n region(s) are not saved and will be lost.", "", count),
            parent=self._over,
        )
        box.setInformativeText(self.tr("Save them as a DICOM segmentation to keep them."))
        lose = box.addButton(self.tr("Close without them"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(self.tr("Stay"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is lose

    def _write(
        self,
        verb: Callable[..., Written],
        case: Case,
        regions: Regions,
        path: Path,
        then: Callable[[Written], None],
    ) -> None:
        self._folder = path.parent
        self._desk.jobs.run(
            verb, case, regions, path, then=then, on_error=self._on_error, must_finish=True
        )

    def _save(self, case: Case, regions: Regions, path: Path) -> Written:
        return case.id, regions, self._desk.services.regions.save(case, regions, path)

    def _export(self, case: Case, regions: Regions, path: Path) -> Written:
        return case.id, regions, self._desk.services.regions.export(case, regions, path)

    def _tell_saved(self, written: Written) -> None:
        self.saved.emit(*written)

    def _tell_written(self, written: Written) -> None:
        self.written.emit(written[2])
