"""The reader pool: files from outside are decoded in other processes, the urgent ones first."""

from __future__ import annotations

import contextlib
import itertools
import os
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from enum import IntEnum
from functools import partial
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from medview.domain.case import ImageRef
from medview.domain.elements import Element
from medview.domain.errors import NoReader, ReaderFailed
from medview.domain.exchange import Disguise
from medview.domain.image import Picture
from medview.domain.picture_facts import Fingerprint
from medview.domain.region import Region
from medview.domain.report import DicomIdentity
from medview.domain.segmentation import Segmentation
from medview.domain.volume import Frame
from medview.imaging.sizes import CHANNELS
from medview.sources import wire
from medview.sources.pace import Pace
from medview.sources.reader_process import CLOSING, SHORT_OF_MEMORY, Answer, ReaderProcess

SECONDS = 4.5  # of wall clock per file: with its transfer below five
LOOK_SECONDS = 3.0
DIGEST_SECONDS = 60.0  # the longest files have gigabytes, and are read to their end
T = TypeVar("T")
CHUNK = 4  # slices of a volume decoded at one request: fewer words between the processes
AHEAD = 4  # files asked for ahead per reader, so that no reader waits for the consumer


class Urgency(IntEnum):
    """What goes first when all readers are busy."""

    PICTURE = 0  # somebody waits for it
    ANSWER = 1
    VOLUME = 2
    LOOK = 3
    THUMBNAIL = 4
    BATCH = 5
    LAST = 9


@dataclass(frozen=True)
class Prepared:
    """One encoder input (3, S, S), quality measures, and what bars a grade ("" if nothing)."""

    tensor: npt.NDArray[np.float32]
    measures: Mapping[str, float]
    fault: str


@dataclass(order=True)
class _Order:
    """One request in the queue."""

    urgency: Urgency
    number: int
    request: Mapping[str, Any] = field(compare=False)
    seconds: float = field(compare=False)
    answer: Future[Answer] = field(compare=False)


