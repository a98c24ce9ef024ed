"""Backup copies of the library: one a day, the last few kept, made with SQLite's backup API.

https://sqlite.org/backup.html: the copy is consistent even while others write.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

from medview.domain.errors import LibraryDamaged
from medview.store.database import damaged, inspect, integrity_faults
from medview.store.files import sync_folder
from medview.store.lock import LibraryLock

KEPT = 5
HOUR = 3600.0
DAY = 24 * HOUR

log = logging.getLogger(__name__)


def backups(library: Path) -> list[Path]:
    """Return the backups of a library, newest first."""
    folder = library.parent / "backups"
    return sorted(folder.glob(f"{library.stem}-*{library.suffix}"), reverse=True)


def is_due(library: Path, after: float = HOUR) -> bool:
    """True when the newest backup is older than `after` seconds, or there is none."""
    newest = backups(library)[:1]
    return not newest or time.time() - newest[0].stat().st_mtime > after


def back_up(library: Path) -> Path:
    """Copy the library to backups/ under today's date, and drop the oldest copies."""
    target = library.parent / "backups" / f"{library.stem}-{datetime.now():%Y-%m-%d}.sqlite"
    target.parent.mkdir(exist_ok=True)
    temporary = target.with_suffix(".tmp")
    temporary.unlink(missing_ok=True)
    _copy(library, temporary)
    temporary.replace(target)
    sync_folder(target.parent)
    for old in backups(library)[KEPT:]:
        old.unlink()
    return target


def _copy(library: Path, target: Path) -> None:
    with closing(sqlite3.connect(library)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a WAL beside it
        if faults := integrity_faults(copy):
            raise damaged(library, faults[0])


def back_up_quietly(library: Path) -> None:
    """Back up; a full disk then costs the backup, not the session."""
    try:
        back_up(library)
    except (sqlite3.Error, OSError, LibraryDamaged) as error:
        log.warning("The library was not backed up: %s", error)


def restore(library: Path) -> Path:
    """Put the newest sound backup in the place of a damaged library, which is kept beside it.

    Returns the backup used; raises LibraryDamaged when there is none, LibraryBusy when another
    window has the library.
    """
    lock = LibraryLock(library.with_suffix(".lock"))
    try:
        candidate = next((c for c in backups(library) if _is_sound(c)), None)
        if candidate is None:
            raise damaged(library, "there is no sound backup to restore")
        _put_back(candidate, library)
        return candidate
    finally:
        lock.release()


def _put_back(candidate: Path, library: Path) -> None:
    fresh = library.with_name(library.name + ".new")
    fresh.unlink(missing_ok=True)
    _copy(candidate, fresh)
    set_aside(library)
    fresh.replace(library)
    sync_folder(library.parent)


def _is_sound(candidate: Path) -> bool:
    try:
        inspect(candidate)
    except LibraryDamaged:
        return False
    return True


def set_aside(library: Path) -> None:
    """Rename a library and its WAL out of the way: a WAL must never meet another database."""
    stamp = f"{datetime.now():%Y-%m-%d-%H%M%S}"
    for part in ("", "-wal", "-shm"):
        path = _beside(library, part)
        if path.exists():
            path.replace(library.with_name(f"{library.stem}-damaged-{stamp}.sqlite{part}"))


def _beside(library: Path, ending: str) -> Path:
    return library.with_name(library.name + ending)
