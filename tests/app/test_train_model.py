"""A run from its files to a package, and whatever may end it on the way."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from medview.app.train_model import TrainModel
from medview.app.training import Training
from medview.domain.errors import ModelMissing, PlanError
from medview.domain.pseudonym import UNSALTED, Pseudonyms
from medview.domain.training import Request, RunState
from medview.sources.reader import ReaderPool
from medview.store.journal import Journal
from medview.store.models import ModelRegistry, read_package
from medview.store.run_folder import RunFolder
from medview.store.runs import Runs
from tests.app.tiny_run import PLAN, tiny_cases

HOUSE = Pseudonyms(b"house")


@pytest.fixture(scope="module")
def reader():
    pool = ReaderPool(1)
    yield pool
    pool.close()


@pytest.fixture
def registry(tmp_path: Path) -> ModelRegistry:
    return ModelRegistry(tmp_path / "bundled", tmp_path / "home" / "models")


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    return Runs(tmp_path / "home" / "runs").create(PLAN, tiny_cases(tmp_path / "pictures"))


@pytest.fixture
def trainer(reader: ReaderPool, registry: ModelRegistry) -> TrainModel:
    return TrainModel(reader, registry, lambda: HOUSE)


@pytest.fixture
def training(tmp_path: Path, registry: ModelRegistry, reader: ReaderPool) -> Training:
    return Training(Runs(tmp_path / "home" / "runs"), registry, lambda: reader)


def test_a_run_ends_with_a_package_that_is_registered(
    trainer: TrainModel, training: Training, registry: ModelRegistry, run: RunFolder
):
    broken = Path(run.cases()[5].ref.path)
    broken.write_bytes(b"no picture")
    with pytest.raises(ModelMissing, match="no model yet"):
        training.register(run.path)
    assert trainer.work_on(run.path) is RunState.DONE
    status = run.status()
    assert status.state is RunState.DONE and [r.epoch for r in status.epochs] == [1, 2, 3]
    assert any("Left out: 5.png" in line for line in status.log)
    assert status.package is not None
    package = read_package(status.package)
    package.verify()
    decoded = training.cases(run.path)
    assert len(decoded) == 23 and str(broken) not in {case.ref.path for case in decoded}
    assert len(package.gallery()) == sum(case.split == "train" for case in decoded)
    assert status.result["images"] == 8 and status.result["in_use"] is None
    assert status.result["new"]["recall@1"]["value"] > 0.5
    card = training.register(run.path)
    assert [p.card.ref for p in registry.packages()] == [card.ref]
    assert {p.name for p in run.path.iterdir()} == {
        "plan.json", "cases.csv", "decoded.csv", "events.jsonl", "epochs.jsonl", "progress.json",
        "evaluation.json", "package", "lock",
    }  # fmt: skip
    text = json.dumps(json.loads((package.folder / "card.json").read_text()))
    assert str(broken.parent) not in text and '"p1"' not in text
    learned = {case.patient for case in decoded if case.split == "train"}
    assert set(package.gallery().patients) == {HOUSE.of(patient) for patient in learned}
    assert not set(package.gallery().patients) & {UNSALTED.of(patient) for patient in learned}
    training.remove(run.path)
    assert training.runs() == [] and registry.package("tiny").card == card


def test_the_next_model_is_compared_with_the_one_in_use(
    trainer: TrainModel, training: Training, run: RunFolder, tmp_path: Path
):
    assert trainer.work_on(run.path) is RunState.DONE
    first = training.register(run.path)
    path = training.prepare(
        replace(PLAN, epochs=1, backbone="in-use"), tiny_cases(tmp_path / "pictures")
    )
    again = RunFolder(path)
    assert again.plan().id == "tiny-2" and again.plan().start == first.ref.digest
    assert trainer.work_on(path) is RunState.DONE
    result = again.status().result
    assert result["model_in_use"]["digest"] == first.ref.digest
    assert set(result["in_use"]) == set(result["new"])


def test_patients_the_model_in_use_learned_from_are_known_by_their_pseudonym(
    trainer: TrainModel, training: Training, run: RunFolder, tmp_path: Path
):
    assert trainer.work_on(run.path) is RunState.DONE
    training.register(run.path)
    turned = {"train": "val", "val": "train"}
    cases = [replace(c, split=turned[c.split]) for c in tiny_cases(tmp_path / "others", seed=1)]
    again = RunFolder(training.prepare(replace(PLAN, epochs=1), cases))
    assert trainer.work_on(again.path) is RunState.DONE
    held = sum(case.split == "val" for case in cases)
    assert again.status().result["seen_by_model_in_use"] == held


def test_a_run_that_is_stopped_keeps_what_it_learned(trainer: TrainModel, run: RunFolder):
    run.ask(Request.STOP)
    assert trainer.work_on(run.path) is RunState.STOPPED
    assert run.status().state is RunState.STOPPED and run.status().package is not None


def test_a_run_that_is_dropped_keeps_nothing(trainer: TrainModel, run: RunFolder):
    run.ask(Request.DROP)
    assert trainer.work_on(run.path) is RunState.DROPPED
    assert run.status().state is RunState.DROPPED
    assert {p.name for p in run.path.iterdir()} <= {"plan.json", "events.jsonl", "lock"}


def test_a_full_disk_is_told_and_the_run_goes_on_once_there_is_room(
    trainer: TrainModel, training: Training, run: RunFolder, monkeypatch: pytest.MonkeyPatch
):
    from medview.learning import checkpoint

    kept: list[Path] = []
    save = checkpoint.save

    def full(folder: Path, parts, note) -> None:
        if len(kept) == 2:
            raise OSError(28, "No space left on device", str(folder))
        kept.append(folder)
        save(folder, parts, note)

    with monkeypatch.context() as patch:
        patch.setattr(checkpoint, "save", full)
        assert trainer.work_on(run.path) is RunState.FAILED
    status = run.status()
    assert status.state is RunState.FAILED and status.failure == "The disk is full."
    assert "resume" in status.advice and status.package is None
    assert trainer.work_on(run.path) is RunState.DONE
    assert any("Going on after epoch 1" in line for line in run.status().log)


def test_a_disk_too_full_to_say_so_leaves_a_run_to_resume(
    trainer: TrainModel, run: RunFolder, monkeypatch: pytest.MonkeyPatch
):
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(RunFolder, "hold_reserve", full)
        patch.setattr(Journal, "add", full)
        assert trainer.work_on(run.path) is RunState.FAILED
    assert run.status().state is RunState.BROKEN_OFF
    assert trainer.work_on(run.path) is RunState.DONE


@pytest.mark.parametrize("place", ["own_card.own_card", "compare.compare", "export.digest"])
def test_short_memory_ends_the_run_in_words_and_nothing_is_lost(
    trainer: TrainModel, run: RunFolder, monkeypatch: pytest.MonkeyPatch, place: str
):
    def short(*_arguments: object, **_more: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(f"medview.learning.{place}", short)
        assert trainer.work_on(run.path) is RunState.FAILED
    assert run.status().failure == "The computer ran out of memory."
    assert run.status().package is None
    assert trainer.work_on(run.path) is RunState.DONE


def test_a_second_worker_leaves_the_run_alone(
    trainer: TrainModel, run: RunFolder, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("medview.app.train_model.LOCK_SECONDS", 0.1)
    lock = run.lock()
    assert lock.take()
    before = {path: path.read_bytes() for path in run.path.iterdir()}
    assert trainer.work_on(run.path) is None
    assert {path: path.read_bytes() for path in run.path.iterdir()} == before
    lock.release()


def test_pictures_that_cannot_be_read_any_more_are_told(trainer: TrainModel, run: RunFolder):
    for case in run.cases():
        Path(case.ref.path).unlink()
    assert trainer.work_on(run.path) is RunState.FAILED
    assert "Not one picture of the run can be read" in run.status().failure


def test_cases_that_do_not_go_together_start_nothing(training: Training, tmp_path: Path):
    cases = tiny_cases(tmp_path / "pictures")
    for wrong in (
        cases[:3],
        [replace(case, split="train") for case in cases],
        [replace(case, label="cloud") for case in cases],
        [replace(case, patient="one") for case in cases],
    ):
        with pytest.raises(PlanError):
            training.start(PLAN, wrong)
    with pytest.raises(ModelMissing, match="to start from"):
        training.start(replace(PLAN, backbone="in-use"), cases)
    assert training.runs() == []
