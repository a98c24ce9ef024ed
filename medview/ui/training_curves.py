"""The curves of a run: one small chart for each figure, epoch by epoch."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from medview.domain.training import EpochReport
from medview.ui.theme import Theme
from medview.ui.training_words import figure_words
from medview.ui.widgets import row

FIGURES = ("loss", "recall@1", "kappa", "map@r")
HEADING, FOOT, SIDE = 40, 18, 8
MARK = 3.0  # radius of the mark of an epoch


class Curve(QWidget):
    """One figure against the epoch; a figure that is a share is drawn from 0 to 1."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """Start without any epoch."""
        super().__init__(parent)
        self._theme, self.name = theme, name
        self.values: tuple[tuple[int, float], ...] = ()
        self._epochs = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.update)
        self.show_epochs((), 1)

    @property
    def best(self) -> tuple[int, float] | None:
        """The epoch with the best value: the lowest of a loss, the highest of all others."""
        sign = -1 if self.name == "loss" else 1
        return max(self.values, key=lambda pair: sign * pair[1], default=None)

    def show_epochs(self, reports: Sequence[EpochReport], epochs: int) -> None:
        """Draw what the reports say of this figure, on an axis of `epochs` epochs."""
        self.values = tuple(
            (report.epoch, report.figures[self.name])
            for report in reports
            if self.name in report.figures
        )
        self._epochs = max(epochs, 1)
        self.setAccessibleName(figure_words(self.name))
        self.setAccessibleDescription(self.words())
        self.setToolTip(f"{figure_words(self.name)}\n{self.words()}")
        self.update()

    def words(self) -> str:
        """Return the newest and the best value in words."""
        best = self.best
        if best is None:
            return self.tr("no epoch yet")
        words = self.tr("{value} after epoch {n}, best {best} at epoch {m}")
        last = self.values[-1]
        return words.format(value=f"{last[1]:.3f}", n=last[0], best=f"{best[1]:.3f}", m=best[0])

    def sizeHint(self) -> QSize:
        """Return room for a curve that can be read."""
        return QSize(240, 150)

    def minimumSizeHint(self) -> QSize:
        """Return the least room."""
        return QSize(140, 110)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw title, newest value, axis and line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        self._draw_frame(painter, area)
        self._draw_heading(painter, area)
        inside = area.adjusted(SIDE + 26, HEADING, -SIDE - 4, -FOOT - 4)
        self._draw_axis(painter, inside)
        self._draw_line(painter, [self._place(pair, inside) for pair in self.values])
        painter.end()

    def _draw_frame(self, painter: QPainter, area: QRectF) -> None:
        tokens = self._theme.tokens
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(tokens.accent if focused else tokens.border), 1 + focused))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(area, 8, 8)

    def _draw_heading(self, painter: QPainter, area: QRectF) -> None:
        tokens = self._theme.tokens
        line = area.adjusted(SIDE + 2, 6, -SIDE - 2, 0)
        line.setHeight(HEADING - 12)
        shown = f"{self.values[-1][1]:.3f}" if self.values else "–"
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(tokens.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, shown)
        room = line.width() - painter.fontMetrics().horizontalAdvance(shown) - 8
        painter.setFont(self.font())
        painter.setPen(QColor(tokens.quiet))
        words = painter.fontMetrics().elidedText(
            figure_words(self.name), Qt.TextElideMode.ElideRight, int(room)
        )
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, words)

    def _draw_axis(self, painter: QPainter, inside: QRectF) -> None:
        tokens = self._theme.tokens
        low, high = self._range()
        small = QFont(self.font())
        small.setPointSizeF(8)
        painter.setFont(small)
        for value in (low, (low + high) / 2, high):
            y = self._height(value, inside)
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawLine(QPointF(inside.left(), y), QPointF(inside.right(), y))
            painter.setPen(QColor(tokens.quiet))
            beside = QRectF(inside.left() - 40, y - 8, 36, 16)
            middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(beside, middle, f"{value:.2g}")
        below = QRectF(inside.left() - 4, inside.bottom() + 4, inside.width() + 8, FOOT)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "1")
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, str(self._epochs))

    def _draw_line(self, painter: QPainter, points: Sequence[QPointF]) -> None:
        tokens = self._theme.tokens
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        best = self.best
        for pair, point in zip(self.values, points, strict=True):
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(point, MARK - 1, MARK - 1)
            if pair == best:  # a ring, so that the best epoch is seen
                painter.setBrush(QColor(tokens.surface))
                painter.drawEllipse(point, MARK + 2, MARK + 2)

    def _range(self) -> tuple[float, float]:
        values = [value for _, value in self.values]
        if self.name != "loss":
            return min(0.0, *values, 0.0), 1.0
        return 0.0, max([*values, 1e-3]) * 1.1

    def _place(self, pair: tuple[int, float], inside: QRectF) -> QPointF:
        share = (pair[0] - 1) / max(self._epochs - 1, 1)
        return QPointF(inside.left() + share * inside.width(), self._height(pair[1], inside))

    def _height(self, value: float, inside: QRectF) -> float:
        low, high = self._range()
        return inside.bottom() - (value - low) / (high - low) * inside.height()


class Curves(QWidget):
    """Loss, recall at 1 and, beside them, kappa of grades or else MAP@R."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without any epoch."""
        super().__init__(parent)
        self.curves = [Curve(theme, name) for name in FIGURES]
        self.setLayout(row(*self.curves))

    def show_epochs(self, reports: Sequence[EpochReport], epochs: int) -> None:
        """Draw the reports of a run of `epochs` epochs."""
        named = reports[-1].figures if reports else ("loss", "recall@1")
        for curve in self.curves:
            curve.show_epochs(reports, epochs)
            curve.setVisible(bool(curve.values) or curve.name in named)
            if curve.name == "map@r" and "kappa" in named:
                curve.hide()
