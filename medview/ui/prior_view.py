"""A series and an earlier one: side by side, linked by position, and laid over each other.

    view = PriorView(desk)
    view.closed.connect(...)              # Esc
    view.show_priors(case, priors, index) # domain.alignment.Priors with at least one

Two series count as aligned only once a person accepted it; until then the words say so.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from medview.app.align_series import Opened, Over, Pair, usual_method
from medview.app.show_planes import plane_picture, value_at
from medview.domain.alignment import AcceptedAlignment, Method, Priors, SpatialMap
from medview.domain.case import Case
from medview.domain.errors import MedViewError
from medview.domain.image import Picture
from medview.domain.planes import Crosshair, Cut, Slab, Vector, View, vector
from medview.domain.volume import Volume
from medview.ui import overlay
from medview.ui.alignment_words import (
    accepted_words,
    failed_words,
    prior_words,
    proposed_words,
    quality_words,
    unaligned_words,
)
from medview.ui.desk import Desk
from medview.ui.jobs import Job
from medview.ui.loading_row import LoadingRow
from medview.ui.plane_canvas import PlaneCanvas
from medview.ui.plane_marks import CrossMarks, Line
from medview.ui.prior_header import PriorHeader
from medview.ui.reasons import in_full, what_happened, what_to_do
from medview.ui.swipe_canvas import Layer, SwipeCanvas
from medview.ui.visits_view import FLICKER_MS
from medview.ui.widgets import label
from medview.ui.window_control import WindowControl


class PriorView(QWidget):
    """Chooses a prior, shows both, and keeps what the reader decides."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._desk, self._verbs = desk, desk.services.priors
        self.case: Case | None = None
        self._priors = Priors()
        self._job: Job | None = None
        self._index = 0
        self.pair: Pair | None = None
        self.cross: Crosshair | None = None
        self.accepted: AcceptedAlignment | None = None
        self.over: Over | None = None
        self.view, self.is_linked = View.AXIAL, True
        self._aside: Vector = (0.0, 0.0, 0.0)  # mm by which the earlier one was scrolled alone
        self._flicker = QTimer(self, interval=FLICKER_MS)
        self._flicker.timeout.connect(self.show_other)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.draw_now)
        self.header, self.loading = PriorHeader(), LoadingRow()
        self.quality = label("", "small", wraps=True)
        self.windows = WindowControl(self)
        self.earlier_windows = WindowControl(QWidget(self))  # its keys are those of the first
        self.today = PlaneCanvas(View.AXIAL, self._words_at)
        self.earlier = PlaneCanvas(View.AXIAL, self._earlier_words_at)
        self.canvas = SwipeCanvas()
        self.canvas.wheel_scrolls = True
        self._arrange()
        self._connect()

    # --- what is known

    @property
    def prior(self) -> Case | None:
        """The earlier series that is chosen."""
        at = self.header.choice.currentIndex()
        return self._priors.cases[at] if 0 <= at < len(self._priors.cases) else None

    @property
    def index(self) -> int:
        """The slice of today's series that the crosshair is in."""
        if self.pair is None or self.cross is None:
            return self._index
        return round(self.pair.today.grid.to_voxel(self.cross.at)[2])

    @property
    def is_laid_over(self) -> bool:
        """True while both lie over each other."""
        return self._stack.currentWidget() is self.canvas

    @property
    def map(self) -> SpatialMap:
        """How places of today's series are linked with the earlier one now."""
        if self.accepted is not None:
            return self.accepted.alignment.map
        assert self.pair is not None
        start = self.pair.start.rigid
        shift = added(start.shift, self._aside)
        return SpatialMap(replace(start, shift=shift))

    # --- showing

    def show_priors(self, case: Case, priors: Priors, index: int) -> None:
        """Show a series beside the first of its priors."""
        self.clear()
        self.case, self._priors, self._index = case, priors, index
        self.header.list_priors(priors.cases)
        self._read()

    def clear(self) -> None:
        """Show nothing, and stop what runs."""
        self._drop_job()
        self._flicker.stop()
        self._soon.stop()
        self.case = None
        self._let_go()
        for control in (self.windows, self.earlier_windows):
            control.clear()
        for canvas in (self.today, self.earlier, self.canvas):
            canvas.clear()
            canvas.set_marks("crosshair", None)
        self.quality.setText("")
        self.loading.hide()
        self._stack.setCurrentWidget(self._sides)

    def align(self) -> None:
        """Look how the earlier series lies over today's, to be looked at and accepted."""
        if self.pair is None:
            return
        self._drop_job()
        self.header.say(failed_words(self.tr("Looking for how both lie over each other …")))
        method = Method(self.header.method.currentData())
        self._start(self._desk.jobs.build(self._verbs.align, self.pair, method,
                                          title=self.tr("Aligning two series")),
                    self._take_proposal, self._show_fault)  # fmt: skip

    def show_layer(self, layer: Layer) -> None:
        """Show both over each other: with a handle, or as a checkerboard."""
        if self.over is None:
            return
        self._flicker.stop()
        self.canvas.show_layer(layer)
        self._stack.setCurrentWidget(self.canvas)
        self.canvas.setFocus()
        self.draw_now()
        self._update_tools()

    def show_side_by_side(self) -> None:
        """Show both beside each other."""
        self._flicker.stop()
        self._stack.setCurrentWidget(self._sides)
        self.today.setFocus()
        self.draw_now()
        self._update_tools()

    def flicker(self, is_on: bool) -> None:
        """Show one after the other, twice a second, until it is switched off."""
        if self.over is None:
            return
        self.show_layer(Layer.EARLIER if is_on else Layer.BOTH)
        if is_on:
            self._flicker.start()
        self._update_tools()

    def show_other(self) -> None:
        """Show the other one of the two, whole."""
        is_earlier = self.canvas.layer is Layer.EARLIER
        self.canvas.show_layer(Layer.TODAY if is_earlier else Layer.EARLIER)

    def show_other_by_key(self) -> None:
        """Stop the flicker, and show the other one."""
        self._flicker.stop()
        self.show_other()
        self._update_tools()

    def next_plane(self) -> None:
        """Go from axial to coronal to sagittal."""
        if self.pair is None or not self._has_planes:
            return
        views = list(View)
        self.view = views[(views.index(self.view) + 1) % len(views)]
        self.today.view = self.earlier.view = self.view
        self.draw_now()
        for canvas in (self.today, self.earlier, self.canvas):
            canvas.fit()

    def link(self, is_on: bool) -> None:
        """Scroll both together, or one alone."""
        self.is_linked = is_on

    def accept(self) -> None:
        """Accept the alignment that is shown."""
        self._decide(True)

    def discard(self) -> None:
        """Go back to two series that are not aligned."""
        self._decide(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to side by side first, then closes."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.is_laid_over:
            self.show_side_by_side()
        else:
            self.closed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Flicker for nobody costs a processor."""
        self._flicker.stop()
        super().hideEvent(event)

    # --- drawing

    def draw_now(self) -> None:
        """Cut and show what is in view."""
        if self.pair is None or self.cross is None:
            return
        cut = self.pair.today.grid.cut(self.cross, self.view, Slab())
        here = plane_picture(self.pair.today, cut)
        self.windows.open(here, self.pair.today.case.modality)
        if self.is_laid_over and self.over is not None:
            there = self.over.picture(cut)
            self._open_earlier(there)
            self.canvas.show_over(here, self.windows.tone(here), self._image(there))
            return
        there, there_cut, at = self._beside(cut)
        self._open_earlier(there)
        self._show(self.today, here, self.windows.tone(here), cut, self.cross.at)
        self._show(self.earlier, there, self._earlier_tone(there), there_cut, at)

    def _beside(self, cut: Cut) -> tuple[Picture, Cut, Vector]:
        """Return the earlier picture for side by side, its cut, and the place in it."""
        assert self.pair is not None and self.cross is not None
        if self.accepted is not None and self.over is not None:  # the very same plane
            return self.over.picture(cut), cut, self.cross.at
        grid = self.pair.earlier.grid
        at = grid.kept_inside(self.map.place(self.cross.at))
        there = grid.cut(replace(grid.upright(), at=at), self.view, Slab())
        return plane_picture(self.pair.earlier, there), there, at

    def _show(self, canvas: PlaneCanvas, picture: Picture, tone: object, cut: Cut,
              at: Vector) -> None:  # fmt: skip
        canvas.show_picture(picture, tone, keep_view=True)  # type: ignore[arg-type]
        lines = (Line(self.view, (1.0, 0.0), ""), Line(self.view, (0.0, 1.0), ""))
        canvas.show_cross(CrossMarks(cut.to_plane(at), lines, 0.0))
        depth = sum(a * n for a, n in zip(at, cut.normal, strict=True))
        canvas.set_text(overlay.BOTTOM_RIGHT, f"{depth + 0.0:.1f} mm".replace("-", "\u2212"))

    def _image(self, picture: Picture) -> QImage:
        """Return a picture as it is laid over the other."""
        tone = self._earlier_tone(picture)
        assert tone is not None
        grey = tone(picture.pixels)
        height, width = grey.shape
        kind = QImage.Format.Format_Grayscale8
        image = QImage(grey.tobytes(), width, height, width, kind)
        return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)

    def _earlier_tone(self, picture: Picture):  # type: ignore[no-untyped-def]
        return (self.windows if self._is_one_kind else self.earlier_windows).tone(picture)

    def _open_earlier(self, picture: Picture) -> None:
        assert self.pair is not None
        self.earlier_windows.open(picture, self.pair.earlier.case.modality)

    @property
    def _is_one_kind(self) -> bool:
        """True where one window suits both."""
        pair = self.pair
        return pair is not None and pair.today.units == pair.earlier.units == "HU"

    @property
    def _has_planes(self) -> bool:
        return self.pair is not None and self.pair.today.grid.shape[0] > 1

    # --- moving

    def _place(self, x: float, y: float) -> None:
        assert self.pair is not None and self.cross is not None
        cut = self.pair.today.grid.cut(self.cross, self.view, Slab())
        if self.sender() is self.today or self.accepted is not None:
            self._go(cut.to_patient(x, y))
            return
        grid = self.pair.earlier.grid
        at = grid.kept_inside(self.map.place(self.cross.at))
        there = grid.cut(replace(grid.upright(), at=at), self.view, Slab()).to_patient(x, y)
        if self.is_linked:
            self._go(self.map.home(there))
        else:
            self._move_earlier(added(there, at, sign=-1))

    def _scroll(self, steps: int) -> None:
        if self.pair is None or self.cross is None:
            return
        alone = self.sender() is self.earlier and not self.is_linked and self.accepted is None
        grid = self.pair.earlier.grid if alone else self.pair.today.grid
        cross = grid.upright() if alone else self.cross
        normal = cross.normal(self.view)
        way = steps * grid.step(normal)
        if alone:
            self._move_earlier(vector([way * n for n in normal]))
        elif self.is_linked or self.accepted is not None:
            self._go(self.cross.scrolled(self.view, way).at)
        else:
            before = self.map.place(self.cross.at)
            self._go(self.cross.scrolled(self.view, way).at)
            self._move_earlier(added(before, self.map.place(self.cross.at), sign=-1))

    def _jump(self, to_last: bool) -> None:
        if self.pair is not None and self.cross is not None:
            way = self.pair.today.grid.longest * (1 if to_last else -1)
            self._go(self.cross.scrolled(self.view, way).at)

    def _go(self, place: Vector) -> None:
        assert self.pair is not None and self.cross is not None
        self.cross = replace(self.cross, at=self.pair.today.grid.kept_inside(place))
        self._soon.start()

    def _move_earlier(self, way: Vector) -> None:
        """Shift the earlier series against today's: what is linked later keeps it."""
        self._aside = added(self._aside, way)
        self._soon.start()

    def _words_at(self, view: View, x: float, y: float) -> str:
        if self.pair is None or self.cross is None:
            return ""
        place = self.pair.today.grid.cut(self.cross, view, Slab()).to_patient(x, y)
        return _place_words(self.pair.today, place)

    def _earlier_words_at(self, view: View, x: float, y: float) -> str:
        if self.pair is None or self.cross is None:
            return ""
        if self.accepted is not None:
            place = self.pair.today.grid.cut(self.cross, view, Slab()).to_patient(x, y)
            return _place_words(self.pair.earlier, self.map.place(place))
        grid = self.pair.earlier.grid
        cross = replace(grid.upright(), at=grid.kept_inside(self.map.place(self.cross.at)))
        return _place_words(self.pair.earlier, grid.cut(cross, view, Slab()).to_patient(x, y))

    # --- reading, aligning, deciding

    def _read(self) -> None:
        """Load both series."""
        case, prior = self.case, self.prior
        if case is None or prior is None:
            return
        self._drop_job()
        self._flicker.stop()
        self._let_go()
        self._stack.setCurrentWidget(self._sides)
        self.quality.setText("")
        for control in (self.windows, self.earlier_windows):
            control.clear()
        for canvas, words in ((self.earlier, prior_words(prior)), (self.today, prior_words(case))):
            canvas.clear()
            canvas.show_cross(None)
            canvas.set_text(overlay.TOP_LEFT, words)
            canvas.setAccessibleName(words)
            canvas.show_message(self.tr("Loading"))
        self.canvas.name_layers(prior_words(prior), prior_words(case))
        self.canvas.setAccessibleName(self.tr("Both series over each other"))
        self.header.choose_method(usual_method(case, prior))
        self.header.say(unaligned_words(None))
        self._start(
            self._desk.jobs.build(self._verbs.read, case, prior), self._take, self._show_unread
        )
        self._update_tools()

    def _start(self, job: Job, take: object, fail: object) -> None:
        self._job = job
        job.succeeded.connect(take)
        job.failed.connect(fail)
        job.cancelled.connect(self._tell_cancelled)
        self.loading.follow(job)
        job.start()

    def _take(self, opened: Opened) -> None:
        self._job = None
        self.pair, self.accepted, self.over = opened.pair, opened.accepted, opened.over
        grid = opened.pair.today.grid
        upright = grid.upright()
        column, row, _ = grid.to_voxel(upright.at)
        index = float(min(self._index, grid.shape[0] - 1))
        self.cross = replace(upright, at=grid.to_patient((column, row, index)))
        self.view = _view_along(grid.axes[2])
        self.today.view = self.earlier.view = self.view
        self._say_state()
        self.show_side_by_side()

    def _take_proposal(self, over: Over) -> None:
        self._job = None
        self.accepted, self.over = None, over
        self.header.say(proposed_words())
        self.quality.setText(quality_words(over.alignment))
        self.show_layer(Layer.CHECKS)
        self.canvas.fit()

    def _show_fault(self, error: MedViewError) -> None:
        """Say why nothing was found; what was accepted before still counts."""
        self._job = None
        self._say_state()
        self.header.say(failed_words(in_full(error)), is_aligned=False)
        self._update_tools()

    def _show_unread(self, error: MedViewError) -> None:
        self._job = None
        for canvas in (self.today, self.earlier):
            canvas.show_message(what_happened(error), what_to_do(error))
        self._update_tools()

    def _tell_cancelled(self) -> None:
        if self.sender() is self._job:  # not one that was dropped: somebody pressed Cancel
            self._job = None
            if self.pair is None:
                self.closed.emit()
            else:
                self._say_state()

    def _decide(self, accepted: bool) -> None:
        if self.over is None or (accepted and self.accepted is not None):
            return
        self._desk.jobs.run(
            self._verbs.decide, self.over.alignment, accepted,
            then=self._keep, on_error=self._show_fault, must_finish=True,
        )  # fmt: skip

    def _keep(self, kept: AcceptedAlignment | None) -> None:
        over = self.over
        if over is None or (kept is not None and kept.alignment is not over.alignment):
            return  # another prior was chosen meanwhile
        self.accepted = kept
        if kept is None:
            self.over = None
        self._say_state()
        self.show_side_by_side()
        for canvas in (self.today, self.earlier):
            canvas.fit()

    def _say_state(self) -> None:
        if self.accepted is not None:
            self.header.say(accepted_words(self.accepted), is_aligned=True)
            self.quality.setText(quality_words(self.accepted.alignment))
        elif self.over is not None:
            self.header.say(proposed_words())
        else:
            self.header.say(unaligned_words(self.pair))
            self.quality.setText("")
        self._update_tools()

    def _let_go(self) -> None:
        self.pair = self.cross = self.accepted = self.over = None
        self.view, self.is_linked, self._aside = View.AXIAL, True, (0.0, 0.0, 0.0)

    def _drop_job(self) -> None:
        job, self._job = self._job, None
        if job is not None and not job.is_over:
            job.drop()

    def _update_tools(self) -> None:
        self.header.show_state(
            self.canvas.layer if self.is_laid_over else None,
            is_flickering=self._flicker.isActive(),
            has_over=self.over is not None,
            has_proposal=self.over is not None and self.accepted is None,
            is_read=self.pair is not None,
            has_planes=self._has_planes,
        )

    def _fit(self) -> None:
        for canvas in (self.today, self.earlier, self.canvas):
            canvas.fit()

    def _follow_view(self) -> None:
        """Zoom and pan together once both show the same plane."""
        if self.accepted is None:
            return
        teller = self.sender()
        other = self.earlier if teller is self.today else self.today
        assert isinstance(teller, PlaneCanvas)
        view = teller.viewport
        if other.viewport.image == view.image and other.viewport.view == view.view:
            other.set_viewport(view)

    # --- building

    def _connect(self) -> None:
        header, canvas = self.header, self.canvas
        header.chosen.connect(self._read)
        header.align_asked.connect(self.align)
        header.side_by_side_asked.connect(self.show_side_by_side)
        header.layer_asked.connect(self.show_layer)
        header.flicker_asked.connect(self.flicker)
        header.other_asked.connect(self.show_other_by_key)
        header.left_asked.connect(canvas.swipe_left)
        header.right_asked.connect(canvas.swipe_right)
        header.plane_asked.connect(self.next_plane)
        header.link_asked.connect(self.link)
        header.fit_asked.connect(self._fit)
        header.accepted.connect(self.accept)
        header.discarded.connect(self.discard)
        header.closed.connect(self.closed)
        self.windows.changed.connect(self._soon.start)
        self.earlier_windows.changed.connect(self._soon.start)
        for side in (self.today, self.earlier, canvas):
            side.scrolled.connect(self._scroll)
            side.jumped.connect(self._jump)
        for plane in (self.today, self.earlier):
            plane.placed.connect(self._place)
            plane.view_changed.connect(self._follow_view)
        for grabbed in (self.today, canvas):
            grabbed.tone_grabbed.connect(self.windows.grab)
            grabbed.tone_dragged.connect(self.windows.drag)
        self.earlier.tone_grabbed.connect(self._grab_earlier)
        self.earlier.tone_dragged.connect(self._drag_earlier)

    def _grab_earlier(self) -> None:
        (self.windows if self._is_one_kind else self.earlier_windows).grab()

    def _drag_earlier(self, right: float, down: float) -> None:
        (self.windows if self._is_one_kind else self.earlier_windows).drag(right, down)

    def _arrange(self) -> None:
        self._sides, self._stack = QWidget(), QStackedWidget()
        pair = QHBoxLayout(self._sides)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(2)
        pair.addWidget(self.earlier, 1)
        pair.addWidget(self.today, 1)
        self._stack.addWidget(self._sides)
        self._stack.addWidget(self.canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.header)
        column.addWidget(self.loading)
        column.addWidget(self._stack, 1)
        column.addWidget(self.quality)
        self.setFocusProxy(self.today)


def added(one: Vector, other: Vector, sign: int = 1) -> Vector:
    """Return one + sign · other."""
    return vector([a + sign * b for a, b in zip(one, other, strict=True)])


def _place_words(volume: Volume, place: Vector) -> str:
    """Return a place in mm, and the value there."""
    x, y, z = (f"{mm + 0.0:.1f}".replace("-", "\u2212") for mm in place)
    value = value_at(volume, place)
    told = "" if value is None else f"\n{value:.4g} {volume.units}".rstrip().replace("-", "\u2212")
    return f"x {x}   y {y}\nz {z} mm{told}"


def _view_along(normal: Vector) -> View:
    """Return the view that shows slices of the scanner, by the direction of their normal."""
    sizes = [abs(part) for part in normal]
    return (View.SAGITTAL, View.CORONAL, View.AXIAL)[sizes.index(max(sizes))]
