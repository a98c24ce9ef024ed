"""Example questions of a run with their nearest cases, after the first epoch and after this one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from medview.domain.training import EpochReport, TrainingCase
from medview.ui.desk import Desk
from medview.ui.drawing import draw_thumbnail
from medview.ui.icons import pixmap
from medview.ui.training_words import class_short

MOST_QUERIES, MOST_NEIGHBOURS = 3, 4
GAP, HEADING, SIGN = 6, 22, 16
LEAST, MOST = 34, 76  # points a side of a picture


class NeighbourExamples(QWidget):
    """A row for each question; a tick or a cross says whether a neighbour is of its class."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._desk = desk
        self._cases: Sequence[TrainingCase] = ()
        self._task = ""
        self.first: EpochReport | None = None
        self.now: EpochReport | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Example neighbours"))
        desk.thumbnails.ready.connect(self.update)
        desk.theme.changed.connect(self.update)

    @property
    def queries(self) -> list[int]:
        """The rows that are asked for, the same in every epoch."""
        return list(self.now.neighbours)[:MOST_QUERIES] if self.now else []

    def show_cases(self, cases: Sequence[TrainingCase], task: str) -> None:
        """Take the cases that rows are of."""
        self._cases, self._task = cases, task
        self.update()

    def show_epochs(self, first: EpochReport | None, now: EpochReport | None) -> None:
        """Compare two epochs."""
        self.first, self.now = first, now
        self.setAccessibleDescription(self.words())
        self.update()

    def right(self, report: EpochReport) -> tuple[int, int]:
        """Return how many of the shown neighbours are of the class asked for, and of how many."""
        near = [
            (query, other)
            for query in self.queries
            for other in report.neighbours.get(query, ())[:MOST_NEIGHBOURS]
        ]
        return sum(self._is_right(*pair) for pair in near), len(near)

    def words(self) -> str:
        """Return the comparison in words."""
        if self.first is None or self.now is None or not self._cases:
            return ""
        words = self.tr("Right neighbours: {before} of {total} at first, {now} of {total} now")
        (before, total), (now, _) = self.right(self.first), self.right(self.now)
        return words.format(before=before, now=now, total=total)

    def sizeHint(self) -> QSize:
        """Return room for three questions."""
        return QSize(480, HEADING + MOST_QUERIES * (64 + SIGN + GAP))

    def minimumSizeHint(self) -> QSize:
        """Return the least room."""
        return QSize(self._columns() * (LEAST + GAP), HEADING + MOST_QUERIES * (LEAST + SIGN + GAP))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw headings and a row for each question."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self.queries or not self._cases:
            self._draw_empty(painter)
        else:
            side = self._side()
            self._draw_headings(painter, side)
            for line, query in enumerate(self.queries):
                self._draw_query(painter, line, query, side)
        painter.end()

    def _columns(self) -> int:
        return 1 + 2 * MOST_NEIGHBOURS

    def _side(self) -> int:
        across = (self.width() - 4 * GAP) // self._columns() - GAP
        down = (self.height() - HEADING) // MOST_QUERIES - SIGN - GAP
        return max(LEAST, min(MOST, across, down))

    def _x(self, column: int, side: int) -> int:
        """Return the left edge of a column; the two epochs stand apart from the question."""
        groups = (column > 0) + (column > MOST_NEIGHBOURS)
        return column * (side + GAP) + groups * 2 * GAP

    def _draw_empty(self, painter: QPainter) -> None:
        painter.setPen(QColor(self._desk.theme.tokens.quiet))
        centre = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect(), centre, self.tr("Examples come with the first epoch."))

    def _draw_headings(self, painter: QPainter, side: int) -> None:
        painter.setPen(QColor(self._desk.theme.tokens.quiet))
        assert self.now is not None
        first = self.first.epoch if self.first else self.now.epoch
        epoch = self.tr("After epoch {n}")
        for column, text in (
            (0, self.tr("Case")),
            (1, epoch.format(n=first)),
            (1 + MOST_NEIGHBOURS, epoch.format(n=self.now.epoch)),
        ):
            span = 1 if column == 0 else MOST_NEIGHBOURS
            box = QRect(self._x(column, side), 0, span * (side + GAP), HEADING)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def _draw_query(self, painter: QPainter, line: int, query: int, side: int) -> None:
        y = HEADING + line * (side + SIGN + GAP)
        self._draw_picture(painter, QPoint(self._x(0, side), y), query, side)
        words = class_short(self._cases[query].label, self._task)
        self._draw_text(painter, QPoint(self._x(0, side), y + side), words, side)
        for start, report in ((1, self.first), (1 + MOST_NEIGHBOURS, self.now)):
            near = report.neighbours.get(query, ()) if report else ()
            for number, other in enumerate(near[:MOST_NEIGHBOURS]):
                at = QPoint(self._x(start + number, side), y)
                self._draw_neighbour(painter, at, query, other, side)

    def _draw_neighbour(
        self, painter: QPainter, at: QPoint, query: int, other: int, side: int
    ) -> None:
        tokens = self._desk.theme.tokens
        is_right = self._is_right(query, other)
        colour = tokens.good if is_right else tokens.danger
        self._draw_picture(painter, at, other, side)
        style = Qt.PenStyle.SolidLine if is_right else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(colour), 2, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(at.x() + 1, at.y() + 1, side - 2, side - 2), 6, 6)
        mark = pixmap("check" if is_right else "close", colour, SIGN - 3, 2.0)
        painter.drawPixmap(at + QPoint(0, side + 2), mark)
        words = class_short(self._cases[other].label, self._task)
        self._draw_text(painter, at + QPoint(SIGN, side), words, side - SIGN)

    def _draw_picture(self, painter: QPainter, at: QPoint, case_row: int, side: int) -> None:
        ref = self._cases[case_row].ref
        frame = QRect(at, QSize(side, side))
        draw_thumbnail(painter, frame, ref, self._desk.thumbnails, self._desk.theme.tokens)

    def _draw_text(self, painter: QPainter, at: QPoint, text: str, width: int) -> None:
        painter.setPen(QColor(self._desk.theme.tokens.text))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(at, QSize(width, SIGN)), Qt.AlignmentFlag.AlignVCenter, shown)

    def _is_right(self, query: int, other: int) -> bool:
        return self._cases[query].label == self._cases[other].label


def classes_of(cases: Sequence[TrainingCase]) -> Mapping[int, str]:
    """Return the class of each row."""
    return {number: case.label for number, case in enumerate(cases)}
