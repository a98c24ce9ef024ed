"""card.json to domain.ModelCard, with every field checked: the file may come from anywhere."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from medview.domain.errors import ModelDamaged
from medview.domain.grade import Calibration
from medview.domain.model import ModelCard, ModelRef

LARGEST_CARD = 4 * 2**20
TASKS = ("dr-grading", "similarity")
DIGESTED = ("encoder.onnx", "weights.safetensors", "gallery.npz")
REIMPORT = "Install MedView again, or import the model package again."

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_TEXTS = ("version", "title", "intended_use", "licence")
_LISTS = ("modalities", "limits", "data")
_MAPPINGS = ("preprocess", "recipe", "validation")


def read_card(path: Path) -> tuple[ModelCard, dict[str, str]]:
    """Return the card and the SHA-256 of each file it vouches for; raise ModelDamaged."""
    content = _read_json(path)
    try:
        _check(content)
        return _card(content), dict(content["files"])
    except (KeyError, TypeError, ValueError) as error:
        what = f"'{error.args[0]}' is missing" if isinstance(error, KeyError) else str(error)
        raise ModelDamaged(
            f"The model card in {path.parent.name} cannot be used: {what}.", hint=REIMPORT
        ) from error


def package_digest(content: Mapping[str, Any]) -> str:
    """Return the digest of a package: its card names the digests of its other files."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _read_json(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST_CARD:
            raise ValueError("it is too large")
        content = json.loads(path.read_text(encoding="utf-8"), parse_constant=_no_constant)
        if not isinstance(content, dict):
            raise ValueError("it is no JSON object")
    except (OSError, ValueError, RecursionError) as error:
        raise ModelDamaged(
            f"The model card in {path.parent.name} cannot be read ({error}).", hint=REIMPORT
        ) from error
    return content


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")


def _check(content: Mapping[str, Any]) -> None:
    if not _ID.fullmatch(content["id"]):
        raise ValueError("its id is not a plain name")
    if content["task"] not in TASKS:
        raise ValueError(f"task must be one of {', '.join(TASKS)}")
    _check_types(content)
    _check_number(content, "input_size", 16, 4096)
    _check_number(content, "dimension", 2, 4096)
    _check_files(content["files"])
    if content["task"] == "dr-grading":
        Calibration.from_card(content["calibration"])


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


def _card(content: Mapping[str, Any]) -> ModelCard:
    return ModelCard(
        ref=ModelRef(content["id"], content["version"], package_digest(content)),
        title=content["title"],
        task=content["task"],
        modalities=tuple(content["modalities"]),
        input_size=content["input_size"],
        dimension=content["dimension"],
        preprocess=content["preprocess"],
        intended_use=content["intended_use"],
        limits=tuple(str(limit) for limit in content["limits"]),
        data=tuple(content["data"]),
        recipe=content["recipe"],
        validation=content["validation"],
        calibration=content.get("calibration", {}),
        doubt=content.get("doubt", {}),
        ablations=tuple(content.get("ablations", ())),
        licence=content["licence"],
    )
