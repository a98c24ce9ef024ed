"""File names of any bytes and home folders of any characters: Linux allows both."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from medview import cli
from medview.domain.case import printable
from medview.store.library import Library

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names are text there")

LATIN = os.fsdecode(b"M\xfcller.jpg")  # "Müller.jpg" as an old camera or memory stick wrote it


@pytest.fixture
def photo(sample: Path, tmp_path: Path) -> Path:
    folder = tmp_path / os.fsdecode(b"Pr\xe4parate")
    folder.mkdir()
    return Path(shutil.copyfile(sample / "fundus" / "synthetic-01-OD.jpg", folder / LATIN))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "100% #1 eye?mode=x"


def run(home: Path, *arguments: object) -> int:
    return cli.main([*map(str, arguments), "--home", str(home)])


def test_marks_stand_for_what_is_no_text():
    assert printable(LATIN) == "M\N{REPLACEMENT CHARACTER}ller.jpg"
    assert printable("Müller 李.jpg") == "Müller 李.jpg"


def test_such_a_file_is_imported_and_comes_back(photo: Path, home: Path, capsys):
    assert run(home, "import", photo.parent, "--json") == 0
    assert json.loads(capsys.readouterr().out)["added"] == 1
    assert run(home, "import", photo, "--json") == 0
    assert json.loads(capsys.readouterr().out)["duplicates"] == 1
    library = Library(home / "library.sqlite")
    (case,) = library.cases()
    assert Path(case.images[0].path) == photo
    assert library.verify() == []
    library.close()


def test_such_a_file_is_graded_to_a_table_and_to_json(photo: Path, home: Path, tmp_path, capsys):
    table = tmp_path / "grades.csv"
    assert run(home, "grade", photo, "--json", "--csv", table) == 0
    (result,) = json.loads(capsys.readouterr().out.encode("utf-8"))
    with table.open(newline="", encoding="utf-8-sig") as stream:
        (row,) = csv.DictReader(stream)
    assert result["path"] == row["path"] == printable(str(photo))
    assert result["grade_words"] == (row["grade_words"] or None)
