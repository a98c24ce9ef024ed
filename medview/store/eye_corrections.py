"""Which eye a person said a photograph is of, when the file or the picture said another or none."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import insert, select

from medview.domain.case import CaseId, Eye
from medview.store import audit
from medview.store.access import Access
from medview.store.rows import moment
from medview.store.schema import eye_corrections


class EyeCorrections:
    """The corrections of a library; none is ever changed, the newest of a case counts."""

    def __init__(self, access: Access) -> None:
        """Take the library's file."""
        self._access = access

    def add(self, case_id: CaseId, eye: Eye, was: Eye | None, reader: str) -> None:
        """Keep a correction durably before returning, with an event of the audit trail."""
        row = {"case_id": case_id, "eye": str(eye), "was": was and str(was), "reader": reader}
        with self._access.writing() as connection:
            when = moment(datetime.now(UTC))
            connection.execute(insert(eye_corrections).values(row | {"corrected_at": when}))
            details = {"case": case_id, "eye": str(eye), "was": was and str(was), "reader": reader}
            audit.append(connection, "eye corrected", details)

    def all(self) -> dict[CaseId, Eye]:
        """Return the eye of every corrected case."""
        query = select(eye_corrections.c.case_id, eye_corrections.c.eye)
        with self._access.reading() as connection:
            rows = connection.execute(query.order_by(eye_corrections.c.seq)).all()
        return {CaseId(row.case_id): Eye(row.eye) for row in rows}
