from __future__ import annotations

import json
from pathlib import Path

import pytest

from medview import cli
from medview.domain.training import RunState
from medview.store.run_folder import RunFolder
from tests.app.tiny_run import PLAN, tiny_cases

TINY = (
    "--task", "similarity", "--modality", "MR", "--backbone", "small-cnn", "--input-size", 32,
    "--dimension", 8, "--loss", "contrastive", "--sampler", "pairs", "--batch-size", 4,
    "--epochs", 2, "--frozen-epochs", 0, "--id", "tiny",
)  # fmt: skip


@pytest.fixture
def run(tmp_path, capsys):
    def run_command(*arguments):
        status = cli.main([*map(str, arguments), "--home", str(tmp_path / "home")])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run_command


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """Return a folder of drawn pictures with a folder for each class."""
    root = tmp_path / "clinic"
    for case in tiny_cases(tmp_path / "drawn"):
        place = root / case.label / Path(case.ref.path).name
        place.parent.mkdir(parents=True, exist_ok=True)
        Path(case.ref.path).replace(place)
    return root


def test_from_a_folder_to_a_model_in_use(run, folders: Path, tmp_path: Path):
    status, out, err = run("train", "--data", folders, *TINY, "--register", "--json")
    result = json.loads(out)
    assert status == 0 and result["state"] == "done", err
    assert [one["epoch"] for one in result["epochs"]] == [1, 2] and "epoch 2 of 2" in err
    assert result["evaluation"]["model_in_use"]["id"] == "radiology"
    assert result["registered"]["id"] == "tiny" and result["notice"]
    status, out, _ = run("models", "activate", result["registered"]["digest"], "--json")
    assert status == 0 and json.loads(out)["id"] == "tiny"
    status, out, _ = run("models", "evaluate", "tiny", "--data", folders, "--json")
    found = json.loads(out)
    assert status == 0 and found["images"] == 24 and found["model"]["id"] == "tiny"
    assert found["figures"]["recall@1"]["value"] > 0.5 and found["seen"] > 0
    name = Path(result["run"]).name
    status, out, _ = run("train", "--resume", name)  # ended: only told again
    assert status == 0 and f"Run {name}: done." in out and "Decision support" in out


def test_a_run_is_prepared_for_processes_started_by_hand(run, folders: Path):
    status, out, _ = run("train", "--data", folders, *TINY, "--prepare", "--json")
    told = json.loads(out)
    assert status == 0 and told["start"].startswith("torchrun ") and told["run"] in told["start"]
    prepared = RunFolder(Path(told["run"]))
    assert prepared.status().state is RunState.BROKEN_OFF
    assert prepared.plan().loss == "contrastive" and prepared.plan().epochs == 2
    assert {case.split for case in prepared.cases()} == {"train", "val"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Nothing to train on"),
        (["--resume", "nowhere"], "There is no run 'nowhere'"),
        (["--data", "DATA", "--task", "similarity"], "What pictures are these?"),
        (["--data", "DATA", *map(str, TINY), "--input-size", "33"], "must be a multiple of 32"),
        (["--data", "DATA"], "no class of 'dr-grading'"),
        (["--labels", "missing.csv"], "missing.csv"),
        (["--labels", "missing.csv", "--data", "DATA"], "missing.csv"),
    ],
)
def test_what_cannot_be_trained_is_told_in_a_line(run, folders: Path, arguments, told: str):
    given = [str(folders) if word == "DATA" else word for word in arguments]
    status, _, err = run("train", *given)
    assert status == 1 and told in err and "Traceback" not in err


def test_the_probe_of_a_plan_asks_about_the_pictures_of_the_plan(
    run, folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    asked = {}

    def recipes(self, cases, task, context, **words):
        asked.update(words, task=task)
        return []

    monkeypatch.setattr("medview.app.training.Training.recipes", recipes)
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(PLAN.as_json()))
    status, _, err = run("train", plan, "--data", folders, "--probe")
    assert status == 0, err
    assert asked == {"task": "similarity", "title": "Tiny", "modalities": ("MR",)}


def test_an_unknown_loss_is_bad_use(folders: Path):
    with pytest.raises(SystemExit) as end:
        cli.main(["train", "--data", str(folders), "--loss", "magic"])
    assert end.value.code == 2


def test_labelled_cases_of_the_library_are_trained_on(run, folders: Path, tmp_path: Path):
    status, _, err = run("train", "--labelled", *TINY, "--prepare")
    assert status == 1 and "No labelled case" in err
    assert run("import", folders)[0] == 0
    status, out, err = run("train", "--labelled", "--every-image", *TINY, "--prepare", "--json")
    assert status == 0, err
    cases = RunFolder(Path(json.loads(out)["run"])).cases()
    assert len(cases) == 24 and {case.label for case in cases} == set(PLAN.classes)
