"""Open photographs, read the grade, accept or override it, and find it signed the next day."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog

from medview.domain.grade import GRADE_WORDS, Grade
from medview.ui.words import grade_in_full

PATIENCE = 30_000


@pytest.fixture
def eye(sample: Path) -> Path:
    return next(iter(sorted((sample / "fundus").glob("**/synthetic-03-OD*"))))


def wait_for_answer(qtbot, session) -> None:
    view = session.window.read_page.answer.estimate_view
    qtbot.waitUntil(lambda: bool(view.words.text()), timeout=PATIENCE)


def test_a_dropped_photograph_is_shown_with_its_grade(qtbot, session, dropped, eye):
    window = session.window
    dropped(window, eye)
    wait_for_answer(qtbot, session)
    page = window.read_page
    estimate = session.desk.worklist.estimate(page.answer.case.id)
    view = page.answer.estimate_view
    if estimate.grade is None:
        assert view.words.text() == "No grade"
        assert view.doubt_reason.text()
    else:
        assert view.words.text() == GRADE_WORDS[estimate.grade]
        assert view.number.text() == str(int(estimate.grade))
    assert estimate.model.short in view.model.text()
    assert page.answer.notice.text() == "Decision support, not a diagnosis."
    qtbot.waitUntil(lambda: page.viewer.view.canvas.picture is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: page.neighbours.model.rowCount() == 10, timeout=PATIENCE)


def test_a_grade_signed_by_key_is_there_after_a_restart(qtbot, start, session, dropped, eye):
    dropped(session.window, eye)
    wait_for_answer(qtbot, session)
    qtbot.keyClick(session.window, Qt.Key.Key_3)
    box = session.window.read_page.answer.sign_box
    qtbot.waitUntil(lambda: box.state_title.text() == "Signed: 3 Severe NPDR", timeout=PATIENCE)

    window = start().window
    dropped(window, eye)
    box = window.read_page.answer.sign_box
    qtbot.waitUntil(lambda: box.state_title.text() == "Signed: 3 Severe NPDR", timeout=PATIENCE)
    assert "Dr. A. Meyer" in box.state_detail.text()
    cases = window.read_page.cases
    row = cases.model.row_of(cases.current.id)
    spoken = cases.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "signed: 3 Severe NPDR" in spoken


def test_the_list_shows_what_was_signed_before_anything_is_chosen(
    qtbot, start, session, dropped, sample
):
    first, second = sorted((sample / "fundus").glob("**/synthetic-01-O*"))
    dropped(session.window, second)
    wait_for_answer(qtbot, session)
    qtbot.keyClick(session.window, Qt.Key.Key_2)
    box = session.window.read_page.answer.sign_box
    qtbot.waitUntil(lambda: "Moderate" in box.state_title.text(), timeout=PATIENCE)
    signed_case = session.window.read_page.answer.case

    again = start()
    dropped(again.window, first, second)
    worklist = again.desk.worklist
    qtbot.waitUntil(lambda: bool(worklist.signatures(signed_case)), timeout=PATIENCE)
    assert again.window.read_page.cases.current.id != signed_case.id


def test_signing_again_keeps_both(qtbot, session, dropped, eye):
    dropped(session.window, eye)
    wait_for_answer(qtbot, session)
    box = session.window.read_page.answer.sign_box
    for key, words in ((Qt.Key.Key_4, "Signed: 4 PDR"), (Qt.Key.Key_U, "Signed: Ungradable")):
        qtbot.keyClick(session.window, key)
        qtbot.waitUntil(lambda words=words: box.state_title.text() == words, timeout=PATIENCE)
    case = session.window.read_page.answer.case
    signed = session.desk.services.signed_grades(case.id)
    assert [one.grade for one in signed] == [Grade.PROLIFERATIVE, None]


def test_enter_accepts_but_not_from_a_text_field(qtbot, session, dropped, eye):
    page = session.window.read_page
    dropped(session.window, eye)
    wait_for_answer(qtbot, session)
    estimate = session.desk.worklist.estimate(page.answer.case.id)
    fields = (page.cases.filter, page.neighbours.controls.count, page.neighbours.controls.distance)
    for field in (*fields, page.neighbours.list, page.answer.sign_box.note):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Return)
    for field in (page.cases.filter, page.neighbours.controls.count, page.answer.sign_box.note):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_2)
    qtbot.wait(200)
    assert page.answer.sign_box.state_title.text() == "Not signed"
    assert page.answer.sign_box.note.text() == "2"
    page.cases.filter.clear()
    qtbot.wait(300)
    page.cases.view.setFocus()
    qtbot.keyClick(page.cases.view, Qt.Key.Key_Return)
    if estimate.grade is None:
        assert not page.answer.sign_box.accept_button.isEnabled()
        return
    words = f"Signed: {grade_in_full(estimate.grade)}"
    qtbot.waitUntil(lambda: page.answer.sign_box.state_title.text() == words, timeout=PATIENCE)


def test_the_first_signature_asks_who_signs(qtbot, start, dropped, eye, when_dialog_opens):
    session = start()
    dropped(session.window, eye)
    wait_for_answer(qtbot, session)

    def answer(dialog: QInputDialog) -> None:
        assert isinstance(dialog, QInputDialog)
        dialog.setTextValue("Dr. B. Okoro")
        dialog.accept()

    when_dialog_opens(answer)
    qtbot.keyClick(session.window, Qt.Key.Key_1)
    box = session.window.read_page.answer.sign_box
    qtbot.waitUntil(lambda: "Dr. B. Okoro" in box.state_detail.text(), timeout=PATIENCE)
    assert session.desk.preferences.reader_name == "Dr. B. Okoro"


def test_the_file_menu_opens_files_beside_broken_ones(qtbot, session, tmp_path, monkeypatch, eye):
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 and no more")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(broken), str(eye)], ""))
    window = session.window
    window.menus.actions_by_name["open_files"].trigger()
    qtbot.waitUntil(lambda: len(session.desk.worklist) == 1, timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(window.problems.problems) == 1, timeout=PATIENCE)
    assert "broken.jpg" in window.problems.list.item(0).text()
    assert window.problems.problems[0].message
    assert window.problems.isVisible()


def test_a_path_of_the_command_line_that_is_gone_is_told(qtbot, session):
    session.window.open_paths([Path("/nowhere/at/all.jpg")])
    assert "not there" in session.window.problems.problems[0].message
