"""Reading studies: set up once, then only added to; a read that was confirmed is on the disk."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import RowMapping, Table, insert, select

from medview.domain.study import Decision, Read, Study, StudyEstimate
from medview.store import audit
from medview.store.access import Access
from medview.store.schema import (
    studies,
    study_decisions,
    study_estimates,
    study_orders,
    study_photos,
    study_reads,
)
from medview.store.study_rows import (
    decision_of,
    decision_row,
    estimate_of,
    estimate_row,
    order_row,
    photo_row,
    read_of,
    read_row,
    study_of,
    study_row,
)


class StudyStore:
    """The tables of the studies in the library's file; a method that returned has its data kept."""

    def __init__(self, access: Access) -> None:
        """Take the way into the file."""
        self._access = access

    def add(self, study: Study) -> None:
        """Keep a study with its photographs and orders, all or nothing."""
        photos = [photo_row(study.id, n, case) for n, case in enumerate(study.photos)]
        orders = [order_row(study.id, name, order) for name, order in study.orders.items()]
        with self._access.writing() as connection:
            connection.execute(insert(studies).values(study_row(study)))
            connection.execute(insert(study_photos), photos)
            connection.execute(insert(study_orders), orders)
            ids = [case.id for case in study.photos]
            details = {"study": study.id, "cases": ids, "plan": audit.row_digest(study_row(study))}
            audit.append(connection, "study set up", details)

    def all(self) -> list[Study]:
        """Return every study, newest first."""
        with self._access.reading() as connection:
            rows = connection.execute(select(studies).order_by(studies.c.seq.desc())).mappings()
            found = rows.all()
        return [self._whole(row) for row in found]

    def study(self, study_id: str) -> Study | None:
        """Return one study, or None."""
        with self._access.reading() as connection:
            query = select(studies).where(studies.c.id == study_id)
            row = connection.execute(query).mappings().first()
        return None if row is None else self._whole(row)

    def add_read(self, read: Read) -> None:
        """Keep a read durably before returning, vouched for by the audit trail."""
        row = read_row(read)
        with self._access.writing() as connection:
            connection.execute(insert(study_reads).values(row))
            details = {"study": read.study_id, "reader": read.reader, "position": read.position}
            audit.append(connection, "study read", details | {"read": audit.row_digest(row)})

    def reads(self, study_id: str, reader: str | None = None) -> list[Read]:
        """Return the reads of a study (by one reader, or by all), oldest first."""
        query = select(study_reads).where(study_reads.c.study_id == study_id)
        if reader is not None:
            query = query.where(study_reads.c.reader == reader)
        with self._access.reading() as connection:
            rows = connection.execute(query.order_by(study_reads.c.seq)).mappings()
            return [read_of(row) for row in rows]

    def add_decision(self, decision: Decision) -> None:
        """Keep a decision durably before returning, vouched for by the audit trail."""
        row = decision_row(decision)
        with self._access.writing() as connection:
            connection.execute(insert(study_decisions).values(row))
            details = {"study": decision.study_id, "photo": decision.photo}
            audit.append(connection, "study decided", details | {"decision": audit.row_digest(row)})

    def decisions(self, study_id: str) -> list[Decision]:
        """Return every decision of a study, oldest first; of one photograph the last counts."""
        return [decision_of(row) for row in self._rows(study_decisions, study_id)]

    def add_estimates(self, estimates: Sequence[StudyEstimate]) -> None:
        """Keep what a model says, all or nothing."""
        with self._access.writing() as connection:
            connection.execute(insert(study_estimates), [estimate_row(one) for one in estimates])

    def estimates(self, study_id: str) -> list[StudyEstimate]:
        """Return what models said of a study's photographs, oldest first."""
        return [estimate_of(row) for row in self._rows(study_estimates, study_id)]

    def _whole(self, row: RowMapping) -> Study:
        photos = sorted(self._rows(study_photos, row["id"]), key=lambda photo: photo["photo"])
        return study_of(row, photos, self._rows(study_orders, row["id"]))

    def _rows(self, table: Table, study_id: str) -> list[RowMapping]:
        query = select(table).where(table.c.study_id == study_id).order_by(table.c.seq)
        with self._access.reading() as connection:
            return list(connection.execute(query).mappings())
