"""Pieces that several lists draw the same way: thumbnails, grade badges, patterned bars."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen, QPixmap

from medview.domain.case import ImageRef
from medview.domain.grade import Grade
from medview.ui.icons import pixmap
from medview.ui.theme import Tokens
from medview.ui.thumbnails import Thumbnails


def draw_thumbnail(
    painter: QPainter, frame: QRect, ref: ImageRef, thumbnails: Thumbnails, tokens: Tokens
) -> None:
    """Draw the picture of `ref` in `frame`, or a quiet stand-in while it is on its way."""
    picture = thumbnails.get(ref)
    if picture is not None:
        draw_cropped(painter, frame, picture, tokens)
    else:
        draw_empty_frame(
            painter, frame, "warning" if thumbnails.has_failed(ref) else "empty", tokens
        )


def draw_cropped(painter: QPainter, frame: QRect, picture: QPixmap, tokens: Tokens) -> None:
    """Draw a picture so that it fills `frame`, with rounded corners."""
    painter.save()
    path = QPainterPath()
    path.addRoundedRect(QRectF(frame), 6, 6)
    painter.setClipPath(path)
    painter.fillRect(frame, QColor(tokens.canvas))
    side = min(picture.width(), picture.height())
    source = QRect(0, 0, side, max(1, round(side * frame.height() / frame.width())))
    if frame.width() != frame.height():
        source = _fitting(picture, frame)
    source.moveCenter(picture.rect().center())
    painter.drawPixmap(frame, picture, source)
    painter.restore()


def _fitting(picture: QPixmap, frame: QRect) -> QRect:
    """Return the largest part of `picture` with the shape of `frame`."""
    scale = min(picture.width() / frame.width(), picture.height() / frame.height())
    return QRect(0, 0, round(frame.width() * scale), round(frame.height() * scale))


def draw_empty_frame(painter: QPainter, frame: QRect, name: str, tokens: Tokens) -> None:
    """Draw a frame with an icon where there is no picture."""
    painter.save()
    painter.setPen(QPen(QColor(tokens.border), 1))
    painter.setBrush(QColor(tokens.raised))
    painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    side = max(16, min(28, frame.height() // 2))
    mark = pixmap(name, tokens.quiet, side, 2.0)
    painter.drawPixmap(
        QPointF(frame.center().x() - side / 2 + 1, frame.center().y() - side / 2 + 1), mark
    )
    painter.restore()


def draw_grade_badge(
    painter: QPainter, box: QRect, grade: Grade | None, tokens: Tokens, *, is_signed: bool
) -> None:
    """Draw a grade as its number: filled when signed, outlined while only the model says so.

    Referable grades carry a bar below the number, so that colour is not the only sign.
    """
    painter.save()
    is_referable = grade is not None and grade.is_referable
    colour = QColor(tokens.danger if is_referable else tokens.good)
    if grade is None:
        colour = QColor(tokens.quiet)
    painter.setPen(QPen(colour, 1.6))
    painter.setBrush(QBrush(colour) if is_signed else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 6, 6)
    font = QFont(painter.font())
    font.setBold(True)
    font.setPointSizeF(10.5)
    painter.setFont(font)
    painter.setPen(QColor(tokens.surface) if is_signed else colour)
    text = "–" if grade is None and not is_signed else "U" if grade is None else str(int(grade))
    painter.drawText(box.adjusted(0, 0, 0, -3 if is_referable else 0), 0x84, text)
    if is_referable:
        painter.fillRect(
            QRect(box.left() + 8, box.bottom() - 5, box.width() - 16, 2), painter.pen().color()
        )
    painter.restore()


def draw_bar(
    painter: QPainter, area: QRectF, share: float, tokens: Tokens, *, is_shown: bool
) -> None:
    """Draw a share as a bar: solid for the answer that is shown, hatched for the others."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.raised))
    painter.drawRoundedRect(area, 4, 4)
    width = area.width() * max(0.0, min(1.0, share))
    if width >= 1:
        filled = QRectF(area.left(), area.top(), max(width, 3.0), area.height())
        colour = QColor(tokens.accent if is_shown else tokens.bar)
        painter.setBrush(QBrush(colour) if is_shown else QBrush(colour, Qt.BrushStyle.BDiagPattern))
        if not is_shown:
            painter.setPen(QPen(colour, 1))
        painter.drawRoundedRect(filled, 4, 4)
    painter.restore()
