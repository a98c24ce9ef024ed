"""The window as a whole: first start, keyboard, settings that last, another language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QSpinBox

from medview.bootstrap import build_services
from medview.ui.application import Session
from medview.ui.import_dialog import ImportDialog
from medview.ui.main_window import WORKLIST
from medview.ui.settings_dialog import SettingsDialog
from medview.ui.shortcuts_dialog import ShortcutsDialog, window_groups


@pytest.fixture
def start(qapp, tmp_path: Path) -> Iterator[Callable[[], Session]]:
    """Return a function that starts MedView on one home, ending the one before."""
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
        sessions.append(Session(build_services(tmp_path / "home"), qapp))
        return sessions[-1]

    yield begin
    end()


@pytest.fixture
def session(start) -> Session:
    return start()


def letter(text: str) -> str:
    """Return the key that Alt presses a text with, such as "F" of "&File"."""
    return QKeySequence.mnemonic(text).toString().removeprefix("Alt+")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_part_of_a_page_takes_the_key_of_a_menu(start, language):
    session = start()
    session.desk.preferences.set("language", language)
    window = session.window
    window.training.show_page()
    window.show_page(WORKLIST)
    menus = {letter(menu.title()) for menu in window.menus.menus}
    assert len(menus) == 6 and "" not in menus
    parts = window.findChildren(QAbstractButton)
    held = {letter(part.text()) for part in parts} | {
        part.shortcut().toString().removeprefix("Alt+") for part in parts
    }
    assert held & menus == set()
    assert "Ctrl+Space" not in held  # changes the input method
    session.desk.preferences.set("language", "en")


def test_the_first_start_says_what_to_do_next(session):
    page = session.window.read_page
    welcome = page.viewer.welcome
    assert welcome.isVisible()
    for choice in (welcome.sample, welcome.folder, welcome.files, welcome.import_button):
        assert choice.isVisible()
        assert choice.toolTip()
    assert not page.neighbours.isVisible()
    assert session.window.footer.notice.text() == "Decision support, not a diagnosis."


def test_the_sample_is_one_click_away(qtbot, session):
    session.window.read_page.viewer.welcome.sample.click()
    qtbot.waitUntil(lambda: len(session.desk.worklist) > 10, timeout=30_000)
    qtbot.waitUntil(lambda: not session.window.activity.lines, timeout=30_000)
    cases = session.window.read_page.cases
    qtbot.waitUntil(lambda: cases.current is not None, timeout=5000)
    assert session.window.problems.problems == []


def test_everything_that_can_be_used_has_a_tip_or_a_name(session):
    window = session.window
    silent = [
        f"{type(widget.parent()).__name__} > {type(widget).__name__} {widget.objectName()}"
        for kind in (QAbstractButton, QComboBox, QSpinBox, QLineEdit)
        for widget in window.findChildren(kind)
        if not widget.toolTip() and not widget.accessibleName()
        if not widget.objectName().startswith("qt_")
        if not isinstance(widget.parent(), QLineEdit | QSpinBox)  # parts of Qt's own
    ]
    assert silent == []


def test_no_attribute_hides_a_method_of_qt(session):
    # PySide calls the attribute in place of the method, and ends the process.
    window = session.window
    dialogs = (SettingsDialog(session.desk, window), ImportDialog(window))
    hidden = [
        (type(thing).__name__, name)
        for thing in [window, *dialogs, *window.findChildren(QObject), *session.children()]
        for name in vars(thing)
        if _hides_method(thing, name)
    ]
    assert hidden == []


def _hides_method(thing: QObject, name: str) -> bool:
    base = next(kind for kind in type(thing).__mro__ if kind.__module__.startswith("PySide6"))
    return hasattr(base, name) and not isinstance(getattr(base, name), Signal)


def test_no_two_actions_listen_to_one_key(session):
    window = session.window
    menus = [key for a in window.menus.actions_by_name.values() for key in a.shortcuts()]
    view = window.read_page.viewer.view
    for bar in (view.photo, view.series):
        keys = menus + [key for action in bar.actions() for key in action.shortcuts()]
        names = [key.toString() for key in keys]
        assert sorted(names) == sorted(set(names))


def test_the_sheet_of_keys_lists_accept_and_every_grade(qtbot, session):
    groups = dict(window_groups(session.window))
    assert ("Accept the grade", "Enter") in groups["Grade"]
    assert [keys for _, keys in groups["Grade"]][1:7] == ["0", "1", "2", "3", "4", "U"]
    keys = {key: words for words, key in groups["Photograph"]}
    assert "Accept" in keys["Y"] and "Reject" in keys["X"] and "back" in keys["Shift+Y"]
    assert groups["Answer"] == [("Your word on macular oedema", "O")]
    assert {("Assign", "A"), ("Second read", "D")} <= set(groups["Worklist"])
    sheet = ShortcutsDialog(list(groups.items()), session.window)
    qtbot.addWidget(sheet)


def test_settings_count_at_once_and_last(start, session):
    dialog = SettingsDialog(session.desk, session.window)
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.theme.activated.emit(dialog.theme.currentIndex())
    dialog.neighbours.setValue(7)
    dialog.reader.setText("Dr. A. Meyer")
    dialog.reject()
    assert session.desk.theme.tokens.name == "dark"
    assert session.window.read_page.neighbours.controls.count.value() == 7
    session.window.resize(960, 700)

    again = start()
    assert again.desk.theme.tokens.name == "dark"
    assert again.desk.preferences.neighbours == 7
    assert again.desk.preferences.reader_name == "Dr. A. Meyer"
    assert again.window.size().toTuple() == (960, 700)


def test_damaged_settings_are_told_once(start, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "settings.json").write_text("{")
    session = start()
    assert "settings-damaged.json" in session.window.errors.message.text()
    assert session.window.errors.isVisible()
    try:
        session.desk.preferences.set("language", "zh_CN")
        assert not session.window.errors.isVisible()
    finally:
        session.desk.preferences.set("language", "en")
    assert not start().window.errors.isVisible()


def test_another_language_gives_a_window_with_the_same_cases(qtbot, session):
    session.window.read_page.viewer.welcome.sample.click()
    qtbot.waitUntil(lambda: len(session.desk.worklist) > 10, timeout=30_000)
    qtbot.waitUntil(lambda: not session.window.activity.lines, timeout=30_000)
    count = len(session.desk.worklist)
    try:
        session.desk.preferences.set("language", "zh_CN")
        assert session.window.footer.notice.text() == "仅供决策参考，不构成诊断。"
        qtbot.waitUntil(lambda: session.window.read_page.cases.model.rowCount() > count)
    finally:
        session.desk.preferences.set("language", "en")
    assert session.window.footer.notice.text() == "Decision support, not a diagnosis."


def test_pages_change_by_key(qtbot, session):
    window = session.window
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.currentWidget() is window.library_page
    qtbot.waitUntil(lambda: window.library_page.empty.isVisible(), timeout=5000)
    assert window.library_page.empty.title.text() == "The library is empty"
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.currentWidget() is window.read_page


def test_an_import_cannot_start_before_everything_is_there(qtbot, session, tmp_path):
    dialog = ImportDialog(session.window)
    qtbot.addWidget(dialog)
    assert not dialog.start.isEnabled()
    dialog.folder.setText(str(tmp_path))
    assert dialog.start.isEnabled()
    dialog.by_table.setChecked(True)
    assert not dialog.start.isEnabled()
    assert dialog.missing.text() == "Choose the CSV table."
