"""The checkpoint of a run: tensors and a JSON note in one safetensors file, replaced whole."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor

NAME = "checkpoint.safetensors"
Parts = dict[str, dict[str, Tensor]]


def save(folder: Path, parts: Parts, note: dict[str, Any]) -> None:
    """Write parts and note; a crash at any moment leaves the old file or the new one."""
    tensors = {
        f"{part}/{name}": value.detach().cpu().contiguous()
        for part, values in parts.items()
        for name, value in values.items()
    }
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f"{NAME}.part"
    save_file(tensors, temporary, metadata={"note": json.dumps(note)})
    with temporary.open("r+b") as stream:
        os.fsync(stream.fileno())
    temporary.replace(folder / NAME)
    if os.name == "posix":  # Windows cannot open folders
        _sync(folder)


def load(folder: Path) -> tuple[Parts, dict[str, Any]] | None:
    """Return what `save` wrote last into folder, None where there is nothing."""
    file = folder / NAME
    if not file.exists():
        return None
    parts: Parts = {}
    for key, value in load_file(file).items():
        part, name = key.split("/", 1)
        parts.setdefault(part, {})[name] = value
    with safe_open(file, framework="pt") as archive:
        note: dict[str, Any] = json.loads(archive.metadata()["note"])
    return parts, note


def _sync(folder: Path) -> None:
    """Make the rename durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
