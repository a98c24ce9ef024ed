from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from medview.app.resources import resources_folder
from medview.domain.errors import ModelDamaged, ModelMissing
from medview.store.models import ModelRegistry, read_package


@pytest.fixture
def registry(tmp_path: Path, write_package) -> ModelRegistry:
    write_package(tmp_path / "bundled" / "tiny")
    return ModelRegistry(tmp_path / "bundled", tmp_path / "own")


def test_a_package_is_read_whole(registry: ModelRegistry):
    (package,) = registry.packages()
    card = json.loads((package.folder / "card.json").read_text())
    canonical = json.dumps(card, sort_keys=True, separators=(",", ":")).encode()
    assert package.card.ref.id == "tiny"
    assert package.card.ref.digest == hashlib.sha256(canonical).hexdigest()
    assert package.card.modalities == ("MR",)
    assert package.onnx_file.name == "encoder.onnx"
    assert package.gallery().labels == ("a", "b", "c")
    assert package.gallery().embeddings.dtype == np.float32
    package.verify()


@pytest.mark.parametrize("name", ["encoder.onnx", "gallery.npz", "weights.safetensors"])
def test_a_changed_file_is_noticed(registry: ModelRegistry, name: str):
    (package,) = registry.packages()
    (package.folder / name).write_bytes(b"changed")
    with pytest.raises(ModelDamaged, match="not the file its card vouches for"):
        package.verify()


def test_a_missing_file_is_named(registry: ModelRegistry):
    (package,) = registry.packages()
    (package.folder / "encoder.onnx").unlink()
    with pytest.raises(ModelDamaged, match=r"lacks encoder\.onnx"):
        _ = package.onnx_file


@pytest.mark.parametrize(
    "change",
    [
        {"id": "../evil"},
        {"task": "astrology"},
        {"dimension": 0},
        {"dimension": True},
        {"input_size": 10**9},
        {"title": None},
        {"modalities": []},
        {"data": ["a name"]},
        {"files": {}},
        {"files": {"encoder.onnx": "0", "weights.safetensors": "0", "gallery.npz": "0"}},
        {"task": "dr-grading", "calibration": {}},
        {"preprocess": {"kind": "magic", "size": 32}},
        {"preprocess": {"kind": "grey", "size": 64}},
        {"preprocess": {"kind": "grey"}},
        {"doubt": {}},
        {"doubt": {"MR": {}}},
        {"doubt": {"MR": {"distance": "far"}}},
        {"doubt": {"MR": {"distance": True}}},
        {"doubt": {"MR": {"distance": -1}}},
        {"doubt": []},
        {"modalities": ["MR", "CT"]},
    ],
)
def test_a_card_without_sense_is_refused(tmp_path: Path, write_package, change):
    folder = write_package(tmp_path / "tiny", **change)
    with pytest.raises(ModelDamaged, match="model card") as error:
        read_package(folder)
    assert error.value.hint


GRADING = {
    "task": "dr-grading",
    "modalities": ["FUNDUS"],
    "doubt": {"FUNDUS": {"distance": 0.1, "disagreement": 2}},
}
CALIBRATION = {
    "slopes": [1, 1, 1, 1],
    "intercepts": [0, 0, 0, 0],
    "head_cuts": [0.5, 1.5, 2.5, 3.5],
    "shown_cuts": [0.5, 1.5, 2.5, 3.5],
    "vote": {"k": 5, "temperature": 0.1, "cuts": [0.5, 1.5, 2.5, 3.5]},
    "fusion_weight": 0.5,
    "referable": {"slope": 1, "intercept": 0, "threshold": 0.5},
    "quality": {"slope": 1, "intercept": 0, "threshold": 0.5},
    "flips": True,
}


