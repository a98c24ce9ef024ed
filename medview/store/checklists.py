"""Lesion checklists: kept with the signature they belong to, never changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import RowMapping, insert, select

from medview.domain.case import CaseId
from medview.domain.checklist import Finding, Lesion, LesionChecklist
from medview.store import audit
from medview.store.access import Access
from medview.store.rows import canonical, moment, of_cases
from medview.store.schema import lesion_checklists


class ChecklistStore:
    """The table of checklists in the library's file."""

    def __init__(self, access: Access) -> None:
        """Take the way into the file."""
        self._access = access

    def add(self, checklist: LesionChecklist) -> None:
        """Keep a checklist durably before returning, vouched for by the audit trail."""
        row = {
            "case_id": checklist.case_id,
            "signed_at": moment(checklist.signed_at),
            "reader": checklist.reader,
            "findings": canonical({str(k): str(v) for k, v in checklist.findings.items()}),
        }
        with self._access.writing() as connection:
            connection.execute(insert(lesion_checklists).values(row))
            details = {"case": checklist.case_id, "checklist": audit.row_digest(row)}
            audit.append(connection, "lesions listed", details)

    def of_case(self, case_id: CaseId) -> list[LesionChecklist]:
        """Return the checklists of a case, oldest first."""
        return self.of_cases([case_id]).get(case_id, [])

    def of_cases(self, ids: Sequence[CaseId]) -> dict[CaseId, list[LesionChecklist]]:
        """Return the checklists of those cases that have any, oldest first."""
        found: dict[CaseId, list[LesionChecklist]] = {}
        query = select(lesion_checklists).order_by(lesion_checklists.c.seq)
        with self._access.reading() as connection:
            for row in of_cases(connection, query, lesion_checklists.c.case_id, ids):
                found.setdefault(CaseId(row["case_id"]), []).append(_checklist_of(row))
        return found


def _checklist_of(row: RowMapping) -> LesionChecklist:
    findings = json.loads(row["findings"])
    return LesionChecklist(
        case_id=CaseId(row["case_id"]),
        signed_at=datetime.fromisoformat(row["signed_at"]),
        reader=row["reader"],
        findings={Lesion(name): Finding(seen) for name, seen in findings.items()},
    )
