"""The page of reading studies: their list, reading, deciding, results; each made when needed."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from medview.domain.case import FUNDUS, Case
from medview.domain.study import Study, StudyProgress, StudySetUp
from medview.ui.answer_panel import is_eye
from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.study_decisions import StudyDecisions
from medview.ui.study_dialog import StudyDialog, StudyOrder
from medview.ui.study_list import StudyList
from medview.ui.study_reading import StudyReading
from medview.ui.study_results_view import StudyResultsView


class StudyPage(QWidget):
    """`blind` is told True while someone reads: the window then names no file anywhere."""

    blind = Signal(bool)
    said = Signal(str)
    problems = Signal(list)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show the list; `refresh` fills it."""
        super().__init__(parent)
        self.setObjectName("page")
        self._desk = desk
        self._listing = Latest(desk.jobs)
        self._new: Study | None = None
        self.list = StudyList(desk)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.list)
        self.list.new_asked.connect(self._ask_library)
        self.list.read_asked.connect(self.read)
        self.list.decide_asked.connect(self.decide)
        self.list.results_asked.connect(self.show_results)

    @cached_property
    def reading(self) -> StudyReading:
        """Where photographs are read."""
        part = StudyReading(self._desk)
        self._add(part)
        part.left.connect(self.show_list)
        return part

    @cached_property
    def decisions(self) -> StudyDecisions:
        """Where disagreements are decided."""
        part = StudyDecisions(self._desk)
        self._add(part)
        part.left.connect(self.show_list)
        return part

    @cached_property
    def results(self) -> StudyResultsView:
        """Where the results are shown."""
        part = StudyResultsView(self._desk)
        self._add(part)
        part.left.connect(self.show_list)
        part.said.connect(self.said)
        return part

    @property
    def is_blind(self) -> bool:
        """True while someone reads or decides."""
        return self._stack.currentWidget() not in (self.list, self.__dict__.get("results"))

    def refresh(self) -> None:
        """Read the list again, unless somebody is in the middle of something."""
        if self._stack.currentWidget() is self.list:
            self._listing.run(self._desk.services.studies.all, then=self._show_studies)

    def show_list(self) -> None:
        """Leave what is shown; everything confirmed is kept."""
        shown = self._stack.currentWidget()
        if isinstance(shown, StudyReading | StudyDecisions | StudyResultsView):
            shown.stop()
        self._show(self.list)
        self.refresh()
        self.list.table.setFocus()

    def read(self, study: Study, reader: str) -> None:
        """Go on reading."""
        self._show(self.reading)
        self.reading.start(study, reader)

    def decide(self, study: Study) -> None:
        """Decide where readers disagree."""
        self._show(self.decisions)
        self.decisions.start(study)

    def show_results(self, study: Study) -> None:
        """Show how far graders agree."""
        self._show(self.results)
        self.results.start(study)

    def start(self, order: StudyOrder) -> None:
        """Set a study up in the background."""
        self._desk.jobs.run(
            self._desk.services.studies.set_up,
            order.plan,
            self._desk.preferences.reader_name,
            cases=order.cases,
            paths=order.paths,
            title=self.tr("Setting up “{0}”").format(order.plan.name),
            then=self._tell_set_up,
        )

    def _add(self, part: QWidget) -> None:
        self._stack.addWidget(part)

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        self.blind.emit(self.is_blind)

    def _show_studies(self, studies: list[StudyProgress]) -> None:
        self.list.show_studies(studies)
        if self._new is not None:
            self.list.choose(self._new)
            self._new = None

    def _ask_library(self) -> None:
        """Ask what to set up, once it is known what the library holds."""
        self._listing.run(self._desk.services.library_cases, FUNDUS, then=self._ask)

    def _ask(self, library: list[Case]) -> None:
        opened = [case for case in self._desk.worklist.cases if is_eye(case)]
        reader = self._desk.preferences.reader_name
        dialog = StudyDialog(opened, library, reader, self)
        if dialog.exec():
            self.start(dialog.order)

    def _tell_set_up(self, done: StudySetUp) -> None:
        self._new = done.study
        count = len(done.study.photos)
        self.said.emit(self.tr("The study has %n photograph(s).", "", count))
        if done.left_out:
            self.problems.emit(list(done.left_out))
        self.refresh()
