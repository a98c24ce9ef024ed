"""Runs in processes of their own: started, watched, asked, killed and resumed."""

from __future__ import annotations

import faulthandler
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from medview.app.launch_worker import worker_command
from medview.app.training import Training
from medview.domain.errors import LibraryNotWritable, MedViewError, PlanError
from medview.domain.training import Request, RunState, RunStatus
from medview.sources.reader import ReaderPool
from medview.store.models import ModelRegistry, read_package
from medview.store.run_folder import RunFolder
from medview.store.runs import Runs
from tests.app.tiny_run import PLAN, tiny_cases

LONGER = replace(PLAN, epochs=6)
KILLS = 30
SECONDS = 240.0  # a busy machine


@pytest.fixture(autouse=True)
def _slow_machines_are_given_time() -> None:
    faulthandler.cancel_dump_traceback_later()  # every wait in here has an end of its own


@pytest.fixture
def registry(tmp_path: Path) -> ModelRegistry:
    return ModelRegistry(tmp_path / "bundled", tmp_path / "home" / "models")


@pytest.fixture
def training(tmp_path: Path, registry: ModelRegistry) -> Training:
    return Training(Runs(tmp_path / "home" / "runs"), registry, ReaderPool)


def wait_until(
    training: Training, run: Path, reached: Callable[[RunStatus], bool] = lambda s: s.state.ended
) -> RunStatus:
    end = time.monotonic() + SECONDS
    while not reached(status := training.status(run)):
        assert time.monotonic() < end and not status.failure, status
        time.sleep(0.05)
    return status


def test_a_run_goes_on_when_who_started_it_is_gone_and_two_may_watch(
    training: Training, registry: ModelRegistry, tmp_path: Path
):
    run = training.start(replace(PLAN, epochs=1000, patience=0), tiny_cases(tmp_path / "pictures"))
    other = Training(Runs(run.parent), registry, ReaderPool)
    wait_until(other, run, lambda s: s.state is RunState.TRAINING and s.done > 0)
    other.resume(run)  # there is a process: this one only watches
    with pytest.raises(PlanError, match="still at work"):
        other.remove(run)
    second = subprocess.run(
        worker_command(str(run)), capture_output=True, text=True, timeout=SECONDS
    )
    assert second.returncode == 3 and "another process works on" in second.stderr
    other.ask(run, Request.PAUSE)
    paused = wait_until(other, run, lambda s: s.state is RunState.PAUSED)
    time.sleep(0.5)
    assert other.status(run).done == training.status(run).done >= paused.done
    other.ask(run, Request.GO_ON)
    wait_until(other, run, lambda s: s.state is RunState.TRAINING)
    other.ask(run, Request.STOP)
    status = wait_until(other, run)
    assert status.state is RunState.STOPPED and status.package is not None
    with pytest.raises(PlanError, match="has ended"):
        other.ask(run, Request.PAUSE)
    with pytest.raises(PlanError, match="has ended"):
        other.resume(run)


def test_a_run_whose_process_is_gone_is_dropped_or_stopped_without_it(
    training: Training, tmp_path: Path
):
    cases = tiny_cases(tmp_path / "pictures")
    dropped, stopped = (training.prepare(PLAN, cases) for _ in range(2))
    training.ask(dropped, Request.DROP)
    assert training.status(dropped).state is RunState.DROPPED
    training.ask(stopped, Request.STOP)
    assert wait_until(training, stopped).state is RunState.STOPPED


def test_a_worker_that_is_halted_leaves_a_run_to_resume(training: Training, tmp_path: Path):
    run = training.start(replace(PLAN, epochs=200), tiny_cases(tmp_path / "pictures"))
    wait_until(training, run, lambda s: len(s.epochs) > 0)
    training.halt(run)
    assert training.status(run).state is RunState.BROKEN_OFF
    assert training.status(run).package is None


