"""The worker's side of the talk about a run: what it says, and what is asked of it."""

from __future__ import annotations

import time
from collections.abc import Callable

from medview.domain.job import Cancelled, JobContext, Progress
from medview.domain.training import EpochReport, Request, RunState
from medview.store.run_folder import RunFolder

EVERY = 0.25  # seconds between two words on progress
POLL = 0.2  # seconds between two looks at the request while paused


class Conversation:
    """Records what the worker does, and hands it what a person asks."""

    def __init__(self, run: RunFolder, sleep: Callable[[float], None] = time.sleep) -> None:
        """Speak about `run`."""
        self._run = run
        self._sleep = sleep
        self._state = RunState.WAITING
        self._is_paused = False
        self._told = float("-inf")

    def enter(self, state: RunState) -> None:
        """Go on to a state, durably."""
        self._state = state
        self._run.enter(state)

    def tell(self, text: str) -> None:
        """Add a line to the log."""
        self._run.say(text)

    def on_epoch(self, report: EpochReport) -> None:
        """Keep the report of a finished epoch durably."""
        self._run.finish_epoch(report)

    def on_step(
        self, done: int, total: int, loss: float | None = None, seconds_left: float | None = None
    ) -> None:
        """Say how far the work is, a few times a second at most."""
        now = time.monotonic()
        if now - self._told >= EVERY or done == total:
            self._told = now
            self._run.at_step(done, total, seconds_left)

    def request(self) -> Request:
        """Return what is asked now; a pause, and its end, are recorded."""
        asked = self._run.request()
        if self._is_paused != (asked is Request.PAUSE):
            self._is_paused = not self._is_paused
            self._run.enter(RunState.PAUSED if self._is_paused else self._state)
        return asked

    def context(self) -> JobContext:
        """Return what a verb reports to; it waits while paused, and stops when dropped."""
        return JobContext(self._on_progress)

    def _on_progress(self, progress: Progress) -> None:
        self.on_step(progress.done, progress.total)
        while (asked := self.request()) is Request.PAUSE:
            self._sleep(POLL)
        if asked is Request.DROP:
            raise Cancelled
