"""A free-response curve as a small picture: found nodules against false marks a scan."""

from __future__ import annotations

from math import ceil, floor, log2

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication

from medview.domain.free_response import FreeResponse, Point
from medview.ui.theme import Tokens
from medview.ui.words import percent

WIDTH, HEIGHT, SCALE = 440, 250, 2  # of the page; pixels for each, sharp on fine screens
LEFT, TOP, RIGHT, BOTTOM = 52, 34, 20, 50
MARK = 4.0
LEAST = 1 / 8  # false marks a scan: what is less lies there


def picture_of(curve: FreeResponse, tokens: Tokens) -> bytes:
    """Return the curve as a PNG of SCALE times WIDTH x HEIGHT in the colours of the theme."""
    image = QImage(WIDTH * SCALE, HEIGHT * SCALE, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(SCALE)
    image.fill(QColor(tokens.surface))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        _Drawing(painter, curve, tokens).draw()
    finally:
        painter.end()  # an image that goes while it is painted on ends the program
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide takes text alone
    return bytes(held.data())


def axis_words() -> tuple[str, str]:
    """Return the names of the axis across and of the one up."""
    return (
        QCoreApplication.translate("free_response", "False marks a scan"),
        QCoreApplication.translate(
            "free_response", "Nodules found; bars: 95 % interval; ring: as MedView shows marks"
        ),
    )


def count_words(false_marks: float) -> str:
    """Return a number of false marks, below one as a fraction."""
    below_one = {0.125: "1/8", 0.25: "1/4", 0.5: "1/2"}
    return below_one.get(false_marks, f"{false_marks:.3g}")


class _Drawing:
    """Axes, intervals, line and marks; what is shown at the threshold is a ring, not a point."""

    def __init__(self, painter: QPainter, curve: FreeResponse, tokens: Tokens) -> None:
        self._painter, self._curve, self._tokens = painter, curve, tokens
        self._inside = QRectF(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM)
        numbers = [max(point.false_marks, LEAST) for point in (*curve.points, curve.shown)]
        self._low, self._high = floor(log2(min(numbers))), ceil(log2(max(numbers)))
        self._high = max(self._high, self._low + 1)
        self._font = QFont(QApplication.font())
        self._font.setPixelSize(12)

    def draw(self) -> None:
        """Draw all of it."""
        self._painter.setFont(self._font)
        self._draw_rows()
        self._draw_columns()
        self._draw_names()
        places = [self._place(point) for point in self._curve.points]
        for point in (*self._curve.points, self._curve.shown):
            self._draw_interval(point)
        self._painter.setPen(QPen(QColor(self._tokens.accent), 2))
        self._painter.setBrush(QColor(self._tokens.accent))
        self._painter.drawPolyline(QPolygonF(places))
        for place in places:
            self._painter.drawEllipse(place, MARK - 1, MARK - 1)
        self._painter.setPen(QPen(QColor(self._tokens.text), 2))
        self._painter.setBrush(QColor(self._tokens.surface))
        self._painter.drawEllipse(self._place(self._curve.shown), MARK + 1, MARK + 1)

    def _draw_rows(self) -> None:
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            y = self._y(share)
            self._painter.setPen(QPen(QColor(self._tokens.border), 1))
            self._painter.drawLine(QPointF(LEFT, y), QPointF(self._inside.right(), y))
            beside = QRectF(0, y - 9, LEFT - 8, 18)
            self._write(beside, percent(share), Qt.AlignmentFlag.AlignRight)

    def _draw_columns(self) -> None:
        for power in range(self._low, self._high + 1):
            x = self._x(2.0**power)
            self._painter.setPen(QPen(QColor(self._tokens.border), 1))
            self._painter.drawLine(
                QPointF(x, self._inside.bottom()), QPointF(x, self._inside.bottom() + 4)
            )
            below = QRectF(x - 24, self._inside.bottom() + 5, 48, 18)
            self._write(below, count_words(2.0**power), Qt.AlignmentFlag.AlignHCenter)

    def _draw_names(self) -> None:
        across, up = axis_words()
        below = QRectF(LEFT, HEIGHT - 22, self._inside.width(), 20)
        self._write(below, across, Qt.AlignmentFlag.AlignHCenter)
        self._write(QRectF(4, 4, WIDTH - 8, 20), up, Qt.AlignmentFlag.AlignLeft)

    def _write(self, where: QRectF, words: str, side: Qt.AlignmentFlag) -> None:
        self._painter.setPen(QColor(self._tokens.quiet))
        self._painter.drawText(where, side | Qt.AlignmentFlag.AlignVCenter, words)

    def _draw_interval(self, point: Point) -> None:
        if point.interval is None:
            return
        ends = [QPointF(self._x(point.false_marks), self._y(end)) for end in point.interval]
        self._painter.setPen(QPen(QColor(self._tokens.quiet), 1.5))
        self._painter.drawLine(*ends)
        for end in ends:
            self._painter.drawLine(end - QPointF(4, 0), end + QPointF(4, 0))

    def _place(self, point: Point) -> QPointF:
        return QPointF(self._x(point.false_marks), self._y(point.found))

    def _x(self, false_marks: float) -> float:
        share = (log2(max(false_marks, LEAST)) - self._low) / (self._high - self._low)
        return self._inside.left() + 14 + share * (self._inside.width() - 28)

    def _y(self, share: float) -> float:
        return self._inside.bottom() - share * self._inside.height()
