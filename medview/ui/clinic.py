"""Working through a clinic: joins the page of worklists, reading and signing in one window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from medview.domain.case import Case, CaseId
from medview.domain.grade import SignedGrade
from medview.ui.desk import Desk
from medview.ui.taking_back import TakingBack
from medview.ui.worklist_page import WorklistPage

if TYPE_CHECKING:
    from medview.ui.main_window import MainWindow
    from medview.ui.measure_panel import MeasurePanel


class Clinic(QObject):
    """Opens patients from the worklist, goes on to the next, and takes signatures back."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        """Make the page; `connect_parts` joins it with the window's other parts."""
        super().__init__(window)
        self._desk, self._window = desk, window
        self.page = WorklistPage(desk)
        self.taking_back = TakingBack(desk, window)

    def connect_parts(self) -> None:
        """Connect once the window has all its parts."""
        window, page, answer = self._window, self.page, self._window.read_page.answer
        for part in (page.making, page.batch):
            part.started.connect(window.problems.clear)
            part.ended.connect(window.activity.say)
        page.making.made.connect(self.show_page)
        page.making.problems.connect(window.problems.add_unopened)
        page.batch.problems.connect(window.problems.add_ungraded)
        page.reading.problems.connect(window.problems.add_unopened)
        page.reading.opened.connect(self._show_patient)
        page.reading.nothing_waits.connect(self._tell_nothing_waits)
        page.changed.connect(self.update_actions)
        window.read_page.cases.chosen.connect(page.follow_case)
        window.library_page.worklist_asked.connect(page.making.from_cases)
        answer.signed.connect(self.taking_back.remember)
        answer.take_back_asked.connect(self.taking_back.ask)
        self.taking_back.changed.connect(self.update_actions)
        self.taking_back.done.connect(self._tell_taken_back)
        window.menus.connect_to(
            worklist_page=self.show_page,
            next_for_me=page.open_next,
            take_back=self.take_back,
        )
        self.update_actions()

    def show_page(self) -> None:
        """Show the worklists."""
        self._window.show_page(self._window.pages.indexOf(self.page))

    def update_actions(self) -> None:
        """Switch on what can be done."""
        self._window.menus.enable(self.page.can_go_on, "next_for_me")
        menus, is_series = self._window.menus, self._reads_series
        signature = self.tr("Take the last signature &back")
        step = self.tr("Take the last step of measuring &back")
        menus.actions_by_name["take_back"].setText(step if is_series else signature)
        menus.enable(is_series or self.taking_back.has_any, "take_back")

    def take_back(self) -> None:
        """Take back what the page is about: a step of measuring, or else a signature."""
        if not self._reads_series:
            self.taking_back.take_back_last()
        elif (drawn := self._drawn) is not None:
            drawn.undo()

    @property
    def _reads_series(self) -> bool:
        """True where Ctrl+Z is about what was drawn, not about a signature of another page."""
        window, answer = self._window, self._window.read_page.answer
        is_reading = window.pages.currentWidget() is window.read_page
        return is_reading and answer.case is not None and not answer.can_sign

    @property
    def _drawn(self) -> MeasurePanel | None:
        """The measures of the image that keys are for, None where nothing is measured."""
        viewer = self._window.read_page.viewer
        if viewer.is_laid_out:
            active = viewer.layouts.active
            return None if active is None else active.measures
        return None if viewer.is_comparing else viewer.measures

    def name_of(self, case_id: CaseId) -> str:
        """Return the file name of an open case, "" when it is not open."""
        names = [c.images[0].name for c in self._desk.worklist.cases if c.id == case_id]
        return names[0] if names else ""

    def _show_patient(self, cases: tuple[Case, ...], first: str) -> None:
        self._window.show_case(*cases)
        self._window.read_page.cases.show_when_listed(first)

    def _tell_nothing_waits(self) -> None:
        self._window.activity.say(self.tr("No other eye of this worklist waits for you."))

    def _tell_taken_back(self, signed: SignedGrade) -> None:
        self._window.footer.say_taken_back(signed, self.name_of(signed.case_id))
