"""How long the nearest of very many vectors take, and how many of the true ones are found.

`medview bench index` makes vectors of unit length that lie in clusters, as embeddings do, and
searches each size as the window does, beside a scan by FAISS's flat index in the same run.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt

from medview.bench.speed import Result
from medview.domain.case import CaseId
from medview.domain.neighbours import Metric
from medview.retrieval.local import Entry, LocalIndex
from medview.retrieval.shortlist import ASKED_RECALL, NEAREST, exact_nearest, recall_of

SIZES = (10_000, 100_000, 1_000_000)
DIMENSION = 128
CLUSTER = 500  # vectors around each middle
SPREAD = 0.5  # how far they are from it, times its length
QUERIES = 100
SLOWEST = {10_000: 100, 100_000: 100, 1_000_000: 200}  # milliseconds
HNSW_TO = 100_000  # beyond, two cores build its graph for a quarter of an hour
LINKS, BREADTH = 16, 200  # of HNSW's graph, and of the search while it is built
WIDTHS = (16, 32, 64, 128, 256, 512, 1024)  # of a search; the first that reaches the asked recall

FloatArray = npt.NDArray[np.float32]


def bench_index() -> Iterator[Result]:
    """Time and recall of a search among 10,000 to 1,000,000 vectors."""
    for size in SIZES:
        vectors, queries = clustered(size)
        began = time.perf_counter()
        index = LocalIndex(entries(size), vectors)
        index.search(queries[0], NEAREST, Metric.COSINE)  # builds what is built when needed
        building = time.perf_counter() - began
        search = partial(index.search, k=NEAREST, metric=Metric.COSINE)
        ours = [seconds_of(partial(search, query)) for query in queries]
        flat = [seconds_of(partial(exact_nearest, q[None], vectors, NEAREST)) for q in queries[:5]]
        plain = [seconds_of(partial(by_numpy, query, vectors)) for query in queries[:5]]
        slow = 1e3 * sorted(ours)[int(0.95 * len(ours))]
        yield {
            "name": f"nearest of {size:,}, 95 % of the searches",
            "value": slow,
            "unit": "ms",
            "target": f"<= {SLOWEST[size]} ms",
            "ok": slow <= SLOWEST[size],
            "detail": f"median {1e3 * median(ours):.1f} ms; numpy {1e3 * median(plain):.0f} ms, "
            f"scan by FAISS {1e3 * median(flat):.0f} ms; made in {building:.1f} s",
        }
        truth = exact_nearest(queries, vectors, NEAREST)
        found = [[int(n.case_id) for n in search(query)] for query in queries]
        recall = recall_of(np.array(found), truth)
        yield {
            "name": f"recall@{NEAREST} of {size:,}",
            "value": recall,
            "unit": "",
            "target": f">= {ASKED_RECALL}",
            "ok": recall >= ASKED_RECALL,
            "detail": f"{QUERIES} queries against a full scan",
        }
        if size <= HNSW_TO:
            yield _by_hnsw(vectors, queries, truth)


def by_numpy(query: FloatArray, vectors: FloatArray) -> npt.NDArray[np.intp]:
    """Return the nearest by the loop one would write: every distance, then the smallest."""
    similar = vectors @ query
    nearest = np.argpartition(-similar, NEAREST)[:NEAREST]
    return nearest[np.argsort(-similar[nearest])]


def _by_hnsw(vectors: FloatArray, queries: FloatArray, truth: npt.NDArray[np.intp]) -> Result:
    """What the graph of hnswlib takes on the same vectors, as FAISS builds and searches it.

    Malkov and Yashunin, IEEE TPAMI 42 (2020).
    """
    import faiss

    graph = faiss.IndexHNSWFlat(DIMENSION, LINKS, faiss.METRIC_INNER_PRODUCT)
    graph.hnsw.efConstruction = BREADTH
    began = time.perf_counter()
    graph.add(vectors)
    building = time.perf_counter() - began
    for width in WIDTHS:
        graph.hnsw.efSearch = width
        recall = recall_of(graph.search(queries, NEAREST)[1], truth)
        if recall >= ASKED_RECALL:
            break
    taken = [seconds_of(partial(graph.search, query[None], NEAREST)) for query in queries]
    return {
        "name": f"baseline: HNSW of {len(vectors):,}",
        "value": 1e3 * sorted(taken)[int(0.95 * len(taken))],
        "unit": "ms",
        "target": "none",
        "ok": True,
        "detail": f"median {1e3 * median(taken):.2f} ms, recall {recall:.3f} at width {width}, "
        f"made in {building:.0f} s; it cannot filter inside the search",
    }


def clustered(count: int) -> tuple[FloatArray, FloatArray]:
    """Return vectors (count, DIMENSION) of unit length around middles, and QUERIES like them."""
    rng = np.random.default_rng(3)
    middles = _unit(rng.normal(size=(max(1, count // CLUSTER), DIMENSION)).astype(np.float32))
    return _around(middles, count, rng), _around(middles, QUERIES, rng)


def entries(count: int) -> list[Entry]:
    """Return as many cases, each of a patient of its own."""
    return [Entry(CaseId(str(i)), "", f"p{i}", "generated", "MR", True) for i in range(count)]


def _around(middles: FloatArray, count: int, rng: np.random.Generator) -> FloatArray:
    noise = _unit(rng.standard_normal((count, DIMENSION), dtype=np.float32))
    return _unit(middles[rng.integers(0, len(middles), count)] + np.float32(SPREAD) * noise)


def _unit(vectors: Any) -> FloatArray:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def seconds_of(work: partial[Any]) -> float:
    """Return how long one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
