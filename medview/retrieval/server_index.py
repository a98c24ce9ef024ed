"""The HNSW index of pgvector for very many vectors: built once, measured, and shared by windows.

Malkov and Yashunin, IEEE TPAMI 2020. One partial index for each model and table, over the vectors
as `vector(D)` (https://github.com/pgvector/pgvector: "Can I store vectors with different
dimensions in the same column?"). What recall it reached, and how many candidates that takes, stands
in its comment; an index that does not reach the recall asked for is dropped, and search is exact.

The index knows no filter: of all vectors it gives the nearest, and what does not pass is left out
of these. `nearest_passing` sees to it that enough remain.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, text

from medview.retrieval.shortlist import ASKED_RECALL, BLUR, NEAREST, PROBED

EXACT_TO = 20_000  # vectors that are all looked at, index or not
WIDTHS = (100, 200, 400, 800)  # candidates that are kept while the graph is walked
WIDEST = 1000  # candidates that pgvector can keep
MANY_PASS = 0.8  # of the candidates: the rest hardly changes how far down the list is read
TABLES = ("embeddings", "slice_embeddings")


@dataclass(frozen=True)
class Tuned:
    """An index of one model: its dimension, how wide to search, and the recall that gave.

    `reads_on`: the server itself goes on while filters leave out what it finds.
    """

    digest: str
    dimension: int
    width: int
    recall: float
    reads_on: bool = False

    @property
    def literal(self) -> str:
        """The digest as SQL: a partial index is used only when its condition is spelt out."""
        return f"'{self.digest}'"

    def vector(self, table: str) -> str:
        """Return the expression that is indexed."""
        return f"CAST({table}.vector AS vector({self.dimension}))"

    def use(self, connection: Connection, width: int = 0) -> None:
        """Search that wide, or wider when asked to, until the transaction ends."""
        width = min(WIDEST, max(self.width, width))
        connection.exec_driver_sql(f"SET LOCAL hnsw.ef_search = {width}")
        if self.reads_on:
            connection.exec_driver_sql("SET LOCAL hnsw.iterative_scan = strict_order")


def tuned_index(connection: Connection, digest: str) -> Tuned | None:
    """Return the index of a model, None where there is none that was measured."""
    query = (
        "SELECT obj_description(to_regclass(:name), 'pg_class') AS told, extversion "
        "FROM pg_extension WHERE extname = 'vector'"
    )
    row = connection.execute(text(query), {"name": _name(digest, TABLES[0])}).one_or_none()
    if row is None or not row.told:
        return None
    try:
        return Tuned(digest, **json.loads(row.told), reads_on=is_iterative(row.extversion))
    except (ValueError, TypeError):
        return None


def is_iterative(version: str) -> bool:
    """True from pgvector 0.8 on, which goes on through the graph while filters leave out.

    https://github.com/pgvector/pgvector#iterative-index-scans
    """
    number = re.match(r"(\d+)\.(\d+)", version)
    return number is not None and (int(number[1]), int(number[2])) >= (0, 8)


def nearest_passing(
    connection: Connection,
    tuned: Tuned,
    table: str,
    asked: str,
    passing: tuple[str, dict[str, Any]],
    least: int,
    count: int,
) -> list[str] | None:
    """Return up to `count` cases nearest to a vector as written, at least `least` of them.

    Those of the walk's candidates that pass are the nearest that pass, as far as the walk found
    what is near: recall was measured at the head of the list, and a filter reaches down to its
    tail. So where many do not pass, the walk is repeated, wider by as much. None: there are more
    that pass than it found, and all must be looked at.
    """
    condition, values = passing
    not_own = " AND e.case_id <> ALL(:twins)" if table == TABLES[0] else ""

    def walked(width: int) -> list[str]:
        tuned.use(connection, width)
        query = f"""
            SELECT e.case_id FROM {table} e JOIN cases c ON c.id = e.case_id
            WHERE e.model_digest = {tuned.literal} AND {condition}{not_own}
            ORDER BY {tuned.vector("e")} <=> CAST(:q AS vector) LIMIT {width}"""
        return list(connection.execute(text(query), values | {"q": asked}).scalars())

    width = max(tuned.width, count)
    ids = walked(width)
    if len(ids) < MANY_PASS * width or len(set(ids)) < least:
        ids = walked(min(WIDEST, width * width // len(ids)) if len(set(ids)) >= least else WIDEST)
    found = list(dict.fromkeys(ids))[:count]
    if len(found) >= least:
        return found
    query = f"""
        SELECT count(*) FROM (
            SELECT 1 FROM cases c WHERE {condition} AND EXISTS (
                SELECT 1 FROM {table} e
                WHERE e.case_id = c.id AND e.model_digest = {tuned.literal}{not_own}
            ) LIMIT {least}
        ) AS held"""
    held = int(connection.execute(text(query), values).scalar_one())
    return found if len(found) >= held else None


def build_index(
    autocommit: Callable[[], AbstractContextManager[Connection]], digest: str
) -> Tuned | None:
    """Build and measure the index of a model; None when it is not worth one, or too poor.

    Others read and write meanwhile. Takes about half a minute for 100,000 vectors.
    """
    if not re.fullmatch("[0-9a-f]{64}", digest):
        raise ValueError("A digest is 64 hexadecimal digits.")
    with autocommit() as connection:
        query = "SELECT count(*), min(vector_dims(vector)) FROM embeddings WHERE model_digest = :d"
        count, dimension = connection.execute(text(query), {"d": digest}).one()
        _drop(connection, digest)
        if count < EXACT_TO:
            return None
        for table in TABLES:
            connection.exec_driver_sql(
                f"CREATE INDEX CONCURRENTLY {_name(digest, table)} ON {table} USING hnsw "
                f"((CAST(vector AS vector({dimension}))) vector_cosine_ops) "
                f"WHERE model_digest = '{digest}'"
            )
        tuned = _measured(connection, digest, int(dimension))
        if tuned is None:
            _drop(connection, digest)
            return None
        told = json.dumps({name: getattr(tuned, name) for name in ("dimension", "width", "recall")})
        connection.exec_driver_sql(f"COMMENT ON INDEX {_name(digest, TABLES[0])} IS '{told}'")
        return tuned_index(connection, digest)


def written(vector: npt.NDArray[np.float32]) -> str:
    """Return a vector (D,) as pgvector reads it, to the last bit of its numbers."""
    return f"[{','.join(map(repr, np.asarray(vector, np.float32).tolist()))}]"


def parsed(told: str) -> npt.NDArray[np.float32]:
    """Return the vector (D,) that pgvector wrote."""
    return np.array(told[1:-1].split(","), np.float32)


def _measured(connection: Connection, digest: str, dimension: int) -> Tuned | None:
    """Return the narrowest search that finds 99 of a hundred true neighbours."""
    query = (
        "SELECT CAST(vector AS text) FROM embeddings WHERE model_digest = :d ORDER BY md5(case_id)"
    )
    some = connection.execute(text(f"{query} LIMIT {PROBED // 4}"), {"d": digest}).scalars().all()
    rng = np.random.default_rng(0)
    noise = rng.normal(size=(len(some), dimension)).astype(np.float32)
    noise *= BLUR / np.linalg.norm(noise, axis=1, keepdims=True)
    queries = [parsed(one) + other for one, other in zip(some, noise, strict=True)]
    asked = [written(one) for one in queries]
    exact = (
        "SELECT seq FROM embeddings WHERE model_digest = :d ORDER BY vector <=> CAST(:q AS vector)"
    )
    truth = [_first(connection, exact, digest, one) for one in asked]
    for width in WIDTHS:
        tuned = Tuned(digest, dimension, width, 0.0)
        connection.exec_driver_sql(f"SET hnsw.ef_search = {width}")
        near = (
            f"SELECT seq FROM embeddings e WHERE model_digest = {tuned.literal} "
            f"ORDER BY {tuned.vector('e')} <=> CAST(:q AS vector)"
        )
        found = [_first(connection, near, digest, one) for one in asked]
        shares = [len(true & some_) / len(true) for true, some_ in zip(truth, found, strict=True)]
        if (recall := float(np.mean(shares))) >= ASKED_RECALL:
            return Tuned(digest, dimension, width, recall)
    return None


def _first(connection: Connection, query: str, digest: str, asked: str) -> set[int]:
    values = {"q": asked} | ({"d": digest} if ":d" in query else {})
    return set(connection.execute(text(f"{query} LIMIT {NEAREST}"), values).scalars())


def _drop(connection: Connection, digest: str) -> None:
    for table in TABLES:
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {_name(digest, table)}")


def _name(digest: str, table: str) -> str:
    return f"near_{table}_{digest[:16]}"
