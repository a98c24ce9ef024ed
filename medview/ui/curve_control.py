"""Which tone curve photographs are seen through, and how dragging, keys and sliders change it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from medview.app.display import Curve

BRIGHTNESS_PER_PIXEL = 1 / 400
CONTRAST_PER_PIXEL = 1 / 300  # in powers of e
KEY_STEP = 16  # pixels of dragging that one key press is worth


class CurveControl(QObject):
    """The curve of a photograph view; it stays from one photograph to the next."""

    changed = Signal(object)  # Curve

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with the photograph as it is."""
        super().__init__(parent)
        self._curve, self._grabbed = Curve(), Curve()

    @property
    def curve(self) -> Curve:
        """The curve in use."""
        return self._curve

    def choose(self, curve: Curve) -> None:
        """Take a curve."""
        self._curve = curve
        self.changed.emit(curve)

    def invert(self, inverted: bool) -> None:
        """Exchange light and dark, or not."""
        self.choose(replace(self._curve, inverted=inverted))

    def reset(self) -> None:
        """Show the photograph as it was taken."""
        self.choose(Curve())

    def grab(self) -> None:
        """Remember the curve a drag begins with."""
        self._grabbed = self._curve

    def drag(self, right: float, down: float) -> None:
        """Right adds contrast, up brightens."""
        self.choose(self._grabbed.moved(-down * BRIGHTNESS_PER_PIXEL, right * CONTRAST_PER_PIXEL))

    def darker(self) -> None:
        """Darken by one key step."""
        self._nudge(0, KEY_STEP)

    def brighter(self) -> None:
        """Brighten by one key step."""
        self._nudge(0, -KEY_STEP)

    def less_contrast(self) -> None:
        """Flatten by one key step."""
        self._nudge(-KEY_STEP, 0)

    def more_contrast(self) -> None:
        """Steepen by one key step."""
        self._nudge(KEY_STEP, 0)

    def _nudge(self, right: float, down: float) -> None:
        self.grab()
        self.drag(right, down)
