"""A library moves to another place, whole or not at all; the old one stays as it is.

Everything is copied in one transaction of the new place and then read again there: the number of
rows and a digest over all of them must be those of the old place, or nothing is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from sqlalchemy import Connection, Table, func, insert, select, text, update

from medview.domain.case import printable
from medview.domain.errors import LibraryError
from medview.store.library import Library
from medview.store.rows import canonical
from medview.store.schema import alembic_version, library_state, metadata
from medview.store.types import SERVER

AT_ONCE = 500  # rows that are in memory at a time

# In an order in which a row's case, worklist or study is there before it.
TABLES = [t for t in metadata.sorted_tables if t not in (alembic_version, library_state)]

Row = dict[str, Any]
Told = Callable[[int, int], None]


def move(source: Library, target: Library, tell: Told = lambda done, total: None) -> dict[str, int]:
    """Copy a library into an empty one; return how many rows each table has.

    Nobody writes into either meanwhile. `tell` hears how many rows of how many are done, and may
    raise to stop: nothing is kept then. Raises LibraryError when the target holds anything, or
    what arrived is not what left.
    """
    with source.access.writing() as old, target.access.writing() as new:
        _must_be_empty(new)
        counts = {table.name: _count(old, table) for table in TABLES}
        total, done = 2 * sum(counts.values()), 0
        sent: dict[str, str] = {}

        def passed(rows: Sequence[Row]) -> None:
            nonlocal done
            done += len(rows)
            tell(done, total)

        for table in TABLES:
            sent[table.name] = _digest(old, table, partial(new.execute, insert(table)), passed)
        _carry_numbers(old, new)
        for table in TABLES:
            arrived = _digest(new, table, passed)
            if _count(new, table) != counts[table.name] or arrived != sent[table.name]:
                raise LibraryError(
                    f"What arrived of '{table.name}' is not what was sent.",
                    hint="Nothing was kept there, and the library is where it was. Try again.",
                )
    return counts


def digests(connection: Connection) -> dict[str, str]:
    """Return a digest over all rows of each table, the same on both databases."""
    return {table.name: _digest(connection, table) for table in TABLES}


def _digest(connection: Connection, table: Table, *takers: Callable[[list[Row]], object]) -> str:
    """Return a digest over all rows of a table; each of `takers` is handed every portion."""
    digest = hashlib.sha256()
    for rows in _portions(connection, table):
        for take in takers:
            take(rows)
        _add(digest, rows)
    return digest.hexdigest()


def _must_be_empty(connection: Connection) -> None:
    for table in TABLES:
        if connection.execute(select(table).limit(1)).first() is not None:
            raise LibraryError(
                "There is a library at the new place already.",
                hint="Give an empty database, or a file that is not there yet.",
            )


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _portions(connection: Connection, table: Table) -> Iterator[list[Row]]:
    """Yield the rows of a table in the order of its key, some at a time."""
    query = select(table).order_by(*table.primary_key.columns)
    found = connection.execute(query, execution_options={"yield_per": AT_ONCE}).mappings()
    for rows in found.partitions():
        yield [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> Any:
    """Return a value as both databases keep it: a file would also keep text with a NUL."""
    return printable(value) if isinstance(value, str) else value


def _add(digest: Any, rows: Sequence[Row]) -> None:
    for row in rows:
        plain = {
            name: value.astype("<f4").tobytes().hex() if isinstance(value, np.ndarray) else value
            for name, value in row.items()
        }
        digest.update(canonical(plain).encode() + b"\n")


def _carry_numbers(old: Connection, new: Connection) -> None:
    """Go on with the numbers where they were: none that was given is given again."""
    newest = old.execute(select(library_state.c.last_event)).scalar_one()
    new.execute(update(library_state).values(last_event=newest))
    for table in TABLES:
        key = table.autoincrement_column
        if key is not None and (highest := _highest(old, table, key.name)):
            _go_on_from(new, table, key.name, highest)


def _highest(connection: Connection, table: Table, key: str) -> int:
    """Return the highest number a table ever gave to a row, 0 when it gave none."""
    if connection.dialect.name == SERVER:
        name = connection.execute(
            text("SELECT pg_get_serial_sequence(:table, :key)"), {"table": table.name, "key": key}
        ).scalar_one()
        row = connection.exec_driver_sql(f"SELECT last_value, is_called FROM {name}").one()
        given = int(row.last_value) if row.is_called else 0
    else:
        query = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
        given = int(connection.execute(query, {"table": table.name}).scalar() or 0)
    held = connection.execute(select(func.max(table.c[key]))).scalar() or 0
    return max(given, int(held))


def _go_on_from(connection: Connection, table: Table, key: str, highest: int) -> None:
    given = {"table": table.name, "highest": highest}
    if connection.dialect.name == SERVER:
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, :key), :highest)"),
            given | {"key": key},
        )
    elif table.dialect_options["sqlite"]["autoincrement"]:
        query = "UPDATE sqlite_sequence SET seq = :highest WHERE name = :table"
        if not connection.execute(text(query), given).rowcount:
            query = "INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :highest)"
            connection.execute(text(query), given)
