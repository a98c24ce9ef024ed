"""Which photographs a reader found well laid over each other: append-only, in the audit trail."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, insert, select

from medview.domain.case import CaseId
from medview.domain.model import ModelRef
from medview.domain.visits import Alignment, AlignmentDecision, Place
from medview.store import audit
from medview.store.access import Access
from medview.store.rows import canonical, moment
from medview.store.schema import alignment_decisions


class AlignmentDecisions:
    """The table of decisions; nothing in it is ever changed, a later one counts."""

    def __init__(self, access: Access) -> None:
        """Take the library's file."""
        self._access = access

    def add(self, decision: AlignmentDecision) -> None:
        """Keep a decision durably before returning, vouched for by the audit trail."""
        row = _row(decision)
        with self._access.writing() as connection:
            connection.execute(insert(alignment_decisions).values(row))
            details = _details(decision) | {"decision": audit.row_digest(row)}
            audit.append(connection, "alignment decided", details)

    def newest(self, case_id: CaseId, earlier_id: CaseId) -> AlignmentDecision | None:
        """Return the last decision on two photographs, None without one."""
        table = alignment_decisions
        query = select(table).where(table.c.case_id == case_id, table.c.earlier_id == earlier_id)
        with self._access.reading() as connection:
            row = connection.execute(query.order_by(table.c.seq.desc()).limit(1)).mappings().first()
            return _decision(row) if row is not None else None


def _row(decision: AlignmentDecision) -> dict[str, Any]:
    return {
        "case_id": decision.alignment.case_id,
        "earlier_id": decision.alignment.earlier_id,
        "accepted": int(decision.accepted),
        "alignment": canonical(asdict(decision.alignment)),
        "reader": decision.reader,
        "decided_at": moment(decision.decided_at),
    }


def _decision(row: RowMapping) -> AlignmentDecision:
    said = json.loads(row["alignment"])
    said["to_earlier"] = tuple(said["to_earlier"])
    for name in ("here", "there"):
        said[name] = Place(**said[name]) if said[name] else None
    said["model"] = ModelRef(**said["model"]) if said["model"] else None
    at = datetime.fromisoformat(row["decided_at"])
    return AlignmentDecision(Alignment(**said), bool(row["accepted"]), row["reader"], at)


def _details(decision: AlignmentDecision) -> dict[str, Any]:
    said = decision.alignment
    return {
        "case": said.case_id,
        "earlier": said.earlier_id,
        "accepted": decision.accepted,
        "pairs": said.pairs,
        "agreeing": said.agreeing,
        "before": round(said.before, 4),
        "after": round(said.after, 4),
        "model": said.model.id if said.model else "",
        "digest": said.model.digest if said.model else "",
    }
