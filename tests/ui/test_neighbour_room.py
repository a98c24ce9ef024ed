"""The photograph comes first while evidence or lesions are open: the nearest cases fold."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt

from medview.bootstrap import build_services
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.neighbours import Neighbour
from medview.ui.application import Session
from medview.ui.neighbour_room import LEAST_IMAGE

EYE = Case(CaseId("eye"), FUNDUS, (ImageRef("eye.jpg"),), Patient("p"))
NEAR = [
    Neighbour(CaseId(name), rank, 0.1, name, "other", "IDRiD", FUNDUS, in_library=False)
    for rank, name in enumerate("2302", 1)
]


@pytest.fixture
def start(qtbot, qapp, tmp_path) -> Iterator[Callable[[], Session]]:
    """Return a function that opens a small window with one eye, ending the one before."""
    sessions: list[Session] = []

    def end() -> None:
        session = sessions.pop()
        session.window.close()
        session.end()
        session.window.deleteLater()
        session.deleteLater()

    def begin() -> Session:
        if sessions:
            end()
        sessions.append(Session(build_services(tmp_path), qapp))
        window = sessions[-1].window
        window.resize(1280, 720)
        window.activateWindow()
        sessions[-1].desk.worklist.add(EYE)
        qtbot.waitUntil(lambda: window.read_page.cases.current == EYE)
        return sessions[-1]

    yield begin
    end()


@pytest.fixture
def window(start):
    return start().window


def is_folded(window) -> bool:
    return window.read_page.neighbours.is_folded


def photo_height(window) -> int:
    return window.read_page.viewer.view.photo.canvas.height()


def test_they_fold_while_there_is_too_little_room(qtbot, window):
    page = window.read_page
    qtbot.waitUntil(lambda: page.neighbours.width() >= page.neighbours.minimumSizeHint().width())
    beside = [page.cases.width(), page.answer.width()]
    assert not is_folded(window)
    for key in (Qt.Key.Key_E, Qt.Key.Key_L):
        qtbot.keyClick(window, key)
    qtbot.waitUntil(lambda: is_folded(window) and photo_height(window) >= LEAST_IMAGE)
    assert [page.cases.width(), page.answer.width()] == beside  # nothing else moved
    assert page.neighbours.summary.isVisible() and not page.neighbours.controls.isVisible()
    for key in (Qt.Key.Key_E, Qt.Key.Key_L):
        qtbot.keyClick(window, key)
    qtbot.waitUntil(lambda: not is_folded(window))
    assert page.neighbours.controls.isVisible() and page.neighbours.status.isVisible()


def test_they_stay_where_there_is_room(qtbot, window):
    window.resize(1920, 1080)
    qtbot.keyClick(window, Qt.Key.Key_E)
    qtbot.waitUntil(window.read_page.viewer.evidence.isVisible)
    qtbot.wait(50)
    assert not is_folded(window) and photo_height(window) >= LEAST_IMAGE


def test_who_unfolds_them_keeps_them_until_the_strip_is_closed(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: is_folded(window))
    qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert not is_folded(window)
    window.resize(1280, 700)
    qtbot.wait(50)
    assert not is_folded(window)
    qtbot.keyClick(window, Qt.Key.Key_E)
    qtbot.wait(50)
    qtbot.keyClick(window, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: is_folded(window))


def test_what_is_chosen_is_kept(qtbot, start):
    window = start().window
    qtbot.wait(100)
    high = window.read_page.neighbours.height()
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_J, control)
    assert is_folded(window)
    again = start().window
    assert is_folded(again)
    again.read_page.neighbours.turn.click()
    assert not is_folded(again)
    qtbot.waitUntil(lambda: again.read_page.neighbours.height() == high)


def test_one_line_says_what_is_nearest_and_what_is_doubtful(window):
    strip = window.read_page.neighbours
    strip._show_neighbours(NEAR)
    assert strip.summary.text() == "2 Moderate NPDR × 2 · 3 Severe NPDR × 1 · 0 No DR × 1"
    strip._tell("Nothing similar: do not rely on these neighbours.", "warning")
    assert strip.summary.text().startswith("Nothing similar")
    strip._say("Searching …", "")
    assert strip.summary.text() == "Searching …" and not strip.summary.property("tone")


def test_a_study_folds_them_too(window):
    strip = window.study_page.reading.neighbours
    strip.turn.click()
    assert strip.is_folded
    strip.turn.click()
    assert not strip.is_folded


def test_no_control_is_cut_in_the_smallest_window(qtbot, window):
    controls = window.read_page.neighbours.controls
    boxes = (controls.kind, controls.distance, controls.count)
    for size in ((960, 600), (1280, 720), (1920, 1080)):
        window.resize(*size)
        qtbot.wait(100)
        shown = [box for box in boxes if box.isVisible()]
        assert controls.kind in shown
        assert all(box.width() >= box.minimumSizeHint().width() for box in shown), size
        if size > (960, 600):
            assert len(shown) == 3 and all(words.isVisible() for words in controls._words), size


CT = Case(CaseId("ct"), "CT", tuple(ImageRef("no.dcm", frame=n) for n in range(3)), Patient("q"))


def test_before_a_series_is_searched_the_image_has_the_room(qtbot, window, monkeypatch):
    page = window.read_page
    window._desk.worklist.add(CT)
    monkeypatch.setattr(type(page.neighbours._search), "run", lambda *given, **more: None)
    page.cases.show_when_listed(CT.id)
    qtbot.waitUntil(lambda: page.cases.current == CT and page.neighbours.is_waiting)
    qtbot.waitUntil(lambda: is_folded(window))
    assert page.neighbours.summary.text() == "Find similar"
    page.find_similar()
    qtbot.waitUntil(lambda: not is_folded(window))
    page.cases.select_case(EYE.id)
    qtbot.wait(50)
    assert not is_folded(window)


def test_two_images_that_are_compared_have_the_room_until_the_cards_are_asked_for(qtbot, window):
    page = window.read_page
    page.neighbours.show_given(NEAR)
    other = Case(CaseId("2"), FUNDUS, (ImageRef("other.jpg"),), Patient("n"))
    page.neighbours.opened.emit(NEAR[0], other, None)
    qtbot.waitUntil(lambda: is_folded(window))
    canvas = page.viewer.compare.sides[0].view.canvas
    qtbot.waitUntil(lambda: canvas.height() >= LEAST_IMAGE)
    page.go_to_neighbours()
    page.neighbours.opened.emit(NEAR[1], other, None)  # one after the other
    qtbot.wait(50)
    assert not is_folded(window)
    page.viewer.leave_compare()
    qtbot.wait(50)
    assert not is_folded(window)
