"""Make, rename and delete worklists, and say who reads whom: the questions, and the work behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, QLocale, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from medview.domain.case import Case, OpenSummary
from medview.domain.worklist import WorklistInfo, WorklistRow
from medview.ui.desk import Desk


class WorklistMaking(QObject):
    """`made` carries a new worklist; `changed` says that lists or tasks are others now."""

    made = Signal(object)
    changed = Signal()
    started = Signal()
    ended = Signal(str)
    problems = Signal(list)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        """Ask on behalf of `window`."""
        super().__init__(window)
        self._desk, self._window = desk, window

    def from_open(self) -> None:
        """Make a worklist of the open photographs."""
        self.from_cases(self._desk.worklist.cases)

    def from_library(self) -> None:
        """Make a worklist of all photographs of the library."""
        self._desk.jobs.run(self._desk.services.library_cases, then=self.from_cases)

    def from_cases(self, cases: Sequence[Case]) -> None:
        """Make a worklist of the photographs among these cases, under a name that is asked for."""
        photographs = [case for case in cases if case.is_photograph]
        if not photographs:
            self.ended.emit(self.tr("There is no eye photograph to put on a worklist."))
            return
        name = self._ask_name(self.tr("New worklist"), self._today())
        if name:
            create = self._desk.services.worklists.create
            self._run(create, name, photographs, then=self.made.emit)

    def from_folder(self) -> None:
        """Let the user choose a folder, and make a worklist of its photographs."""
        recent = self._desk.preferences.recent
        chosen = QFileDialog.getExistingDirectory(
            self._window,
            self.tr("Folder with the photographs of a clinic"),
            str(recent[0].parent) if recent else "",
        )
        name = self._ask_name(self.tr("New worklist"), Path(chosen).name) if chosen else ""
        if name:
            self.started.emit()
            self._desk.jobs.run(
                self._desk.services.worklists.create_from_paths,
                name,
                [Path(chosen)],
                title=self.tr("Making the worklist {0}").format(name),
                then=self._tell_made,
            )

    def rename(self, worklist: WorklistInfo) -> None:
        """Ask for another name."""
        name = self._ask_name(self.tr("Rename the worklist"), worklist.name)
        if name and name != worklist.name:
            self._run(self._desk.services.worklists.rename, worklist.id, name)

    def delete(self, worklist: WorklistInfo) -> None:
        """Ask, then delete a worklist."""
        answer = QMessageBox.question(
            self._window,
            self.tr("Delete the worklist?"),
            self.tr("Delete the worklist {0}?").format(worklist.name)
            + "\n"
            + self.tr("The image files, grades and signatures stay."),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            QMessageBox.StandardButton.No,
        )
        if answer == QMessageBox.StandardButton.Yes:
            self._run(self._desk.services.worklists.delete, worklist.id)

    def assign(
        self, worklist: WorklistInfo, rows: Sequence[WorklistRow], known: Sequence[str]
    ) -> None:
        """Ask who is to read these patients; `known` are names to choose from."""
        title = self.tr("Assign to a reader")
        question = self.tr("Who reads %n patient(s)? Leave it empty for anybody.", "", len(rows))
        names = list(dict.fromkeys([self._desk.preferences.reader_name, *known, ""]))
        reader, was_given = QInputDialog.getItem(self._window, title, question, names, 0, True)
        if was_given:
            keys = [row.key for row in rows]
            self._run(self._desk.services.worklists.assign, worklist.id, keys, reader)

    def want_second_read(self, worklist: WorklistInfo, rows: Sequence[WorklistRow]) -> None:
        """Ask a second reader for these patients, or no longer if all have been asked for."""
        wanted = not all(row.task.second_read for row in rows)
        keys = [row.key for row in rows]
        self._run(self._desk.services.worklists.want_second_read, worklist.id, keys, wanted)
        words = (
            self.tr("A second read is wanted for %n patient(s).", "", len(rows))
            if wanted
            else self.tr("No second read is wanted any more for %n patient(s).", "", len(rows))
        )
        self.ended.emit(words)

    def _run(
        self, work: Callable[..., Any], *args: Any, then: Callable[[Any], None] | None = None
    ) -> None:
        """Do what a person asked for; it is kept even when the window closes at once."""
        self._desk.jobs.run(work, *args, then=then or self._tell_changed, must_finish=True)

    def _tell_changed(self, _outcome: object) -> None:
        self.changed.emit()

    def _tell_made(self, outcome: tuple[WorklistInfo, OpenSummary]) -> None:
        worklist, summary = outcome
        self.problems.emit(list(summary.problems))
        self.made.emit(worklist)

    def _ask_name(self, title: str, proposed: str) -> str:
        name, was_given = QInputDialog.getText(
            self._window, title, self.tr("Name of the worklist:"), text=proposed
        )
        return name.strip() if was_given else ""

    def _today(self) -> str:
        today = QLocale().toString(QDate.currentDate(), "yyyy-MM-dd")
        return self.tr("Clinic {0}").format(today)
