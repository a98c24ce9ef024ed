"""Sign an eye and find it in the clinic's figures; bring in a public set in one step."""

from __future__ import annotations

import csv
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.app import set_layouts as layouts

PATIENCE = 60_000
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_signed_eye_is_counted_and_on_the_referral_list(
    qtbot, session, dropped, sample, tmp_path, monkeypatch
):
    window = session.window
    dropped(window, sample / "fundus" / "synthetic-05-OD.jpg")
    words = window.read_page.answer.estimate_view.words
    qtbot.waitUntil(lambda: bool(words.text()), timeout=PATIENCE)
    qtbot.keyClick(window, Qt.Key.Key_3)
    state = window.read_page.answer.sign_box.state_title
    qtbot.waitUntil(lambda: state.text() == "Signed: 3 Severe NPDR", timeout=PATIENCE)

    qtbot.keyClick(window, Qt.Key.Key_4, CONTROL)
    page = window.statistics_page
    assert window.pages.currentWidget() is page
    qtbot.waitUntil(lambda: page.numbers[0].number.text() == "1", timeout=PATIENCE)
    assert page.numbers[4].number.text() == "1"
    drawn = page.charts[0].picture
    qtbot.waitUntil(lambda: not drawn.pixmap().isNull(), timeout=PATIENCE)
    assert "3 Severe NPDR: Signed 1" in drawn.accessibleDescription()
    table = page.referrals.model
    row = {name: table.index(0, column).data() for column, name in enumerate(table.headings)}
    assert (row["Patient"], row["Eye"]) == ("synthetic-05", "OD · right eye")
    assert (row["Grade"], row["Status"]) == ("3 Severe NPDR", "signed")
    assert row["Reader"] == "Dr. A. Meyer"

    target = tmp_path / "referrals.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.referrals.export.click()
    qtbot.waitUntil(target.exists, timeout=PATIENCE)
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert [r["patient"] for r in csv.DictReader(file)] == ["synthetic-05"]
    assert window.grab().toImage().width() == window.width() * window.devicePixelRatioF()


def test_a_public_set_becomes_a_picture_library_in_one_step(
    qtbot, session, sample, tmp_path: Path, when_dialog_opens
):
    folder = layouts.idrid(tmp_path / "IDRiD", sample / "fundus" / "synthetic-03-OD.jpg")
    seen: list[str] = []

    def fill(dialog) -> None:
        dialog.folder.setText(str(folder))
        qtbot.waitUntil(dialog.by_set.isVisible, timeout=PATIENCE)
        seen.append(dialog.recognised.toPlainText())
        dialog.start.click()

    when_dialog_opens(fill)
    window = session.window
    qtbot.keyClick(window, Qt.Key.Key_I, CONTROL)
    assert "IDRiD, disease grading, training: 3 photographs, 3 with a grade." in seen[0]
    assert "CC BY 4.0" in seen[0] and "Porwal" in seen[0]
    window.show_page(1)
    library = window.library_page
    qtbot.waitUntil(lambda: library.model.rowCount() == 6, timeout=PATIENCE)
    cases = [library.model.case_at(row) for row in range(6)]
    assert {case.source for case in cases} == {"IDRiD"}
    assert sorted(case.label for case in cases) == ["", "", "0", "2", "3", "4"]
