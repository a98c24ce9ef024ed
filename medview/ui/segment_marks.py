"""Segments drawn over an image: a tint, an outline, and the name of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter, QTransform

from medview.domain.image_planes import ImagePlane
from medview.domain.segmentation import Segment
from medview.ui.mask_drawing import Marked, as_transform, draw_names, draw_tint, rightmost, tint
from medview.ui.viewport import Viewport


@dataclass(frozen=True)
class SegmentMask:
    """A mask (H, W) in its own plane."""

    segment: Segment
    plane: ImagePlane
    mask: Marked


class SegmentMarks:
    """What is drawn over one image."""

    def __init__(self, masks: Sequence[SegmentMask], image: ImagePlane, opacity: float) -> None:
        """Take the masks, the plane of the image, and how opaque the tint is (0 to 1)."""
        self.masks = masks
        self._image = image
        self._tints = [_tinted(one, opacity) for one in masks]

    def draw(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw over the image."""
        names = []
        for one, image in zip(self.masks, self._tints, strict=True):
            to_view = self._to_view(one.plane, viewport)
            draw_tint(painter, to_view, image)
            if (right := rightmost(one.mask)) is not None:
                names.append((to_view.map(QPointF(*right)), one.segment.label))
        draw_names(painter, viewport, names)

    def _to_view(self, plane: ImagePlane, viewport: Viewport) -> QTransform:
        """Return what brings pixels of a mask to the view: both planes are parallel."""
        return as_transform(
            *(
                viewport.to_view(self._image.on_image(plane.in_patient(corner)))
                for corner in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))
            )
        )


def _tinted(one: SegmentMask, opacity: float) -> QImage:
    fill = round(255 * opacity)
    return tint(one.mask, one.segment.colour, fill, min(255, fill + 110))
