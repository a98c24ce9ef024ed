"""Tables that may only grow: the database itself refuses to change or delete a row of them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from medview.store.types import SERVER

APPEND_ONLY = (
    "signed_grades",
    "withdrawals",
    "audit_events",
    "lesion_decisions",
    "nodule_decisions",
    "eye_corrections",
    "lesion_checklists",
    "studies",
    "study_orders",
    "study_reads",
    "study_decisions",
    "study_estimates",
    "alignment_decisions",
    "evidence_decisions",
    "oedema_decisions",
    "model_events",
    "site_calibrations",
    "measures",
)

# Of a file, by name: sqlite_master holds the same words.
TRIGGERS = {
    f"{table}_keep_{verb.lower()}": (
        f"CREATE TRIGGER {table}_keep_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
    for table in APPEND_ONLY
    for verb in ("UPDATE", "DELETE")
}

_REFUSE = """
CREATE OR REPLACE FUNCTION medview_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""


def protect(connection: Connection, tables: Iterable[str] = APPEND_ONLY) -> None:
    """Have the database refuse every change to rows of these tables."""
    if connection.dialect.name != SERVER:
        for table in tables:
            for verb in ("update", "delete"):
                trigger = TRIGGERS[f"{table}_keep_{verb}"]
                connection.exec_driver_sql(
                    trigger.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS", 1)
                )
        return
    connection.exec_driver_sql(_REFUSE.replace("%", "%%"))
    for table in tables:
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION medview_append_only()"
        )
