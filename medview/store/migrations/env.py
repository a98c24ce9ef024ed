"""What Alembic runs: the revisions, on the connection and in the transaction of the caller.

Without one (an engineer compares schema.py with a database of MEDVIEW_LIBRARY) it connects itself.
"""

from __future__ import annotations

import os
from typing import Any

from alembic import context
from sqlalchemy import Connection, create_engine

from medview.store.schema import alembic_version, metadata


def run(connection: Connection) -> None:
    """Run the revisions asked for."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_name=is_ours,
        include_object=lambda thing, *_: thing is not alembic_version,
        transactional_ddl=True,  # SQLite's too, since pysqlite begins nothing of itself here
    )
    with context.begin_transaction():
        context.run_migrations()


def is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """Leave out the indexes of vectors, which come and go by themselves."""
    return not (kind == "index" and (name or "").startswith("near_"))


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(os.environ["MEDVIEW_LIBRARY"]).connect() as own:
        run(own)
        own.commit()
