"""One library, one run, one process: locks the operating system drops when the process ends."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import IO

from medview.domain.errors import LibraryBusy, LibraryNotWritable

if sys.platform == "win32":
    import msvcrt

    def _lock(stream: IO[bytes]) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

    _look = _lock

else:
    import fcntl

    def _lock(stream: IO[bytes]) -> None:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _look(stream: IO[bytes]) -> None:
        """Take the lock beside others that look, so that they do not see each other."""
        fcntl.flock(stream.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)


class ProcessLock:
    """An exclusive lock on a file, held until `release` or until the process ends.

    The file stays behind: only the lock on it counts, so kill -9 leaves nothing to clean up.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, and make it where there is none; raise OSError when that fails."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._stream = path.open("ab")

    def take(self, seconds: float = 0.0) -> bool:
        """Take the lock within `seconds`; return False, and close, when another process has it."""
        end = time.monotonic() + seconds
        while True:
            try:
                _lock(self._stream)
                return True
            except OSError:
                if time.monotonic() >= end:
                    self._stream.close()
                    return False
            time.sleep(0.02)

    def release(self) -> None:
        """Give the lock free for another process."""
        self._stream.close()


def is_locked(path: Path) -> bool:
    """Return True while a process holds the lock of a file.

    For the moment of the look nobody can take it: who needs it tries for a while.
    """
    try:
        stream = path.open("rb")
    except OSError:
        return False
    with stream:
        try:
            _look(stream)
        except OSError:
            return True
    return False


def library_is_busy() -> LibraryBusy:
    """Return the error of a library that another process has."""
    return LibraryBusy(
        "Another MedView window has this library open.",
        hint="Use that window, or close it and try again.",
    )


class LibraryLock:
    """The lock beside the library, held until `release` or until the process ends."""

    def __init__(self, path: Path) -> None:
        """Take the lock, or raise LibraryBusy or LibraryNotWritable."""
        try:
            self._lock = ProcessLock(path)
        except OSError as error:
            raise LibraryNotWritable(
                f"The folder of the library cannot be written: {error.strerror or error}.",
                hint=f"Check the rights and the free space of {path.parent}.",
            ) from error
        if not self._lock.take():
            raise library_is_busy()

    def release(self) -> None:
        """Give the library free for another process."""
        self._lock.release()
