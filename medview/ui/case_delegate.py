"""How a row of the case list is drawn: thumbnail, two lines of text, and the grade as a badge."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from medview.domain.case import Case
from medview.ui.case_model import ROW
from medview.ui.case_rows import Kind, Row
from medview.ui.drawing import draw_grade_badge, draw_thumbnail
from medview.ui.theme import Theme
from medview.ui.thumbnails import Thumbnails
from medview.ui.worklist import Worklist

HEIGHTS = {Kind.PATIENT: 36, Kind.STUDY: 26, Kind.CASE: 62}
THUMBNAIL = 50
MARGIN = 8
BADGE = 28


class CaseDelegate(QStyledItemDelegate):
    """Paints rows; asks for thumbnails only of what it paints."""

    def __init__(
        self, theme: Theme, thumbnails: Thumbnails, worklist: Worklist, parent: QWidget
    ) -> None:
        """Take where colours, pictures and grades come from."""
        super().__init__(parent)
        self._theme, self._thumbnails, self._worklist = theme, thumbnails, worklist

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of the kind of row; the width is the list's."""
        return QSize(120, HEIGHTS[index.data(ROW).kind])

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        row: Row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if row.case is None:
            self._draw_heading(painter, option, row)
        else:
            self._draw_case(painter, option, row, row.case)
        painter.restore()

    def _draw_heading(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        tokens = self._theme.tokens
        area = option.rect.adjusted(MARGIN + 2, 0, -MARGIN, -4)
        font = QFont(option.font)
        font.setBold(row.kind is Kind.PATIENT)
        if row.kind is Kind.STUDY:
            font.setPointSizeF(font.pointSizeF() * 0.88)
        colour = tokens.text if row.kind is Kind.PATIENT else tokens.quiet
        bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        _draw_line(painter, area, row.title, font, colour, bottom)
        used = painter.fontMetrics().horizontalAdvance(row.title) + 10
        if row.detail and used < area.width() - 40:
            rest = area.adjusted(used, 0, 0, 0)
            font.setBold(False)
            _draw_line(painter, rest, row.detail, font, tokens.quiet, bottom)

    def _draw_case(
        self, painter: QPainter, option: QStyleOptionViewItem, row: Row, case: Case
    ) -> None:
        self._draw_ground(painter, option)
        area = option.rect.adjusted(MARGIN, 2, -MARGIN, -2)
        frame = QRect(area.left() + 2, 0, THUMBNAIL, THUMBNAIL)
        frame.moveCenter(QRect(frame.left(), area.top(), THUMBNAIL, area.height()).center())
        ref = case.images[len(case.images) // 2]
        draw_thumbnail(painter, frame, ref, self._thumbnails, self._theme.tokens)
        has_badge = self._draw_badge(painter, area, case)
        text = area.adjusted(THUMBNAIL + 12, 7, -(BADGE + 10) if has_badge else -4, -7)
        self._draw_words(painter, option, row, text)

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        tokens = self._theme.tokens
        if not option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(QColor(tokens.accent), 1.5) if selected else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent_soft if selected else tokens.raised))
        painter.drawRoundedRect(QRectF(option.rect).adjusted(5, 2, -5, -2), 7, 7)

    def _draw_words(
        self, painter: QPainter, option: QStyleOptionViewItem, row: Row, area: QRect
    ) -> None:
        tokens = self._theme.tokens
        half = area.height() // 2
        font = QFont(option.font)
        upper = QRect(area.left(), area.top(), area.width(), half)
        _draw_line(painter, upper, row.title, font, tokens.text)
        font.setPointSizeF(font.pointSizeF() * 0.86)
        lower = QRect(area.left(), area.top() + half, area.width(), half)
        _draw_line(painter, lower, row.detail, font, tokens.quiet)

    def _draw_badge(self, painter: QPainter, area: QRect, case: Case) -> bool:
        signed = self._worklist.signatures(case)
        estimate = self._worklist.estimate(case.id)
        if not signed and estimate is None:
            return False
        grade = signed[-1].grade if signed else estimate.grade if estimate else None
        box = QRect(area.right() - BADGE - 2, area.center().y() - BADGE // 2 + 1, BADGE, BADGE)
        draw_grade_badge(painter, box, grade, self._theme.tokens, is_signed=bool(signed))
        return True


def _draw_line(
    painter: QPainter,
    area: QRect,
    text: str,
    font: QFont,
    colour: str,
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, alignment, shown)
