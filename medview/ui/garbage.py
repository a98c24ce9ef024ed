"""Cyclic garbage is collected in the window's thread alone.

Python collects cycles in whichever thread happens to allocate. A widget or a timer that dies in a
worker thread crashes Qt, which allows its objects to be destroyed only in the thread they live in.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 2000
FULL_EVERY = 30  # ticks; young garbage in between, which takes a few milliseconds


class Garbage(QObject):
    """Collects by a timer, instead of wherever an allocation happens, until `stop`.

    Python's automatic collection stays off after that: workers may still be at their last step.
    """

    def __init__(self, parent: QObject) -> None:
        """Take over from Python's automatic collection."""
        super().__init__(parent)
        gc.disable()
        self._ticks = 0
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def stop(self) -> None:
        """Collect once more; what is left goes with the process."""
        self._timer.stop()
        gc.collect()

    def _collect(self) -> None:
        self._ticks += 1
        gc.collect(2 if self._ticks % FULL_EVERY == 0 else 1)
