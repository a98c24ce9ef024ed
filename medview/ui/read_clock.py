"""How long a photograph has been looked at: runs while it is on the screen, and only then."""

from __future__ import annotations

import time


class ReadClock:
    """Counts seconds between `run` and `rest`."""

    def __init__(self) -> None:
        """Start at rest, at zero."""
        self._spent = 0.0
        self._since: float | None = None

    @property
    def seconds(self) -> float:
        """Seconds counted so far."""
        running = 0.0 if self._since is None else time.monotonic() - self._since
        return self._spent + running

    def begin(self, spent: float = 0.0) -> None:
        """Count from `spent` seconds, at rest: for a photograph that is not shown yet."""
        self._spent, self._since = spent, None

    def run(self) -> None:
        """Go on counting."""
        if self._since is None:
            self._since = time.monotonic()

    def rest(self) -> None:
        """Stop counting for a while."""
        self._spent, self._since = self.seconds, None
