"""Thumbnails are fetched for what is on the screen, last asked first, and failures are answers."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import numpy as np
import pytest

from medview.domain.case import ImageRef
from medview.domain.errors import UnreadableFile
from medview.ui.thumbnails import WAITING, Thumbnails


class Reader:
    """Answers for services.thumbnail; holds its answers back until `go` is set."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go = threading.Event()

    def thumbnail(self, ref: ImageRef, side: int) -> np.ndarray:
        self.asked.append(ref.path)
        self.go.wait(5)
        if "broken" in ref.path:
            raise UnreadableFile("The file is broken.")
        return np.full((side, side // 2, 3), 90, np.uint8)


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def thumbnails(jobs, reader) -> Thumbnails:
    return Thumbnails(SimpleNamespace(thumbnail=reader.thumbnail), jobs)


def test_a_picture_comes_when_it_is_asked_for(qtbot, thumbnails, reader):
    reader.go.set()
    ref = ImageRef("a.jpg")
    with qtbot.waitSignal(thumbnails.ready):
        assert thumbnails.get(ref) is None
    assert thumbnails.get(ref).size().toTuple() == (80, 160)
    assert reader.asked == ["a.jpg"]


def test_a_failure_is_remembered_and_not_asked_again(qtbot, thumbnails, reader):
    reader.go.set()
    ref = ImageRef("broken.jpg")
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.get(ref)
    assert thumbnails.has_failed(ref)
    assert thumbnails.get(ref) is None
    assert reader.asked == ["broken.jpg"]


def test_rows_scrolled_past_are_not_fetched(qtbot, jobs, thumbnails, reader):
    for number in range(1000):
        thumbnails.get(ImageRef(f"{number}.jpg"))
    reader.go.set()
    qtbot.waitUntil(lambda: jobs.running == 0, timeout=20_000)
    assert len(reader.asked) <= WAITING + 2
    assert "999.jpg" in reader.asked
    assert "500.jpg" not in reader.asked
