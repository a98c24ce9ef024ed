from __future__ import annotations

from pathlib import Path

import pytest

from medview.domain.errors import LibraryNotWritable, PlanError
from medview.store import run_folder
from medview.store.runs import Runs
from tests.store.test_run_folder import CASES, PLAN


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs(tmp_path / "home" / "runs")


def test_runs_are_made_found_and_removed(runs: Runs):
    assert runs.all() == []
    first, second = runs.create(PLAN, CASES), runs.create(PLAN, CASES)
    assert [run.path for run in runs.all()] == [second.path, first.path]
    assert runs.find(first.path.name).path == runs.find(first.path).path == first.path
    runs.remove(first)
    assert [run.path for run in runs.all()] == [second.path]
    with pytest.raises(PlanError, match=r"no run .* Runs: " + second.path.name):
        runs.find(first.path.name)


def test_a_run_at_work_is_not_removed(runs: Runs):
    run = runs.create(PLAN, CASES)
    lock = run.lock()
    assert lock.take()
    with pytest.raises(PlanError, match="still at work"):
        runs.remove(run)
    lock.release()
    runs.remove(run)
    assert list(runs.folder.iterdir()) == []


def test_a_folder_without_a_plan_is_no_run(runs: Runs):
    (runs.folder / "20260101-001").mkdir(parents=True)
    assert runs.all() == []


def test_a_full_disk_is_told_and_leaves_no_half_run(runs: Runs, monkeypatch: pytest.MonkeyPatch):
    written: list[Path] = []

    def write(path: Path, content: bytes) -> None:
        if written:
            raise OSError(28, "No space left on device")
        written.append(path)
        path.write_bytes(content)

    monkeypatch.setattr(run_folder, "write_atomically", write)
    with pytest.raises(LibraryNotWritable, match="No space left on device"):
        runs.create(PLAN, CASES)
    assert written and list(runs.folder.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path):
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(LibraryNotWritable, match="could not be set up"):
        Runs(tmp_path / "home" / "runs").create(PLAN, CASES)
