"""Walking folders lazily: links that lead in circles, pipes and devices are seen, not entered."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from medview.domain.case import Problem
from medview.sources.cases import shown

_DEBRIS = (".ds_store", "thumbs.db", "desktop.ini", ".directory")


def walk(root: Path) -> Iterator[Path | Problem]:
    """Yield each regular file under `root` (or `root` itself), and each thing that is left out.

    Folders are listed one at a time, so that the first files come at once from a large tree.
    """
    yield from _visit(os.path.abspath(root), set())


def _visit(path: str, seen: set[tuple[int, int]]) -> Iterator[Path | Problem]:
    """Yield what is at `path`; folders visited before are not entered again."""
    waiting = [path]
    while waiting:
        here = waiting.pop()
        try:
            status = os.stat(here)
        except OSError as error:
            yield Problem(shown(here), _unreachable(here, error))
            continue
        if stat.S_ISREG(status.st_mode):
            yield Path(here)
        elif not stat.S_ISDIR(status.st_mode):
            yield Problem(shown(here), "This is a pipe or a device, not a file: it was left out.")
        elif (status.st_dev, status.st_ino) not in seen:
            seen.add((status.st_dev, status.st_ino))
            try:
                waiting += reversed(_entries(here))
            except OSError as error:
                yield Problem(shown(here), _unreachable(here, error))


def _entries(folder: str) -> list[str]:
    """Return the paths in a folder, in the order a person would put them."""
    names = [name for name in os.listdir(folder) if not _is_debris(name)]
    return [os.path.join(folder, name) for name in sorted(names, key=natural)]


def _is_debris(name: str) -> bool:
    """Return True for what systems leave in folders."""
    return name.lower() in _DEBRIS or name.startswith("._")


def natural(name: str) -> list[tuple[bool, int, str]]:
    """Return a sort key in which im2 comes before im10."""
    return [
        (False, int(part[:18]), "") if part.isdecimal() else (True, 0, part.lower())
        for part in re.split(r"(\d+)", name)
        if part
    ]


def _unreachable(path: str, error: OSError) -> str:
    """Return why something in a folder cannot be reached."""
    if isinstance(error, PermissionError):
        return "You have no permission to read this."
    if os.path.islink(path):
        return "The link leads nowhere."
    if isinstance(error, FileNotFoundError):
        return "The file is not there (any more)."
    return "The file system cannot read this."
