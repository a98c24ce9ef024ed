"""Long work beside the window: build a job, connect to bound methods, then start it.

Everything a job has to say reaches the window's thread through one queue that is emptied in small
slices, so that ten thousand opened cases never hold up the event loop.
"""

from __future__ import annotations

import inspect
import itertools
import logging
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from medview.domain.errors import MedViewError
from medview.domain.job import Cancelled, JobContext, Progress

log = logging.getLogger(__name__)

SLICE_SECONDS = 0.008  # of the window's time per turn of the event loop; a frame is 16 ms
PROGRESS_SECONDS = 0.04  # between two steps of a progress bar; more would only cost time
CANCEL_GRACE_MS = 900  # Cancel answers within a second, whatever the work is busy with


class UnexpectedError(MedViewError):
    """A fault of the program itself, not of a file or of the user."""


class _Work:
    """The thread's side of a job: no QObject, so that the last thread to leave destroys none."""

    def __init__(
        self, key: int, wake: Callable[[int], None], work: Callable[..., Any], args: Any
    ) -> None:
        self.key = key
        self.events: deque[tuple[str, Any]] = deque()
        self.latest = Progress(0, 0)
        self.context = JobContext(self._queue_progress, self._queue_item, self._queue_glimpse)
        self._told_progress_at = 0.0
        self._wake, self._work = wake, work
        self._args, self._kwargs = args
        if "context" in inspect.signature(work).parameters:
            self._kwargs = {**self._kwargs, "context": self.context}

    def run(self) -> None:
        """Do the work in this thread, and tell its outcome."""
        try:
            if self.context.is_cancelled:
                raise Cancelled
            self._tell("succeeded", self._work(*self._args, **self._kwargs))
        except Cancelled:
            self._tell("cancelled", None)
        except MedViewError as error:
            self._tell("failed", error)
        except Exception as error:
            self._tell_fault(error)

    def _tell_fault(self, fault: Exception) -> None:
        if self.context.is_cancelled:  # what breaks while everything is stopped is no fault
            self._tell("cancelled", None)
        else:
            log.exception("a job failed unexpectedly")
            self._tell("failed", unexpected(fault))

    def wake(self) -> None:
        """Have the window's thread look at the queue, soon."""
        self._wake(self.key)

    def _queue_progress(self, progress: Progress) -> None:
        self.latest = progress
        now = time.monotonic()
        if now - self._told_progress_at > PROGRESS_SECONDS:
            self._told_progress_at = now
            self._tell("progress", None)

    def _queue_item(self, item: Any) -> None:
        self._tell("item", item)

    def _queue_glimpse(self, sight: Any) -> None:
        self._tell("glimpse", sight)

    def _tell(self, kind: str, payload: Any) -> None:
        self.events.append((kind, payload))
        if len(self.events) > 1:
            return  # the window's thread is on its way already
        try:
            self.wake()
        except RuntimeError:  # the window is gone; nobody is left to tell
            self.events.clear()


def unexpected(error: Exception) -> UnexpectedError:
    """Return what a fault of the program itself means to the person at the screen."""
    return UnexpectedError(
        f"MedView met a fault of its own: {type(error).__name__}: {error}",
        hint="What you signed is safe. Try again; if it happens again, report these words.",
    )


class Job(QObject):
    """One piece of work: progress and items, then one outcome, then `finished`.

    The outcome is exactly one of `succeeded`, `failed` and `cancelled`. All signals are emitted in
    the window's thread, whatever they are connected to. Built by `JobRunner.build`.
    """

    progress = Signal(object)
    item = Signal(object)
    glimpsed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(
        self, work: _Work, pool: ThreadPoolExecutor, title: str, must_finish: bool = False
    ) -> None:
        """Hold the work until `start`."""
        super().__init__()
        self.title = title
        self.must_finish = must_finish
        self.started_at = 0.0
        self.is_over = False
        self._work, self._pool = work, pool
        self._is_dropped = False
        # A child, not QTimer.singleShot: it must not outlive the job.
        self._grace = QTimer(self, interval=CANCEL_GRACE_MS, singleShot=True)
        self._grace.timeout.connect(self._give_up)

    @property
    def was_dropped(self) -> bool:
        """True when nobody wanted the result any more, such as a window that closes."""
        return self._is_dropped

    def start(self) -> None:
        """Hand the work to a thread; connect first."""
        self.started_at = time.monotonic()
        self._pool.submit(self._work.run)

    def cancel(self) -> None:
        """Ask the work to stop; the job ends as cancelled within a second at the latest.

        Work that must finish is not asked: its end is told when it has come to it.
        """
        if self.must_finish:
            return
        self._work.context.cancel()
        self._grace.start()

    def drop(self) -> None:
        """Cancel, because the result is no longer wanted: only the end is told."""
        self._is_dropped = not self.must_finish
        self.cancel()

    def empty_queue(self) -> None:
        """Tell what the thread has queued, for one slice of the window's time."""
        end = time.monotonic() + SLICE_SECONDS
        while self._work.events and not self.is_over:
            if time.monotonic() > end:
                self._work.wake()
                return
            self._deliver(*self._work.events.popleft())

    def _deliver(self, kind: str, payload: Any) -> None:
        if kind in ("succeeded", "failed", "cancelled"):
            self._end("cancelled" if self._is_dropped else kind, payload)
        elif self._is_dropped:
            return
        elif kind == "progress":
            self.progress.emit(self._work.latest)
        elif kind == "glimpse":
            self.glimpsed.emit(payload)
        else:
            self.item.emit(payload)

    def _end(self, kind: str, payload: Any) -> None:
        self.is_over = True
        self._grace.stop()
        if kind == "cancelled":
            self.cancelled.emit()
        else:
            getattr(self, kind).emit(payload)
        self.finished.emit()

    def _give_up(self) -> None:
        if not self.is_over:
            self._end("cancelled", None)


