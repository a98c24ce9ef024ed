"""What readers made of nodule candidates: append-only, and each vouched for by the audit trail."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, insert, select

from medview.domain.case import CaseId
from medview.domain.nodules import Nodule, NoduleDecision, RatedNodule
from medview.store import audit
from medview.store.access import Access
from medview.store.rows import canonical, model_columns, model_of, moment
from medview.store.schema import nodule_decisions


class NoduleDecisions:
    """The table of decisions; nothing in it is ever changed, a later one counts."""

    def __init__(self, access: Access) -> None:
        """Take the library's file."""
        self._access = access

    def add(self, decision: NoduleDecision) -> None:
        """Keep a decision durably before returning, with an event of the audit trail."""
        with self._access.writing() as connection:
            row = _row(decision)
            connection.execute(insert(nodule_decisions).values(row))
            vouched = {"decision": audit.row_digest(row)}
            audit.append(connection, "nodule decided", _details(decision) | vouched)

    def of_case(self, case_id: CaseId) -> list[NoduleDecision]:
        """Return the decisions on a case, oldest first."""
        query = select(nodule_decisions).order_by(nodule_decisions.c.seq)
        with self._access.reading() as connection:
            rows = connection.execute(query.where(nodule_decisions.c.case_id == case_id))
            return [_decision(row) for row in rows.mappings()]


def _row(decision: NoduleDecision) -> dict[str, Any]:
    return {
        "case_id": decision.case_id,
        "accepted": int(decision.accepted),
        "nodule": canonical(asdict(decision.nodule)),
        "reader": decision.reader,
        "decided_at": moment(decision.decided_at),
        **model_columns(decision.model),
    }


def _decision(row: RowMapping) -> NoduleDecision:
    kept = json.loads(row["nodule"])
    kept["centre"], kept["position"] = tuple(kept["centre"]), tuple(kept["position"])
    kept["rated"] = tuple(RatedNodule(**one) for one in kept["rated"])
    return NoduleDecision(
        case_id=CaseId(row["case_id"]),
        nodule=Nodule(**kept),
        accepted=bool(row["accepted"]),
        reader=row["reader"],
        decided_at=datetime.fromisoformat(row["decided_at"]),
        model=model_of(row),
    )


def _details(decision: NoduleDecision) -> dict[str, Any]:
    return {
        "case": decision.case_id,
        "accepted": decision.accepted,
        "position": list(decision.nodule.position),
        "diameter": decision.nodule.diameter,
        "probability": decision.nodule.probability,
        "model": decision.model.id,
        "digest": decision.model.digest,
    }
