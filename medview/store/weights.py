"""Looking over a safetensors file before anything loads it.

The format: 8 bytes of header length (little-endian), a JSON header, then the numbers
(https://github.com/huggingface/safetensors#format). The header is believed in nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from medview.domain.errors import ModelDamaged
from medview.store.card import REIMPORT

LARGEST_HEADER = 4 * 2**20
MOST_TENSORS = 4096
# Bytes of each type, and how to look for NaN in it: bfloat16 is the upper half of a float32.
SIZES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1}
SIZES["BOOL"] = 1
FLOATS = {"F64": "<f8", "F32": "<f4", "F16": "<f2"}
# Free metadata could carry a patient's name from one clinic to the next.
METADATA = {"format"}


def check_weights(path: Path) -> None:
    """Raise ModelDamaged unless `path` is a sound safetensors file of finite numbers."""
    try:
        header, start = _header(path)
        entries = _entries(header)
        _check_layout(entries, path.stat().st_size - start)
        _check_finite(path, entries, start)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelDamaged(f"{path.name} is no sound weights file: {error}.", hint=REIMPORT) from (
            error
        )


def _header(path: Path) -> tuple[dict[str, Any], int]:
    with path.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if not 2 <= length <= min(LARGEST_HEADER, path.stat().st_size - 8):
            raise ValueError("its header has an impossible length")
        text = stream.read(length).decode("utf-8")
    header = json.loads(text, object_pairs_hook=_no_twins)
    if not isinstance(header, dict):
        raise ValueError("its header is no JSON object")
    return header, 8 + length


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("its header names one entry twice")
    return dict(pairs)


def _entries(header: dict[str, Any]) -> list[Mapping[str, Any]]:
    strange = set(header.pop("__metadata__", {})) - METADATA
    if strange:
        raise ValueError(f"it carries notes that do not belong there ({len(strange)})")
    if not 1 <= len(header) <= MOST_TENSORS:
        raise ValueError(f"it holds {len(header):,} tensors")
    return sorted(header.values(), key=lambda entry: tuple(entry["data_offsets"]))


def _check_layout(entries: list[Mapping[str, Any]], room: int) -> None:
    end = 0
    for entry in entries:
        first, last = entry["data_offsets"]
        if first != end or last - first != _size(entry):
            raise ValueError("its tensors do not lie where the header says")
        end = last
    if end != room:
        raise ValueError("its length is not what the header says")


def _size(entry: Mapping[str, Any]) -> int:
    size: int = SIZES[entry["dtype"]]
    for side in entry["shape"]:
        if isinstance(side, bool) or not isinstance(side, int) or side < 0:
            raise ValueError("a tensor has an impossible shape")
        size *= side  # Python's integers do not overflow
    return size


def _check_finite(path: Path, entries: list[Mapping[str, Any]], start: int) -> None:
    if not path.stat().st_size - start:
        raise ValueError("it holds no numbers")
    data = np.memmap(path, mode="r", offset=start)
    for entry in entries:
        first, last = entry["data_offsets"]
        if not _is_finite(data[first:last], entry["dtype"]):
            raise ValueError("it holds numbers that are not finite")


def _is_finite(data: np.ndarray[Any, Any], dtype: str) -> bool:
    if dtype == "BF16":
        exponents = np.frombuffer(data.tobytes(), "<u2") & 0x7F80
        return bool((exponents != 0x7F80).all())
    if dtype not in FLOATS:
        return True
    return bool(np.isfinite(np.frombuffer(data.tobytes(), FLOATS[dtype])).all())
