"""Regions taken by similarity drawn over an image: a tint, an outline, and the name of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from medview.domain.measures import Point
from medview.domain.similarity import Mask
from medview.ui import overlay
from medview.ui.mask_drawing import (
    as_transform,
    draw_names,
    draw_tint,
    rightmost,
    tint,
    with_edge,
)
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
    _patches: list[tuple[Patch, QImage, Point]] = field(default_factory=list)

    @property
    def patches(self) -> list[Patch]:
        """The regions on the image in view."""
        return [patch for patch, _, _ in self._patches]

    def show(self, patches: Sequence[Patch]) -> None:
        """Draw these regions."""
        self._patches = [(patch, *_tinted(patch)) for patch in patches if patch.mask.any()]

    def draw(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw in the pixels of the view."""
        corners = (viewport.to_view(at) for at in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)))
        to_view = as_transform(*corners)
        names = []
        for patch, image, corner in self._patches:
            draw_tint(painter, to_view, image, corner)
            if (right := rightmost(patch.mask)) is not None:
                names.append((to_view.map(QPointF(*right)), patch.name))
        draw_names(painter, viewport, names)
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


def _tinted(patch: Patch) -> tuple[QImage, Point]:
    """Return the smallest image that holds a region, and its corner (x, y)."""
    rows, columns = np.flatnonzero(patch.mask.any(1)), np.flatnonzero(patch.mask.any(0))
    top, left = int(rows[0]), int(columns[0])
    part = with_edge(patch.mask[top : rows[-1] + 1, left : columns[-1] + 1])
    fill = FILL_CHOSEN if patch.is_chosen else FILL
    return tint(part, patch.colour, fill, RIM), (float(left), float(top))
