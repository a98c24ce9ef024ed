"""The shape of long work: it reports steps, hands over items, and can be cancelled."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class Cancelled(Exception):
    """The user asked to stop; not an error, shown nowhere."""


@dataclass(frozen=True)
class Progress:
    """`done` of `total` steps (total 0: unknown), and what is happening in words."""

    done: int
    total: int
    text: str = ""


class JobContext:
    """What a verb talks to while it works: progress out, items out, Cancel in."""

    def __init__(
        self,
        on_progress: Callable[[Progress], None] | None = None,
        on_item: Callable[[Any], None] | None = None,
        on_glimpse: Callable[[Any], None] | None = None,
    ) -> None:
        """Take the receivers; without them the job is silent."""
        self._on_progress = on_progress
        self._on_item = on_item
        self._on_glimpse = on_glimpse
        self._cancel = threading.Event()

    def mapped(self, change: Callable[[Any], Any]) -> JobContext:
        """Return a context that hands over what `change` makes of each item; Cancel is shared."""
        on_item = self._on_item
        changed = on_item and (lambda item: on_item(change(item)))
        twin = JobContext(self._on_progress, changed, self._on_glimpse)
        twin._cancel = self._cancel
        return twin

    def cancel(self) -> None:
        """Ask the work to stop at its next step (thread-safe)."""
        self._cancel.set()

    @property
    def is_cancelled(self) -> bool:
        """True once Cancel was asked for."""
        return self._cancel.is_set()

    def step(self, done: int, total: int, text: str = "") -> None:
        """Report progress, or raise Cancelled: the one place where a job stops."""
        if self._cancel.is_set():
            raise Cancelled
        if self._on_progress is not None:
            self._on_progress(Progress(done, total, text))

    def emit(self, item: Any) -> None:
        """Hand over one finished item (a case, a grade) before the whole is done."""
        if self._cancel.is_set():
            raise Cancelled
        if self._on_item is not None:
            self._on_item(item)

    def glimpse(self, sight: Any) -> None:
        """Hand over what may be looked at before there is an item; it is no result itself."""
        if self._cancel.is_set():
            raise Cancelled
        if self._on_glimpse is not None:
            self._on_glimpse(sight)
