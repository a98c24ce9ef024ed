"""The shortlist finds what a full scan finds, keeps itself, and does not trust what it kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from medview.domain.case import CaseId
from medview.domain.neighbours import Metric
from medview.retrieval import local
from medview.retrieval.local import Entry, LocalIndex
from medview.retrieval.shortlist import (
    ASKED_RECALL,
    Shortlist,
    exact_nearest,
    kept_or_built,
    recall_of,
)

COUNT = 3000


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    """Return vectors of unit length in clusters of 50."""
    rng = np.random.default_rng(4)
    middles = np.repeat(rng.normal(size=(COUNT // 50, 24)), 50, axis=0)
    found = middles + 0.4 * rng.normal(size=(COUNT, 24))
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def shortlist(vectors: np.ndarray) -> Shortlist:
    return Shortlist.build(vectors)


def test_it_looks_at_few_lists_and_finds_nearly_all(shortlist: Shortlist, vectors: np.ndarray):
    queries = vectors[::30] + np.float32(0.02)
    truth = exact_nearest(queries, vectors, 10)
    everything = np.ones(COUNT, bool)
    found = [shortlist.near(query[None], 100, everything) for query in queries]
    shares = [np.isin(true, some).mean() for true, some in zip(truth, found, strict=True)]
    assert np.mean(shares) >= ASKED_RECALL - 0.01
    assert shortlist.recall >= ASKED_RECALL
    assert shortlist.probes < 55, "of about 55 lists"


def test_recall_is_the_share_of_the_true_ones():
    assert recall_of(np.array([[1, 2, 3], [9, 8, 7]]), np.array([[1, 2], [7, 6]])) == 0.75


def test_what_is_not_allowed_is_no_candidate(shortlist: Shortlist, vectors: np.ndarray):
    allowed = np.arange(COUNT) % 2 == 0
    rows = shortlist.near(vectors[:3], 40, allowed)
    assert len(rows) >= 40 and not (rows % 2).any() and (np.diff(rows) > 0).all()


def test_it_is_kept_and_read_again(vectors: np.ndarray, tmp_path: Path):
    path = tmp_path / "indexes" / "m.index"
    built = kept_or_built(vectors, path)
    read = Shortlist.load(path, vectors)
    assert read is not None and (read.probes, read.recall) == (built.probes, built.recall)
    everything = np.ones(COUNT, bool)
    assert (read.near(vectors[:5], 20, everything) == built.near(vectors[:5], 20, everything)).all()


@pytest.mark.parametrize("fault", ["missing", "cut", "altered", "no head", "other vectors"])
def test_what_is_damaged_or_of_other_vectors_is_built_anew(
    vectors: np.ndarray, tmp_path: Path, fault: str
):
    path = tmp_path / "m.index"
    Shortlist.build(vectors).save(path, vectors)
    content = path.read_bytes()
    of = vectors
    if fault == "missing":
        path.unlink()
    elif fault == "cut":
        path.write_bytes(content[:-100])
    elif fault == "altered":
        path.write_bytes(content[:-50] + bytes([content[-50] ^ 1]) + content[-49:])
    elif fault == "no head":
        path.write_bytes(content.partition(b"\n")[2])
    else:
        of = vectors[:-1]
    assert Shortlist.load(path, of) is None
    kept_or_built(of, path)
    assert Shortlist.load(path, of) is not None


def test_a_cache_that_cannot_be_written_is_no_fault(vectors: np.ndarray, tmp_path: Path):
    (tmp_path / "indexes").write_text("a file where the folder should be")
    assert kept_or_built(vectors, tmp_path / "indexes" / "m.index").recall >= ASKED_RECALL


@pytest.mark.parametrize("metric", list(Metric))
def test_a_large_index_answers_as_a_small_one(
    vectors: np.ndarray, metric: Metric, monkeypatch: pytest.MonkeyPatch
):
    entries = [
        Entry(
            CaseId(f"c{i // 2}"),
            str(i % 3),
            f"p{i // 10}",
            "drawn",
            "CT",
            True,
            image=i % 2 or None,
        )
        for i in range(COUNT)
    ]
    small = LocalIndex(entries, vectors)
    queries = vectors[[0, 777, 1500]] + np.float32(0.02)
    options: dict[str, Any] = {"exclude_patient": "p3", "where": {"label": "0,1"}}
    expected = small.search(queries, 10, metric, **options)
    monkeypatch.setattr(local, "EXACT_TO", 500)
    large = LocalIndex(entries, vectors)
    assert large.search(queries[0], 10, metric, **options) == pytest.approx(
        small.search(queries[0], 10, metric, **options)
    )
    found = large.search(queries, 10, metric, **options)
    assert len({n.case_id for n in found} & {n.case_id for n in expected}) >= 8
    own = large.search(vectors[4], 200, metric)
    assert "p0" not in {n.patient for n in own}, "the same picture gives its patient away"
