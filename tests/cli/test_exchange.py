"""`medview library export` and `medview import` of a file of cases, as scripts call them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from medview import cli
from medview.domain.exchange import ENDING
from tests.app.test_exchange import write_ct

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run_command(home: str, *arguments: object) -> tuple[int, str, str]:
        status = cli.main([*map(str, arguments), "--home", str(tmp_path / home)])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run_command


def test_round_trip(run: Run, tmp_path: Path) -> None:
    labels = tmp_path / "labels.csv"
    paths = write_ct(tmp_path / "CT")
    labels.write_text("image,label,findings,outcome,tags\n" + f"CT/{paths[0].name},nodule,Round,benign,rare\n")  # fmt: skip  # noqa: E501
    assert run("a", "import", tmp_path / "CT", "--labels", labels)[0] == 0
    status, out, _ = run("a", "library", "export", tmp_path / "x", "--preview", "--json")
    preview = json.loads(out)
    assert status == 0 and preview["words"] == ["benign", "nodule", "rare"]
    assert preview["texts"] == [] and not (tmp_path / f"x{ENDING}").exists()
    status, _, said = run("a", "library", "export", tmp_path / "x")
    assert status == 1 and "name of your site" in said
    asked = ("library", "export", tmp_path / "x", "--site", "Clinic A", "--label", "nodule")
    status, out, _ = run("a", *asked, "--json")
    sent = json.loads(out)
    assert status == 0 and sent["cases"] == 1 and sent["images"] == 3 and not sent["left_out"]
    assert Path(sent["file"]).name == f"x{ENDING}"
    key = json.loads(run("a", "library", "key", "--json")[1])
    assert key == {"site": "Clinic A", "fingerprint": sent["fingerprint"]}
    status, out, _ = run("b", "import", sent["file"], "--known-only")
    assert status == 1 and not out
    status, out, _ = run("b", "import", sent["file"])
    assert status == 0 and "not known to you" in out and "Added 1" in out
    status, out, _ = run("b", "import", sent["file"], "--remember", "--json")
    got = json.loads(out)
    assert (got["added"], got["duplicates"], got["known"]) == (0, 1, ["Clinic A 1"])
    status, out, _ = run("b", "import", sent["file"], "--known-only")
    assert status == 0 and "known to you" in out and "not known" not in out


def test_a_changed_file_is_refused_in_one_line(run: Run, tmp_path: Path) -> None:
    write_ct(tmp_path / "CT")
    run("a", "import", tmp_path / "CT")
    run("a", "library", "export", tmp_path / "x", "--site", "Clinic A")
    path = tmp_path / f"x{ENDING}"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    status, out, said = run("b", "import", path)
    assert status == 1 and not out and "changed after it was signed" in said
    path.write_bytes(b"no file of cases")
    assert run("b", "import", path)[0] == 1
    status, _, said = run("b", "import", path, tmp_path / "CT")
    assert status == 1 and "one call" in said


def test_a_known_site_with_another_key(run: Run, tmp_path: Path) -> None:
    write_ct(tmp_path / "CT")
    for home in ("a", "thief"):
        run(home, "import", tmp_path / "CT")
        run(home, "library", "export", tmp_path / home, "--site", "Clinic A")
    assert run("b", "import", tmp_path / f"a{ENDING}", "--remember")[0] == 0
    status, _, said = run("b", "import", tmp_path / f"thief{ENDING}")
    assert status == 1 and "another key" in said
