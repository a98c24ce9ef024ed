"""Plays a series: a clock that waits for frames that are not here yet."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

SPEEDS = (1, 2, 4, 6, 8, 10, 12, 15, 20, 25, 30, 40, 60)  # frames per second
USUAL = 10


class Cine(QObject):
    """Asks for the next frame `speed` times a second while it plays."""

    tick = Signal()
    changed = Signal()  # playing, paused, or another speed

    def __init__(self, parent: QObject | None = None) -> None:
        """Start paused."""
        super().__init__(parent)
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._speed = USUAL

    @property
    def speed(self) -> int:
        """Frames per second."""
        return self._speed

    @property
    def is_playing(self) -> bool:
        """True while the clock runs."""
        return self._timer.isActive()

    def toggle(self) -> None:
        """Play or pause."""
        if self.is_playing:
            self.pause()
        else:
            self._timer.start(1000 // self._speed)
            self.changed.emit()

    def pause(self) -> None:
        """Stand still."""
        self._timer.stop()
        self.changed.emit()

    def faster(self) -> None:
        """Take the next higher speed."""
        self._set_speed(next((speed for speed in SPEEDS if speed > self._speed), SPEEDS[-1]))

    def slower(self) -> None:
        """Take the next lower speed."""
        self._set_speed(next((s for s in reversed(SPEEDS) if s < self._speed), SPEEDS[0]))

    def _set_speed(self, speed: int) -> None:
        self._speed = speed
        self._timer.setInterval(1000 // speed)
        self.changed.emit()
