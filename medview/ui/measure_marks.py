"""Measures drawn over an image: lines, handles of the chosen one, and what they measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF

from medview.domain.measures import Kind, Shape
from medview.ui import overlay
from medview.ui.viewport import Viewport

INK = QColor(120, 230, 255)
CHOSEN_INK = QColor(255, 214, 92)
HANDLE = 4.0  # view pixels, half a side
NEAR = 7.0  # view pixels from a handle or a line that still mean it
CROSS = 6.0  # half the arms of a probe
MANY = 12  # corners of an outline above which only every n-th has a handle


@dataclass
class Drawn:
    """A shape on the image in view, and the words beside it."""

    id: str
    shape: Shape
    lines: Sequence[str] = ()


@dataclass
class MeasureMarks:
    """What is drawn; the tool changes it and has the canvas paint again."""

    drawn: list[Drawn] = field(default_factory=list)
    draft: Drawn | None = None
    chosen: str = ""
    handle: int | None = None

    def draw(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw in the pixels of the view."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for one in (*self.drawn, *((self.draft,) if self.draft is not None else ())):
            self._draw_one(painter, viewport, one)
        painter.restore()

    def at(self, position: QPointF, viewport: Viewport) -> tuple[Drawn, int | None] | None:
        """Return the measure under a point of the view, and which handle, None for its line."""
        for one in sorted(self.drawn, key=lambda one: one.id != self.chosen):
            for number in handles(one.shape):
                away = QPointF(*viewport.to_view(one.shape.points[number])) - position
                if max(abs(away.x()), abs(away.y())) <= NEAR:
                    return one, number
        for one in reversed(self.drawn):
            stroker = QPainterPathStroker()
            stroker.setWidth(2 * NEAR)
            if stroker.createStroke(path_of(one.shape, viewport)).contains(position):
                return one, None
        return None

    def _draw_one(self, painter: QPainter, viewport: Viewport, one: Drawn) -> None:
        is_chosen = one.id == self.chosen
        ink = CHOSEN_INK if is_chosen else INK
        path = path_of(one.shape, viewport)
        painter.strokePath(path, QPen(overlay.RIM, 4.0))
        painter.strokePath(path, QPen(ink, 2.2 if is_chosen else 1.5))
        if is_chosen:
            self._draw_handles(painter, viewport, one.shape)
        if one.lines:
            _write(painter, viewport, path, "\n".join(one.lines))

    def _draw_handles(self, painter: QPainter, viewport: Viewport, shape: Shape) -> None:
        for number in handles(shape):
            at = QPointF(*viewport.to_view(shape.points[number]))
            half = HANDLE + (2.0 if number == self.handle else 0.0)
            painter.setPen(QPen(overlay.RIM, 1.5))
            painter.setBrush(CHOSEN_INK)
            painter.drawRect(int(at.x() - half), int(at.y() - half), int(2 * half), int(2 * half))
        painter.setBrush(Qt.BrushStyle.NoBrush)


def handles(shape: Shape) -> range:
    """Return the points that can be taken hold of; of a long outline every n-th."""
    return range(0, len(shape.points), max(1, len(shape.points) // MANY))


def path_of(shape: Shape, viewport: Viewport) -> QPainterPath:
    """Return the outline of a shape in the view; a shape that is not whole yet as a line."""
    points = [QPointF(*viewport.to_view(point)) for point in shape.points]
    path = QPainterPath()
    if shape.kind is Kind.PROBE:
        for arm in (QPointF(CROSS, 0.0), QPointF(0.0, CROSS)):
            path.moveTo(points[0] - arm)
            path.lineTo(points[0] + arm)
    elif shape.kind is Kind.ELLIPSE and len(points) == 2:
        path.addEllipse((points[0] + points[1]) / 2.0, *_half(points))
    else:
        is_closed = shape.kind is Kind.FREEHAND and len(points) > 2
        path.addPolygon(QPolygonF([*points, points[0]] if is_closed else points))
    return path


def _half(points: Sequence[QPointF]) -> tuple[float, float]:
    return abs(points[1].x() - points[0].x()) / 2.0, abs(points[1].y() - points[0].y()) / 2.0


def _write(painter: QPainter, viewport: Viewport, path: QPainterPath, words: str) -> None:
    """Write beside the right end of a shape, inside the view."""
    box = path.boundingRect()
    size = painter.fontMetrics().size(0, words)
    left = max(0.0, min(box.right() + 2.0, viewport.view[0] - size.width() - overlay.MARGIN))
    area = QRect(int(left), int(box.center().y()), size.width() + 40, size.height() + 40)
    overlay.draw_text(painter, area.translated(-4, -12), overlay.TOP_LEFT, words)
