"""Reading by keyboard: ways out of the fields, notes that stay with their case, what was signed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QInputDialog, QMessageBox

from medview.bootstrap import build_services
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.grade import Grade
from medview.ui.application import Session
from medview.ui.main_window import first_size

Key = Qt.Key
LEFT, RIGHT = (
    Case(CaseId(name), FUNDUS, (ImageRef(f"{name}.jpg"),), Patient(f"patient {name}"))
    for name in ("left", "right")
)


@pytest.fixture
def session(qtbot, qapp, tmp_path) -> Iterator[Session]:
    """Return a window with two eyes open, the first chosen."""
    session = Session(build_services(tmp_path), qapp)
    session.desk.preferences.set("reader_name", "Dr. A. Meyer")
    session.window.activateWindow()
    for case in (LEFT, RIGHT):
        session.desk.worklist.add(case)
    cases = session.window.read_page.cases
    qtbot.waitUntil(lambda: cases.current == LEFT and len(cases.model.shown_cases) == 2)
    yield session
    session.window.close()
    session.end()
    session.window.deleteLater()
    session.deleteLater()


@pytest.fixture
def page(session):
    return session.window.read_page


def test_the_filter_is_no_trap(qtbot, page):
    field = page.cases.filter
    field.setFocus()
    qtbot.keyClicks(field, "right")
    qtbot.keyClick(field, Key.Key_Down)
    assert page.cases.view.hasFocus()
    assert page.cases.model.shown_cases == [RIGHT]
    field.setFocus()
    qtbot.keyClick(field, Key.Key_Escape)
    assert field.text() == ""
    qtbot.keyClick(field, Key.Key_Escape)
    assert page.cases.view.hasFocus()


def test_what_is_opened_is_not_hidden_by_a_filter(qtbot, session, page, tmp_path):
    page.cases.filter.setText("nobody")
    page.cases._apply_filter()
    assert page.cases.model.shown_cases == []
    (tmp_path / "notes.txt").write_text("no image")
    session.window.open_paths([tmp_path / "notes.txt"])
    assert page.cases.filter.text() == ""
    assert page.cases.model.shown_cases == [LEFT, RIGHT]


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Return])
def test_the_note_is_no_trap(qtbot, page, key):
    note = page.answer.sign_box.note
    note.setFocus()
    qtbot.keyClicks(note, "see OCT")
    qtbot.keyClick(note, key)
    assert page.viewer.isAncestorOf(QApplication.focusWidget())
    assert note.text() == "see OCT"


def test_a_note_waits_for_its_case(page):
    note = page.answer.sign_box.note
    note.setText("see OCT")
    page.cases.select_next()
    assert note.text() == ""
    page.cases.select_next(-1)
    assert note.text() == "see OCT"


def test_signing_from_the_note_gives_the_keys_back_and_says_what_was_signed(qtbot, session, page):
    note = page.answer.sign_box.note
    note.setFocus()
    note.setText("see OCT")
    page.answer.decide(Grade.MODERATE)
    assert page.viewer.isAncestorOf(QApplication.focusWidget())
    said = session.window.footer.said
    qtbot.waitUntil(lambda: said.text() == "Signed 2 Moderate NPDR for left.jpg")
    page.cases.select_next()
    page.cases.select_next(-1)
    assert note.text() == ""


def test_a_blank_name_is_asked_for_again(session, page, monkeypatch):
    session.desk.preferences.set("reader_name", "")
    answers, questions = [("  ", True), ("Dr. B", True)], []

    def get_text(parent, title, question):
        questions.append(question)
        return answers.pop(0)

    monkeypatch.setattr(QInputDialog, "getText", get_text)
    assert page.answer._knows_reader()
    assert questions[1] == "Please enter a name: nothing was signed."
    assert session.desk.preferences.reader_name == "Dr. B"


def test_removing_is_not_what_enter_means(session, monkeypatch):
    asked = []
    monkeypatch.setattr(QMessageBox, "question", lambda *args: asked.append(args))
    assert not session.window.library_page._confirms(1)
    assert asked[0][-1] == QMessageBox.StandardButton.No


def test_a_first_window_fits_a_small_screen():
    assert first_size(QSize(1280, 680)) == QSize(1280, 640)
    assert first_size(QSize(2560, 1400)) == QSize(1280, 760)


def test_boxes_and_answer_are_not_cut_on_a_small_screen(qtbot, session, page):
    series = Case(CaseId("s"), "MR", (ImageRef("a.dcm"), ImageRef("b.dcm")), Patient("p"))
    session.window.resize(1280, 720)
    page.show_case(series)
    controls, view = page.neighbours.controls, page.answer.similar_view
    qtbot.waitUntil(lambda: controls.kind.width() > 0 and view.isVisible())
    for box in (controls.kind, controls.distance):
        assert box.width() >= box.sizeHint().width()
        assert box.currentText()
    assert view.width() <= view.parentWidget().width()
    before = page.neighbours.list.parentWidget().height(), page.neighbours.status.height()
    page.neighbours._tell("A message")
    QApplication.processEvents()
    assert (page.neighbours.list.parentWidget().height(), page.neighbours.status.height()) == before


def test_a_name_with_markup_is_shown_as_it_is(page):
    marked = Case(CaseId("m"), FUNDUS, (ImageRef("m.jpg"),), Patient("m", "<b>Doe</b>"))
    page.show_case(marked)
    assert page.answer.patient.text() == "<b>Doe</b>"
    assert page.answer.patient.textFormat() == Qt.TextFormat.PlainText
    assert "&lt;b&gt;Doe" in page.answer.patient.toolTip()
