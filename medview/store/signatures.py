"""Signatures: append-only, and taken back only by a withdrawal that is kept beside them.

Every function works inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, insert, select

from medview.domain.case import CaseId
from medview.domain.grade import SignedGrade
from medview.domain.readers import same_reader
from medview.store import audit, rows
from medview.store.rows import moment, signed_of, signed_row
from medview.store.schema import signed_grades, withdrawals


def append(connection: Connection, signed: SignedGrade) -> None:
    """Keep a signature, and have the trail vouch for it."""
    row = signed_row(signed)
    before = len(of_cases(connection, [signed.case_id]).get(signed.case_id, ()))
    connection.execute(insert(signed_grades).values(row))
    public = {k: v for k, v in row.items() if k not in ("note", "case_id")}
    details = {"case": signed.case_id, "signature": audit.row_digest(row)}
    audit.append(connection, "signed", public | details | {"replaces": before})


def standing(connection: Connection) -> list[SignedGrade]:
    """Return every signature that was not taken back, oldest first."""
    return [signed_of(row) for row in connection.execute(_standing()).mappings()]


def of_cases(connection: Connection, ids: Sequence[CaseId]) -> dict[CaseId, list[SignedGrade]]:
    """Return the standing signatures of those cases that have any, oldest first."""
    found: dict[CaseId, list[SignedGrade]] = {}
    for row in rows.of_cases(connection, _standing(), signed_grades.c.case_id, ids):
        found.setdefault(CaseId(row["case_id"]), []).append(signed_of(row))
    return found


def withdraw(
    connection: Connection, case_id: CaseId, reader: str, at: datetime
) -> SignedGrade | None:
    """Take back a reader's last standing signature of a case; return it, None without one."""
    query = _standing().where(signed_grades.c.case_id == case_id)
    kept = connection.execute(query).mappings().all()
    own = [row for row in kept if same_reader(row["reader"], reader)]
    if not own:
        return None
    _append_withdrawal(connection, own[-1], reader, at)
    return signed_of(own[-1])


def _append_withdrawal(
    connection: Connection, signature: RowMapping, reader: str, at: datetime
) -> None:
    row: dict[str, Any] = {
        "signature": signature["seq"],
        "case_id": signature["case_id"],
        "reader": reader,
        "withdrawn_at": moment(at),
    }
    connection.execute(insert(withdrawals).values(row))
    details = {
        "case": signature["case_id"],
        "reader": reader,
        "signature": audit.row_digest(signature),
        "withdrawal": audit.row_digest(row),
    }
    audit.append(connection, "withdrawn", details)


def _standing() -> Select[Any]:
    taken_back = select(withdrawals.c.signature)
    query = select(signed_grades).where(signed_grades.c.seq.not_in(taken_back))
    return query.order_by(signed_grades.c.seq)