def test_a_worker_that_cannot_start_is_told(
    training: Training, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(MedViewError, match="does not start"):
        training.start(PLAN, tiny_cases(tmp_path / "pictures"))
    assert [status.state for status in training.runs()] == [RunState.BROKEN_OFF]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs rights that bind")
def test_a_folder_that_may_not_be_written_is_told(training: Training, tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o500)
    with pytest.raises(LibraryNotWritable, match="Permission denied"):
        training.start(PLAN, tiny_cases(tmp_path / "pictures"))
    home.chmod(0o700)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of Linux")
def test_a_worker_at_the_limit_of_its_disk_says_so_and_goes_on_later(
    training: Training, tmp_path: Path
):
    run = training.prepare(PLAN, tiny_cases(tmp_path / "pictures"))
    limit = "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (65536, -1)); "
    limit += "sys.argv[0] = 'worker'; runpy.run_module('medview.worker', run_name='__main__')"
    ended = subprocess.run([sys.executable, "-c", limit, str(run)], timeout=SECONDS)
    assert ended.returncode == 1
    assert training.status(run).failure == "The disk is full."
    training.resume(run)
    assert wait_until(training, run, lambda s: s.state is RunState.DONE).package is not None


def figures(status: RunStatus) -> list[dict[str, float]]:
    """Return what the epochs came to, without how long they took."""
    return [{n: v for n, v in r.figures.items() if n != "seconds"} for r in status.epochs]


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> RunStatus:
    """Return a run that nothing broke off."""
    folder = tmp_path_factory.mktemp("unbroken")
    training = Training(Runs(folder / "runs"), ModelRegistry(folder, folder / "models"), ReaderPool)
    return wait_until(training, training.start(LONGER, tiny_cases(folder / "pictures")))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_thirty_kills_cost_nothing_but_time(
    training: Training, registry: ModelRegistry, unbroken: RunStatus, tmp_path: Path
):
    chance = random.Random(4)
    run = training.prepare(LONGER, tiny_cases(tmp_path / "pictures"))
    inside = 0
    for _ in range(KILLS):
        process = subprocess.Popen(worker_command(str(run)), stderr=subprocess.DEVNULL)
        await_a_point(run, process, chance)
        process.kill()
        process.wait()
        status = training.status(run)
        inside += status.state is RunState.BROKEN_OFF
        assert registry.packages() == []
        if status.state is not RunState.BROKEN_OFF:  # quicker than the kill: another one
            assert status.state is RunState.DONE and status.package is not None
            read_package(status.package).verify()
            run = training.prepare(LONGER, tiny_cases(tmp_path / "pictures"))
    assert inside > KILLS // 2
    training.resume(run)
    status = wait_until(training, run)
    assert status.state is RunState.DONE
    assert figures(status) == figures(unbroken)
    assert status.result["new"] == unbroken.result["new"]
    training.register(run)
    assert len(registry.packages()) == 1


def await_a_point(run: Path, process: subprocess.Popen[bytes], chance: random.Random) -> None:
    """Wait for a random moment: while it starts, learns, evaluates or packs."""
    folder = RunFolder(run)
    goal = chance.choice(list(GOALS))
    end = time.monotonic() + SECONDS
    while process.poll() is None and not GOALS[goal](folder) and time.monotonic() < end:
        time.sleep(0.005)
    time.sleep(chance.uniform(0, 0.4))


GOALS: dict[str, Callable[[RunFolder], bool]] = {
    "start": lambda run: run.is_worked_on,
    "decode": lambda run: run.recorded_state() is not RunState.WAITING,
    "train": lambda run: run.recorded_state() is RunState.TRAINING,
    "learn": lambda run: len(run.status().epochs) > 0,
    "export": lambda run: (run.path / "network.part").exists(),
    "evaluate": lambda run: run.recorded_state() is RunState.EVALUATING,
    "pack": lambda run: (run.path / "package.part").exists() or run.package.exists(),
}
