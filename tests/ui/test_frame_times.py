"""A frame is quick enough to follow the hand.

The quickest fifth counts: what a frame costs while other work leaves the machine alone.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.image import Picture, Window
from medview.ui.image_canvas import ImageCanvas
from medview.ui.jobs import JobRunner
from medview.ui.series_view import SeriesView
from tests.conftest import own_milliseconds

FRAMES = 8


def frame_ms(steps: Iterable[Callable[[], None]], canvas: ImageCanvas) -> float:
    times = []
    for step in steps:
        start = own_milliseconds()
        step()
        canvas.repaint()
        times.append(own_milliseconds() - start)
    return statistics.quantiles(times, n=5)[0]


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_a_photograph_of_12_megapixels_follows_the_hand(
    qtbot: QtBot, size: tuple[int, int]
) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (2848, 4288, 3), dtype=np.uint8)
    canvas = ImageCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(*size)
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.show_picture(Picture(noise, full_size=(4288, 2848)))
    canvas.repaint()

    def zoom() -> None:
        canvas.set_viewport(canvas.viewport.zoomed_by(1.08, (300.0, 200.0)))

    def pan() -> None:
        canvas.set_viewport(canvas.viewport.panned(-9.0, -5.0))

    assert frame_ms([zoom] * 30, canvas) <= 16
    canvas.set_viewport(canvas.viewport.zoomed_to(0.55))
    assert frame_ms([pan] * 30, canvas) <= 16


@pytest.mark.parametrize(("side", "limit"), [(512, 8), (2048, 16)])
def test_scrolling_and_windowing_follow_the_hand(
    qtbot: QtBot, jobs: JobRunner, side: int, limit: float
) -> None:
    noise = np.random.default_rng(0).normal(0, 300, (side, side)).astype(np.int16)
    picture = Picture(noise, windows=(Window(40.0, 400.0),), full_size=(side, side))
    refs = tuple(ImageRef("series", frame=number) for number in range(FRAMES))
    view = SeriesView(jobs, lambda ref: picture)
    qtbot.addWidget(view)
    view.resize(1280, 720)
    view.show()
    qtbot.waitExposed(view)
    view.show_case(Case(CaseId("s"), "CT", refs, Patient("p")))
    qtbot.waitUntil(lambda: all(view.frames.get(ref) for ref in refs))

    def scroll() -> None:
        view.show_index((view.index + 1) % FRAMES)

    scroll()
    assert frame_ms([scroll] * 30, view.canvas) <= limit
    view.windows.grab()
    steps = [lambda by=by: view.windows.drag(by, by) for by in range(30)]
    assert frame_ms(steps, view.canvas) <= limit
