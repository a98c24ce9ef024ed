"""Laying out the series of a study: which grid, which series in it, and what is kept for the next.

Holds the layout, made when first asked for: starting must be quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from medview.domain.case import Case
from medview.domain.hanging import Hanging
from medview.ui.desk import Desk
from medview.ui.display_bar import DisplayBar
from medview.ui.layout_menu import ONE, LayoutMenu
from medview.ui.layout_view import LayoutView
from medview.ui.segment_overlay import MODALITY as SEGMENTATION


class LayingOut(QWidget):
    """Fills a layout with the study of the case in view; it is no more than menu and memory."""

    closed = Signal()
    said = Signal(str)
    shown = Signal(object)  # the LayoutView, before it is filled
    tags_asked = Signal()
    case_activated = Signal(object)  # the Case of the cell that keys are for

    def __init__(self, desk: Desk, stack: QStackedLayout, bar: DisplayBar, parent: QWidget) -> None:
        """Take the stack that the layout goes into, and the bar of a single series."""
        super().__init__(parent)
        self.hide()
        self._desk, self._stack, self._owner = desk, stack, parent
        self._case: Case | None = None
        self._studies_hung: set[str] = set()
        self._hanging = Hanging()
        self.menu = LayoutMenu(parent)
        tip = self.tr("Several series at once (H)")
        bar.add_menu(self.tr("Layout"), tip, self.menu, icon_name="layout")
        bar.add_key(self.tr("Layout"), "H", self._pop_menu)
        self.menu.chosen.connect(self.show_grid)
        self.menu.kept.connect(self._keep)
        desk.worklist.added.connect(self._fill)

    @cached_property
    def view(self) -> LayoutView:
        """The cells of a layout, made when first asked for."""
        view = LayoutView(self._desk, self.menu)
        view.bar.add_key(self.tr("Layout"), "H", self._pop_menu)
        view.bar.add_key(self.tr("Elements of the DICOM file"), "T", self.tags_asked.emit)
        view.closed.connect(self.closed)
        view.case_activated.connect(self.case_activated)
        view.said.connect(self.said)
        self._stack.addWidget(view)
        return view

    @property
    def is_on(self) -> bool:
        """True while several series are shown."""
        return isinstance(self._stack.currentWidget(), LayoutView)

    def forget(self) -> None:
        """Have no study in view, and remember none."""
        self._case = None
        self._studies_hung.clear()

    def show_case(self, case: Case) -> None:
        """Hang the study of a case as it is kept for its modality, if it is."""
        self._case = case
        self.menu.show_state(ONE, case.modality)
        self._hang_as_kept(case)

    def stays_for(self, case: Case) -> bool:
        """True for a case of the patient whose series are laid out: the cells keep theirs."""
        was = self._case
        return (
            self.is_on
            and was is not None
            and was.patient.key == case.patient.key
            and not case.is_photograph
        )

    def go_on_with(self, case: Case) -> None:
        """Have another case of the patient in view."""
        self._case = case
        self.menu.show_state(self.view.grid, case.modality)

    def tell_left(self, case: Case) -> None:
        """Tick one image: the layout was left."""
        self.menu.show_state(ONE, case.modality)

    def index_of(self, case: Case) -> int:
        """Return the image of a case that the active cell shows, else its middle."""
        active = self.view.active
        if active is not None and active.case is not None and active.case.id == case.id:
            return active.view.index
        return len(case.images) // 2

    def show_grid(self, rows: int, columns: int) -> None:
        """Show so many series of the study, those that are shown already first."""
        self._hanging = Hanging(rows, columns)
        if self._case is None:
            return
        if (rows, columns) == ONE:
            self.closed.emit()
            return
        shown = [cell.case for cell in self.view.shown if cell.case] if self.is_on else []
        self._hang([*shown, self._case])
        self.view.cells[0].setFocus()

    def put(self, case: Case) -> None:
        """Show a series in the active cell."""
        if self.is_on:
            self.view.put(case)

    def follow_alignments(self) -> None:
        """Link the cells anew: an alignment was accepted or taken back."""
        if self.is_on:
            self.view.follow_alignments()

    def _pop_menu(self) -> None:
        self.menu.popup(self._owner.mapToGlobal(QPoint()))

    def _hang(self, first: Sequence[Case]) -> None:
        """Show the series of the study as they are to be hung, these before others."""
        assert self._case is not None
        cases = {case.id: case for case in (*first, *self._series_of_study())}
        self.shown.emit(self.view)
        self.view.hang(self._hanging, list(cases.values()))
        self.menu.show_state(self.view.grid, self._case.modality)

    def _series_of_study(self) -> list[Case]:
        """Return the open series of the study in view, photographs left out."""
        case = self._case
        if case is None or not case.study_uid:
            return []
        return [
            other
            for other in self._desk.worklist.cases
            if other.study_uid == case.study_uid
            and other.patient.key == case.patient.key  # sets exist that name one study for all
            and not other.is_photograph
            and other.modality != SEGMENTATION
        ]

    def _fill(self) -> None:
        if not self.is_on:
            return
        series = self._series_of_study()
        if not self._hanging.places or self.view.is_by_hand:
            self.view.fill(self._hanging, series)
        elif self._hanging.hung(series) != [cell.case for cell in self.view.shown]:
            self._hang(series)

    def _keep(self) -> None:
        if self._case is None:
            return
        hanging = self.view.kept() if self.is_on else Hanging()
        self._desk.preferences.keep_hanging(self._case.modality, hanging)
        words = self.tr("{rows} × {columns} is kept for {modality}, with what is in each cell.")
        self.said.emit(
            words.format(rows=hanging.rows, columns=hanging.columns, modality=self._case.modality)
        )

    def _hang_as_kept(self, case: Case) -> None:
        """Show a study as it is kept for its modality, once: later the reader has decided."""
        if case.is_photograph or not case.study_uid or case.study_uid in self._studies_hung:
            return
        self._studies_hung.add(case.study_uid)
        self._hanging = self._desk.preferences.hanging_for(case.modality)
        if (self._hanging.rows, self._hanging.columns) != ONE:
            self._hang([case])
            self.view.cells[0].setFocus()
