"""Line icons in the colour of the text around them, sharp at every scale of the screen."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from medview.app.resources import resource

SIZES = (18, 22, 44)  # drawn once each: tools, rail, and both on a 2x screen


@lru_cache(maxsize=256)
def icon(name: str, colour: str, disabled: str = "") -> QIcon:
    """Return the icon `name` drawn in `colour`, and in `disabled` where its action is off."""
    result = QIcon()
    for side in SIZES:
        result.addPixmap(pixmap(name, colour, side))
        if disabled:
            result.addPixmap(pixmap(name, disabled, side), QIcon.Mode.Disabled)
    return result


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, side: int, scale: float = 1.0) -> QPixmap:
    """Return the icon `name` as a picture of `side` points at `scale` pixels per point."""
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))
    picture = QPixmap(QSize(round(side * scale), round(side * scale)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture


@cache
def _drawing(name: str) -> str:
    return resource("icons", "ui", f"{name}.svg").read_text(encoding="utf-8")