class JobRunner(QObject):
    """Holds the jobs that run, so that none is collected before it has spoken.

    `unhandled` carries the failures nobody asked for with `on_error`; `started` announces the long
    jobs, those with a title, to whoever shows progress and Cancel.
    """

    unhandled = Signal(object)
    started = Signal(object)
    _woken = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        """Keep threads for what the user waits for, for long work, and one for what must last.

        Threads of the first kind mostly wait themselves, for a reader process: with few of them,
        a picture would stand in line behind thumbnails. The last is one thread, so that what it
        does is done in the order it was asked for, and stands in line behind no picture.
        """
        super().__init__(parent)
        self._quick = ThreadPoolExecutor(6, thread_name_prefix="quick")
        self._long = ThreadPoolExecutor(2, thread_name_prefix="long")
        self._keeping = ThreadPoolExecutor(1, thread_name_prefix="keeping")
        self._keys = itertools.count()
        self._jobs: dict[int, Job] = {}
        self._ended: list[Job] = []
        self._tidy = QTimer(self, interval=0, singleShot=True)
        self._tidy.timeout.connect(self._forget_ended)
        # Always queued: a job never speaks inside the call that started it.
        self._woken.connect(self._empty_queue_of, Qt.ConnectionType.QueuedConnection)

    def build(
        self,
        work: Callable[..., Any],
        *args: Any,
        title: str = "",
        must_finish: bool = False,
        **kwargs: Any,
    ) -> Job:
        """Return a job to connect to and start; a `context` that `work` asks for is supplied."""
        thread_side = _Work(next(self._keys), self._woken.emit, work, (args, kwargs))
        pool = self._long if title else self._quick
        job = Job(thread_side, self._keeping if must_finish else pool, title, must_finish)
        self._jobs[thread_side.key] = job
        job.finished.connect(self._let_go)
        return job

    def run(
        self,
        work: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None] | None = None,
        on_item: Callable[[Any], None] | None = None,
        on_glimpse: Callable[[Any], None] | None = None,
        on_error: Callable[[MedViewError], None] | None = None,
        title: str = "",
        must_finish: bool = False,
        **kwargs: Any,
    ) -> Job:
        """Build, connect and start; a `title` makes it long work, shown with Cancel.

        `must_finish` is for what the user was promised, such as a signature: it is done in order,
        cannot be cancelled, and `stop` waits for it.
        """
        job = self.build(work, *args, title=title, must_finish=must_finish, **kwargs)
        if then is not None:
            job.succeeded.connect(then)
        if on_item is not None:
            job.item.connect(on_item)
        if on_glimpse is not None:
            job.glimpsed.connect(on_glimpse)
        job.failed.connect(on_error or self.unhandled)
        if title:
            self.started.emit(job)
        job.start()
        return job

    @property
    def running(self) -> int:
        """How many jobs have not ended."""
        return len(self._jobs)

    def stop(self) -> None:
        """Take no more: cancel what may be cancelled, and wait for what must finish.

        The other threads end with their current step.
        """
        for job in list(self._jobs.values()):
            job.drop()
        self._quick.shutdown(wait=False, cancel_futures=True)
        self._long.shutdown(wait=False, cancel_futures=True)
        self._keeping.shutdown(wait=True)

    def _empty_queue_of(self, key: int) -> None:
        if key in self._jobs:
            self._jobs[key].empty_queue()

    def _let_go(self) -> None:
        """Hold an ended job one more turn: it is still in the middle of telling its end."""
        ended = self.sender()
        self._ended += [job for job in self._jobs.values() if job is ended]
        self._jobs = {key: job for key, job in self._jobs.items() if job is not ended}
        self._tidy.start()

    def _forget_ended(self) -> None:
        self._ended.clear()
