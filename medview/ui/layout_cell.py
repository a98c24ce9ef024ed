"""One cell of a layout: a series of its own, which takes what is dropped on it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSize, Signal
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
from medview.domain.image_planes import ImagePlane, Point, plane_of
from medview.domain.linking import Link, Met, line_across, link_of, slice_met
from medview.domain.planes import vector
from medview.ui import overlay
from medview.ui.case_model import CASE_MIME
from medview.ui.desk import Desk
from medview.ui.display_bar import keep_keys_local
from medview.ui.frames import FrameStore
from medview.ui.image_canvas import Tool
from medview.ui.link_words import leader_words, link_tip, link_words
from medview.ui.measure_panel import MeasurePanel
from medview.ui.segment_overlay import SegmentOverlay
from medview.ui.series_view import SeriesView
from medview.ui.viewport import Viewport
from medview.ui.widgets import OneLine

MEMORY = 96 * 2**20  # bytes of frames a cell keeps; nine of them stay below a gigabyte
LINE_INK = QColor(255, 214, 92)
LAYER = "reference"


class ReferenceLine:
    """Where the image of the active cell crosses this one."""

    def __init__(self, points: tuple[Point, ...]) -> None:
        """Take the points from one end to the other, in pixels of the image."""
        self.points = points

    def draw(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw over the image."""
        path = QPainterPath()
        first, *others = (viewport.to_view(point) for point in self.points)
        path.moveTo(*first)
        for other in others:
            path.lineTo(*other)
        dashed = QPen(LINE_INK, 1.6)
        dashed.setDashPattern([6.0, 4.0])
        painter.strokePath(path, QPen(overlay.RIM, 3.6))
        painter.strokePath(path, dashed)


LEAST_IMAGE = QSize(100, 60)  # nine cells have room in the smallest window
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
        self._plane_index = 0  # of the image whose plane it is
        self._alignments = desk.services.priors
        self.linked = OneLine("small")  # what links this cell with the active one
        self.linked.setIndent(6)
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.linked)
        self.view.canvas.setMinimumSize(LEAST_IMAGE)
        self.setFocusProxy(self.view)
        self.view.canvas.installEventFilter(self)
        self.view.shown.connect(self._learn_plane)
        self.say_empty()

    def sizeHint(self) -> QSize:
        """Ask for the least: only what all ask for and have is shared out evenly among rows."""
        return self.minimumSizeHint()

    @property
    def case(self) -> Case | None:
        """What is shown."""
        return self.view.case

    @property
    def plane(self) -> ImagePlane | None:
        """Where the image in view lies; None while it is loading, or unknown."""
        return None if self.view.canvas.picture is None else self._plane

    @property
    def place(self) -> ImagePlane | None:
        """Where the slice in view lies, also while its image is loading; None where unknown."""
        plane, case = self._plane, self.case
        if plane is None or case is None or not case.position_mm:
            return plane
        ahead = case.position_mm[self.view.index] - case.position_mm[self._plane_index]
        return replace(plane, origin=vector(plane.origin + ahead * plane.normal))

    def show_case(self, case: Case, place: Place | None = None) -> None:
        """Show the middle of a series, through the window that its place was kept with."""
        self._plane = None
        self._say_link("")
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
        self._say_link("")
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

    def follow(self, leader: LayoutCell, *, is_on: bool, moves: bool = True) -> None:
        """Say what links the cell with the leader's; with `moves`, go to the slice that fits."""
        if leader is self:
            self._say_link(leader_words() if is_on else "")
            return
        link = self._link_to(leader)
        if link is None:
            self._say_link("")
            return
        met = self._met(link, leader)
        if is_on and moves and met is not None and met.index is not None:
            self.view.show_index(met.index)
        self._say_link(link_words(link, met, is_on=is_on), link_tip(link))

    def show_line_of(self, active: LayoutCell | None) -> None:
        """Draw where the active cell's image crosses this one, or nothing."""
        points: tuple[Point, ...] = ()
        if active is not None and active is not self and active.plane and self.plane:
            link = self._link_to(active)
            points = line_across(link, active.plane, self.plane) if link is not None else ()
        self.view.canvas.set_marks(LAYER, ReferenceLine(points) if points else None)

    def _link_to(self, leader: LayoutCell) -> Link | None:
        """Return what links this cell with the leader; None while either shows nothing yet."""
        if leader.case is None or self.case is None or not (leader.is_read and self.is_read):
            return None
        way = self._alignments.way(leader.case, self.case)
        return link_of(leader.case, leader.place, self.case, self.place, way)

    def _met(self, link: Link, leader: LayoutCell) -> Met | None:
        """Return the slice that shows what is in the middle of the leader."""
        seen, on, case = leader.place, self.place, self.case
        if not link.holds or seen is None or on is None or case is None:
            return None
        return slice_met(link, seen, leader.looked_at(seen), case, on)

    def looked_at(self, plane: ImagePlane) -> Point:
        """Return the point of the image in the middle of what is in view."""
        viewport = self.view.canvas.viewport
        is_shown = viewport.image == plane.size
        return viewport.centre if is_shown else (plane.size[0] / 2, plane.size[1] / 2)

    @property
    def is_read(self) -> bool:
        """True once it is known where the series lies, or that nobody knows."""
        return self._plane is not None or self.view.canvas.picture is not None

    def _say_link(self, words: str, tip: str = "") -> None:
        self.linked.setText(words)
        self.linked.setToolTip(tip or words)
        self.linked.setVisible(bool(words))

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
            self._plane_index = self.view.index
            if is_first and self._plane is not None:
                self.placed.emit()
