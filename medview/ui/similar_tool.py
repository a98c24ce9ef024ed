"""Points at what a region is to be like: a click, or a lasso drawn around it.

    tool = SimilarTool(view.canvas)
    tool.pointed.connect(...)     # the points (one, or an outline) in image pixels, and a Mode

With the tool chosen: click or drag; Shift adds to the chosen region, Ctrl takes away. On the
keyboard arrows move the cross (Shift by ten pixels), Enter clicks, with Shift and Ctrl as above.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from medview.domain.measures import Point
from medview.ui.image_canvas import ARROWS, ImageCanvas, Tool
from medview.ui.similar_marks import SimilarMarks

LAYER = "similar"
LASSO_STEP = 4.0  # view pixels between two corners
FAR = 10  # pixels of the image by Shift and an arrow
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Mode(Enum):
    """What is done with what was pointed at."""

    NEW = "new"
    ADD = "add"
    TAKE = "take"


class SimilarTool(QObject):
    """An event filter: what is not about pointing goes on to the canvas."""

    pointed = Signal(object, object)

    def __init__(self, canvas: ImageCanvas) -> None:
        """Listen to the canvas, and draw over it."""
        super().__init__(canvas)
        self.marks = SimilarMarks()
        self._canvas = canvas
        self._pressed_at: QPointF | None = None
        canvas.installEventFilter(self)
        canvas.set_marks(LAYER, self.marks)

    @property
    def is_chosen(self) -> bool:
        """True while the left button points."""
        return self._canvas.tool is Tool.SIMILAR

    def let_go(self) -> None:
        """Forget a lasso half drawn, and where the cross was: another image comes."""
        self._pressed_at, self.marks.lasso, self.marks.cross = None, (), None
        self._canvas.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the events that are about pointing."""
        if not self.is_chosen or self._canvas.picture is None:
            return False
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseMove and self._pressed_at is not None:
            self._extend(event.position())
            return True
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if kind == QEvent.Type.MouseButtonPress:
            self._pressed_at, self.marks.cross = event.position(), None
            self.marks.lasso = (self._point(event.position()),)
            self._canvas.setFocus()
        elif kind == QEvent.Type.MouseButtonRelease and self._pressed_at is not None:
            self._finish(event)
        return kind in (
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseButtonRelease,
            QEvent.Type.MouseButtonDblClick,
        )

    def _extend(self, position: QPointF) -> None:
        last = QPointF(*self._canvas.viewport.to_view(self.marks.lasso[-1]))
        if (position - last).manhattanLength() >= LASSO_STEP:
            self.marks.lasso = (*self.marks.lasso, self._point(position))
            self._canvas.update()

    def _finish(self, event: QMouseEvent) -> None:
        assert self._pressed_at is not None
        moved = (event.position() - self._pressed_at).manhattanLength()
        points = self.marks.lasso
        is_lasso = (
            len(points) > 2
            and max(
                (QPointF(*self._canvas.viewport.to_view(p)) - self._pressed_at).manhattanLength()
                for p in points
            )
            >= 2 * QApplication.startDragDistance()
        )
        self._pressed_at, self.marks.lasso = None, ()
        self._canvas.update()
        if is_lasso:
            self.pointed.emit(points, _mode(event.modifiers()))
        elif moved < 2 * QApplication.startDragDistance():
            self.pointed.emit(points[:1], _mode(event.modifiers()))

    def _key(self, event: QKeyEvent) -> bool:
        if not self._means_pointing(event):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self._act(event)
        return True

    def _means_pointing(self, event: QKeyEvent) -> bool:
        key, is_controlled = Qt.Key(event.key()), _is_controlled(event)
        if key == Qt.Key.Key_Escape:
            return self.marks.cross is not None
        is_plain = not event.modifiers() & Qt.KeyboardModifier.AltModifier
        return key in ENTER or (key in ARROWS and is_plain and not is_controlled)

    def _act(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.let_go()
        elif key in ENTER:
            self.pointed.emit((self.marks.cross or self._middle(),), _mode(event.modifiers()))
        else:
            far = FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            dx, dy = self._canvas.viewport.stored(*ARROWS[key])
            x, y = self.marks.cross or self._middle()
            self.marks.cross = self._inside(x + far * dx, y + far * dy)
            self._canvas.update()

    def _middle(self) -> Point:
        """Return the image point in the middle of the view."""
        return self._point(QPointF(self._canvas.width() / 2.0, self._canvas.height() / 2.0))

    def _point(self, position: QPointF) -> Point:
        return self._inside(*self._canvas.viewport.to_image((position.x(), position.y())))

    def _inside(self, x: float, y: float) -> Point:
        width, height = self._canvas.viewport.image
        return min(max(x, 0.0), width - 0.01), min(max(y, 0.0), height - 0.01)


def _is_controlled(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _mode(modifiers: Qt.KeyboardModifier) -> Mode:
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return Mode.TAKE
    return Mode.ADD if modifiers & Qt.KeyboardModifier.ShiftModifier else Mode.NEW
