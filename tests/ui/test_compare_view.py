"""Two cases side by side."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.image import Picture
from medview.ui.compare_view import Caption, CompareView, matching_slice
from medview.ui.jobs import JobRunner


def load(ref: ImageRef, max_side: int | None = None) -> Picture:
    if ref.path == "eye":
        return Picture(np.zeros((200, 300, 3), np.uint8), full_size=(300, 200))
    side = 64 if ref.path == "small" else 128
    drawn = np.eye(side, dtype=bool) if ref.path == "drawn" else None
    return Picture(np.full((side, side), ref.frame, np.int16), full_size=(side, side), drawn=drawn)


def case(path: str, count: int = 1) -> Case:
    images = tuple(ImageRef(path, frame=number) for number in range(count))
    return Case(CaseId(path), FUNDUS if path == "eye" else "CT", images, Patient(path))


@pytest.fixture
def view(qtbot: QtBot, jobs: JobRunner) -> CompareView:
    shown = CompareView(jobs, load)
    qtbot.addWidget(shown)
    shown.resize(1000, 600)
    shown.show()
    qtbot.waitExposed(shown)
    yield shown
    shown.clear()


def show(qtbot: QtBot, view: CompareView, one: Case, other: Case, index: int = 0) -> None:
    captions = (Caption("This case"), Caption("Moderate NPDR", 0.1234, "IDRiD"))
    view.show_pair(one, other, index, captions=captions)
    qtbot.waitUntil(lambda: all(side.view.canvas.picture is not None for side in view.sides))


def over_fit(view: CompareView) -> list[float]:
    viewports = [side.view.canvas.viewport for side in view.sides]
    return [viewport.zoom / viewport.fit_zoom for viewport in viewports]


def test_captions_say_label_distance_and_source(qtbot: QtBot, view: CompareView) -> None:
    show(qtbot, view, case("eye"), case("eye"))
    assert [side.caption.text() for side in view.sides] == [
        "This case",
        "Moderate NPDR · distance 0.123 · IDRiD",
    ]


def test_zoom_and_pan_are_linked_until_they_are_let_go(qtbot: QtBot, view: CompareView) -> None:
    show(qtbot, view, case("eye"), case("large", 4))
    left, right = (side.view.canvas for side in view.sides)
    left.set_viewport(left.viewport.zoomed_by(4.0, (10.0, 10.0)))
    assert over_fit(view) == pytest.approx([4.0, 4.0])
    assert right.viewport.relative() == pytest.approx(left.viewport.relative(), abs=0.15)
    right.zoom_in()
    assert over_fit(view) == pytest.approx([5.0, 5.0])
    left.setFocus()
    qtbot.keyClick(left, Qt.Key.Key_L)
    assert not view.is_linked
    left.fit()
    assert over_fit(view) == pytest.approx([1.0, 5.0])
    qtbot.keyClick(left, Qt.Key.Key_L)
    assert over_fit(view) == pytest.approx([1.0, 1.0])  # the side moved last leads


def test_series_scroll_together_in_proportion(qtbot: QtBot, view: CompareView) -> None:
    show(qtbot, view, case("small", 11), case("large", 21), 2)
    left, right = (side.view for side in view.sides)
    assert (left.index, right.index) == (2, 10)
    left.series.show_index(5)
    assert right.index == 10
    right.series.show_index(20)
    assert left.index == 10


def test_a_single_image_does_not_lead_a_series() -> None:
    assert matching_slice(0, case("eye"), case("small", 9)) == 0
    assert matching_slice(3, case("small", 4), case("large", 31)) == 30


def test_keys_go_to_the_side_with_the_focus(qtbot: QtBot, view: CompareView) -> None:
    show(qtbot, view, case("eye"), case("eye"))
    left, right = (side.view for side in view.sides)
    right.canvas.setFocus()
    qtbot.keyClick(right.canvas, Qt.Key.Key_I)
    assert right.photo.curve.inverted and not left.photo.curve.inverted


def test_swap_and_close(qtbot: QtBot, view: CompareView) -> None:
    show(qtbot, view, case("eye"), case("eye"))
    left, right = view.sides
    qtbot.keyClick(left.view.canvas, Qt.Key.Key_X)
    assert left.mapTo(view, QPoint()).x() >= right.mapTo(view, QPoint()).x()
    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(left.view.canvas, Qt.Key.Key_Escape)


def test_what_files_draw_over_their_images_is_hidden_on_both_sides(
    qtbot: QtBot, view: CompareView
) -> None:
    show(qtbot, view, case("large", 4), case("large", 4))
    assert not view._overlays.isVisible()
    show(qtbot, view, case("drawn", 4), case("large", 4))
    qtbot.waitUntil(view._overlays.isVisible)
    left = view.sides[0].view.canvas
    with_drawn = left.grab().toImage()
    left.setFocus()
    qtbot.keyClick(left, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    assert left.grab().toImage() != with_drawn
    assert not any(side.view.canvas.shows_drawn for side in view.sides)
    show(qtbot, view, case("large", 4), case("drawn", 4))  # the next pair as it was left
    assert not any(side.view.canvas.shows_drawn for side in view.sides)
    view._overlays.trigger()
    assert all(side.view.canvas.shows_drawn for side in view.sides)
