"""Worklists by name: their photographs, and who is to read whom."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping, Select, delete, func, insert, select, update

from medview.domain.case import Case
from medview.domain.errors import LibraryError
from medview.domain.pairs import VisitKey
from medview.domain.worklist import Task, WorklistInfo
from medview.store import audit
from medview.store.access import Access
from medview.store.rows import case_of, case_row, moment
from medview.store.schema import worklist_entries, worklist_tasks, worklists
from medview.store.upsert import insert_new, insert_or_replace

UNSAID: dict[str, str | int] = {"reader": "", "second_read": 0}


class Worklists:
    """What was put on worklists; a method that returned has its data on the disk.

    The audit trail names a worklist by its number: a name may be a patient's.
    """

    def __init__(self, access: Access) -> None:
        """Take the access of the library they are kept in."""
        self._access = access

    def all(self) -> list[WorklistInfo]:
        """Return every worklist, the newest first."""
        with self._access.reading() as connection:
            rows = connection.execute(_infos().order_by(worklists.c.id.desc())).mappings()
            return [_info(row) for row in rows]

    def info(self, worklist: int) -> WorklistInfo:
        """Return one worklist; raise LibraryError when it is gone."""
        with self._access.reading() as connection:
            found = connection.execute(_infos().where(worklists.c.id == worklist)).mappings()
            for row in found:
                return _info(row)
        raise LibraryError("This worklist is not there any more.", hint="Choose another.")

    def create(self, name: str, cases: Sequence[Case]) -> int:
        """Make a worklist of these photographs, whole or not at all; return its number.

        Raises LibraryError when the name is empty or taken.
        """
        new = _sound(name)
        row = {"name": new, "created_at": moment(datetime.now(UTC)), "is_grading": 0}
        with self._access.writing() as connection:
            self._must_be_free(new)
            made = connection.execute(insert(worklists).values(row)).inserted_primary_key
            assert made is not None
            if cases:
                connection.execute(
                    insert_new(connection, worklist_entries),
                    [_entry(made[0], case) for case in cases],
                )
            audit.append(connection, "worklist made", {"worklist": made[0], "cases": len(cases)})
        return int(made[0])

    def rename(self, worklist: int, name: str) -> None:
        """Give a worklist another name; raise LibraryError when it is empty or taken."""
        new = _sound(name)
        statement = update(worklists).where(worklists.c.id == worklist).values(name=new)
        with self._access.writing() as connection:
            self._must_be_free(new, besides=worklist)
            connection.execute(statement)
            audit.append(connection, "worklist renamed", {"worklist": worklist})

    def delete(self, worklist: int) -> None:
        """Delete a worklist; files, estimates and signatures stay."""
        with self._access.writing() as connection:
            connection.execute(delete(worklists).where(worklists.c.id == worklist))
            audit.append(connection, "worklist deleted", {"worklist": worklist})

    def cases(self, worklist: int) -> list[Case]:
        """Return the photographs of a worklist, in the order in which they were added."""
        query = select(worklist_entries.c.content).order_by(worklist_entries.c.seq)
        with self._access.reading() as connection:
            contents = connection.execute(query.where(worklist_entries.c.worklist == worklist))
            return [case_of(json.loads(content)) for content in contents.scalars()]

    def tasks(self, worklist: int) -> dict[VisitKey, Task]:
        """Return who is to read whom, where anything was said."""
        query = select(worklist_tasks).where(worklist_tasks.c.worklist == worklist)
        with self._access.reading() as connection:
            return {
                (row.patient_key, row.study_date): Task(row.reader, bool(row.second_read))
                for row in connection.execute(query)
            }

    def second_reads(self) -> frozenset[VisitKey]:
        """Return the visits for which a second reader is wanted, on any worklist."""
        task = worklist_tasks.c
        query = select(task.patient_key, task.study_date).where(task.second_read == 1)
        with self._access.reading() as connection:
            return frozenset((row.patient_key, row.study_date) for row in connection.execute(query))

    def assign(self, worklist: int, visits: Sequence[VisitKey], reader: str) -> None:
        """Say who is to read these patients ("" = anybody)."""
        self._set_task(worklist, visits, {"reader": " ".join(reader.split())})

    def want_second_read(self, worklist: int, visits: Sequence[VisitKey], wanted: bool) -> None:
        """Say whether a second reader is wanted for these patients."""
        self._set_task(worklist, visits, {"second_read": int(wanted)})

    def _set_task(
        self, worklist: int, visits: Sequence[VisitKey], told: Mapping[str, str | int]
    ) -> None:
        if not visits:
            return
        rows = [
            {"worklist": worklist, "patient_key": patient, "study_date": date, **UNSAID, **told}
            for patient, date in visits
        ]
        keys = ("worklist", "patient_key", "study_date")
        with self._access.writing() as connection:
            connection.execute(insert_or_replace(connection, worklist_tasks, keys, told), rows)
            details = {"worklist": worklist, "patients": len(rows), **told}
            audit.append(connection, "assigned", details)

    def set_grading(self, worklist: int, is_grading: bool) -> None:
        """Remember that a batch has begun, or has come to its end."""
        statement = update(worklists).where(worklists.c.id == worklist)
        with self._access.writing() as connection:
            connection.execute(statement.values(is_grading=int(is_grading)))

    def _must_be_free(self, name: str, besides: int | None = None) -> None:
        others = [one.name.casefold() for one in self.all() if one.id != besides]
        if name.casefold() in others:
            raise LibraryError(
                f"There is a worklist called {name} already.", hint="Choose another name."
            )


def _sound(name: str) -> str:
    """Return a name without needless spaces; raise LibraryError when nothing is left."""
    plain = " ".join(name.split())[:120]
    if not plain:
        raise LibraryError("A worklist needs a name.", hint="For example: Clinic, 3 June.")
    return plain


def _infos() -> Select[Any]:
    count = select(func.count()).where(worklist_entries.c.worklist == worklists.c.id)
    return select(worklists, count.scalar_subquery().label("photographs"))


def _info(row: RowMapping) -> WorklistInfo:
    return WorklistInfo(
        row["id"],
        row["name"],
        datetime.fromisoformat(row["created_at"]),
        row["photographs"],
        bool(row["is_grading"]),
    )


def _entry(worklist: int, case: Case) -> dict[str, Any]:
    return {"worklist": worklist, "case_id": case.id, "content": json.dumps(case_row(case))}
