"""A whole clinic: make a worklist, have it graded, read one after the other, resume tomorrow."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox

from medview.domain.case import Eye
from medview.domain.worklist import SecondRead, Status
from medview.ui.main_window import READ, STATISTICS, WORKLIST
from medview.ui.worklist_model import OD, PATIENT, STATUS

PATIENCE = 30_000
PATIENTS = ("02", "03", "06")


@pytest.fixture
def clinic(sample: Path, tmp_path: Path) -> Path:
    """Return a folder of three patients; the left eye of the last is too dark to grade."""
    folder = tmp_path / "Clinic Monday"
    folder.mkdir()
    for patient in PATIENTS:
        for eye in Eye:
            shutil.copy(sample / "fundus" / f"synthetic-{patient}-{eye}.jpg", folder)
    return folder


@pytest.fixture
def accept_name(monkeypatch):
    """Take the name that is proposed for a worklist."""
    ask = lambda *_, text="": (text, True)  # noqa: E731
    monkeypatch.setattr(QInputDialog, "getText", ask)


@pytest.fixture
def page(qtbot, session, clinic, monkeypatch, accept_name):
    """Return the page with the worklist of the folder, made through the window."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(clinic))
    window = session.window
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.currentIndex() == WORKLIST
    found = window.clinic.page
    qtbot.waitUntil(lambda: found.welcome.isVisible(), timeout=PATIENCE)
    found.welcome.folder.click()
    qtbot.waitUntil(lambda: found.model.rowCount() == 3, timeout=PATIENCE)
    return found


def grade_all(qtbot, page) -> None:
    page.grade.click()
    qtbot.waitUntil(lambda: page.grade.text() == "All are graded", timeout=PATIENCE)
    qtbot.waitUntil(lambda: not page.batch.is_running, timeout=PATIENCE)


def shown_id(window) -> str:
    case = window.read_page.answer.case
    return "" if case is None else case.title


def test_a_clinic_is_worked_through_with_three_keys(qtbot, session, page):
    window = session.window
    assert page.chooser.names.currentText() == "Clinic Monday"
    assert "New: 3" in page.summary.text()
    grade_all(qtbot, page)
    assert page.model.rows[2].status in (Status.UNGRADABLE, Status.NEEDS_HUMAN)
    page.table.choose([0])
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    box = window.read_page.answer.sign_box
    for number, patient in enumerate(PATIENTS):
        for eye in Eye:
            name = f"synthetic-{patient}-{eye}.jpg"
            qtbot.waitUntil(lambda n=name: shown_id(window) == n, timeout=PATIENCE)
            assert window.pages.currentIndex() == READ
            assert box.state_title.text() == "Not signed"
            qtbot.keyClick(window, Qt.Key.Key_0 + number)
            qtbot.waitUntil(lambda: "Signed" in box.state_title.text(), timeout=PATIENCE)
            qtbot.keyClick(window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: "waits for you" in window.activity.summary.text(), timeout=PATIENCE)
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert {row.status for row in page.model.rows} == {Status.SIGNED}
    qtbot.waitUntil(lambda: "Signed: 3 (100 %)" in page.summary.text(), timeout=PATIENCE)

    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: box.state_title.text() == "Not signed", timeout=PATIENCE)
    qtbot.waitUntil(lambda: page.model.rows[2].eye(Eye.OS).signed is None, timeout=PATIENCE)
    last = page.model.rows[2]
    assert last.eye(Eye.OD).signed is not None
    assert session.desk.services.signed_grades(last.eye(Eye.OS).cases[0].id) == []


