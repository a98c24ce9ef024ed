"""New libraries, and how an older one becomes a newer one: revisions of Alembic, on both databases.

A new library is made as schema.py has it. An older one goes through migrations/versions inside the
caller's transaction: all of it, or nothing. Alembic is loaded only then. An engineer adds a
revision with `alembic revision -m "what is new"`, and raises schema.SCHEMA.
"""

from __future__ import annotations

from sqlalchemy import Connection, insert, inspect

from medview.store import append_only, schema
from medview.store.schema import alembic_version, library_state, metadata
from medview.store.types import SERVER

APPLICATION_ID = 0x4D454456  # "MEDV"
FIRST = 1
SCRIPTS = "medview.store:migrations"


def create(connection: Connection) -> None:
    """Make the tables of an empty library at SCHEMA."""
    metadata.create_all(connection)
    append_only.protect(connection)
    connection.execute(insert(library_state).values(id=1, revision=0, last_event=0))
    connection.execute(insert(alembic_version).values(version_num=revision_of(schema.SCHEMA)))
    mark(connection, schema.SCHEMA)


def upgrade(connection: Connection) -> None:
    """Bring an older library to SCHEMA.

    One of before Alembic starts from the first revision: the steps look what it has already.
    """
    from alembic import command
    from alembic.config import Config

    if not inspect(connection).has_table(alembic_version.name):
        alembic_version.create(connection)
        connection.execute(insert(alembic_version).values(version_num=revision_of(FIRST)))
    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    config.attributes["connection"] = connection
    command.upgrade(config, revision_of(schema.SCHEMA))
    mark(connection, schema.SCHEMA)


def revision_of(version: int) -> str:
    """Return what Alembic calls a version of the schema."""
    return f"{version:04}"


def mark(connection: Connection, version: int) -> None:
    """Mark a SQLite file as a library of this version, for any MedView that opens it.

    https://sqlite.org/pragma.html#pragma_user_version: read without a look at any table.
    """
    if connection.dialect.name != SERVER:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")
