"""card.json to domain.ModelCard, with every field checked: the file may come from anywhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from medview.domain.errors import ModelDamaged
from medview.domain.model import ModelCard, ModelRef
from medview.store.card_checks import check_card

LARGEST_CARD = 4 * 2**20
REIMPORT = "Install MedView again, or import the model package again."


def read_card(path: Path) -> tuple[ModelCard, dict[str, str]]:
    """Return the card and the SHA-256 of each file it vouches for; raise ModelDamaged."""
    card, files = _read_card(_read_text(path), path.parent.name)
    return card, dict(files)


@lru_cache(maxsize=64)  # the cards of all models are asked for again and again, by several threads
def _read_card(text: str, folder: str) -> tuple[ModelCard, Mapping[str, str]]:
    """Return what the card of the package in `folder` says; the same text says the same."""
    content = _read_json(text, folder)
    try:
        check_card(content)
        return _card(content), dict(content["files"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        what = f"'{error.args[0]}' is missing" if isinstance(error, KeyError) else str(error)
        raise ModelDamaged(
            f"The model card in {folder} cannot be used: {what}.", hint=REIMPORT
        ) from error


def package_digest(content: Mapping[str, Any]) -> str:
    """Return the digest of a package: its card names the digests of its other files."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_CARD:
            raise ValueError("it is too large")
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise _unreadable(path.parent.name, error) from error


def _read_json(text: str, folder: str) -> dict[str, Any]:
    try:
        content = json.loads(text, parse_constant=_no_constant)
        if not isinstance(content, dict):
            raise ValueError("it is no JSON object")
    except (ValueError, RecursionError) as error:
        raise _unreadable(folder, error) from error
    return content


def _unreadable(folder: str, error: Exception) -> ModelDamaged:
    return ModelDamaged(f"The model card in {folder} cannot be read ({error}).", hint=REIMPORT)


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")


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
