"""Frames of a series, loaded ahead in the background and kept within a bound of memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from medview.domain.case import ImageRef
from medview.domain.errors import MedViewError
from medview.domain.image import Picture
from medview.ui.jobs import JobRunner

Load = Callable[[ImageRef], Picture]  # blocking, safe from any thread: services.picture

MEMORY = 384 * 2**20  # bytes of pixels kept
AT_ONCE = 2  # loads in the background; one more thread stays free for answers


def reading_order(index: int, count: int, forward: bool) -> list[int]:
    """Return all slices, the current one first, then the nearest; ahead before behind."""

    def lateness(other: int) -> int:
        ahead = (other > index) == forward
        return abs(other - index) * (1 if ahead else 2)

    return sorted(range(count), key=lateness)


class FrameStore(QObject):
    """Holds the frames that matter most, in the order the view asked for."""

    arrived = Signal(object)  # ImageRef
    failed = Signal(object)  # ImageRef; `error` says why

    def __init__(
        self,
        jobs: JobRunner,
        load: Load,
        parent: QObject | None = None,
        *,
        memory: int = MEMORY,
    ) -> None:
        """Load with `load` in the background jobs; keep at most `memory` bytes."""
        super().__init__(parent)
        self._jobs, self._load, self._memory = jobs, load, memory
        self._frames: dict[ImageRef, Picture] = {}
        self._errors: dict[ImageRef, MedViewError] = {}
        self._wanted: list[ImageRef] = []
        self._requests: dict[ImageRef, _Request] = {}
        self._largest = 1

    @property
    def nbytes(self) -> int:
        """Bytes of pixels held."""
        return sum(frame.pixels.nbytes for frame in self._frames.values())

    def get(self, ref: ImageRef) -> Picture | None:
        """Return a frame if it is here."""
        return self._frames.get(ref)

    def error(self, ref: ImageRef) -> MedViewError | None:
        """Return why a frame did not load, or None."""
        return self._errors.get(ref)

    def want(self, refs: Sequence[ImageRef]) -> None:
        """Load these, most important first; as many as memory allows."""
        self._wanted = list(refs)
        self._load_more()

    def clear(self) -> None:
        """Let go of everything; what still arrives is not kept."""
        self._frames.clear()
        self._errors.clear()
        self._wanted, self._largest = [], 1
        for request in self._requests.values():
            request.drop()
        self._requests.clear()

    def take(self, ref: ImageRef, picture: Picture) -> None:
        """Keep a frame that was loaded, and tell."""
        self._forget(ref)
        self._frames[ref] = picture
        self._largest = max(self._largest, picture.pixels.nbytes)
        self._let_go()
        if ref in self._frames:
            self.arrived.emit(ref)
        self._load_more()

    def take_error(self, ref: ImageRef, error: MedViewError) -> None:
        """Keep why a frame did not load, and tell."""
        self._forget(ref)
        self._errors[ref] = error
        self.failed.emit(ref)
        self._load_more()

    def _forget(self, ref: ImageRef) -> None:
        request = self._requests.pop(ref, None)
        if request is not None:
            request.deleteLater()

    def _kept(self) -> list[ImageRef]:
        return self._wanted[: max(self._memory // self._largest, 1)]

    def _let_go(self) -> None:
        if self.nbytes > self._memory:
            kept = set(self._kept())
            self._frames = {ref: frame for ref, frame in self._frames.items() if ref in kept}

    def _load_more(self) -> None:
        for ref in self._kept():
            if len(self._requests) >= AT_ONCE:
                return
            if not (ref in self._frames or ref in self._errors or ref in self._requests):
                request = _Request(self, ref)
                request.arrived.connect(self.take)
                request.failed.connect(self.take_error)
                request.start(self._jobs, self._load)
                self._requests[ref] = request


class _Request(QObject):
    """One frame on its way; remembers which.

    It goes with its store: what arrives after a window is gone is told to nobody. It does not hold
    the store: a child that went as the last to do so would take its parent, and itself, with it.
    """

    arrived = Signal(object, object)  # ImageRef, Picture
    failed = Signal(object, object)  # ImageRef, MedViewError

    def __init__(self, store: FrameStore, ref: ImageRef) -> None:
        super().__init__(store)
        self._ref = ref

    def start(self, jobs: JobRunner, load: Load) -> None:
        self.job = jobs.build(load, self._ref)
        self.job.succeeded.connect(self._arrived)
        self.job.failed.connect(self._failed)
        self.job.start()

    def drop(self) -> None:
        self.job.drop()
        self.deleteLater()

    def _arrived(self, picture: Picture) -> None:
        self.arrived.emit(self._ref, picture)

    def _failed(self, error: MedViewError) -> None:
        self.failed.emit(self._ref, error)
