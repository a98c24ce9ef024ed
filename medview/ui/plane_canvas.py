"""One of the three planes under the hand: the left button moves the crosshair, with Shift turns it.

The wheel scrolls, Ctrl + wheel zooms, the middle button pans, the right one windows. Keys: Up and
Down scroll, Shift + arrows move the crosshair, Alt + Left and Right turn it.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from medview.domain.planes import View
from medview.ui.image_canvas import ARROWS, ImageCanvas, Key
from medview.ui.plane_marks import CrossMarks

TURN_STEP = math.radians(5)  # by one key
LEAST_ARM = 4.0  # view pixels from the crossing below which no angle can be told
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


class PlaneCanvas(ImageCanvas):
    """Shows one plane, and tells where its crosshair is wanted."""

    placed = Signal(float, float)  # the crosshair is wanted here, in pixels of the picture
    nudged = Signal(int, int)  # the crosshair is wanted so many pixels right and down
    turned = Signal(float)  # the crosshair is wanted turned, radians clockwise
    rested = Signal()  # the hand lets go

    def __init__(
        self, view: View, tell: Callable[[View, float, float], str], parent: QWidget | None = None
    ) -> None:
        """Take what tells place and value at a position of the picture."""
        super().__init__(parent)
        self.view = view
        self._tell = tell
        self._held: QPointF | None = None  # the last position of the left button
        self._is_turning = False
        self._cross = (0.0, 0.0)
        self.wheel_scrolls = True
        self.setCursor(Qt.CursorShape.CrossCursor)

    def show_cross(self, marks: CrossMarks | None) -> None:
        """Draw the crosshair over everything else."""
        if marks is not None:
            self._cross = marks.at
        self.set_marks("crosshair", marks)

    def readout(self) -> str:
        """Return place in the patient and value under the cursor."""
        if self.picture is None or self._cursor is None:
            return ""
        x, y = self.viewport.to_image((self._cursor.x(), self._cursor.y()))
        inside = 0 <= x < self.viewport.image[0] and 0 <= y < self.viewport.image[1]
        return self._tell(self.view, x, y) if inside else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the crosshair with the left button."""
        if event.button() != LEFT:
            super().mousePressEvent(event)
        elif self.picture is not None:
            self._held = event.position()
            self._is_turning = bool(event.modifiers() & SHIFT)
            if not self._is_turning:
                self._place(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move or turn the crosshair."""
        if self._held is not None and self._is_turning:
            self._turn(self._held, event.position())
            self._held = event.position()
        elif self._held is not None:
            self._place(event.position())
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        super().mouseReleaseEvent(event)
        self.setCursor(Qt.CursorShape.CrossCursor)
        if event.button() == LEFT and self._held is not None:
            self._held = None
            self.rested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and turn the crosshair, or scroll."""
        arrow = ARROWS.get(Key(event.key()))
        if self.picture is not None and arrow is not None and event.modifiers() & SHIFT:
            self.nudged.emit(*arrow)
        elif self.picture is not None and arrow is not None and event.modifiers() & ALT:
            self.turned.emit(TURN_STEP * arrow[0])
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Empty the readout, unless the crosshair is being dragged."""
        if self._held is None:
            super().leaveEvent(event)

    def _place(self, position: QPointF) -> None:
        self.placed.emit(*self.viewport.to_image((position.x(), position.y())))

    def _turn(self, before: QPointF, after: QPointF) -> None:
        """Turn by the angle that the hand went around the crossing."""
        middle = QPointF(*self.viewport.to_view(self._cross))
        old, new = before - middle, after - middle
        if min(math.hypot(old.x(), old.y()), math.hypot(new.x(), new.y())) < LEAST_ARM:
            return
        angle = math.atan2(new.y(), new.x()) - math.atan2(old.y(), old.x())
        self.turned.emit(math.remainder(angle, 2 * math.pi))
