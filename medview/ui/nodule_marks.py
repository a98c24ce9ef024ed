"""Nodule candidates drawn over a slice: a ring with a number, wider where the nodule is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from medview.domain.nodules import Nodule
from medview.ui import overlay
from medview.ui.viewport import Viewport

INK, FAINT = QColor("#6fd6ff"), QColor(190, 190, 190, 170)
LEAST = 9.0  # view pixels of a ring
ROOM = 4.0  # view pixels between a nodule and its ring


class NoduleMarks:
    """What is drawn; the panel changes it and has the canvas paint again."""

    def __init__(self) -> None:
        """Start with nothing to draw."""
        self.nodules: Sequence[Nodule] = ()
        self.verdicts: dict[tuple[float, float, float], bool] = {}
        self.selected: Nodule | None = None
        self.slice = 0
        self.spacing = (1.0, 1.0)  # row, column in mm
        self.slice_step = 1.0

    def in_slice(self) -> list[Nodule]:
        """Return the candidates that reach into the slice in view."""
        return [n for n in self.nodules if self._radius(n) > 0]

    def at(self, point: tuple[float, float], viewport: Viewport) -> Nodule | None:
        """Return the candidate whose ring holds a point of the image, the nearest one."""
        x, y = viewport.to_view(point)
        hits = [(self._away(n, viewport, x, y), n) for n in self.in_slice()]
        inside = [(d, n) for d, n in hits if d <= self._reach(n, viewport)]
        return min(inside, key=lambda hit: hit[0])[1] if inside else None

    def draw(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw over the image."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for nodule in self.in_slice():
            self._draw(painter, viewport, nodule)
        painter.restore()

    def _draw(self, painter: QPainter, viewport: Viewport, nodule: Nodule) -> None:
        verdict = self.verdicts.get(nodule.position)
        ink = FAINT if verdict is False else INK
        centre, reach = QPointF(*viewport.to_view(nodule.centre)), self._reach(nodule, viewport)
        ring = QPainterPath()
        ring.addEllipse(centre, reach, reach)
        width = 3.0 if nodule is self.selected or verdict else 1.6
        style = Qt.PenStyle.SolidLine if nodule.slice == self.slice else Qt.PenStyle.DashLine
        painter.strokePath(ring, QPen(overlay.RIM, width + 2.0))
        painter.strokePath(ring, QPen(ink, width, style))
        sign = "" if verdict is None else (" ✓" if verdict else " ×")
        text = f"{list(self.nodules).index(nodule) + 1}{sign}"
        at = centre + QPointF(reach + 3, -reach + 4)
        painter.setPen(overlay.RIM)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawText(at + QPointF(dx, dy), text)
        painter.setPen(ink)
        painter.drawText(at, text)

    def _radius(self, nodule: Nodule) -> float:
        """Return the radius in mm of the ball in the slice in view; 0 where it does not reach."""
        away = abs(nodule.slice - self.slice) * self.slice_step
        whole = nodule.diameter / 2
        if away == 0:
            return whole
        return float((whole**2 - away**2) ** 0.5) if away < whole else 0.0

    def _reach(self, nodule: Nodule, viewport: Viewport) -> float:
        pixels = self._radius(nodule) / self.spacing[1]
        return max(pixels * viewport.zoom + ROOM, LEAST)

    def _away(self, nodule: Nodule, viewport: Viewport, x: float, y: float) -> float:
        cx, cy = viewport.to_view(nodule.centre)
        return float(((cx - x) ** 2 + (cy - y) ** 2) ** 0.5)
