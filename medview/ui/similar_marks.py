"""Regions taken by similarity drawn over an image: a tint, an outline, and the name of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF, QTransform, qRgba

from medview.domain.measures import Point
from medview.domain.similarity import Mask
from medview.ui import overlay
from medview.ui.segment_marks import EDGE, INSIDE, with_edge
from medview.ui.viewport import Viewport

FILL, FILL_CHOSEN, RIM = 50, 90, 230  # alpha
INK = QColor(255, 214, 92)
CROSS = 9.0  # view pixels of an arm

# Told apart in every kind of colour vision (Okabe and Ito).
COLOURS = ((86, 180, 233), (230, 159, 0), (0, 158, 115), (240, 228, 66), (204, 121, 167))


@dataclass(frozen=True, eq=False)
class Patch:
    """One region on the image in view: its mask (H, W), name and colour."""

    mask: Mask
    name: str
    colour: tuple[int, int, int]
    is_chosen: bool = False


@dataclass
class SimilarMarks:
    """What is drawn; tool and panel change it and have the canvas paint again."""

    lasso: tuple[Point, ...] = ()
    cross: Point | None = None
    _patches: list[tuple[Patch, QImage, tuple[int, int]]] = field(default_factory=list)

    @property
    def patches(self) -> list[Patch]:
        """The regions on the image in view."""
        return [patch for patch, _, _ in self._patches]

    def show(self, patches: Sequence[Patch]) -> None:
        """Draw these regions."""
        self._patches = [(patch, *_tint(patch)) for patch in patches if patch.mask.any()]

    def draw(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw in the pixels of the view."""
        for patch, tint, corner in self._patches:
            painter.save()
            to_view = _to_view(viewport)
            painter.setRenderHint(
                QPainter.RenderHint.SmoothPixmapTransform, abs(to_view.determinant()) < 1.0
            )
            painter.setTransform(to_view, True)
            painter.drawImage(QPointF(*corner), tint)
            painter.restore()
            self._name(painter, viewport, patch)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_pointing(painter, viewport)
        painter.restore()

    def _draw_pointing(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw the lasso in the hand, and the cross of the keyboard."""
        for pen in (QPen(overlay.RIM, 4.0), QPen(INK, 1.8, Qt.PenStyle.DashLine)):
            painter.setPen(pen)
            if len(self.lasso) > 1:
                corners = [QPointF(*viewport.to_view(point)) for point in self.lasso]
                painter.drawPolyline(QPolygonF(corners))
            if self.cross is not None:
                x, y = viewport.to_view(self.cross)
                painter.drawLine(QPointF(x - CROSS, y), QPointF(x + CROSS, y))
                painter.drawLine(QPointF(x, y - CROSS), QPointF(x, y + CROSS))

    def _name(self, painter: QPainter, viewport: Viewport, patch: Patch) -> None:
        rows, columns = np.nonzero(patch.mask)
        right = (float(columns.max()) + 1.0, float(rows[columns.argmax()]) + 0.5)
        x, y = viewport.to_view(right)
        width = painter.fontMetrics().horizontalAdvance(patch.name) + 2 * overlay.MARGIN
        left = max(0, min(int(x) - 4, int(viewport.view[0]) - width))
        area = QRect(left, int(y) - 18, width + overlay.MARGIN, 40)
        overlay.draw_text(painter, area, overlay.TOP_LEFT, patch.name)


def _to_view(viewport: Viewport) -> QTransform:
    (x, y), (ax, ay), (bx, by) = (viewport.to_view(at) for at in ((0, 0), (1, 0), (0, 1)))
    return QTransform(ax - x, ay - y, bx - x, by - y, x, y)


def _tint(patch: Patch) -> tuple[QImage, tuple[int, int]]:
    """Return the smallest image that holds a region, and its corner (x, y)."""
    rows, columns = np.flatnonzero(patch.mask.any(1)), np.flatnonzero(patch.mask.any(0))
    top, left = int(rows[0]), int(columns[0])
    part = patch.mask[top : rows[-1] + 1, left : columns[-1] + 1]
    mask = np.ascontiguousarray(with_edge(part))
    alphas = np.zeros(3, np.uint8)
    alphas[[INSIDE, EDGE]] = (FILL_CHOSEN if patch.is_chosen else FILL), RIM
    height, width = mask.shape
    image = QImage(mask.tobytes(), width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable([qRgba(*patch.colour, int(alpha)) for alpha in alphas])
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied), (left, top)
