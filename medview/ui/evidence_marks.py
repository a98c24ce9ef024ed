"""The evidence for a grade drawn over a photograph: heat, and numbered rings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from medview.domain.explanation import Explanation, Spot, heat_shares
from medview.ui import overlay
from medview.ui.viewport import Viewport

HEAT = (64, 190, 255)  # sky blue: told from retina and lesion in every kind of colour vision
STRONGEST = 130  # alpha of the hottest place: the retina stays to be seen
RING = QColor(255, 255, 255)


class SpotMarks:
    """Rings numbered 1, 2, ...: the number is the sign, not the colour."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        """Take the places, in pixels of the original image."""
        self._spots = tuple(spots)

    def draw(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw over the image."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, spot in enumerate(self._spots, 1):
            box = _box(viewport, (spot.x - spot.rx, spot.y - spot.ry), (2 * spot.rx, 2 * spot.ry))
            ring = QPainterPath()
            ring.addEllipse(box)
            painter.strokePath(ring, QPen(overlay.RIM, 4.5))
            painter.strokePath(ring, QPen(RING, 2.0))
            at = box.topRight().toPoint()
            overlay.draw_text(
                painter, QRect(at.x() - 10, at.y() - 12, 48, 40), overlay.TOP_LEFT, str(number)
            )
        painter.restore()


class EvidenceMarks:
    """Heat over the retina, and rings around the places that tell most."""

    def __init__(self, found: Explanation) -> None:
        """Take an explanation that is shown."""
        self._frame = found.frame
        self._image = heat_image(found.heat)
        self._rings = SpotMarks(found.spots)

    def draw(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw over the image."""
        frame = self._frame
        box = _box(viewport, (frame.left, frame.top), (frame.width, frame.height))
        retina = QPainterPath()
        retina.addEllipse(box)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(retina)
        painter.drawImage(box, self._image)
        painter.restore()
        self._rings.draw(painter, viewport)


def heat_image(heat: npt.NDArray[np.float32]) -> QImage:
    """Return heat (h, w) as a picture of one colour, the more opaque the more a place adds."""
    pixels = np.empty((*heat.shape, 4), np.uint8)
    pixels[..., :3] = HEAT
    pixels[..., 3] = (heat_shares(heat) * STRONGEST).astype(np.uint8)
    height, width = heat.shape
    picture = QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888)
    return picture.scaled(
        16 * width,
        16 * height,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _box(viewport: Viewport, corner: tuple[float, float], size: tuple[float, float]) -> QRectF:
    """Return where a rectangle of the image is in the view."""
    far = (corner[0] + size[0], corner[1] + size[1])
    return QRectF(QPointF(*viewport.to_view(corner)), QPointF(*viewport.to_view(far)))
