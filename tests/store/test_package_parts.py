from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from medview.domain.errors import ModelDamaged
from medview.store.gallery import read_gallery
from medview.store.onnx_file import check_onnx
from medview.store.weights import check_weights

F32 = {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]}


def test_sound_weights_pass(tmp_path: Path, package_parts):
    path = tmp_path / "weights.safetensors"
    header = {"__metadata__": {"format": "pt"}, "a": F32, "b": {**F32, "data_offsets": [16, 32]}}
    path.write_bytes(package_parts.safetensors(header, bytes(32)))
    check_weights(path)


@pytest.mark.parametrize(
    ("header", "data"),
    [
        ({"w": {**F32, "data_offsets": [0, 12]}}, bytes(12)),
        ({"w": {**F32, "data_offsets": [8, 24]}}, bytes(24)),
        ({"w": {**F32, "shape": [2, -2]}}, bytes(16)),
        ({"w": {**F32, "shape": [2, 2.0]}}, bytes(16)),
        ({"w": {**F32, "dtype": "OBJECT"}}, bytes(16)),
        ({"w": {"dtype": "F32"}}, bytes(16)),
        ({"w": F32}, bytes(20)),
        ({"w": F32}, np.full(4, np.inf, "<f4").tobytes()),
        ({"w": {**F32, "dtype": "BF16", "shape": [8]}}, b"\x80\x7f" * 8),
        ({"w": {**F32, "dtype": "F16", "shape": [8]}}, np.full(8, np.nan, "<f2").tobytes()),
        ({"__metadata__": {"patients": "Doe^John"}, "w": F32}, bytes(16)),
        ({"__metadata__": {}}, b""),
        ([F32], bytes(16)),
    ],
)
def test_unsound_weights_are_refused(tmp_path: Path, package_parts, header, data: bytes):
    path = tmp_path / "weights.safetensors"
    path.write_bytes(package_parts.safetensors(header, data))
    with pytest.raises(ModelDamaged):
        check_weights(path)


def test_a_sound_network_passes(tmp_path: Path, package_parts):
    path = tmp_path / "encoder.onnx"
    path.write_bytes(package_parts.onnx(("embedding", "grade_logits"), (9, bytes(1000))))
    check_onnx(path, {"embedding"})


@pytest.mark.parametrize(
    ("tensor", "fault"),
    [
        ((14, 1), "other files"),
        ((13, b"\x0a\x08location"), "other files"),
    ],
)
def test_a_network_with_numbers_elsewhere_is_refused(tmp_path: Path, package_parts, tensor, fault):
    path = tmp_path / "encoder.onnx"
    path.write_bytes(package_parts.onnx(("embedding",), tensor))
    with pytest.raises(ModelDamaged, match=fault):
        check_onnx(path, {"embedding"})


def test_numbers_elsewhere_are_found_at_any_depth(tmp_path: Path, package_parts):
    message = package_parts.message
    inner = message((5, message((14, 1))))
    node = message((5, message((1, "body"), (6, inner))))
    graph = message((1, node), (11, message((1, "image"))), (12, message((1, "embedding"))))
    path = tmp_path / "encoder.onnx"
    path.write_bytes(message((7, graph)))
    with pytest.raises(ModelDamaged, match="other files"):
        check_onnx(path, {"embedding"})


@pytest.mark.parametrize("content", [b"", b"\x80" * 40, b"PK\x03\x04nonsense", bytes(50)])
def test_what_is_no_network_is_refused(tmp_path: Path, content: bytes):
    path = tmp_path / "encoder.onnx"
    path.write_bytes(content)
    with pytest.raises(ModelDamaged):
        check_onnx(path, {"embedding"})


def test_a_cut_network_is_refused_or_lacks_its_outputs(tmp_path: Path, package_parts):
    whole = package_parts.onnx()
    path = tmp_path / "encoder.onnx"
    for length in range(len(whole) - 4):
        path.write_bytes(whole[:length])
        with pytest.raises(ModelDamaged):
            check_onnx(path, {"embedding"})


def test_a_network_without_an_output_is_refused(tmp_path: Path, package_parts):
    path = tmp_path / "encoder.onnx"
    path.write_bytes(package_parts.onnx())
    with pytest.raises(ModelDamaged, match="quality_logit"):
        check_onnx(path, {"embedding", "quality_logit"})


def test_a_gallery_keeps_what_it_does_not_know_aside(tmp_path: Path, package_parts):
    path = tmp_path / "gallery.npz"
    package_parts.write_gallery(path, splits=np.array(["train"] * 3))
    assert len(read_gallery(path, 4)) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"labels": np.array([{"code": "runs"}] * 3, dtype=object)},
        {"labels": np.array(["a", "b"])},
        {"labels": np.arange(3)},
        {"embeddings": np.eye(5, dtype=np.float32)[:3]},
        {"embeddings": np.eye(4)[:3]},
        {"embeddings": 2 * np.eye(4, dtype=np.float32)[:3]},
        {"embeddings": np.full((3, 4), np.nan, np.float32)},
    ],
)
def test_an_unsound_gallery_is_refused(tmp_path: Path, package_parts, change):
    path = tmp_path / "gallery.npz"
    package_parts.write_gallery(path, **change)
    with pytest.raises(ModelDamaged):
        read_gallery(path, 4)