def test_a_card_of_a_grading_model_is_read(tmp_path: Path, write_package):
    folder = write_package(tmp_path / "eye", **GRADING, calibration=CALIBRATION)
    assert read_package(folder).card.task == "dr-grading"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"doubt": {"FUNDUS": {"distance": 0.1}}}, "disagreement"),
        ({"calibration": CALIBRATION | {"slopes": [1, 1, 1]}}, "4 numbers"),
        ({"calibration": CALIBRATION | {"shown_cuts": 2}}, "4 numbers"),
        ({"calibration": CALIBRATION | {"head_cuts": [0.5, 2.5, 1.5, 3.5]}}, "must rise"),
        ({"calibration": CALIBRATION | {"intercepts": [0, 0, 0, 10**400]}}, "model card"),
    ],
)
def test_a_grading_card_without_sense_is_refused(tmp_path: Path, write_package, change, fault):
    folder = write_package(tmp_path / "eye", **GRADING | {"calibration": CALIBRATION} | change)
    with pytest.raises(ModelDamaged, match=fault):
        read_package(folder)


NODULES = {
    "task": "nodule-detection",
    "calibration": {"slope": 1, "intercept": 0, "threshold": 0.5},
}
CURVE = {
    "on": "drawn scans",
    "scans": 2,
    "nodules": 3,
    "found_at_false_marks": {"1": {"value": 0.5}},
    "shown": {"false_marks": {"value": 2}, "found": {"value": 0.6}},
}


@pytest.mark.parametrize(
    "change",
    [{"scans": 0}, {"found_at_false_marks": {}}, {"found_at_false_marks": {"1": {"value": 2}}}],
)
def test_a_nodule_card_with_a_malformed_curve_is_refused(tmp_path: Path, write_package, change):
    told = {"free_response": {"candidates": CURVE}}
    read_package(write_package(tmp_path / "sound", **NODULES, validation=told))
    read_package(write_package(tmp_path / "older", **NODULES, validation={}))
    told = {"free_response": {"candidates": CURVE | change}}
    folder = write_package(tmp_path / "wrong", **NODULES, validation=told)
    with pytest.raises(ModelDamaged, match="free_response"):
        read_package(folder)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"id": NaN}', "[" * 100_000])
def test_a_card_that_is_no_card_is_refused(tmp_path: Path, text: str):
    (tmp_path / "card.json").write_text(text)
    with pytest.raises(ModelDamaged):
        read_package(tmp_path)


def test_a_damaged_package_does_not_hide_the_others(
    registry: ModelRegistry, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    broken = tmp_path / "own" / "broken"
    broken.mkdir(parents=True)
    (broken / "card.json").write_text("{")
    assert [p.card.ref.id for p in registry.packages()] == ["tiny"]
    assert "model card in broken" in caplog.text


def test_the_bundled_model_is_in_use_until_another_is_activated(
    registry: ModelRegistry, tmp_path: Path, write_package
):
    own = write_package(tmp_path / "own" / "tiny-2", version="2.0")
    assert [p.card.ref.version for p in registry.active_packages()] == ["1.0"]
    digest = read_package(own).card.ref.digest
    registry.use(registry.package(digest[:12]))
    again = ModelRegistry(tmp_path / "bundled", tmp_path / "own")
    assert [p.card.ref.version for p in again.active_packages()] == ["2.0"]
    assert again.package("tiny").card.ref.version == "2.0"
    assert len(again.packages()) == 2
    in_use = again.in_use(again.package("tiny").card.task)
    assert in_use is not None and in_use.card.ref.digest == digest
    assert again.in_use("lesion-segmentation") is None


def test_an_unknown_model_is_told_with_those_there_are(registry: ModelRegistry):
    with pytest.raises(ModelMissing, match="Installed: tiny"):
        registry.package("other")


def test_the_models_that_ship_are_sound():
    folder = resources_folder() / "models"
    packages = ModelRegistry(folder, folder / "none").packages()
    if not packages:
        pytest.skip("no model ships with this checkout")
    for package in packages:
        package.verify()
