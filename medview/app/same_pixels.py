"""Which case of the library has the same pixels as another, whatever its files say else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from medview.app.import_cases import Embedding
from medview.app.sent_vectors import ALIKE
from medview.domain.case import Case, CaseId, ImageRef
from medview.domain.errors import CannotOpen
from medview.store.library import Library

MANY = 20  # possible twins from which on embeddings choose among them
NEAR_MM = 0.01  # positions of the same slice, after two ways through decimal text

FloatArray = npt.NDArray[np.float32]


class Pixels(Protocol):
    """What reads files outside the window's process."""

    def pixel_digests(self, refs: Sequence[ImageRef]) -> list[str]:
        """Return the SHA-256 of the pixels of each file; raise CannotOpen."""
        ...


class Twins:
    """Finds the twin of a case; what was read once is remembered."""

    def __init__(self, reader: Pixels, library: Library) -> None:
        """Take what reads pixels, and where twins may be."""
        self._reader = reader
        self._library = library
        self._cases: dict[tuple[str, int], list[Case]] = {}
        self._read: set[str] = set()
        self._digests: dict[CaseId, tuple[str, ...]] = {}
        self._vectors: dict[str, tuple[list[CaseId], FloatArray]] = {}

    def of(self, case: Case, answer: Embedding | Exception) -> Case | None:
        """Return the twin of a case, None when there is none; `answer` is its embedding."""
        if case.modality not in self._read:
            self._read.add(case.modality)
            for other in self._library.cases(case.modality):
                self._cases.setdefault((other.modality, len(other.images)), []).append(other)
        alike = self._cases.get((case.modality, len(case.images)), [])
        alike = [other for other in alike if _same_place(case, other)]
        if len(alike) > MANY and not isinstance(answer, Exception):
            near = self._near(*answer)
            alike = [other for other in alike if other.id in near]
        if not alike:
            return None
        own = self._digest(case)
        return next((other for other in alike if own and self._digest(other) == own), None)

    def _near(self, model: str, vector: FloatArray) -> set[CaseId]:
        """Return the cases whose embedding is that of the same pixels."""
        if model not in self._vectors:
            self._vectors[model] = self._library.embeddings(model)
        ids, matrix = self._vectors[model]
        if not ids or matrix.shape[1] != len(vector):
            return set()
        return {ids[place] for place in np.flatnonzero(matrix @ vector > ALIKE)}

    def _digest(self, case: Case) -> tuple[str, ...]:
        """Return the digests of the pixels of a case's files with their frames, () when unread."""
        if case.id not in self._digests:
            frames: dict[ImageRef, list[int]] = {}
            for ref in case.images:
                frames.setdefault(ImageRef(ref.path, ref.member), []).append(ref.frame)
            try:
                found: Iterable[str] = self._reader.pixel_digests(list(frames))
            except CannotOpen:  # it was moved, or its drive is not there: no twin of anything
                found = ()
            pairs = zip(found, frames.values(), strict=False)
            self._digests[case.id] = tuple(f"{digest} {shown}" for digest, shown in pairs)
        return self._digests[case.id]


def _same_place(one: Case, other: Case) -> bool:
    """Return True for slices that lie at the same places, or of which no place is known."""
    if len(one.position_mm) != len(other.position_mm):
        return False
    return all(
        abs(a - b) < NEAR_MM for a, b in zip(one.position_mm, other.position_mm, strict=True)
    )
