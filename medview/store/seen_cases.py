"""Whose the graded photographs are, and what the model showed of them: what statistics count."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select

from medview.domain.case import Case, CaseId, Eye, printable
from medview.domain.grade import Grade
from medview.domain.model import ModelRef
from medview.domain.statistics import SeenCase, ShownGrade
from medview.store.access import Access
from medview.store.schema import audit_events, cases, seen_cases
from medview.store.upsert import insert_or_replace


class SeenCases:
    """Remembers each case when it is graded or signed; safe to call from any thread."""

    def __init__(self, access: Access) -> None:
        """Take the library's file."""
        self._access = access

    def remember(self, seen: Sequence[Case]) -> None:
        """Keep durably whose these are, in the place of what was known of them before."""
        if not seen:
            return
        replaced = [c.name for c in seen_cases.c if not c.primary_key]
        with self._access.writing() as connection:
            statement = insert_or_replace(connection, seen_cases, ["case_id"], replaced)
            connection.execute(statement, [_row(case) for case in seen])

    def all(self) -> dict[CaseId, SeenCase]:
        """Return every case that was seen or is in the library, which knows the patient best."""
        columns = [c for c in seen_cases.c if c.name != "case_id"]
        with self._access.reading() as connection:
            seen = connection.execute(select(seen_cases)).mappings().all()
            held = connection.execute(
                select(cases.c.id.label("case_id"), *(cases.c[c.name] for c in columns))
            ).mappings()
            return {CaseId(row["case_id"]): _seen(row) for row in (*seen, *held)}

    def shown(self) -> list[ShownGrade]:
        """Return every grade the model showed, or did not, oldest first."""
        query = select(audit_events.c.at, audit_events.c.details)
        query = query.where(audit_events.c.event == "grade shown").order_by(audit_events.c.seq)
        with self._access.reading() as connection:
            return [_shown(at, json.loads(details)) for at, details in connection.execute(query)]


def _row(case: Case) -> dict[str, Any]:
    return {
        "case_id": case.id,
        "modality": case.modality,
        "patient_key": printable(case.patient.key),
        "patient_name": printable(case.patient.name),
        "eye": case.eye.value if case.eye else None,
        "source": printable(case.source),
        "study_date": case.study_date,
        "title": printable(case.title),
        "camera": printable(case.camera),
    }


def _seen(row: RowMapping) -> SeenCase:
    return SeenCase(
        patient=row["patient_key"],
        name=row["patient_name"],
        eye=Eye(row["eye"]) if row["eye"] else None,
        source=row["source"],
        study_date=row["study_date"],
        title=row["title"],
        modality=row["modality"],
        camera=row["camera"],
    )


def _shown(at: str, told: Mapping[str, Any]) -> ShownGrade:
    """Return what one event tells; older ones say neither version nor whether it was gradable."""
    return ShownGrade(
        case_id=CaseId(told["case"]),
        at=datetime.fromisoformat(at),
        grade=None if told["grade"] is None else Grade(told["grade"]),
        refer=bool(told["refer"]),
        gradable=bool(told.get("gradable", told["probabilities"])),
        model=ModelRef(told["model"], told.get("version", "?"), told["digest"]),
    )
