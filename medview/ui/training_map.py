"""The held-out cases as points on a plane: like lies by like, and moves epoch by epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from medview.domain.training import EpochReport
from medview.ui.chart_words import look_of
from medview.ui.theme import Theme
from medview.ui.words import plain_tip

MOVE_MS = 400
EDGE, RADIUS, REACH = 12, 4.0, 9.0
LEGEND_ROW = 18
SHAPES = ("circle", "square", "triangle", "diamond", "cross", "down", "bar")


@dataclass(frozen=True)
class Sign:
    """How the points of one class are drawn: a colour and, for every eye, a shape."""

    colour: str
    shape: str


def signs(classes: Sequence[str], theme: Theme) -> dict[str, Sign]:
    """Return a sign for each class; both colour and shape differ up to seven classes."""
    colours = look_of(theme.tokens).colours
    return {
        name: Sign(colours[n % len(colours)], SHAPES[(n + n // len(colours)) % len(SHAPES)])
        for n, name in enumerate(classes)
    }


class EmbeddingMap(QWidget):
    """`chosen` carries the row of the case whose point was clicked."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._labels: Mapping[int, str] = {}
        self._names: Mapping[str, str] = {}
        self.rows: tuple[int, ...] = ()
        self._from: dict[int, QPointF] = {}
        self._to: dict[int, QPointF] = {}
        self._share = 1.0
        self._motion = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=MOVE_MS)
        self._motion.valueChanged.connect(self._move)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Map of the held-out cases"))
        theme.changed.connect(self.update)

    def show_classes(self, names: Mapping[str, str], labels: Mapping[int, str]) -> None:
        """Take the classes with their words, and the class of each row."""
        self._names, self._labels = dict(names), dict(labels)
        self.update()

    def show_epoch(self, report: EpochReport | None) -> None:
        """Move every point to where the report puts it; None empties the map."""
        self._from = {row: self._now(row) for row in self._to}
        self.rows = report.rows if report else ()
        places = report.places if report else ()
        self._to = dict(zip(self.rows, _fitted(places), strict=True))
        self._say(report)
        self._motion.stop()
        self._motion.start()

    def place_of(self, row: int) -> QPointF:
        """Return where the point of a row is drawn, in this widget's coordinates."""
        return self._placed(row, self._area())

    def row_at(self, position: QPointF) -> int | None:
        """Return the row of the point nearest to a position, None when none is near."""
        area = self._area()
        distances = {row: _length(self._placed(row, area) - position) for row in self.rows}
        nearest = min(distances, key=distances.__getitem__, default=None)
        return nearest if nearest is not None and distances[nearest] <= REACH else None

    def sizeHint(self) -> QSize:
        """Return a square with room for the legend."""
        return QSize(320, 300)

    def minimumSizeHint(self) -> QSize:
        """Return the least room."""
        return QSize(200, 160)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every point, then the legend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        by_class, area = signs(list(self._names), self._theme), self._area()
        for row in self.rows:
            sign = by_class.get(self._labels.get(row, ""))
            if sign is not None:
                draw_sign(painter, self._placed(row, area), sign)
        if not self.rows:
            painter.setPen(QColor(tokens.quiet))
            centre = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area, centre, self.tr("The map comes with the first epoch."))
        self._draw_legend(painter, by_class)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which case was clicked."""
        row = self.row_at(event.position())
        if row is not None:
            self.chosen.emit(row)

    def event(self, event: QEvent) -> bool:
        """Name the class of the point under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self.row_at(QPointF(event.pos()))
            label = "" if row is None else self._labels.get(row, "")
            QToolTip.showText(event.globalPos(), plain_tip(self._names.get(label, label)), self)
            return True
        return super().event(event)

    def _placed(self, row: int, area: QRectF) -> QPointF:
        """Return where a point lies in the area, which is measured once for all points."""
        at = self._now(row)
        return QPointF(area.left() + at.x() * area.width(), area.top() + at.y() * area.height())

    def _now(self, row: int) -> QPointF:
        end = self._to[row]
        start = self._from.get(row, end)
        return start + (end - start) * self._share

    def _move(self, share: float) -> None:
        self._share = share
        self.update()

    def _area(self) -> QRectF:
        legend = LEGEND_ROW * self._legend_rows() + 6
        return QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE - legend)

    def _column_width(self) -> int:
        widest = max(map(self.fontMetrics().horizontalAdvance, self._names.values()), default=0)
        return min(widest + 30, max(self.width() - 2 * EDGE, 60))

    def _legend_columns(self) -> int:
        return max(1, (self.width() - 2 * EDGE) // self._column_width())

    def _legend_rows(self) -> int:
        return -(-len(self._names) // self._legend_columns())

    def _draw_legend(self, painter: QPainter, by_class: Mapping[str, Sign]) -> None:
        top = self.height() - LEGEND_ROW * self._legend_rows() - 4
        width, columns = self._column_width(), self._legend_columns()
        for number, (name, words) in enumerate(self._names.items()):
            x = EDGE + width * (number % columns)
            y = top + LEGEND_ROW * (number // columns)
            draw_sign(painter, QPointF(x + 6, y + LEGEND_ROW / 2), by_class[name])
            painter.setPen(QColor(self._theme.tokens.text))
            box = QRectF(x + 16, y, width - 18, LEGEND_ROW)
            shown = painter.fontMetrics().elidedText(
                words, Qt.TextElideMode.ElideRight, int(box.width())
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def _say(self, report: EpochReport | None) -> None:
        if report is None:
            self.setAccessibleDescription("")
            return
        words = self.tr("{n} held-out cases after epoch {epoch}")
        self.setAccessibleDescription(words.format(n=len(report.rows), epoch=report.epoch))


def draw_sign(painter: QPainter, at: QPointF, sign: Sign) -> None:
    """Draw the sign of a class with its centre at a point."""
    painter.setPen(QPen(QColor(sign.colour), 1.4))
    painter.setBrush(QColor(sign.colour))
    if sign.shape in ("circle", "cross"):
        painter.drawPath(_round_or_cross(at, sign.shape))
    else:
        painter.drawPolygon(_corners(at, sign.shape))


def _round_or_cross(at: QPointF, shape: str) -> QPainterPath:
    path = QPainterPath()
    if shape == "circle":
        path.addEllipse(at, RADIUS, RADIUS)
        return path
    for x, y in ((RADIUS, RADIUS), (RADIUS, -RADIUS)):
        path.moveTo(at + QPointF(-x, -y))
        path.lineTo(at + QPointF(x, y))
    return path


def _corners(at: QPointF, shape: str) -> QPolygonF:
    r = RADIUS
    corners = {
        "square": ((-r, -r), (r, -r), (r, r), (-r, r)),
        "triangle": ((0, -r - 1), (r + 1, r), (-r - 1, r)),
        "down": ((0, r + 1), (r + 1, -r), (-r - 1, -r)),
        "diamond": ((0, -r - 1.5), (r + 1.5, 0), (0, r + 1.5), (-r - 1.5, 0)),
        "bar": ((-r - 1, -1.5), (r + 1, -1.5), (r + 1, 1.5), (-r - 1, 1.5)),
    }[shape]
    return QPolygonF([at + QPointF(x, y) for x, y in corners])


def _fitted(places: Sequence[tuple[float, float]]) -> list[QPointF]:
    """Return the places scaled into the unit square, both axes alike; y grows upwards."""
    if not places:
        return []
    lows = [min(axis) for axis in zip(*places, strict=True)]
    spans = [max(axis) - low for axis, low in zip(zip(*places, strict=True), lows, strict=True)]
    span = max(*spans, 1e-9)
    return [
        QPointF(
            (x - lows[0]) / span + (1 - spans[0] / span) / 2,
            1 - (y - lows[1]) / span - (1 - spans[1] / span) / 2,
        )
        for x, y in places
    ]


def _length(vector: QPointF) -> float:
    return float((vector.x() ** 2 + vector.y() ** 2) ** 0.5)
