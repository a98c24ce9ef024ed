"""See lesion candidates, decide on one, find it decided the next day; and where it looks alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from medview.domain.lesions import LESIONS
from medview.ui.lesion_panel import LesionPanel

PATIENCE = 60_000


@pytest.fixture
def eye(sample: Path) -> Path:
    return next(iter(sorted((sample / "fundus").glob("**/synthetic-04-OD*"))))


def open_lesions(qtbot, session, dropped, eye) -> LesionPanel:
    dropped(session.window, eye)
    viewer = session.window.read_page.viewer
    qtbot.waitUntil(lambda: viewer.view.canvas.picture is not None, timeout=PATIENCE)
    assert not viewer.lesions.isVisible()
    qtbot.keyClick(session.window, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: viewer.lesions.review is not None, timeout=PATIENCE)
    return viewer.lesions


def view_point(panel: LesionPanel, session, point: tuple[float, float]) -> QPoint:
    canvas = session.window.read_page.viewer.view.canvas
    x, y = canvas.viewport.to_view(point)
    return QPoint(round(x), round(y))


def test_candidates_are_hidden_until_asked_for_and_counted(qtbot, session, dropped, eye):
    panel = open_lesions(qtbot, session, dropped, eye)
    findings = panel.review.findings
    assert panel.isVisible() and findings.candidates
    for kind in LESIONS:
        assert panel.legend[kind].text().endswith(f" {findings.counts()[kind]}")
    assert findings.model.short in panel.model_line.text()
    assert "not a diagnosis" in panel.model_line.text()
    assert panel.legend[LESIONS[0]].toolTip() and panel.accept_button.toolTip()
    qtbot.keyClick(session.window, Qt.Key.Key_L)
    assert not panel.isVisible()


def test_an_accepted_candidate_is_there_after_a_restart(qtbot, start, session, dropped, eye):
    panel = open_lesions(qtbot, session, dropped, eye)
    assert not panel.accept_button.isEnabled()
    qtbot.keyClick(session.window, Qt.Key.Key_Period)
    first = panel.marks.selected
    qtbot.keyClick(session.window, Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: "accepted by Dr. A. Meyer" in panel.status.text(), timeout=PATIENCE)
    qtbot.keyClick(session.window, Qt.Key.Key_Period)
    second = panel.marks.selected
    qtbot.keyClick(session.window, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: "rejected by Dr. A. Meyer" in panel.status.text(), timeout=PATIENCE)
    case_id = panel.review.findings.case_id
    kept = session.desk.services.findings([case_id])[case_id].lesions
    assert [d.region for d in kept] == [first]

    again = start()
    panel = open_lesions(qtbot, again, dropped, eye)
    decided = {d.region.centre: d.accepted for d in panel.review.decisions}
    assert decided == {first.centre: True, second.centre: False}
    qtbot.keyClick(again.window, Qt.Key.Key_Period)
    assert "accepted by Dr. A. Meyer" in panel.status.text()


def test_a_click_chooses_a_candidate(qtbot, session, dropped, eye):
    panel = open_lesions(qtbot, session, dropped, eye)
    wanted = panel.review.findings.candidates[0]
    canvas = session.window.read_page.viewer.view.canvas
    at = view_point(panel, session, wanted.centre)
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    assert panel.marks.selected == panel.marks.at(
        canvas.viewport.to_image((at.x(), at.y())), canvas.viewport
    )
    assert panel.marks.selected is not None and panel.accept_button.isEnabled()


def test_a_clicked_place_shows_where_else_it_looks_like_it(qtbot, session, dropped, eye, sample):
    panel = open_lesions(qtbot, session, dropped, eye)
    other = next(iter(sorted((sample / "fundus").glob("**/synthetic-03-OS*"))))
    dropped(session.window, other)
    qtbot.waitUntil(lambda: len(session.desk.worklist) == 2, timeout=PATIENCE)
    wanted = panel.review.findings.candidates[0]
    qtbot.keyClick(session.window, Qt.Key.Key_K)
    canvas = session.window.read_page.viewer.view.canvas
    at = view_point(panel, session, wanted.centre)
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: panel.marks.place is not None, timeout=PATIENCE)
    assert "px" in panel.status.text() and "1 others" in panel.status.text()
    viewer = session.window.read_page.viewer
    for row in range(panel.places.count()):
        panel.places.itemClicked.emit(panel.places.item(row))
        place = panel.places.item(row).data(Qt.ItemDataRole.UserRole)
        assert viewer.is_comparing == (place.case.id != viewer.view.case.id)
        viewer.leave_compare()
    qtbot.keyClick(session.window, Qt.Key.Key_K)
    assert panel.marks.place is None and panel.places.isHidden()
