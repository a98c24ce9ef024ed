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

from medview.bench.speed import REPEATS, Result
from medview.domain.case import CaseId
from medview.domain.neighbours import Metric
from medview.retrieval.local import Entry, LocalIndex
from medview.retrieval.shortlist import ASKED_RECALL, NEAREST, exact_nearest, recall_of

SIZES = (10_000, 100_000, 1_000_000)
DIMENSION = 128
CLUSTER = 500  # vectors around each middle
SPREAD = 0.5  # how far they are from it, times its length
QUERIES = 100
SLOWEST = 100  # milliseconds, of however many

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
        ours = [seconds_of(partial(search, query)) for query in queries[:REPEATS]]
        flat = [seconds_of(partial(exact_nearest, q[None], vectors, NEAREST)) for q in queries[:5]]
        yield {
            "name": f"nearest of {size:,}",
            "value": 1e3 * median(ours),
            "unit": "ms",
            "target": f"<= {SLOWEST} ms",
            "ok": 1e3 * median(ours) <= SLOWEST,
            "detail": f"{1e3 * min(ours):.0f}-{1e3 * max(ours):.0f} ms; scan by FAISS "
            f"{1e3 * median(flat):.0f} ms; made in {building:.1f} s",
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