def test_what_is_taken_back_while_the_list_is_read_stays_taken_back(
    qtbot, session, page, monkeypatch
):
    window, worklists = session.window, session.desk.services.worklists
    page.table.choose([0])
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    box = window.read_page.answer.sign_box
    qtbot.waitUntil(lambda: box.state_title.text() == "Not signed", timeout=PATIENCE)
    qtbot.keyClick(window, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: page.model.rows[0].eye(Eye.OD).signed is not None, timeout=PATIENCE)

    read, has_read, go_on = worklists.rows, threading.Event(), threading.Event()

    def slowly(worklist):
        rows = read(worklist)
        has_read.set()
        go_on.wait(10)
        return rows

    monkeypatch.setattr(worklists, "rows", slowly)
    page.refresh()
    qtbot.waitUntil(has_read.is_set, timeout=PATIENCE)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.model.rows[0].eye(Eye.OD).signed is None, timeout=PATIENCE)
    with qtbot.waitSignal(page.model.modelReset, timeout=PATIENCE):
        go_on.set()
    assert page.model.rows[0].eye(Eye.OD).signed is None


def test_a_batch_is_stopped_by_cancel_and_resumed_after_a_restart(qtbot, start, session, page):
    page.grade.click()
    line = session.window.activity.lines[0]
    line.cancel.click()
    qtbot.waitUntil(lambda: not page.batch.is_running, timeout=PATIENCE)
    worklists = session.desk.services.worklists
    qtbot.waitUntil(lambda: worklists.unfinished() == [], timeout=PATIENCE)

    page.batch.start(page.chooser.current)
    qtbot.waitUntil(lambda: worklists.unfinished() != [], timeout=PATIENCE)
    again = start()  # the window closes in the middle of it
    batch = again.window.clinic.page.batch
    services = again.desk.services.worklists
    qtbot.waitUntil(lambda: not batch.is_running and services.unfinished() == [], timeout=PATIENCE)
    rows = services.rows("Clinic Monday")
    assert all(eye.estimate is not None for row in rows for eye in row.eyes)
    again.window.clinic.show_page()
    table = again.window.clinic.page
    qtbot.waitUntil(lambda: table.model.rowCount() == 3, timeout=PATIENCE)
    assert table.grade.text() == "All are graded"


def test_sort_filter_and_search(qtbot, session, page):
    grade_all(qtbot, page)
    page.table.sortByColumn(OD, Qt.SortOrder.DescendingOrder)
    grades = [row.eye(Eye.OD).estimate.grade for row in page.model.shown_rows]
    assert grades == sorted(grades, key=lambda g: -1 if g is None else g, reverse=True)
    page.table.sortByColumn(STATUS, Qt.SortOrder.AscendingOrder)
    page.filter.search.setText("synthetic-03")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=PATIENCE)
    find = session.window.menus.actions_by_name["to_filter"]
    find.trigger()
    assert page.filter.search.hasFocus()
    page.filter.search.setText("nobody")
    qtbot.waitUntil(lambda: page.no_match.isVisible(), timeout=PATIENCE)
    page.filter.show_all()
    status = page.model.rows[2].status
    page.filter.statuses.setCurrentIndex(page.filter.statuses.findData(status.value))
    page.filter.statuses.activated.emit(0)
    assert all(row.status is status for row in page.model.shown_rows)
    assert page.model.rowCount() >= 1
    session.window.show_page(STATISTICS)
    assert not find.isEnabled()


def test_assign_and_second_read(qtbot, session, page, monkeypatch):
    page.table.sortByColumn(PATIENT, Qt.SortOrder.AscendingOrder)
    page.table.choose([0])
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_: ("Dr. B. Okoro", True))
    qtbot.keyClick(page.table, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: page.model.row_at(0).task.reader == "Dr. B. Okoro", timeout=PATIENCE)
    assert page.filter.readers.findText("Dr. B. Okoro") > 0
    qtbot.waitUntil(lambda: len(page.table.chosen_rows) == 1, timeout=PATIENCE)
    qtbot.keyClick(page.table, Qt.Key.Key_D)
    wanted = SecondRead.WANTED
    qtbot.waitUntil(lambda: page.model.row_at(0).second_read is wanted, timeout=PATIENCE)
    qtbot.keyClick(session.window, Qt.Key.Key_J)  # assigned to another: the next patient
    qtbot.waitUntil(lambda: "synthetic-03-OD" in shown_id(session.window), timeout=PATIENCE)


