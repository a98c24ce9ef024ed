"""The view that suits a case."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.image import Picture
from medview.domain.region import Region
from medview.ui.case_view import CaseView
from medview.ui.image_canvas import Tool
from medview.ui.jobs import JobRunner


def load(ref: ImageRef, max_side: int | None = None) -> Picture:
    if ref.path == "eye":
        return Picture(np.zeros((200, 300, 3), np.uint8), full_size=(300, 200))
    return Picture(np.zeros((64, 64), np.int16), full_size=(64, 64))


def case(path: str, modality: str, count: int = 1) -> Case:
    images = tuple(ImageRef(path, frame=number) for number in range(count))
    return Case(CaseId(path), modality, images, Patient(path))


@pytest.fixture
def view(qtbot: QtBot, jobs: JobRunner) -> CaseView:
    shown = CaseView(jobs, load)
    qtbot.addWidget(shown)
    shown.resize(800, 600)
    shown.show()
    qtbot.waitExposed(shown)
    yield shown
    shown.clear()


def test_photographs_and_series_go_to_their_views(qtbot: QtBot, view: CaseView) -> None:
    for shown, expected in (
        (case("eye", FUNDUS), view.photo),
        (case("ct", "CT", 5), view.series),
        (case("dx", "DX"), view.series),
    ):
        with qtbot.waitSignal(view.shown):
            view.show_case(shown, len(shown.images) // 2)
        assert view.current is expected
        assert view.case == shown and view.index == len(shown.images) // 2


def test_keys_work_wherever_the_focus_is_and_only_in_the_view_in_front(
    qtbot: QtBot, view: CaseView
) -> None:
    with qtbot.waitSignal(view.shown):
        view.show_case(case("ct", "CT", 5))
    qtbot.keyClick(view, Qt.Key.Key_I)
    assert view.series.windows.is_inverted
    assert not view.photo.curve.inverted


def test_a_region_is_told_and_forgotten_with_its_case(qtbot: QtBot, view: CaseView) -> None:
    with qtbot.waitSignal(view.shown):
        view.show_case(case("eye", FUNDUS))
    qtbot.keyClick(view, Qt.Key.Key_R)
    assert view.canvas.tool is Tool.REGION
    with qtbot.waitSignal(view.region_drawn) as heard:
        qtbot.keyClick(view.canvas, Qt.Key.Key_Return)
        qtbot.keyClick(view.canvas, Qt.Key.Key_Return)
    assert heard.args == [Region(112, 75, 75, 50)] == [view.region]
    view.show_case(case("ct", "CT", 5))
    assert view.region is None
