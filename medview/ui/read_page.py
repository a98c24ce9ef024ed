"""The page where images are read: cases at the left, image in the middle, answer at the right."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSplitter,
    QWidget,
)

from medview.domain.case import Case
from medview.domain.neighbours import Neighbour, SimilarResult
from medview.domain.region import Region
from medview.domain.together import partners_of
from medview.ui.answer_panel import AnswerPanel, is_eye
from medview.ui.case_list import CaseList
from medview.ui.desk import Desk
from medview.ui.neighbour_room import NeighbourRoom
from medview.ui.neighbours import Neighbours
from medview.ui.viewer_area import ViewerArea

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReadPage(QWidget):
    """Passes the chosen case to everyone who shows something of it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the four areas."""
        super().__init__(parent)
        self.setObjectName("page")
        self._desk = desk
        self.cases = CaseList(desk)
        self.viewer = ViewerArea(desk)
        self.answer = AnswerPanel(desk)
        self.neighbours = Neighbours(desk)
        self._arrange()
        self._connect()
        self.show_nothing()

    def show_case(self, case: Case) -> None:
        """Show a case everywhere."""
        self.neighbours.setVisible(True)
        self.viewer.show_case(case)
        self.neighbours.show_case(case)
        self.answer.show_case(case)
        self._offer_second()

    def show_nothing(self) -> None:
        """Show the welcome; an answer and neighbours of nothing are not shown."""
        self.viewer.show_welcome()
        self.answer.clear()
        self.neighbours.clear()
        self.neighbours.hide()

    def find_similar(self) -> None:
        """Search with the image that is shown, or the region marked on it."""
        self._search_region(self.viewer.region)

    def find_together(self) -> None:
        """Search with another series of the study as well, or say why there is none."""
        view, case = self.answer.similar_view, self.answer.case
        if case is not None and view.choose_second() and not is_eye(case):
            self.find_similar()
        elif case is not None:
            self.neighbours.say_why(partners_of(case, self._desk.worklist.cases).why)

    def go_to_neighbours(self) -> None:
        """Put the keyboard on the nearest case, unfolded where they are folded."""
        self.room.unfold()
        self.neighbours.focus_first()

    def ask_again(self) -> None:
        """Ask the model anew for the case that is shown: its answer may be another now."""
        if self.answer.case is not None:
            self.neighbours.show_case(self.answer.case)
            self.answer.ask_again()

    def places(self) -> dict[str, QByteArray]:
        """Return how the splitters are left."""
        return {"across": self._across.saveState(), "down": self.room.places()}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter accepts the grade, but only from where nothing else is meant by it."""
        if event.key() in ENTER and self._enter_means_accept():
            self.answer.accept()
        elif event.key() == Qt.Key.Key_Escape and self.viewer.is_comparing:
            self.viewer.leave_compare()
        else:
            super().keyPressEvent(event)

    def _enter_means_accept(self) -> bool:
        """True in the list, on the image and on the button itself; never in a field or a box."""
        focus = QApplication.focusWidget()
        meant = (None, self, self.cases.view, self.answer.sign_box.accept_button)
        return focus in meant or (focus is not None and self.viewer.isAncestorOf(focus))

    def _arrange(self) -> None:
        self._down = QSplitter(Qt.Orientation.Vertical)
        self._down.addWidget(self.viewer)
        self._down.addWidget(self.neighbours)
        self._down.setStretchFactor(0, 1)
        self._down.setChildrenCollapsible(False)
        self._across = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.cases, self._down, self.answer):
            self._across.addWidget(part)
        self._across.setStretchFactor(1, 1)
        self._across.setChildrenCollapsible(False)
        self._across.setSizes([228, 700, 311])  # at 1280 no control below the picture is left out
        self._across.restoreState(self._desk.preferences.splitter("across"))
        self._down.restoreState(self._desk.preferences.splitter("down"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._across)
        self.room = NeighbourRoom(self._desk.preferences, self.viewer, self.neighbours, self._down)

    def _connect(self) -> None:
        self.cases.chosen.connect(self.show_case)
        self.cases.opened.connect(self.viewer.put)
        self.viewer.case_activated.connect(self._choose_activated)
        self.viewer.first_sight.turned.connect(self.cases.tell_reading)
        self._desk.worklist.added.connect(self._choose_first)
        self._desk.worklist.added.connect(self.viewer.end_first_sight)
        self._desk.worklist.added.connect(self._offer_second)
        self._desk.worklist.cleared.connect(self.show_nothing)
        self.viewer.region_drawn.connect(self._search_region)
        self.viewer.region_judged.connect(self.neighbours.judge_region)
        self.viewer.lesions.room_wanted.connect(self.neighbours.setHidden)
        self.viewer.room_wanted.connect(self.neighbours.setHidden)
        self.answer.sign_box.note.left.connect(self._to_picture)
        self.answer.sign_box.signed.connect(self._leave_answer)
        self.answer.signed.connect(self.viewer.retell_visits)
        self.answer.similar_asked.connect(self.find_similar)
        self.answer.corrected.connect(self._show_corrected)
        self.answer.estimated.connect(self.neighbours.show_estimate)
        self.answer.failed.connect(self.neighbours.show_error)
        self.neighbours.found.connect(self._show_shares)
        self.neighbours.opened.connect(self._show_compare)

    def _choose_activated(self, case: Case) -> None:
        self.cases.select_case(case.id)

    def _choose_first(self) -> None:
        if self.cases.current is None:
            self.cases.select_next()
            self.cases.view.setFocus()

    def _show_corrected(self, case: Case) -> None:
        """Show a case under its other eye, unless another was chosen meanwhile."""
        if self.answer.case is not None and self.answer.case.id == case.id:
            self.show_case(case)

    def _to_picture(self) -> None:
        self.viewer.view.setFocus()

    def _leave_answer(self) -> None:
        """Give the keyboard back, so that the keys of the next case work; a list keeps it."""
        focus = QApplication.focusWidget()
        if focus is not None and self.answer.isAncestorOf(focus):
            self._to_picture()

    def _search_region(self, region: Region | None) -> None:
        view = self.answer.similar_view
        self.neighbours.search_slice(
            self.viewer.image_index, region, view.extent_choice, view.second_choice
        )

    def _offer_second(self) -> None:
        """Offer the other series of the study; more may have been opened."""
        case = self.answer.case
        if case is not None:
            partners = partners_of(case, self._desk.worklist.cases)
            self.answer.similar_view.show_partners(partners)

    def _show_compare(self, neighbour: Neighbour, other: Case, region: Region | None) -> None:
        """Show a neighbour beside the series of the query that it is like."""
        mine = self.neighbours.asked_case(neighbour)
        self.viewer.show_compare(neighbour, other, None if mine else region, mine)

    def _show_shares(self, result: SimilarResult) -> None:
        case = self.answer.case
        if case is not None and not is_eye(case):
            self.answer.show_similar(result, self.neighbours.query_words)
