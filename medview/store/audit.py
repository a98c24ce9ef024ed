"""The audit trail: append-only, each event sealed with the hash of the one before.

Changing, dropping or inserting an event breaks every seal after it (Haber and Stornetta,
"How to time-stamp a digital document", 1991); a cut tail shows by the highest number ever given,
which `library_state` holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from medview.store.rows import canonical, moment
from medview.store.schema import (
    alignment_decisions,
    audit_events,
    evidence_decisions,
    lesion_checklists,
    library_state,
    measures,
    model_events,
    nodule_decisions,
    oedema_decisions,
    signed_grades,
    site_calibrations,
    study_decisions,
    study_reads,
    withdrawals,
)

# Who the patient is has no place in the trail: it goes with the case, and can be removed with it.
_IDENTITY = {"patient", "patient_name", "patient_key", "birth_date", "path", "paths"}


# What people put their name to, and the event and entry of the trail that vouch for each row.
VOUCHED = (
    (signed_grades, "signed", "signature", "The signed grades"),
    (withdrawals, "withdrawn", "withdrawal", "The signatures taken back"),
    (lesion_checklists, "lesions listed", "checklist", "The lesion checklists"),
    (study_reads, "study read", "read", "The reads of the studies"),
    (study_decisions, "study decided", "decision", "The decisions of the studies"),
    (alignment_decisions, "alignment decided", "decision", "The decisions on alignments"),
    (evidence_decisions, "evidence decided", "decision", "The decisions on evidence"),
    (oedema_decisions, "oedema decided", "decision", "The decisions on macular oedema"),
    (model_events, "model", "row", "The steps of the models"),
    (site_calibrations, "site calibration", "row", "The calibrations for this site"),
    (measures, "measured", "measure", "The measures"),
    (nodule_decisions, "nodule decided", "decision", "The decisions on nodules"),
)


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
    newer = update(library_state).where(library_state.c.last_event < row["seq"])
    connection.execute(newer.values(last_event=row["seq"]))


def seal(previous: str, row: Mapping[str, Any] | RowMapping) -> str:
    """Return the hash that ties an event to the one before."""
    content = canonical([previous, row["seq"], row["at"], row["event"], row["details"]])
    return hashlib.sha256(content.encode()).hexdigest()


def row_digest(row: Mapping[str, Any] | RowMapping) -> str:
    """Return the hash of the columns of a signature or a read, which the trail holds beside it."""
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
    """Return what is wrong with the trail and with what it vouches for."""
    rows = connection.execute(select(audit_events).order_by(audit_events.c.seq)).mappings().all()
    return [*_broken_seal(rows), *_cut_tail(connection, rows), *_unvouched(connection, rows)]


def _broken_seal(rows: Sequence[RowMapping]) -> list[str]:
    previous = ""
    for expected, row in enumerate(rows, 1):
        if row["seq"] != expected or row["hash"] != seal(previous, row):
            return [f"The audit trail was changed at event {expected}."]
        previous = row["hash"]
    return []


def _cut_tail(connection: Connection, rows: Sequence[RowMapping]) -> list[str]:
    lost = connection.execute(select(library_state.c.last_event)).scalar_one() - len(rows)
    return [f"The last {lost} events of the audit trail are missing."] if lost > 0 else []


def _unvouched(connection: Connection, rows: Sequence[RowMapping]) -> list[str]:
    found = []
    for table, event, entry, words in VOUCHED:
        expected = [json.loads(r["details"]).get(entry) for r in rows if r["event"] == event]
        kept = connection.execute(select(table).order_by(table.c.seq)).mappings()
        if expected != [row_digest(row) for row in kept]:
            found.append(f"{words} are not those of the audit trail.")
    return found
