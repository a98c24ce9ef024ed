"""The index of a library in a file, brought up to date by what came and went.

What a new index is made of is kept: vectors that are held already are not read again, nor compared
with the gallery again, nor sorted into a shortlist again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from medview.domain.case import CaseId, tags_of
from medview.domain.embedded import Embedded
from medview.domain.errors import ModelMismatch
from medview.domain.neighbours import SAME_PICTURE
from medview.domain.pseudonym import UNSALTED, Pseudonyms
from medview.retrieval.local import AT_ONCE, Entry, LocalIndex

TOLD_APART_BY = 12  # numbers of each vector

FloatArray = npt.NDArray[np.float32]
Key = tuple[CaseId, int | None, int]
Read = Callable[[Sequence[Embedded]], Mapping[Key, FloatArray]]


@dataclass
class KeptVectors:
    """The vectors of one model: what it ships with, and those of the library."""

    gallery: Sequence[Entry]
    gallery_vectors: FloatArray
    pseudonyms: Pseudonyms = UNSALTED
    cache: Path | None = None
    _rows: dict[Key, int] = field(default_factory=dict)  # of the index, that of the library alone
    _twins: dict[Key, list[int]] = field(default_factory=dict)  # rows of the gallery
    _index: LocalIndex | None = None

    def forget(self, cases: Collection[CaseId]) -> None:
        """Read these anew: a case that was removed may come again with other pixels."""
        gone = {*cases}
        self._rows = {key: row for key, row in self._rows.items() if key[0] not in gone}
        self._twins = {key: rows for key, rows in self._twins.items() if key[0] not in gone}

    def renewed(self, listed: Sequence[Embedded], read: Read) -> LocalIndex:
        """Return the index of what the library lists now; `read` is asked for new vectors alone.

        Raises ModelMismatch when the vectors do not all have one length.
        """
        new = read([one for one in listed if one.key not in self._rows])
        listed = [one for one in listed if one.key in self._rows or one.key in new]
        vectors = self._gathered(listed, new)
        self._look_for_twins(new)
        keys = [one.key for one in listed]
        self._twins = {key: self._twins[key] for key in keys if key in self._twins}
        fresh = np.ones(len(self.gallery), bool)
        fresh[[row for rows in self._twins.values() for row in rows]] = False
        entries = [entry_of_row(one) for one in listed]
        entries += [one for one, is_new in zip(self.gallery, fresh, strict=True) if is_new]
        shipped = self.gallery_vectors[fresh]
        whole = np.concatenate([vectors, shipped]) if len(listed) and len(shipped) else None
        if whole is None:
            whole = vectors if len(listed) else shipped
        self._index = LocalIndex(entries, whole, self.pseudonyms, self.cache, self._index)
        self._rows = dict(zip(keys, self._index.places.tolist(), strict=False))
        return self._index

    def _gathered(self, listed: Sequence[Embedded], new: Mapping[Key, FloatArray]) -> FloatArray:
        """Return the vectors (N, D) of what is listed, held or new."""
        rows = np.array([self._rows.get(one.key, -1) for one in listed], np.intp)
        held = None
        if self._index is not None and (rows >= 0).any():
            held = self._index.vectors_in(rows[rows >= 0])
        lengths = {len(vector) for vector in (*new.values(), *(() if held is None else held[:1]))}
        if len(lengths) > 1:
            raise ModelMismatch(
                "The library holds embeddings of several lengths for one model.",
                hint="Import these cases again.",
            )
        vectors = np.empty((len(listed), *(lengths or {0})), np.float32)
        if held is not None:
            vectors[rows >= 0] = held
        for row in np.flatnonzero(rows < 0).tolist():
            vectors[row] = new[listed[row].key]
        return vectors

    def _look_for_twins(self, new: Mapping[Key, FloatArray]) -> None:
        """Note which pictures of the gallery the library holds too: they are left out."""
        if not len(self.gallery) or not new:
            return
        keys = list(new)
        if len(keys) > AT_ONCE:
            few = np.stack([new[key][:TOLD_APART_BY] for key in keys])
            keys = [keys[row] for row in may_be_twins(few, self.gallery_vectors)]
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            alike = self.gallery_vectors @ np.stack([new[key] for key in some]).T
            for column in np.flatnonzero(alike.max(axis=0) >= 1.0 - SAME_PICTURE).tolist():
                rows = np.flatnonzero(alike[:, column] >= 1.0 - SAME_PICTURE)
                self._twins[some[column]] = rows.tolist()


def may_be_twins(vectors: FloatArray, others: FloatArray) -> npt.NDArray[np.intp]:
    """Return which vectors (N, n) may be of the same picture as one of the others (M, D).

    Of unit length, the former by their first numbers. |a - b|² = 2 - 2ab: of one picture no part of
    them differs by more than the root of twice SAME_PICTURE, so a few numbers of each tell almost
    all of them apart.
    """
    from scipy.spatial import cKDTree  # slow to load

    reach = 2.0 * (2.0 * SAME_PICTURE) ** 0.5  # twice, for what rounding adds
    tree = cKDTree(others[:, : vectors.shape[1]])
    away, _ = tree.query(vectors, distance_upper_bound=reach)
    return np.flatnonzero(np.isfinite(away))


def entry_of_row(row: Embedded) -> Entry:
    """Return what the index knows of a vector of the library."""
    return Entry(
        row.case_id,
        row.label,
        row.patient,
        row.source,
        row.modality,
        in_library=True,
        body_part=row.body_part,
        study_date=row.study_date,
        findings=row.findings,
        outcome=row.outcome,
        tags=tags_of(row.tags) if row.tags else (),
        image=row.image,
    )
