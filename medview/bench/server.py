"""A search in a server beside the search in the window, on the same 100,000 vectors.

`medview bench server` starts a PostgreSQL of its own (the `pgserver` of the tests).
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np

from medview.bench.index import QUERIES, FloatArray, clustered, entries, seconds_of
from medview.bench.speed import REPEATS, Result
from medview.domain.errors import MedViewError
from medview.domain.neighbours import Metric
from medview.retrieval.local import LocalIndex
from medview.retrieval.server import ServerIndex
from medview.retrieval.server_index import build_index
from medview.retrieval.shortlist import ASKED_RECALL, NEAREST, exact_nearest, recall_of
from medview.store.address import ServerAddress, place_of
from medview.store.library import Library
from medview.store.server_access import ServerAccess

SIZE = 100_000
DIGEST = "0" * 64
SLOWEST = 100  # milliseconds


def bench_server() -> Iterator[Result]:
    """Time and recall of a search among 100,000 vectors in a server: all of them, and by index."""
    vectors, queries = clustered(SIZE)
    local = LocalIndex(entries(SIZE), vectors)
    here = [seconds_of(partial(local.search, q, NEAREST, Metric.COSINE)) for q in queries[:REPEATS]]
    truth = exact_nearest(queries, vectors, NEAREST)
    with _server() as address:
        library = Library(address)
        access = library.access
        assert isinstance(access, ServerAccess)
        _fill(address, vectors)
        index = ServerIndex(access.reading, DIGEST, [], np.zeros((0, vectors.shape[1]), np.float32))
        yield _row("every vector", index, queries, truth, here, "")
        began = time.perf_counter()
        tuned = build_index(access.autocommit, DIGEST)
        made = f"; made in {time.perf_counter() - began:.0f} s, {tuned and tuned.width} candidates"
        yield _row("HNSW", index, queries, truth, here, made)
        near = partial(index.search, k=NEAREST, metric=Metric.MANHATTAN)
        exact = partial(local.search, k=NEAREST, metric=Metric.MANHATTAN)
        pairs = [
            ({n.case_id for n in near(q)}, {n.case_id for n in exact(q)}) for q in queries[:20]
        ]
        recall = float(np.mean([len(found & true) / len(true) for found, true in pairs]))
        yield {
            "name": f"Manhattan in a server, recall@{NEAREST} of {SIZE:,}",
            "value": recall,
            "unit": "",
            "target": f">= {ASKED_RECALL}",
            "ok": recall >= ASKED_RECALL,
            "detail": "candidates by Euclidean distance, against a full scan",
        }
        library.close()


def _row(
    how: str,
    index: ServerIndex,
    queries: FloatArray,
    truth: np.ndarray,
    here: list[float],
    made: str,
) -> Result:
    search = partial(index.search, k=NEAREST, metric=Metric.COSINE)
    taken = [1e3 * seconds_of(partial(search, query)) for query in queries[:REPEATS]]
    found = [[int(n.case_id) for n in search(query)] for query in queries[: QUERIES // 4]]
    recall = recall_of(np.array(found), truth[: QUERIES // 4])
    return {
        "name": f"nearest of {SIZE:,} in a server, {how}",
        "value": median(taken),
        "unit": "ms",
        "target": f"<= {SLOWEST} ms, recall@{NEAREST} >= {ASKED_RECALL}",
        "ok": median(taken) <= SLOWEST and recall >= ASKED_RECALL,
        "detail": f"{min(taken):.0f}-{max(taken):.0f} ms; recall {recall:.3f}; in the window "
        f"{1e3 * median(here):.0f} ms{made}",
    }


@contextmanager
def _server() -> Iterator[ServerAddress]:
    try:
        from pgserver.postgres_server import get_server
    except ImportError as error:
        raise MedViewError(
            "This benchmark needs pgserver.", hint="pip install -e '.[dev]' brings it."
        ) from error
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        started = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            address = place_of(started.get_uri())
            assert isinstance(address, ServerAddress)
            yield address
        finally:
            started.cleanup()


def _fill(address: ServerAddress, vectors: FloatArray) -> None:
    """Put generated cases and their vectors into a library, past the audit trail."""
    import psycopg
    from pgvector.psycopg import register_vector

    with psycopg.connect(
        host=str(address.url.query["host"]), user=address.url.username, dbname=address.database
    ) as connection:
        register_vector(connection)
        texts = "patient_name,title,study_uid,study_date,study_description,series_uid,"
        texts += "series_description,body_part,label,images,geometry,notices,added_at"
        names = ["id", "content_digest", "modality", "patient_key", "source", *texts.split(",")]
        blank = [""] * (len(names) - 5)
        with connection.cursor().copy(f"COPY cases ({','.join(names)}) FROM STDIN") as rows:
            for i in range(len(vectors)):
                rows.write_row([str(i), str(i), "MR", f"p{i}", "generated", *blank])
        into = "COPY embeddings (case_id, model_digest, vector) FROM STDIN WITH (FORMAT BINARY)"
        with connection.cursor().copy(into) as rows:
            rows.set_types(["text", "text", "vector"])
            for i, vector in enumerate(vectors):
                rows.write_row([str(i), DIGEST, vector])
        connection.execute("ANALYZE cases, embeddings")
