"""A model's identity and its card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from medview.domain.case import FUNDUS

NOTICE = "Decision support, not a diagnosis."

# Modality words of DICOM (PS3.3 C.7.3.1.1.1) that an encoder was trained for under another word.
ALIASES = {"OP": FUNDUS, "CR": "DX", "RG": "DX"}


def trained_word(modality: str) -> str:
    """Return the word a modality goes by in model cards."""
    return ALIASES.get(modality, modality)


def words_of(trained: str) -> tuple[str, ...]:
    """Return every modality word that goes by this word in model cards, itself first."""
    return (trained, *(word for word, name in ALIASES.items() if name == trained))


@dataclass(frozen=True)
class ModelRef:
    """Which model gave a result: `digest` is the SHA-256 over the files of its package."""

    id: str
    version: str
    digest: str

    @property
    def short(self) -> str:
        """Return id, version and the first 12 characters of the digest, for one line on screen."""
        return f"{self.id} {self.version} ({self.digest[:12]})"

    def as_record(self) -> dict[str, str]:
        """Return the model as one JSON object."""
        return {"id": self.id, "version": self.version, "digest": self.digest}


@dataclass(frozen=True)
class ModelCard:
    """What ships with a model (card.json), after checking.

    `task` is one of registry.TASKS. `preprocess` goes to imaging.preprocess as it is;
    `input_size` is the side S in pixels; `dimension` the length D of an embedding.
    `calibration` holds the numbers the task's head needs (see inference.grading);
    `doubt` the limits beyond which an image is unlike the gallery, by modality. `site` is no part
    of the file: it says who accepted the calibration for this site, and when ("": the model's own).
    """

    ref: ModelRef
    title: str
    task: str
    modalities: tuple[str, ...]
    input_size: int
    dimension: int
    preprocess: Mapping[str, Any]
    intended_use: str
    limits: tuple[str, ...]
    data: tuple[Mapping[str, Any], ...]
    recipe: Mapping[str, Any]
    validation: Mapping[str, Any]
    calibration: Mapping[str, Any] = field(default_factory=dict)
    doubt: Mapping[str, Any] = field(default_factory=dict)
    ablations: tuple[Mapping[str, Any], ...] = ()
    licence: str = ""
    site: str = ""
