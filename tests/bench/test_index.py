"""What the index is measured beside finds the same neighbours."""

from __future__ import annotations

import numpy as np

from medview.bench import index
from medview.bench.index import _by_hnsw, by_numpy, clustered
from medview.retrieval.shortlist import ASKED_RECALL, NEAREST, exact_nearest


def test_the_plain_loop_finds_what_a_full_scan_finds() -> None:
    vectors, queries = clustered(2000)
    truth = exact_nearest(queries[:20], vectors, NEAREST)
    found = np.array([by_numpy(query, vectors) for query in queries[:20]])
    assert np.array_equal(found, truth)


def test_the_graph_is_searched_as_widely_as_the_asked_recall_takes() -> None:
    vectors, queries = clustered(3000)
    result = _by_hnsw(vectors, queries, exact_nearest(queries, vectors, NEAREST))
    recall = float(result["detail"].split("recall ")[1].split()[0])
    assert recall >= ASKED_RECALL and result["value"] > 0
    assert f"at width {index.WIDTHS[-1]}" not in result["detail"]
