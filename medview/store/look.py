"""A place for a library is tried as opening would, and left as it was."""

from __future__ import annotations

import os
from pathlib import Path

from medview.domain.errors import LibraryError, LibraryNotWritable
from medview.domain.library_place import FoundLibrary
from medview.store import database, schema, server
from medview.store.address import Place, ServerAddress
from medview.store.lock import is_locked, library_is_busy


def look_at(place: Place) -> FoundLibrary:
    """Return what is at a place that a library can be opened or made at.

    Raises LibraryError as opening it would: LibraryUnreachable, LibraryNotWritable, LibraryBusy,
    LibraryDamaged. Nothing is made there; on a server, what was tried is rolled back.
    """
    return server.look_at(place) if isinstance(place, ServerAddress) else _look_at_file(place)


def _look_at_file(path: Path) -> FoundLibrary:
    if path.is_dir():
        raise LibraryError(
            f"{path} is a folder, and a library is a file.",
            hint="Give a file in it, like 'library.sqlite'.",
        )
    if not path.exists():
        _must_be_writable(_nearest_folder(path))
        return FoundLibrary(str(path))
    if is_locked(path.with_suffix(".lock")):
        raise library_is_busy()
    version = database.inspect(path)
    database.must_be_writable(path)
    cases = database.count_cases(path)
    return FoundLibrary(str(path), cases=cases, is_older=version < schema.SCHEMA)


def _nearest_folder(path: Path) -> Path:
    """Return the folder a new file's own folders would be made in."""
    return next(folder for folder in path.parents if folder.exists())


def _must_be_writable(folder: Path) -> None:
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise LibraryNotWritable(
            f"{folder} is read-only.", hint="Ask for the right to write there."
        )
