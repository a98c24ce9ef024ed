"""Shares as labelled bars: the pattern, not only the colour, says which one is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from medview.ui.drawing import draw_bar
from medview.ui.theme import Theme
from medview.ui.words import percent

ROW_HEIGHT = 21
FIGURE_WIDTH = 48


@dataclass(frozen=True)
class Bar:
    """One line: its words, its share, and whether it is the shown answer."""

    words: str
    share: float
    is_shown: bool = False


class ShareBars(QWidget):
    """Draws labelled bars; also for the shares of labels among neighbours."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with no bars."""
        super().__init__(parent)
        self._theme = theme
        self._bars: tuple[Bar, ...] = ()
        self._rule_after = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is drawn."""
        return self._bars

    def show_bars(self, bars: Sequence[Bar], rule_after: int = -1) -> None:
        """Draw these bars, with a dashed rule below the bar number `rule_after`."""
        self._bars = tuple(bars)
        self._rule_after = rule_after
        spoken = ", ".join(f"{bar.words} {percent(bar.share)}" for bar in bars)
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room all bars need."""
        return QSize(220, ROW_HEIGHT * len(self._bars))

    def minimumSizeHint(self) -> QSize:
        """Return the same height: bars are never cut."""
        return QSize(160, ROW_HEIGHT * len(self._bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every bar and the rule."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words_width = self._words_width(painter)
        for number, bar in enumerate(self._bars):
            self._draw_row(
                painter, QRect(0, number * ROW_HEIGHT, self.width(), ROW_HEIGHT), bar, words_width
            )
        if 0 <= self._rule_after < len(self._bars) - 1:
            self._draw_rule(painter, (self._rule_after + 1) * ROW_HEIGHT)
        painter.end()

    def _words_width(self, painter: QPainter) -> int:
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        widest = max(
            (painter.fontMetrics().horizontalAdvance(b.words) for b in self._bars), default=0
        )
        return min(widest + 10, self.width() // 2)

    def _draw_row(self, painter: QPainter, area: QRect, bar: Bar, words_width: int) -> None:
        tokens = self._theme.tokens
        font = QFont(self.font())
        font.setBold(bar.is_shown)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        words = painter.fontMetrics().elidedText(
            bar.words, Qt.TextElideMode.ElideRight, words_width - 6
        )
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignLeft, words)
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, percent(bar.share))
        room = QRectF(area.adjusted(words_width, 5, -FIGURE_WIDTH, -5))
        draw_bar(painter, room, bar.share, tokens, is_shown=bar.is_shown)

    def _draw_rule(self, painter: QPainter, y: int) -> None:
        pen = QPen(QColor(self._theme.tokens.strong_border), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(0, y, self.width(), y)
