"""What a model card must hold before anything is done by its numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import inf
from typing import Any

import numpy as np

from medview.domain.case import FUNDUS
from medview.domain.free_response import FreeResponse
from medview.domain.grade import Calibration, Grade
from medview.domain.lesions import LesionCalibration
from medview.domain.nodules import NoduleCalibration
from medview.domain.oedema import OedemaAccuracy, OedemaCuts
from medview.domain.registry import LESIONS, NODULES, REGIONS, TASKS
from medview.domain.similarity import first_limit

KINDS = ("fundus", "grey", "retina", "around")  # see imaging.preprocess; imaging.around_seed
DIGESTED = ("encoder.onnx", "weights.safetensors", "gallery.npz")
THRESHOLDS = len(Grade) - 1

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_TEXTS = ("version", "title", "intended_use", "licence")
_LISTS = ("modalities", "limits", "data")
_MAPPINGS = ("preprocess", "recipe", "validation")


def check_card(content: Mapping[str, Any]) -> None:
    """Raise KeyError, TypeError or ValueError when a card has no sense."""
    if not _ID.fullmatch(content["id"]):
        raise ValueError("its id is not a plain name")
    if content["task"] not in TASKS:
        raise ValueError(f"task must be one of {', '.join(TASKS)}")
    _check_types(content)
    _check_number(content, "input_size", 16, 4096)
    _check_number(content, "dimension", 2, 4096)
    _check_files(content["files"])
    _check_preprocess(content["preprocess"], content["input_size"])
    _check_doubt(content)
    if content["task"] == "dr-grading":
        _check_calibration(Calibration.from_card(content["calibration"]))
    if content["task"] == LESIONS:
        LesionCalibration.from_card(content["calibration"])
        OedemaCuts.from_card(content["calibration"])
        OedemaAccuracy.from_card(content["validation"])
    if content["task"] == NODULES:
        NoduleCalibration.from_card(content["calibration"])
        FreeResponse.from_card(content["validation"])
    if content["task"] == REGIONS:
        first_limit(content["calibration"])


def _check_types(content: Mapping[str, Any]) -> None:
    for names, kind in ((_TEXTS, str), (_LISTS, list), (_MAPPINGS, dict)):
        for name in names:
            if not isinstance(content[name], kind):
                raise ValueError(f"'{name}' is not of the right kind")
    if not content["modalities"] or not all(isinstance(m, str) for m in content["modalities"]):
        raise ValueError("'modalities' must name at least one")
    if not all(isinstance(entry, dict) for entry in content["data"]):
        raise ValueError("'data' must be a list of data sets")


def _check_number(content: Mapping[str, Any], name: str, least: int, most: int) -> None:
    value = content[name]
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValueError(f"'{name}' must be a number from {least} to {most}")


def _check_files(files: Mapping[str, str]) -> None:
    if set(files) != set(DIGESTED):
        raise ValueError(f"'files' must name {', '.join(DIGESTED)}")
    if not all(_DIGEST.fullmatch(digest) for digest in files.values()):
        raise ValueError("'files' must hold SHA-256 digests")


def _check_preprocess(preprocess: Mapping[str, Any], size: int) -> None:
    if preprocess["kind"] not in KINDS:
        raise ValueError(f"'preprocess' must be of a kind of {', '.join(KINDS)}")
    if preprocess["size"] != size:
        raise ValueError("'preprocess' and 'input_size' name two sizes")


def _check_doubt(content: Mapping[str, Any]) -> None:
    """Look for the limits by which an answer is withheld: without them there is no doubt."""
    needed = [(modality, "distance") for modality in content["modalities"]]
    if content["task"] == "dr-grading":
        needed += [(FUNDUS, "distance"), (FUNDUS, "disagreement")]
    for modality, name in needed:
        limit = content["doubt"][modality][name]
        if isinstance(limit, bool) or not isinstance(limit, int | float) or not 0 <= limit < inf:
            raise ValueError(f"'doubt' of {modality} needs a number as {name}")


def _check_calibration(found: Calibration) -> None:
    lists = (found.slopes, found.intercepts, found.head_cuts, found.vote_cuts, found.shown_cuts)
    if any(numbers.shape != (THRESHOLDS,) for numbers in lists):
        raise ValueError(f"the lists of 'calibration' must hold {THRESHOLDS} numbers each")
    if not all(np.isfinite(numbers).all() for numbers in lists):
        raise ValueError("'calibration' holds numbers that are not finite")
    if any((np.diff(cuts) < 0).any() for cuts in lists[2:]):
        raise ValueError("the cut points of 'calibration' must rise")
