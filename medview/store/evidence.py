"""What readers made of the evidence for grades: append-only, vouched for by the audit trail."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import RowMapping, insert, select

from medview.domain.case import CaseId
from medview.domain.explanation import (
    Deletion,
    EvidenceDecision,
    Explanation,
    Frame,
    Spot,
    Verdict,
)
from medview.domain.grade import Grade
from medview.store import audit
from medview.store.access import Access
from medview.store.rows import canonical, model_columns, model_of, moment, of_cases
from medview.store.schema import evidence_decisions

_DIGITS = 5  # of the heat, whose differences are of a grade's size


class EvidenceDecisions:
    """The table of decisions; nothing in it is ever changed, a later one counts."""

    def __init__(self, access: Access) -> None:
        """Take the library's file."""
        self._access = access

    def add(self, decision: EvidenceDecision) -> None:
        """Keep a decision durably before returning, vouched for by the audit trail."""
        row = _row(decision)
        with self._access.writing() as connection:
            connection.execute(insert(evidence_decisions).values(row))
            details = _details(decision) | {"decision": audit.row_digest(row)}
            audit.append(connection, "evidence decided", details)

    def newest(self, ids: Sequence[CaseId]) -> dict[CaseId, tuple[EvidenceDecision, ...]]:
        """Return the newest decision of each model on those cases that have any."""
        found: dict[CaseId, dict[str, EvidenceDecision]] = {}
        query = select(evidence_decisions).order_by(evidence_decisions.c.seq)
        with self._access.reading() as connection:
            for row in of_cases(connection, query, evidence_decisions.c.case_id, ids):
                decision = _decision(row)
                by_model = found.setdefault(decision.found.case_id, {})
                by_model[row["model_digest"]] = decision
        return {case_id: tuple(by_model.values()) for case_id, by_model in found.items()}


def _row(decision: EvidenceDecision) -> dict[str, Any]:
    found = decision.found
    return {
        "case_id": found.case_id,
        "verdict": str(decision.verdict),
        "grade": None if decision.grade is None else int(decision.grade),
        "found": canonical(_content(found)),
        "reader": decision.reader,
        "decided_at": moment(decision.decided_at),
        **model_columns(found.model),
    }


def _content(found: Explanation) -> dict[str, Any]:
    return {
        "heat": [[round(float(v), _DIGITS) for v in line] for line in found.heat],
        "frame": asdict(found.frame),
        "spots": [asdict(spot) for spot in found.spots],
        "deletion": asdict(found.deletion),
        "reason": found.reason,
    }


def _decision(row: RowMapping) -> EvidenceDecision:
    said = json.loads(row["found"])
    deletion = Deletion(said["deletion"]["effect"], tuple(said["deletion"]["elsewhere"]))
    found = Explanation(
        case_id=CaseId(row["case_id"]),
        heat=np.asarray(said["heat"], np.float32),
        frame=Frame(**said["frame"]),
        spots=tuple(Spot(**spot) for spot in said["spots"]),
        deletion=deletion,
        reason=said["reason"],
        model=model_of(row),
    )
    return EvidenceDecision(
        found=found,
        grade=None if row["grade"] is None else Grade(row["grade"]),
        verdict=Verdict(row["verdict"]),
        reader=row["reader"],
        decided_at=datetime.fromisoformat(row["decided_at"]),
    )


def _details(decision: EvidenceDecision) -> dict[str, Any]:
    found = decision.found
    return {
        "case": found.case_id,
        "verdict": str(decision.verdict),
        "places": len(found.spots),
        "effect": round(found.deletion.effect, 4),
        "model": found.model.id,
        "digest": found.model.digest,
    }
