"""What several tests share: where the real data is, and a quiet screen."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real images, or skip where it is absent."""
    folder = Path(os.environ.get("MEDVIEW_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"needs the real images of {folder} (or MEDVIEW_DATA)")
    return folder


@pytest.fixture(scope="session")
def sample() -> Path:
    """Return the folder of the drawn sample."""
    return REPOSITORY / "resources" / "sample"


# Sleeps 5 ms at a time until told to stop, and says how late it was woken at worst.
PULSE = """
import sys, threading, time
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
worst = 0.0
while not stop.is_set():
    began = time.perf_counter()
    time.sleep(0.005)
    worst = max(worst, time.perf_counter() - began)
print(worst * 1000)
"""


class Block:
    """The longest the event loop was held up, by a timer that should fire every 5 ms.

    A busy machine holds up everybody: what it did to a process that only sleeps, at the same time,
    is `machine_milliseconds`, and is taken off.
    """

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.longest = 0.0
        self.machine_milliseconds = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(interval=5)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @property
    def milliseconds(self) -> float:
        """The longest block, less what the machine itself caused."""
        return self.longest - self.machine_milliseconds

    def __enter__(self) -> Block:
        self._pulse = subprocess.Popen(
            [sys.executable, "-c", PULSE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._last = time.perf_counter()
        self._timer.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._timer.stop()
        self.machine_milliseconds = float(self._pulse.communicate("")[0])

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self._last = now


@pytest.fixture
def longest_block(qapp: object) -> type[Block]:
    """Return a context manager that measures how long the window could not answer."""
    return Block
