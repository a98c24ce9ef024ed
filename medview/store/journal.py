"""A file of JSON lines that is only ever added to; a line a crash cut short is passed over."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


class Journal:
    """What happened, one JSON object a line, oldest first."""

    def __init__(self, path: Path) -> None:
        """Name the file; it need not be there yet."""
        self.path = path

    def add(self, entry: Mapping[str, Any]) -> None:
        """Add one line, durably before this returns. Raises OSError, and what was there stays."""
        line = json.dumps(entry, ensure_ascii=True).encode() + b"\n"
        with self.path.open("ab+", buffering=0) as stream:
            stream.write(line if _ends_whole(stream.fileno()) else b"\n" + line)
            os.fsync(stream.fileno())

    def entries(self) -> list[dict[str, Any]]:
        """Return the whole lines, [] where there is no file."""
        return list(self._whole_lines())

    def stamp(self) -> tuple[int, int]:
        """Return size and time of the file: while they are the same, so are the entries."""
        try:
            found = self.path.stat()
        except OSError:
            return 0, 0
        return found.st_size, found.st_mtime_ns

    def _whole_lines(self) -> Iterator[dict[str, Any]]:
        try:
            content = self.path.read_bytes()
        except OSError:
            return
        for line in content.splitlines():
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if isinstance(entry, dict):
                yield entry


def _ends_whole(descriptor: int) -> bool:
    """Return False where the file ends amid a line."""
    size = os.fstat(descriptor).st_size
    if not size:
        return True
    os.lseek(descriptor, -1, os.SEEK_END)
    return os.read(descriptor, 1) == b"\n"
