"""The table of the library's cases, with a thumbnail in the first column."""

from __future__ import annotations

from collections.abc import Container

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from medview.domain.case import Case
from medview.ui.desk import Desk
from medview.ui.drawing import draw_thumbnail
from medview.ui.library_model import CASE, PICTURE, TITLE, LibraryModel
from medview.ui.text_table import dress_table

ROW_HEIGHT = 54
COLUMN_WIDTH = 170


class PictureDelegate(QStyledItemDelegate):
    """Draws the thumbnail in the first column."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Take where pictures and colours come from."""
        super().__init__(parent)
        self._desk = desk

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the ground as usual, and the picture on it."""
        super().paint(painter, option, index)
        case: Case | None = index.data(CASE)
        if case is None or not case.images:
            return
        frame = QRect(0, 0, ROW_HEIGHT - 8, ROW_HEIGHT - 8)
        frame.moveCenter(option.rect.center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ref = case.images[len(case.images) // 2]
        draw_thumbnail(painter, frame, ref, self._desk.thumbnails, self._desk.theme.tokens)
        painter.restore()


class LibraryTable(QTableView):
    """Rows of cases; the title takes the room that is left."""

    def __init__(self, desk: Desk, model: LibraryModel, parent: QWidget | None = None) -> None:
        """Show the model."""
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegateForColumn(PICTURE, PictureDelegate(desk, self))
        self.setWordWrap(False)
        dress_table(self, self.tr("Cases of the library"))
        self._set_up_headers(model.columnCount())
        desk.thumbnails.ready.connect(self.viewport().update)
        desk.theme.changed.connect(self.viewport().update)

    def keyboardSearch(self, search: str) -> None:
        """Look for no row that begins so: every row would be read; the page has a field for it."""

    def hide_empty(self, columns: Container[int]) -> None:
        """Hide these columns, and show the others."""
        for column in range(self.model().columnCount()):
            self.setColumnHidden(column, column in columns)

    @property
    def chosen_rows(self) -> list[int]:
        """The rows that are chosen."""
        return [index.row() for index in self.selectionModel().selectedRows()]

    def _set_up_headers(self, columns: int) -> None:
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        head.resizeSection(PICTURE, ROW_HEIGHT + 12)
        for column in range(TITLE + 1, columns):
            head.resizeSection(column, COLUMN_WIDTH)
