"""The library: cases, embeddings, signed grades and the audit trail, in one database.

A SQLite file, which one process owns, or a database on a server, which windows share; threads share
an engine, and writes queue up. A method that returned has its data on the disk.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update

from medview.domain.case import Case, CaseId
from medview.domain.embedded import Embedded
from medview.domain.errors import LibraryError, ModelMismatch
from medview.domain.grade import SignedGrade
from medview.store import audit, embedded, signatures, slices
from medview.store.access import Access
from medview.store.address import Place, ServerAddress
from medview.store.estimates import forget_for
from medview.store.file_access import FileAccess
from medview.store.rows import (
    BETWEEN_IMAGES,
    case_of,
    case_row,
    moment,
    notes_row,
    of_cases,
    portions,
)
from medview.store.schema import cases, embeddings, seen_cases
from medview.store.upsert import insert_new, insert_or_replace

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

    def __init__(self, place: Place) -> None:
        """Open the library in a file or on a server, or create it.

        Raises LibraryBusy (another window has the file), LibraryDamaged, LibraryNotWritable,
        LibraryUnreachable.
        """
        self._access = _access_to(place)

    @property
    def access(self) -> Access:
        """The database, for the stores that keep tables of their own in it."""
        return self._access

    def close(self) -> None:
        """Back up a file when due, and leave the library to other windows."""
        self._access.close()

    def changed_elsewhere(self) -> bool:
        """Return True once after other windows of a server wrote."""
        return self._access.changed_elsewhere()

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
        with self._access.writing() as connection:
            statement = insert_new(connection, cases).returning(cases.c.seq)
            if connection.execute(statement, row).first():
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
        return self._cases(_filtered(select(cases), modality, label, text))

    def case_ids(self, modality: str = "", label: str = "", text: str = "") -> list[CaseId]:
        """Return which cases pass the filters, in the order of import: soon, of however many.

        They come as one text: for each of 100,000 rows, a thread would wait for the interpreter
        again, which the window's thread holds while it paints.
        """
        passing = _filtered(select(cases.c.id), modality, label, text).subquery()
        query = select(func.aggregate_strings(passing.c.id, "\n"))
        with self._access.reading() as connection:
            told = connection.execute(query).scalar_one()
        return [CaseId(case_id) for case_id in told.split("\n")] if told else []

    def cases_of(self, ids: Sequence[CaseId]) -> list[Case]:
        """Return those of these cases that are still in the library, in that order."""
        with self._access.reading() as connection:
            rows = of_cases(connection, select(cases), cases.c.id, ids)
            found = {case.id: case for case in map(case_of, rows)}
        return [found[case_id] for case_id in ids if case_id in found]

    def count(self) -> int:
        """Return how many cases there are."""
        with self._access.reading() as connection:
            return connection.execute(select(func.count()).select_from(cases)).scalar_one()

    def cases_in(self, folder: str) -> list[Case]:
        """Return the cases whose images lie below a folder."""
        start = json.dumps(folder + os.sep)[1:-1]  # as case_row writes them
        return self._cases(select(cases).where(cases.c.images.contains(start, autoescape=True)))

    def patient_names(self) -> dict[str, set[str]]:
        """Return by which names each patient is known, by the key of the patient."""
        query = select(cases.c.patient_key, cases.c.patient_name).distinct()
        found: dict[str, set[str]] = {}
        with self._access.reading() as connection:
            for row in connection.execute(query):
                found.setdefault(row.patient_key, set()).add(row.patient_name)
        return found

    def case(self, case_id: CaseId) -> Case | None:
        """Return one case, or None when it is not in the library."""
        return next(iter(self._cases(select(cases).where(cases.c.id == case_id))), None)

    def studies_of(self, ids: Sequence[CaseId]) -> dict[CaseId, tuple[str, str]]:
        """Return the study UID and the series description of those of these that are there."""
        query = select(cases.c.id, cases.c.study_uid, cases.c.series_description)
        with self._access.reading() as connection:
            return {
                CaseId(row["id"]): (row["study_uid"], row["series_description"])
                for row in of_cases(connection, query, cases.c.id, ids)
            }

    def _cases(self, query: Select[Any]) -> list[Case]:
        with self._access.reading() as connection:
            return [case_of(row) for row in connection.execute(query).mappings().all()]

    def facets(self) -> dict[str, dict[str, int]]:
        """Return how many cases each modality, label, outcome and set of tags has."""
        with self._access.reading() as connection:
            return {
                column.name: {
                    name: count
                    for name, count in connection.execute(
                        select(column, func.count()).group_by(column).order_by(column)
                    )
                    if name
                }
                for column in (cases.c.modality, cases.c.label, cases.c.outcome, cases.c.tags)
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
        row = {"case_id": case_id, "model_digest": digest, "vector": vector}
        with self._access.writing() as connection:
            keys = ("case_id", "model_digest")
            connection.execute(insert_or_replace(connection, embeddings, keys, ["vector"]), row)
            forget_for(connection, case_id, digest)

    def embeddings(self, digest: str) -> tuple[list[CaseId], FloatArray]:
        """Return all ids and embeddings (N, D) of one model digest, in the order of import.

        Raises ModelMismatch when they do not all have one length.
        """
        query = select(embeddings.c.case_id, embeddings.c.vector)
        query = query.where(embeddings.c.model_digest == digest).order_by(embeddings.c.seq)
        with self._access.reading() as connection:
            rows = connection.execute(query).all()
        vectors = [row.vector for row in rows]
        if len({len(vector) for vector in vectors}) > 1:
            raise ModelMismatch(
                "The library holds embeddings of several lengths for one model.",
                hint="Import these cases again.",
            )
        return [CaseId(row.case_id) for row in rows], slices.stacked(vectors)

    def put_slices(self, case_id: CaseId, digest: str, vectors: Mapping[int, FloatArray]) -> None:
        """Keep the embeddings of several images of a series under one model digest."""
        with self._access.writing() as connection:
            slices.put(connection, case_id, digest, vectors)

    def embedded(self, digest: str) -> list[Embedded]:
        """Return which embeddings there are of one model digest, without their numbers."""
        with self._access.reading() as connection:
            return embedded.listed(connection, digest)

    def vectors(
        self, wanted: Sequence[Embedded]
    ) -> dict[tuple[CaseId, int | None, int], FloatArray]:
        """Return the vectors (D,) of those that are still there, by their keys."""
        with self._access.reading() as connection:
            return embedded.numbers(connection, wanted)

    def series_without_slices(self, digests: Sequence[str]) -> list[Case]:
        """Return the series of which no images are embedded under any of these models."""
        query = select(cases).where(
            cases.c.images.contains(BETWEEN_IMAGES), cases.c.id.not_in(slices.cases_with(digests))
        )
        return [case for case in self._cases(query.order_by(cases.c.seq)) if case.is_series]

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
            return self._access.faults() + audit.faults(connection)


def _access_to(place: Place) -> Access:
    if isinstance(place, ServerAddress):
        from medview.store.server_access import ServerAccess

        return ServerAccess(place)
    return FileAccess(place)


def _filtered(query: Select[Any], modality: str, label: str, text: str) -> Select[Any]:
    """Return a query of the cases that pass the filters ("" = any), in the order of import."""
    if modality:
        query = query.where(cases.c.modality == modality)
    if label:
        query = query.where(cases.c.label == label)
    for word in text.split():
        query = query.where(_mentions(word))
    return query.order_by(cases.c.seq)


def _mentions(word: str) -> ColumnElement[bool]:
    return or_(*(column.icontains(word, autoescape=True) for column in _SEARCHED))
