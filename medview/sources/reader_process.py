"""One reader process as the window's side sees it: ask, wait at most so long, replace when dead."""

from __future__ import annotations

import contextlib
import itertools
import json
import multiprocessing
import os
import threading
from collections.abc import Mapping
from multiprocessing.connection import Connection, wait
from multiprocessing.shared_memory import SharedMemory
from typing import Any

import numpy as np

from medview.domain.errors import CannotOpen, NoReader, ReaderFailed
from medview.sources import reader_child, wire

START_SECONDS = 30.0  # a cold disk and a busy machine; a warm start takes a fifth of a second
# Until a reader has loaded its libraries, a request may wait for them: on a cold disk, or beside
# other work, longer than for any file.
COLD_SECONDS = 10.0
CLOSING = "MedView is closing."
SHORT_OF_MEMORY = "Close other programs: the computer is short of memory."
Answer = tuple[Mapping[str, Any], "np.ndarray[Any, Any] | None"]

_numbers = itertools.count()


class ReaderProcess:
    """A child that decodes files, one at a time, for one thread of the window's process.

    Only that thread closes the line and the memory: what two threads close may by then be
    another file of the process. Others `end` it.
    """

    def __init__(self) -> None:
        """Start the child; it is ready a moment later."""
        self._shared: SharedMemory | None = None  # where the child puts large answers
        self._gate = threading.Lock()  # between starting a child and ending it for good
        self._is_ended = False
        self._start()

    def _start(self) -> None:
        """Start a child, or raise ReaderFailed where there is no room for one, or after `end`."""
        with self._gate:
            if self._is_ended:
                raise ReaderFailed(CLOSING)
            self._start_child()

    def _start_child(self) -> None:
        self._is_ready = self._is_warm = False
        # spawn on every system: a fork would copy the window's threads and locks mid-flight.
        context = multiprocessing.get_context("spawn")
        try:
            self._line, theirs = context.Pipe()
            with theirs:
                self._process = context.Process(
                    target=reader_child.serve, args=(theirs,), name="medview-reader", daemon=True
                )
                self._process.start()
        except OSError as error:
            raise NoReader(SHORT_OF_MEMORY) from error

    @property
    def pid(self) -> int | None:
        """Return the process id of the child, None when it could not be started."""
        return self._process.pid

    def ask(self, request: Mapping[str, Any], seconds: float) -> Answer:
        """Return the answer; raise the error the reader told of, or ReaderFailed.

        After a crash or when time is up the child is replaced, and the next file goes on.
        """
        self._await_ready()
        limit = seconds if self._is_warm else seconds + COLD_SECONDS
        memory = f"mv{os.getpid():x}-{next(_numbers):x}"
        self._send(dict(request) | {"memory": memory})
        try:
            return self._receive(memory, limit)
        except TimeoutError as error:  # before OSError, which it is a kind of
            self._replace(memory)
            raise ReaderFailed(
                f"Reading this file took longer than {limit:g} seconds and was stopped.",
                hint="The file may be damaged; export it again.",
            ) from error
        except (EOFError, OSError, ValueError) as error:  # gone, or what it says is no answer
            self._replace(memory)
            raise ReaderFailed(
                "Reading this file crashed its reader process, or took more memory than allowed.",
                hint="The file is damaged or malicious; nothing else was affected.",
            ) from error

    def _await_ready(self) -> None:
        """Wait for the child's first word; start it again, once, where it died while idle.

        One that says nothing for so long is not waited for again.
        """
        for _ in range(2):
            if self.pid is None:  # there was no room for it the last time
                self._start()
            if self._is_ready and self._process.is_alive():
                return
            try:
                self._is_ready = self._is_ready_word(START_SECONDS)
            except TimeoutError:  # before OSError, which it is a kind of
                self._replace("")
                break
            except (EOFError, OSError):
                self._is_ready = False
            if self._is_ready:
                return
            self._replace("")
        raise NoReader("Run `medview doctor`, or install MedView again.")

    def _is_ready_word(self, seconds: float) -> bool:
        """Return True when the next message is the greeting."""
        return not self._is_ready and self._next(seconds) == b"ready"

    def _send(self, request: Mapping[str, Any]) -> None:
        """Send a request; a child that died since is replaced once."""
        data = json.dumps(request, default=list).encode()
        try:
            self._line.send_bytes(data)
        except OSError:
            self._replace("")
            self._await_ready()
            self._line.send_bytes(data)

    def _receive(self, memory: str, seconds: float) -> Answer:
        """Return the answer with its array, if it has one."""
        answer = wire.loads(self._next(seconds))
        self._is_warm = answer.get("is_warm") is True
        if "error" in answer:
            raise wire.error_from_json(answer)
        if "array" not in answer:
            return answer, None
        if place := answer.get("memory"):
            return answer, self._taken(answer["array"], str(place), memory)
        return answer, wire.array_from_bytes(answer["array"], self._next(seconds))

    def _taken(self, value: Mapping[str, Any], place: str, memory: str) -> np.ndarray[Any, Any]:
        """Return a copy of an array in shared memory: in that of the last answer, or in `memory`.

        What is too large to last is freed at once; see reader_child.LASTING.
        """
        if self._shared is None or place != self._shared.name:
            if place != memory:
                raise ReaderFailed("The reader sent something that is not an image.")
            self._free()
            self._shared = SharedMemory(memory)
        try:
            return wire.array_from_bytes(value, self._shared.buf)
        finally:
            if self._shared.size > reader_child.LASTING:
                self._free()

    def _free(self) -> None:
        """Give back the shared memory of the last answer."""
        shared, self._shared = self._shared, None
        if shared is not None:
            with contextlib.suppress(OSError):
                shared.close()
                shared.unlink()

    def _next(self, seconds: float) -> bytes:
        """Return the next message; raise TimeoutError, or EOFError when the child is gone."""
        ready = wait([self._line, self._process.sentinel], timeout=seconds)
        if not ready:
            raise TimeoutError
        if self._line in ready or self._line.poll():
            return self._line.recv_bytes()
        raise EOFError

    def _replace(self, memory: str) -> None:
        """End the child, free what it may have left, and start another."""
        self.close()
        if memory:
            with contextlib.suppress(OSError, CannotOpen):
                _discard(memory)
        self._start()

    def end(self) -> None:
        """End the child for good, from any thread: who waits for its answer gets ReaderFailed."""
        with self._gate:
            self._is_ended = True
            if self.pid is not None:
                self._process.kill()

    def close(self) -> None:
        """End the child, if there is one, and free what it held; only for the thread that asks."""
        if self.pid is not None:
            self._process.kill()
            self._process.join(5)
        self._free()
        self._line.close()


def _discard(memory: str) -> None:
    """Free the shared memory a dead child may have left."""
    shared = SharedMemory(memory)
    shared.close()
    shared.unlink()


__all__ = ["Connection", "ReaderProcess"]
