"""Sign a patient's eyes, look at the report in both languages, and write it for the record."""

from __future__ import annotations

import pydicom
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox

from medview.domain.choices import CHINESE
from medview.domain.report import ReportFormat
from medview.ui.report_dialog import ReportDialog

PATIENCE = 30_000


@pytest.fixture
def reading(qtbot, session, dropped, sample):
    """Return a session with both eyes of a patient open, the first signed."""
    dropped(session.window, *sorted((sample / "fundus").glob("synthetic-03-O*")))
    worklist = session.desk.worklist
    page = session.window.read_page
    qtbot.waitUntil(lambda: len(worklist) == 2 and page.answer.case is not None, timeout=PATIENCE)
    session.window.batch.start()
    qtbot.waitUntil(lambda: not worklist.without_estimate(), timeout=PATIENCE)
    sign(qtbot, session)
    return session


def sign(qtbot, session):
    case = session.window.read_page.answer.case
    qtbot.keyClick(session.window, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: bool(session.desk.worklist.signatures(case)), timeout=PATIENCE)


@pytest.fixture
def dialog(qtbot, reading, tmp_path):
    case = reading.window.read_page.answer.case
    dialog = ReportDialog(reading.desk, case, tmp_path / "out", reading.window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "Severe NPDR" in dialog.preview.text.toPlainText(), timeout=PATIENCE)
    return dialog


def test_the_report_is_shown_and_written_in_the_language_asked_for(
    qtbot, reading, dialog, tmp_path, monkeypatch
):
    assert "draft" in dialog.status.text()
    dialog.form.language.setCurrentIndex(dialog.form.language.findData(CHINESE))
    assert "重度非增殖期" in dialog.preview.text.toPlainText()
    dialog.preview.tabs.setCurrentIndex(1)
    dialog.preview.copy.click()
    assert QGuiApplication.clipboard().text().startswith("草稿：医生尚未签名。")
    for box in dialog.form.formats.values():
        box.setChecked(True)
    with qtbot.waitSignal(dialog.written, timeout=PATIENCE):
        dialog.write.click()
    files = sorted((tmp_path / "out").iterdir())
    assert len(files) == 5 and not any("synthetic" in path.name for path in files)
    structured = pydicom.dcmread(next(path for path in files if path.name.endswith("-sr.dcm")))
    assert structured.PatientID == "synthetic-03" and structured.PreliminaryFlag == "PRELIMINARY"
    assert dialog.open_folder.isVisible()
    assert "5" in dialog.status.text()

    asked = []
    monkeypatch.setattr(
        QMessageBox, "question", lambda *a: asked.append(a[-1]) or QMessageBox.StandardButton.No
    )
    before = files[0].stat().st_mtime_ns
    dialog.write.click()
    qtbot.waitUntil(lambda: len(asked) == 1 and dialog.write.isEnabled(), timeout=PATIENCE)
    assert files[0].name in asked[0] and files[0].stat().st_mtime_ns == before
    monkeypatch.setattr(QMessageBox, "question", lambda *a: QMessageBox.StandardButton.Yes)
    with qtbot.waitSignal(dialog.written, timeout=PATIENCE):
        dialog.write.click()
    assert files[0].stat().st_mtime_ns > before


def test_a_report_of_signed_eyes_is_no_draft(qtbot, reading, tmp_path):
    reading.window.read_page.cases.select_next()
    sign(qtbot, reading)
    case = reading.window.read_page.answer.case
    dialog = ReportDialog(reading.desk, case, tmp_path, reading.window)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "Dr. A. Meyer" in dialog.preview.text.toPlainText(), timeout=PATIENCE)
    assert dialog.status.text() == ""
    assert "DRAFT" not in dialog.preview.text.toPlainText()


def test_what_is_missing_is_said(qtbot, dialog):
    dialog.form.formats[ReportFormat.PDF].setChecked(False)
    assert not dialog.write.isEnabled() and dialog.status.text() == "Choose at least one file."
    dialog.form.formats[ReportFormat.SR].setChecked(True)
    dialog.form.folder.clear()
    assert not dialog.write.isEnabled() and "folder" in dialog.status.text()
    dialog.form.folder.setText("/proc/nowhere")
    with qtbot.waitSignal(dialog._desk.jobs.started, timeout=PATIENCE):
        dialog.write.click()
    qtbot.waitUntil(lambda: "takes no file" in dialog.status.text(), timeout=PATIENCE)
    assert dialog.write.isEnabled()


def test_the_menu_opens_it_on_the_chosen_patient(qtbot, reading, when_dialog_opens):
    seen = []

    def look(dialog):
        seen.append((type(dialog).__name__, dialog.form.patient.currentText()))
        dialog.reject()

    when_dialog_opens(look)
    reading.window.menus.actions_by_name["report"].trigger()
    assert seen == [("ReportDialog", "synthetic-03")]


@pytest.mark.parametrize(
    ("rows", "choose", "name", "lines"),
    [
        ("open_ones", "save_csv", "grades.csv", 3),
        ("signed_ones", "save_csv", "grades.csv", 2),
        ("listed_ones", "save_csv", "grades.csv", 3),
        ("open_ones", "save_xlsx", "grades.xlsx", 0),
    ],
)
def test_the_grades_are_exported_as_a_table(
    qtbot, reading, tmp_path, monkeypatch, when_dialog_opens, rows, choose, name, lines
):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "grades"), ""))

    reading.desk.services.worklists.create("Monday", reading.desk.worklist.cases)

    def answer(dialog):
        getattr(dialog, rows).setChecked(True)
        getattr(dialog, choose).click()

    when_dialog_opens(answer)
    with qtbot.waitSignal(reading.window.reporting.ended, timeout=PATIENCE):
        reading.window.menus.actions_by_name["export_grades"].trigger()
    if lines:
        table = (tmp_path / name).read_text(encoding="utf-8-sig")
        assert "Severe NPDR" in table and "Dr. A. Meyer" in table
        assert len(table.splitlines()) == lines
    else:
        assert (tmp_path / name).read_bytes().startswith(b"PK")


def test_every_control_says_what_it_does(dialog):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

    for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit):
        for part in dialog.findChildren(kind):
            if part.isVisible() and type(part).__name__ != "QToolButton":
                assert part.toolTip(), part
