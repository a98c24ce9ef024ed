"""How a neighbour is drawn: its picture, label, distance and source on one card."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from medview.domain.case import ImageRef
from medview.domain.neighbours import Neighbour
from medview.ui.drawing import draw_thumbnail
from medview.ui.neighbour_model import JUDGED, NEIGHBOUR, PARTS, PICTURE
from medview.ui.theme import Theme
from medview.ui.thumbnails import Thumbnails
from medview.ui.together_words import distance_words
from medview.ui.words import neighbour_title, no_picture_words, origin_words

CARD = QSize(150, 168)
PICTURE_HEIGHT = 100
MARGIN = 7
BETWEEN = 3  # pixels, of two series of a study


class NeighbourDelegate(QStyledItemDelegate):
    """Paints cards."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails, parent: QWidget) -> None:
        """Take where colours and pictures come from."""
        super().__init__(parent)
        self._theme, self._thumbnails = theme, thumbnails

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of a card."""
        return CARD

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one card."""
        neighbour: Neighbour = index.data(NEIGHBOUR)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._draw_ground(painter, option)
        area = option.rect.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        frame = QRect(area.left(), area.top(), area.width(), PICTURE_HEIGHT)
        ref, parts = index.data(PICTURE), index.data(PARTS)
        if any(place is not None for _, place in parts):
            self._draw_parts(painter, frame, option.font, parts)
        elif ref is not None:
            draw_thumbnail(painter, frame, ref, self._thumbnails, self._theme.tokens)
        else:
            self._draw_no_picture(painter, frame, option.font, neighbour)
        self._draw_rank(painter, frame, option.font, neighbour)
        self._draw_judged(painter, frame, option.font, index.data(JUDGED))
        self._draw_words(painter, area.adjusted(1, PICTURE_HEIGHT + 4, -1, 0), option, neighbour)
        painter.restore()

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        tokens = self._theme.tokens
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(QColor(tokens.accent if selected else tokens.border), 1.5))
        ground = tokens.accent_soft if selected else tokens.raised if hovered else tokens.surface
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(option.rect).adjusted(2, 2, -2, -2), 7, 7)

    def _draw_no_picture(
        self, painter: QPainter, frame: QRect, font: QFont, neighbour: Neighbour
    ) -> None:
        tokens = self._theme.tokens
        painter.setPen(QPen(QColor(tokens.strong_border), 1, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(tokens.raised))
        painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        small = _sized(font, 0.8)
        painter.setFont(small)
        painter.setPen(QColor(tokens.quiet))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(frame.adjusted(7, 18, -7, -2), int(flags), no_picture_words())

    def _draw_parts(
        self,
        painter: QPainter,
        frame: QRect,
        font: QFont,
        parts: Sequence[tuple[str, ImageRef | None]],
    ) -> None:
        """Draw the series of a study beside each other, each with its kind; a dash for none."""
        tokens = self._theme.tokens
        width = (frame.width() - BETWEEN) // 2
        for place, (kind, ref) in enumerate(parts):
            part = QRect(
                frame.left() + place * (width + BETWEEN), frame.top(), width, frame.height()
            )
            if ref is not None:
                draw_thumbnail(painter, part, ref, self._thumbnails, tokens)
            else:
                painter.setPen(QPen(QColor(tokens.strong_border), 1, Qt.PenStyle.DashLine))
                painter.setBrush(QColor(tokens.raised))
                painter.drawRoundedRect(QRectF(part).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
                painter.setPen(QColor(tokens.quiet))
                painter.drawText(part, Qt.AlignmentFlag.AlignCenter, "–")
            chip = QRectF(part.left() + 3, part.bottom() - 18, width - 6, 15)
            _draw_chip(painter, chip, font, kind, tokens.raised, tokens.text)

    def _draw_rank(
        self, painter: QPainter, frame: QRect, font: QFont, neighbour: Neighbour
    ) -> None:
        tokens = self._theme.tokens
        chip = QRectF(frame.left() + 4, frame.top() + 4, 22, 17)
        _draw_chip(painter, chip, font, str(neighbour.rank), tokens.text, tokens.surface)

    def _draw_judged(
        self, painter: QPainter, frame: QRect, font: QFont, is_liked: bool | None
    ) -> None:
        """Draw what was said of it: plus or minus, in the other corner."""
        if is_liked is None:
            return
        tokens = self._theme.tokens
        chip = QRectF(frame.right() - 25, frame.top() + 4, 22, 17)
        ground = tokens.accent if is_liked else tokens.danger
        _draw_chip(painter, chip, font, "+" if is_liked else "−", ground, tokens.surface)

    def _draw_words(
        self, painter: QPainter, area: QRect, option: QStyleOptionViewItem, neighbour: Neighbour
    ) -> None:
        tokens = self._theme.tokens
        height = area.height() // 2
        upper = QRect(area.left(), area.top(), area.width(), height)
        lower = QRect(area.left(), area.top() + height, area.width(), height)
        painter.setFont(_sized(option.font, 0.95, is_bold=True))
        painter.setPen(QColor(tokens.text))
        _draw_elided(painter, upper, neighbour_title(neighbour))
        painter.setFont(_sized(option.font, 0.84))
        painter.setPen(QColor(tokens.quiet))
        words = f"{neighbour.distance:.3f} · {origin_words(neighbour.source)}"
        _draw_elided(painter, lower, distance_words(neighbour) if neighbour.parts else words)


def _draw_chip(
    painter: QPainter, chip: QRectF, font: QFont, text: str, ground: str, ink: str
) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(chip, 4, 4)
    painter.setFont(_sized(font, 0.8, is_bold=True))
    painter.setPen(QColor(ink))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


def _sized(font: QFont, factor: float, *, is_bold: bool = False) -> QFont:
    result = QFont(font)
    result.setPointSizeF(result.pointSizeF() * factor)
    result.setBold(is_bold)
    return result


def _draw_elided(painter: QPainter, area: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
