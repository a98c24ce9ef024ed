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
    """Draws a mask (H, W) in the pixels of the image; a line of one pixel is seen at every zoom."""

    def __init__(self, drawn: npt.NDArray[np.bool_]) -> None:
        """Take what is drawn."""
        self._drawn = drawn
        self._images: dict[int, QImage] = {}  # by how many pixels of the image are one of theirs

    def draw(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw over the image."""
        shrunk = 1.0 / (viewport.zoom * painter.device().devicePixelRatio())
        step = 2 ** max(0, int(np.floor(np.log2(shrunk))))
        if step not in self._images:
            self._images[step] = _inked(reduced(self._drawn, step))
        places = ((0.0, 0.0), (float(step), 0.0), (0.0, float(step)))
        to_view = as_transform(*(viewport.to_view(place) for place in places))
        draw_tint(painter, to_view, self._images[step])


def reduced(drawn: npt.NDArray[np.bool_], step: int) -> npt.NDArray[np.bool_]:
    """Return whether anything is drawn in each square of `step` pixels."""
    if step == 1:
        return drawn
    height, width = drawn.shape
    padded = np.pad(drawn, ((0, -height % step), (0, -width % step)))
    rows = np.logical_or.reduce([padded[start::step] for start in range(step)])
    return np.logical_or.reduce([rows[:, start::step] for start in range(step)])


def _inked(drawn: npt.NDArray[np.bool_]) -> QImage:
    padded = np.pad(drawn, 1)
    around = padded[:-2, 1:-1] | padded[2:, 1:-1] | padded[1:-1, :-2] | padded[1:-1, 2:]
    values = np.where(drawn, np.uint8(1), around * np.uint8(2))
    height, width = values.shape
    image = QImage(values.tobytes(), width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable([0, qRgba(*INK, 255), qRgba(0, 0, 0, RIM_ALPHA)])
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
