"""Reading and writing the library from many threads, in a file or on a server.

Readers never wait; of the writers of a window one writes at a time, and a thread inside a
transaction sees its own writes.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, Engine


class _Thread(threading.local):
    connection: Connection | None = None


class Access(ABC):
    """The engine of one library, and who is writing."""

    def __init__(self, engine: Engine) -> None:
        """Take an engine on a library that is sound and of this version."""
        self._engine = engine
        self._writing = threading.RLock()
        self._thread = _Thread()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection inside a transaction: this thread's, or one of its own."""
        if self._thread.connection is not None:
            yield self._thread.connection
            return
        with self._writing, self._translated(), self._transaction() as connection:
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
        with self._translated(), self._snapshot() as connection:
            yield connection

    def changed_elsewhere(self) -> bool:
        """Return True once after other windows wrote; a file has one window."""
        return False

    @property
    @abstractmethod
    def where(self) -> str:
        """Where the library is, in words for a person, without any password."""

    @property
    def is_shared(self) -> bool:
        """True when several windows may have it at once."""
        return False

    @abstractmethod
    def faults(self) -> list[str]:
        """Return what the database itself finds wrong, one sentence each."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the library."""

    @abstractmethod
    def _translated(self) -> AbstractContextManager[None]:
        """Turn errors of the database into those of the library."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[Connection]:
        """Commit what the block did, or take all of it back."""

    @abstractmethod
    def _snapshot(self) -> AbstractContextManager[Connection]:
        """Yield a connection that only reads."""
