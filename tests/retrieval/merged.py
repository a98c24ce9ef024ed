"""The index of a library and a model's gallery as it is made from nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from medview.domain.case import Case
from medview.domain.neighbours import SAME_PICTURE
from medview.domain.pseudonym import UNSALTED, Pseudonyms
from medview.retrieval.local import Entry, LocalIndex
from medview.store.library import Library


def merged_index(
    library: Sequence[Entry],
    library_vectors: np.ndarray,
    gallery: Sequence[Entry],
    gallery_vectors: np.ndarray,
    pseudonyms: Pseudonyms = UNSALTED,
) -> LocalIndex:
    """Index both; a case of the gallery whose picture the library holds too is left out."""
    kept = [
        row
        for row, vector in enumerate(gallery_vectors)
        if not any(vector @ own >= 1.0 - SAME_PICTURE for own in library_vectors)
    ]
    entries = [*library, *(gallery[row] for row in kept)]
    vectors = [*library_vectors, *gallery_vectors[kept]]
    return LocalIndex(entries, np.stack(vectors), pseudonyms)


def of_library(
    library: Library,
    digest: str,
    gallery: Sequence[Entry],
    gallery_vectors: np.ndarray,
    pseudonyms: Pseudonyms = UNSALTED,
) -> LocalIndex:
    """Index all that a library holds of a model, and its gallery."""
    listed = library.embedded(digest)
    numbers = library.vectors(listed)
    held = {case.id: entry_of(case) for case in library.cases()}
    own = [replace(held[one.case_id], image=one.image) for one in listed]
    vectors = np.array([numbers[one.key] for one in listed], np.float32)
    return merged_index(own, vectors, gallery, gallery_vectors, pseudonyms)


def entry_of(case: Case) -> Entry:
    """Return what the index knows of a library case."""
    return Entry(
        case.id,
        case.label,
        case.patient.key,
        case.source,
        case.modality,
        in_library=True,
        body_part=case.body_part,
        study_date=case.study_date,
        findings=case.findings,
        outcome=case.outcome,
        tags=case.tags,
    )
