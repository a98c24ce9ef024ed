"""Line icons in the colour of the text around them, sharp at every scale of the screen."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from medview.app.resources import resource


@lru_cache(maxsize=256)
def icon(name: str, colour: str, disabled: str = "") -> QIcon:
    """Return the icon `name` drawn in `colour`, and in `disabled` where its action is off."""
    return QIcon(_Drawn(name, colour, disabled or colour))


_CLONES: list[QIconEngine] = []  # what icons that were changed draw with, kept for good


class _Drawn(QIconEngine):
    """Draws an icon when it is first shown, at the size it is shown: most are not at the start."""

    def __init__(self, name: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._name, self._colour, self._disabled = name, colour, disabled

    def clone(self) -> QIconEngine:
        """Return another engine of the same icon; Qt takes it, but does not say so to Python."""
        twin = _Drawn(self._name, self._colour, self._disabled)
        _CLONES.append(twin)
        return twin

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon in the middle of `rect`."""
        scale = painter.device().devicePixelRatio()
        side = min(rect.width(), rect.height())
        corner = QRect(0, 0, side, side)
        corner.moveCenter(rect.center())
        painter.drawPixmap(corner, pixmap(self._name, self._in(mode), side, scale))

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """Return the icon as a picture of so many points at `scale` pixels per point."""
        return pixmap(self._name, self._in(mode), min(size.width(), size.height()), scale)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon as a picture of so many points at one pixel each."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def _in(self, mode: QIcon.Mode) -> str:
        return self._disabled if mode == QIcon.Mode.Disabled else self._colour


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
