"""Nearest neighbours in memory, rebuilt from the database and the model's gallery.

Exact among up to EXACT_TO vectors, however many there are besides that the filters leave out; among
more, and by another distance than Manhattan, candidates come from a shortlist (see shortlist.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from medview.domain.case import CaseId
from medview.domain.errors import ModelMismatch
from medview.domain.neighbours import DISTANCES, SAME_PICTURE, Metric, Neighbour, smallest
from medview.domain.pseudonym import UNSALTED, Pseudonyms
from medview.retrieval.filters import Filters
from medview.retrieval.shortlist import Shortlist, kept_or_built

FloatArray = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]

EXACT_TO = 200_000
CANDIDATES = 100  # that a shortlist gives at least
TWINS = 32  # that a picture is looked for among
AT_ONCE = 4096  # vectors that are compared with others at a time


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one vector of the index.

    A series has a vector for each of several images; `image` says for which (None: the middle one).
    """

    case_id: CaseId
    label: str
    patient: str
    source: str
    modality: str
    in_library: bool
    body_part: str = ""
    study_date: str = ""
    findings: str = ""
    outcome: str = ""
    tags: tuple[str, ...] = ()
    image: int | None = None


class LocalIndex:
    """Search over N vectors (N, D) of one model; immutable, so any thread may search it."""

    def __init__(
        self,
        entries: Sequence[Entry],
        vectors: FloatArray,
        pseudonyms: Pseudonyms = UNSALTED,
        cache: Path | None = None,
        before: LocalIndex | None = None,
    ) -> None:
        """Keep entries and their vectors, same length; raise ValueError otherwise.

        Patients may stand in them under `pseudonyms`; `cache` is a file for what takes long to
        build of very many vectors, and `before` the index of which much is in this one too.
        """
        if len(entries) != len(vectors):
            raise ValueError("Each vector needs its entry.")
        cases: dict[CaseId, int] = {}
        numbers = [cases.setdefault(entry.case_id, len(cases)) for entry in entries]
        order = np.argsort(numbers, kind="stable")  # the vectors of a case stand together
        self._entries = [entries[i] for i in order]
        self.places = np.argsort(order)  # in which row each of the entries given stands
        self._cases = np.array(numbers, np.int64)[order]
        whole = [row for row, entry in enumerate(self._entries) if entry.image is None]
        self._whole = np.array(whole, np.intp)
        self._rows = {(e.case_id, e.image): row for row, e in enumerate(self._entries)}
        vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        self._vectors = vectors if (np.diff(order) == 1).all() else vectors[order]
        self._lengths = np.linalg.norm(self._vectors, axis=1)
        self._pseudonyms, self._cache = pseudonyms, cache
        self._told: tuple[bytes, Rows] = b"", np.zeros(0, np.intp)  # the pictures last looked for
        self._multiplied = b"", np.zeros((0, 0), np.float32)  # the queries last compared with all
        self.filters = Filters(self._entries)
        if before is not None:
            self._take_shortlist(before)

    def __len__(self) -> int:
        """Return the number of vectors."""
        return len(self._entries)

    def vectors_in(self, rows: Rows) -> FloatArray:
        """Return the vectors (n, D) in rows (n,)."""
        return self._vectors[rows]

    def vector(self, case_id: CaseId, image: int | None = None) -> FloatArray | None:
        """Return the vector (D,) of an image of a case, None when the index has none."""
        row = self._rows.get((case_id, image))
        return None if row is None else self._vectors[row]

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
        """Return the k nearest cases to `query`, (D,) or (Q, D), nearest first.

        A case is as far as its nearest vector; from several queries, as the mean of the distances
        to each. Never one of the query's own patient: that is `exclude_patient`, and the patient of
        the same picture under another name, told by `own` (the query before it was refined).

        `where` keeps what passes (see Filters). Raises ModelMismatch when the query has another
        length than the vectors, ValueError on an unknown field.
        """
        queries = np.atleast_2d(query)
        if queries.shape[1:] != self._vectors.shape[1:]:
            raise ModelMismatch(
                "The query and the library were embedded by different models.",
                hint="Let MedView embed the library again with the active model.",
            )
        pictures = queries if own is None else np.atleast_2d(own)
        names = self.own_names(pictures, exclude_patient)
        allowed = self.filters.passing(where or {}) & self.of_others(pictures, names)
        return self.nearest(queries, k, metric, allowed)

    def nearest(
        self,
        queries: FloatArray,
        k: int,
        metric: Metric,
        allowed: npt.NDArray[np.bool_] | None = None,
    ) -> list[Neighbour]:
        """Return the k nearest cases to queries (Q, D) among the entries that are allowed (N,)."""
        if allowed is None:
            allowed = np.ones(len(self), bool)
        rows = self._candidates(queries, k, metric, allowed)
        if not len(rows) or k < 1:
            return []
        return self._nearest_cases(self._distances(queries, rows, metric), rows, k)

    def filter_values(self) -> dict[str, list[str]]:
        """Return what there is of each field to choose from, in the order of the alphabet."""
        return self.filters.values()

    def own_names(
        self, pictures: FloatArray, patient: str, among: npt.NDArray[np.bool_] | None = None
    ) -> set[str]:
        """Return what the query's patient may be called here, or `among` these entries (N,).

        A file opened from a public set may be in a model's gallery under another patient key: the
        patient of the same picture is meant too, and who stands there under a pseudonym.
        """
        twins = self._twins(pictures)
        twins = twins if among is None else twins[among[twins]]
        return {*self._pseudonyms.names(patient), *(self._entries[row].patient for row in twins)}

    def of_others(self, pictures: FloatArray, names: Collection[str]) -> npt.NDArray[np.bool_]:
        """Return which entries (N,) are neither the query's own pictures nor of those patients."""
        others = ~self.filters.holding("patient", {*names} - {""})
        others[self._twins(pictures)] = False
        return others

    @cached_property
    def shortlist(self) -> Shortlist:
        """What gives candidates among very many; built, or read, when first needed."""
        return kept_or_built(self._vectors, self._cache)

    def _take_shortlist(self, before: LocalIndex) -> None:
        """Change the shortlist of the index before, where it has one and few vectors differ."""
        held = before.__dict__.get("shortlist")  # as `cached_property` keeps it
        if held is None or len(self) <= EXACT_TO or len(self._rows) < len(self):
            return
        rows = np.array([before._rows.get(key, -1) for key in self._rows], np.intp)
        same = rows >= 0
        same[same] = (before._vectors[rows[same]] == self._vectors[same]).all(axis=1)
        changed = held.changed(self._vectors, np.where(same, rows, -1))
        if changed is not None:
            self.__dict__["shortlist"] = changed

    def _candidates(
        self, queries: FloatArray, k: int, metric: Metric, allowed: npt.NDArray[np.bool_]
    ) -> Rows:
        """Return the rows that may be nearest, ascending: all vectors of each case among them."""
        if metric is Metric.MANHATTAN or np.count_nonzero(allowed) <= EXACT_TO:
            return np.flatnonzero(allowed)
        near = self.shortlist.near(queries, max(CANDIDATES, 4 * k), allowed)
        chosen = np.zeros(int(self._cases[-1]) + 1, bool)
        chosen[self._cases[near]] = True
        return np.flatnonzero(chosen[self._cases] & allowed)

    def _twins(self, pictures: FloatArray) -> Rows:
        """Return the rows that are one of these pictures, of cases told by their own picture.

        Other slices of a series do not tell whose it is: those at its ends look alike in many.
        """
        key = pictures.tobytes()
        asked, rows = self._told
        if asked == key:
            return rows
        rows = self._find_twins(pictures)
        self._told = key, rows
        return rows

    def _find_twins(self, pictures: FloatArray) -> Rows:
        least = 1.0 - SAME_PICTURE
        if len(self) <= EXACT_TO:
            return self._whole[(self._products(pictures)[:, self._whole] > least).any(axis=0)]
        told = np.zeros(len(self), bool)
        told[self._whole] = True
        rows = self.shortlist.near(pictures, TWINS, told)
        return rows[(self._vectors[rows] @ pictures.T > least).any(axis=1)]

    def _products(self, queries: FloatArray) -> FloatArray:
        """Return the inner products (Q, N) of queries (Q, D) with all vectors.

        Those of the last queries are kept: one question asks for them to leave out its own
        pictures, for its neighbours, and for whether it is like anything at all.
        """
        key = queries.tobytes()
        asked, products = self._multiplied
        if asked != key:
            products = queries @ self._vectors.T
            self._multiplied = key, products
        return products

    def _distances(self, queries: FloatArray, rows: Rows, metric: Metric) -> FloatArray:
        """Return the distances (Q, n) of queries (Q, D) to the vectors in these rows (n,)."""
        is_most = 2 * len(rows) > len(self)  # copying most of the vectors would take longer
        if metric is Metric.COSINE:
            lengths = np.linalg.norm(queries, axis=1, keepdims=True)
            near = self._products(queries)[:, rows] if is_most else queries @ self._vectors[rows].T
            distances = 1.0 - near / lengths / self._lengths[rows]
        elif is_most:
            distances = DISTANCES[metric](queries, self._vectors)[:, rows]
        else:
            distances = DISTANCES[metric](queries, self._vectors[rows])
        # Rounding may leave a distance of -1e-7.
        return np.maximum(distances, 0.0).astype(np.float32, copy=False)

    def _nearest_cases(self, distances: FloatArray, rows: Rows, k: int) -> list[Neighbour]:
        """Return the k nearest cases of distances (Q, n) to the vectors in rows (n,), ascending."""
        starts = np.flatnonzero(np.diff(self._cases[rows], prepend=-1))
        of_cases = np.minimum.reduceat(distances, starts, axis=1).mean(axis=0)
        ends = np.append(starts[1:], len(rows))
        return [
            self._neighbour(rank, float(of_cases[case]), distances, rows, starts[case], ends[case])
            for rank, case in enumerate(smallest(of_cases, k), start=1)
        ]

    def _neighbour(
        self, rank: int, distance: float, distances: FloatArray, rows: Rows, start: int, end: int
    ) -> Neighbour:
        """Return the case whose vectors are rows[start:end], with what of it is nearest to what."""
        of_case = distances[:, start:end]
        asked, place = np.unravel_index(int(of_case.argmin()), of_case.shape)
        entry = self._entries[rows[start + int(place)]]
        return Neighbour(
            case_id=entry.case_id,
            rank=rank,
            distance=distance,
            label=entry.label,
            patient=entry.patient,
            source=entry.source,
            modality=entry.modality,
            in_library=entry.in_library,
            findings=entry.findings,
            outcome=entry.outcome,
            tags=entry.tags,
            image=entry.image,
            asked=int(asked),
        )
