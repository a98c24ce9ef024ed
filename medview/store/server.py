"""Opening a library on a PostgreSQL server: look first, change nothing that is not ours.

What a server must have: PostgreSQL 13, UTF-8, and the extension pgvector 0.5 in the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import util
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from medview.domain.errors import (
    LibraryBusy,
    LibraryError,
    LibraryNotWritable,
    LibraryUnreachable,
)
from medview.domain.library_place import FoundLibrary
from medview.store import migrate, schema
from medview.store.address import ServerAddress

OLDEST = 13
OLDEST_PGVECTOR = (0, 5)  # the first with HNSW
CONNECT_SECONDS = 5
BUSY_SECONDS = 15
# Settings of each connection: who waits for others does not wait for ever, and a window that went
# away in the middle of writing (a computer put to sleep) lets go of the library by itself.
SESSION = {
    "lock_timeout": f"{BUSY_SECONDS}s",
    "idle_in_transaction_session_timeout": "60s",
    "timezone": "UTC",
}
# Of the connection below: a network that went away is noticed within half a minute.
NETWORK = {
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}
WRITER = migrate.APPLICATION_ID  # the advisory lock that who writes or creates holds until the end

EXTRA_MISSING = 'pip install "medview[department]"'


def connect(address: ServerAddress) -> Engine:
    """Return an engine on a server; nothing is asked of it yet.

    Raises LibraryError when the parts that speak to a server are not installed.
    """
    missing = [name for name in ("psycopg", "pgvector") if util.find_spec(name) is None]
    if missing:
        raise LibraryError(
            f"A library on a server needs {' and '.join(missing)}, which are not installed.",
            hint=f"Install them: '{EXTRA_MISSING}'.",
        )
    known = {name for name in NETWORK if name not in address.url.query}
    engine = create_engine(
        address.url,
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            "application_name": "MedView",
            **{name: NETWORK[name] for name in known},
        },
        pool_pre_ping=True,  # a connection that was lost is replaced when it is needed again
        pool_size=4,
        max_overflow=12,
        hide_parameters=True,  # no patient in the message of an error
    )
    event.listen(engine, "connect", _set_up)
    return engine


def _set_up(connection: Any, _record: object) -> None:
    for name, value in SESSION.items():
        connection.execute(f"SET {name} = '{value}'")
    connection.commit()


def open_library(address: ServerAddress) -> Engine:
    """Return an engine on the library of a server, which is made or brought to this version.

    Raises LibraryUnreachable, LibraryNotWritable (no rights), LibraryError (another program's or a
    newer MedView's database, a server that is too old or lacks pgvector).
    """
    engine = connect(address)
    try:
        with translated(address), engine.begin() as connection:
            take_turn(connection)
            _must_be_able(connection, address)
            _bring_up_to_date(connection, address)
    except BaseException:
        engine.dispose()
        raise
    return engine


def look_at(address: ServerAddress) -> FoundLibrary:
    """Try what opening does, and take it back; return what is there.

    Raises what open_library raises. A library of an older version is not brought up to date.
    """
    engine = connect(address)
    try:
        with translated(address), engine.connect() as connection:  # nothing is committed
            take_turn(connection)
            _must_be_able(connection, address)
            version = _version(connection, address)
            told = FoundLibrary(str(address), described(connection))
            if version is None:
                migrate.create(connection)
                return told
            if version == schema.SCHEMA:  # may this user write?
                connection.exec_driver_sql("UPDATE library_state SET revision = revision")
            cases = int(_asked(connection, "SELECT count(*) FROM cases"))
            return replace(told, cases=cases, is_older=version < schema.SCHEMA)
    finally:
        engine.dispose()


def take_turn(connection: Connection) -> None:
    """Wait until no other window writes; the turn ends with the transaction.

    https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS: so a writer sees
    all that others wrote, as in a file, and the audit trail is one chain.
    """
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER})


def _must_be_able(connection: Connection, address: ServerAddress) -> None:
    """Raise LibraryError when this server cannot keep a library."""
    number = int(_asked(connection, "SHOW server_version_num"))
    if number // 10000 < OLDEST:
        raise LibraryError(
            f"The server has PostgreSQL {number // 10000}, which is too old.",
            hint=f"Ask its administrator for PostgreSQL {OLDEST} or newer.",
        )
    if _asked(connection, "SHOW server_encoding") != "UTF8":
        raise LibraryError(
            f"The database {address.database} is not in UTF-8.",
            hint="Ask its administrator to make it anew: 'createdb --encoding=UTF8'.",
        )
    installed = _asked(connection, "SELECT extversion FROM pg_extension WHERE extname = 'vector'")
    if installed is None:
        _enable_pgvector(connection, address)
    elif pgvector_version(installed) < OLDEST_PGVECTOR:
        raise LibraryError(
            f"The server has pgvector {installed}, which is too old.",
            hint="Ask its administrator for pgvector 0.5 or newer, then: "
            "'ALTER EXTENSION vector UPDATE;'",
        )


def _enable_pgvector(connection: Connection, address: ServerAddress) -> None:
    query = "SELECT default_version FROM pg_available_extensions WHERE name = 'vector'"
    if _asked(connection, query) is None:
        raise LibraryError(
            "The server has no pgvector, which searches the embeddings.",
            hint="Ask its administrator to install it ('apt install postgresql-NN-pgvector').",
        )
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("CREATE EXTENSION vector")
    except DBAPIError as error:
        raise LibraryNotWritable(
            f"The extension pgvector is not enabled in the database {address.database}.",
            hint="Ask its administrator to run there: 'CREATE EXTENSION vector;'",
        ) from error


def described(connection: Connection) -> str:
    """Return what a server is: "PostgreSQL 16.2, pgvector 0.6.2"."""
    number = int(_asked(connection, "SHOW server_version_num"))
    vector = _asked(connection, "SELECT extversion FROM pg_extension WHERE extname = 'vector'")
    return f"PostgreSQL {number // 10000}.{number % 10000}, pgvector {vector}"


def pgvector_version(text: str) -> tuple[int, ...]:
    """Return a version as numbers: "0.6.2" as (0, 6, 2)."""
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def _bring_up_to_date(connection: Connection, address: ServerAddress) -> None:
    version = _version(connection, address)
    if version is None:
        migrate.create(connection)
    elif version < schema.SCHEMA:
        migrate.upgrade(connection)


def _version(connection: Connection, address: ServerAddress) -> int | None:
    """Return the schema version of a library, None for an empty database."""
    tables = set(
        connection.execute(
            text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        ).scalars()
    )
    if not tables:
        return None
    if not {"alembic_version", "audit_events"} <= tables:
        raise LibraryError(
            f"The database {address.database} holds tables of another program.",
            hint="Ask the administrator for an empty database for MedView.",
        )
    version = int(_asked(connection, "SELECT version_num FROM alembic_version"))
    if version > schema.SCHEMA:
        raise LibraryError(
            f"The library {address.database} was written by a newer version of MedView.",
            hint="Update this one.",
        )
    return version


def _asked(connection: Connection, query: str) -> Any:
    return connection.exec_driver_sql(query).scalar()


@contextmanager
def translated(address: ServerAddress) -> Iterator[None]:
    """Turn errors of the server and the way to it into those of the library."""
    try:
        yield
    except DBAPIError as error:
        raise server_error(error, address) from error


def server_error(error: DBAPIError, address: ServerAddress) -> LibraryError:
    """Return what an error of a server means to the person at the screen.

    https://www.postgresql.org/docs/current/errcodes-appendix.html
    """
    code = getattr(error.orig, "sqlstate", None) or ""
    reason = address.without_password(_reason(error.orig))
    if error.connection_invalidated or code[:2] == "57":  # ended by the administrator or a limit
        return LibraryUnreachable(
            f"The connection to the library on {address.server} was lost.",
            hint="What was saved before is kept. When the server answers again, look whether your "
            "last change is there, and make it again if it is not.",
        )
    if code[:2] == "28":
        return _refused(reason, address)
    if code == "3D000":
        return _no_database(address)
    if code[:2] in ("08", "53") or (not code and isinstance(error, OperationalError)):
        return _unreachable(reason, address)
    if code == "42501":
        return LibraryNotWritable(
            f"The server does not let this user write into the library ({reason}).",
            hint=f"Ask the administrator for all rights on the database {address.database}.",
        )
    if code == "25006":
        return LibraryNotWritable(
            f"The library on {address.server} is read-only at the moment.",
            hint="Ask the administrator: it may be a copy of the server.",
        )
    if code in ("55P03", "40001", "40P01"):
        return LibraryBusy(
            "Another window was writing into the library for too long.", hint="Try again."
        )
    if code == "23505":
        return LibraryError(
            "Another window wrote the same just before.", hint="Look at it, then try again."
        )
    return LibraryError(f"The library answered with an error ({reason}).", hint="Try again.")


def _unreachable(reason: str, address: ServerAddress) -> LibraryError:
    # Before a connection stands, the driver gives words and no code.
    if "authentication failed" in reason or "no password supplied" in reason:
        return _refused(reason, address)
    if "database" in reason and "does not exist" in reason:
        return _no_database(address)
    return LibraryUnreachable(
        f"The server {address.server} of the library cannot be reached ({reason}).",
        hint="Check the network, then ask the administrator whether the server runs. What was "
        "saved before is kept there.",
    )


def _refused(reason: str, address: ServerAddress) -> LibraryError:
    return LibraryUnreachable(
        f"The server {address.server} does not let this user in ({reason}).",
        hint="Check user and password: a password is best kept in '~/.pgpass'.",
    )


def _no_database(address: ServerAddress) -> LibraryError:
    return LibraryUnreachable(
        f"The server {address.server} has no database {address.database}.",
        hint="Ask the administrator to make it, or check the address of the library.",
    )


def _reason(error: BaseException | None) -> str:
    """Return what a server said; the driver wraps its words where there was no connection yet."""
    said = getattr(getattr(error, "diag", None), "message_primary", None)
    lines = str(said or error or "no answer").strip().splitlines()
    fatal = [line.partition("FATAL:")[2].strip() for line in lines if "FATAL:" in line]
    return fatal[0] if fatal else lines[0].rpartition("failed: ")[2]
