"""Opening the SQLite file of the library: look first, change nothing that is not ours.

WAL with synchronous=FULL: a commit that returned is on the disk (https://sqlite.org/wal.html).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from medview.domain.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryNotWritable,
)
from medview.store import migrate, schema
from medview.store.append_only import TRIGGERS
from medview.store.files import sync_folder

BUSY_SECONDS = 10
# A whole check of a library reads every page (measured 0.4 s for 100 MB): done at once below this
# size or after a crash, and by `verify` otherwise, so that a big library still opens at once.
QUICK_CHECK_BYTES = 32 * 2**20

_NOT_WRITABLE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def library_error(error: sqlite3.Error, path: Path) -> LibraryError:
    """Return what an error of SQLite means to the person at the screen."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # primary code of an extended one
    if code in _NOT_WRITABLE:
        return LibraryNotWritable(
            f"The library could not be written ({error}).",
            hint=f"Free some disk space or check the rights of {path.parent}. "
            "Everything saved before is kept.",
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryBusy("Another program is using the library.", hint="Close it and try again.")
    if code in _DAMAGED:
        return damaged(path, str(error))
    return LibraryError(f"The library answered with an error ({error}).", hint="Try again.")


def damaged(path: Path, what: str) -> LibraryDamaged:
    """Return the error of a file that is no sound library, naming the newest backup."""
    backups = sorted((path.parent / "backups").glob(f"{path.stem}-*{path.suffix}"))
    hint = (
        "It was left as it is. 'medview doctor --restore' puts the backup "
        f"{backups[-1].name} in its place."
        if backups
        else f"It was left as it is. Move {path.name} away, and MedView starts a new library."
    )
    return LibraryDamaged(f"{path.name} cannot be used as a library: {what}.", hint=hint)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and SQLAlchemy into those of the library."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise library_error(error.orig, path) from error
        raise
    except sqlite3.Error as error:
        raise library_error(error, path) from error


def was_left_open(path: Path) -> bool:
    """True when the last process ended without closing: its WAL is still there."""
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def inspect(path: Path) -> int:
    """Return the schema version of an existing library file, which is only read.

    Raises LibraryDamaged: empty, cut, overwritten, of another program or of a newer MedView.
    """
    if path.stat().st_size == 0:
        raise damaged(path, "the file is empty")
    thorough = was_left_open(path) or path.stat().st_size < QUICK_CHECK_BYTES
    with translated(path), closing(_read_only(path)) as connection:
        return _inspect(connection, path, thorough)


def count_cases(path: Path) -> int:
    """Return how many cases a library file that was inspected holds; it is only read."""
    with translated(path), closing(_read_only(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM cases").fetchone()[0])


def _inspect(connection: sqlite3.Connection, path: Path, thorough: bool) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > schema.SCHEMA:
        raise damaged(path, "it was written by a newer version of MedView; update this one")
    if connection.execute("PRAGMA application_id").fetchone()[0] != migrate.APPLICATION_ID:
        raise damaged(path, "it is the file of another program")
    if version < migrate.FIRST:
        raise damaged(path, "no version of MedView wrote it to its end")
    master = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    if strange := strange_objects(master):
        raise damaged(path, f"it holds parts MedView never made ({', '.join(strange[:3])})")
    if thorough and (faults := integrity_faults(connection)):
        raise damaged(path, faults[0])
    if version == schema.SCHEMA and (missing := missing_tables(master)):
        raise damaged(path, f"parts are missing ({', '.join(missing[:3])})")
    return version


def strange_objects(master: list[tuple[str, str, str | None]]) -> list[str]:
    """Return the names of tables, views and triggers MedView did not make.

    `master` holds (type, name, sql) of sqlite_master. A trigger or a view can change what a
    harmless statement does (https://sqlite.org/security.html), so a file with others is refused.
    """
    tables = {*schema.metadata.tables, "sqlite_sequence"}
    return [
        name
        for kind, name, sql in master
        if (kind == "table" and name not in tables)
        or kind == "view"
        or (kind == "trigger" and TRIGGERS.get(name) != sql)
    ]


def missing_tables(master: list[tuple[str, str, str | None]]) -> list[str]:
    """Return the tables and triggers a library of this version must have and has not."""
    names = {name for _, name, _ in master}
    return sorted({*schema.metadata.tables, *TRIGGERS} - names)


def integrity_faults(connection: sqlite3.Connection) -> list[str]:
    """Return what SQLite's own check finds; an empty list is a sound file."""
    rows = connection.execute("PRAGMA quick_check(5)").fetchall()
    return [str(row[0]).replace("\n", " ") for row in rows if row[0] != "ok"]


def _read_only(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def must_be_writable(path: Path) -> None:
    """Raise LibraryNotWritable when the file or its folder may not be written."""
    for place in (path, path.parent):
        if not os.access(place, os.W_OK):
            raise LibraryNotWritable(
                f"{place} is read-only.", hint="Ask for the right to write there."
            )


def create_file(path: Path) -> None:
    """Create a new library beside its place and move it there whole."""
    fresh = path.with_name(path.name + ".new")
    for ending in ("", "-wal", "-shm"):
        fresh.with_name(fresh.name + ending).unlink(missing_ok=True)
    engine = connect(fresh)
    with translated(path), engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        migrate.create(connection)
        connection.exec_driver_sql("COMMIT")
    engine.dispose()  # the last connection folds the WAL into the file
    fresh.replace(path)
    sync_folder(path.parent)


def connect(path: Path) -> Engine:
    """Return an engine whose connections are in autocommit: the library begins and commits."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),  # a folder may be called "100% ?#"
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        isolation_level="AUTOCOMMIT",
    )
    event.listen(engine, "connect", _set_up)
    return engine


def _set_up(connection: Any, _record: object) -> None:
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
