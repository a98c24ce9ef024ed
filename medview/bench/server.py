"""A search in a server beside the search in the window, on the same 100,000 vectors.

`medview bench server` starts a PostgreSQL of its own (the `pgserver` of the tests).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np
import numpy.typing as npt

from medview.bench.index import QUERIES, FloatArray, clustered, entries, seconds_of
from medview.bench.speed import REPEATS, Result
from medview.domain.errors import MedViewError
from medview.domain.neighbours import Metric
from medview.retrieval.local import LocalIndex
from medview.retrieval.server import ServerIndex
from medview.retrieval.server_index import build_index
from medview.retrieval.shortlist import ASKED_RECALL, NEAREST
from medview.store.address import ServerAddress, place_of
from medview.store.library import Library
from medview.store.server_access import ServerAccess

SIZE = 100_000
DIGEST = "0" * 64
SLOWEST = 100  # milliseconds
MR = {"modality": "MR"}
MRI = 0.4  # of the clusters; the others are of CT


def bench_server() -> Iterator[Result]:
    """Time and recall of a search among 100,000 vectors in a server: all of them, and by index."""
    vectors, queries = clustered(SIZE)
    mri = of_some_clusters(vectors, MRI)
    modalities = np.where(mri, "MR", "CT").tolist()
    local = LocalIndex(
        [replace(one, modality=its) for one, its in zip(entries(SIZE), modalities, strict=True)],
        vectors,
    )
    with _server() as address:
        library = Library(address)
        access = library.access
        assert isinstance(access, ServerAccess)
        fill(address, vectors, modalities)
        index = ServerIndex(access.reading, DIGEST, [], np.zeros((0, vectors.shape[1]), np.float32))
        yield _row("every vector", index, local, queries, {}, "")
        yield _row("every vector, where modality=MR", index, local, queries, MR, "")
        began = time.perf_counter()
        tuned = build_index(access.autocommit, DIGEST)
        made = f"; made in {time.perf_counter() - began:.0f} s, {tuned and tuned.width} candidates"
        yield _row("HNSW", index, local, queries, {}, made)
        yield _row("HNSW, where modality=MR", index, local, queries, MR, "")
        yield _row("Manhattan", index, local, queries, {}, "", Metric.MANHATTAN)
        library.close()


def of_some_clusters(vectors: FloatArray, share: float) -> npt.NDArray[np.bool_]:
    """Return which of the vectors (N, D) lie on one side of a plane, as those of one modality do.

    `share` of them do.
    """
    sides = vectors @ np.random.default_rng(4).normal(size=vectors.shape[1])
    return np.asarray(sides < np.quantile(sides, share))


def _row(
    how: str,
    index: ServerIndex,
    local: LocalIndex,
    queries: FloatArray,
    where: Mapping[str, str],
    made: str,
    metric: Metric = Metric.COSINE,
) -> Result:
    search = partial(index.search, k=NEAREST, metric=metric, where=where)
    exact = partial(local.search, k=NEAREST, metric=metric, where=where)
    taken = [1e3 * seconds_of(partial(search, query)) for query in queries[:REPEATS]]
    here = [1e3 * seconds_of(partial(exact, query)) for query in queries[:REPEATS]]
    shares = []
    for query in queries[: QUERIES // 4]:
        true = {n.case_id for n in exact(query)}
        shares.append(len(true & {n.case_id for n in search(query)}) / len(true))
    recall = float(np.mean(shares))
    return {
        "name": f"nearest of {SIZE:,} in a server, {how}",
        "value": median(taken),
        "unit": "ms",
        "target": f"<= {SLOWEST} ms, recall@{NEAREST} >= {ASKED_RECALL}",
        "ok": median(taken) <= SLOWEST and recall >= ASKED_RECALL,
        "detail": f"{min(taken):.0f}-{max(taken):.0f} ms; recall {recall:.3f}; in the window "
        f"{median(here):.0f} ms{made}",
    }


# SIGQUIT is PostgreSQL's "immediate shutdown"; the folder is in the way of nobody, and goes too.
GUARD = """
import os, pathlib, shutil, signal, sys, time
sys.stdin.buffer.read()
data = pathlib.Path(sys.argv[1])
written = data / "postmaster.pid"
if written.exists():
    os.kill(int(written.read_text().split()[0]), getattr(signal, "SIGQUIT", signal.SIGTERM))
    end = time.monotonic() + 10
    while written.exists() and time.monotonic() < end:
        time.sleep(0.05)
    shutil.rmtree(data.parent, ignore_errors=True)
"""


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
        guard = ended_with_us(Path(folder) / "data")
        try:
            address = place_of(started.get_uri())
            assert isinstance(address, ServerAddress)
            yield address
        finally:
            started.cleanup()
            guard.communicate()


def ended_with_us(data: Path) -> subprocess.Popen[bytes]:
    """Start a process that ends the PostgreSQL of a folder when this process is gone.

    However that came about: its end of a pipe is closed by the system. `communicate` when all is
    put away. A server that was ended already is let be.
    """
    return subprocess.Popen(
        [sys.executable, "-c", GUARD, str(data)], stdin=subprocess.PIPE, start_new_session=True
    )


def fill(address: ServerAddress, vectors: FloatArray, modalities: Sequence[str]) -> None:
    """Put generated cases "0", "1" and so on with their vectors into a library, past the trail."""
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
                rows.write_row([str(i), str(i), modalities[i], f"p{i}", "generated", *blank])
        into = "COPY embeddings (case_id, model_digest, vector) FROM STDIN WITH (FORMAT BINARY)"
        with connection.cursor().copy(into) as rows:
            rows.set_types(["text", "text", "vector"])
            for i, vector in enumerate(vectors):
                rows.write_row([str(i), DIGEST, vector])
        connection.execute("ANALYZE cases, embeddings")
