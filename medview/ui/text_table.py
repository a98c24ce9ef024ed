"""Tables of words that are read, not written: one look for all, and one way to fill them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
)

from medview.ui.words import plain_tip


def dress_table(table: QTableView, name: str) -> None:
    """Give a table the look of all lists: whole rows, no grid, quiet headings; Tab leaves it."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setAccessibleName(name)
    table.verticalHeader().hide()
    head = table.horizontalHeader()
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def fit_columns(table: QTableView, wide: int = 0) -> None:
    """Let columns be as wide as their words, and one take the room that is left.

    For short tables whose columns are known: every row is measured.
    """
    head = table.horizontalHeader()
    head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    head.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)


class TextTable(QTableWidget):
    """Rows of words; the column `wide` takes the room that is left."""

    def __init__(self, name: str, headings: Sequence[str], wide: int = 0) -> None:
        """Start empty; `name` is what it is called for those who hear the window."""
        super().__init__(0, len(headings))
        self.setHorizontalHeaderLabels(list(headings))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        dress_table(self, name)
        fit_columns(self, wide)

    def choose_one(self) -> None:
        """Let one row be chosen, as high as its words."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def choose_none(self) -> None:
        """Let nothing be chosen: it is only looked at."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """List these in the place of what is listed."""
        self.setRowCount(len(rows))
        for line, cells in enumerate(rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text))
                self.setItem(line, column, item)
