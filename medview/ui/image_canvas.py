"""One image under the hand: what mouse, wheel, pinch and keys do to a PicturePane.

Left drag does what `tool` says; middle drag always pans, right drag always sets the tone (window,
or brightness and contrast). The wheel zooms at the cursor; with `wheel_scrolls` it scrolls and
Ctrl + wheel zooms. Signals carry what the owner decides about: scrolling, tone, a drawn region.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture, QWidget

from medview.ui import region_tool
from medview.ui.picture_pane import ZOOM_STEP, PicturePane

WHEEL_STEP = 120  # eighths of a degree of one notch
PAN_STEP = 0.1  # of the view, by one arrow key
SCROLL_PIXELS = 12  # of dragging for one slice

Key = Qt.Key
ARROWS = {
    Key.Key_Left: (-1, 0),
    Key.Key_Right: (1, 0),
    Key.Key_Up: (0, -1),
    Key.Key_Down: (0, 1),
}
SCROLL_KEYS = {Key.Key_Up: -1, Key.Key_Down: 1, Key.Key_PageUp: -10, Key.Key_PageDown: 10}


class Tool(Enum):
    """What the left button does while dragged."""

    PAN = "pan"
    SCROLL = "scroll"
    TONE = "tone"
    REGION = "region"
    LENGTH = "length"  # these five: see measure_tool
    ANGLE = "angle"
    ELLIPSE = "ellipse"
    FREEHAND = "freehand"
    PROBE = "probe"
    SIMILAR = "similar"  # see similar_tool


CURSORS = {
    Tool.PAN: Qt.CursorShape.OpenHandCursor,
    Tool.SCROLL: Qt.CursorShape.SizeVerCursor,
    Tool.TONE: Qt.CursorShape.SizeAllCursor,
    Tool.REGION: Qt.CursorShape.CrossCursor,
    Tool.LENGTH: Qt.CursorShape.CrossCursor,
    Tool.ANGLE: Qt.CursorShape.CrossCursor,
    Tool.ELLIPSE: Qt.CursorShape.CrossCursor,
    Tool.FREEHAND: Qt.CursorShape.CrossCursor,
    Tool.PROBE: Qt.CursorShape.CrossCursor,
    Tool.SIMILAR: Qt.CursorShape.CrossCursor,
}
BUTTON_TOOLS = {Qt.MouseButton.MiddleButton: Tool.PAN, Qt.MouseButton.RightButton: Tool.TONE}


class ImageCanvas(PicturePane):
    """A PicturePane that answers to mouse, wheel, pinch and keyboard."""

    scrolled = Signal(int)  # slices, negative towards the first
    jumped = Signal(bool)  # to the first (False) or last (True) slice
    tone_grabbed = Signal()  # a tone drag begins
    tone_dragged = Signal(float, float)  # view pixels right and down since it began
    clicked = Signal(float, float)  # left button, in pixels of the original image
    region_drawn = Signal(object)  # Region, in pixels of the original image
    region_cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with the pan tool."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setAccessibleName(self.tr("Image"))
        self.wheel_scrolls = False
        self._dragging: Tool | None = None
        self._grabbed_at = QPointF()
        self._last_at = QPointF()
        self._wheel_rest = 0
        self.set_tool(Tool.PAN)

    @property
    def tool(self) -> Tool:
        """What the left button does."""
        return self._tool

    def set_tool(self, tool: Tool) -> None:
        """Choose what the left button does."""
        self._tool = tool
        self.setCursor(CURSORS[tool])

    def clear_region(self) -> None:
        """Mark no region any more, and tell so."""
        self.set_region(None)
        self.region_cleared.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin the drag of the pressed button."""
        tool = BUTTON_TOOLS.get(event.button(), self._tool)
        if self._dragging is not None or (self.picture is None and tool is not Tool.SCROLL):
            return
        self._dragging = tool
        self._grabbed_at = self._last_at = event.position()
        if self._dragging is Tool.PAN:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._dragging is Tool.TONE:
            self.tone_grabbed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the drag, and read out what is under the cursor."""
        self._cursor = event.position()
        if self._dragging is not None:
            self._drag(event.position())
        self.update(self.rect() if self.is_magnifying else self.readout_rect())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag; a region that was drawn is told now."""
        ended, self._dragging = self._dragging, None
        self.setCursor(CURSORS[self._tool])
        if ended is Tool.REGION:
            self._finish_region()
        elif event.button() == Qt.MouseButton.LeftButton and self._is_click(event.position()):
            self.clicked.emit(*self.viewport.to_image((event.position().x(), event.position().y())))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Switch between the whole image and 1:1 at the cursor."""
        if self.viewport.is_fitted:
            at = (event.position().x(), event.position().y())
            self.set_viewport(self.viewport.zoomed_to(1.0 / self.devicePixelRatioF(), at))
        else:
            self.fit()

    def leaveEvent(self, event: QEvent) -> None:
        """Empty the readout."""
        self._cursor = None
        self.update(self.readout_rect())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the cursor, or scroll."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.wheel_scrolls and not with_control:
            self._scroll_by_wheel(turned)
        else:
            self._zoom_at(ZOOM_STEP ** (turned / WHEEL_STEP), event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows pan, scroll, or move the region; the rest is for the window."""
        if not (self._key_on_region(event) or self._key_scrolls(event) or self._key_pans(event)):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Pinch zooms; with the region tool, Enter and Esc are for the region, not the window."""
        if isinstance(event, QNativeGestureEvent):
            return self._native_gesture(event)
        if isinstance(event, QGestureEvent):
            return self._pinch(event)
        if event.type() == QEvent.Type.ShortcutOverride and self._is_region_key(event):
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that keys arrive here."""
        super().focusInEvent(event)
        self.update()

    def _is_click(self, position: QPointF) -> bool:
        moved = (position - self._grabbed_at).manhattanLength()
        return self.picture is not None and moved < QApplication.startDragDistance()

    def _drag(self, position: QPointF) -> None:
        moved = position - self._last_at
        if self._dragging is Tool.PAN:
            self.set_viewport(self.viewport.panned(moved.x(), moved.y()))
        elif self._dragging is Tool.TONE:
            total = position - self._grabbed_at
            self.tone_dragged.emit(total.x(), total.y())
        elif self._dragging is Tool.REGION:
            self.set_region(region_tool.between(self.viewport, self._grabbed_at, position))
        else:
            position = self._scroll_by_drag(moved.y())
        self._last_at = position

    def _scroll_by_drag(self, down: float) -> QPointF:
        """Scroll by whole slices; return the point from where the next slice is counted."""
        steps = int(down / SCROLL_PIXELS)
        if steps:
            self.scrolled.emit(steps)
        return self._last_at + QPointF(0.0, steps * SCROLL_PIXELS)

    def _scroll_by_wheel(self, turned: int) -> None:
        self._wheel_rest += turned
        steps = int(self._wheel_rest / WHEEL_STEP)
        self._wheel_rest -= steps * WHEEL_STEP
        if steps:
            self.scrolled.emit(-steps)

    def _zoom_at(self, factor: float, position: QPointF) -> None:
        self.set_viewport(self.viewport.zoomed_by(factor, (position.x(), position.y())))

    def _native_gesture(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._zoom_at(1.0 + event.value(), event.position())
        return True

    def _pinch(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        centre = self.mapFromGlobal(pinch.centerPoint().toPoint())
        self._zoom_at(pinch.scaleFactor(), QPointF(centre))
        return True

    def _key_pans(self, event: QKeyEvent) -> bool:
        across, down = ARROWS.get(Key(event.key()), (0, 0))
        before = self.viewport
        step = (-across * PAN_STEP * self.width(), -down * PAN_STEP * self.height())
        if not before.is_fitted and (across or down):
            self.set_viewport(before.panned(*step))
        return self.viewport != before

    def _key_scrolls(self, event: QKeyEvent) -> bool:
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not self.wheel_scrolls or shifted:
            return False
        key = Key(event.key())
        if key in (Key.Key_Home, Key.Key_End):
            self.jumped.emit(key == Key.Key_End)
            return True
        if key in SCROLL_KEYS:
            self.scrolled.emit(SCROLL_KEYS[key])
        return key in SCROLL_KEYS

    def _is_region_key(self, event: QEvent) -> bool:
        keys = (*ARROWS, Key.Key_Return, Key.Key_Enter)
        return isinstance(event, QKeyEvent) and (
            (self._tool is Tool.REGION and event.key() in keys)
            or (self.region is not None and event.key() == Key.Key_Escape)
        )

    def _key_on_region(self, event: QKeyEvent) -> bool:
        if self.picture is None or not self._is_region_key(event):
            return False
        if event.key() == Key.Key_Escape:
            self.clear_region()
        elif self.region is None:
            self.set_region(region_tool.middle(self.viewport))
        elif event.key() in ARROWS:
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            change = region_tool.resized if shifted else region_tool.moved
            across, down = self.viewport.stored(*ARROWS[Key(event.key())])
            self.set_region(change(self.viewport, self.region, int(across), int(down)))
        else:
            self._finish_region()
        return True

    def _finish_region(self) -> None:
        if self.region is None:
            self.region_cleared.emit()
        else:
            self.region_drawn.emit(self.region)
