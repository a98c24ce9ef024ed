"""A round glass over an image that shows the place under it larger."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPainterPath, QPen

from medview.app.display import Pyramid, Tone
from medview.ui import overlay
from medview.ui.picture_layer import PictureLayer
from medview.ui.viewport import Viewport

RADIUS = 96.0  # view pixels
TIMES = 2.5


class Magnifier:
    """Draws from the same levels as the image, toned on its own: the image keeps what it toned."""

    def __init__(self, pyramid: Pyramid) -> None:
        """Take the levels of the image."""
        self._layer = PictureLayer(pyramid)

    def draw(
        self, painter: QPainter, viewport: Viewport, tone: Tone | None, at: QPointF, ratio: float
    ) -> None:
        """Draw the glass with its middle at a point of the view."""
        glass = QPainterPath()
        glass.addEllipse(at, RADIUS, RADIUS)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(glass)
        painter.fillPath(glass, overlay.BACKDROP)
        painter.translate(at.x() - RADIUS, at.y() - RADIUS)
        self._layer.draw(painter, _under_glass(viewport, at), tone, ratio=ratio)
        painter.restore()
        painter.strokePath(glass, QPen(overlay.RIM, 4.0))
        painter.strokePath(glass, QPen(overlay.INK, 1.6))


def _under_glass(viewport: Viewport, at: QPointF) -> Viewport:
    """Return what the glass shows: the image point under its middle stays there."""
    return replace(
        viewport,
        view=(2 * RADIUS, 2 * RADIUS),
        zoom=viewport.zoom * TIMES,
        centre=viewport.to_image((at.x(), at.y())),
        is_fitted=False,
    )
