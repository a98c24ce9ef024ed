"""The audit trail: append-only, each event sealed with the hash of the one before.

Changing, dropping or inserting an event breaks every seal after it (Haber and Stornetta,
"How to time-stamp a digital document", 1991); a cut tail shows by the highest number ever given.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, insert, select

from medview.store.rows import canonical, moment
from medview.store.schema import audit_events, signed_grades, withdrawals

# Who the patient is has no place in the trail: it goes with the case, and can be removed with it.
_IDENTITY = {"patient", "patient_name", "patient_key", "birth_date", "path", "paths"}


def without_identity(details: Any) -> Any:
    """Return the details without any entry that names a patient or a file."""
    if isinstance(details, Mapping):
        return {str(k): without_identity(v) for k, v in details.items() if str(k) not in _IDENTITY}
    if isinstance(details, list | tuple):
        return [without_identity(item) for item in details]
    return details


def append(connection: Connection, event: str, details: Mapping[str, Any]) -> None:
    """Append one event inside the caller's transaction."""
    newest = select(audit_events.c.seq, audit_events.c.hash)
    last = connection.execute(newest.order_by(audit_events.c.seq.desc()).limit(1)).first()
    row: dict[str, Any] = {
        "seq": last.seq + 1 if last else 1,
        "at": moment(datetime.now(UTC)),
        "event": event,
        "details": canonical(without_identity(details)),
    }
    row["hash"] = seal(last.hash if last else "", row)
    connection.execute(insert(audit_events).values(row))


def seal(previous: str, row: Mapping[str, Any] | RowMapping) -> str:
    """Return the hash that ties an event to the one before."""
    content = canonical([previous, row["seq"], row["at"], row["event"], row["details"]])
    return hashlib.sha256(content.encode()).hexdigest()


def signature_digest(row: Mapping[str, Any] | RowMapping) -> str:
    """Return the hash of a signature's (or withdrawal's) columns, which the trail holds."""
    content = {key: value for key, value in row.items() if key != "seq"}
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def trail(connection: Connection, since: datetime | None) -> list[Mapping[str, Any]]:
    """Return the events, oldest first, with their details as a mapping."""
    query = select(audit_events).order_by(audit_events.c.seq)
    if since is not None:
        query = query.where(audit_events.c.at >= moment(since))
    rows = connection.execute(query).mappings()
    return [{**row, "details": json.loads(row["details"])} for row in rows]


def faults(connection: Connection) -> list[str]:
    """Return what is wrong with the trail and with the signatures it vouches for."""
    rows = connection.execute(select(audit_events).order_by(audit_events.c.seq)).mappings().all()
    found = [*_broken_seal(rows), *_cut_tail(connection, rows)]
    if not _vouched(connection, rows, "signed", "signature", signed_grades):
        found.append("The signed grades are not those of the audit trail.")
    if not _vouched(connection, rows, "withdrawn", "withdrawal", withdrawals):
        found.append("The signatures taken back are not those of the audit trail.")
    return found


def _broken_seal(rows: Sequence[RowMapping]) -> list[str]:
    previous = ""
    for expected, row in enumerate(rows, 1):
        if row["seq"] != expected or row["hash"] != seal(previous, row):
            return [f"The audit trail was changed at event {expected}."]
        previous = row["hash"]
    return []


def _cut_tail(connection: Connection, rows: Sequence[RowMapping]) -> list[str]:
    query = "SELECT seq FROM sqlite_sequence WHERE name = 'audit_events'"
    highest = connection.exec_driver_sql(query).scalar() or 0
    lost = highest - len(rows)
    return [f"The last {lost} events of the audit trail are missing."] if lost > 0 else []


def _vouched(
    connection: Connection, rows: Sequence[RowMapping], event: str, entry: str, table: Table
) -> bool:
    """True when the trail's events hold the digest of every row of a table, in order."""
    expected = [json.loads(row["details"]).get(entry) for row in rows if row["event"] == event]
    kept = connection.execute(select(table).order_by(table.c.seq)).mappings()
    return expected == [signature_digest(row) for row in kept]
