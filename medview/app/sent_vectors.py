"""The embeddings that came with cases of another site, as far as they can be relied on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from medview.app.active_model import ActiveModels
from medview.app.import_cases import Embed, Embedding
from medview.domain.case import Case, CaseId
from medview.domain.errors import MedViewError
from medview.sources.parcel import OpenedParcel

ALIKE = 0.999  # cosine of two embeddings of the same pixels by the same model

FloatArray = npt.NDArray[np.float32]


class SentVectors:
    """Those of the models in use here; `used` are the cases whose vector was taken."""

    def __init__(self, opened: OpenedParcel, folder: Path, models: ActiveModels) -> None:
        """Take the vectors of the file, unpacked in `folder`, that are of unit length."""
        self._models = models
        self._of: dict[tuple[str, int], dict[int | None, FloatArray]] = {}
        self._distrusted: set[str] = set()
        self._tried: set[str] = set()
        self.used: set[CaseId] = set()
        in_use = set(models.digests())
        for one in opened.manifest.vectors:
            if one.model not in in_use:
                continue
            flat = np.frombuffer((folder / one.member).read_bytes(), "<f4")
            for (number, image), vector in zip(one.rows, flat.reshape(-1, one.length), strict=True):
                if np.isfinite(vector).all() and abs(float(np.linalg.norm(vector)) - 1) < 1e-3:
                    key = (one.model, number)
                    self._of.setdefault(key, {})[image] = vector.astype(np.float32)

    def of(self, case: Case, number: int, embed: Embed) -> Embedding | None:
        """Return the vector of a case, None when there is none that can be relied on.

        The first one of each model is held against our own of the same pixels: a sender whose
        model or machine computes otherwise is not believed further.
        """
        digest = self.model_of(case)
        found = self._of.get((digest, number), {}).get(None)
        if found is None or digest in self._distrusted:
            return None
        if digest not in self._tried:
            own = next(iter(embed([case])))
            if isinstance(own, Exception):
                return None
            self._tried.add(digest)
            if len(own[1]) != len(found) or float(own[1] @ found) < ALIKE:
                self._distrusted.add(digest)
                return None
        return digest, found

    def slices_of(self, case: Case, number: int) -> dict[int, FloatArray]:
        """Return the vectors of images of a case, by the number of the image in the file."""
        digest = self.model_of(case)
        found = self._of.get((digest, number), {})
        if digest in self._distrusted:
            return {}
        return {image: vector for image, vector in found.items() if image is not None}

    def model_of(self, case: Case) -> str:
        """Return the digest of the model in use for a case, "" without one."""
        try:
            return self._models.for_modality(case.modality).card.ref.digest
        except MedViewError:
            return ""
