from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from medview.domain.case import ImageRef
from medview.domain.errors import PlanError
from medview.domain.training import EpochReport, Request, RunState, TrainingCase, TrainingPlan
from medview.store.run_folder import RunFolder

PLAN = TrainingPlan(
    id="tiny",
    title="Tiny",
    task="similarity",
    kind="grey",
    modalities=("MR",),
    classes=("a", "b"),
    input_size=32,
)
CASES = [
    TrainingCase(ImageRef("/data/ö,\n1.png"), "a", "p1", "train", "OD", "clinic"),
    TrainingCase(ImageRef(os.fsdecode(b"/data/\xff.zip"), "in/2.dcm", 3), "b", "p2", "val"),
]


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    folder = RunFolder(tmp_path / "run")
    folder.path.mkdir()
    folder.set_up(PLAN, CASES)
    return folder


@pytest.fixture
def at_work(run: RunFolder):
    lock = run.lock()
    assert lock.take()
    yield run
    lock.release()


def test_plan_and_cases_come_back(run: RunFolder):
    assert run.plan() == PLAN
    assert run.cases() == CASES


def test_a_plan_that_cannot_be_read_is_told(run: RunFolder):
    (run.path / "plan.json").write_text("{")
    with pytest.raises(PlanError, match="no plan"):
        run.plan()
    (run.path / "cases.csv").write_text("path,member\nx,y\n")
    with pytest.raises(PlanError, match="cases"):
        run.cases()


def test_a_run_without_a_process_can_be_resumed(run: RunFolder):
    assert run.status().state is RunState.BROKEN_OFF
    run.enter(RunState.TRAINING)
    assert run.status().state is RunState.BROKEN_OFF


def test_what_the_worker_says_is_the_status(at_work: RunFolder):
    assert at_work.status().state is RunState.WAITING
    at_work.enter(RunState.TRAINING)
    at_work.say("The batch was halved.")
    at_work.at_step(3, 10, 7.5)
    first = EpochReport(1, 2, {"loss": 0.5}, (1,), ((0.25, -1.0),), {1: (0,)}, better=True)
    at_work.finish_epoch(first)
    at_work.finish_epoch(EpochReport(2, 2, {"loss": 0.4}))
    at_work.finish_epoch(replace(first, figures={"loss": 0.3}))  # again, after a resume
    status = at_work.status()
    assert (status.state, status.done, status.total) == (RunState.TRAINING, 3, 10)
    assert status.seconds_left == 7.5 and status.log == ("The batch was halved.",)
    assert status.epochs[0] == replace(first, figures={"loss": 0.3})
    assert [report.epoch for report in status.epochs] == [1, 2]
    assert status.package is None and status.result == {}


@pytest.mark.parametrize("state", [s for s in RunState if s.ended and s != "broken off"])
def test_how_a_run_ended_stays(run: RunFolder, state: RunState):
    run.enter(RunState.TRAINING)
    run.at_step(3, 10, 7.5)
    run.enter(state, "The disk is full.", "Free some.")
    status = run.status()
    assert status.state is state and status.total == 0
    assert (status.failure, status.advice) == ("The disk is full.", "Free some.")


def test_requests_survive_and_nonsense_is_to_go_on(run: RunFolder):
    assert run.request() is Request.GO_ON
    for asked in Request:
        run.ask(asked)
        assert RunFolder(run.path).request() is asked
    (run.path / "request").write_bytes(b"\xff")
    assert run.request() is Request.GO_ON


def test_result_and_package_are_seen_once_whole(run: RunFolder):
    run.keep_result({"images": 4})
    run.package.mkdir()
    assert run.status().package is None and run.status().result == {"images": 4}
    (run.package / "card.json").write_text(json.dumps({}))
    assert run.status().package == run.package


def test_the_reserve_is_given_back(run: RunFolder):
    run.hold_reserve()
    assert (run.path / "reserve").stat().st_size == 64 * 1024
    run.free_reserve()
    run.free_reserve()
    assert not (run.path / "reserve").exists()


def test_the_epochs_are_read_again_only_when_there_are_more(
    run: RunFolder, monkeypatch: pytest.MonkeyPatch
):
    run.finish_epoch(EpochReport(1, 3, {"loss": 1.0}))
    read = []
    real = EpochReport.from_json
    monkeypatch.setattr(EpochReport, "from_json", lambda entry: (read.append(1), real(entry))[1])
    looks = [RunFolder(run.path).status().epochs for _ in range(5)]
    assert len(read) == 1 and looks == [looks[0]] * 5
    run.finish_epoch(EpochReport(2, 3, {"loss": 0.5}))
    assert [report.epoch for report in run.status().epochs] == [1, 2]
