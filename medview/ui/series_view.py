"""A series: scroll, window, presets, play; never a frame under another one's number.

    view = SeriesView(jobs, services.picture)
    view.index_changed.connect(...)         # int, the slice in view
    view.show_case(case, index)             # a slice that is not here yet says "Loading slice n"

Keys beside those of every image: Up, Down, PageUp, PageDown, Home, End scroll; S drag to scroll,
W drag to window (right button always); F2 and up presets; Space plays, < and > slower and faster;
Shift+R turns, Shift+H and Shift+V mirror; Shift+M magnifies, Shift+I shows or hides the patient.
A single grey image (a radiograph) is a series of one; colour frames (ultrasound) need no window.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSlider, QWidget

from medview.domain.case import Case, ImageRef
from medview.domain.image import MILLIMETRES, Picture
from medview.domain.region import Region
from medview.ui import overlay
from medview.ui.cine import Cine
from medview.ui.frames import FrameStore, Load, reading_order
from medview.ui.image_canvas import Tool
from medview.ui.image_view import ImageView
from medview.ui.jobs import JobRunner
from medview.ui.window_control import WindowControl
from medview.ui.window_menu import figure


class SeriesView(ImageView):
    """Shows one slice of a Case at a time."""

    index_changed = Signal(int)
    patient_named = Signal(bool)  # the reader wants name and number in the corner, or not

    def __init__(
        self,
        jobs: JobRunner,
        load: Load,
        parent: QWidget | None = None,
        *,
        frames: FrameStore | None = None,
    ) -> None:
        """Take the job runner and the verb that decodes one frame."""
        super().__init__(parent)
        self.frames = frames or FrameStore(jobs, load, self)
        self.windows = WindowControl(self)
        self.cine = Cine(self)
        self._index, self._forward = 0, True
        self._marked: tuple[int, Region] | None = None
        self._build_bar()
        self._build_slider()
        self._connect()

    @property
    def index(self) -> int:
        """The slice in view, from 0."""
        return self._index

    def show_case(self, case: Case, index: int = 0) -> None:
        """Open a series at a slice."""
        self.clear()
        self.case = case
        self._slider.setRange(0, len(case.images) - 1)
        self._slider.setVisible(case.is_series)
        self._play.setVisible(case.is_series)
        self._speed.setVisible(case.is_series)
        self._scroll_tool.setVisible(case.is_series)
        self.rest_on(Tool.SCROLL if case.is_series else Tool.PAN)
        self.canvas.wheel_scrolls = case.is_series
        self.banner.show_notices(case.notices)
        self.canvas.upright()
        self.name_patient(self._named.isChecked())
        self._index = -1
        self.show_index(index)

    def show_index(self, index: int) -> None:
        """Go to a slice; beyond the ends is the end."""
        if self.case is None:
            return
        index = min(max(index, 0), len(self.case.images) - 1)
        if index == self._index:
            return
        self._forward = index > self._index
        self._index = index
        self._slider.setValue(index)
        order = reading_order(index, len(self.case.images), self._forward)
        self.frames.want([self.case.images[other] for other in order])
        self._show_frame()
        self.index_changed.emit(index)

    def clear(self) -> None:
        """Show nothing, and let go of all frames."""
        self.cine.pause()
        self.frames.clear()
        self.windows.clear()
        self._marked = None
        self._invert.setChecked(False)
        self._slider.hide()
        super().clear()

    def position_words(self) -> str:
        """Return "12 / 135 · 34.5 mm", without millimetres where they cannot be trusted."""
        if self.case is None or not self.case.is_series:
            return ""
        words = f"{self._index + 1} / {len(self.case.images)}"
        if self.case.position_mm and not self.case.switched_off(MILLIMETRES):
            words += f" · {figure(round(self.case.position_mm[self._index], 1))} mm"
        return words

    def name_patient(self, wanted: bool) -> None:
        """Show who it is in the corner, or hide it."""
        self._named.setChecked(wanted)
        self.canvas.set_text(overlay.TOP_LEFT, self._patient_words())

    def _patient_words(self) -> str:
        if self.case is None or not self._named.isChecked():
            return ""
        case = self.case
        key = "" if case.patient.key.startswith("unknown") else case.patient.key
        words = (case.patient.name, key, case.study_date, case.series_description or case.title)
        return "\n".join(dict.fromkeys(word for word in words if word))

    def _choose_named(self, wanted: bool) -> None:
        self.name_patient(wanted)
        self.patient_named.emit(wanted)

    def _show_frame(self) -> None:
        assert self.case is not None
        ref = self.case.images[self._index]
        picture, error = self.frames.get(ref), self.frames.error(ref)
        if picture is not None:
            self._show_picture(picture)
        elif error is not None:
            self.show_error(error)
        else:
            text = self.tr("Loading slice {number}").format(number=self._index + 1)
            self.canvas.show_message(text if self.case.is_series else self.tr("Loading"))
        self._say_state()

    def _show_picture(self, picture: Picture) -> None:
        assert self.case is not None
        picture = replace(picture, notices=self.case.notices + picture.notices)
        self.windows.open(picture, self.case.modality)
        for action in (self.windows.menu.menuAction(), self._window_tool, self._invert):
            action.setEnabled(not picture.is_colour)
        self.banner.show_notices(picture.notices)
        self.canvas.show_picture(picture, self.windows.tone(picture), keep_view=True)
        marked = self._marked
        self.canvas.set_region(marked[1] if marked and marked[0] == self._index else None)
        self.shown.emit()

    def _retone(self) -> None:
        picture = self.canvas.picture
        if picture is not None:
            self.canvas.set_tone(self.windows.tone(picture))
        self._invert.setChecked(self.windows.is_inverted)
        self._say_state()

    def _say_state(self) -> None:
        """Write window and place into the corners."""
        words = self.windows.words()
        if self.windows.is_inverted:
            words += "\n" + self.tr("Inverted")
        words += self._turn_words() + self._drawn_words()
        self.canvas.set_text(overlay.TOP_RIGHT, words)
        self.canvas.set_text(overlay.BOTTOM_RIGHT, self.position_words())

    def _turn_words(self) -> str:
        """Say that the image is not seen as it is stored: without letters nothing else tells."""
        viewport, words = self.canvas.viewport, ""
        if viewport.is_mirrored:
            words += "\n" + self.tr("Mirrored")
        if viewport.turns:
            words += "\n" + self.tr("Turned by {angle}°").format(angle=90 * viewport.turns)
        return words

    def _drawn_words(self) -> str:
        """Say that the file draws over its image, and more so when it is not seen."""
        picture = self.canvas.picture
        if picture is None or picture.drawn is None:
            return ""
        shown, hidden = self.tr("Overlay of the file"), self.tr("Overlay of the file hidden")
        return "\n" + (shown if self.canvas.shows_drawn else hidden)

    def show_drawn(self, wanted: bool) -> None:
        """Show what the file draws over its images, or hide it."""
        self.canvas.show_drawn(wanted)
        self._say_state()

    def _reset(self) -> None:
        self.windows.reset()
        self.canvas.upright()

    def _frame_came(self, ref: ImageRef) -> None:
        if self.case is not None and self.case.images[self._index] == ref:
            self._show_frame()

    def _scroll(self, steps: int) -> None:
        self.cine.pause()
        self.show_index(self._index + steps)

    def _jump(self, to_last: bool) -> None:
        self._scroll(len(self.case.images) if to_last and self.case else -self._index)

    def _play_on(self) -> None:
        """Show the next frame, the first after the last; wait while it is loading."""
        if self.case is None:
            return
        following = (self._index + 1) % len(self.case.images)
        ref = self.case.images[following]
        if self.frames.get(ref) is not None or self.frames.error(ref) is not None:
            self.show_index(following)

    def _slide(self, index: int) -> None:
        if index != self._index:
            self.cine.pause()
            self.show_index(index)

    def _mark(self, region: Region) -> None:
        self._marked = (self._index, region)

    def _unmark(self) -> None:
        self._marked = None

    def _show_cine(self) -> None:
        playing = self.cine.is_playing
        self.bar.set_icon(self._play, "pause" if playing else "play")
        self._play.setText(self.tr("Pause") if playing else self.tr("Play"))
        self._speed.setIconText(self.tr("{speed} / s").format(speed=self.cine.speed))

    def _connect(self) -> None:
        canvas = self.canvas
        self.frames.arrived.connect(self._frame_came)
        self.frames.failed.connect(self._frame_came)
        canvas.scrolled.connect(self._scroll)
        canvas.jumped.connect(self._jump)
        canvas.tone_grabbed.connect(self.windows.grab)
        canvas.tone_dragged.connect(self.windows.drag)
        canvas.view_changed.connect(self._say_state)
        canvas.region_drawn.connect(self._mark)
        canvas.region_cleared.connect(self._unmark)
        self.cine.tick.connect(self._play_on)
        self.cine.changed.connect(self._show_cine)
        self.windows.changed.connect(self._retone)

    def _build_slider(self) -> None:
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setAccessibleName(self.tr("Slice"))
        self._slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._slider.valueChanged.connect(self._slide)
        self.column.addWidget(self._slider)

    def _build_bar(self) -> None:
        self.bar.make_tight()  # it has more tools than any other, and 640 pixels at the least
        self._scroll_tool = self.add_drag_tool(
            Tool.SCROLL, self.tr("Scroll"), self.tr("Drag to scroll"), "S", "series"
        )
        self.add_drag_tool(Tool.PAN, self.tr("Pan"), self.tr("Drag to move the image"), "P", "pan")
        tip = self.tr("Drag to window: across for width, down for centre (or the right button)")
        self._window_tool = self.add_drag_tool(Tool.TONE, self.tr("Window"), tip, "W", "window")
        tip = self.tr("Windows of the file and of the modality")
        self.bar.add_menu(self.tr("Presets"), tip, self.windows.menu, icon_name="adjust")
        self._add_window_keys()
        self._add_view_menu()
        self.bar.addSeparator()
        self._play = self.bar.add_tool(
            self.tr("Play"), self.tr("Play or pause"), "Space", self.cine.toggle, icon_name="play"
        )
        # Space belongs to the button or box that has the keyboard; it plays only from the image.
        self._play.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.canvas.addAction(self._play)
        self._speed = self.bar.add_tool(
            self.tr("Faster"), self.tr("Frames per second: faster"), ">", self.cine.faster
        )
        self.bar.add_key(self.tr("Slower"), "<", self.cine.slower)
        self.bar.addSeparator()
        tip = self.tr("Mark a region, to find cases like it")
        self.add_drag_tool(Tool.REGION, self.tr("Region"), tip, "R", "region")
        self._show_cine()

    def _add_view_menu(self) -> None:
        menu, bar, canvas = QMenu(self), self.bar, self.canvas
        menu.addAction(bar.add_key(self.tr("Show the whole image"), "F", canvas.fit))
        one_to_one = self.tr("One image pixel on one screen pixel")
        menu.addAction(bar.add_key(one_to_one, "Z", canvas.one_to_one))
        menu.addActions(self.add_zoom_keys())
        menu.addSeparator()
        for text, key, slot in (
            (self.tr("Turn clockwise"), "Shift+R", canvas.turn),
            (self.tr("Exchange left and right"), "Shift+H", canvas.flip_across),
            (self.tr("Exchange top and bottom"), "Shift+V", canvas.flip_down),
        ):
            menu.addAction(bar.add_key(text, key, slot))
        menu.addSeparator()
        glass, words = self.tr("Magnifying glass"), self.tr("Patient in the corner")
        menu.addAction(bar.add_key(glass, "Shift+M", canvas.magnify, checkable=True))
        self._named = bar.add_key(words, "Shift+I", self._choose_named, checkable=True)
        menu.addAction(self._named)
        tip = self.tr("Zoom, turn, mirror, magnify; show or hide who it is")
        bar.add_menu(self.tr("View"), tip, menu, icon_name="rotate")

    def _add_window_keys(self) -> None:
        self._invert = self.bar.add_tool(
            self.tr("Invert"),
            self.tr("Light and dark exchanged"),
            "I",
            self.windows.invert,
            icon_name="invert",
            checkable=True,
        )
        self.bar.add_key(self.tr("Darker"), "[", self.windows.darker)
        self.bar.add_key(self.tr("Brighter"), "]", self.windows.brighter)
        self.bar.add_key(self.tr("Less contrast"), ";", self.windows.wider)
        self.bar.add_key(self.tr("More contrast"), "'", self.windows.narrower)
        self.bar.add_key(self.tr("As it was"), "Backspace", self._reset)
