"""Measures drawn over an image: lines, handles of the chosen one, and what they measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF

from medview.domain.measures import Kind, Shape
from medview.ui import overlay
from medview.ui.viewport import Viewport

INK = QColor(120, 230, 255)
CHOSEN_INK = QColor(255, 214, 92)
HANDLE = 4.0  # view pixels, half a side
NEAR = 7.0  # view pixels from a handle or a line that still mean it
CROSS = 6.0  # half the arms of a probe
BESIDE = 10  # view pixels between a shape and its words
FOOT = 36  # view pixels at the bottom where readout, scale bar and slice are written
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
        every = [*self.drawn, *((self.draft,) if self.draft is not None else ())]
        for one in every:
            self._draw_one(painter, viewport, one)
        _write_all(painter, viewport, [one for one in every if one.lines])
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


def _write_all(painter: QPainter, viewport: Viewport, measures: Sequence[Drawn]) -> None:
    """Write beside the right end of each shape, inside the view, no words over others."""
    size = QSize(int(viewport.view[0]), int(viewport.view[1]) - FOOT)
    ends, wanted = [], []
    for one in measures:
        box = path_of(one.shape, viewport).boundingRect()
        ends.append(QPointF(box.right(), box.center().y()))
        needed = painter.fontMetrics().size(0, "\n".join(one.lines))
        corner = ends[-1].toPoint() + QPoint(BESIDE, -needed.height() // (2 * len(one.lines)))
        wanted.append(QRect(corner, needed))
    rooms = rooms_for(wanted, size)
    for one, end, room in zip(measures, ends, rooms, strict=True):
        _lead(painter, end, room)
        area = room.adjusted(-overlay.MARGIN, 2 - overlay.MARGIN, 40, 40)
        overlay.draw_text(painter, area, overlay.TOP_LEFT, "\n".join(one.lines))


def _lead(painter: QPainter, end: QPointF, room: QRect) -> None:
    """Draw a line from a shape to its words where they had to stand away from it."""
    if room.adjusted(-2 * BESIDE, -BESIDE, BESIDE, BESIDE).contains(end.toPoint()):
        return
    path = QPainterPath(end)
    path.lineTo(room.left() - 2.0, room.center().y())
    painter.strokePath(path, QPen(overlay.RIM, 2.5))
    painter.strokePath(path, QPen(overlay.FAINT_INK, 1.0, Qt.PenStyle.DotLine))


def rooms_for(wanted: Sequence[QRect], view: QSize) -> list[QRect]:
    """Return where words stand: where they are wanted, or as near above or below as is free."""
    found: list[QRect] = []
    for room in wanted:
        left = max(0, min(room.left(), view.width() - room.width() - overlay.MARGIN))
        top = max(0, min(room.top(), view.height() - room.height()))
        kept = QRect(QPoint(left, top), room.size())
        found.append(kept.translated(0, _nearest_free(kept, found, view.height()) - top))
    return found


def _nearest_free(room: QRect, taken: Sequence[QRect], height: int) -> int:
    """Return the top, within the height, at which a room lies over no other; below at a tie."""
    barred = [
        (other.top() - room.height(), other.top() + other.height())
        for other in taken
        if other.left() <= room.right() and room.left() <= other.right()
    ]
    below = above = room.top()
    for start, end in sorted(barred):
        below = end if start < below < end else below
    for start, end in sorted(barred, key=lambda one: one[1], reverse=True):
        above = start if start < above < end else above
    tops = [below] if below + room.height() <= height else []
    tops += [above] if above >= 0 else []
    return min(tops, key=lambda top: abs(top - room.top()), default=room.top())
