"""A series and an earlier one: side by side, linked by position, and laid over each other.

    view = PriorView(desk)
    view.closed.connect(...)              # Esc
    view.show_priors(case, priors, index) # domain.alignment.Priors with at least one

Two series count as aligned only once a person accepted it; until then the words say so.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from medview.app.align_series import Opened, Over, usual_method
from medview.app.display import WindowTone
from medview.domain.alignment import AcceptedAlignment, Method, Priors
from medview.domain.case import Case
from medview.domain.errors import MedViewError
from medview.domain.image import Picture
from medview.domain.planes import View
from medview.ui import overlay
from medview.ui.alignment_words import (
    accepted_words,
    corner_words,
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
from medview.ui.prior_planes import Plane, PriorPlanes
from medview.ui.reasons import in_full, what_happened, what_to_do
from medview.ui.swipe_canvas import Layer, SwipeCanvas
from medview.ui.visits_view import FLICKER_MS
from medview.ui.widgets import label
from medview.ui.window_control import WindowControl

ROOM_FOR_WORDS = 900  # pixels: below this the bar of tools with words loses its last ones


class PriorView(QWidget):
    """Chooses a prior, shows both, and keeps what the reader decides."""

    closed = Signal()
    decided = Signal()  # an alignment was accepted or taken back

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._desk, self._verbs = desk, desk.services.priors
        self.case: Case | None = None
        self._priors = Priors()
        self._job: Job | None = None
        self._index = 0
        self.planes = PriorPlanes(self)
        self._flicker = QTimer(self, interval=FLICKER_MS)
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
        return self._index if self.planes.pair is None else self.planes.index

    @property
    def is_laid_over(self) -> bool:
        """True while both lie over each other."""
        return self._stack.currentWidget() is self.canvas

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
        self.planes.clear()
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
        if self.planes.pair is None:
            return
        self._drop_job()
        self.header.say(failed_words(self.tr("Looking for how both lie over each other …")))
        method = Method(self.header.method.currentData())
        self._start(self._desk.jobs.build(self._verbs.align, self.planes.pair, method,
                                          title=self.tr("Aligning two series")),
                    self._take_proposal, self._show_fault)  # fmt: skip

    def show_layer(self, layer: Layer) -> None:
        """Show both over each other: with a handle, or as a checkerboard."""
        if self.planes.over is None:
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
        if self.planes.over is None:
            return
        self.show_layer(Layer.EARLIER if is_on else Layer.BOTH)
        if is_on:
            self._flicker.start()
        self._update_tools()

    def show_other_by_key(self) -> None:
        """Stop the flicker, and show the other one."""
        self._flicker.stop()
        self.canvas.show_other()
        self._update_tools()

    def next_plane(self) -> None:
        """Go from axial to coronal to sagittal."""
        if not self.planes.has_planes:
            return
        self.planes.next_view()
        self.today.view = self.earlier.view = self.planes.view
        self.draw_now()
        for canvas in (self.today, self.earlier, self.canvas):
            canvas.fit()

    def link(self, is_on: bool) -> None:
        """Scroll both together, or one alone."""
        self.planes.is_linked = is_on

    def accept(self) -> None:
        """Accept the alignment that is shown."""
        self._decide(True)

    def discard(self) -> None:
        """Go back to two series that are not aligned."""
        self._decide(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the words of the tools where they would push tools off the bar."""
        style = Qt.ToolButtonStyle
        fits = self.width() >= ROOM_FOR_WORDS
        self.header.bar.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if fits else style.ToolButtonIconOnly
        )
        super().resizeEvent(event)

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
        planes = self.planes
        if planes.pair is None:
            return
        here = planes.today()
        self.windows.open(here.picture, planes.pair.today.case.modality)
        tone = self.windows.tone(here.picture)
        if self.is_laid_over and planes.over is not None:
            there = planes.laid_over()
            self._open_earlier(there)
            self.canvas.show_over(here.picture, tone, self._image(there))
            return
        beside = planes.earlier()
        self._open_earlier(beside.picture)
        _show(self.today, here, tone)
        _show(self.earlier, beside, self._earlier_windows.tone(beside.picture))

    def _image(self, picture: Picture) -> QImage:
        """Return a picture as it is laid over the other."""
        tone = self._earlier_windows.tone(picture)
        assert tone is not None  # volumes are grey
        grey = tone(picture.pixels)
        height, width = grey.shape
        kind = QImage.Format.Format_Grayscale8
        image = QImage(grey.tobytes(), width, height, width, kind)
        return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)

    def _open_earlier(self, picture: Picture) -> None:
        assert self.planes.pair is not None
        self.earlier_windows.open(picture, self.planes.pair.earlier.case.modality)

    @property
    def _earlier_windows(self) -> WindowControl:
        """What the earlier series is seen through: today's window where it suits both."""
        return self.windows if self.planes.is_one_kind else self.earlier_windows

    def _place(self, x: float, y: float) -> None:
        self.planes.place(x, y, in_earlier=self.sender() is self.earlier)

    def _scroll(self, steps: int) -> None:
        if self.planes.pair is not None:
            self.planes.scroll(steps, in_earlier=self.sender() is self.earlier)

    def _jump(self, to_last: bool) -> None:
        if self.planes.pair is not None:
            self.planes.jump(to_last)

    def _words_at(self, view: View, x: float, y: float) -> str:
        return "" if self.planes.pair is None else self.planes.words_at(x, y, in_earlier=False)

    def _earlier_words_at(self, view: View, x: float, y: float) -> str:
        return "" if self.planes.pair is None else self.planes.words_at(x, y, in_earlier=True)

    # --- reading, aligning, deciding

    def _read(self) -> None:
        """Load both series."""
        case, prior = self.case, self.prior
        if case is None or prior is None:
            return
        self._drop_job()
        self._flicker.stop()
        self.planes.clear()
        self._stack.setCurrentWidget(self._sides)
        self.quality.setText("")
        for control in (self.windows, self.earlier_windows):
            control.clear()
        for canvas, shown, other in ((self.earlier, prior, case), (self.today, case, prior)):
            words, short = prior_words(shown), corner_words(shown, other)
            canvas.clear()
            canvas.show_cross(None)
            canvas.set_text(overlay.TOP_LEFT, short)
            canvas.setAccessibleName(words)
            canvas.show_message(self.tr("Loading"))
        self.canvas.name_layers(corner_words(prior, case), corner_words(case, prior))
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
        self.planes.open(opened, self._index)
        self.today.view = self.earlier.view = self.planes.view
        self._say_state()
        self.show_side_by_side()

    def _take_proposal(self, over: Over) -> None:
        self._job = None
        self.planes.accepted, self.planes.over = None, over
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
            if self.planes.pair is None:
                self.closed.emit()
            else:
                self._say_state()

    def _decide(self, accepted: bool) -> None:
        if self.planes.over is None or (accepted and self.planes.accepted is not None):
            return
        self._desk.jobs.run(
            self._verbs.decide, self.planes.over.alignment, accepted,
            then=self._keep, on_error=self._show_fault, must_finish=True,
        )  # fmt: skip

    def _keep(self, kept: AcceptedAlignment | None) -> None:
        self.decided.emit()
        over = self.planes.over
        if over is None or (kept is not None and kept.alignment is not over.alignment):
            return  # another prior was chosen meanwhile
        self.planes.accepted = kept
        if kept is None:
            self.planes.over = None
        self._say_state()
        self.show_side_by_side()
        for canvas in (self.today, self.earlier):
            canvas.fit()

    def _say_state(self) -> None:
        if self.planes.accepted is not None:
            self.header.say(accepted_words(self.planes.accepted), is_aligned=True)
            self.quality.setText(quality_words(self.planes.accepted.alignment))
        elif self.planes.over is not None:
            self.header.say(proposed_words())
        else:
            self.header.say(unaligned_words(self.planes.pair))
            self.quality.setText("")
        self._update_tools()

    def _drop_job(self) -> None:
        job, self._job = self._job, None
        if job is not None and not job.is_over:
            job.drop()

    def _update_tools(self) -> None:
        self.header.show_state(
            self.canvas.layer if self.is_laid_over else None,
            is_flickering=self._flicker.isActive(),
            has_over=self.planes.over is not None,
            has_proposal=self.planes.over is not None and self.planes.accepted is None,
            is_read=self.planes.pair is not None,
            has_planes=self.planes.has_planes,
        )

    def _fit(self) -> None:
        for canvas in (self.today, self.earlier, self.canvas):
            canvas.fit()

    def _follow_view(self) -> None:
        """Zoom and pan together once both show the same plane."""
        if self.planes.accepted is None:
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
        self.planes.changed.connect(self._soon.start)
        self._flicker.timeout.connect(canvas.show_other)
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
        self._earlier_windows.grab()

    def _drag_earlier(self, right: float, down: float) -> None:
        self._earlier_windows.drag(right, down)

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


def _show(canvas: PlaneCanvas, plane: Plane, tone: WindowTone | None) -> None:
    """Show a plane with the crosshair in it."""
    canvas.show_picture(plane.picture, tone, keep_view=True)
    lines = (Line(canvas.view, (1.0, 0.0), ""), Line(canvas.view, (0.0, 1.0), ""))
    canvas.show_cross(CrossMarks(plane.cut.to_plane(plane.at), lines, 0.0))
    depth = f"{round(plane.depth, 1) + 0.0:.1f} mm"
    canvas.set_text(overlay.BOTTOM_RIGHT, depth.replace("-", "\N{MINUS SIGN}"))
