"""Garbage is collected in the window's thread alone."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from medview.ui import garbage
from medview.ui.garbage import Garbage


class Knot:
    """An object that only the collector of cycles can free."""

    def __init__(self) -> None:
        self.itself = self


def tie(died_in: list[str]) -> None:
    """Leave a cycle behind that tells in which thread it was freed."""
    weakref.finalize(Knot(), lambda: died_in.append(threading.current_thread().name))


def churn() -> None:
    """Allocate so much that automatic collection would start, were it on."""
    for _ in range(20 * gc.get_threshold()[0]):
        Knot()


def test_a_worker_that_allocates_collects_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "EVERY_MS", 10)
    gc.enable()
    owner, died_in = QObject(), []
    collector = Garbage(owner)
    with ThreadPoolExecutor(1, thread_name_prefix="worker") as pool:
        tie(died_in)
        pool.submit(churn).result()
        assert died_in == []
        qtbot.waitUntil(lambda: died_in == ["MainThread"])

        collector.stop()  # a worker may still be at its last step
        tie(died_in)
        pool.submit(churn).result()
        assert died_in == ["MainThread"]


def test_the_last_garbage_goes_with_the_window(qtbot: QtBot) -> None:
    owner, died_in = QObject(), []
    collector = Garbage(owner)
    tie(died_in)
    collector.stop()
    assert died_in == ["MainThread"]
