"""The calibrations that people accepted for this site: append-only, in the audit trail."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, insert, select

from medview.domain.model import ModelCard
from medview.domain.site import SiteDecision, for_site
from medview.store import audit
from medview.store.access import Access
from medview.store.rows import canonical, model_columns, model_of, moment
from medview.store.schema import site_calibrations


class SiteCalibrations:
    """The table of decisions; nothing in it is ever changed, the newest of a model counts."""

    def __init__(self, access: Access) -> None:
        """Take the library's file."""
        self._access = access

    def add(self, decision: SiteDecision) -> None:
        """Keep a decision durably before returning, vouched for by the audit trail."""
        row = _row(decision)
        with self._access.writing() as connection:
            connection.execute(insert(site_calibrations).values(row))
            details = {
                "accepted": decision.accepted,
                "model": decision.model.id,
                "digest": decision.model.digest,
                "numbers": dict(decision.numbers),
                "reader": decision.reader,
                "row": audit.row_digest(row),
            }
            audit.append(connection, "site calibration", details)

    def on_card(self, card: ModelCard) -> ModelCard:
        """Return a card with the calibration that was accepted for this site, if any was."""
        return for_site(card, self.newest(card.ref.digest))

    def newest(self, digest: str) -> SiteDecision | None:
        """Return the decision that counts for a model, None when nobody made one."""
        return next(iter(self.of_model(digest)), None)

    def of_model(self, digest: str) -> list[SiteDecision]:
        """Return the decisions on a model, newest first."""
        table = site_calibrations
        query = select(table).where(table.c.model_digest == digest).order_by(table.c.seq.desc())
        with self._access.reading() as connection:
            return [_decision(row) for row in connection.execute(query).mappings()]


def _row(decision: SiteDecision) -> dict[str, Any]:
    return {
        **model_columns(decision.model),
        "accepted": int(decision.accepted),
        "numbers": canonical(dict(decision.numbers)),
        "figures": canonical(dict(decision.figures)),
        "reader": decision.reader,
        "decided_at": moment(decision.decided_at),
    }


def _decision(row: RowMapping) -> SiteDecision:
    return SiteDecision(
        model=model_of(row),
        accepted=bool(row["accepted"]),
        numbers=json.loads(row["numbers"]),
        figures=json.loads(row["figures"]),
        reader=row["reader"],
        decided_at=datetime.fromisoformat(row["decided_at"]),
    )
