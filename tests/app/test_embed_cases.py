from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from medview.app.embed_cases import EmbedCases
from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.errors import ModelMissing, UnreadableFile


class Decoder:
    """Prepares an image as an array of its frame number; a path "bad" cannot be decoded."""

    def prepare_many(
        self, refs: Iterable[ImageRef], preprocess: Mapping[str, Any]
    ) -> Iterator[SimpleNamespace | Exception]:
        for ref in refs:
            if ref.path == "bad":
                yield UnreadableFile("Broken.")
            else:
                yield SimpleNamespace(tensor=np.full((3, 2, 2), ref.frame, np.float32))


class Models:
    """A model for MR, one for CT, none for others."""

    def __init__(self) -> None:
        self._models = {modality: model(modality) for modality in ("MR", "CT")}

    def for_modality(self, modality: str) -> Any:
        if modality not in self._models:
            raise ModelMissing("No model.")
        return self._models[modality]


def model(name: str) -> Any:
    def outputs(images: np.ndarray) -> dict[str, np.ndarray]:
        return {"embedding": images[:, :, 0, 0]}

    card = SimpleNamespace(ref=SimpleNamespace(digest=name), preprocess={}, calibration={})
    return SimpleNamespace(card=card, encoder=SimpleNamespace(outputs=outputs))


def series(modality: str, path: str = "good", images: int = 5) -> Case:
    refs = tuple(ImageRef(path, "", n) for n in range(images))
    return Case(CaseId(path), modality, refs, Patient("p"))


def embedded(*cases: Case) -> Sequence[Any]:
    return list(EmbedCases(Decoder(), Models())(cases))  # type: ignore[arg-type]


def test_each_case_is_embedded_by_its_middle_image_under_its_model():
    answers = embedded(series("MR"), series("CT", images=1), series("MR", images=3))
    assert [(digest, vector.tolist()) for digest, vector in answers] == [
        ("MR", [2, 2, 2]),
        ("CT", [0, 0, 0]),
        ("MR", [1, 1, 1]),
    ]


def test_what_cannot_be_embedded_is_answered_in_its_place():
    answers = embedded(series("MR"), series("MR", "bad"), series("XX"), series("XX"), series("CT"))
    kinds = [type(a) if isinstance(a, Exception) else a[0] for a in answers]
    assert kinds == ["MR", UnreadableFile, ModelMissing, ModelMissing, "CT"]
