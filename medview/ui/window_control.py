"""Which window a series is seen through, and how dragging, keys and presets change it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from medview.app.display import WindowTone, full_range, opening_window, windows_for
from medview.domain.image import Picture, Window
from medview.ui.window_menu import WindowMenu

DRAG_FOR_WIDTH = 300.0  # pixels of dragging that move the centre by one window width
KEY_STEP = 16.0  # pixels of dragging that one key press is worth
LEAST_WIDTH = 1e-3


class WindowControl(QObject):
    """The window of one series: each image opens with its own until a reader chooses another.

    Images that bring no window are seen through that of the first one.
    """

    changed = Signal()

    def __init__(self, owner: QWidget) -> None:
        """Build the menu of presets, whose keys are heard in `owner`."""
        super().__init__(owner)
        self.menu = WindowMenu(owner)
        self.menu.chosen.connect(self.choose)
        self.clear()

    @property
    def window(self) -> Window | None:
        """The window in use, or None for the file's own table."""
        return self._window

    def clear(self) -> None:
        """Wait for the first frame of another series."""
        self._first: Picture | None = None  # as the series opened
        self._seen: Picture | None = None  # the one whose windows are offered
        self._is_files = True  # nobody chose another window than that of the file
        self._window: Window | None = None
        self._wanted: tuple[Window | None, str] = None, ""
        self._grabbed = Window(0.0, 1.0)
        self.is_inverted = False

    def open_with(self, window: Window | None, units: str) -> None:
        """Have this series open with a window, if its values are in those units."""
        self._wanted = window, units
        if self._first is not None and window is not None and units == self._first.units:
            self.choose(window)

    def kept(self) -> tuple[Window | None, str]:
        """Return window and units if a reader chose it and it fits other series; None if not.

        Values without units are each scanner's own.
        """
        first = self._first
        if first is None or not first.units or self._is_files:
            return None, ""
        if self._window == opening_window(first):
            return None, ""
        return self._window, first.units

    def open(self, picture: Picture, modality: str) -> None:
        """Take the opening window of a grey frame: the first one's, or one it brings itself."""
        if picture.is_colour:
            return
        if self._first is None:
            self._open_first(picture, modality)
        else:
            brings = picture if _has_own(picture) else self._first
            if _brings_the_same(brings, self._seen):
                return
            self._offer(brings, modality)
            if self._is_files:
                self._window = opening_window(brings)
        self.menu.mark(self._window)

    def _open_first(self, picture: Picture, modality: str) -> None:
        self._first = picture
        self._offer(picture, modality)
        window, units = self._wanted
        self._is_files = window is None or units != picture.units
        self._window = opening_window(picture) if self._is_files else window

    def _offer(self, picture: Picture, modality: str) -> None:
        self._seen = picture
        self.menu.show_windows(
            windows_for(picture, modality), has_table=picture.voi_lut is not None
        )

    def tone(self, picture: Picture) -> WindowTone | None:
        """Return the tone of one frame; colour needs none."""
        if picture.is_colour:
            return None
        window = self._window
        if window is None and picture.voi_lut is None:  # its sisters have a table, it has none
            window = opening_window(picture)
        return WindowTone.of(picture, window, inverted=self.is_inverted)

    def words(self) -> str:
        """Return the window for the corner of the image, "" while there is none."""
        if self._first is None:
            return ""
        if self._window is None:
            return self.tr("Table of the file")
        return self.menu.describe(self._window)

    def choose(self, window: Window | None) -> None:
        """Take a window, for all images; None is the file's own table."""
        self._is_files = False
        self._window = window
        self.menu.mark(window)
        self.changed.emit()

    def invert(self, inverted: bool) -> None:
        """Exchange light and dark, or not."""
        self.is_inverted = inverted
        self.changed.emit()

    def reset(self) -> None:
        """Go back to how the image in view opens."""
        self.is_inverted = False
        if self._seen is not None:
            self.choose(opening_window(self._seen))
            self._is_files = True

    def grab(self) -> None:
        """Remember the window a drag begins with."""
        if self._window is not None:
            self._grabbed = replace(self._window, name="")
        elif self._seen is not None:  # a table has no centre and width: start from all values
            self._grabbed = replace(full_range(self._seen), name="")

    def drag(self, right: float, down: float) -> None:
        """Right widens, down raises the centre (darker), in proportion to the width."""
        if self._first is None:
            return
        width = self._grabbed.width * math.exp(right / DRAG_FOR_WIDTH)
        centre = self._grabbed.centre + down * self._grabbed.width / DRAG_FOR_WIDTH
        self.choose(replace(self._grabbed, centre=centre, width=max(width, LEAST_WIDTH)))

    def darker(self) -> None:
        """Raise the centre by one key step."""
        self._nudge(0.0, KEY_STEP)

    def brighter(self) -> None:
        """Lower the centre by one key step."""
        self._nudge(0.0, -KEY_STEP)

    def wider(self) -> None:
        """Widen the window by one key step: less contrast."""
        self._nudge(KEY_STEP, 0.0)

    def narrower(self) -> None:
        """Narrow the window by one key step: more contrast."""
        self._nudge(-KEY_STEP, 0.0)

    def _nudge(self, right: float, down: float) -> None:
        self.grab()
        self.drag(right, down)


def _has_own(picture: Picture) -> bool:
    """Return True when the file says how the image is to be seen."""
    return bool(picture.windows) or picture.voi_lut is not None


def _brings_the_same(picture: Picture, other: Picture | None) -> bool:
    """Return True when two images are to be seen through the same windows."""
    if other is None or picture.windows != other.windows:
        return False
    one, two = picture.voi_lut, other.voi_lut
    if one is None or two is None:
        return one is two
    return one[0] == two[0] and bool(np.array_equal(one[1], two[1]))
