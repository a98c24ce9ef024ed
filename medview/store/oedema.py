"""Macular oedema: the last estimate of each model, and what readers say, which is append-only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping, Table, insert, select

from medview.domain.case import CaseId
from medview.domain.oedema import OedemaDecision, OedemaEstimate, OedemaRisk
from medview.store import audit
from medview.store.access import Access
from medview.store.rows import known_model_of, model_columns, model_of, moment, of_cases
from medview.store.schema import oedema_decisions, oedema_estimates
from medview.store.upsert import insert_or_replace


class OedemaStore:
    """The two tables; a method that returned has its data on the disk."""

    def __init__(self, access: Access) -> None:
        """Take the library's file."""
        self._access = access

    def keep(self, estimate: OedemaEstimate) -> None:
        """Keep an estimate in the place of an earlier one of its case and model."""
        row = _estimate_row(estimate) | {"estimated_at": moment(datetime.now(UTC))}
        keys = ("case_id", "model_digest")
        newer = [name for name in row if name not in keys]
        with self._access.writing() as connection:
            connection.execute(insert_or_replace(connection, oedema_estimates, keys, newer), row)
            audit.append(connection, "oedema estimated", _estimate_details(estimate))

    def estimates(self, ids: Sequence[CaseId], digest: str) -> dict[CaseId, OedemaEstimate]:
        """Return what this model said of those cases, where it did."""
        rows = self._rows(oedema_estimates, ids)
        return {
            CaseId(row["case_id"]): _estimate(row) for row in rows if row["model_digest"] == digest
        }

    def decide(self, decision: OedemaDecision) -> None:
        """Keep a reader's word durably before returning, vouched for by the audit trail."""
        row = _decision_row(decision)
        with self._access.writing() as connection:
            connection.execute(insert(oedema_decisions).values(row))
            details = _decision_details(decision) | {"decision": audit.row_digest(row)}
            audit.append(connection, "oedema decided", details)

    def decisions(self, ids: Sequence[CaseId]) -> dict[CaseId, OedemaDecision]:
        """Return the newest word of a reader on those cases that have any."""
        return {CaseId(row["case_id"]): _decision(row) for row in self._rows(oedema_decisions, ids)}

    def _rows(self, table: Table, ids: Sequence[CaseId]) -> list[RowMapping]:
        """Return the rows of those cases, oldest first."""
        order = table.c.seq if "seq" in table.c else table.c.estimated_at
        with self._access.reading() as connection:
            return list(of_cases(connection, select(table).order_by(order), table.c.case_id, ids))


def _estimate_row(estimate: OedemaEstimate) -> dict[str, Any]:
    return {
        "case_id": estimate.case_id,
        "risk": _number(estimate.risk),
        "share": estimate.share,
        "reason": estimate.reason,
        **model_columns(estimate.model),
    }


def _estimate(row: RowMapping) -> OedemaEstimate:
    return OedemaEstimate(
        CaseId(row["case_id"]), _risk(row["risk"]), row["share"], row["reason"], model_of(row)
    )


def _decision_row(decision: OedemaDecision) -> dict[str, Any]:
    return {
        "case_id": decision.case_id,
        "risk": _number(decision.risk),
        "estimate": _number(decision.estimate),
        "reader": decision.reader,
        "decided_at": moment(decision.decided_at),
        **model_columns(decision.model),
    }


def _decision(row: RowMapping) -> OedemaDecision:
    return OedemaDecision(
        case_id=CaseId(row["case_id"]),
        risk=_risk(row["risk"]),
        estimate=_risk(row["estimate"]),
        reader=row["reader"],
        decided_at=datetime.fromisoformat(row["decided_at"]),
        model=known_model_of(row),
    )


def _number(risk: OedemaRisk | None) -> int | None:
    return None if risk is None else int(risk)


def _risk(number: int | None) -> OedemaRisk | None:
    return None if number is None else OedemaRisk(number)


def _estimate_details(estimate: OedemaEstimate) -> dict[str, Any]:
    return {
        "case": estimate.case_id,
        "risk": _number(estimate.risk),
        "reason": estimate.reason,
        "model": estimate.model.id,
        "digest": estimate.model.digest,
    }


def _decision_details(decision: OedemaDecision) -> dict[str, Any]:
    return {
        "case": decision.case_id,
        "risk": _number(decision.risk),
        "estimate": _number(decision.estimate),
        "model": decision.model.id if decision.model else "",
        "digest": decision.model.digest if decision.model else "",
    }
