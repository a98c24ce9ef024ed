"""Several series of one patient at once: cells in rows and columns, linked by place.

Cells follow the active one within one frame of reference, or through an alignment that a reader
accepted; each says in words which of both, or why it does not.

    layout = LayoutView(desk, menu)
    layout.closed.connect(...)                  # Esc
    layout.case_activated.connect(...)          # Case of the cell that keys are for now
    layout.hang(Hanging(2, 2), [case, other])
    layout.put(case)                            # into the active cell

Keys: those of a series for the active cell; Tab and Shift+Tab go from cell to cell. A double click
or Shift+Enter has the active cell take all the room, and again gives it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from medview.domain.case import Case
from medview.domain.hanging import MOST, Hanging
from medview.ui.desk import Desk
from medview.ui.display_bar import DisplayBar
from medview.ui.layout_cell import LayoutCell
from medview.ui.layout_menu import ONE, Grid, LayoutMenu
from medview.ui.series_view import SeriesView


class LayoutView(QWidget):
    """The cells, and above them the tools of the active one."""

    closed = Signal()
    case_activated = Signal(object)
    said = Signal(str)

    def __init__(self, desk: Desk, menu: LayoutMenu, parent: QWidget | None = None) -> None:
        """Start with no cell."""
        super().__init__(parent)
        self._desk, self._menu = desk, menu
        self.grid: Grid = ONE
        self.cells: list[LayoutCell] = []
        self._active: LayoutCell | None = None
        self._largest: LayoutCell | None = None  # that has all the room
        self._is_following = False
        self.is_by_hand = False  # a reader put a series into a cell, or works with one
        self.bar = DisplayBar(self)
        self._tools = QStackedWidget()
        self._squares = QGridLayout()
        self._squares.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.bar)
        column.addWidget(self._tools)
        column.addLayout(self._squares, 1)
        self._build_bar()
        menu.linked.connect(self._follow_active)
        menu.lines_wanted.connect(self._draw_lines)
        desk.preferences.changed.connect(self._name_patients)

    @property
    def active(self) -> LayoutCell | None:
        """The cell that keys and tools are for."""
        return self._active

    @property
    def shown(self) -> list[LayoutCell]:
        """The cells of the layout, row by row."""
        return self.cells[: self.grid[0] * self.grid[1]]

    def hang(self, hanging: Hanging, cases: Sequence[Case]) -> None:
        """Show a layout filled with these series; what is shown already stays where it is."""
        self._arrange((hanging.rows, hanging.columns))
        self.is_by_hand = False
        for cell, case, place in zip_longest(self.shown, hanging.hung(cases), hanging.places):
            if case is None:
                cell.clear()
            elif cell.case is None or cell.case.id != case.id:
                cell.show_case(case, place)
        self._name_patients("views")
        self._active = None
        self.activate(next((cell for cell in self.shown if cell.case), self.cells[0]))

    def fill(self, hanging: Hanging, cases: Sequence[Case]) -> None:
        """Show series that are not shown yet in the cells that are empty, and touch no other."""
        shown = {cell.case.id for cell in self.shown if cell.case is not None}
        waiting = [case for case in cases if case.id not in shown]
        if not hanging.places:
            empty = [cell for cell in self.shown if cell.case is None]
            for cell, case in zip(empty, waiting, strict=False):
                cell.show_case(case)
            return
        for cell, wanted, place in zip(
            self.shown, hanging.hung(cases), hanging.places, strict=False
        ):
            if cell.case is None and wanted in waiting:
                cell.show_case(wanted, place)

    def kept(self) -> Hanging:
        """Return how the layout is, for the next study."""
        return Hanging(*self.grid, tuple(cell.kept() for cell in self.shown))

    def put(self, case: Case) -> None:
        """Show a series in the active cell."""
        if self._active is not None:
            self._put_into(self._active, case)

    def activate(self, cell: LayoutCell) -> None:
        """Make a cell the one that keys and tools are for."""
        if cell is self._active or self._is_following:
            return
        for other in self.cells:
            other.set_active(other is cell)
        self._active = cell
        self._tools.setCurrentWidget(cell.view.bar)
        self._draw_lines()
        self._say_links()
        if cell.case is not None:
            self.case_activated.emit(cell.case)

    def follow_alignments(self) -> None:
        """Link anew: an alignment was accepted or taken back."""
        self._follow_active()
        self._draw_lines()

    def resize_active(self) -> None:
        """Have the active cell take all the room, or give it back."""
        self._largest = None if self._largest is self._active else self._active
        for cell in self.shown:
            cell.setVisible(self._largest in (None, cell))
        self._stretch()
        if self._active is not None:
            self._active.setFocus()

    def clear(self) -> None:
        """Let go of all series."""
        self._active = None
        for cell in self.cells:
            cell.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _arrange(self, grid: Grid) -> None:
        self.grid, self._largest = grid, None
        while len(self.cells) < grid[0] * grid[1]:
            self.cells.append(self._make_cell())
        while self._squares.count():
            self._squares.takeAt(0)
        for number, cell in enumerate(self.cells):
            cell.setVisible(number < grid[0] * grid[1])
            if cell.isHidden():
                cell.clear()
            else:
                self._squares.addWidget(cell, *divmod(number, grid[1]))
        self._stretch()

    def _stretch(self) -> None:
        """Share the room among the cells that are seen."""
        largest = self._largest
        seen = [divmod(n, self.grid[1]) for n, c in enumerate(self.shown) if largest in (None, c)]
        rows, columns = ({place[i] for place in seen} for i in (0, 1))
        for line in range(MOST):
            self._squares.setRowStretch(line, int(line in rows))
            self._squares.setColumnStretch(line, int(line in columns))

    def _make_cell(self) -> LayoutCell:
        cell = LayoutCell(self._desk)
        cell.view.bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._tools.addWidget(cell.view.bar)  # one bar above all: cells are small
        self._tools.setFixedHeight(cell.view.bar.sizeHint().height())
        cell.activated.connect(self._activate_sender)
        cell.touched.connect(self._take_over)
        cell.dropped.connect(self._take_dropped)
        cell.size_asked.connect(self.resize_active)
        cell.placed.connect(self._follow_active)
        cell.view.index_changed.connect(self._follow_active)
        cell.view.shown.connect(self._tell_shown)
        cell.view.patient_named.connect(self._desk.preferences.name_patients)
        cell.measures.said.connect(self.said)
        return cell

    def _build_bar(self) -> None:
        tip = self.tr("Rows and columns, what is linked, what is kept (H)")
        self.bar.add_menu(self.tr("Layout"), tip, self._menu, icon_name="layout")
        words = self.tr("The active cell alone, or all cells")
        self.bar.add_key(words, "Shift+Return", self.resize_active)
        self.bar.add_tool(
            self.tr("Back to one image"),
            self.tr("Close the layout (Esc)"),
            "",
            self.closed.emit,
            icon_name="close",
        )

    def _put_into(self, cell: LayoutCell, case: Case) -> None:
        cell.show_case(case)
        self.is_by_hand = True
        self._active = None
        self.activate(cell)
        cell.setFocus()

    def _take_over(self) -> None:
        self.is_by_hand = True

    def _activate_sender(self) -> None:
        cell = self.sender()
        assert isinstance(cell, LayoutCell)
        self.activate(cell)

    def _take_dropped(self, case_id: str) -> None:
        cell = self.sender()
        assert isinstance(cell, LayoutCell)
        case = next((c for c in self._desk.worklist.cases if c.id == case_id), None)
        if case is not None:
            self._put_into(cell, case)

    def _follow_active(self) -> None:
        """Have the other cells go where the active one is, if they are linked."""
        leader, teller = self._active, self.sender()
        if self._is_following or leader is None:
            return
        if isinstance(teller, SeriesView) and teller is not leader.view:
            return
        self._is_following = True
        for cell in self.shown:
            cell.follow(leader, is_on=self._menu.link.isChecked())
        self._is_following = False

    def _say_links(self) -> None:
        """Say of each cell what links it with the active one; none moves."""
        for cell in self.shown:
            self._say_link(cell)

    def _say_link(self, cell: LayoutCell) -> None:
        if self._active is not None:
            cell.follow(self._active, is_on=self._menu.link.isChecked(), moves=False)

    def _tell_shown(self) -> None:
        """Draw lines anew where an image came: of the active cell in all, else in its own."""
        view = self.sender()
        if self._active is None or view is self._active.view:
            self._draw_lines()
            self._say_links()
            return
        cell = next(cell for cell in self.cells if cell.view is view)
        cell.show_line_of(self._active if self._menu.lines.isChecked() else None)
        self._say_link(cell)

    def _draw_lines(self) -> None:
        active = self._active if self._menu.lines.isChecked() else None
        for cell in self.shown:
            cell.show_line_of(active)

    def _name_patients(self, setting: str) -> None:
        if setting == "views":
            for cell in self.cells:
                cell.view.name_patient(self._desk.preferences.names_patients)
