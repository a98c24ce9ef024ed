from __future__ import annotations

import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest

from medview.cli import main


@pytest.fixture
def run(tmp_path, capsys):
    """Run `train-check --json` and return (exit status, result, messages)."""

    def check(*arguments):
        home = tmp_path / "home"
        status = main(["train-check", "--home", str(home), "--json", *map(str, arguments)])
        out, err = capsys.readouterr()
        return status, json.loads(out) if out else None, err

    return check


def noise(path: Path, seed: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    coarse = np.random.default_rng(seed).integers(0, 255, (12, 12)).astype(np.uint8)
    cv2.imwrite(str(path), cv2.resize(coarse, (200, 200), interpolation=cv2.INTER_CUBIC))


def test_a_folder_per_class_is_split_and_judged(run, tmp_path):
    for n in range(24):
        noise(tmp_path / "set" / "ab"[n % 2] / f"{n}.png", n)
    shutil.copy(tmp_path / "set" / "a" / "0.png", tmp_path / "set" / "a" / "again.png")
    status, result, _ = run("--data", tmp_path / "set", "--task", "similarity", "--share", "0.25")
    assert (status, result["may_train"], result["cases"]) == (0, True, 25)
    assert {label: c["held_out"] for label, c in result["classes"].items()} == {"a": 3, "b": 3}
    kinds = {found["kind"]: found for found in result["findings"]}
    assert set(kinds) == {"few cases of a class", "copies", "patient not known"}
    assert [Path(p).name for p in kinds["copies"]["pictures"]] == ["0.png", "again.png"]


def test_an_official_split_that_leaks_is_refused(run, tmp_path):
    for n in range(4):
        noise(tmp_path / f"{n}.png", n)
    lines = ["file,who,finding,part", "0.png,A,x,train", "1.png,B,y,train"]
    (tmp_path / "t.csv").write_text("\n".join([*lines, "2.png,A,y,val", "3.png,C,x,val"]))
    columns = ("--column", "patient=who", "label=finding", "split=part")
    status, result, messages = run(
        "--data", tmp_path, "--labels", tmp_path / "t.csv", *columns, "--task", "similarity"
    )
    assert (status, result["may_train"]) == (1, False)
    leak = result["findings"][0]
    assert (leak["severity"], leak["kind"]) == ("stop", "patient on both sides")
    assert [Path(p).name for p in leak["pictures"]] == ["0.png", "2.png"]
    assert "refused" in messages


def test_bad_use_is_told(run, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["train-check", "--data", str(tmp_path), "--column", "nose=x"])
    assert ended.value.code == 2
    assert "FIELD one of image, label" in capsys.readouterr().err
    status, result, messages = run("--data", tmp_path, "--labels", tmp_path / "none.csv")
    assert (status, result) == (1, None)
    assert "none.csv cannot be read" in messages


def test_words_for_a_person(tmp_path, capsys):
    for n in range(6):
        noise(tmp_path / "set" / "ab"[n % 2] / f"{n}.png", n)
    (tmp_path / "set" / "a" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    command = ["train-check", "--home", str(tmp_path / "home"), "--task", "similarity"]
    assert main([*command, "--data", str(tmp_path / "set")]) == 0
    out, err = capsys.readouterr()
    assert "a\t3 images of 3 patients" in out
    assert "warning: Few cases of 'a': 3, of 3 patients." in out
    assert "broken.png" in err, "what is no picture is left out before, with its reason"


def test_training_refuses_copies_that_are_on_both_sides_under_two_names(tmp_path, capsys):
    for n in range(6):
        noise(tmp_path / f"{n}.png", n)
    shutil.copy(tmp_path / "0.png", tmp_path / "again.png")
    sides = ["train", "train", "train", "train", "val", "val", "val"]
    names = [*(f"{n}.png" for n in range(6)), "again.png"]
    rows = [f"{name},p{n},{'ab'[n % 2]},{sides[n]}" for n, name in enumerate(names)]
    (tmp_path / "t.csv").write_text("\n".join(["image,patient,label,split", *rows]))
    home = tmp_path / "home"
    command = ["train", "--home", str(home), "--data", str(tmp_path), "--task", "similarity"]
    assert main([*command, "--labels", str(tmp_path / "t.csv"), "--modality", "MR"]) == 1
    messages = capsys.readouterr().err
    assert "under names of different patients: 1" in messages
    assert "'medview train-check' names the pictures" in messages
    assert not list(home.glob("runs/*"))
