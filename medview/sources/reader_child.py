"""The reader process: takes one request at a time, decodes, answers; knows no window."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import sys
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from multiprocessing.shared_memory import SharedMemory

    import numpy as np

Task = Callable[..., Any]
Arrays: TypeAlias = "np.ndarray[Any, Any] | list[np.ndarray[Any, Any]]"
IDLE = 0.05  # seconds without a request
INLINE = 256 * 1024  # bytes; below that a pipe is quicker than shared memory
# Shared memory up to this size serves for the next answer too: new pages cost more than decoding.
LASTING = 8 * 1024 * 1024
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # of mallopt, as malloc.h has them
KEPT_FREE = 64 * 1024 * 1024  # bytes
LARGEST_KEPT = 32 * 1024 * 1024  # bytes, the most that mallopt takes


def serve(line: Connection) -> None:
    """Answer requests until the window's side hangs up.

    Libraries are imported here and not above: this module is loaded by the window's side too.
    """
    # One thread per reader: there are as many readers as cores.
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    from medview.sources import confinement

    confinement.silence()
    from medview.sources import reader_tasks

    _keep_freed_memory()
    confinement.limit_memory()
    confinement.forbid_side_effects()
    line.send_bytes(b"ready")
    room = Room()
    with contextlib.suppress(EOFError, OSError):  # the window's side hung up
        while line.poll(IDLE):
            _serve_one(line, reader_tasks.TASKS, room, is_warm=False)
        reader_tasks.warm_up()  # idle for the first time: load the rest before it is asked for
        gc.freeze()  # libraries are no garbage: do not look through them again and again
        confinement.limit_memory()
        while True:
            _serve_one(line, reader_tasks.TASKS, room, is_warm=True)


def _keep_freed_memory() -> None:
    """Let the C library keep freed arrays for the next: new pages cost more than the decoding.

    By itself glibc gives them back to the system after each slice; others have no mallopt.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(M_MMAP_THRESHOLD, LARGEST_KEPT)
        library.mallopt(M_TRIM_THRESHOLD, KEPT_FREE)


def _serve_one(line: Connection, tasks: Mapping[str, Task], room: Room, *, is_warm: bool) -> None:
    """Answer the next request.

    `is_warm` goes with the answer: until then a request may load libraries first.
    """
    request = json.loads(line.recv_bytes())
    memory = request.pop("memory")
    answer, array = _answer(tasks[request.pop("task")], request)
    answer = answer | {"is_warm": is_warm}
    if array is None:
        line.send_bytes(json.dumps(answer).encode())
    else:
        _send_array(line, answer, array, memory, room)


def _answer(task: Task, request: dict[str, Any]) -> tuple[dict[str, Any], Arrays | None]:
    """Return what a task says; whatever it raises becomes an error in words."""
    from medview.sources import wire

    try:
        result = task(**request)
    except Exception as error:
        return wire.refusal(error), None
    return result if isinstance(result, tuple) else (result, None)


def _send_array(
    line: Connection, answer: dict[str, Any], array: Arrays, memory: str, room: Room
) -> None:
    """Send an answer with its array: small ones through the pipe, large ones in shared memory.

    A list of arrays of one shape goes as one array of one more dimension.
    """
    from medview.sources import wire

    parts = array if isinstance(array, list) else [array]
    shape = (len(parts), *parts[0].shape) if isinstance(array, list) else array.shape
    is_large = sum(part.nbytes for part in parts) > INLINE
    place = room.put(parts, memory) if is_large else ""
    answer = answer | {"array": wire.array_to_json(shape, parts[0].dtype), "memory": place}
    line.send_bytes(json.dumps(answer).encode())
    if not place:
        line.send_bytes(b"".join(part.tobytes() for part in parts))


class Room:
    """The shared memory of the last large answer; the side that asked takes it away."""

    def __init__(self) -> None:
        """Start with none."""
        self._shared: SharedMemory | None = None

    def put(self, parts: list[np.ndarray[Any, Any]], name: str) -> str:
        """Return where a copy of arrays of one shape lies, one after the other.

        That is where the last one lay, or a new place, `name`; "" where the system has no room.
        """
        import numpy as np

        size = sum(part.nbytes for part in parts)
        if self._shared is None or not size <= self._shared.size <= LASTING:
            self._shared = self._made(name, size)
        if self._shared is None:
            return ""
        shape = (len(parts), *parts[0].shape)
        np.stack(parts, out=np.ndarray(shape, parts[0].dtype, self._shared.buf))
        return self._shared.name

    def _made(self, name: str, size: int) -> SharedMemory | None:
        """Return new shared memory in place of the last."""
        from multiprocessing.shared_memory import SharedMemory

        if self._shared is not None:
            self._shared.close()
        if _has_little_room(size):
            return None
        try:
            return SharedMemory(name, create=True, size=size)
        except OSError:
            return None


def _has_little_room(size: int) -> bool:
    """Return True where shared memory would overflow: writing beyond it ends in a bus error.

    Containers often give /dev/shm 64 MB.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        room = os.statvfs("/dev/shm")
    except OSError:
        return True
    return room.f_bavail * room.f_frsize < 2 * size
