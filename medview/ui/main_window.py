"""The window: rail, pages, messages and footer; each part lives in its own file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from medview.domain.case import Case, Eye
from medview.domain.exchange import ENDING
from medview.domain.grade import Grade, SignedGrade
from medview.ui.activity import ActivityBar
from medview.ui.clinic import Clinic
from medview.ui.desk import Desk
from medview.ui.dialogs import Dialogs
from medview.ui.drop_hint import DropHint
from medview.ui.errors import ErrorDoor
from medview.ui.exchanging import Exchanging
from medview.ui.footer import Footer
from medview.ui.grading_batch import GradingBatch
from medview.ui.importing import Importing
from medview.ui.library_page import LibraryPage
from medview.ui.menus import MenuBar
from medview.ui.models_page import ModelsPage
from medview.ui.opening import Opening
from medview.ui.own_training import OwnTraining
from medview.ui.problems import ProblemsPanel
from medview.ui.rail import Rail
from medview.ui.read_page import ReadPage
from medview.ui.reporting import Reporting
from medview.ui.statistics_page import StatisticsPage

if TYPE_CHECKING:
    from medview.ui.study_page import StudyPage

READ, LIBRARY, WORKLIST, STATISTICS, MODELS = range(5)
SIGNING = ("accept", "sign_u", "eye_od", "eye_os", *(f"sign_{int(grade)}" for grade in Grade))

FIRST_SIZE, LEAST_SIZE = QSize(1280, 760), QSize(960, 600)
FRAME = QSize(0, 40)  # the title bar, which the desktop draws around the window


class MainWindow(QMainWindow):
    """Joins the parts; `language_chosen` asks the application for a window in another language."""

    language_chosen = Signal()

    def __init__(self, desk: Desk) -> None:
        """Build the window around the services of the desk."""
        super().__init__()
        self.setWindowTitle("MedView")
        self._desk = desk
        self.menus = MenuBar()
        self.setMenuBar(self.menus)
        self.rail = Rail(desk.theme)
        self.errors = ErrorDoor(desk.theme)
        self.problems = ProblemsPanel(desk.theme)
        self.read_page = ReadPage(desk)
        self.library_page = LibraryPage(desk)
        self.statistics_page = StatisticsPage(desk)
        self.models_page = ModelsPage(desk)
        self.clinic = Clinic(desk, self)
        self.training = OwnTraining(desk, self)
        self.activity = ActivityBar(desk.jobs)
        self.footer = Footer(desk)
        self.opening = Opening(desk, self)
        self.batch = GradingBatch(desk, self)
        self.importing = Importing(desk, self)
        self.exchanging = Exchanging(desk, self)
        self.reporting = Reporting(desk, self)
        self.dialogs = Dialogs(desk, self)
        self.drop_hint = DropHint(self)
        self._arrange()
        self._connect_parts()
        self._connect_menus()
        self.clinic.connect_parts()
        self.training.connect_parts()
        self._fill_recent()
        self._update_actions()
        self.read_page.viewer.welcome.sample.setFocus()

    @cached_property
    def study_page(self) -> StudyPage:
        """The reading studies, made when first asked for: starting must be quick."""
        from medview.ui.study_page import StudyPage

        page = StudyPage(self._desk)
        self.pages.addWidget(page)
        page.blind.connect(self._name_no_file)
        page.said.connect(self.activity.say)
        page.problems.connect(self.problems.add_left_out)
        return page

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files, folders or ZIPs, adding to what is open; import files of cases."""
        parcels = [path for path in paths if path.suffix == ENDING and path.is_file()]
        others = [path for path in paths if path not in parcels]
        if parcels:
            self.show_page(LIBRARY)
            self.exchanging.look_at(parcels)
        if others or not parcels:
            self.show_page(READ)
            self.opening.open_paths(others)

    def show_page(self, number: int) -> None:
        """Show a page: reading, library, worklists, statistics or models."""
        self.pages.setCurrentIndex(number)
        self.rail.show_page(number)
        self.refresh_page()
        self._name_no_file()
        self._update_actions()

    def refresh_page(self) -> None:
        """Show what the library holds by now; the page of reading keeps what is open."""
        number = self.pages.currentIndex()
        if number == LIBRARY:
            self.library_page.refresh()
        elif number == STATISTICS:
            self.statistics_page.refresh()
        elif number == WORKLIST:
            self.clinic.page.refresh()
        elif number == MODELS:
            self.models_page.refresh()

    def show_case(self, *cases: Case) -> None:
        """Add cases to what is open, and show the first in the reading page."""
        self.show_page(READ)
        self.read_page.cases.show_all()
        for case in cases:
            self._desk.worklist.add(case)
        self.read_page.cases.show_when_listed(cases[0].id)

    def keep_places(self) -> None:
        """Keep where the window and its splitters are, for the next window."""
        self._desk.preferences.keep_places(self.saveGeometry(), self.read_page.places())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the places of the window."""
        self.keep_places()
        super().closeEvent(event)

    def _arrange(self) -> None:
        self.pages = QStackedWidget()
        self.pages.addWidget(self.read_page)
        self.pages.addWidget(self.library_page)
        self.pages.addWidget(self.clinic.page)
        self.pages.addWidget(self.statistics_page)
        self.pages.addWidget(self.models_page)
        messages = QVBoxLayout()
        messages.setContentsMargins(8, 8, 8, 0)
        messages.addWidget(self.errors)
        messages.addWidget(self.problems)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(messages)
        column.addWidget(self.pages, 1)
        column.addWidget(self.activity)
        column.addWidget(self.footer)
        central = QWidget()
        across = QHBoxLayout(central)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(column, 1)
        self.setCentralWidget(central)
        self.setMinimumSize(LEAST_SIZE)
        self.resize(first_size(self.screen().availableSize()))
        self.restoreGeometry(self._desk.preferences.geometry)

    def _connect_parts(self) -> None:
        desk, welcome = self._desk, self.read_page.viewer.welcome
        desk.jobs.unhandled.connect(self.errors.show_error)
        desk.preferences.failed.connect(self.errors.show_error)
        desk.preferences.changed.connect(self._take_preference)
        desk.worklist.added.connect(self._update_actions)
        desk.worklist.cleared.connect(self._update_actions)
        self.rail.page_asked.connect(self.show_page)
        self.rail.settings_asked.connect(self.dialogs.show_settings)
        self.rail.help_asked.connect(self.dialogs.show_shortcuts)
        self.drop_hint.dropped.connect(self.open_paths)
        self.opening.started.connect(self.read_page.cases.show_all)
        self.read_page.answer.signed.connect(self._tell_signed)
        self.opening.problems.connect(self.problems.add_unopened)
        self.importing.problems.connect(self.problems.add_skipped)
        self.batch.problems.connect(self.problems.add_ungraded)
        self.exchanging.problems.connect(self.problems.add_skipped)
        for part in (self.opening, self.importing, self.exchanging, self.batch):
            part.started.connect(self.problems.clear)
        self.opening.glimpsed.connect(self.read_page.viewer.first_sight.offer)
        self.opening.glimpse_over.connect(self.read_page.viewer.end_first_sight)
        self.opening.ended.connect(self.activity.say)
        self.batch.ended.connect(self.activity.say)
        for bringing in (self.importing, self.exchanging):
            bringing.ended.connect(self.activity.say)
            bringing.changed.connect(self.library_page.refresh)
            bringing.added.connect(self._ask_model_anew)
        self.reporting.ended.connect(self.activity.say)
        self.read_page.cases.chosen.connect(self.reporting.follow)
        self.library_page.described.connect(self._ask_model_anew)
        self.library_page.import_asked.connect(self.importing.ask)
        self.importing.parcel_asked.connect(self.exchanging.ask_import)
        self.library_page.export_asked.connect(self.exchanging.ask_export)
        self.library_page.case_asked.connect(self.show_case)
        self.library_page.removed.connect(self._tell_removed)
        self.library_page.said.connect(self.activity.say)
        self.statistics_page.said.connect(self.activity.say)
        self.models_page.said.connect(self.activity.say)
        self.models_page.site_asked.connect(self.dialogs.show_site)
        self.dialogs.site_changed.connect(self._ask_model_anew)
        self.dialogs.site_changed.connect(self.models_page.refresh)
        desk.switching.switched.connect(self._ask_model_anew)
        desk.switching.ended.connect(self.activity.say)
        self.read_page.viewer.said.connect(self.activity.say)
        self.read_page.cases.chosen.connect(self._follow_case)
        self.read_page.cases.grade_all_asked.connect(self.batch.start)
        welcome.sample_asked.connect(self.opening.open_sample)
        welcome.folder_asked.connect(self.opening.ask_folder)
        welcome.files_asked.connect(self.opening.ask_files)
        welcome.import_asked.connect(self.importing.ask)
        welcome.recent_asked.connect(self.opening.open_recent)

    def _connect_menus(self) -> None:
        answer = self.read_page.answer
        self.menus.connect_to(
            open_files=self.opening.ask_files,
            open_folder=self.opening.ask_folder,
            open_sample=self.opening.open_sample,
            close_all=self._desk.worklist.close_all,
            report=self.reporting.ask_report,
            export_grades=self.reporting.ask_table,
            settings=self.dialogs.show_settings,
            quit=self.close,
            accept=answer.accept,
            sign_u=self._sign_ungradable,
            eye_od=self._set_right_eye,
            eye_os=self._set_left_eye,
            grade_all=self.batch.start,
            read_page=self._show_read,
            study_page=self._show_studies,
            library_page=self._show_library,
            statistics_page=self._show_statistics,
            models_page=self._show_models,
            next_case=self._next_case,
            previous_case=self._previous_case,
            find_similar=self.read_page.find_similar,
            find_together=self.read_page.find_together,
            compare_visits=self.read_page.viewer.compare_visits,
            to_neighbours=self.read_page.go_to_neighbours,
            turn_neighbours=self.read_page.room.turn,
            to_filter=self._go_to_filter,
            toggle_list=self._toggle_list,
            toggle_answer=self._toggle_answer,
            full_screen=self._toggle_full_screen,
            import_parcel=self.exchanging.ask_import,
            export_cases=self.library_page.export_listed,
            label_next=self.library_page.label_next,
            shortcuts=self.dialogs.show_shortcuts,
            about=self.dialogs.show_about,
            **{"import": self.importing.ask},
        )
        for grade in Grade:
            action = self.menus.actions_by_name[f"sign_{int(grade)}"]
            action.setData(int(grade))
            action.triggered.connect(self._sign_by_key)
        self.menus.recent_menu.triggered.connect(self._open_recent)

    def _update_actions(self) -> None:
        is_reading = self.pages.currentIndex() == READ
        has_cases = len(self._desk.worklist) > 0
        can_sign = is_reading and self.read_page.answer.can_sign
        self.menus.enable(can_sign, *SIGNING)
        self.menus.enable(
            is_reading and self.read_page.answer.case is not None,
            "find_similar",
            "find_together",
            "compare_visits",
            "to_neighbours",
            "turn_neighbours",
        )
        self.menus.enable(has_cases, "close_all", "grade_all", "report")
        self.menus.enable(is_reading and has_cases, "next_case", "previous_case")
        self.menus.enable(self._filter() is not None, "to_filter")
        self.menus.enable(self.pages.currentIndex() == LIBRARY, "export_cases")
        self.clinic.update_actions()

    def _follow_case(self, case: Case) -> None:
        self.footer.show_case(case)
        self._update_actions()

    def _sign_by_key(self) -> None:
        self.read_page.answer.decide(Grade(self._asked_action().data()))

    def _asked_action(self) -> QAction:
        action = self.sender()
        assert isinstance(action, QAction)
        return action

    def _sign_ungradable(self) -> None:
        self.read_page.answer.decide(None)

    def _set_right_eye(self) -> None:
        self.read_page.answer.correct_eye(Eye.OD)

    def _set_left_eye(self) -> None:
        self.read_page.answer.correct_eye(Eye.OS)

    def _show_read(self) -> None:
        self.show_page(READ)

    def _show_library(self) -> None:
        self.show_page(LIBRARY)

    def _show_statistics(self) -> None:
        self.show_page(STATISTICS)

    def _show_models(self) -> None:
        self.show_page(MODELS)

    def _show_studies(self) -> None:
        self.show_page(self.pages.indexOf(self.study_page))
        self.study_page.refresh()

    def _name_no_file(self) -> None:
        """While a study is read, hide what names files: who reads must not know them."""
        page: StudyPage | None = self.__dict__.get("study_page")  # without making one
        is_blind = page is not None and page.isVisible() and page.is_blind
        if is_blind:
            self.footer.said.clear()
        self.problems.setVisible(bool(self.problems.problems) and not is_blind)

    def _next_case(self) -> None:
        self.read_page.cases.select_next(1)

    def _previous_case(self) -> None:
        self.read_page.cases.select_next(-1)

    def _filter(self) -> QWidget | None:
        """The search field of the page that is shown, where there is one to fill."""
        page = self.pages.currentIndex()
        if page == READ:
            return self.read_page.cases.filter if len(self._desk.worklist) else None
        fields = {LIBRARY: self.library_page.search, WORKLIST: self.clinic.page.filter.search}
        return fields.get(page)

    def _go_to_filter(self) -> None:
        field = self._filter()
        if field is not None:
            field.setFocus()

    def _toggle_list(self) -> None:
        self.read_page.cases.setVisible(self.read_page.cases.isHidden())

    def _toggle_answer(self) -> None:
        self.read_page.answer.setVisible(self.read_page.answer.isHidden())

    def _toggle_full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def _open_recent(self, action: QAction) -> None:
        self.show_page(READ)
        self.opening.open_recent(action.data())

    def _fill_recent(self) -> None:
        menu = self.menus.recent_menu
        menu.clear()
        for path in self._desk.preferences.recent:
            menu.addAction(str(path)).setData(str(path))
        menu.setEnabled(bool(self._desk.preferences.recent))

    def _take_preference(self, name: str) -> None:
        if name == "recent":
            self._fill_recent()
        elif name == "theme":
            self._desk.theme.choose(self._desk.preferences.theme)
        elif name == "language":
            self.language_chosen.emit()
        elif name == "coverage":
            self._ask_model_anew()

    def _ask_model_anew(self) -> None:
        """Show nothing said by another model, or under another setting, or by other neighbours."""
        self._desk.worklist.forget_estimates()
        self.read_page.ask_again()
        self.footer.ask_again()
        if self.pages.currentIndex() == WORKLIST:
            self.clinic.page.refresh()

    def _tell_signed(self, signed: SignedGrade) -> None:
        self.footer.say_signed(signed, self.clinic.name_of(signed.case_id))

    def _tell_removed(self, count: int) -> None:
        self.activity.say(self.tr("%n case(s) removed from the library", "", count))


def first_size(available: QSize) -> QSize:
    """Return the size of a first window: with its title bar it fits what the desktop leaves."""
    return FIRST_SIZE.boundedTo(available - FRAME).expandedTo(LEAST_SIZE)
