"""Lesion candidates drawn over a photograph: an outline, a pattern and a letter for each kind.

Colour is never the only sign: each kind has a line pattern and a letter of its own, what was
accepted is ticked and thick, what was rejected is crossed and faint.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from medview.domain.lesions import LESIONS, LesionDecision, LesionRegion
from medview.ui import overlay
from medview.ui.viewport import Viewport

SMALL = 12.0  # view pixels: what is smaller is ringed, an outline of it could not be seen
RING = 9.0
NEAR = 14.0  # view pixels from a candidate that still mean it
CROWDED = 60  # above so many in view only the important ones carry their letter


@dataclass(frozen=True)
class Mark:
    """How a kind of lesion is drawn."""

    letter: str
    ink: QColor
    pattern: Qt.PenStyle


MARKS = {
    "microaneurysm": Mark("m", QColor("#6fd6ff"), Qt.PenStyle.DotLine),
    "haemorrhage": Mark("H", QColor("#ff8a80"), Qt.PenStyle.SolidLine),
    "hard_exudate": Mark("E", QColor("#ffe066"), Qt.PenStyle.DashLine),
    "soft_exudate": Mark("S", QColor("#ffffff"), Qt.PenStyle.DashDotLine),
}
PLACE = Mark("=", QColor("#b9f27c"), Qt.PenStyle.SolidLine)
FAINT = QColor(190, 190, 190, 150)


class LesionMarks:
    """What is drawn; the panel changes it and has the canvas paint again."""

    def __init__(self) -> None:
        """Start with nothing to draw."""
        self.regions: tuple[LesionRegion, ...] = ()
        self.decisions: Mapping[tuple[str, tuple[float, float]], LesionDecision] = {}
        self.kinds = set(LESIONS)
        self.selected: LesionRegion | None = None
        self.place: LesionRegion | None = None
        self.places: tuple[LesionRegion, ...] = ()

    def shown(self) -> list[LesionRegion]:
        """Return the candidates of the kinds that are switched on."""
        return [region for region in self.regions if region.kind in self.kinds]

    def at(self, point: tuple[float, float], viewport: Viewport) -> LesionRegion | None:
        """Return the candidate that is meant by a click on a point of the image: the smallest."""
        x, y = viewport.to_view(point)
        hits = [r for r in self.shown() if _path(r, viewport).contains(QPointF(x, y))]
        hits = hits or [r for r in self.shown() if _away(r, viewport, x, y) < NEAR]
        return min(hits, key=lambda r: (r.area, _away(r, viewport, x, y)), default=None)

    def draw(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw over the image."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.place is not None:
            self._draw_all(painter, viewport, self.places, PLACE)
            _outline(painter, _path(self.place, viewport), PLACE, 3.0)
            _letter(painter, self.place, viewport, "?", PLACE.ink)
        else:
            self._draw_candidates(painter, viewport)
        painter.restore()

    def _draw_candidates(self, painter: QPainter, viewport: Viewport) -> None:
        left, top, right, bottom = viewport.visible()
        in_view = [
            r for r in self.shown() if left <= r.centre[0] <= right and top <= r.centre[1] <= bottom
        ]
        for region in in_view:
            decision = self.decisions.get((region.kind, region.centre))
            mark, chosen = MARKS[region.kind], region is self.selected
            refused = decision is not None and not decision.accepted
            ink = FAINT if refused else mark.ink
            width = 3.0 if chosen or (decision and decision.accepted) else 1.6
            _outline(painter, _path(region, viewport), Mark(mark.letter, ink, mark.pattern), width)
            sign = "" if decision is None else (" ✓" if decision.accepted else " ×")
            if chosen or sign or len(in_view) <= CROWDED:
                _letter(painter, region, viewport, mark.letter + sign, ink)
        if self.selected is not None and self.selected in in_view:
            _brackets(painter, _path(self.selected, viewport).boundingRect())

    def _draw_all(
        self, painter: QPainter, viewport: Viewport, regions: Iterable[LesionRegion], mark: Mark
    ) -> None:
        for region in regions:
            _outline(painter, _path(region, viewport), mark, 1.6)
            _letter(painter, region, viewport, mark.letter, mark.ink)


def _path(region: LesionRegion, viewport: Viewport) -> QPainterPath:
    """Return the outline in the view, or a ring around what is too small for one."""
    path = QPainterPath()
    points = _points(region.outline, viewport)
    path.addPolygon(points)
    path.closeSubpath()
    box = path.boundingRect()
    if max(box.width(), box.height()) < SMALL:
        path = QPainterPath()
        path.addEllipse(QPointF(*viewport.to_view(region.centre)), RING, RING)
    return path


def _points(outline: Sequence[tuple[float, float]], viewport: Viewport) -> list[QPointF]:
    # The middle of pixel (0, 0) is half a pixel from the image's corner.
    return [QPointF(*viewport.to_view((x + 0.5, y + 0.5))) for x, y in outline]


def _away(region: LesionRegion, viewport: Viewport, x: float, y: float) -> float:
    cx, cy = viewport.to_view(region.centre)
    return float(((cx - x) ** 2 + (cy - y) ** 2) ** 0.5)


def _outline(painter: QPainter, path: QPainterPath, mark: Mark, width: float) -> None:
    painter.strokePath(path, QPen(overlay.RIM, width + 2.0))
    painter.strokePath(path, QPen(mark.ink, width, mark.pattern))


def _letter(
    painter: QPainter, region: LesionRegion, viewport: Viewport, text: str, ink: QColor
) -> None:
    box = _path(region, viewport).boundingRect()
    at = QPointF(box.right() + 3, box.top() + 4)
    painter.setPen(overlay.RIM)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        painter.drawText(at + QPointF(dx, dy), text)
    painter.setPen(ink)
    painter.drawText(at, text)


def _brackets(painter: QPainter, box: QRectF) -> None:
    """Draw the corners of a frame around what is selected."""
    frame = box.adjusted(-6, -6, 6, 6)
    reach = min(frame.width(), frame.height()) / 3
    path = QPainterPath()
    for corner, dx, dy in (
        (frame.topLeft(), reach, reach),
        (frame.topRight(), -reach, reach),
        (frame.bottomLeft(), reach, -reach),
        (frame.bottomRight(), -reach, -reach),
    ):
        path.moveTo(corner + QPointF(dx, 0))
        path.lineTo(corner)
        path.lineTo(corner + QPointF(0, dy))
    painter.strokePath(path, QPen(overlay.RIM, 4.0))
    painter.strokePath(path, QPen(overlay.INK, 2.0))
