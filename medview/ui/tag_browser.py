"""Every element of the file in view: searched, copied, never kept.

    browser = TagBrowser(desk, parent)
    browser.show_file(ref)        # asks a reader process, shows itself

Keys: Ctrl+F searches, Ctrl+C copies the chosen rows, Esc closes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QDialog, QTableView, QVBoxLayout, QWidget

from medview.domain.case import ImageRef, printable
from medview.domain.elements import Element
from medview.domain.errors import MedViewError
from medview.ui.desk import Desk
from medview.ui.latest import Latest
from medview.ui.reasons import in_full
from medview.ui.widgets import Field, button, label, row
from medview.ui.words import plain_tip

TEXT = Qt.ItemDataRole.UserRole + 1
INDENT = "    "
WIDTHS = (130, 44, 270)
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class ElementModel(QAbstractTableModel):
    """Rows of tag, VR, name and value; what lies in a sequence is set in."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._elements: Sequence[Element] = ()

    def show_elements(self, elements: Sequence[Element]) -> None:
        """Show the elements of another file."""
        self.beginResetModel()
        self._elements = elements
        self.endResetModel()

    @property
    def is_cut(self) -> bool:
        """True when the file holds more elements than are listed."""
        return bool(self._elements) and self._elements[-1].tag == "…"

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of elements."""
        return 0 if parent.isValid() else len(self._elements)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return tag, VR, name, value."""
        return 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell, or the whole row to be searched."""
        element = self._elements[index.row()]
        cells = (INDENT * element.level + element.tag, element.vr, element.name, element.value)
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(cells[index.column()])
        return element.text if role == TEXT else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name the columns."""
        if orientation == Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Tag"), self.tr("VR"), self.tr("Name"), self.tr("Value"))[section]


class TagBrowser(QDialog):
    """A window beside the image; another image brings its own elements."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start empty and hidden."""
        super().__init__(parent)
        self._reading, self._read = Latest(desk.jobs), desk.services.elements
        self.setWindowTitle(self.tr("Elements of the file"))
        self.resize(820, 560)
        self.model = ElementModel()
        self.found = QSortFilterProxyModel()
        self.found.setSourceModel(self.model)
        self.found.setFilterRole(TEXT)
        self.found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.search = Field(clears=True, placeholderText=self.tr("Tag, name or value …"))
        self.search.setAccessibleName(self.tr("Search the elements"))
        self.search.setToolTip(self.tr("Show only elements in which this occurs (Ctrl+F)"))
        self.file, self.status = label("", "quiet"), label("", "small")
        self.copy_button = button(
            self.tr("Copy"), self.tr("Copy the chosen rows as text"), "", "Ctrl+C"
        )
        self.table = self._make_table()
        self._arrange()
        self.search.textChanged.connect(self._search)
        self.search.left.connect(self.table.setFocus)
        self.copy_button.clicked.connect(self.copy)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        QShortcut(QKeySequence.StandardKey.Copy, self.table, self.copy)

    def show_file(self, ref: ImageRef) -> None:
        """Show the elements of a file."""
        self.model.show_elements(())
        self.file.setText(printable(ref.name))
        self.status.setText(self.tr("Reading …"))
        self._reading.run(self._read, ref, then=self._show, on_error=self._show_error)
        self.show()
        self.raise_()

    def copy(self) -> None:
        """Copy the chosen rows, tabs between the cells."""
        rows = self.table.selectionModel().selectedRows()
        lines = [row.data(TEXT) for row in sorted(rows, key=QModelIndex.row)]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def _show(self, elements: Sequence[Element]) -> None:
        self.model.show_elements(elements)
        self._say_count()

    def _show_error(self, error: MedViewError) -> None:
        self.status.setText(in_full(error))

    def _search(self, text: str) -> None:
        self.found.setFilterFixedString(text.strip())
        self._say_count()

    def _say_count(self) -> None:
        words = self.tr("{shown} of {total} elements")
        counts = self.found.rowCount(), self.model.rowCount()
        more = self.tr(" (there are more)") if self.model.is_cut else ""
        self.status.setText(words.format(shown=counts[0], total=counts[1]) + more)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.found)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.horizontalHeader().setStretchLastSection(True)
        table.setAccessibleName(self.tr("Elements"))
        for column, width in enumerate(WIDTHS):
            table.setColumnWidth(column, width)
        return table

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.addLayout(row(self.file, None, self.status))
        layout.addWidget(self.search)
        layout.addWidget(self.table, 1)
        layout.addLayout(row(None, self.copy_button))
