"""One cell of a layout: a series of its own, which takes what is dropped on it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medview.domain.case import Case
from medview.domain.hanging import Kind, Place
from medview.domain.image_planes import ImagePlane, Point, crossing, nearest, plane_of, side_of
from medview.ui import overlay
from medview.ui.case_model import CASE_MIME
from medview.ui.desk import Desk
from medview.ui.display_bar import keep_keys_local
from medview.ui.frames import FrameStore
from medview.ui.image_canvas import Tool
from medview.ui.measure_panel import MeasurePanel
from medview.ui.segment_overlay import SegmentOverlay
from medview.ui.series_view import SeriesView
from medview.ui.viewport import Viewport

MEMORY = 96 * 2**20  # bytes of frames a cell keeps; nine of them stay below a gigabyte
LINE_INK = QColor(255, 214, 92)
LAYER = "reference"


class ReferenceLine:
    """Where the image of the active cell crosses this one."""

    def __init__(self, ends: tuple[Point, Point]) -> None:
        """Take the ends, in pixels of the image."""
        self.ends = ends

    def draw(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw over the image."""
        path = QPainterPath()
        (ax, ay), (bx, by) = (viewport.to_view(end) for end in self.ends)
        path.moveTo(ax, ay)
        path.lineTo(bx, by)
        dashed = QPen(LINE_INK, 1.6)
        dashed.setDashPattern([6.0, 4.0])
        painter.strokePath(path, QPen(overlay.RIM, 3.6))
        painter.strokePath(path, dashed)


LOOKING = (Tool.PAN, Tool.SCROLL, Tool.TONE)  # tools that draw nothing
TOUCHES = (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)
KEYS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)


class LayoutCell(QWidget):
    """A SeriesView in a frame that shows whether it is the one keys and tools are for."""

    activated = Signal()
    touched = Signal()  # a person does something with what is shown
    dropped = Signal(str)  # the id of a case
    size_asked = Signal()  # a double click: as large as the layout, or as it was
    placed = Signal()  # it is known where the series lies

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        super().__init__()
        jobs, load = desk.jobs, desk.services.picture
        self.view = SeriesView(jobs, load, frames=FrameStore(jobs, load, self, memory=MEMORY))
        self.measures = MeasurePanel(desk, self.view, is_listed=False)
        self.segments = SegmentOverlay(desk, self.view)
        self.view.withdraw_tool(Tool.REGION)  # what is searched is marked in the single view
        keep_keys_local(self.view)
        self.is_active = False
        self._plane: ImagePlane | None = None
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.canvas.installEventFilter(self)
        self.view.shown.connect(self._learn_plane)
        self.say_empty()

    @property
    def case(self) -> Case | None:
        """What is shown."""
        return self.view.case

    @property
    def plane(self) -> ImagePlane | None:
        """Where the image in view lies; None while it is loading, or unknown."""
        return None if self.view.canvas.picture is None else self._plane

    def show_case(self, case: Case, place: Place | None = None) -> None:
        """Show the middle of a series, through the window that its place was kept with."""
        self._plane = None
        self.view.show_case(case, len(case.images) // 2)
        if place is not None:
            self.view.windows.open_with(place.window, place.units)
        self.measures.show_case(case)
        self.segments.show_case(case)

    def kept(self) -> Place | None:
        """Return what the cell is for when its layout is kept; None while it is empty."""
        case = self.case
        return None if case is None else Place(Kind.of(case), *self.view.windows.kept())

    def clear(self) -> None:
        """Show nothing."""
        self._plane = None
        self.view.clear()
        self.measures.show_case(None)
        self.segments.show_case(None)
        self.say_empty()

    def say_empty(self) -> None:
        """Say how a cell is filled."""
        self.view.canvas.show_message(
            self.tr("Empty"), self.tr("Drag a series here from the list, or press Enter on it.")
        )

    def set_active(self, active: bool) -> None:
        """Show whether keys and tools are for this cell."""
        self.is_active = active
        self.update()

    def follow(self, leader: LayoutCell) -> None:
        """Go to the slice nearest to the leader's, where both lie in one space and are parallel."""
        if leader.case is None or self.case is None or leader._plane is None or self._plane is None:
            return
        side = side_of(leader._plane, self._plane)
        if side and leader.case.position_mm and self.case.position_mm:
            place = leader.case.position_mm[leader.view.index]
            self.view.show_index(nearest(self.case.position_mm, side * place))

    def show_line_of(self, active: LayoutCell | None) -> None:
        """Draw where the active cell's image crosses this one, or nothing."""
        ends = None
        if active is not None and active is not self and active.plane and self.plane:
            ends = crossing(active.plane, self.plane)
        self.view.canvas.set_marks(LAYER, ReferenceLine(ends) if ends else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Become the active cell when the keyboard or the mouse comes."""
        is_double = event.type() == QEvent.Type.MouseButtonDblClick
        if is_double and self.view.canvas.tool in LOOKING:
            self.activated.emit()
            self.size_asked.emit()
            return True
        if event.type() in (QEvent.Type.FocusIn, *TOUCHES):
            self.activated.emit()
        if event.type() in (*TOUCHES, *KEYS):
            self.touched.emit()
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a series of the list."""
        if event.mimeData().hasFormat(CASE_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the series that was dropped."""
        event.acceptProposedAction()
        self.dropped.emit(bytes(event.mimeData().data(CASE_MIME).data()).decode())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the active cell."""
        painter = QPainter(self)
        ink = self.palette().highlight() if self.is_active else self.palette().mid()
        painter.setPen(QPen(ink.color(), 3.0 if self.is_active else 1.0))
        painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    def _learn_plane(self) -> None:
        picture = self.view.canvas.picture
        if picture is not None:
            is_first, self._plane = self._plane is None, plane_of(picture)
            if is_first and self._plane is not None:
                self.placed.emit()
