"""Inserting what may be there already: both databases know ON CONFLICT, each by its own name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.dml import Insert

from medview.store.types import SERVER

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def insert_new(connection: Connection, table: Table) -> Insert:
    """Return an insert that leaves alone what is there already."""
    return _insert(connection, table).on_conflict_do_nothing()


def insert_or_replace(
    connection: Connection,
    table: Table,
    keys: Sequence[str],
    replaced: Iterable[str] | Mapping[str, Any],
) -> Insert:
    """Return an insert that, where a row has the same `keys`, replaces those columns of it.

    `replaced`: columns that take what was to be inserted, or columns and what they take instead.
    """
    statement = _insert(connection, table)
    if not isinstance(replaced, Mapping):
        replaced = {name: statement.excluded[name] for name in replaced}
    return statement.on_conflict_do_update(index_elements=list(keys), set_=dict(replaced))


def _insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    if connection.dialect.name != SERVER:
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # 50 ms that one machine alone is spared

    return postgresql.insert(table)
