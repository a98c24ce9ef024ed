"""One photograph: red-free, evened contrast, invert, brightness, contrast and gamma.

    view = PhotoView(jobs, services.picture)
    view.region_drawn.connect(...)          # Region, for "cases like this region"
    view.show_case(case)                    # a small version first, then all pixels

A large photograph is decoded twice: reduced (quick to decode, enough to judge), then whole.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from medview.app.display import (
    Curve,
    CurveTone,
    Look,
    Pyramid,
    Tone,
    look_at,
)
from medview.domain.case import Case, ImageRef
from medview.domain.errors import MedViewError
from medview.domain.image import Picture
from medview.ui import overlay
from medview.ui.adjust_panel import AdjustPanel
from medview.ui.curve_control import CurveControl
from medview.ui.image_canvas import Tool
from medview.ui.image_view import ImageView
from medview.ui.jobs import Job, JobRunner
from medview.ui.reasons import what_happened

PREVIEW_SIDE = 1600  # longer side of what is shown first


class LoadReduced(Protocol):
    """Decode one image, reduced to `max_side`: services.picture."""

    def __call__(self, ref: ImageRef, max_side: int | None = None) -> Picture:
        """Return the picture; blocking, called in a job."""
        ...


class PhotoView(ImageView):
    """Shows a photograph of a Case; the chosen look stays from one photograph to the next."""

    def __init__(self, jobs: JobRunner, load: LoadReduced, parent: QWidget | None = None) -> None:
        """Take the job runner and the verb that decodes."""
        super().__init__(parent)
        self.index = 0
        self._jobs, self._load = jobs, load
        self._loading: Job | None = None
        self._looking: Job | None = None
        self._pending: Picture | None = None
        self._place_asked: tuple[tuple[float, float], float] | None = None
        self._look = Look()
        self.curves = CurveControl(self)
        self._build_bar()
        self.rest_on(Tool.PAN)
        self.curves.changed.connect(self._show_curve)
        self.canvas.tone_grabbed.connect(self.curves.grab)
        self.canvas.tone_dragged.connect(self.curves.drag)

    @property
    def curve(self) -> Curve:
        """The tone curve in use."""
        return self.curves.curve

    @property
    def look(self) -> Look:
        """Which of red-free and evened contrast are on."""
        return self._look

    def show_case(self, case: Case, index: int = 0) -> None:
        """Load and show one image of a case."""
        self.clear()
        self.case, self.index = case, index
        self.banner.show_notices(case.notices)
        self.canvas.show_message(self.opening_words(case, index))
        self._loading = self._jobs.run(
            self._load,
            case.images[index],
            max_side=PREVIEW_SIDE,
            then=self._show_preview,
            on_error=self.show_error,
        )

    def look_at_place(self, point: tuple[float, float], zoom: float) -> None:
        """Bring a point of the image to the middle at `zoom` times the whole; at once or later."""
        if self.canvas.picture is None:
            self._place_asked = (point, zoom)
            return
        port = self.canvas.viewport
        across, down = point[0] / port.image[0], point[1] / port.image[1]
        self.canvas.set_viewport(port.with_relative((across, down, zoom)))

    def opening_words(self, case: Case, index: int) -> str:
        """Return what stands in place of the image until it is there."""
        return self.tr("Opening {name}").format(name=case.images[index].name)

    def clear(self) -> None:
        """Show nothing, and stop waiting for what was asked."""
        for job in (self._loading, self._looking):
            if job is not None and not job.is_over:
                job.drop()
        self._pending = self._place_asked = None
        super().clear()

    def show_picture(self, picture: Picture) -> None:
        """Show a decoded picture in the look in use."""
        if self.case is not None:
            picture = replace(picture, notices=self.case.notices + picture.notices)
        self.banner.show_notices(picture.notices)
        self._pending = picture
        self._start_look()  # beside the window even when it is plain: 50 megapixels take long

    def set_look(self, look: Look) -> None:
        """Turn red-free and evened contrast on or off."""
        self._look = look
        self._red_free.setChecked(look.is_red_free)
        self._evened.setChecked(look.is_evened)
        self._pending = self._pending or self.canvas.picture
        if self._pending is not None:
            self._start_look()

    def _show_curve(self, curve: Curve) -> None:
        self._adjust.show_curve(curve)
        self._invert.setChecked(curve.inverted)
        if self.canvas.picture is not None:
            self.canvas.set_tone(self._tone())
            self._say_state()

    def reset(self) -> None:
        """Show the photograph as it was taken."""
        self.curves.reset()
        self.set_look(Look())

    def _show_preview(self, picture: Picture) -> None:
        self.show_picture(picture)
        assert self.case is not None
        if max(picture.full_size, default=0) > max(picture.pixels.shape[:2]):
            ref = self.case.images[self.index]
            self._loading = self._jobs.run(
                self._load, ref, then=self.show_picture, on_error=self._keep_preview
            )

    def _keep_preview(self, error: MedViewError) -> None:
        words = self.tr("Reduced image only: {why}").format(why=what_happened(error))
        self.canvas.set_text(overlay.BOTTOM_RIGHT, words)

    def _start_look(self) -> None:
        assert self._pending is not None
        if self._looking is not None and not self._looking.is_over:
            self._looking.drop()
        self._looking = self._jobs.run(look_at, self._pending, self._look, then=self._show_pixels)

    def _show_pixels(self, pyramid: Pyramid) -> None:
        picture, self._pending = self._pending, None
        if picture is None:
            return
        same = self.canvas.picture is not None
        self.canvas.show_picture(picture, self._tone(), pyramid=pyramid, keep_view=same)
        self._say_state()
        if self._place_asked is not None:
            self.look_at_place(*self._place_asked)
            self._place_asked = None
        self.shown.emit()

    def _tone(self) -> Tone | None:
        return None if self.curve.is_plain else CurveTone(self.curve)

    def _say_state(self) -> None:
        """Write what was changed into the corner, so that nobody takes it for the original."""
        words = [
            self.tr("Red-free") if self._look.is_red_free else "",
            self.tr("Contrast evened") if self._look.is_evened else "",
            self.tr("Inverted") if self.curve.inverted else "",
            self.tr("Adjusted") if replace(self.curve, inverted=False) != Curve() else "",
        ]
        self.canvas.set_text(overlay.TOP_RIGHT, "\n".join(word for word in words if word))

    def _build_bar(self) -> None:
        self.add_zoom_tools()
        self._red_free = self.bar.add_tool(
            self.tr("Red-free"),
            self.tr("Green channel alone: vessels, haemorrhages and drusen stand out"),
            "G",
            self._toggle_red_free,
            icon_name="red-free",
            checkable=True,
        )
        self._evened = self.bar.add_tool(
            self.tr("Contrast"),
            self.tr("Even out contrast across the retina"),
            "C",
            self._toggle_evened,
            icon_name="contrast",
            checkable=True,
        )
        self._invert = self.bar.add_tool(
            self.tr("Invert"),
            self.tr("Light and dark exchanged"),
            "I",
            self.curves.invert,
            icon_name="invert",
            checkable=True,
        )
        self._add_adjustments()
        self.bar.addSeparator()
        self.add_drag_tool(
            Tool.REGION,
            self.tr("Region"),
            self.tr("Mark a region, to find cases like it"),
            "R",
            "region",
        )

    def _add_adjustments(self) -> None:
        self._adjust = AdjustPanel()
        self._adjust.changed.connect(self.curves.choose)
        self._adjust.reset.connect(self.reset)
        menu = QMenu(self)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(self._adjust)
        menu.addAction(holder)
        tip = self.tr("Brightness, contrast and gamma (or drag with the right button)")
        self.bar.add_menu(self.tr("Adjust"), tip, menu, icon_name="adjust")
        self.bar.add_key(self.tr("Darker"), "[", self.curves.darker)
        self.bar.add_key(self.tr("Brighter"), "]", self.curves.brighter)
        self.bar.add_key(self.tr("Less contrast"), ";", self.curves.less_contrast)
        self.bar.add_key(self.tr("More contrast"), "'", self.curves.more_contrast)
        self.bar.add_key(self.tr("As it was"), "Backspace", self.reset)

    def _toggle_red_free(self, checked: bool) -> None:
        self.set_look(replace(self._look, is_red_free=checked))

    def _toggle_evened(self, checked: bool) -> None:
        self.set_look(replace(self._look, is_evened=checked))
