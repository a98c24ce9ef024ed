from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import time
import zipfile
from pathlib import Path

import pytest

from medview.domain.errors import (
    LibraryNotWritable,
    MedViewError,
    ModelDamaged,
    ModelMissing,
    UnsafeFile,
)
from medview.store.models import ModelRegistry, read_package
from medview.store.packages import export_package, import_package, register_package

PARTS = {".safetensors": "weights.safetensors", ".npz": "gallery.npz", ".pt": "encoder.onnx"}


@pytest.fixture
def registry(tmp_path: Path) -> ModelRegistry:
    return ModelRegistry(tmp_path / "bundled", tmp_path / "own")


def zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    return target


def test_a_package_goes_out_and_in(tmp_path: Path, registry: ModelRegistry, write_package):
    package = read_package(write_package(tmp_path / "bundled" / "tiny"))
    archive = export_package(package, tmp_path / "tiny.zip")
    brought = import_package(registry, archive)
    assert brought.card == package.card
    assert brought.folder.name == f"tiny-{package.card.ref.digest[:12]}"
    assert [p.name for p in registry.own.iterdir()] == [brought.folder.name]
    assert import_package(registry, archive).folder == brought.folder
    brought.verify()


@pytest.mark.parametrize("part", ["encoder.onnx", "card.json", ""])
def test_importing_again_repairs_a_damaged_copy(
    tmp_path: Path, registry: ModelRegistry, write_package, part: str
):
    archive = zipped(write_package(tmp_path / "tiny"), tmp_path / "tiny.zip")
    copy = import_package(registry, archive).folder
    if part:
        (copy / part).write_bytes(b"damaged")
    else:
        shutil.rmtree(copy)
        copy.write_text("a file in its place")
    brought = import_package(registry, archive)
    brought.verify()
    assert list(registry.own.iterdir()) == [brought.folder] == [copy]


def test_a_trained_package_is_copied_in_and_stays(
    tmp_path: Path, registry: ModelRegistry, write_package
):
    trained = write_package(tmp_path / "run" / "package")
    (trained / "plan.json").write_text("{}")
    registered = register_package(registry, trained)
    assert registered.card == read_package(trained).card and registered.folder.parent == (
        registry.own
    )
    assert sorted(p.name for p in registered.folder.iterdir()) == sorted(
        p.name for p in trained.iterdir()
    )
    assert register_package(registry, trained).folder == registered.folder
    assert [p.name for p in registry.own.iterdir()] == [registered.folder.name]


def test_an_unsound_package_is_not_registered(
    tmp_path: Path, registry: ModelRegistry, write_package
):
    trained = write_package(tmp_path / "package")
    (trained / "gallery.npz").write_bytes(b"damaged")
    with pytest.raises(ModelDamaged, match="not the file its card vouches for"):
        register_package(registry, trained)
    assert not any(registry.own.iterdir())


def test_a_full_disk_registers_nothing_and_what_a_kill_left_is_swept(
    tmp_path: Path, registry: ModelRegistry, write_package, monkeypatch: pytest.MonkeyPatch
):
    trained = write_package(tmp_path / "package")
    left = registry.own / ".incoming-0-1"
    left.mkdir(parents=True)
    (left / "card.json").write_text("{")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(LibraryNotWritable, match="No space left on device"):
            register_package(registry, trained)
    assert list(registry.own.iterdir()) == [] and registry.packages() == []
    assert register_package(registry, trained).folder.is_dir()


def test_a_package_that_is_not_there_is_told(tmp_path: Path, registry: ModelRegistry):
    with pytest.raises(ModelMissing, match=r"There is no file .*none\.zip"):
        import_package(registry, tmp_path / "none.zip")
    assert not registry.own.exists()


def test_an_unsound_package_is_not_exported(tmp_path: Path, write_package):
    package = read_package(write_package(tmp_path / "tiny"))
    (package.folder / "gallery.npz").write_bytes(b"changed")
    with pytest.raises(ModelDamaged):
        export_package(package, tmp_path / "tiny.zip")
    assert not list(tmp_path.glob("*.zip*"))


@pytest.mark.parametrize("name", ["../evil", "/evil", "a/../../evil", "..\\evil", "C:\\evil"])
def test_a_package_cannot_write_elsewhere(tmp_path: Path, registry: ModelRegistry, name: str):
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr(name, b"evil")
    before = sorted(tmp_path.parent.rglob("*evil*"))
    with pytest.raises(UnsafeFile):
        import_package(registry, tmp_path / "evil.zip")
    assert sorted(tmp_path.parent.rglob("*evil*")) == before
    assert list(registry.own.iterdir()) == []


def test_a_package_with_more_than_a_package_is_refused(
    tmp_path: Path, registry: ModelRegistry, write_package
):
    folder = write_package(tmp_path / "tiny")
    (folder / "extra.py").write_text("print('never')")
    with pytest.raises(ModelDamaged, match="no model package has"):
        import_package(registry, zipped(folder, tmp_path / "tiny.zip"))


def test_every_hostile_model_is_refused(
    shared_data: Path,
    tmp_path: Path,
    registry: ModelRegistry,
    write_package,
    monkeypatch: pytest.MonkeyPatch,
):
    canary = tmp_path / "canary"
    monkeypatch.setenv("MEDVIEW_CANARY", str(canary))
    slip = Path("/tmp/medview_slip_model.safetensors")
    for file in hostile_models(shared_data):
        started = time.monotonic()
        for archive in (file, in_a_package(file, tmp_path / file.name, write_package)):
            with pytest.raises(MedViewError) as error:
                import_package(registry, archive)
            assert error.value.hint, file.name
        assert time.monotonic() - started < 5, file.name
        assert not canary.exists(), file.name
        assert list(registry.own.iterdir()) == []
    assert not slip.exists()


def hostile_models(shared_data: Path) -> list[Path]:
    folder = shared_data / "hostile"
    with (folder / "expected.csv").open(newline="", encoding="utf-8") as stream:
        found = [r["file"] for r in csv.DictReader(stream) if r["family"] == "models"]
    assert len(found) == 17
    return [folder / file for file in found]


def in_a_package(file: Path, folder: Path, write_package) -> Path:
    """Return a ZIP in which the hostile file takes a part of an otherwise sound package.

    control.safetensors is sound, and a part of another model: its card does not vouch for it.
    """
    write_package(folder)
    part = PARTS.get(file.suffix, "encoder.onnx")
    shutil.copyfile(file, folder / part)
    if file.stem != "control":
        (folder / part).chmod(0o644)
        card = json.loads((folder / "card.json").read_text())
        card["files"][part] = hashlib.sha256(file.read_bytes()).hexdigest()
        (folder / "card.json").write_text(json.dumps(card))
    return zipped(folder, folder.with_name(folder.name + ".package"))
