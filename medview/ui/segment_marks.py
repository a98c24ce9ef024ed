"""Segments drawn over an image: a tint, an outline, and the name of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QImage, QPainter, QTransform, qRgba

from medview.domain.image_planes import ImagePlane
from medview.domain.segmentation import Segment
from medview.ui import overlay
from medview.ui.viewport import Viewport

INSIDE, EDGE = 1, 2  # what a mask holds


@dataclass(frozen=True)
class SegmentMask:
    """A mask (H, W) of 0, INSIDE and EDGE in its own plane."""

    segment: Segment
    plane: ImagePlane
    mask: npt.NDArray[np.uint8]


def with_edge(inside: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint8]:
    """Return a mask in which pixels that have a neighbour outside are EDGE."""
    padded = np.pad(inside, 1)
    core = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    return np.where(inside, np.where(core, INSIDE, EDGE), 0).astype(np.uint8)


class SegmentMarks:
    """What is drawn over one image."""

    def __init__(self, masks: Sequence[SegmentMask], image: ImagePlane, opacity: float) -> None:
        """Take the masks, the plane of the image, and how opaque the tint is (0 to 1)."""
        self.masks = masks
        self._image = image
        self._tints = [_tint(one, opacity) for one in masks]

    def draw(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw over the image."""
        for one, tint in zip(self.masks, self._tints, strict=True):
            painter.save()
            to_view = self._to_view(one.plane, viewport)
            # Shrunk without smoothing, an outline of one pixel would have holes.
            is_shrunk = abs(to_view.determinant()) < 1.0
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_shrunk)
            painter.setTransform(to_view, True)
            painter.drawImage(QPointF(0.0, 0.0), tint)
            painter.restore()
            self._name(painter, viewport, one)

    def _to_view(self, plane: ImagePlane, viewport: Viewport) -> QTransform:
        """Return what brings pixels of a mask to the view: both planes are parallel."""
        (x, y), (ax, ay), (bx, by) = (
            viewport.to_view(self._image.on_image(plane.in_patient(corner)))
            for corner in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))
        )
        return QTransform(ax - x, ay - y, bx - x, by - y, x, y)

    def _name(self, painter: QPainter, viewport: Viewport, one: SegmentMask) -> None:
        rows, columns = np.nonzero(one.mask)
        if not len(rows):
            return
        right = (float(columns.max()) + 1.0, float(rows[columns.argmax()]) + 0.5)
        at = self._to_view(one.plane, viewport).map(QPointF(*right))
        width = painter.fontMetrics().horizontalAdvance(one.segment.label) + 2 * overlay.MARGIN
        left = max(0, min(int(at.x()) - 8, int(viewport.view[0]) - width))
        area = QRect(left, int(at.y()) - 18, width + overlay.MARGIN, 40)
        overlay.draw_text(painter, area, overlay.TOP_LEFT, one.segment.label)


def _tint(one: SegmentMask, opacity: float) -> QImage:
    mask = np.ascontiguousarray(one.mask)
    height, width = mask.shape
    image = QImage(mask.tobytes(), width, height, width, QImage.Format.Format_Indexed8)
    fill = round(255 * opacity)
    alphas = (0, fill, min(255, fill + 110))
    image.setColorTable([qRgba(*one.segment.colour, alpha) for alpha in alphas])
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
