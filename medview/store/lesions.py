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
from medview.domain.model import ModelRef
from medview.store import audit
from medview.store.access import Access
from medview.store.rows import canonical, moment
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
        query = select(lesion_decisions).where(lesion_decisions.c.case_id == case_id)
        with self._access.reading() as connection:
            rows = connection.execute(query.order_by(lesion_decisions.c.seq)).mappings()
            return [_decision(row) for row in rows]


def _row(decision: LesionDecision) -> dict[str, Any]:
    return {
        "case_id": decision.case_id,
        "accepted": int(decision.accepted),
        "region": canonical(asdict(decision.region)),
        "reader": decision.reader,
        "decided_at": moment(decision.decided_at),
        "model_id": decision.model.id,
        "model_version": decision.model.version,
        "model_digest": decision.model.digest,
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
        model=ModelRef(row["model_id"], row["model_version"], row["model_digest"]),
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
