"""The colours of a volume laid over a plane, and the scale they run through."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from medview.app.fuse_planes import palette
from medview.domain.fusion import Fusion
from medview.ui import overlay
from medview.ui.viewport import Viewport
from medview.ui.window_menu import figure
from medview.ui.words import units_words

SCALE = QRect(0, 0, 10, 120)  # view pixels
FROM_EDGE = 34  # right of the scale: the side of the patient is written there


class ColourWash:
    """Draws premultiplied BGRA colours (h, w, 4) over the whole picture."""

    def __init__(self, colours: npt.NDArray[np.uint8], fusion: Fusion, *, with_scale: bool) -> None:
        """Take the colours of one plane."""
        self._pixels = np.ascontiguousarray(colours)  # QImage borrows the memory
        height, width = self._pixels.shape[:2]
        kind = QImage.Format.Format_ARGB32_Premultiplied
        self._image = QImage(self._pixels.data, width, height, 4 * width, kind)
        self._fusion, self._with_scale = fusion, with_scale

    def draw(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw in the pixels of the view."""
        start = QPointF(*viewport.to_view((0.0, 0.0)))
        end = QPointF(*viewport.to_view(viewport.image))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(start, end), self._image)
        if self._with_scale:
            self._draw_scale(painter, viewport)

    def _draw_scale(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw the colours with the values at both ends."""
        width, height = viewport.view
        bar = SCALE.translated(
            int(width) - FROM_EDGE - SCALE.width(), (int(height) - SCALE.height()) // 2
        )
        steps = np.ascontiguousarray(palette(self._fusion.colours)[::-1, None, :])
        image = QImage(steps.data, 1, len(steps), 3, QImage.Format.Format_RGB888)
        painter.drawImage(bar, image)
        painter.setPen(overlay.FAINT_INK)
        painter.drawRect(bar)
        line = painter.fontMetrics().lineSpacing()
        units = units_words(self._fusion.over.units)
        for value, y in ((self._fusion.high, bar.top() - line), (self._fusion.low, bar.bottom())):
            words = f"{figure(value)} {units}".strip()
            area = QRect(0, y - 10, int(width) - FROM_EDGE + 12, line + 20)
            overlay.draw_text(painter, area, overlay.Corner.AlignRight, words)
