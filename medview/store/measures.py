"""What readers measured: append-only, and each vouched for by the audit trail."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping, insert, select

from medview.domain.case import CaseId, ImageRef
from medview.domain.measures import Kind, Measure, Reading, Shape, Values
from medview.store import audit
from medview.store.access import Access
from medview.store.rows import canonical, moment
from medview.store.schema import measures


class MeasureStore:
    """The table of measures; a method that returned has its data on the disk."""

    def __init__(self, access: Access) -> None:
        """Take the library's file."""
        self._access = access

    def keep(self, measure: Measure) -> None:
        """Keep a measure, in the place of an earlier one with its id."""
        self._add(_row(measure))

    def remove(self, measure: Measure, reader: str) -> None:
        """Take a measure away; what it was stays on record."""
        gone = {"shape": None, "reading": None, "reader": reader}
        self._add(_row(measure) | gone | {"drawn_at": moment(datetime.now(UTC))})

    def of_case(self, case_id: CaseId) -> list[Measure]:
        """Return the measures of a case that count, in the order in which they were first drawn."""
        query = select(measures).where(measures.c.case_id == case_id).order_by(measures.c.seq)
        newest: dict[str, RowMapping] = {}
        with self._access.reading() as connection:
            for row in connection.execute(query).mappings():
                newest[row["measure_id"]] = row
        return [_measure(row) for row in newest.values() if row["shape"] is not None]

    def _add(self, row: dict[str, Any]) -> None:
        with self._access.writing() as connection:
            connection.execute(insert(measures).values(row))
            details = {"case": row["case_id"], "removed": row["shape"] is None}
            audit.append(connection, "measured", details | {"measure": audit.row_digest(row)})


def _row(measure: Measure) -> dict[str, Any]:
    image = measure.image
    return {
        "measure_id": measure.id,
        "case_id": measure.case_id,
        # In ASCII: a file name that is no text comes back to the byte, which UTF-8 cannot hold.
        "image": json.dumps([image.path, image.member, image.frame]),
        "shape": canonical(asdict(measure.shape)),
        "reading": canonical(asdict(measure.reading)),
        "reader": measure.reader,
        "drawn_at": moment(measure.drawn_at),
    }


def _measure(row: RowMapping) -> Measure:
    shape, reading = json.loads(row["shape"]), json.loads(row["reading"])
    values = reading.pop("values")
    return Measure(
        id=row["measure_id"],
        case_id=CaseId(row["case_id"]),
        image=ImageRef(*json.loads(row["image"])),
        shape=Shape(Kind(shape["kind"]), tuple((x, y) for x, y in shape["points"])),
        reading=Reading(**reading, values=values and Values(**values)),
        reader=row["reader"],
        drawn_at=datetime.fromisoformat(row["drawn_at"]),
    )
