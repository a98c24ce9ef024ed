"""The library in a SQLite file: one process has it, and it is backed up when due."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from medview.store import backup, database, migrate, schema
from medview.store.access import Access
from medview.store.lock import LibraryLock


class FileAccess(Access):
    """One file and its lock; readers never wait (WAL)."""

    def __init__(self, path: Path) -> None:
        """Open the file, create it, or bring it to this version.

        Raises LibraryBusy (another window has it), LibraryDamaged, LibraryNotWritable.
        """
        self._path = path
        self._lock = LibraryLock(path.with_suffix(".lock"))
        try:
            self._changed = database.was_left_open(path)
            super().__init__(_engine_of(path))
            if self._changed and backup.is_due(path, backup.DAY):
                backup.back_up_quietly(path)  # a session that ends in a crash makes none at its end
        except BaseException:
            self._lock.release()
            raise

    @property
    def where(self) -> str:
        """The path of the file."""
        return str(self._path)

    def faults(self) -> list[str]:
        """Return what SQLite's own checks find."""
        with self.reading() as connection:
            rows = connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars().all()
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        found = [f"The database is damaged: {row}." for row in rows if row != "ok"]
        if orphans:
            found.append(f"{len(orphans)} embeddings belong to no case.")
        return found

    def close(self) -> None:
        """Fold the WAL into the file, back up when due, and leave it to another window."""
        with self._writing:
            self._engine.dispose()
            if self._changed and backup.is_due(self._path):
                backup.back_up_quietly(self._path)
        self._lock.release()

    def _translated(self) -> AbstractContextManager[None]:
        return database.translated(self._path)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._engine.connect() as connection, _transaction(connection):
            self._changed = True
            yield connection

    def _snapshot(self) -> AbstractContextManager[Connection]:
        return self._engine.connect()


@contextmanager
def _transaction(connection: Connection) -> Iterator[None]:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        yield
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        if connection.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
            connection.exec_driver_sql("ROLLBACK")
        raise


def _engine_of(path: Path) -> Engine:
    if not path.exists():
        backup.set_aside(path)
        database.create_file(path)
        return database.connect(path)
    version = database.inspect(path)
    database.must_be_writable(path)
    if version < schema.SCHEMA:
        backup.back_up(path)
        _upgrade(path)
    return database.connect(path)


def _upgrade(path: Path) -> None:
    engine = database.connect(path)
    with database.translated(path), engine.connect() as connection, _transaction(connection):
        migrate.upgrade(connection)
    engine.dispose()
