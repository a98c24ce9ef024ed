"""Look for nodules in a CT, go to one, decide, and find it decided the next day."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from medview.ui.nodule_panel import NodulePanel

PATIENCE = 60_000


@pytest.fixture
def chest(sample):
    return sample / "ct"


def open_nodules(qtbot, session, dropped, chest) -> NodulePanel:
    dropped(session.window, chest)
    viewer = session.window.read_page.viewer
    qtbot.waitUntil(lambda: viewer.view.canvas.picture is not None, timeout=PATIENCE)
    assert not viewer.nodules.isVisible()
    qtbot.keyClick(session.window, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: viewer.nodules.findings is not None, timeout=PATIENCE)
    return viewer.nodules


def test_an_accepted_nodule_is_there_after_a_restart(qtbot, start, session, dropped, chest):
    panel = open_nodules(qtbot, session, dropped, chest)
    viewer = session.window.read_page.viewer
    found = panel.findings.candidates
    assert panel.isVisible() and panel.list.count() == len(found) > 0
    assert panel.findings.model.short in panel.model_line.text()
    assert "not a diagnosis" in panel.model_line.text()
    assert not panel.accept_button.isEnabled()
    qtbot.keyClick(session.window, Qt.Key.Key_Period)
    assert viewer.image_index == found[0].slice and panel.marks.selected == found[0]
    assert "malignancy" in panel.status.text()
    qtbot.keyClick(session.window, Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: "accepted by Dr. A. Meyer" in panel.status.text(), timeout=PATIENCE)
    assert panel.list.item(0).text().endswith("✓")

    again = start()
    panel = open_nodules(qtbot, again, dropped, chest)
    qtbot.keyClick(again.window, Qt.Key.Key_Period)
    assert "accepted by Dr. A. Meyer" in panel.status.text()
    qtbot.keyClick(again.window, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert not panel.isVisible()


def test_a_click_on_a_ring_chooses_it(qtbot, session, dropped, chest):
    panel = open_nodules(qtbot, session, dropped, chest)
    nodule = panel.findings.candidates[0]
    panel.next()
    panel.select(None)
    canvas = session.window.read_page.viewer.view.canvas
    qtbot.waitUntil(lambda: canvas.picture is not None, timeout=PATIENCE)
    canvas.clicked.emit(*nodule.centre)
    assert panel.marks.selected == nodule
    canvas.clicked.emit(1.0, 1.0)
    assert panel.marks.selected == nodule


def test_other_series_have_no_such_tool(qtbot, session, dropped, sample):
    dropped(session.window, sample / "mr-glioma")
    viewer = session.window.read_page.viewer
    qtbot.waitUntil(lambda: viewer.view.canvas.picture is not None, timeout=PATIENCE)
    qtbot.keyClick(session.window, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert not viewer.nodules.isVisible() and viewer.nodules.findings is None
