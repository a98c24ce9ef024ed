"""Reading and writing the library's file from many threads.

Readers never wait (WAL); writers queue up behind one lock, and a thread inside a transaction
sees its own writes.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from medview.store import backup, database, schema


class _Thread(threading.local):
    connection: Connection | None = None


class Access:
    """The engine of one library file, and who is writing."""

    def __init__(self, path: Path) -> None:
        """Open the file, create it, or bring it to this version; see database for the errors."""
        self.path = path
        self._changed = database.was_left_open(path)
        self._engine = _engine_of(path)
        if self._changed and backup.is_due(path, backup.DAY):
            backup.back_up_quietly(path)  # a session that ends in a crash makes none at its end
        self._writing = threading.RLock()
        self._thread = _Thread()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection inside a transaction: this thread's, or one of its own."""
        if self._thread.connection is not None:
            yield self._thread.connection
            return
        with (
            self._writing,
            database.translated(self.path),
            self._engine.connect() as connection,
            transaction(connection),
        ):
            self._changed = True
            self._thread.connection = connection
            try:
                yield connection
            finally:
                self._thread.connection = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees what is committed, and this thread's own writes."""
        if self._thread.connection is not None:
            yield self._thread.connection
            return
        with database.translated(self.path), self._engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Fold the WAL into the file, and back up when due."""
        with self._writing:
            self._engine.dispose()
            if self._changed and backup.is_due(self.path):
                backup.back_up_quietly(self.path)


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Commit what the block did, or take all of it back."""
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
        _upgrade(path, version)
    return database.connect(path)


def _upgrade(path: Path, version: int) -> None:
    engine = database.connect(path)
    with database.translated(path), engine.connect() as connection, transaction(connection):
        schema.upgrade(connection, version)
    engine.dispose()
