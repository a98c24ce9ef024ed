"""Today's eye beside last year's: the change in grade, and aligned only when a person says so."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import QPoint, Qt

from medview.domain.grade import Grade
from medview.ui.swipe_canvas import Layer
from medview.ui.visits_view import VisitsView

PATIENCE = 60_000
Key = Qt.Key


@pytest.fixture
def folder(sample: Path, tmp_path: Path) -> Path:
    """Return a folder with one drawn eye of two days, the earlier one turned and moved."""
    found = tmp_path / "clinic"
    found.mkdir()
    eye = cv2.imread(str(sample / "fundus" / "synthetic-04-OD.jpg"))
    turned = cv2.getRotationMatrix2D((384, 320), 4, 0.97)
    turned[:, 2] += (25, -12)
    cv2.imwrite(str(found / "H4711_OD_2025-03-01.png"), cv2.warpAffine(eye, turned, (768, 640)))
    cv2.imwrite(str(found / "H4711_OD_2026-03-01.png"), eye)
    return found


@pytest.fixture
def window(qtbot, session, dropped, folder):
    """Return the window on today's photograph; last year's is graded moderate, today's severe."""
    window, services = session.window, session.desk.services
    dropped(window, folder)
    cases = window.read_page.cases
    qtbot.waitUntil(lambda: len(session.desk.worklist) == 2, timeout=PATIENCE)
    earlier, today = sorted(session.desk.worklist.cases, key=lambda case: case.study_date)
    services.sign_grade(earlier, None, Grade.MODERATE)
    services.sign_grade(today, None, Grade.SEVERE)
    cases.show_when_listed(today.id)
    viewer = window.read_page.viewer
    qtbot.waitUntil(
        lambda: viewer.view.case == today and viewer.view.canvas.picture is not None,
        timeout=PATIENCE,
    )
    return window


def compare(qtbot, window) -> VisitsView:
    viewer = window.read_page.viewer
    qtbot.keyClick(window, Key.Key_V)
    qtbot.waitUntil(lambda: viewer.is_comparing, timeout=PATIENCE)
    view = viewer.visits
    sides = view.compare.sides
    qtbot.waitUntil(lambda: all(s.view.canvas.picture for s in sides), timeout=PATIENCE)
    return view


def lay_over(qtbot, window, view: VisitsView) -> None:
    qtbot.keyClick(window, Key.Key_A)
    qtbot.waitUntil(lambda: view.is_laid_over, timeout=PATIENCE)


def test_side_by_side_with_the_change_in_grade(qtbot, window):
    view = compare(qtbot, window)
    assert view.header.change.text() == "↑ Moderate NPDR → Severe NPDR: one step worse"
    earlier, today = (side.caption.text() for side in view.compare.sides)
    assert earlier == "2025-03-01 · 2 Moderate NPDR, signed by Dr. A. Meyer"
    assert today == "2026-03-01 · 3 Severe NPDR, signed by Dr. A. Meyer"
    assert view.header.choice.count() == 1 and view.compare.is_linked
    assert view.header.state.text() == "Not aligned"
    qtbot.keyClick(window, Key.Key_1)
    better = "↓ Moderate NPDR → Mild NPDR: one step better"
    qtbot.waitUntil(lambda: view.header.change.text() == better, timeout=PATIENCE)
    assert "1 Mild NPDR" in view.compare.sides[1].caption.text()
    qtbot.keyClick(view.compare.sides[0].view.canvas, Key.Key_Escape)
    assert not window.read_page.viewer.is_comparing


def test_swipe_flicker_accept_and_find_it_accepted_tomorrow(
    qtbot, window, session, start, dropped, folder
):
    view = compare(qtbot, window)
    lay_over(qtbot, window, view)
    assert view.header.state.text().startswith("Not aligned until you accept it")
    assert "not a diagnosis" in view.quality.text()
    canvas = view.canvas
    handle = QPoint(canvas.width() // 2, canvas.height() // 3)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=handle)
    qtbot.mouseMove(canvas, QPoint(canvas.width() // 4, handle.y()))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton)
    assert canvas.marks.share == pytest.approx(0.25, abs=0.01)
    qtbot.keyClick(window, Key.Key_Period)
    assert canvas.marks.share == pytest.approx(0.29, abs=0.01)
    qtbot.keyClick(window, Key.Key_K)
    assert view.is_flickering and canvas.layer is Layer.EARLIER
    qtbot.waitUntil(lambda: canvas.layer is Layer.TODAY)
    qtbot.keyClick(window, Key.Key_K)
    assert not view.is_flickering and canvas.layer is Layer.BOTH
    qtbot.keyClick(window, Key.Key_Y)
    words = "Aligned, accepted by Dr. A. Meyer"
    qtbot.waitUntil(lambda: view.header.state.text().startswith(words), timeout=PATIENCE)

    again = start()
    dropped(again.window, folder)
    qtbot.waitUntil(lambda: len(again.desk.worklist) == 2, timeout=PATIENCE)
    today = max(again.desk.worklist.cases, key=lambda case: case.study_date)
    again.window.read_page.cases.show_when_listed(today.id)
    viewer = again.window.read_page.viewer
    qtbot.waitUntil(lambda: viewer.view.case == today, timeout=PATIENCE)
    view = compare(qtbot, again.window)
    qtbot.waitUntil(lambda: view.header.state.text().startswith(words), timeout=PATIENCE)
    right, left = (side.view.canvas for side in reversed(view.compare.sides))
    right.set_viewport(right.viewport.zoomed_to(3 * right.viewport.fit_zoom))
    # The earlier photograph was moved by (25, -12): the same vessel is in the middle of both.
    moved = [a - b for a, b in zip(left.viewport.centre, right.viewport.centre, strict=True)]
    assert moved == pytest.approx([25, -12], abs=3)
    lay_over(qtbot, again.window, view)
    assert view.header.state.text().startswith(words)


def test_a_rejected_alignment_is_none(qtbot, window):
    view = compare(qtbot, window)
    lay_over(qtbot, window, view)
    qtbot.keyClick(window, Key.Key_X)
    qtbot.waitUntil(lambda: not view.is_laid_over, timeout=PATIENCE)
    assert view.header.state.text().startswith("Not aligned, rejected by Dr. A. Meyer")
    assert not view.compare.is_linked and view.quality.text() == ""


def test_without_an_earlier_visit_the_action_says_so(qtbot, window, session):
    earlier = min(session.desk.worklist.cases, key=lambda case: case.study_date)
    viewer = window.read_page.viewer
    window.read_page.cases.show_when_listed(earlier.id)
    qtbot.waitUntil(lambda: viewer.view.case == earlier, timeout=PATIENCE)
    with qtbot.waitSignal(viewer.said, timeout=PATIENCE) as told:
        qtbot.keyClick(window, Key.Key_V)
    assert told.args[0].startswith("No earlier visit of this eye is known")
    assert not viewer.is_comparing
