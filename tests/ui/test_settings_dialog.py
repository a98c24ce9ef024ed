"""The library in the settings: which is in use, and another that is tried before it is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from medview.bootstrap import build_services
from medview.ui.application import Session
from medview.ui.settings_dialog import SettingsDialog

PATIENCE = 20_000


@pytest.fixture
def session(qapp: Any, tmp_path: Path) -> Iterator[Session]:
    session = Session(build_services(tmp_path / "home"), qapp)
    yield session
    session.window.close()
    session.end()
    session.window.deleteLater()
    session.deleteLater()


@pytest.fixture
def dialog(session: Session, qtbot: Any) -> SettingsDialog:
    dialog = SettingsDialog(session.desk, session.window)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def typed(qtbot: Any, dialog: SettingsDialog, place: str) -> None:
    dialog.library.place.clear()
    qtbot.keyClicks(dialog.library.place, place)


def pressed(qtbot: Any, dialog: SettingsDialog, button: Any) -> str:
    """Press a button of the library, wait for the answer and return it."""
    box = dialog.library
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not box.test.isEnabled() and not box.use.isEnabled() and box.cancel.isVisible()
    qtbot.waitUntil(box.test.isEnabled, timeout=PATIENCE)
    assert not box.cancel.isVisible() and box.found.isVisible()
    return str(box.found.text())


def kept(tmp_path: Path) -> str:
    file = tmp_path / "home" / "settings.json"
    return str(json.loads(file.read_text())["library"]) if file.exists() else ""


def test_a_server_is_tested_then_used_from_the_next_start(
    qtbot: Any, qapp: Any, dialog: SettingsDialog, session: Session, server: Any, tmp_path: Path
):
    box, url = dialog.library, server.new_database()
    assert str(tmp_path / "home" / "library.sqlite") in box.in_use.text()
    typed(qtbot, dialog, url)
    told = pressed(qtbot, dialog, box.test)
    assert told.startswith("✓ PostgreSQL") and "no library yet" in told
    assert kept(tmp_path) == "" and "next start" not in box.in_use.text()
    assert "next start" in pressed(qtbot, dialog, box.use)
    assert kept(tmp_path) == url and "From the next start: postgresql://" in box.in_use.text()
    assert not session.desk.services.library_is_shared  # until then, the one in use
    later = build_services(tmp_path / "home") if session.end() is None else None
    assert later is not None and later.library_is_shared
    later.close()


def test_a_variable_of_the_computer_goes_before_what_is_kept(
    qtbot: Any, dialog: SettingsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("MEDVIEW_LIBRARY", str(tmp_path / "here.sqlite"))
    typed(qtbot, dialog, str(tmp_path / "there.sqlite"))
    told = pressed(qtbot, dialog, dialog.library.use)
    assert "MEDVIEW_LIBRARY" in told and "next start" not in told
    assert kept(tmp_path) == str(tmp_path / "there.sqlite")


def test_what_is_wrong_is_said_with_what_to_do(qtbot: Any, dialog: SettingsDialog, tmp_path: Path):
    box = dialog.library
    typed(qtbot, dialog, "postgresql://ann@127.0.0.1:1/medview")
    told = pressed(qtbot, dialog, box.use)
    assert told.startswith("✗ The server 127.0.0.1") and "Check the network" in told
    assert box.found.property("tone") == "danger" and kept(tmp_path) == ""
    assert dialog.height() >= dialog.layout().totalHeightForWidth(dialog.width())  # all is seen
    qtbot.keyClicks(box.place, "x")
    assert not box.found.isVisible()  # it was said of another place
    typed(qtbot, dialog, "postgresql://ann:geheim@localhost/medview")
    qtbot.keyClick(box.place, Qt.Key.Key_Return)
    qtbot.waitUntil(box.test.isEnabled, timeout=PATIENCE)
    assert ".pgpass" in box.found.text() and dialog.isVisible()


def test_who_does_not_wait_has_changed_nothing(
    qtbot: Any, dialog: SettingsDialog, session: Session, server: Any, tmp_path: Path
):
    box, url = dialog.library, server.new_database()
    import psycopg

    with psycopg.connect(url) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", (0x4D454456,))  # somebody writes
        typed(qtbot, dialog, url)
        qtbot.mouseClick(box.use, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(box.cancel, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(box.test.isEnabled, timeout=2000)
        assert "Nothing was changed" in box.found.text()
    assert "A library" not in pressed(qtbot, dialog, box.test)
    assert kept(tmp_path) == ""


def test_the_keys_of_the_dialog_are_each_of_one_part(dialog: SettingsDialog):
    from PySide6.QtWidgets import QAbstractButton, QLabel

    parts = [*dialog.findChildren(QLabel), *dialog.findChildren(QAbstractButton)]
    keys = [p.text()[p.text().index("&") + 1].lower() for p in parts if "&" in p.text()]
    assert len(keys) > 9 and len(keys) == len(set(keys))
