"""The table of a worklist: a badge for each eye, an icon beside each status."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from medview.domain.worklist import EyeRow, SecondRead, Status, WorklistRow
from medview.ui.drawing import draw_grade_badge
from medview.ui.icons import pixmap
from medview.ui.text_table import dress_table
from medview.ui.theme import Theme, Tokens
from medview.ui.worklist_model import (
    DATE,
    EYES,
    OD,
    OEDEMA,
    OS,
    OTHER,
    PATIENT,
    READER,
    ROW,
    SECOND,
    SOURCE,
    STATUS,
    WorklistModel,
)
from medview.ui.worklist_words import STATUS_ICONS, eye_mark, row_status_words

ROW_HEIGHT = 40
BADGE = 26
ICON = 17
WIDTHS = {
    PATIENT: 140,
    OD: 120,
    OS: 120,
    OTHER: 112,
    OEDEMA: 148,
    DATE: 96,
    SOURCE: 104,
    READER: 104,
    SECOND: 92,
}
WHOLE_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
NO_CHANGE = QItemSelectionModel.SelectionFlag.NoUpdate
MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class WorklistDelegate(QStyledItemDelegate):
    """Draws eyes and statuses; all other cells are plain text."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Take where colours come from."""
        super().__init__(parent)
        self._theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the ground as usual, and eyes and status on it."""
        if index.column() not in (OD, OS, OTHER, STATUS):
            super().paint(painter, option, index)
            return
        self._draw_ground(painter, option, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(6, 0, -4, 0)
        if index.column() == STATUS:
            self._draw_status(painter, area, option.font, index.data(ROW))
        else:
            self._draw_eyes(painter, area, option.font, index.data(EYES))
        painter.restore()

    def _draw_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        style = ground.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, ground.widget)

    def _draw_eyes(
        self, painter: QPainter, area: QRect, font: QFont, eyes: tuple[EyeRow, ...]
    ) -> None:
        tokens = self._theme.tokens
        for eye in eyes[:-1] if len(eyes) > 1 else ():
            area = self._draw_badge(painter, area, eye, tokens)
        if not eyes:
            _draw_text(painter, area, "–", font, tokens.quiet)
            return
        area = self._draw_badge(painter, area, eyes[-1], tokens)
        if len(eyes) == 1:
            small = QFont(font)
            small.setPointSizeF(font.pointSizeF() * 0.88)
            colour = tokens.warning if eyes[0].status is Status.NEEDS_HUMAN else tokens.quiet
            _draw_text(painter, area, eye_mark(eyes[0]), small, colour)

    def _draw_badge(self, painter: QPainter, area: QRect, eye: EyeRow, tokens: Tokens) -> QRect:
        """Draw the grade of an eye, if there is one; return what is left of the area."""
        shown = eye.shown_signature or eye.estimate
        if shown is None:
            return area
        is_signed = eye.shown_signature is not None
        box = QRect(area.left(), area.center().y() - BADGE // 2 + 1, BADGE, BADGE)
        draw_grade_badge(painter, box, shown.grade, tokens, is_signed=is_signed)
        return area.adjusted(BADGE + 7, 0, 0, 0)

    def _draw_status(self, painter: QPainter, area: QRect, font: QFont, row: WorklistRow) -> None:
        tokens = self._theme.tokens
        colour = {
            Status.SIGNED: tokens.good,
            Status.NEEDS_HUMAN: tokens.warning,
            Status.UNGRADABLE: tokens.danger,
        }.get(row.status, tokens.quiet)
        mark = pixmap(STATUS_ICONS[row.status], colour, ICON, 2.0)
        painter.drawPixmap(QPointF(area.left(), area.center().y() - ICON / 2 + 1), mark)
        words = area.adjusted(ICON + 8, 0, 0, 0)
        _draw_text(painter, words, row_status_words(row), font, tokens.text)


class WorklistTable(QTableView):
    """Rows of patients; the status takes the room that is left."""

    def __init__(self, theme: Theme, model: WorklistModel, parent: QWidget | None = None) -> None:
        """Show the model."""
        super().__init__(parent)
        self.setModel(model)
        self._model = model
        self.setItemDelegate(WorklistDelegate(theme, self))
        self.setWordWrap(False)
        dress_table(self, self.tr("Patients of the worklist"))
        self._set_up_headers()
        self.setSortingEnabled(True)
        self.sortByColumn(PATIENT, Qt.SortOrder.AscendingOrder)
        theme.changed.connect(self.viewport().update)

    @property
    def chosen_rows(self) -> list[WorklistRow]:
        """The rows that are chosen, from top to bottom."""
        positions = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.row_at(position) for position in positions]

    def choose(self, positions: Sequence[int]) -> None:
        """Choose the rows at these positions (-1: not shown), and bring the first into view."""
        found = [position for position in positions if position >= 0]
        for position in found:
            self.selectionModel().select(self._model.index(position, PATIENT), WHOLE_ROW)
        if found:
            first = self._model.index(found[0], PATIENT)
            self.selectionModel().setCurrentIndex(first, NO_CHANGE)
            self.scrollTo(first)

    def show_filled(self, rows: Sequence[WorklistRow]) -> None:
        """Show a column only where some row has something in it; patient, eyes, status always."""
        filled = {
            OTHER: any(one.others for one in rows),
            OEDEMA: any(one.oedema_eye is not None for one in rows),
            DATE: any(one.date for one in rows),
            READER: any(one.task.reader for one in rows),
            SECOND: any(one.second_read is not SecondRead.NONE for one in rows),
        }
        for column, is_filled in filled.items():
            self.setColumnHidden(column, not is_filled)

    def _set_up_headers(self) -> None:
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setSectionResizeMode(STATUS, QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(56)
        for column, width in WIDTHS.items():
            head.resizeSection(column, width)


def _draw_text(painter: QPainter, area: QRect, text: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, MIDDLE, shown)
