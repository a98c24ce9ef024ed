"""Looks, tone and loading of a photograph."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from medview.app.display import Curve
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.errors import UnreadableFile
from medview.domain.image import GRADE, Notice, Picture
from medview.ui import overlay
from medview.ui.jobs import JobRunner
from medview.ui.photo_view import PREVIEW_SIDE, PhotoView

Key = Qt.Key
ORANGE = (180, 90, 30)


def load(ref: ImageRef, max_side: int | None = None) -> Picture:
    if ref.path == "broken":
        raise UnreadableFile("The photograph is damaged.", hint="Export it again.")
    full = (4288, 2848) if ref.path == "large" else (300, 200)
    side = (1600, 1063) if ref.path == "large" and max_side else full
    return Picture(np.full((side[1], side[0], 3), ORANGE, np.uint8), full_size=full)


def photograph(path: str, *notices: Notice) -> Case:
    return Case(CaseId(path), FUNDUS, (ImageRef(path),), Patient("p"), notices=notices)


@pytest.fixture
def view(qtbot: QtBot, jobs: JobRunner) -> PhotoView:
    shown = PhotoView(jobs, load)
    qtbot.addWidget(shown)
    shown.resize(800, 600)
    shown.show()
    qtbot.waitExposed(shown)
    with qtbot.waitSignal(shown.shown):
        shown.show_case(photograph("small"))
    return shown


def middle(view: PhotoView) -> tuple[int, int, int]:
    image = view.canvas.grab().toImage()
    colour = QColor(image.pixel(image.width() // 2, image.height() // 2))
    return colour.red(), colour.green(), colour.blue()


def press(qtbot: QtBot, view: PhotoView, key: Qt.Key) -> None:
    qtbot.keyClick(view.canvas, key)


def test_red_free_shows_the_green_channel_and_says_so(qtbot: QtBot, view: PhotoView) -> None:
    assert middle(view) == ORANGE
    with qtbot.waitSignal(view.shown):
        press(qtbot, view, Key.Key_G)
    assert middle(view) == (90, 90, 90)
    assert view.canvas.text(overlay.TOP_RIGHT) == "Red-free"
    with qtbot.waitSignal(view.shown):
        press(qtbot, view, Key.Key_G)
    assert middle(view) == ORANGE


def test_the_look_stays_for_the_next_photograph(qtbot: QtBot, view: PhotoView) -> None:
    with qtbot.waitSignal(view.shown):
        press(qtbot, view, Key.Key_C)
    with qtbot.waitSignal(view.shown):
        view.show_case(photograph("another"))
    assert view.look.is_evened
    assert view.canvas.text(overlay.TOP_RIGHT) == "Contrast evened"


def test_invert_and_back(qtbot: QtBot, view: PhotoView) -> None:
    press(qtbot, view, Key.Key_I)
    assert middle(view) == tuple(255 - value for value in ORANGE)
    press(qtbot, view, Key.Key_Backspace)
    assert middle(view) == ORANGE and view.curve == Curve()


def test_the_right_button_sets_brightness_and_contrast(qtbot: QtBot, view: PhotoView) -> None:
    qtbot.mousePress(view.canvas, Qt.MouseButton.RightButton, pos=QPoint(300, 300))
    qtbot.mouseMove(view.canvas, QPoint(360, 260))
    qtbot.wait(10)
    qtbot.mouseRelease(view.canvas, Qt.MouseButton.RightButton, pos=QPoint(360, 260))
    assert view.curve.brightness == pytest.approx(0.1)
    assert view.curve.contrast == pytest.approx(np.exp(0.2))
    assert middle(view) == tuple(int(view.curve.table()[value]) for value in ORANGE)
    assert view.canvas.text(overlay.TOP_RIGHT) == "Adjusted"


def test_keys_and_sliders_change_the_same_curve(qtbot: QtBot, view: PhotoView) -> None:
    press(qtbot, view, Key.Key_BracketRight)
    assert view.curve.brightness == pytest.approx(0.04)
    view._adjust.gamma.setValue(50)
    assert view.curve.gamma == pytest.approx(np.exp(0.5))
    assert view.curve.brightness == pytest.approx(0.04)


def test_grade_keys_are_left_to_the_window(qtbot: QtBot, view: PhotoView) -> None:
    taken = {sequence.toString() for action in view.actions() for sequence in action.shortcuts()}
    assert not taken & {"0", "1", "2", "3", "4", "U", "Return", "Enter"}


def test_a_large_photograph_is_shown_small_first_and_stays_in_place(
    qtbot: QtBot, view: PhotoView
) -> None:
    with qtbot.waitSignal(view.shown):
        view.show_case(photograph("large"))
    assert view.canvas.picture is not None
    assert max(view.canvas.picture.pixels.shape) == PREVIEW_SIDE
    view.canvas.one_to_one()
    before = view.canvas.viewport
    with qtbot.waitSignal(view.shown):
        pass
    assert view.canvas.picture.pixels.shape == (2848, 4288, 3)
    assert view.canvas.viewport == before


def test_what_does_not_open_says_why(qtbot: QtBot, view: PhotoView) -> None:
    with qtbot.waitSignal(view.shown):
        view.show_case(photograph("broken"))
    assert view.canvas.picture is None
    assert view.canvas.accessibleDescription() == "The photograph is damaged. Export it again."


def test_notices_stand_in_a_banner_with_what_is_switched_off(qtbot: QtBot, view: PhotoView) -> None:
    assert not view.banner.isVisible()
    notice = Notice("squashed", "The photograph is squashed.", frozenset({GRADE}))
    with qtbot.waitSignal(view.shown):
        view.show_case(photograph("small", notice))
    assert view.banner.isVisible()
    assert view.banner.text == "The photograph is squashed. Switched off: grading."


def test_only_the_last_asked_photograph_is_shown(qtbot: QtBot, view: PhotoView) -> None:
    view.show_case(photograph("broken"))
    view.show_case(photograph("small"))
    qtbot.waitUntil(lambda: view.canvas.picture is not None)
    qtbot.wait(50)
    assert view.canvas.picture is not None
