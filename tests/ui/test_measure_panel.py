"""Measures in the window: kept with the case that is only open, listed, copied, written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from medview.bootstrap import build_services
from medview.ui.application import Session
from medview.ui.image_canvas import Tool

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
PATIENCE = 20_000


def start(qtbot, qapp, home: Path, sample: Path) -> Session:
    session = Session(build_services(home), qapp)
    session.window.resize(1280, 760)
    session.window.show()
    session.window.open_paths([sample / "ct"])
    view = session.window.read_page.viewer.view
    qtbot.waitUntil(lambda: view.canvas.picture is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not session.desk.jobs.running, timeout=PATIENCE)
    return session


def end(session: Session) -> None:
    session.window.close()
    session.end()
    session.window.deleteLater()
    session.deleteLater()


@pytest.fixture
def begin(qtbot, qapp, tmp_path, sample) -> Iterator[Callable[[], Session]]:
    """Return what starts MedView on the sample's CT; a second time in the place of the first."""
    sessions: list[Session] = []

    def start_anew() -> Session:
        while sessions:
            end(sessions.pop())
        sessions.append(start(qtbot, qapp, tmp_path, sample))
        return sessions[0]

    yield start_anew
    end(sessions.pop())


@pytest.fixture
def session(begin) -> Session:
    return begin()


def parts(session: Session):
    viewer = session.window.read_page.viewer
    return viewer.measures, viewer.view.series


def draw(qtbot, session: Session, tool: Tool) -> None:
    panel, view = parts(session)
    view.use_tool(tool)
    before = len(panel.measures)
    middle = view.canvas.rect().center()
    qtbot.mousePress(view.canvas, Left, pos=middle)
    qtbot.mouseMove(view.canvas, middle + QPoint(60, 40))
    qtbot.wait(5)
    qtbot.mouseRelease(view.canvas, Left, pos=middle + QPoint(60, 40))
    qtbot.waitUntil(lambda: len(panel.measures) == before + 1)


def test_drawn_listed_kept_and_there_again(qtbot, begin):
    session = begin()
    panel, view = parts(session)
    assert panel.isHidden()
    draw(qtbot, session, Tool.LENGTH)
    view.show_index(view.index + 1)
    qtbot.waitUntil(lambda: view.canvas.picture is not None)
    assert not panel.tool.marks.drawn  # it belongs to the image it was drawn on
    draw(qtbot, session, Tool.ELLIPSE)
    assert panel.isVisible() and panel.list.count() == 2
    assert "mm" in panel.list.item(0).text() and "HU" in panel.list.item(1).text()
    kept = panel.measures
    panel, _ = parts(begin())
    qtbot.waitUntil(lambda: panel.measures == kept)


def test_the_list_goes_to_an_image_and_removes(qtbot, session):
    panel, view = parts(session)
    draw(qtbot, session, Tool.LENGTH)
    at = view.index
    view.show_index(0)
    qtbot.waitUntil(lambda: view.canvas.picture is not None)
    panel.list.setCurrentRow(0)
    qtbot.keyClick(panel.list, Key.Key_Return)
    qtbot.waitUntil(lambda: view.index == at and len(panel.tool.marks.drawn) == 1)
    qtbot.keyClick(panel.list, Key.Key_Delete)
    assert panel.isHidden() and not panel.tool.marks.drawn
    qtbot.waitUntil(lambda: not session.desk.services.measures.of(view.case))


def test_keys_choose_the_tools_and_copy(qtbot, session):
    _, view = parts(session)
    shift = Qt.KeyboardModifier.ShiftModifier
    session.window.activateWindow()
    view.canvas.setFocus()
    for key, modifier, tool in (
        (Key.Key_D, Qt.KeyboardModifier.NoModifier, Tool.LENGTH),
        (Key.Key_A, shift, Tool.ANGLE),
        (Key.Key_E, shift, Tool.ELLIPSE),
        (Key.Key_F, shift, Tool.FREEHAND),
        (Key.Key_P, shift, Tool.PROBE),
    ):
        qtbot.keyClick(view.canvas, key, modifier)
        assert view.canvas.tool is tool
    draw(qtbot, session, Tool.LENGTH)
    qtbot.keyClick(view.canvas, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    place, kind, length = QGuiApplication.clipboard().text().split("\t")
    assert (place, kind) == (f"image {view.index + 1}", "Length") and length.endswith(" mm")


@pytest.mark.parametrize("name", ["m.csv", "m.dcm"])
def test_it_is_written_where_it_was_asked_to(qtbot, session, tmp_path, name):
    panel, _ = parts(session)
    draw(qtbot, session, Tool.ELLIPSE)
    with qtbot.waitSignal(panel.said, timeout=PATIENCE) as said:
        panel.export_to(tmp_path / name)
    assert (tmp_path / name).stat().st_size > 100 and name in said.args[0]


def undo(qtbot, view) -> None:
    view.canvas.setFocus()
    qtbot.keyClick(view.canvas, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_control_z_takes_back_what_was_drawn_changed_and_removed(qtbot, session):
    session.window.activateWindow()
    panel, view = parts(session)
    kept = session.desk.services.measures
    draw(qtbot, session, Tool.LENGTH)
    first = panel.measures[0]
    qtbot.keyClick(view.canvas, Key.Key_Right)  # moves the chosen one by a pixel
    view.canvas.setFocus()
    qtbot.waitUntil(lambda: panel.measures[0].shape != first.shape)
    undo(qtbot, view)
    assert panel.measures == [first]
    qtbot.waitUntil(lambda: kept.of(view.case) == [first])
    panel.list.setCurrentRow(0)
    qtbot.keyClick(panel.list, Key.Key_Delete)
    assert panel.measures == []
    undo(qtbot, view)
    assert panel.measures == [first] and len(panel.tool.marks.drawn) == 1
    undo(qtbot, view)
    assert panel.measures == []
    qtbot.waitUntil(lambda: not session.desk.jobs.running and not kept.of(view.case))
    undo(qtbot, view)
    assert "Nothing was measured here" in session.window.activity.summary.text()


def test_what_is_taken_back_before_it_is_kept_does_not_come_back(qtbot, session):
    session.window.activateWindow()
    panel, view = parts(session)
    view.use_tool(Tool.PROBE)
    qtbot.mouseClick(view.canvas, Left, pos=view.canvas.rect().center())
    undo(qtbot, view)
    qtbot.waitUntil(lambda: not session.desk.jobs.running)
    assert panel.measures == [] and not panel.tool.marks.drawn
    qtbot.waitUntil(lambda: not session.desk.services.measures.of(view.case))


def test_on_a_series_control_z_never_takes_back_a_signature(qtbot, session, sample):
    window = session.window
    signed = window.menus.actions_by_name["take_back"]
    window.clinic.taking_back._signed.append("an-eye-of-another-page")
    window.clinic.taking_back.changed.emit()
    assert "measuring" in signed.text()
    signed.trigger()
    assert window.clinic.taking_back.has_any
    assert "Nothing was measured here" in window.activity.summary.text()
    window.show_page(window.pages.indexOf(window.library_page))
    assert signed.isEnabled() and "signature" in signed.text()
