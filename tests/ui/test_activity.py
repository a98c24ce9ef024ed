"""Long work says how far it is and how long it takes, and can be cancelled."""

from __future__ import annotations

import threading
import time

import pytest

from medview.domain.job import JobContext
from medview.ui.activity import ActivityBar
from medview.ui.words import duration


@pytest.fixture
def bar(qtbot, jobs) -> ActivityBar:
    bar = ActivityBar(jobs)
    qtbot.addWidget(bar)
    return bar


def test_a_long_job_has_a_line_until_it_ends(qtbot, jobs, bar):
    go = threading.Event()

    def work(context: JobContext) -> None:
        context.step(3, 10, "eye.jpg")
        go.wait(5)

    jobs.run(work, title="Importing")
    qtbot.waitUntil(lambda: bar.lines[0].bar.value() == 3)
    assert bar.lines[0].title.text() == "Importing"
    assert bar.lines[0].detail.text() == "eye.jpg · 3 / 10"
    assert not bar.isHidden()
    go.set()
    qtbot.waitUntil(lambda: not bar.lines)
    assert bar.isHidden()


def test_work_without_a_known_end_counts_once(qtbot, jobs, bar):
    go = threading.Event()

    def work(context: JobContext) -> None:
        context.step(46, 0, "46 files")
        go.wait(5)

    jobs.run(work, title="Opening")
    qtbot.waitUntil(lambda: bool(bar.lines[0].detail.text()))
    assert bar.lines[0].detail.text() == "46 files"
    go.set()
    qtbot.waitUntil(lambda: not bar.lines)


def test_cancel_ends_the_line(qtbot, jobs, bar):
    def work(context: JobContext) -> None:
        while True:
            context.step(1, 2)
            time.sleep(0.01)

    jobs.run(work, title="Grading")
    bar.lines[0].cancel.click()
    qtbot.waitUntil(lambda: not bar.lines, timeout=1100)


def test_quick_work_has_no_line(qtbot, jobs, bar):
    jobs.run(lambda: None)
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert bar.isHidden()


def test_a_summary_is_said_for_a_while(bar):
    bar.say("12 cases opened")
    assert bar.summary.text() == "12 cases opened"
    assert not bar.isHidden()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.3, "about 1 s left"),
        (4, "about 4 s left"),
        (47, "about 45 s left"),
        (200, "about 3 min left"),
    ],
)
def test_the_time_left_is_rough(seconds, words):
    assert duration(seconds) == words
