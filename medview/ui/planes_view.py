"""A series in three planes: axial, coronal, sagittal, with a crosshair that moves and turns.

    view = PlanesView(jobs, services.open_volume, lambda: worklist.cases)
    view.closed.connect(...)            # Esc
    view.said.connect(...)              # why a series has no planes, in one line
    view.show_case(case, index)         # loads in the background; the slice comes first

Keys: the wheel, Up and Down scroll; Shift + arrows move the crosshair, Alt + Left and Right (or
Shift + drag) turn it, R puts it back; comma and full stop thin and thicken the slab, G changes
what becomes of it; window keys as in a series.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from medview.app.show_planes import value_at
from medview.domain.case import Case
from medview.domain.errors import MedViewError
from medview.domain.fusion import Rigid, suv_notices
from medview.domain.image import Picture
from medview.domain.planes import View
from medview.domain.volume import SUV_UNITS, Volume
from medview.ui import overlay
from medview.ui.colour_wash import ColourWash
from medview.ui.display_bar import DisplayBar
from medview.ui.fusion_tools import Follow, FusionTools, LoadVolume, OpenCases, as_it_is
from medview.ui.jobs import Job, JobRunner
from medview.ui.loading_row import LoadingRow
from medview.ui.notice_banner import NoticeBanner
from medview.ui.plane_canvas import PlaneCanvas
from medview.ui.plane_marks import CrossMarks, Line
from medview.ui.reasons import in_full, what_happened, what_to_do
from medview.ui.slab_menu import SlabMenu
from medview.ui.three_planes import ThreePlanes
from medview.ui.viewport import Viewport
from medview.ui.window_control import WindowControl

ROOM_FOR_WORDS = 760  # pixels: below this a bar of tools with words loses its last ones


class PlanesView(QWidget):
    """Three canvases around one crosshair."""

    closed = Signal()
    said = Signal(str)

    def __init__(
        self,
        jobs: JobRunner,
        load: LoadVolume,
        others: OpenCases,
        follow: Follow = as_it_is,
        parent: QWidget | None = None,
    ) -> None:
        """Take the job runner, the verb that loads a volume, and what returns the open cases.

        `follow` lays a fusion as an accepted alignment says.
        """
        super().__init__(parent)
        self.case: Case | None = None
        self._jobs, self._load = jobs, load
        self._job: Job | None = None
        self.planes = ThreePlanes(jobs, self)
        self.windows = WindowControl(self)
        self.banner = NoticeBanner()
        self.bar = DisplayBar(self)
        self.loading = LoadingRow()
        self.slab = SlabMenu(self)
        self.canvases = {view: PlaneCanvas(view, self.words_at) for view in View}
        self.fusion = FusionTools(jobs, load, others, self.planes, follow)
        self._build_bar()
        self._arrange()
        self._connect()

    def show_case(self, case: Case, index: int = 0) -> None:
        """Load a series, and show its planes through a slice."""
        self.clear()
        self.case, self._index = case, index
        self.banner.show_notices(case.notices)
        self.fusion.show_case(case)
        for canvas in self.canvases.values():
            canvas.show_message(self.tr("Loading"))
        self._job = self._jobs.build(self._load, case)
        self._job.item.connect(self._show_early)
        self._job.succeeded.connect(self._show_volume)
        self._job.failed.connect(self._show_failure)
        self._job.cancelled.connect(self._tell_cancelled)
        self.loading.follow(self._job)
        self._job.start()

    def clear(self) -> None:
        """Show nothing, and let go of the volume."""
        if self._job is not None and not self._job.is_over:
            self._job.drop()
        self._job = self.case = None
        self.planes.clear()
        self.fusion.clear()
        self.windows.clear()
        self.loading.hide()
        self.banner.show_notices(())
        for canvas in self.canvases.values():
            canvas.show_cross(None)
            canvas.set_marks("fusion", None)
            canvas.clear()

    @property
    def index(self) -> int:
        """The slice of the series that the crosshair is in."""
        return self.planes.index if self.planes.volume is not None else self._index

    def accept_alignment(self, alignment: Rigid) -> None:
        """Take how the two series lie over each other, as somebody accepted it."""
        self.fusion.align(alignment)

    def words_at(self, view: View, x: float, y: float) -> str:
        """Return the place in mm and the values under a position of a view's picture."""
        volume = self.planes.volume
        if volume is None:
            return ""
        place = self.planes.cut(view).to_patient(x, y)
        words = "x {}   y {}\nz {} mm".format(*map(_tenths, place))
        values = [_value_words(volume, value_at(volume, place))]
        over = self.planes.fusion
        if over is not None:
            values.append(_value_words(over.over, value_at(over.over, over.in_over(place))))
        told = "   ".join(filter(None, values))
        return f"{words}\n{told}" if told else words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the words of the tools where they would push tools off the bar."""
        style = Qt.ToolButtonStyle
        fits = self.width() >= ROOM_FOR_WORDS
        self.bar.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if fits else style.ToolButtonIconOnly
        )
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # --- loading

    def _show_early(self, picture: Picture) -> None:
        """Show the first slice that came, in the view it will stay in."""
        assert self.case is not None
        self.windows.open(picture, self.case.modality)
        canvas = self.canvases[_view_of(picture)]
        canvas.show_picture(picture, self.windows.tone(picture))
        canvas.setEnabled(False)

    def _show_volume(self, volume: Volume) -> None:
        self._job = None
        for canvas in self.canvases.values():
            canvas.setEnabled(True)
            canvas.clear()
        self.windows.clear()
        self.planes.open(volume, self._index)
        self._retone()
        self._show_notices()
        self.canvases[View.AXIAL].setFocus()

    def _show_failure(self, error: MedViewError) -> None:
        self._job = None
        for canvas in self.canvases.values():
            canvas.setEnabled(True)
            canvas.show_message(what_happened(error), what_to_do(error))
        self.said.emit(in_full(error))

    def _tell_cancelled(self) -> None:
        if self.sender() is self._job:  # not one that was dropped: somebody pressed Cancel
            self._job = None
            self.closed.emit()

    # --- showing

    def _show_plane(self, view: View) -> None:
        """Show what was cut for one view; nothing jumps where its size changes."""
        assert self.case is not None
        drawn = self.planes.shown[view]
        self.windows.open(drawn.picture, self.case.modality)
        canvas = self.canvases[view]
        before = canvas.viewport if canvas.picture is not None else None
        canvas.show_picture(drawn.picture, self.windows.tone(drawn.picture), keep_view=True)
        if before is not None and before.image != canvas.viewport.image:
            canvas.set_viewport(_same_middle(before, canvas.viewport))
        wash = drawn.wash
        marks = (
            None
            if wash is None or drawn.fusion is None
            else ColourWash(wash, drawn.fusion, with_scale=view is View.AXIAL)
        )
        canvas.set_marks("fusion", marks)
        self._show_cross(view)

    def _show_crosses(self) -> None:
        for view in View:
            self._show_cross(view)

    def _show_cross(self, view: View) -> None:
        planes, canvas = self.planes, self.canvases[view]
        if planes.cross is None:
            return
        cut = planes.cut(view)
        first, second = (
            Line(other, planes.cross.trace(view, other), self._short(other))
            for other in View
            if other is not view
        )
        half = planes.slab.thickness / 2 / cut.pixel
        canvas.show_cross(CrossMarks(cut.to_plane(planes.cross.at), (first, second), half))
        turned = self.tr("turned") if planes.is_turned(view) else ""
        slab = self.slab.words() if planes.slab.thickness else ""
        canvas.set_text(overlay.TOP_LEFT, "\n".join(filter(None, (self._name(view), turned, slab))))
        canvas.set_text(overlay.BOTTOM_RIGHT, self._depth_words(view))

    def _depth_words(self, view: View) -> str:
        """Return where a plane lies along its normal."""
        planes = self.planes
        assert planes.cross is not None
        depth = sum(a * n for a, n in zip(planes.cross.at, planes.cross.normal(view), strict=True))
        return f"{_tenths(depth)} mm"

    def _retone(self) -> None:
        for canvas in self.canvases.values():
            if canvas.picture is not None:
                canvas.set_tone(self.windows.tone(canvas.picture))
        words = self.windows.words()
        if self.windows.is_inverted:
            words += "\n" + self.tr("Inverted")
        self.canvases[View.AXIAL].set_text(overlay.TOP_RIGHT, words)
        self._invert.setChecked(self.windows.is_inverted)

    def _show_notices(self) -> None:
        volume, fusion = self.planes.volume, self.planes.fusion
        if self.case is None or volume is None:
            return
        notices = (*self.case.notices, *volume.notices, *suv_notices(volume))
        if fusion is not None:
            notices += fusion.notices(volume)
        self.banner.show_notices(notices)

    # --- acting

    def _reset(self) -> None:
        self.planes.reset()
        self.planes.draw_now()
        self._fit()

    def _fit(self) -> None:
        for canvas in self.canvases.values():
            canvas.fit()

    def _zoom_in(self) -> None:
        for canvas in self.canvases.values():
            canvas.zoom_in()

    def _zoom_out(self) -> None:
        for canvas in self.canvases.values():
            canvas.zoom_out()

    def _of_sender(self) -> View:
        canvas = self.sender()
        assert isinstance(canvas, PlaneCanvas)
        return canvas.view

    def _place(self, x: float, y: float) -> None:
        self.planes.place(self._of_sender(), x, y)

    def _nudge(self, right: int, down: int) -> None:
        self.planes.nudge(self._of_sender(), right, down)

    def _turn(self, angle: float) -> None:
        self.planes.turn(self._of_sender(), angle)

    def _scroll(self, steps: int) -> None:
        if self.planes.volume is not None:
            self.planes.scroll(self._of_sender(), steps)

    def _jump(self, to_last: bool) -> None:
        if self.planes.volume is not None:
            self.planes.jump(self._of_sender(), to_last)

    def _tell_failure(self, error: MedViewError) -> None:
        """Say why nothing can be laid over; the planes stay."""
        self.said.emit(in_full(error))

    # --- building

    def _name(self, view: View) -> str:
        return {
            View.AXIAL: self.tr("Axial"),
            View.CORONAL: self.tr("Coronal"),
            View.SAGITTAL: self.tr("Sagittal"),
        }[view]

    def _short(self, view: View) -> str:
        return {
            View.AXIAL: self.tr("Ax", "axial"),
            View.CORONAL: self.tr("Cor", "coronal"),
            View.SAGITTAL: self.tr("Sag", "sagittal"),
        }[view]

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(2)
        grid.addWidget(self.canvases[View.AXIAL], 0, 0, 2, 1)
        grid.addWidget(self.canvases[View.CORONAL], 0, 1)
        grid.addWidget(self.canvases[View.SAGITTAL], 1, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.bar, self.fusion, self.banner, self.loading):
            column.addWidget(part)
        column.addLayout(grid, 1)
        for view, canvas in self.canvases.items():
            canvas.setAccessibleName(self._name(view))
            canvas.setToolTip("")
        self.setFocusProxy(self.canvases[View.AXIAL])

    def _connect(self) -> None:
        self.planes.drawn.connect(self._show_plane)
        self.planes.moved.connect(self._show_crosses)
        self.windows.changed.connect(self._retone)
        self.slab.chosen.connect(self.planes.set_slab)
        self.fusion.loading.connect(self.loading.follow)
        self.fusion.failed.connect(self._tell_failure)
        self.fusion.changed.connect(self._show_notices)
        for canvas in self.canvases.values():
            canvas.placed.connect(self._place)
            canvas.nudged.connect(self._nudge)
            canvas.turned.connect(self._turn)
            canvas.scrolled.connect(self._scroll)
            canvas.jumped.connect(self._jump)
            canvas.tone_grabbed.connect(self.windows.grab)
            canvas.tone_dragged.connect(self.windows.drag)

    def _build_bar(self) -> None:
        bar, windows = self.bar, self.windows
        bar.add_tool(
            self.tr("Slices"),
            self.tr("Back to the slices (Esc)"),
            "",
            self.closed.emit,
            icon_name="series",
        )
        bar.addSeparator()
        bar.add_tool(
            self.tr("Fit"), self.tr("Show the whole planes"), "F", self._fit, icon_name="fit"
        )
        bar.add_key(self.tr("Zoom in"), "+ =", self._zoom_in)
        bar.add_key(self.tr("Zoom out"), "-", self._zoom_out)
        tip = self.tr("Crosshair to the middle, planes as the scanner made them")
        bar.add_tool(self.tr("Reset"), tip, "R", self._reset, icon_name="undo")
        tip = self.tr("Thickness of the planes, and what becomes of the values in it")
        bar.add_menu(self.tr("Slab"), tip, self.slab, icon_name="planes")
        bar.add_key(self.tr("Thinner planes"), ",", self.slab.thinner)
        bar.add_key(self.tr("Thicker planes"), ".", self.slab.thicker)
        bar.add_key(self.tr("Mean, MIP or MinIP"), "G", self.slab.next_mode)
        tip = self.tr("Windows of the file and of the modality")
        bar.add_menu(self.tr("Presets"), tip, windows.menu, icon_name="adjust")
        self._invert = bar.add_tool(
            self.tr("Invert"),
            self.tr("Light and dark exchanged"),
            "I",
            windows.invert,
            icon_name="invert",
            checkable=True,
        )
        bar.add_key(self.tr("Darker"), "[", windows.darker)
        bar.add_key(self.tr("Brighter"), "]", windows.brighter)
        bar.add_key(self.tr("Less contrast"), ";", windows.wider)
        bar.add_key(self.tr("More contrast"), "'", windows.narrower)
        bar.add_key(self.tr("As it was"), "Backspace", windows.reset)
        bar.addSeparator()
        tip = self.tr("Lay another series of the patient over, such as a PET over its CT")
        bar.add_menu(self.tr("Fuse with …"), tip, self.fusion.menu, icon_name="compare")
        bar.add_key(self.tr("Show or hide the colours"), "X", self.fusion.show_or_hide)


def _value_words(volume: Volume, value: float | None) -> str:
    """Return a value with its unit; SUV by its own name."""
    if value is None:
        return ""
    if volume.units == SUV_UNITS:
        return f"SUV {value:.2f}"
    words = f"{value:.0f}" if volume.units == "HU" else f"{value:.4g}"
    return _signed(f"{words} {volume.units}".strip())


def _tenths(value: float) -> str:
    """Return millimetres to a tenth, never minus nought."""
    return _signed(f"{round(value, 1) + 0.0:.1f}")


def _signed(words: str) -> str:
    return words.replace("-", "\N{MINUS SIGN}")


def _view_of(picture: Picture) -> View:
    """Return the view a slice of the scanner belongs to, by the direction of its normal."""
    if picture.orientation is None:
        return View.AXIAL
    a, b, c, d, e, f = picture.orientation
    normal = (abs(b * f - c * e), abs(c * d - a * f), abs(a * e - b * d))
    return (View.SAGITTAL, View.CORONAL, View.AXIAL)[normal.index(max(normal))]


def _same_middle(before: Viewport, after: Viewport) -> Viewport:
    """Return the same part of a picture that has grown or shrunk around its middle."""
    x, y = (
        centre + (new - old) / 2
        for centre, old, new in zip(before.centre, before.image, after.image, strict=True)
    )
    return replace(after, zoom=before.zoom, centre=(x, y), is_fitted=False)
