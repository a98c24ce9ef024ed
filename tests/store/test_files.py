from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from medview.store.files import (
    HOME_VARIABLE,
    aside,
    home_folder,
    secret_of,
    sweep,
    write_atomically,
)


def test_the_home_folder_is_the_one_chosen_then_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "named"))
    assert home_folder(tmp_path / "chosen") == tmp_path / "chosen"
    assert home_folder() == tmp_path / "named"
    monkeypatch.delenv(HOME_VARIABLE)
    assert home_folder().name == "MedView"


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "file"
    write_atomically(path, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_secret_is_drawn_once_whoever_asks_first(tmp_path):
    path = tmp_path / "home" / "secret"
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: secret_of(path), range(8)))
    assert found == {path.read_bytes()} and len(path.read_bytes()) == 32
    assert secret_of(tmp_path / "other" / "secret") not in found
    assert [each.name for each in path.parent.iterdir()] == ["secret"]


def test_what_killed_processes_left_aside_is_swept_and_nothing_else(tmp_path):
    lefts = (".incoming-0-1", ".damaged-0", ".deleted-0-abc", ".removed-20260101-001", ".probe-0-1")
    for name in (*lefts, "run", ".hidden"):
        (tmp_path / name / "inside").mkdir(parents=True)
    own = aside(tmp_path, "removed")
    own.mkdir()
    sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"run", ".hidden", own.name}


def test_a_secret_is_kept_where_files_have_no_second_names(tmp_path, monkeypatch):
    def refused(_path: Path, _target: Path) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    path = tmp_path / "secret"
    assert secret_of(path) == path.read_bytes() == secret_of(path)
    assert [each.name for each in tmp_path.iterdir()] == ["secret"]
    path.write_bytes(b"")
    with pytest.raises(OSError, match="damaged"):
        secret_of(path)
