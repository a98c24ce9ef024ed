"""The library on a server, which several windows share.

One writes at a time, over all windows, as in a file; readers see one moment and never wait. What
windows wrote is counted, so that the others see that there is something new.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, select, update

from medview.store import server
from medview.store.access import Access
from medview.store.address import ServerAddress
from medview.store.schema import library_state


class ServerAccess(Access):
    """The connections of one window to one server."""

    def __init__(self, address: ServerAddress) -> None:
        """Open the library, create it, or bring it to this version; see server for the errors."""
        self.address = address
        super().__init__(server.open_library(address))
        self._reader = self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        self._seen_lock = threading.Lock()
        self._seen = self._revision()

    @property
    def where(self) -> str:
        """The address, and what the server is."""
        with self.reading() as connection:
            return f"{self.address} ({server.described(connection)})"

    @property
    def is_shared(self) -> bool:
        """True: that is what a server is for."""
        return True

    def changed_elsewhere(self) -> bool:
        """Return True once after other windows wrote."""
        newest = self._revision()
        with self._seen_lock:
            changed = newest > self._seen
            self._seen = max(newest, self._seen)
        return changed

    @contextmanager
    def autocommit(self) -> Iterator[Connection]:
        """Yield a connection outside any transaction, for what takes minutes."""
        with self._translated(), self._engine.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")

    def faults(self) -> list[str]:
        """Return nothing: the server checks its pages and keys itself, whenever it reads them."""
        return []

    def close(self) -> None:
        """Give the connections back."""
        with self._writing:
            self._engine.dispose()

    def _revision(self) -> int:
        with self.reading() as connection:
            return int(connection.execute(select(library_state.c.revision)).scalar_one())

    def _translated(self) -> AbstractContextManager[None]:
        return server.translated(self.address)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            server.take_turn(connection)
            yield connection
            written = self._count(connection)
        with self._seen_lock:
            if written == self._seen + 1:  # nobody else wrote in between
                self._seen = written

    def _count(self, connection: Connection) -> int:
        newer = update(library_state).values(revision=library_state.c.revision + 1)
        return int(connection.execute(newer.returning(library_state.c.revision)).scalar_one())

    @contextmanager
    def _snapshot(self) -> Iterator[Connection]:
        with self._reader.connect() as connection:
            yield connection
