"""Jobs: every result arrives, in the window's thread, and Cancel answers within a second."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from PySide6.QtCore import QObject

from medview.domain.errors import LibraryBusy, MedViewError
from medview.domain.job import JobContext, Progress
from medview.ui.jobs import Job, JobRunner, UnexpectedError


class Listener(QObject):
    """Notes what a job says, and in which thread it heard it."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.heard: list[tuple[str, Any]] = []
        self.threads: set[int] = set()
        job.progress.connect(self.on_progress)
        job.item.connect(self.on_item)
        job.succeeded.connect(self.on_success)
        job.failed.connect(self.on_failure)
        job.cancelled.connect(self.on_cancel)
        job.finished.connect(self.on_finish)

    def note(self, kind: str, what: Any = None) -> None:
        self.heard.append((kind, what))
        self.threads.add(threading.get_ident())

    def on_progress(self, progress: Progress) -> None:
        self.note("progress", progress)

    def on_item(self, item: Any) -> None:
        self.note("item", item)

    def on_success(self, result: Any) -> None:
        self.note("succeeded", result)

    def on_failure(self, error: MedViewError) -> None:
        self.note("failed", error)

    def on_cancel(self) -> None:
        self.note("cancelled")

    def on_finish(self) -> None:
        self.note("finished")

    @property
    def kinds(self) -> list[str]:
        return [kind for kind, _ in self.heard]


@pytest.fixture
def jobs(qtbot):
    runner = JobRunner()
    yield runner
    runner.stop()


def count_to(number: int, context: JobContext) -> int:
    for i in range(number):
        context.emit(i)
        context.step(i + 1, number)
    return number


def wait_for_cancel(context: JobContext) -> None:
    while True:
        context.step(0, 0)
        time.sleep(0.01)


def rest(seconds: float) -> None:
    time.sleep(seconds)


def test_items_come_in_order_then_the_result_then_the_end(jobs, qtbot):
    job = jobs.build(count_to, 500)
    listener = Listener(job)
    job.start()
    qtbot.waitUntil(lambda: "finished" in listener.kinds)
    assert [item for kind, item in listener.heard if kind == "item"] == list(range(500))
    assert listener.heard[-2:] == [("succeeded", 500), ("finished", None)]
    assert listener.threads == {threading.get_ident()}


def test_sixty_jobs_at_once_lose_no_result(jobs, qtbot):
    got: list[int] = []
    for i in range(60):
        jobs.run(lambda i=i: i, then=got.append)
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert sorted(got) == list(range(60))


def test_cancel_is_heard_and_is_no_error(jobs, qtbot):
    job = jobs.build(wait_for_cancel)
    listener = Listener(job)
    job.start()
    qtbot.wait(50)
    job.cancel()
    qtbot.waitUntil(lambda: "finished" in listener.kinds, timeout=1000)
    assert [k for k in listener.kinds if k != "progress"] == ["cancelled", "finished"]


def test_cancel_answers_within_a_second_even_when_the_work_does_not(jobs, qtbot):
    job = jobs.build(rest, 2.5)
    listener = Listener(job)
    job.start()
    asked = time.monotonic()
    job.cancel()
    qtbot.waitUntil(lambda: "finished" in listener.kinds, timeout=2000)
    assert time.monotonic() - asked < 1.0
    qtbot.wait(1800)
    assert listener.kinds == ["cancelled", "finished"]


def test_a_failure_of_the_work_arrives_as_it_was_raised(jobs, qtbot):
    def busy() -> None:
        raise LibraryBusy("Another window has this library open.", hint="Close it first.")

    job = jobs.build(busy)
    listener = Listener(job)
    job.start()
    qtbot.waitUntil(lambda: "finished" in listener.kinds)
    assert isinstance(listener.heard[0][1], LibraryBusy)
    assert listener.kinds == ["failed", "finished"]


def test_a_fault_of_the_program_is_told_in_words(jobs, qtbot, caplog):
    job = jobs.build(lambda: 1 / 0)
    listener = Listener(job)
    job.start()
    qtbot.waitUntil(lambda: "finished" in listener.kinds)
    error = listener.heard[0][1]
    assert isinstance(error, UnexpectedError)
    assert "ZeroDivisionError" in error.message
    assert error.hint
    caplog.clear()


def test_a_failure_nobody_asked_for_goes_to_the_one_door(jobs, qtbot):
    def fail() -> None:
        raise MedViewError("No.")

    with qtbot.waitSignal(jobs.unhandled) as caught:
        jobs.run(fail)
    assert caught.args[0].message == "No."


def test_a_dropped_job_tells_nothing_but_its_end(jobs, qtbot):
    job = jobs.build(count_to, 10_000)
    listener = Listener(job)
    job.start()
    job.drop()
    qtbot.waitUntil(lambda: "finished" in listener.kinds)
    assert set(listener.kinds) <= {"cancelled", "finished"}


def test_a_slot_whose_widget_is_gone_is_not_called(jobs, qtbot):
    job = jobs.build(rest, 0.1)
    listener = Listener(job)
    heard = listener.heard
    job.start()
    listener.deleteLater()
    del listener
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert heard == []


def test_a_block_of_the_window_is_never_excused(qtbot, longest_block):
    with longest_block() as block:
        qtbot.wait(50)
        time.sleep(0.3)
        qtbot.wait(50)
    assert block.milliseconds > 250


def test_ten_thousand_items_never_hold_up_the_event_loop(jobs, qtbot, longest_block):
    job = jobs.build(count_to, 10_000)
    listener = Listener(job)
    with longest_block() as block:
        job.start()
        qtbot.waitUntil(lambda: "finished" in listener.kinds, timeout=20_000)
    assert len([k for k in listener.kinds if k == "item"]) == 10_000
    assert block.milliseconds < 100


def test_what_must_finish_is_done_in_order_though_everything_stops(qapp):
    runner = JobRunner()
    done: list[int] = []
    for _ in range(20):
        runner.run(rest, 0.3)

    def keep(number: int) -> None:
        time.sleep(0.005 * (10 - number))  # the first takes longest
        done.append(number)

    for number in range(10):
        runner.run(keep, number, must_finish=True)
    runner.stop()
    assert done == list(range(10))


def test_what_must_finish_cannot_be_cancelled_and_tells_its_result(jobs, qtbot):
    job = jobs.build(lambda: rest(0.1) or "kept", must_finish=True)
    listener = Listener(job)
    job.start()
    job.cancel()
    job.drop()
    qtbot.waitUntil(lambda: "finished" in listener.kinds)
    assert listener.heard == [("succeeded", "kept"), ("finished", None)]
