"""Ask where a grade comes from; it is marked only when it stood its test, and said in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

PATIENCE = 60_000


@pytest.fixture
def eye(sample: Path) -> Path:
    return sample / "fundus" / "synthetic-05-OD.jpg"


def ask(qtbot, session, dropped, eye):
    dropped(session.window, eye)
    viewer = session.window.read_page.viewer
    qtbot.waitUntil(lambda: viewer.view.canvas.picture is not None, timeout=PATIENCE)
    assert not viewer.evidence.isVisible()
    qtbot.keyClick(session.window, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: viewer.evidence.found is not None, timeout=PATIENCE)
    return viewer


def test_evidence_is_marked_and_said_or_refused_in_words(qtbot, session, dropped, eye):
    viewer = ask(qtbot, session, dropped, eye)
    panel, found = viewer.evidence, viewer.evidence.found
    assert panel.isVisible() and found.model.short in panel.model_line.text()
    assert "not a diagnosis" in panel.model_line.text()
    if found.is_shown:
        assert f"{found.deletion.effect:.2f}" in panel.status.text()
    else:
        assert "No place explains this grade" in panel.status.text()
    before = viewer.view.canvas.grab().toImage()
    qtbot.keyClick(session.window, Qt.Key.Key_E)
    assert not panel.isVisible()
    assert (viewer.view.canvas.grab().toImage() != before) == found.is_shown


def test_an_eye_without_dr_has_nothing_marked(qtbot, session, dropped, sample):
    viewer = ask(qtbot, session, dropped, sample / "fundus" / "synthetic-01-OD.jpg")
    found = viewer.evidence.found
    assert not found.is_shown and found.spots == ()
    assert "nothing to point at" in viewer.evidence.status.text()


def test_the_strip_follows_to_the_next_case(qtbot, session, dropped, eye, sample):
    viewer = ask(qtbot, session, dropped, eye)
    first = viewer.evidence.found
    dropped(session.window, sample / "fundus" / "synthetic-01-OD.jpg")
    qtbot.waitUntil(lambda: len(session.desk.worklist) == 2, timeout=PATIENCE)
    qtbot.keyClick(session.window, Qt.Key.Key_B)
    qtbot.keyClick(session.window, Qt.Key.Key_N)
    qtbot.waitUntil(
        lambda: (
            viewer.evidence.found not in (None, first)
            or session.window.read_page.answer.case.id == first.case_id
        ),
        timeout=PATIENCE,
    )
