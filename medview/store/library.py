"""The library: cases, embeddings, signed grades and the audit trail, in one SQLite file.

One process owns the file (LibraryLock); its threads share an engine, and writes queue up behind
one lock. A method that returned has its data on the disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from medview.domain.case import Case, CaseId
from medview.domain.errors import LibraryError, ModelMismatch
from medview.domain.grade import SignedGrade
from medview.store import audit, signatures, slices
from medview.store.access import Access
from medview.store.estimates import forget_for
from medview.store.lock import LibraryLock
from medview.store.rows import case_of, case_row, moment, notes_row, portions
from medview.store.schema import cases, embeddings, seen_cases

FloatArray = npt.NDArray[np.float32]

_SEARCHED = (
    cases.c.title,
    cases.c.patient_key,
    cases.c.patient_name,
    cases.c.label,
    cases.c.source,
    cases.c.findings,
    cases.c.outcome,
    cases.c.tags,
    cases.c.study_description,
    cases.c.series_description,
)


class Library:
    """Implements domain.ports.CaseLibrary; see there for the methods it shares."""

    def __init__(self, path: Path) -> None:
        """Open the library at `path`, or create it.

        Raises LibraryBusy (another window has it), LibraryDamaged, LibraryNotWritable.
        """
        self._lock = LibraryLock(path.with_suffix(".lock"))
        try:
            self._access = Access(path)
        except BaseException:
            self._lock.release()
            raise

    @property
    def access(self) -> Access:
        """The file, for the stores that keep tables of their own in it."""
        return self._access

    def close(self) -> None:
        """Back up when due and leave the library to another window."""
        self._access.close()
        self._lock.release()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Group writes: all or none. Inside, the thread sees its own writes."""
        with self._access.writing():
            yield

    # Cases

    def add_case(self, case: Case, content_digest: str) -> bool:
        """Add one case durably; False when its content is there already."""
        row = case_row(case) | {
            "content_digest": content_digest,
            "added_at": moment(datetime.now(UTC)),
        }
        statement = upsert(cases).values(row).on_conflict_do_nothing()
        with self._access.writing() as connection:
            if connection.execute(statement).rowcount:
                return True
            if self.known_contents([content_digest]):
                return False
        raise LibraryError(
            f"{case.title or case.id} is in the library with other pixels.",
            hint="Remove the old case first.",
        )

    def known_contents(self, digests: Sequence[str]) -> dict[str, CaseId]:
        """Return which of these content digests are in the library, and as which case."""
        query = select(cases.c.content_digest, cases.c.id)
        found: dict[str, CaseId] = {}
        with self._access.reading() as connection:
            for some in portions(digests):
                rows = connection.execute(query.where(cases.c.content_digest.in_(some)))
                found |= {row.content_digest: CaseId(row.id) for row in rows}
        return found

    def cases(self, modality: str = "", label: str = "", text: str = "") -> list[Case]:
        """Return the cases that pass the filters ("" = any), in the order of import."""
        query = select(cases).order_by(cases.c.seq)
        if modality:
            query = query.where(cases.c.modality == modality)
        if label:
            query = query.where(cases.c.label == label)
        for word in text.split():
            query = query.where(_mentions(word))
        return self._cases(query)

    def case(self, case_id: CaseId) -> Case | None:
        """Return one case, or None when it is not in the library."""
        return next(iter(self._cases(select(cases).where(cases.c.id == case_id))), None)

    def _cases(self, query: Select[Any]) -> list[Case]:
        with self._access.reading() as connection:
            return [case_of(row) for row in connection.execute(query).mappings().all()]

    def facets(self) -> dict[str, dict[str, int]]:
        """Return how many cases each modality, each label and each outcome has."""
        with self._access.reading() as connection:
            return {
                column.name: {
                    name: count
                    for name, count in connection.execute(
                        select(column, func.count()).group_by(column).order_by(column)
                    )
                    if name
                }
                for column in (cases.c.modality, cases.c.label, cases.c.outcome)
            }

    def set_label(self, case_id: CaseId, label: str) -> None:
        """Change the label of a case, which is audited; estimates it votes on are forgotten."""
        statement = update(cases).where(cases.c.id == case_id).values(label=label)
        with self._access.writing() as connection:
            forget_for(connection, case_id)
            connection.execute(statement)
            audit.append(connection, "labelled", {"case": case_id, "label": label})
            forget_for(connection, case_id)

    def describe(self, case_id: CaseId, findings: str, outcome: str, tags: Sequence[str]) -> None:
        """Change what people wrote of a case; the trail says that it was, and never the words."""
        row = notes_row(findings, outcome, tags)
        with self._access.writing() as connection:
            connection.execute(update(cases).where(cases.c.id == case_id).values(row))
            audit.append(connection, "described", {"case": case_id})

    def remove_cases(self, ids: Sequence[CaseId]) -> int:
        """Remove cases, embeddings, and whose they are; signed grades and audit stay."""
        with self._access.writing() as connection:
            removed = sum(
                connection.execute(delete(cases).where(cases.c.id.in_(some))).rowcount
                for some in portions(ids)
            )
            for some in portions(ids):
                connection.execute(delete(seen_cases).where(seen_cases.c.case_id.in_(some)))
            audit.append(connection, "removed", {"cases": list(ids)})
        return removed

    # Embeddings

    def put_embedding(self, case_id: CaseId, digest: str, vector: FloatArray) -> None:
        """Keep the embedding of a case under ONE model digest, in place of an earlier one.

        What this model said is forgotten where the case votes: it would say otherwise now.
        """
        blob = np.ascontiguousarray(vector, dtype="<f4").tobytes()
        row = {"case_id": case_id, "model_digest": digest, "vector": blob}
        statement = upsert(embeddings).values(row)
        with self._access.writing() as connection:
            connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["case_id", "model_digest"], set_={"vector": blob}
                )
            )
            forget_for(connection, case_id, digest)

    def embeddings(self, digest: str) -> tuple[list[CaseId], FloatArray]:
        """Return all ids and embeddings (N, D) of one model digest, in the order of import.

        Raises ModelMismatch when they do not all have one length.
        """
        query = select(embeddings.c.case_id, embeddings.c.vector)
        query = query.where(embeddings.c.model_digest == digest).order_by(embeddings.c.seq)
        with self._access.reading() as connection:
            rows = connection.execute(query).all()
        if len({len(row.vector) for row in rows}) > 1:
            raise ModelMismatch(
                "The library holds embeddings of several lengths for one model.",
                hint="Import these cases again.",
            )
        vectors = np.frombuffer(b"".join(row.vector for row in rows), dtype="<f4")
        return [CaseId(row.case_id) for row in rows], vectors.reshape(len(rows), -1 if rows else 0)

    def put_slices(self, case_id: CaseId, digest: str, vectors: Mapping[int, FloatArray]) -> None:
        """Keep the embeddings of several images of a series under one model digest."""
        with self._access.writing() as connection:
            slices.put(connection, case_id, digest, vectors)

    def slices(self, digest: str) -> slices.Slices:
        """Return case and image of each, and all such embeddings (N, D), of one model digest."""
        with self._access.reading() as connection:
            return slices.of_model(connection, digest)

    def series_without_slices(self, digests: Sequence[str]) -> list[Case]:
        """Return the series of which no images are embedded under any of these models."""
        with self._access.reading() as connection:
            held = slices.cases_with(connection, digests)
        return [case for case in self.cases() if case.is_series and case.id not in held]

    def remove_embeddings(self, digest: str) -> int:
        """Remove all embeddings of a model that is gone; return of how many cases there were."""
        statement = delete(embeddings).where(embeddings.c.model_digest == digest)
        with self._access.writing() as connection:
            slices.remove(connection, digest)
            return connection.execute(statement).rowcount

    def cases_without_embedding(self, digests: Sequence[str]) -> list[Case]:
        """Return the cases that have no embedding under any of these model digests."""
        held = select(embeddings.c.case_id).where(embeddings.c.model_digest.in_(digests))
        return self._cases(select(cases).where(cases.c.id.not_in(held)).order_by(cases.c.seq))

    # Signatures and audit

    def sign(self, signed: SignedGrade) -> None:
        """Keep a signed grade durably before returning, vouched for by the audit trail."""
        with self._access.writing() as connection:
            signatures.append(connection, signed)

    def withdraw(self, case_id: CaseId, reader: str, at: datetime) -> SignedGrade | None:
        """Take back a reader's last standing signature of a case; return it, None without one."""
        with self._access.writing() as connection:
            return signatures.withdraw(connection, case_id, reader, at)

    def signed(self, case_id: CaseId) -> list[SignedGrade]:
        """Return the signatures of a case that stand (none taken back), oldest first."""
        return self.signed_of([case_id]).get(case_id, [])

    def signed_of(self, ids: Sequence[CaseId]) -> dict[CaseId, list[SignedGrade]]:
        """Return the standing signatures of those cases that have any, oldest first."""
        with self._access.reading() as connection:
            return signatures.of_cases(connection, ids)

    def all_signed(self) -> list[SignedGrade]:
        """Return every signature that stands, oldest first."""
        with self._access.reading() as connection:
            return signatures.standing(connection)

    def audit(self, event: str, details: Mapping[str, Any]) -> None:
        """Append one event; entries that name a patient or a path are left out."""
        with self._access.writing() as connection:
            audit.append(connection, event, details)

    def audit_trail(self, since: datetime | None = None) -> list[Mapping[str, Any]]:
        """Return the events (seq, at, event, details, hash), oldest first."""
        with self._access.reading() as connection:
            return audit.trail(connection, since)

    def verify(self) -> list[str]:
        """Return what is wrong with the library, one sentence each; empty when it is sound."""
        with self._access.reading() as connection:
            rows = connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars().all()
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            found = [f"The database is damaged: {row}." for row in rows if row != "ok"]
            if orphans:
                found.append(f"{len(orphans)} embeddings belong to no case.")
            return found + audit.faults(connection)


def _mentions(word: str) -> ColumnElement[bool]:
    return or_(*(column.icontains(word, autoescape=True) for column in _SEARCHED))
