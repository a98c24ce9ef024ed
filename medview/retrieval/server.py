"""Nearest neighbours on a server: pgvector names candidates, and the window puts them in order.

The filters, and that nobody is their own neighbour, are part of what the server searches. It reads
all vectors, or goes through its HNSW index where there is one that was measured (server_index.py).
The order, distances and what is told of each come from the same code as in local.py, so that the
answers are the same. pgvector before 0.7 knows no Manhattan distance: all vectors are read, and of
the NEAR_BY nearest by Euclidean distance the nearest by Manhattan are taken.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, text

from medview.domain.case import CaseId, tags_of
from medview.domain.errors import ModelMismatch
from medview.domain.neighbours import SAME_PICTURE, Metric, Neighbour
from medview.domain.pseudonym import UNSALTED, Pseudonyms
from medview.retrieval.filters import DATES, KNOWN, LIBRARY, TAG, TEXTS, days_of
from medview.retrieval.local import CANDIDATES, TWINS, Entry, LocalIndex
from medview.retrieval.server_gallery import HeldPictures
from medview.retrieval.server_index import (
    EXACT_TO,
    TABLES,
    Tuned,
    nearest_passing,
    parsed,
    tuned_index,
    written,
)

FloatArray = npt.NDArray[np.float32]
Reading = Callable[[], AbstractContextManager[Connection]]

SLACK = 16  # cases more than asked for, which rounding may put in another order
NEAR_BY = 1000
OPERATORS = {Metric.COSINE: "<=>", Metric.EUCLIDEAN: "<->", Metric.MANHATTAN: "<->"}
COLUMNS = {"patient": "patient_key"} | {name: name for name in TEXTS if name != "patient"}
WHOLE = "SELECT case_id, vector, NULL::int AS image FROM embeddings WHERE model_digest = :digest"
SLICES = "SELECT case_id, vector, image FROM slice_embeddings WHERE model_digest = :digest"


class ServerIndex:
    """Search over the vectors of one model in the library on a server, and in its gallery."""

    def __init__(
        self,
        reading: Reading,
        digest: str,
        gallery: Sequence[Entry],
        vectors: FloatArray,
        pseudonyms: Pseudonyms = UNSALTED,
    ) -> None:
        """Take how to ask the server, whose vectors these are, and what the model ships with."""
        self._reading, self._digest = reading, digest
        self._gallery = LocalIndex(gallery, vectors, pseudonyms)
        self._vectors = np.asarray(vectors, np.float32)
        self._lock = threading.Lock()
        self._held = HeldPictures(self._vectors)
        self._is_stale = True

    def __len__(self) -> int:
        """Return the number of vectors."""
        with self._reading() as connection:
            query = f"SELECT count(*) FROM ({WHOLE} UNION ALL {SLICES}) AS held"
            count = connection.execute(text(query), {"digest": self._digest}).scalar_one()
        return int(count) + int(self._held.fresh.sum())

    def state(self) -> tuple[int, Tuned | None]:
        """Return how many cases of the library have a vector, and the index over them if any."""
        query = "SELECT count(*) FROM embeddings WHERE model_digest = :digest"
        with self._reading() as connection:
            count = connection.execute(text(query), {"digest": self._digest}).scalar_one()
            return int(count), tuned_index(connection, self._digest)

    def stale(self) -> None:
        """Look at the library anew: it changed."""
        self._is_stale = True

    def vector(self, case_id: CaseId, image: int | None = None) -> FloatArray | None:
        """Return the vector (D,) of an image of a case, None when there is none."""
        with self._reading() as connection:
            found = self._rows(connection, [case_id])
        held = {entry.image: vector for entry, vector in found}
        return held[image] if image in held else self._gallery.vector(case_id, image)

    def filter_values(self) -> dict[str, list[str]]:
        """Return what there is of each field to choose from, in the order of the alphabet."""
        values = {name: set(found) for name, found in self._gallery.filter_values().items()}
        with self._reading() as connection:
            for name in (*TEXTS, TAG):
                column = COLUMNS.get(name, "tags")
                query = f"SELECT DISTINCT {column} FROM cases WHERE id IN ({self._embedded()})"
                found = connection.execute(text(query), {"digest": self._digest}).scalars().all()
                values[name] |= (
                    {tag for tags in found for tag in tags_of(tags)}
                    if (name == TAG)
                    else set(found)
                )
        return {name: sorted(found - {""}) for name, found in values.items()}

    def search(
        self,
        query: FloatArray,
        k: int,
        metric: Metric,
        *,
        exclude_patient: str = "",
        where: Mapping[str, str] | None = None,
        own: FloatArray | None = None,
    ) -> list[Neighbour]:
        """Return the k nearest cases to `query`, nearest first; see LocalIndex.search."""
        queries = np.atleast_2d(np.asarray(query, np.float32))
        if self._vectors.size and queries.shape[1] != self._vectors.shape[1]:
            raise ModelMismatch(
                "The query and the library were embedded by different models.",
                hint="Let MedView embed the library again with the active model.",
            )
        pictures = queries if own is None else np.atleast_2d(own)
        where = dict(where or {})
        with self._reading() as connection:
            self._look_again(connection)
            tuned = tuned_index(connection, self._digest)
            twins = self._twins(connection, pictures, tuned)
            patients = set(twins.values()) | self._gallery.own_names(
                pictures, exclude_patient, self._held.fresh
            )
            passing = self._passing(where, patients - {""}, list(twins))
            ids = self._candidates(connection, queries, k, metric, passing, tuned)
            rows = [
                (entry, vector)
                for entry, vector in self._rows(connection, ids)
                if not (entry.image is None and entry.case_id in twins)
            ]
        held = LocalIndex([entry for entry, _ in rows], _stacked(rows, queries.shape[1]))
        near = [
            *held.nearest(queries, k, metric),
            *self._of_gallery(queries, k, metric, where, patients, pictures),
        ]
        near.sort(key=lambda neighbour: neighbour.distance)  # stable: the own library first
        return [replace(one, rank=rank) for rank, one in enumerate(near[:k], start=1)]

    def _of_gallery(
        self,
        queries: FloatArray,
        k: int,
        metric: Metric,
        where: Mapping[str, str],
        patients: Collection[str],
        pictures: FloatArray,
    ) -> list[Neighbour]:
        allowed = self._gallery.filters.passing(where) & self._held.fresh
        if any(self._is_of_library_alone(name, value) for name, value in where.items()):
            return []
        allowed &= self._gallery.of_others(pictures, patients)
        return self._gallery.nearest(queries, k, metric, allowed)

    def _is_of_library_alone(self, name: str, value: str) -> bool:
        """True for one value with a comma, "a, b", that only the library has; it is not two."""
        if name in (DATES, LIBRARY) or "," not in value:
            return False
        of_gallery = self._gallery.filter_values().get(name, ())
        return value not in of_gallery and value in self.filter_values().get(name, ())

    def _passing(
        self, where: Mapping[str, str], patients: Collection[str], twins: Sequence[str]
    ) -> tuple[str, dict[str, Any]]:
        """Return the condition on cases `c`, and its values; ValueError on an unknown filter."""
        parts = ["c.patient_key <> ALL(:patients)"]
        values: dict[str, Any] = {
            "patients": list(patients),
            "twins": list(twins),
            "digest": self._digest,
        }
        for number, (name, value) in enumerate(where.items()):
            key = f"v{number}"
            if name in (*TEXTS, TAG):
                whole = "," in value and value in self.filter_values()[name]
                values[key] = [value] if whole else value.split(",")
                parts.append(
                    f"string_to_array(c.tags, ', ') && CAST(:{key} AS text[])"
                    if name == TAG
                    else f"c.{COLUMNS[name]} = ANY(:{key})"
                )
            elif name == DATES:
                first, last = days_of(value)
                values |= {f"{key}a": f"{first:08}", f"{key}b": f"{last:08}"}
                day = "replace(c.study_date, '-', '')"
                parts.append(f"{day} ~ '^[0-9]{{8}}$' AND {day} BETWEEN :{key}a AND :{key}b")
            elif name == LIBRARY and value in ("own", "model"):
                parts.append("true" if value == "own" else "false")
            elif name == LIBRARY:
                raise ValueError("The filter 'library' is 'own' or 'model'.")
            else:
                raise ValueError(f"Unknown filter '{name}'. Known filters: {', '.join(KNOWN)}.")
        return " AND ".join(f"({part})" for part in parts), values

    def _twins(
        self, connection: Connection, pictures: FloatArray, tuned: Tuned | None
    ) -> dict[str, str]:
        """Return the cases told by one of these pictures, and their patients."""
        found: dict[str, str] = {}
        for picture in pictures:
            near = f"e.vector <=> CAST(:q AS vector) < {SAME_PICTURE}"
            source = "embeddings e WHERE e.model_digest = :digest"
            if tuned:
                tuned.use(connection)
                column, digest = tuned.vector("e"), tuned.literal
                source = f"""(
                    SELECT e.case_id, e.vector FROM embeddings e WHERE e.model_digest = {digest}
                    ORDER BY {column} <=> CAST(:q AS vector) LIMIT {TWINS}
                ) AS e WHERE true"""
            query = (
                f"SELECT c.id, c.patient_key FROM cases c JOIN "
                f"(SELECT e.case_id FROM {source} AND {near}) AS t ON t.case_id = c.id"
            )
            values = {"digest": self._digest, "q": written(picture)}
            found |= {row.id: row.patient_key for row in connection.execute(text(query), values)}
        return found

    def _candidates(
        self,
        connection: Connection,
        queries: FloatArray,
        k: int,
        metric: Metric,
        passing: tuple[str, dict[str, Any]],
        tuned: Tuned | None,
    ) -> list[str]:
        """Return cases among which the k nearest are."""
        condition, values = passing
        if k < 1:
            return []
        is_known = metric is not Metric.MANHATTAN
        count = k + SLACK if is_known else max(NEAR_BY, k)
        if tuned and is_known and count <= NEAR_BY and self._pass_many(connection, passing):
            near = self._by_index(connection, queries, k, passing, tuned)
            if near is not None:
                return near
        operator = OPERATORS[metric]
        distances = " + ".join(
            f"min(e.vector {operator} CAST(:q{i} AS vector))" for i in range(len(queries))
        )
        query = f"""
            SELECT e.case_id FROM (
                {WHOLE} AND case_id <> ALL(:twins) UNION ALL {SLICES}
            ) AS e JOIN cases c ON c.id = e.case_id
            WHERE {condition} GROUP BY e.case_id ORDER BY {distances} LIMIT {count}"""
        asked = {f"q{i}": written(one) for i, one in enumerate(queries)}
        return list(connection.execute(text(query), values | asked).scalars())

    def _pass_many(self, connection: Connection, passing: tuple[str, dict[str, Any]]) -> bool:
        """True when reading all that passes takes longer than the index is worth."""
        condition, values = passing
        query = f"SELECT count(*) FROM (SELECT 1 FROM cases c WHERE {condition} LIMIT {EXACT_TO}) p"
        found = connection.execute(text(query), values).scalar_one()
        return int(found) >= EXACT_TO

    def _by_index(
        self,
        connection: Connection,
        queries: FloatArray,
        k: int,
        passing: tuple[str, dict[str, Any]],
        tuned: Tuned,
    ) -> list[str] | None:
        """Return the cases of what the index says is near; read on while filters leave out.

        In each table the k nearest cases are among the first k of it, and SLACK more for rounding.
        None: too few of what the index gives pass.
        """
        found: dict[str, None] = {}
        count = max(CANDIDATES, 4 * k)
        for one in queries:
            for table in TABLES:
                asked = written(one)
                ids = nearest_passing(
                    connection, tuned, table, asked, passing, least=k + SLACK, count=count
                )
                if ids is None:
                    return None
                found |= dict.fromkeys(ids)
        return list(found)

    def _rows(self, connection: Connection, ids: Sequence[str]) -> list[tuple[Entry, FloatArray]]:
        """Return all vectors of these cases and what is known of each, in the order of import."""
        query = f"""
            SELECT c.seq, c.id, c.label, c.patient_key, c.source, c.modality, c.body_part,
                c.study_date, c.findings, c.outcome, c.tags, e.image, CAST(e.vector AS text) AS v
            FROM ({WHOLE} UNION ALL {SLICES}) AS e JOIN cases c ON c.id = e.case_id
            WHERE c.id = ANY(:ids) ORDER BY c.seq, e.image NULLS FIRST"""
        values = {"digest": self._digest, "ids": list(ids)}
        return [(_entry(row), parsed(row.v)) for row in connection.execute(text(query), values)]

    def _look_again(self, connection: Connection) -> None:
        """Leave out the pictures of the gallery that the library holds too, when it changed."""
        with self._lock:
            if not self._is_stale:
                return
            self._is_stale = False  # before looking: who says so meanwhile is heard
            try:
                self._held.look(connection, self._digest)
            except BaseException:
                self._is_stale = True
                raise

    def _embedded(self) -> str:
        return f"SELECT case_id FROM ({WHOLE} UNION ALL {SLICES}) AS held"


def _entry(row: Any) -> Entry:
    return Entry(
        CaseId(row.id),
        row.label,
        row.patient_key,
        row.source,
        row.modality,
        in_library=True,
        body_part=row.body_part,
        study_date=row.study_date,
        findings=row.findings,
        outcome=row.outcome,
        tags=tags_of(row.tags),
        image=row.image,
    )


def _stacked(rows: Sequence[tuple[Entry, FloatArray]], dimension: int) -> FloatArray:
    if not rows:
        return np.zeros((0, dimension), np.float32)
    return np.stack([vector for _, vector in rows])
