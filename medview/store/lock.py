"""One library, one process: a lock the operating system drops when the process ends."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from medview.domain.errors import LibraryBusy, LibraryNotWritable

if sys.platform == "win32":
    import msvcrt

    def _lock(stream: IO[bytes]) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(stream: IO[bytes]) -> None:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


class LibraryLock:
    """An exclusive lock on a file beside the library, held until `release` or the process ends.

    The file stays behind: only the lock on it counts, so kill -9 leaves nothing to clean up.
    """

    def __init__(self, path: Path) -> None:
        """Take the lock, or raise LibraryBusy or LibraryNotWritable."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._stream = path.open("ab")
        except OSError as error:
            raise LibraryNotWritable(
                f"The folder of the library cannot be written: {error.strerror or error}.",
                hint=f"Check the rights and the free space of {path.parent}.",
            ) from error
        self._take()

    def _take(self) -> None:
        try:
            _lock(self._stream)
        except OSError as error:
            self._stream.close()
            raise LibraryBusy(
                "Another MedView window has this library open.",
                hint="Use that window, or close it and try again.",
            ) from error

    def release(self) -> None:
        """Give the library free for another process."""
        self._stream.close()
