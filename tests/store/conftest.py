"""Both databases, and a model package so small that a test can write it."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from medview.store.address import Place, place_of
from medview.store.library import Library

CARD: dict[str, Any] = {
    "id": "tiny",
    "version": "1.0",
    "title": "Tiny",
    "task": "similarity",
    "modalities": ["MR"],
    "input_size": 32,
    "dimension": 4,
    "preprocess": {"kind": "grey", "size": 32},
    "intended_use": "Tests.",
    "limits": ["Knows nothing."],
    "data": [{"name": "none", "licence": "CC0", "credit": "nobody", "images": 3}],
    "recipe": {"seed": 1},
    "validation": {},
    "doubt": {"MR": {"distance": 0.5}},
    "licence": "CC0",
}


def message(*fields: tuple[int, bytes | str | int]) -> bytes:
    """Return a protobuf message of short fields."""
    parts = []
    for number, value in fields:
        if isinstance(value, int):
            parts.append(_varint(number << 3) + _varint(value))
        else:
            content = value.encode() if isinstance(value, str) else value
            parts.append(_varint(number << 3 | 2) + _varint(len(content)) + content)
    return b"".join(parts)


def _varint(value: int) -> bytes:
    parts = []
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])


def onnx(
    outputs: tuple[str, ...] = ("embedding",), *tensor: tuple[int, bytes | str | int]
) -> bytes:
    """Return the outline of a network, with one initializer of these fields."""
    graph = message(
        (5, message((8, "weight"), *tensor)),
        (11, message((1, "image"))),
        *((12, message((1, name))) for name in outputs),
    )
    return message((1, 8), (7, graph), (8, message((2, 18))))


def safetensors(header: Any = None, data: bytes = bytes(16)) -> bytes:
    """Return a weights file."""
    default = {"w": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]}}
    text = json.dumps(header or default).encode()
    return struct.pack("<Q", len(text)) + text + data


def write_gallery(path: Path, **changes: Any) -> None:
    """Write a gallery of three cases."""
    arrays: dict[str, Any] = {
        "embeddings": np.eye(4, dtype=np.float32)[:3],
        **{
            name: np.array(["a", "b", "c"])
            for name in ("labels", "case_ids", "patients", "modalities", "sources")
        },
    }
    np.savez_compressed(path, **arrays | changes)


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Return where a new library may be: in a file, and on a server."""
    if request.param == "file":
        return tmp_path / "home" / "library.sqlite"
    return place_of(request.getfixturevalue("server").new_database())


@pytest.fixture
def library(place: Place) -> Iterator[Library]:
    """Return a new library in a file, and one on a server."""
    opened = Library(place)
    yield opened
    opened.close()


@pytest.fixture
def package_parts() -> SimpleNamespace:
    """Return the writers of single parts."""
    return SimpleNamespace(
        message=message, onnx=onnx, safetensors=safetensors, write_gallery=write_gallery
    )


PackageWriter = Callable[..., Path]


@pytest.fixture
def write_package() -> PackageWriter:
    """Return a function that writes a sound package into a folder; keyword `card` changes it."""

    def write(folder: Path, **card: Any) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in (("encoder.onnx", onnx()), ("weights.safetensors", safetensors())):
            if not (folder / name).exists():
                (folder / name).write_bytes(content)
        if not (folder / "gallery.npz").exists():
            write_gallery(folder / "gallery.npz")
        files = {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
            for name in ("encoder.onnx", "weights.safetensors", "gallery.npz")
        }
        (folder / "card.json").write_text(json.dumps(CARD | {"files": files} | card))
        return folder

    return write
