"""The Models page: what it lists and says, what can be done to which model, and its keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from medview.bootstrap import build_services
from medview.ui.application import Session
from medview.ui.main_window import MODELS
from medview.ui.models_page import COMPARE, HISTORY
from medview.ui.site_dialog import SiteDialog
from tests.app.conftest import second_model

PATIENCE = 60_000
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def session(qapp, tmp_path: Path) -> Iterator[Session]:
    second_model(tmp_path / "home")
    opened = Session(build_services(tmp_path / "home"), qapp)
    opened.window.resize(1280, 720)
    yield opened
    opened.window.close()
    opened.end()
    opened.window.deleteLater()
    opened.deleteLater()


@pytest.fixture
def page(qtbot, session):
    qtbot.waitUntil(session.window.isActiveWindow, timeout=PATIENCE)
    qtbot.keyClick(session.window, Qt.Key.Key_5, CONTROL)
    page = session.window.models_page
    assert session.window.pages.currentIndex() == MODELS
    qtbot.waitUntil(lambda: page.model.rowCount() == 6, timeout=PATIENCE)
    return page


def cells(page, row):
    return [page.model.index(row, column).data() for column in range(4)]


def choose(page, version):
    page.table.clearSelection()
    refs = {m.card.ref.version: m.card.ref.digest for m in page.model.models}
    page.table.choose([refs[version]])


def answer(monkeypatch, button):
    asked = []

    def question(_parent, _title, text, *_):
        asked.append(text)
        return button

    monkeypatch.setattr(QMessageBox, "question", question)
    return asked


def test_what_is_installed_is_listed_by_task_with_how_it_stands(page):
    assert cells(page, 0) == [
        "dr-fundus 1.1.0", "Grades of eyes", "Ships with MedView", "✓ In use, as installed"
    ]  # fmt: skip
    assert cells(page, 1) == ["dr-fundus 9.0.0", "Grades of eyes", "Trained here", "Not in use"]
    assert "Intended use" in page.text.toPlainText()
    assert page.table.hasFocus() and not page.banner.isVisible()
    for column in range(4):
        shown = page.table.fontMetrics().horizontalAdvance(cells(page, 0)[column])
        assert page.table.columnWidth(column) > shown


def test_only_what_makes_sense_can_be_pressed(page):
    choose(page, "1.1.0")
    assert not page.use_button.isEnabled() and not page.delete_button.isEnabled()
    choose(page, "9.0.0")
    assert page.use_button.isEnabled() and page.delete_button.isEnabled()
    assert not page.back_button.isEnabled()
    page.table.selectAll()
    assert not page.use_button.isEnabled() and not page.export_button.isEnabled()


def test_the_curve_of_a_card_is_drawn_again_when_the_theme_changes(page, session):
    page.table.clearSelection()
    page.table.choose([m.card.ref.digest for m in page.model.models if m.card.ref.id == "nodules"])
    page._show_card()
    theme = page._desk.theme
    pictures = []
    for choice in ("light", "dark"):
        theme.choose(choice)
        html = page.text.toHtml()
        pictures.append(html[html.index("data:image/png") :].split('"')[0])
    assert pictures[0] != pictures[1]
    assert "72 % (57 % – 83 %)" in page.text.toPlainText()


def test_two_cards_are_compared_row_by_row(qtbot, page):
    choose(page, "9.0.0")
    qtbot.keyClick(page.table, Qt.Key.Key_C)
    assert page.tabs.currentIndex() == COMPARE
    text = page.text.toPlainText()
    assert "dr-fundus 9.0.0 beside dr-fundus 1.1.0" in text
    assert "kappa shown" in text and "0.847 (0.799 – 0.888)" in text and "+0.000" in text
    choose(page, "1.1.0")
    assert "choose two" in page.text.toPlainText()


def test_a_model_is_put_to_use_and_the_history_says_so(
    qtbot, page, session, monkeypatch, longest_block
):
    asked = answer(monkeypatch, QMessageBox.StandardButton.Yes)
    choose(page, "9.0.0")
    with longest_block() as block:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: cells(page, 0)[0] == "dr-fundus 9.0.0", timeout=PATIENCE)
    assert block.milliseconds < 100
    assert "Put dr-fundus 9.0.0 to use?" in asked[0]
    assert "Until all is done, dr-fundus 1.1.0 answers." in asked[0]
    qtbot.waitUntil(lambda: cells(page, 0)[0] == "dr-fundus 9.0.0", timeout=PATIENCE)
    assert cells(page, 0)[3].startswith("✓ In use since 20")
    assert cells(page, 1)[3] == "Was in use before"
    footer = session.window.footer.model
    qtbot.waitUntil(lambda: "9.0.0" in footer.text(), timeout=PATIENCE)
    assert "dr-fundus 9.0.0 answers from now on." in session.window.activity.summary.text()
    qtbot.keyClick(page.table, Qt.Key.Key_H)
    assert page.tabs.currentIndex() == HISTORY
    came = "dr-fundus 9.0.0 came into use in the place of dr-fundus 1.1.0"
    qtbot.waitUntil(lambda: came in page.text.toPlainText(), timeout=PATIENCE)
    qtbot.keyClick(page.table, Qt.Key.Key_B)
    assert "Put dr-fundus 1.1.0 to use?" in asked[1]
    qtbot.waitUntil(lambda: cells(page, 0)[0] == "dr-fundus 1.1.0", timeout=PATIENCE)


def test_no_means_no(qtbot, page, session, monkeypatch):
    asked = answer(monkeypatch, QMessageBox.StandardButton.No)
    choose(page, "9.0.0")
    page.use_button.click()
    page.delete_button.click()
    assert len(asked) == 2 and "Delete dr-fundus 9.0.0?" in asked[1]
    assert session.desk.services.registry.history() == []
    assert page.model.rowCount() == 6


def test_out_deleted_and_in_again(qtbot, page, session, monkeypatch, tmp_path):
    said = session.window.activity.summary
    answer(monkeypatch, QMessageBox.StandardButton.Yes)
    target = tmp_path / "model.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(target), ""))
    choose(page, "9.0.0")
    qtbot.keyClick(page.table, Qt.Key.Key_V)
    qtbot.waitUntil(lambda: "as its card vouches for" in said.text(), timeout=PATIENCE)
    qtbot.keyClick(page.table, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: said.text() == "Saved: model.zip", timeout=PATIENCE)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.rowCount() == 5, timeout=PATIENCE)
    qtbot.keyClick(page.table, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: page.model.rowCount() == 6, timeout=PATIENCE)
    assert cells(page, 1)[2] == "Imported"
    target.write_bytes(b"PK\x03\x04 nothing of use")
    page.import_button.click()
    errors = session.window.errors
    qtbot.waitUntil(errors.isVisible, timeout=PATIENCE)
    assert errors.message.text() == "model.zip is not a model package."
    assert page.model.rowCount() == 6


def test_a_site_without_graded_photographs_is_told_what_to_do(qtbot, session):
    dialog = SiteDialog(session.desk)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "Import graded ones" in dialog.missing.text(), timeout=PATIENCE)
    assert not dialog.start.isEnabled()
