"""What a file draws over its image (overlay planes), with a dark rim over bright bone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage, QPainter, qRgba

from medview.ui.mask_drawing import as_transform, draw_tint
from medview.ui.viewport import Viewport

INK = (255, 232, 150)
RIM_ALPHA = 150  # of 255


class DrawnMarks:
    """Draws a mask (H, W) in the pixels of the image."""

    def __init__(self, drawn: npt.NDArray[np.bool_]) -> None:
        """Take what is drawn."""
        padded = np.pad(drawn, 1)
        around = padded[:-2, 1:-1] | padded[2:, 1:-1] | padded[1:-1, :-2] | padded[1:-1, 2:]
        values = np.where(drawn, 1, np.where(around, 2, 0)).astype(np.uint8)
        height, width = values.shape
        image = QImage(values.tobytes(), width, height, width, QImage.Format.Format_Indexed8)
        image.setColorTable([0, qRgba(*INK, 255), qRgba(0, 0, 0, RIM_ALPHA)])
        self._image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)

    def draw(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw over the image."""
        corners = (viewport.to_view(corner) for corner in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)))
        draw_tint(painter, as_transform(*corners), self._image)
