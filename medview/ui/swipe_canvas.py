"""Two photographs over each other: a handle to swipe, or one after the other.

    canvas = SwipeCanvas()
    canvas.show_layers(laid)      # domain.visits.LaidOver
    canvas.show_layer(Layer.BOTH) # the earlier one left of the handle, today's right of it

Drag the handle, or move it with the keys , and . ; everything else is that of every image.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from medview.app.display import Tone
from medview.domain.image import Picture
from medview.domain.visits import LaidOver
from medview.ui import overlay
from medview.ui.image_canvas import ImageCanvas
from medview.ui.viewport import Viewport

REACH = 14  # view pixels from the handle that still mean it
CHECK = 64.0  # view pixels, a side of a square of the checkerboard
STEP = 0.04  # of the view's width, by one key
HANDLE, GRIP = QColor(255, 255, 255), 11.0
UNSEEN = QColor(40, 42, 46)  # where the earlier photograph shows nothing, never today's


class Layer(Enum):
    """Which of the two is seen."""

    BOTH = "both"
    CHECKS = "checks"  # a checkerboard of both
    EARLIER = "earlier"
    TODAY = "today"


class SwipeMarks:
    """Draws the earlier photograph over today's, left of the handle or whole."""

    def __init__(self) -> None:
        """Start with nothing, the handle in the middle."""
        self.layer = Layer.BOTH
        self.share = 0.5
        self._image = QImage()

    def show_earlier(self, laid: LaidOver) -> None:
        """Take the earlier photograph of today's size."""
        height, width = laid.earlier.shape[:2]
        pixels = laid.earlier.tobytes()
        image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBA8888)
        self.show_image(image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied))

    def show_image(self, image: QImage) -> None:
        """Take what lies over the picture, over all of it."""
        self._image = image

    def draw(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw in the pixels of the view."""
        if self._image.isNull() or self.layer is Layer.TODAY:
            return
        width, height = viewport.view
        edge = self.share * width if self.layer is Layer.BOTH else width
        painter.save()
        painter.setClipRect(QRectF(0, 0, edge, height))
        if self.layer is Layer.CHECKS:
            painter.setClipPath(_checks(width, height))
        self._draw_image(painter, viewport)
        painter.restore()
        if self.layer is Layer.BOTH:
            _draw_handle(painter, edge, height)

    def _draw_image(self, painter: QPainter, viewport: Viewport) -> None:
        left, top, right, bottom = viewport.visible()
        target = QRectF(
            QPointF(*viewport.to_view((left, top))), QPointF(*viewport.to_view((right, bottom)))
        )
        across = self._image.width() / viewport.image[0]
        down = self._image.height() / viewport.image[1]
        part = QRectF(QPointF(left * across, top * down), QPointF(right * across, bottom * down))
        painter.fillRect(target, UNSEEN)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, self._image, part)


def _checks(width: float, height: float) -> QPainterPath:
    """Return every other square of the view."""
    path = QPainterPath()
    for down in range(int(height // CHECK) + 1):
        for across in range(down % 2, int(width // CHECK) + 1, 2):
            path.addRect(QRectF(across * CHECK, down * CHECK, CHECK, CHECK))
    return path


def _draw_handle(painter: QPainter, x: float, height: float) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for ink, width in ((overlay.RIM, 5.0), (HANDLE, 2.0)):
        painter.setPen(QPen(ink, width))
        painter.drawLine(QPointF(x, 0), QPointF(x, height))
    painter.setPen(QPen(overlay.RIM, 1.5))
    painter.setBrush(HANDLE)
    for side in (-1, 1):
        tip, root = x + side * (GRIP + 5), x + side * 5
        middle = height / 2
        points = [QPointF(tip, middle), QPointF(root, middle - GRIP), QPointF(root, middle + GRIP)]
        painter.drawPolygon(QPolygonF(points))
    painter.restore()


class SwipeCanvas(ImageCanvas):
    """Shows both; says in its corners which is which."""

    swiped = Signal(float)  # where the handle is, 0 at the left, 1 at the right

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.marks = SwipeMarks()
        self._names = ("", "")
        self._swiping = False
        self.setAccessibleName(self.tr("Both photographs over each other"))

    @property
    def layer(self) -> Layer:
        """Which of the two is seen."""
        return self.marks.layer

    def name_layers(self, earlier: str, today: str) -> None:
        """Say what the corners call the two."""
        self._names = (earlier, today)
        self._say_layer()

    def show_layers(self, laid: LaidOver) -> None:
        """Show two photographs that lie over each other."""
        self.marks.show_earlier(laid)
        self.show_picture(Picture(laid.today, full_size=laid.full_size))
        self.set_marks("swipe", self.marks)
        self.show_layer(Layer.BOTH)

    def show_over(self, picture: Picture, tone: Tone | None, earlier: QImage) -> None:
        """Show a picture with another one of the same place over it; layer and view stay."""
        self.marks.show_image(earlier)
        self.show_picture(picture, tone, keep_view=True)
        self.set_marks("swipe", self.marks)
        self._say_layer()

    def show_other(self) -> None:
        """Show the other one of the two, whole."""
        self.show_layer(Layer.TODAY if self.layer is Layer.EARLIER else Layer.EARLIER)

    def show_layer(self, layer: Layer) -> None:
        """Show both with the handle, or one alone."""
        self.marks.layer = layer
        self._say_layer()
        self.update()

    def swipe_to(self, share: float) -> None:
        """Move the handle; 0 is the left border, 1 the right one."""
        self.marks.share = min(max(share, 0.0), 1.0)
        if self.layer is not Layer.BOTH:
            self.show_layer(Layer.BOTH)
        self.update()
        self.swiped.emit(self.marks.share)

    def swipe_left(self) -> None:
        """Move the handle one step to the left."""
        self.swipe_to(self.marks.share - STEP)

    def swipe_right(self) -> None:
        """Move the handle one step to the right."""
        self.swipe_to(self.marks.share + STEP)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle, where it is meant."""
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._swiping = is_left and self._is_on_handle(event.position().x())
        if not self._swiping:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the handle along."""
        if self._swiping:
            self.swipe_to(event.position().x() / max(self.width(), 1))
            return
        super().mouseMoveEvent(event)
        if not event.buttons():
            on_handle = self._is_on_handle(event.position().x())
            shape = Qt.CursorShape.SplitHCursor if on_handle else Qt.CursorShape.OpenHandCursor
            self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the handle go."""
        if self._swiping:
            self._swiping = False
        else:
            super().mouseReleaseEvent(event)

    def _is_on_handle(self, x: float) -> bool:
        at = self.marks.share * self.width()
        return self.picture is not None and self.layer is Layer.BOTH and abs(x - at) <= REACH

    def _say_layer(self) -> None:
        earlier, today = self._names
        self.set_text(overlay.TOP_LEFT, "" if self.layer is Layer.TODAY else earlier)
        self.set_text(overlay.TOP_RIGHT, "" if self.layer is Layer.EARLIER else today)
