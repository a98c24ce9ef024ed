"""Exact nearest neighbours in memory, rebuilt from the database and the model's gallery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medview.domain.case import CaseId
from medview.domain.errors import ModelMismatch
from medview.domain.neighbours import DISTANCES, SAME_PICTURE, Metric, Neighbour, smallest
from medview.domain.pseudonym import UNSALTED, Pseudonyms

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Entry:
    """What is known of one vector of the index."""

    case_id: CaseId
    label: str
    patient: str
    source: str
    modality: str
    in_library: bool


class LocalIndex:
    """Exact search over N vectors (N, D) of one model; immutable, so any thread may search it."""

    def __init__(
        self, entries: Sequence[Entry], vectors: FloatArray, pseudonyms: Pseudonyms = UNSALTED
    ) -> None:
        """Keep entries and their vectors, same length; raise ValueError otherwise.

        Patients may stand in them under `pseudonyms`.
        """
        if len(entries) != len(vectors):
            raise ValueError("Each vector needs its entry.")
        self._pseudonyms = pseudonyms
        self._entries = list(entries)
        self._vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        self._fields = {
            name: np.array([getattr(entry, name) for entry in entries], dtype=object)
            for name in ("patient", "modality", "label", "source")
        }

    def __len__(self) -> int:
        """Return the number of vectors."""
        return len(self._entries)

    def search(
        self,
        query: FloatArray,
        k: int,
        metric: Metric,
        *,
        exclude_patient: str = "",
        where: Mapping[str, str] | None = None,
    ) -> list[Neighbour]:
        """Return the k nearest to `query` (D,), nearest first, never of the query's own patient.

        That is `exclude_patient`, and the patient of the same picture under another name.

        `where` keeps entries whose modality, label, source or patient equal the values given;
        several values of one field are separated by commas. Raises ModelMismatch when the query
        has another length than the vectors, ValueError on an unknown field.
        """
        if query.shape != self._vectors.shape[1:]:
            raise ModelMismatch(
                "The query and the library were embedded by different models.",
                hint="Let MedView embed the library again with the active model.",
            )
        candidates = np.flatnonzero(
            self._of_others(query, exclude_patient) & self._passing(where or {})
        )
        if not len(candidates) or k < 1:
            return []
        distances = self._distances(query, candidates, metric)
        nearest = smallest(distances, k)
        return [
            self._neighbour(int(candidates[i]), rank, float(distances[i]))
            for rank, i in enumerate(nearest, start=1)
        ]

    def _of_others(self, query: FloatArray, patient: str) -> npt.NDArray[np.bool_]:
        """Return which entries (N,) are neither the query's own picture nor of its patient.

        A file opened from a public set may be in a model's gallery under another patient key: the
        patient of the same picture is left out too, and who stands there under a pseudonym.
        """
        twins = self._vectors @ query > 1.0 - SAME_PICTURE
        own = {*self._pseudonyms.names(patient), *self._fields["patient"][twins]} - {""}
        return ~twins & ~np.isin(self._fields["patient"], list(own))

    def _passing(self, where: Mapping[str, str]) -> npt.NDArray[np.bool_]:
        keep = np.ones(len(self._entries), dtype=bool)
        for field, values in where.items():
            if field not in self._fields:
                known = ", ".join(sorted(self._fields))
                raise ValueError(f"Unknown filter '{field}'. Known filters: {known}.")
            keep &= np.isin(self._fields[field], values.split(","))
        return keep

    def _distances(
        self, query: FloatArray, candidates: npt.NDArray[np.intp], metric: Metric
    ) -> npt.NDArray[np.floating]:
        everything = len(candidates) == len(self._entries)
        vectors = self._vectors if everything else self._vectors[candidates]
        # Rounding may leave a distance of -1e-7.
        return np.maximum(DISTANCES[metric](query[None, :], vectors)[0], 0.0)

    def _neighbour(self, i: int, rank: int, distance: float) -> Neighbour:
        entry = self._entries[i]
        return Neighbour(
            case_id=entry.case_id,
            rank=rank,
            distance=distance,
            label=entry.label,
            patient=entry.patient,
            source=entry.source,
            modality=entry.modality,
            in_library=entry.in_library,
        )


def merged_index(
    library: Sequence[Entry],
    library_vectors: FloatArray,
    gallery: Sequence[Entry],
    gallery_vectors: FloatArray,
    pseudonyms: Pseudonyms = UNSALTED,
) -> LocalIndex:
    """Index the library and a model's gallery together, whose patients may be under pseudonyms.

    A gallery case that the library holds too (the same picture, with pixels to show) is left out.
    """
    if not len(library):
        return LocalIndex(gallery, gallery_vectors, pseudonyms)
    if not len(gallery):
        return LocalIndex(library, library_vectors, pseudonyms)
    fresh = np.array([_is_new(vector, library_vectors) for vector in gallery_vectors])
    kept = [entry for entry, is_new in zip(gallery, fresh, strict=True) if is_new]
    vectors = np.concatenate([library_vectors, gallery_vectors[fresh]])
    return LocalIndex([*library, *kept], vectors, pseudonyms)


def _is_new(vector: FloatArray, library_vectors: FloatArray) -> bool:
    return bool((library_vectors @ vector).max() < 1.0 - SAME_PICTURE)
