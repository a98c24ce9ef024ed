"""What readers made of lesion candidates: append-only, and each vouched for by the audit trail."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, insert, select

from medview.domain.case import CaseId
from medview.domain.lesions import LesionDecision, LesionRegion
from medview.store import audit
from medview.store.access import Access
from medview.store.rows import canonical, model_columns, model_of, moment, of_cases
from medview.store.schema import lesion_decisions


class LesionDecisions:
    """The table of decisions; nothing in it is ever changed, a later one counts."""

    def __init__(self, access: Access) -> None:
        """Take the library's file."""
        self._access = access

    def add(self, decisions: Sequence[LesionDecision]) -> None:
        """Keep decisions durably before returning, one event of the audit trail each."""
        with self._access.writing() as connection:
            for decision in decisions:
                connection.execute(insert(lesion_decisions).values(_row(decision)))
                audit.append(connection, "lesion decided", _details(decision))

    def of_case(self, case_id: CaseId) -> list[LesionDecision]:
        """Return the decisions on a case, oldest first."""
        return self.of_cases([case_id]).get(case_id, [])

    def of_cases(self, ids: Sequence[CaseId]) -> dict[CaseId, list[LesionDecision]]:
        """Return the decisions on those cases that have any, oldest first."""
        found: dict[CaseId, list[LesionDecision]] = {}
        query = select(lesion_decisions).order_by(lesion_decisions.c.seq)
        with self._access.reading() as connection:
            for row in of_cases(connection, query, lesion_decisions.c.case_id, ids):
                found.setdefault(CaseId(row["case_id"]), []).append(_decision(row))
        return found


def _row(decision: LesionDecision) -> dict[str, Any]:
    return {
        "case_id": decision.case_id,
        "accepted": int(decision.accepted),
        "region": canonical(asdict(decision.region)),
        "reader": decision.reader,
        "decided_at": moment(decision.decided_at),
        **model_columns(decision.model),
    }


def _decision(row: RowMapping) -> LesionDecision:
    region = json.loads(row["region"])
    region["centre"] = tuple(region["centre"])
    region["outline"] = tuple((x, y) for x, y in region["outline"])
    return LesionDecision(
        case_id=CaseId(row["case_id"]),
        region=LesionRegion(**region),
        accepted=bool(row["accepted"]),
        reader=row["reader"],
        decided_at=datetime.fromisoformat(row["decided_at"]),
        model=model_of(row),
    )


def _details(decision: LesionDecision) -> dict[str, Any]:
    region = decision.region
    return {
        "case": decision.case_id,
        "lesion": region.kind,
        "accepted": decision.accepted,
        "centre": list(region.centre),
        "area": region.area,
        "probability": region.probability,
        "model": decision.model.id,
        "digest": decision.model.digest,
    }
