"""Candidates among very many vectors, without looking at all of them: inverted lists of FAISS.

Vectors are sorted to about √N centres, and only the lists of the centres nearest to a query are
looked at (Sivic and Zisserman, ICCV 2003; Johnson, Douze and Jégou, IEEE Trans. Big Data 2021). How
many lists that are is tuned when it is built, until 99 of a hundred true neighbours are among the
candidates, and what was reached is kept with it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

log = logging.getLogger(__name__)

FloatArray = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]

ASKED_RECALL = 0.99
PROBED = 200  # queries that recall is measured with
NEAREST = 10
BLUR = 0.3  # a query is so far from the vector it is made of, times its length
TRAINED_ON = 40  # vectors for each centre
MOST_CHANGED = 0.1  # of the vectors, before the lists are made anew
VERSION = 1


class Shortlist:
    """Candidates among N vectors (N, D) of unit length; immutable, so any thread may ask it."""

    def __init__(self, index: Any, probes: int, recall: float, ids: Rows | None = None) -> None:
        """Take a filled index, how many lists to look at, and the recall that gave.

        `ids` (N,) are what the index calls the vectors, their rows where nothing is said.
        """
        self._index, self.probes, self.recall = index, probes, recall
        self._ids = ids if ids is not None else np.arange(index.ntotal, dtype=np.intp)
        self._next = int(self._ids.max(initial=-1)) + 1
        self._rows = np.full(self._next, -1, np.intp)
        self._rows[self._ids] = np.arange(len(self._ids))
        self._built_of = len(self._ids)
        self._differs = 0

    @classmethod
    def build(cls, vectors: FloatArray) -> Shortlist:
        """Sort the vectors and tune; takes seconds for a million."""
        import faiss

        count, dimension = vectors.shape
        centres = max(1, round(count**0.5))
        index = faiss.IndexIVFFlat(
            faiss.IndexFlatIP(dimension), dimension, centres, faiss.METRIC_INNER_PRODUCT
        )
        rng = np.random.default_rng(0)
        index.train(vectors[rng.choice(count, min(count, TRAINED_ON * centres), replace=False)])
        index.add(vectors)
        return cls(index, *_tuned(index, centres, vectors, rng))

    def near(self, queries: FloatArray, count: int, allowed: npt.NDArray[np.bool_]) -> Rows:
        """Return rows that are allowed (N,), with `count` near each of queries (Q, D), ascending.

        Those that are truly nearest are among them with the probability `recall`.
        """
        import faiss

        named = np.zeros(self._next, bool)
        named[self._ids] = allowed
        bits = np.packbits(named, bitorder="little")
        options = faiss.SearchParametersIVF(sel=faiss.IDSelectorBitmap(bits), nprobe=self.probes)
        unit = queries / np.linalg.norm(queries, axis=1, keepdims=True)
        _, found = self._index.search(unit.astype(np.float32), count, params=options)
        return np.unique(self._rows[found[found >= 0]])

    def changed(self, vectors: FloatArray, before: Rows) -> Shortlist | None:
        """Return the shortlist of other vectors (M, D), by taking out and adding those that differ.

        `before` (M,) says in which row each stood, -1 for a new one. None when so much has changed
        since it was built that centres and tuning may fit no more.
        """
        import faiss

        stays = before >= 0
        gone = np.setdiff1d(self._ids, self._ids[before[stays]])
        differs = self._differs + len(gone) + int(np.count_nonzero(~stays))
        if differs > MOST_CHANGED * self._built_of:
            return None
        index = faiss.clone_index(self._index)  # others may be asking the old one
        if len(gone):
            index.remove_ids(faiss.IDSelectorBatch(gone.astype(np.int64)))
        ids = np.empty(len(vectors), np.intp)
        ids[stays] = self._ids[before[stays]]
        ids[~stays] = np.arange(self._next, self._next + np.count_nonzero(~stays))
        if not stays.all():
            index.add_with_ids(vectors[~stays], ids[~stays].astype(np.int64))
        later = Shortlist(index, self.probes, self.recall, ids)
        later._built_of, later._differs = self._built_of, differs
        return later

    def save(self, path: Path, vectors: FloatArray) -> None:
        """Write it beside what it is of; a file that is half written is never the one there."""
        import faiss

        body = faiss.serialize_index(self._index).tobytes()
        head = {
            "version": VERSION,
            "of": fingerprint(vectors),
            "probes": self.probes,
            "recall": self.recall,
            "sha256": hashlib.sha256(body).hexdigest(),
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        partial.write_bytes(json.dumps(head).encode() + b"\n" + body)
        os.replace(partial, path)

    @classmethod
    def load(cls, path: Path, vectors: FloatArray) -> Shortlist | None:
        """Return what is kept in `path`; None when it is missing, damaged or of other vectors."""
        import faiss

        try:
            line, _, body = path.read_bytes().partition(b"\n")
            head = json.loads(line)
            is_sound = (
                head["version"] == VERSION
                and head["sha256"] == hashlib.sha256(body).hexdigest()
                and head["of"] == fingerprint(vectors)
            )
            if not is_sound:
                return None
            index = faiss.deserialize_index(np.frombuffer(body, np.uint8))
            return cls(index, int(head["probes"]), float(head["recall"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None


def kept_or_built(vectors: FloatArray, path: Path | None) -> Shortlist:
    """Return the shortlist of these vectors, from the file where there is a sound one."""
    held = Shortlist.load(path, vectors) if path else None
    if held is not None:
        return held
    built = Shortlist.build(vectors)
    if path:
        try:
            built.save(path, vectors)
        except OSError as error:  # it is a cache: searching goes on without
            log.warning("The index was not kept (%s)", error.strerror)
    return built


def fingerprint(vectors: FloatArray) -> str:
    """Return what tells these vectors from others."""
    return hashlib.sha256(np.ascontiguousarray(vectors).data).hexdigest()


def _tuned(
    index: Any, centres: int, vectors: FloatArray, rng: np.random.Generator
) -> tuple[int, float]:
    """Return the fewest lists, doubling, with which the recall is reached, and the recall."""
    noise = rng.normal(size=(PROBED, vectors.shape[1])).astype(np.float32)
    noise *= BLUR / np.linalg.norm(noise, axis=1, keepdims=True)
    queries = vectors[rng.choice(len(vectors), PROBED)] + noise
    truth = exact_nearest(queries, vectors, NEAREST)
    probes = 1
    while True:
        index.nprobe = probes
        _, found = index.search(queries, NEAREST)
        recall = recall_of(found, truth)
        if recall >= ASKED_RECALL or probes >= centres:
            return probes, recall
        probes = min(2 * probes, centres)


def exact_nearest(queries: FloatArray, vectors: FloatArray, count: int) -> Rows:
    """Return the rows (Q, count) of the vectors with the largest inner products, by brute force."""
    import faiss

    _, rows = faiss.knn(queries, vectors, count, metric=faiss.METRIC_INNER_PRODUCT)
    return np.asarray(rows, np.intp)


def recall_of(found: npt.NDArray[np.int64], truth: Rows) -> float:
    """Return which share of the true rows (Q, k) is among those found (Q, n)."""
    pairs = zip(found, truth, strict=True)
    return float(np.mean([np.isin(true, some).mean() for some, true in pairs]))
