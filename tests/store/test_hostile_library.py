"""Every library row of the hostile collection gets its outcome, and the file is left alone."""

from __future__ import annotations

import csv
import hashlib
import resource
import shutil
from pathlib import Path

import pytest

from medview.domain.errors import LibraryDamaged
from medview.store.library import Library

ONE_GIB = 2**20  # ru_maxrss counts in KiB


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "hostile" / "expected.csv").open(newline="", encoding="utf-8") as stream:
        return [row for row in csv.DictReader(stream) if row["open_as"] == "library"]


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()}


def test_every_hostile_library_is_refused_and_not_modified(shared_data: Path, tmp_path: Path):
    found = rows(shared_data)
    assert found
    before = peak()  # other tests of this run may have loaded torch
    for row in found:
        original = shared_data / "hostile" / row["file"]
        copy = tmp_path / row["file"] / original.name
        copy.parent.mkdir(parents=True)
        shutil.copyfile(original, copy)
        with pytest.raises(LibraryDamaged) as error:
            Library(copy)
        assert "clear-error" in (row["kind"], *row["also_ok"].split("|")), row
        assert error.value.hint, row
        assert digests(copy.parent)[copy.name] == row["sha256"], row
    assert peak() - before < ONE_GIB
