"""The library's place on the command line: shown, set, moved there and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from medview import cli


def test_a_library_goes_to_a_server_and_back(
    sample: Path, server: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    home, other, url = str(tmp_path / "home"), str(tmp_path / "other"), server.new_database()

    def run(*arguments: object) -> Any:
        status = cli.main([*map(str, arguments), "--json"])
        out = capsys.readouterr().out
        return json.loads(out) if status == 0 else status

    assert run("import", sample / "mr-glioma", "--home", home)["added"] == 1
    moved = run("library", "move", "--to", url, "--home", home)
    assert moved["tables"]["cases"] == 1
    assert run("library", "move", "--to", url, "--home", home) == 1  # there is one already
    assert run("library", "show", "--home", home)["place"].endswith("library.sqlite")
    assert "pgvector" in run("library", "use", url, "--home", home)["place"]
    assert run("library", "show", "--home", home)["cases"] == 1
    assert "PostgreSQL" in run("library", "show", "--home", home)["place"]
    place, sound = run("doctor", "--home", home)[-2:]
    assert place["check"] == "library place" and place["ok"]
    assert place["detail"].startswith("a server, postgresql://")
    assert "radiology" in place["detail"] and "1 embeddings, all looked at" in place["detail"]
    assert "postgresql://" in sound["detail"] and "1 cases" in sound["detail"]
    found = run(
        "similar",
        sample / "mr-meningioma",
        "--home",
        other,
        "--library",
        url,
        "--where",
        "library=own",
    )
    assert len(found["neighbours"]) == 1  # what another home has brought there
    back = run("library", "move", "--to", tmp_path / "back.sqlite", "--home", home)
    assert back["tables"]["cases"] == 1 and back["rows"] >= moved["rows"]
    assert run("library", "use", "--home", home)["place"] == str(tmp_path / "home/library.sqlite")


def test_a_place_that_cannot_be_opened_is_not_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    home = ["--home", str(tmp_path)]
    assert cli.main(["library", "use", "postgresql://ann:geheim@localhost/x", *home]) == 1
    assert cli.main(["library", "use", "postgresql://ann@127.0.0.1:1/x", *home]) == 1
    told = capsys.readouterr().err
    assert "~/.pgpass" in told and "cannot be reached" in told and "geheim" not in told
    assert not (tmp_path / "settings.json").exists()


def test_every_command_works_on_a_server(
    sample: Path, server: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """One home imports into a server, another grades, searches, exports and looks after it."""
    one, url = str(tmp_path / "one"), server.new_database()
    two = ["--home", str(tmp_path / "two"), "--library", url]

    def run(*arguments: object) -> Any:
        status = cli.main([*map(str, arguments), "--json"])
        told = capsys.readouterr()
        assert status == 0, told.err
        return json.loads(told.out)

    assert "PostgreSQL" in run("library", "use", url, "--home", one)["place"]
    assert run("import", sample / "mr-glioma", "--source", "Ward", "--home", one)["added"] == 1
    again = run("import", sample / "mr-glioma", *two)
    assert (again["added"], again["duplicates"]) == (0, 1)
    own = ["--where", "library=own"]
    (near,) = run("similar", sample / "mr-meningioma", *own, *two)["neighbours"]
    assert near["source"] == "Ward"
    eye = sorted((sample / "fundus").glob("*.jpg"))[0]
    (graded,) = run("grade", eye, *two)
    assert graded["model"]["id"] == "dr-fundus"
    assert run("statistics", "--home", one)["shown"]["total"] == 1  # graded in the other home
    assert {entry["recall"] for entry in run("library", "index", *two)} == {None}  # too few


def test_a_file_needs_no_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["library", "index", "--home", str(tmp_path)]) == 1
    assert "needs no index" in capsys.readouterr().err
