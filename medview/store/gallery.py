"""The gallery of a model package: labelled embeddings that vote, without pixels."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from medview.domain.errors import ModelDamaged
from medview.store.card import REIMPORT

LARGEST_GALLERY = 2**28
# How far from 1 the length of an embedding may be: float32 after a change of file.
LENGTH_TOLERANCE = 1e-3
_TEXTS = ("labels", "case_ids", "patients", "modalities", "sources")


@dataclass(frozen=True)
class Gallery:
    """Embeddings (N, D) float32 of unit length, and five texts of each."""

    embeddings: npt.NDArray[np.float32]
    labels: tuple[str, ...]
    case_ids: tuple[str, ...]
    patients: tuple[str, ...]
    modalities: tuple[str, ...]
    sources: tuple[str, ...]

    def __len__(self) -> int:
        """Return the number of cases."""
        return len(self.case_ids)


def read_gallery(path: Path, dimension: int) -> Gallery:
    """Return the gallery in `path`; raise ModelDamaged when it is not one of this dimension."""
    try:
        _check_size(path)
        with np.load(path, allow_pickle=False) as arrays:
            embeddings = _embeddings(arrays["embeddings"], dimension)
            texts = {name: _texts(arrays[name], len(embeddings)) for name in _TEXTS}
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise ModelDamaged(f"{path.name} is no sound gallery: {error}.", hint=REIMPORT) from error
    return Gallery(embeddings, **texts)


def _check_size(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        if sum(member.file_size for member in archive.infolist()) > LARGEST_GALLERY:
            raise ValueError("it is too large")


def _embeddings(array: npt.NDArray[Any], dimension: int) -> npt.NDArray[np.float32]:
    if array.dtype != np.float32 or array.ndim != 2 or array.shape[1] != dimension:
        raise ValueError(f"its embeddings are not (N, {dimension}) float32")
    lengths = np.linalg.norm(array, axis=1)
    if not (np.abs(lengths - 1.0) <= LENGTH_TOLERANCE).all():
        raise ValueError("its embeddings are not of unit length")
    return np.ascontiguousarray(array)


def _texts(array: npt.NDArray[Any], count: int) -> tuple[str, ...]:
    if array.dtype.kind != "U" or array.shape != (count,):
        raise ValueError("its labels are not one text a case")
    return tuple(array.tolist())