class ReaderPool:
    """Implements domain.ports.Reader with one thread per reader process; safe from any thread."""

    def __init__(self, readers: int | None = None) -> None:
        """Start the readers in the background: by default one per core, two to four of them."""
        self._orders: queue.PriorityQueue[_Order] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._closed = threading.Event()
        self._gate = threading.Lock()  # between taking a request and closing
        self._processes: list[ReaderProcess] = []
        self._count = readers or min(4, max(2, os.cpu_count() or 2))
        self._threads = [
            threading.Thread(target=self._work, name=f"reader-{i}", daemon=True)
            for i in range(self._count)
        ]
        for thread in self._threads:
            thread.start()

    def picture(self, ref: ImageRef, max_side: int | None = None) -> Picture:
        """Return one decoded image, reduced so that its longer side is at most `max_side`."""
        request = _of(ref, "picture") | {"max_side": max_side}
        value, pixels = self._ask(request, Urgency.PICTURE)
        return wire.picture_from_json(value, pixels)

    def slices(self, refs: Sequence[ImageRef]) -> Iterator[Frame]:
        """Yield the slices of a volume in order, decoded ahead on all readers.

        Raises CannotOpen for the first that does not decode: a volume has no holes.
        """
        chunks = [refs[start : start + CHUNK] for start in range(0, len(refs), CHUNK)]
        requests = ({"task": "slices", "places": [_place(r) for r in part]} for part in chunks)
        answers = self._ask_many(requests, Urgency.VOLUME, CHUNK * SECONDS)
        for part, answer in zip(chunks, answers, strict=True):
            if isinstance(answer, Exception):
                raise answer
            yield from wire.slices_from(*answer, count=len(part))

    def thumbnail(self, ref: ImageRef, side: int) -> npt.NDArray[np.uint8]:
        """Return (h, w, 3) uint8 for display, longer side at most `side`."""
        request = _of(ref, "thumbnail") | {"side": side}
        return wire.thumbnail_from(self._ask(request, Urgency.THUMBNAIL)[1])

    def prepare(
        self, ref: ImageRef, preprocess: Mapping[str, Any], region: Region | None = None
    ) -> Prepared:
        """Return the encoder input of one image and its quality measures."""
        request = _of(ref, "prepare") | {
            "preprocess": dict(preprocess),
            "region": None if region is None else [region.x, region.y, region.width, region.height],
        }
        return Prepared(*wire.prepared_from(*self._ask(request, Urgency.ANSWER)))

    def prepare_many(
        self, refs: Iterable[ImageRef], preprocess: Mapping[str, Any]
    ) -> Iterator[Prepared | Exception]:
        """Yield `prepare` of each in order, decoding ahead on all readers; errors in place."""
        requests = (_of(ref, "prepare") | {"preprocess": dict(preprocess)} for ref in refs)
        for answer in self._ask_many(requests, Urgency.BATCH, SECONDS):
            yield _checked(answer, lambda *got: Prepared(*wire.prepared_from(*got)))

    def fingerprints(self, refs: Sequence[ImageRef]) -> Iterator[Fingerprint | Exception]:
        """Yield the fingerprint of each image in order, decoding ahead; errors in place."""
        requests = (_of(ref, "fingerprint") for ref in refs)
        for ref, answer in zip(refs, self._ask_many(requests, Urgency.BATCH, SECONDS), strict=True):
            yield _checked(answer, partial(wire.fingerprint_from, frame=ref.frame))

    def squares(
        self, refs: Iterable[ImageRef], kind: str, side: int
    ) -> Iterator[npt.NDArray[np.uint8] | Exception]:
        """Yield each image as training keeps it (see preprocess.square_of); errors in place."""
        shape = (side, side, CHANNELS[kind])
        requests = (_of(ref, "square") | {"kind": kind, "side": side} for ref in refs)
        for answer in self._ask_many(requests, Urgency.BATCH, SECONDS):
            yield _checked(answer, lambda _, pixels: wire.square_from(pixels, shape))

    def scan(self, places: Iterable[ImageRef]) -> Iterator[Mapping[str, Any] | Exception]:
        """Yield what each file is (see reader_tasks.look) in order; errors in place."""
        pace = Pace(self._count)
        asked: deque[list[ImageRef]] = deque()
        requests = (_look(chunk) for chunk in pace.chunks(places, asked))
        for answer in self._ask_many(requests, Urgency.LOOK, LOOK_SECONDS):
            chunk = asked.popleft()
            looks = _looks(answer, len(chunk))
            if not isinstance(looks, Exception):
                pace.learn(looks[1] / len(chunk))
                yield from looks[0]
            elif len(chunk) == 1:
                yield looks
            else:  # one of them ended the reader: find out which
                yield from self._scan_singly(chunk)

    def _scan_singly(self, places: Iterable[ImageRef]) -> Iterator[Mapping[str, Any] | Exception]:
        """Yield what each file is, asked for one at a time."""
        requests = (_look([place]) for place in places)
        for answer in self._ask_many(requests, Urgency.LOOK, LOOK_SECONDS):
            looks = _looks(answer, 1)
            yield looks if isinstance(looks, Exception) else looks[0][0]

    def members(self, path: str) -> Mapping[str, Any]:
        """Return the members of a ZIP (see reader_tasks.members)."""
        return wire.members_from(self._ask({"task": "members", "path": path}, Urgency.LOOK)[0])

    def dicomdir(self, path: str) -> Mapping[str, Any]:
        """Return the files a DICOMDIR refers to (see reader_tasks.dicomdir)."""
        return wire.dicomdir_from(self._ask({"task": "dicomdir", "path": path}, Urgency.LOOK)[0])

    def digest(self, ref: ImageRef) -> str:
        """Return the SHA-256 of the bytes of a file or a ZIP member."""
        return self.digests([ref])[0]

    def digests(self, refs: Sequence[ImageRef]) -> list[str]:
        """Return the SHA-256 of each file or ZIP member, read by all readers at once."""
        return self._digests_of("digest", refs)

    def _digests_of(self, task: str, refs: Sequence[ImageRef]) -> list[str]:
        requests = ({"task": task, "path": r.path, "member": r.member} for r in refs)
        found = []
        for answer in self._ask_many(requests, Urgency.ANSWER, DIGEST_SECONDS):
            if isinstance(answer, Exception):
                raise answer
            found.append(wire.digest_from(answer[0]))
        return found

    def deidentified(
        self, refs: Sequence[ImageRef], disguise: Disguise
    ) -> Iterator[tuple[bytes, str] | Exception]:
        """Yield each file without whose it is, and the ending of its name; errors in place."""
        hidden = wire.disguise_to_json(disguise)
        requests = (
            {"task": "deidentified", "path": r.path, "member": r.member, "disguise": hidden}
            for r in refs
        )
        for answer in self._ask_many(requests, Urgency.BATCH, DIGEST_SECONDS):
            yield _checked(answer, wire.file_from)

    def pixel_digests(self, refs: Sequence[ImageRef]) -> list[str]:
        """Return the SHA-256 of the pixels of each file; raise CannotOpen for the first unread."""
        return self._digests_of("pixels", refs)

    def identity(self, ref: ImageRef) -> DicomIdentity | None:
        """Return patient, study and image as a DICOM file names them; None for other files."""
        request = {"task": "identity", "path": ref.path, "member": ref.member}
        return wire.identity_from(self._ask(request, Urgency.ANSWER)[0])

    def elements(self, ref: ImageRef) -> list[Element]:
        """Return every element of a DICOM file, for a person to read."""
        request = {"task": "elements", "path": ref.path, "member": ref.member}
        return wire.elements_from(self._ask(request, Urgency.ANSWER)[0])

    def segmentation(self, ref: ImageRef) -> Segmentation:
        """Return segments and frames of a DICOM segmentation object."""
        request = {"task": "segmentation", "path": ref.path, "member": ref.member}
        return wire.segmentation_from(self._ask(request, Urgency.ANSWER)[0])

    def process_ids(self) -> list[int]:
        """Return the ids of the reader processes (for tests and the doctor)."""
        return [process.pid for process in self._processes if process.pid is not None]

    def close(self) -> None:
        """End the reader processes; requests still waiting fail."""
        with self._gate:
            self._closed.set()
            for _ in self._threads:
                self._put({}, Urgency.LAST, 0)
        for process in list(self._processes):
            process.end()
        for thread in self._threads:
            thread.join(2)
        with contextlib.suppress(queue.Empty):  # left by a thread that did not end in time
            while True:
                self._orders.get_nowait().answer.cancel()

    def _ask(self, request: Mapping[str, Any], urgency: Urgency) -> Answer:
        """Return the answer to one request, or raise."""
        answer = _result(self._submit(request, urgency, SECONDS))
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _ask_many(
        self, requests: Iterable[Mapping[str, Any]], urgency: Urgency, seconds: float
    ) -> Iterator[Answer | Exception]:
        """Yield the answers in order, with a few requests under way ahead of the consumer."""
        waiting: deque[Future[Answer]] = deque()
        try:
            for request in requests:
                waiting.append(self._submit(request, urgency, seconds))
                if len(waiting) >= AHEAD * self._count or waiting[0].done():
                    yield _result(waiting.popleft())
            while waiting:
                yield _result(waiting.popleft())
        finally:
            for left in waiting:  # the consumer stopped early
                left.cancel()

    def _submit(
        self, request: Mapping[str, Any], urgency: Urgency, seconds: float
    ) -> Future[Answer]:
        """Put a request into the queue, which takes none once the pool closes."""
        with self._gate:
            if not self._closed.is_set():
                return self._put(request, urgency, seconds)
        refused: Future[Answer] = Future()
        refused.cancel()
        return refused

    def _put(self, request: Mapping[str, Any], urgency: Urgency, seconds: float) -> Future[Answer]:
        """Put a request into the queue."""
        order = _Order(urgency, next(self._numbers), request, seconds, Future())
        self._orders.put(order)
        return order.answer

    def _work(self) -> None:
        """Serve requests with one reader process until the pool closes."""
        process = self._started()
        while True:
            order = self._orders.get()
            if order.urgency is Urgency.LAST:
                break
            if order.answer.set_running_or_notify_cancel():
                process = process or self._started()
                self._serve(process, order)
        if process is not None:
            process.close()

    def _started(self) -> ReaderProcess | None:
        """Return a new reader process, or None when the system has no room for one now."""
        try:
            process = ReaderProcess()
        except ReaderFailed:
            return None
        self._processes.append(process)
        return process

    def _serve(self, process: ReaderProcess | None, order: _Order) -> None:
        """Put the answer, or the error, where somebody waits for it."""
        try:
            if self._closed.is_set():
                raise ReaderFailed(CLOSING)
            if process is None:
                raise NoReader(SHORT_OF_MEMORY)
            order.answer.set_result(process.ask(order.request, order.seconds))
        except Exception as error:
            order.answer.set_exception(error)


