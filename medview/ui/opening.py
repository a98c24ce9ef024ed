"""Opening files: from the menus, a drop, the recent list or the command line, all one way."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from medview.domain.case import FirstSight, OpenSummary, Problem
from medview.ui.desk import Desk
from medview.ui.jobs import Job
from medview.ui.reasons import what_happened


class Opening(QObject):
    """Streams what is opened into the worklist; `ended` says in words what it came to.

    What concerns a folder as a whole (files in it that are no images) goes with those words; what
    did not open is a problem of its own. Until there is a case, one image is there to glimpse.
    """

    started = Signal()
    ended = Signal(str)
    problems = Signal(list)
    glimpsed = Signal(object)  # FirstSight, while nothing is open
    glimpse_over = Signal()  # its opening ended without a case

    def __init__(self, desk: Desk, window: QWidget) -> None:
        """Ask for files on behalf of `window`."""
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._folders: set[str] = set()
        self._glimpsing: Job | None = None

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files, folders or ZIPs in the background."""
        present = [path for path in paths if path.exists()]
        self._report_missing([path for path in paths if not path.exists()])
        if not present:
            return
        self.started.emit()
        self._folders |= {str(path) for path in present if path.is_dir()}
        self._desk.preferences.remember_opened(present)
        job = self._desk.jobs.run(
            self._desk.services.open_cases,
            present,
            title=self.tr("Opening {0}").format(present[0].name or str(present[0])),
            on_item=self._desk.worklist.add,
            on_glimpse=self._tell_glimpse,
            then=self._finish,
        )
        job.finished.connect(self._end_glimpse)

    def ask_files(self) -> None:
        """Let the user choose files."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Open files"),
            self._last_folder(),
            self.tr("Images and archives")
            + " (*.jpg *.jpeg *.png *.tif *.tiff *.dcm *.dicom *.ima *.zip DICOMDIR);;"
            + self.tr("All files")
            + " (*)",
        )
        self.open_paths([Path(path) for path in chosen])

    def ask_folder(self) -> None:
        """Let the user choose a folder."""
        chosen = QFileDialog.getExistingDirectory(
            self._window, self.tr("Open a folder"), self._last_folder()
        )
        if chosen:
            self.open_paths([Path(chosen)])

    def open_sample(self) -> None:
        """Open the drawn sample."""
        self.open_paths(self._desk.services.sample_paths())

    def open_recent(self, path: str) -> None:
        """Open an entry of the recent list, or take it out when it is gone."""
        if not Path(path).exists():
            self._desk.preferences.forget_recent(Path(path))
        self.open_paths([Path(path)])

    def _last_folder(self) -> str:
        recent = self._desk.preferences.recent
        return str(recent[0].parent) if recent else ""

    def _report_missing(self, paths: Sequence[Path]) -> None:
        hint = self.tr("Check that the drive is connected and the name is right.")
        missing = [Problem(str(p), self.tr("It is not there any more."), hint) for p in paths]
        if missing:
            self.problems.emit(missing)

    def _tell_glimpse(self, sight: FirstSight) -> None:
        job = self.sender()
        if self._glimpsing is None and not len(self._desk.worklist) and isinstance(job, Job):
            self._glimpsing = job
            self.glimpsed.emit(sight)

    def _end_glimpse(self) -> None:
        """A case that was opened is shown in a moment, in the place of the image."""
        if self.sender() is self._glimpsing:
            self._glimpsing = None
            if not len(self._desk.worklist):
                self.glimpse_over.emit()

    def _finish(self, summary: OpenSummary) -> None:
        remarks = [p for p in summary.problems if p.path in self._folders and summary.cases]
        self.problems.emit([p for p in summary.problems if p not in remarks])
        words = [self.tr("%n case(s) opened", "", summary.cases), *map(what_happened, remarks)]
        self.ended.emit(" · ".join(words))