def test_a_second_read_is_blind_until_it_is_signed(qtbot, session, page):
    """The first reader's grade is nowhere to be seen: not in the list, not beside the picture."""
    desk, window = session.desk, session.window
    box = window.read_page.answer.sign_box
    page.table.sortByColumn(PATIENT, Qt.SortOrder.AscendingOrder)
    page.table.choose([0])
    qtbot.keyClick(page.table, Qt.Key.Key_D)
    wanted = SecondRead.WANTED
    qtbot.waitUntil(lambda: page.model.row_at(0).second_read is wanted, timeout=PATIENCE)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown_id(window) == "synthetic-02-OD.jpg", timeout=PATIENCE)
    qtbot.keyClick(window, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: "4 PDR" in box.state_title.text(), timeout=PATIENCE)

    desk.preferences.set("reader_name", "Dr. B. Okoro")
    window.read_page.answer.show_case(window.read_page.answer.case)
    assert box.state_title.text() == "Second read, blind: another reader has signed"
    assert "4 PDR" not in box.state.toolTip() + box.state_detail.text()
    eye = page.model.index(0, OD)
    told = [eye.data(role) for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.DisplayRole)]
    assert "4 PDR" not in "".join(filter(None, told))
    assert "once you have signed yourself" in told[0]
    photograph = window.read_page.answer.case
    assert desk.services.visits.of(photograph).said.grade != 4

    qtbot.keyClick(window, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: "3 Severe" in box.state_title.text(), timeout=PATIENCE)
    assert "4 PDR" in box.state.toolTip()
    assert "Readers disagree" in box.state_detail.text()


def test_worklists_are_renamed_and_deleted(qtbot, page, monkeypatch, when_dialog_opens):
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, text="": ("Monday, early", True))
    rename, *_, delete = page.chooser.change_menu.actions()
    rename.trigger()
    names = page.chooser.names
    qtbot.waitUntil(lambda: names.currentText() == "Monday, early", timeout=PATIENCE)

    def refuse_once(dialog: QMessageBox) -> None:
        assert dialog.defaultButton() is dialog.button(QMessageBox.StandardButton.No)
        dialog.button(QMessageBox.StandardButton.Yes).click()

    when_dialog_opens(refuse_once)
    delete.trigger()
    qtbot.waitUntil(lambda: page.welcome.isVisible(), timeout=PATIENCE)
    assert page.model.rowCount() == 0


def test_a_worklist_of_what_is_open(qtbot, session, page, dropped, sample):
    dropped(session.window, sample / "fundus" / "synthetic-01-OD.jpg")
    qtbot.waitUntil(lambda: len(session.desk.worklist) == 1, timeout=PATIENCE)
    page.chooser.make_menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=PATIENCE)
    assert session.window.pages.currentIndex() == WORKLIST
    assert page.chooser.names.count() == 2


def test_a_photograph_that_is_gone_is_told_and_not_shown(qtbot, session, page, clinic):
    (clinic / "synthetic-02-OD.jpg").unlink()
    page.table.choose([0])
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    problems = session.window.problems
    qtbot.waitUntil(lambda: len(problems.problems) == 1, timeout=PATIENCE)
    assert "synthetic-02-OD" in problems.problems[0].path
    qtbot.waitUntil(lambda: "synthetic-02-OS" in shown_id(session.window), timeout=PATIENCE)


def test_every_control_has_a_tip_or_a_key(page):
    page_parts = (page.grade, page.open_button, page.next_button, page.assign_button)
    filters = (page.filter.search, page.filter.statuses, page.filter.readers)
    choice = (page.chooser.names, page.chooser.make, page.chooser.change)
    for part in (*page_parts, page.second_button, *filters, *choice):
        assert part.toolTip()
