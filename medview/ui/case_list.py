"""The list of open cases at the left, with its filter box."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QListView,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from medview.domain.case import Case, ImageRef
from medview.ui.case_delegate import CaseDelegate
from medview.ui.case_model import CaseModel
from medview.ui.desk import Desk
from medview.ui.widgets import (
    EmptyState,
    Field,
    icon_button,
    label,
    panel,
    row,
)

FILTER_PAUSE_MS = 150


class CaseList(QWidget):
    """Patients, studies, eyes and series; `chosen` tells the case to show."""

    chosen = Signal(object)
    opened = Signal(object)  # by Enter or a double click
    grade_all_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show the worklist of the desk."""
        super().__init__(parent)
        self._desk = desk
        self.model = CaseModel(desk.worklist, self)
        self.view = self._make_view()
        self.filter = self._make_filter()
        self.count = label("", "small")
        self.grade_all = self._make_grade_all()
        self._empty = EmptyState(
            desk.theme,
            "empty",
            self.tr("Nothing is open"),
            self.tr("Open files or a folder, or drop them anywhere in this window."),
        )
        self._shown_id = ""
        self._shown_images: tuple[ImageRef, ...] = ()
        self._awaited = ""
        self._is_reading = False
        self._arrange()
        self._connect()
        self._show_count()

    def select_case(self, case_id: str) -> None:
        """Choose a case and bring it into view."""
        position = self.model.row_of(case_id)
        if position >= 0:
            index = self.model.index(position)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def show_when_listed(self, case_id: str) -> None:
        """Choose a case as soon as it is in the list: one that was added this moment comes next."""
        self._awaited = case_id
        self._choose_awaited()

    def select_next(self, step: int = 1) -> None:
        """Choose the next case, or the one before."""
        position = self.model.next_case(self.view.currentIndex().row(), step)
        if position >= 0:
            self.view.setCurrentIndex(self.model.index(position))

    @property
    def current(self) -> Case | None:
        """The chosen case."""
        return self.model.case_at(self.view.currentIndex().row())

    def _make_view(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setItemDelegate(
            CaseDelegate(self._desk.theme, self._desk.thumbnails, self._desk.worklist, view)
        )
        view.setProperty("flat", True)
        view.setDragEnabled(True)
        view.setDragDropMode(QListView.DragDropMode.DragOnly)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setLayoutMode(QListView.LayoutMode.Batched)
        view.setBatchSize(1000)
        view.setAccessibleName(self.tr("Open cases"))
        return view

    def _make_filter(self) -> Field:
        box = Field(clears=True, placeholderText=self.tr("Filter by patient, eye, file …"))
        box.setClearButtonEnabled(True)
        box.setToolTip(self.tr("Show only cases in which every word occurs (Ctrl+F)"))
        box.setAccessibleName(self.tr("Filter the open cases"))
        return box

    def _make_grade_all(self) -> QPushButton:
        return icon_button(
            self._desk.theme,
            "grade-all",
            self.tr("Grade all"),
            self.tr("Grade every open eye photograph in the background"),
            shortcut="Ctrl+G",
        )

    def _arrange(self) -> None:
        frame, layout = panel()
        layout.setContentsMargins(10, 12, 4, 10)
        head = row(label(self.tr("Cases"), "heading"), None, self.count)
        head.setContentsMargins(2, 0, 8, 0)
        layout.addLayout(head)
        box = row(self.filter)
        box.setContentsMargins(0, 0, 6, 0)
        layout.addLayout(box)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        layout.addLayout(self._stack, 1)
        foot = row(self.grade_all)
        foot.setContentsMargins(0, 0, 6, 0)
        layout.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.setMinimumWidth(210)

    def _connect(self) -> None:
        self._pause = QTimer(self, interval=FILTER_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._apply_filter)
        self.filter.textChanged.connect(self._pause.start)
        self.filter.left.connect(self._go_into_list)
        self.view.selectionModel().selectionChanged.connect(self._tell_choice)
        self.view.activated.connect(self._tell_opened)
        self.model.modelReset.connect(self._restore_choice)
        self.model.rowsInserted.connect(self._show_count)
        self.model.modelReset.connect(self._show_count)
        self.model.rowsInserted.connect(self._choose_awaited)
        self.model.modelReset.connect(self._choose_awaited)
        self._desk.thumbnails.ready.connect(self.view.viewport().update)
        self._desk.theme.changed.connect(self.view.viewport().update)
        self.grade_all.clicked.connect(self.grade_all_asked)

    def show_all(self) -> None:
        """Take the filter away: what is opened now must not stay hidden behind it."""
        self.filter.clear()
        self._apply_filter()

    def tell_reading(self, wanted: bool) -> None:
        """Say that cases are about to come, or no longer, while there is none."""
        if wanted != self._is_reading:
            self._is_reading = wanted
            self._show_count()

    def _go_into_list(self) -> None:
        self._apply_filter()
        if self.current is None:
            self.select_next()
        self.view.setFocus()

    def _apply_filter(self) -> None:
        self._pause.stop()
        self.model.set_filter(self.filter.text())

    def _tell_choice(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        case = self.current
        if case is not None and (case.id, case.images) != (self._shown_id, self._shown_images):
            self._shown_id, self._shown_images = case.id, case.images
            self.chosen.emit(case)

    def _tell_opened(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current)

    def _choose_awaited(self) -> None:
        if self._awaited and self.model.row_of(self._awaited) >= 0:
            awaited, self._awaited = self._awaited, ""
            self.select_case(awaited)

    def _restore_choice(self) -> None:
        if self._desk.worklist.cases:
            self.select_case(self._shown_id)
        else:
            self._shown_id, self._shown_images = "", ()

    def _show_count(self) -> None:
        total, shown = len(self._desk.worklist), len(self.model.shown_cases)
        self.count.setText(str(total) if shown == total else f"{shown} / {total}")
        self.grade_all.setEnabled(total > 0)
        if total and not shown:
            self._empty.set_words(
                self.tr("No case matches"), self.tr("Clear the filter to see all cases again.")
            )
        elif self._is_reading:
            self._empty.set_words(
                self.tr("Still reading"),
                self.tr("Cases are listed here as soon as each of them is complete."),
            )
        elif not total:
            self._empty.set_words(
                self.tr("Nothing is open"),
                self.tr("Open files or a folder, or drop them anywhere in this window."),
            )
        self._stack.setCurrentIndex(0 if shown else 1)
