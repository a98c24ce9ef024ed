"""Rectangles drawn by hand or moved by keys, in whole pixels of the original image."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from medview.domain.errors import RegionOutside
from medview.domain.region import Region
from medview.ui.viewport import Viewport

LEAST = 4  # image pixels; a shorter drag is a click
STEP = 0.02  # of the image, by one arrow key


def between(viewport: Viewport, one: QPointF, other: QPointF) -> Region | None:
    """Return the rectangle between two view points, or None when it is too small to mean."""
    ax, ay = viewport.to_image((one.x(), one.y()))
    bx, by = viewport.to_image((other.x(), other.y()))
    left, top = round(min(ax, bx)), round(min(ay, by))
    drawn = Region(left, top, round(max(ax, bx)) - left, round(max(ay, by)) - top)
    if min(drawn.width, drawn.height) < LEAST:
        return None
    try:
        return drawn.clipped(*_size(viewport))
    except RegionOutside:
        return None


def middle(viewport: Viewport) -> Region:
    """Return the middle of the image, a quarter as wide and high: where keys begin."""
    width, height = _size(viewport)
    return Region(3 * width // 8, 3 * height // 8, max(width // 4, 1), max(height // 4, 1))


def moved(viewport: Viewport, region: Region, across: int, down: int) -> Region:
    """Return the region one step further, kept inside the image."""
    (width, height), (dx, dy) = _size(viewport), _step(viewport)
    x = min(max(region.x + across * dx, 0), width - region.width)
    y = min(max(region.y + down * dy, 0), height - region.height)
    return Region(x, y, region.width, region.height)


def resized(viewport: Viewport, region: Region, across: int, down: int) -> Region:
    """Return the region one step wider or higher (or narrower, lower), kept inside the image."""
    (width, height), (dx, dy) = _size(viewport), _step(viewport)
    wide = min(max(region.width + across * dx, LEAST), width - region.x)
    high = min(max(region.height + down * dy, LEAST), height - region.y)
    return Region(region.x, region.y, wide, high)


def _size(viewport: Viewport) -> tuple[int, int]:
    return int(viewport.image[0]), int(viewport.image[1])


def _step(viewport: Viewport) -> tuple[int, int]:
    width, height = _size(viewport)
    return max(int(STEP * width), 1), max(int(STEP * height), 1)
