"""Draws and changes measures on a canvas, before its own mouse and keys.

    tool = MeasureTool(view.canvas)
    tool.drawn.connect(...)          # id, Shape: a new one, or what became of one
    tool.removed.connect(...)        # id
    tool.chosen.connect(...)         # id, "" for none
    tool.show(measures)              # those on the image in view

With a measuring tool: drag, or click point after point; Enter puts a shape into the middle. With
any tool: drag a line or a handle, Delete removes. With a measuring tool arrows move the chosen
shape, Shift and arrows its handle, Shift+Enter goes to the next handle; Esc lets go.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from medview.domain.measures import POINTS, Kind, Measure, Point, Shape, pixels_around, read
from medview.ui.image_canvas import ARROWS, ImageCanvas, Tool
from medview.ui.measure_marks import Drawn, MeasureMarks, handles
from medview.ui.measure_words import reading_lines

LAYER = "measures"
KINDS = {
    Tool.LENGTH: Kind.LENGTH,
    Tool.ANGLE: Kind.ANGLE,
    Tool.ELLIPSE: Kind.ELLIPSE,
    Tool.FREEHAND: Kind.FREEHAND,
    Tool.PROBE: Kind.PROBE,
}
FREEHAND_STEP = 3.0  # view pixels between two corners of an outline
QUICK = 400_000  # pixels whose statistics can follow the hand
FIRST_SHARE = 0.2  # of the view: how large a shape of the keyboard begins
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
NEW = "draft"


class MeasureTool(QObject):
    """An event filter: what is not about a measure goes on to the canvas."""

    drawn = Signal(str, object)
    removed = Signal(str)
    chosen = Signal(str)

    def __init__(self, canvas: ImageCanvas) -> None:
        """Listen to the canvas, and draw over it."""
        super().__init__(canvas)
        self.marks = MeasureMarks()
        self._canvas = canvas
        self._pressed_at = QPointF()
        self._held: Drawn | None = None
        self._held_from: tuple[Point, Shape] = ((0.0, 0.0), Shape(Kind.PROBE, ()))
        self._is_pressed = False
        canvas.installEventFilter(self)
        canvas.set_marks(LAYER, self.marks)

    def show(self, measures: Sequence[Measure]) -> None:
        """Draw these in the place of what was drawn; what the hand holds stays."""
        self.marks.drawn = [Drawn(m.id, m.shape, reading_lines(m.reading)) for m in measures]
        if self._held is not None:
            others = [one for one in self.marks.drawn if one.id != self._held.id]
            self.marks.drawn = [*others, self._held]
        self._canvas.update()

    def choose(self, measure_id: str) -> None:
        """Mark a measure as the one that keys are about."""
        self.marks.chosen, self.marks.handle = measure_id, 0 if measure_id else None
        self._canvas.update()
        self.chosen.emit(measure_id)

    def let_go(self) -> None:
        """Forget what is half drawn or held: another image comes."""
        self._held, self.marks.draft, self._is_pressed = None, None, False
        self._canvas.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the events that are about a measure."""
        if self._canvas.picture is None:
            return False
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and self._held is not None and not self._is_pressed:
            self._finish_held()  # the key that moved it is let go elsewhere
        return False

    @property
    def kind(self) -> Kind | None:
        """What the left button draws, None while it does something else."""
        return KINDS.get(self._canvas.tool)

    # --- mouse

    def _mouse(self, event: QMouseEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseMove:
            return self._move(event.position())
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if kind == QEvent.Type.MouseButtonPress:
            return self._press(event.position())
        if kind == QEvent.Type.MouseButtonRelease:
            return self._release(event.position())
        return kind == QEvent.Type.MouseButtonDblClick and self.kind is not None

    def _press(self, position: QPointF) -> bool:
        self._pressed_at = position
        draft = self.marks.draft
        if draft is not None and draft.shape.kind is not self.kind:
            self.let_go()  # another tool was chosen meanwhile
        if self.marks.draft is None and self._take_hold(position):
            self._is_pressed = True
            return True
        if self.kind is None:
            if self.marks.chosen:
                self.choose("")
            return False
        self._is_pressed = True
        if self.marks.draft is None:
            point = self._point(position)
            start = (point,) if self.kind in (Kind.PROBE, Kind.FREEHAND) else (point, point)
            self.choose("")
            self.marks.draft = Drawn(NEW, Shape(self.kind, start))
            self._canvas.setFocus()
        return True

    def _take_hold(self, position: QPointF) -> bool:
        hit = None if self._canvas.tool is Tool.REGION else self._hit(position)
        if hit is None:
            return False
        self._held, handle = hit
        self._held_from = (self._point(position), self._held.shape)
        self.choose(self._held.id)
        self.marks.handle = handle
        self._canvas.setFocus()
        return True

    def _hit(self, position: QPointF) -> tuple[Drawn, int | None] | None:
        return self.marks.at(position, self._canvas.viewport)

    def _move(self, position: QPointF) -> bool:
        if self._held is not None and self._is_pressed:
            self._drag(position)
            return True
        draft = self.marks.draft
        if draft is None:
            return False
        if draft.shape.kind is Kind.FREEHAND:
            self._extend(draft, position)
        else:
            self._put_last(draft, position)
        return True

    def _put_last(self, draft: Drawn, position: QPointF) -> None:
        last = len(draft.shape.points) - 1
        self._set(draft, draft.shape.with_point(last, self._point(position)))

    def _drag(self, position: QPointF) -> None:
        assert self._held is not None
        start, shape = self._held_from
        x, y = self._point(position)
        if self.marks.handle is None:
            self._set(self._held, shape.moved(x - start[0], y - start[1]))
        else:
            self._set(self._held, shape.with_point(self.marks.handle, (x, y)))

    def _extend(self, draft: Drawn, position: QPointF) -> None:
        last = QPointF(*self._canvas.viewport.to_view(draft.shape.points[-1]))
        if (position - last).manhattanLength() >= FREEHAND_STEP:
            points = (*draft.shape.points, self._point(position))
            self._set(draft, Shape(Kind.FREEHAND, points))

    def _release(self, position: QPointF) -> bool:
        was_pressed, self._is_pressed = self._is_pressed, False
        if self._held is not None:
            self._finish_held()
        elif was_pressed and self.marks.draft is not None:
            self._next_point(self.marks.draft, position)
        return was_pressed

    def _finish_held(self) -> None:
        held, self._held = self._held, None
        assert held is not None
        if held.shape == self._held_from[1]:
            return
        if held.shape.is_whole:
            self.drawn.emit(held.id, held.shape)
        else:
            self._set(held, self._held_from[1])

    def _next_point(self, draft: Drawn, position: QPointF) -> None:
        """Fix the point under the cursor; the shape is done when it has all of them."""
        if draft.shape.kind is not Kind.FREEHAND:
            self._put_last(draft, position)
        shape = draft.shape
        needed = POINTS.get(shape.kind)
        moved = (position - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        is_first_click = len(shape.points) == 2 and not moved and len(set(shape.points)) == 1
        if needed is None or len(shape.points) == needed:
            if not is_first_click:
                self._finish_draft(shape)
        elif not is_first_click:
            self._set(draft, Shape(shape.kind, (*shape.points, shape.points[-1])))

    def _finish_draft(self, shape: Shape) -> None:
        self.marks.draft = None
        if shape.is_whole:
            self._add(shape)
        self._canvas.update()

    def _add(self, shape: Shape) -> None:
        one = Drawn(uuid.uuid4().hex, shape)
        self._set(one, shape)
        self.marks.drawn.append(one)
        self.choose(one.id)
        self.drawn.emit(one.id, shape)

    # --- keys

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._means_measure(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyRelease:
            return self._key_let_go(event)
        if event.type() != QEvent.Type.KeyPress or not self._means_measure(event):
            return False
        self._act(event)
        return True

    def _means_measure(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            return self.marks.draft is not None or bool(self.marks.chosen)
        if key == Qt.Key.Key_Delete:
            return bool(self.marks.chosen)
        if key in ENTER:
            return self.kind is not None
        return key in ARROWS and self.kind is not None and self._chosen() is not None

    def _act(self, event: QKeyEvent) -> None:
        key, is_shifted = Qt.Key(event.key()), _is_shifted(event)
        if key == Qt.Key.Key_Escape:
            self.let_go()
            self.choose("")
        elif key == Qt.Key.Key_Delete:
            self.remove_chosen()
        elif key in ENTER:
            self._next_handle() if is_shifted else self._add(self._first_shape())
        else:
            self._nudge(*ARROWS[key], is_shifted)

    def remove_chosen(self) -> None:
        """Take the chosen measure away."""
        chosen = self.marks.chosen
        self.marks.drawn = [one for one in self.marks.drawn if one.id != chosen]
        self.choose("")
        if chosen:
            self.removed.emit(chosen)

    def _nudge(self, across: int, down: int, is_shifted: bool) -> None:
        one = self._chosen()
        assert one is not None
        if self._held is None:
            self._held, self._held_from = one, (one.shape.points[0], one.shape)
        dx, dy = self._canvas.viewport.stored(across, down)  # one pixel of the image
        number = self.marks.handle
        if is_shifted and number is not None:
            x, y = one.shape.points[number]
            self._set(one, one.shape.with_point(number, (x + dx, y + dy)))
        else:
            self._set(one, one.shape.moved(dx, dy))

    def _key_let_go(self, event: QKeyEvent) -> bool:
        if self._held is None or self._is_pressed or event.isAutoRepeat():
            return False
        self._finish_held()
        return True

    def _next_handle(self) -> None:
        one = self._chosen()
        if one is not None:
            numbers = handles(one.shape)
            now = self.marks.handle
            following = 0 if now is None else numbers.index(now) + 1
            self.marks.handle = numbers[following % len(numbers)]
            self._canvas.update()

    def _chosen(self) -> Drawn | None:
        return next((one for one in self.marks.drawn if one.id == self.marks.chosen), None)

    def _first_shape(self) -> Shape:
        """Return a shape in the middle of the view, to be moved by keys."""
        assert self.kind is not None
        canvas = self._canvas
        middle = QPointF(canvas.width() / 2.0, canvas.height() / 2.0)
        across, down = (
            QPointF(FIRST_SHARE * canvas.width(), 0),
            QPointF(0, FIRST_SHARE * canvas.height()),
        )
        corners = {
            Kind.LENGTH: (middle - across, middle + across),
            Kind.ANGLE: (middle - across, middle, middle - down),
            Kind.ELLIPSE: (middle - across - down, middle + across + down),
            Kind.FREEHAND: (middle - across, middle - down, middle + across, middle + down),
            Kind.PROBE: (middle,),
        }
        return Shape(self.kind, tuple(self._point(at) for at in corners[self.kind]))

    # --- shapes

    def _set(self, one: Drawn, shape: Shape) -> None:
        """Give a shape other points, and say what it measures now."""
        one.shape, one.lines = shape, ()
        picture = self._canvas.picture
        if picture is not None and shape.is_whole:
            quick = pixels_around(shape, picture.pixels.shape) <= QUICK
            one.lines = reading_lines(read(shape, picture, with_values=quick))
        self._canvas.update()

    def _point(self, position: QPointF) -> Point:
        """Return the image point under a view point, kept inside the image."""
        viewport = self._canvas.viewport
        x, y = viewport.to_image((position.x(), position.y()))
        return min(max(x, 0.0), viewport.image[0]), min(max(y, 0.0), viewport.image[1])


def _is_shifted(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
