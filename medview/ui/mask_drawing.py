"""How a mask is drawn over an image: a tint with an outline, and a name beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QTransform, qRgba

from medview.domain.measures import Point
from medview.ui import overlay
from medview.ui.viewport import Viewport

INSIDE, EDGE = 1, 2  # what a mask holds

Marked = npt.NDArray[np.uint8]  # (H, W) of 0, INSIDE and EDGE


def with_edge(inside: npt.NDArray[np.bool_]) -> Marked:
    """Return a mask in which pixels that have a neighbour outside are EDGE."""
    padded = np.pad(inside, 1)
    core = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    return np.where(inside, np.where(core, INSIDE, EDGE), 0).astype(np.uint8)


def tint(mask: Marked, colour: tuple[int, int, int], fill: int, rim: int) -> QImage:
    """Return a mask in a colour; `fill` and `rim` are the alphas (0 to 255) inside and at edges."""
    mask = np.ascontiguousarray(mask)
    height, width = mask.shape
    image = QImage(mask.tobytes(), width, height, width, QImage.Format.Format_Indexed8)
    alphas = {INSIDE: fill, EDGE: rim}
    image.setColorTable([qRgba(*colour, alphas.get(value, 0)) for value in (0, INSIDE, EDGE)])
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def as_transform(origin: Point, right: Point, down: Point) -> QTransform:
    """Return what brings pixels to where (0, 0), (1, 0) and (0, 1) are in the view."""
    (x, y), (ax, ay), (bx, by) = origin, right, down
    return QTransform(ax - x, ay - y, bx - x, by - y, x, y)


def draw_tint(
    painter: QPainter, to_view: QTransform, image: QImage, corner: Point = (0.0, 0.0)
) -> None:
    """Draw a tint whose first pixel lies at `corner` of the image."""
    painter.save()
    # Shrunk without smoothing, an outline of one pixel would have holes.
    is_shrunk = abs(to_view.determinant()) < 1.0
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_shrunk)
    painter.setTransform(to_view, True)
    painter.drawImage(QPointF(*corner), image)
    painter.restore()


def rightmost(mask: npt.NDArray[np.generic]) -> Point | None:
    """Return the point (x, y) at the right edge of a mask (H, W); None for an empty one."""
    rows, columns = np.nonzero(mask)
    if not len(rows):
        return None
    return float(columns.max()) + 1.0, float(rows[columns.argmax()]) + 0.5


def draw_names(painter: QPainter, viewport: Viewport, names: Sequence[tuple[QPointF, str]]) -> None:
    """Write names to the right of points of the view, unless the view is tiny."""
    if viewport.view[0] < overlay.TINY:
        return
    rooms = rooms_of(names, painter.fontMetrics(), int(viewport.view[0]))
    for room, (_, name) in zip(rooms, names, strict=True):
        top = room.center().y() - 18
        area = QRect(room.left(), top, room.width() + overlay.MARGIN, 40)
        overlay.draw_text(painter, area, overlay.TOP_LEFT, name)


def rooms_of(
    names: Iterable[tuple[QPointF, str]], metrics: QFontMetrics, width: int
) -> list[QRect]:
    """Return where names stand: beside their points, inside `width`, none over another."""
    found: list[QRect] = []
    for at, name in names:
        needed = metrics.horizontalAdvance(name) + 2 * overlay.MARGIN
        left = max(0, min(int(at.x()) - 8, width - needed))
        room = QRect(left, int(at.y()) - metrics.height() // 2, needed, metrics.height())
        while any(room.intersects(other) for other in found):
            room.translate(0, metrics.height())
        found.append(room)
    return found
