from __future__ import annotations

from pathlib import Path

import pytest

from medview.app.converse import Conversation
from medview.domain.job import Cancelled
from medview.domain.training import Request, RunState
from medview.store.run_folder import RunFolder
from tests.store.test_run_folder import CASES, PLAN


@pytest.fixture
def run(tmp_path: Path):
    folder = RunFolder(tmp_path)
    folder.set_up(PLAN, CASES)
    lock = folder.lock()
    assert lock.take()
    yield folder
    lock.release()


def test_a_pause_is_seen_and_ends_where_the_work_was(run: RunFolder):
    asked = iter([Request.GO_ON])
    seen = []

    def nap(_seconds: float) -> None:
        seen.append(run.status().state)
        run.ask(next(asked))

    talk = Conversation(run, sleep=nap)
    talk.enter(RunState.PREPARING)
    run.ask(Request.PAUSE)
    talk.context().step(1, 5)
    assert seen == [RunState.PAUSED]
    assert run.status().state is RunState.PREPARING
    assert (run.status().done, run.status().total) == (1, 5)


def test_a_dropped_run_stops_at_its_next_step(run: RunFolder):
    talk = Conversation(run)
    talk.context().step(1, 5)
    run.ask(Request.DROP)
    with pytest.raises(Cancelled):
        talk.context().step(2, 5)


def test_steps_are_told_a_few_times_a_second_and_the_last_always(run: RunFolder):
    talk = Conversation(run)
    for step in range(1, 101):
        talk.on_step(step, 1000)
    assert run.status().done < 100
    talk.on_step(1000, 1000)
    assert run.status().done == 1000
