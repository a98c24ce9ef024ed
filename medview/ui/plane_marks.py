"""The crosshair over a plane: where the other two planes pass, and how thick they are."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from medview.domain.planes import View
from medview.ui import overlay
from medview.ui.viewport import Viewport

INKS = {
    View.AXIAL: QColor(111, 183, 255),
    View.CORONAL: QColor(127, 224, 138),
    View.SAGITTAL: QColor(255, 170, 110),
}
GAP = 14.0  # view pixels left free around the crossing, so that it hides nothing
LABEL_AT = 46.0  # view pixels from the edge, where the sides of the patient are written
STRAIGHT = 1e-6


@dataclass(frozen=True)
class Line:
    """The trace of another plane: its unit direction (right, down) on the screen, and its name."""

    view: View
    direction: tuple[float, float]
    label: str


@dataclass(frozen=True)
class CrossMarks:
    """Two lines through `at` (pixels of the picture), with the edges of a slab dashed."""

    at: tuple[float, float]
    lines: tuple[Line, Line]
    half_slab: float = 0.0  # pixels of the picture

    def draw(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw in the pixels of the view."""
        middle = QPointF(*viewport.to_view(self.at))
        painter.save()
        for line in self.lines:
            is_slanted = min(map(abs, line.direction)) > STRAIGHT
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, is_slanted)
            self._draw_line(painter, middle, line, viewport)
            self._draw_label(painter, middle, QPointF(*line.direction), line, viewport)
        painter.restore()

    def _draw_line(
        self, painter: QPainter, middle: QPointF, line: Line, viewport: Viewport
    ) -> None:
        """Draw where a plane passes, with a gap at the crossing, and where its slab ends."""
        way = QPointF(*line.direction)
        parts = [
            QLineF(middle + side * GAP, _end(middle, side, *viewport.view, 0.0))
            for side in (way, -way)
            if _is_ahead(middle + side * GAP, viewport)
        ]
        painter.setPen(QPen(overlay.RIM, 3))
        painter.drawLines(parts)
        painter.setPen(QPen(INKS[line.view], 1))
        painter.drawLines(parts)
        if self.half_slab:
            aside = QPointF(-way.y(), way.x()) * (self.half_slab * viewport.zoom)
            painter.setPen(QPen(INKS[line.view], 1, Qt.PenStyle.DotLine))
            painter.drawLines([part.translated(by) for part in parts for by in (aside, -aside)])

    def _draw_label(
        self, painter: QPainter, middle: QPointF, way: QPointF, line: Line, viewport: Viewport
    ) -> None:
        """Write which plane it is beside the longer end of its line, inside the view."""
        width, height = viewport.view
        ends = [_end(middle, side, width, height, LABEL_AT) for side in (way, -way)]
        end = max(ends, key=lambda at: (at - middle).manhattanLength())
        painter.setPen(overlay.RIM)
        at = end + QPointF(4.0, -4.0)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawText(at + QPointF(dx, dy), line.label)
        painter.setPen(INKS[line.view])
        painter.drawText(at, line.label)


def _is_ahead(point: QPointF, viewport: Viewport) -> bool:
    """Return True for a point inside the view, from where a line can go on to its edge."""
    return 0 <= point.x() <= viewport.view[0] and 0 <= point.y() <= viewport.view[1]


def _end(middle: QPointF, way: QPointF, width: float, height: float, margin: float) -> QPointF:
    """Return where a ray from the middle comes as near as `margin` to the edge of the view."""
    steps = [
        (limit - start) / part
        for start, part, limits in (
            (middle.x(), way.x(), (margin, width - margin)),
            (middle.y(), way.y(), (margin, height - margin)),
        )
        for limit in limits
        if abs(part) > STRAIGHT
    ]
    return middle + way * min((step for step in steps if step > 0), default=0.0)