def _look(places: Iterable[ImageRef]) -> dict[str, Any]:
    """Return a request to look at some files."""
    return {"task": "look", "places": [[place.path, place.member] for place in places]}


def _place(ref: ImageRef) -> tuple[str, str, int]:
    """Return which image is meant."""
    return ref.path, ref.member, ref.frame


def _of(ref: ImageRef, task: str) -> dict[str, Any]:
    """Return a request about one image."""
    return {"task": task, "path": ref.path, "member": ref.member, "frame": ref.frame}


def _checked(answer: Answer | Exception, read: Callable[..., T]) -> T | Exception:
    """Return what an answer holds, or why there is none."""
    if isinstance(answer, Exception):
        return answer
    try:
        return read(*answer)
    except ReaderFailed as error:
        return error


def _looks(answer: Answer | Exception, count: int) -> tuple[list[Any], float] | Exception:
    """Return what a reader saw in `count` files and the seconds it took, or why nothing."""
    if isinstance(answer, Exception):
        return answer
    try:
        return wire.looks_from(answer[0], count)
    except ReaderFailed as error:
        return error


def _result(future: Future[Answer]) -> Answer | Exception:
    """Return the result or the error of a request."""
    try:
        return future.result()
    except CancelledError:
        return ReaderFailed(CLOSING)
    except Exception as error:
        return error
