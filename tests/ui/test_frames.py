"""Loading ahead within a bound of memory."""

from __future__ import annotations

import threading
import weakref

import numpy as np
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from medview.domain.case import ImageRef
from medview.domain.errors import UnreadableFile
from medview.domain.image import Picture
from medview.ui.frames import AT_ONCE, FrameStore, reading_order
from medview.ui.jobs import JobRunner

REFS = [ImageRef("series", frame=number) for number in range(30)]
FRAME = Picture(np.zeros((100, 100), np.int16))


def load(ref: ImageRef) -> Picture:
    if ref.frame == 7:
        raise UnreadableFile("Slice 8 is damaged.")
    return FRAME


def test_the_nearest_come_first_and_those_ahead_before_those_behind() -> None:
    assert reading_order(5, 9, forward=True)[:6] == [5, 6, 4, 7, 8, 3]
    assert reading_order(5, 9, forward=False)[:4] == [5, 4, 3, 6]


def test_all_frames_arrive_and_a_broken_one_keeps_its_reason(qtbot: QtBot, jobs: JobRunner) -> None:
    store = FrameStore(jobs, load)
    store.want(REFS)
    qtbot.waitUntil(lambda: all(store.get(ref) or store.error(ref) for ref in REFS))
    assert str(store.error(REFS[7])) == "Slice 8 is damaged."
    assert store.get(REFS[7]) is None


def test_memory_is_bounded_and_what_is_near_is_kept(qtbot: QtBot, jobs: JobRunner) -> None:
    store = FrameStore(jobs, load, memory=10 * FRAME.pixels.nbytes)
    store.want(REFS)
    qtbot.waitUntil(lambda: jobs.running == 0)
    store.want(REFS[::-1])
    qtbot.waitUntil(lambda: store.get(REFS[21]) is not None and jobs.running == 0)
    assert store.nbytes <= 10 * FRAME.pixels.nbytes
    assert store.get(REFS[-1]) is not None and store.get(REFS[0]) is None


def test_a_jump_does_not_wait_for_what_was_wanted_before(qtbot: QtBot, jobs: JobRunner) -> None:
    gate, started = threading.Event(), []

    def slow(ref: ImageRef) -> Picture:
        started.append(ref.frame)
        gate.wait(5)
        return FRAME

    store = FrameStore(jobs, slow)
    store.want(REFS[:10])
    store.want(REFS[20:])
    gate.set()
    qtbot.waitUntil(lambda: len(started) == 12)
    assert sorted(started[: AT_ONCE + 1]) == [0, 1, 20]


def test_nothing_arrives_after_it_was_cleared(qtbot: QtBot, jobs: JobRunner) -> None:
    store = FrameStore(jobs, load)
    store.want(REFS)
    store.clear()
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert store.nbytes == 0


def test_what_arrives_after_the_store_is_gone_is_told_to_nobody(
    qtbot: QtBot, jobs: JobRunner
) -> None:
    gate = threading.Event()

    def slow(ref: ImageRef) -> Picture:
        gate.wait(5)
        return load(ref)

    owner = QObject()
    store = FrameStore(jobs, slow, owner)
    store.want(REFS[6:8])  # one that comes, and one that fails
    delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert store._frames == {} and store._errors == {}


def test_a_store_that_goes_just_after_a_frame_came_ends_nothing(
    qtbot: QtBot, jobs: JobRunner
) -> None:
    store = FrameStore(jobs, load)  # as in a window that is closed: nothing else holds it
    with qtbot.waitSignal(store.arrived):
        store.want(REFS[:1])
    gone = weakref.ref(store)
    del store
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert gone() is None
