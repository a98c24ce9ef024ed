"""The import dialog names a public set before it is imported, and lets go of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from medview.bootstrap import build_services
from medview.ui.application import Session
from medview.ui.import_dialog import ImportDialog
from tests.app import set_layouts as layouts

PATIENCE = 20_000


@pytest.fixture
def session(qapp, tmp_path: Path) -> Iterator[Session]:
    opened = Session(build_services(tmp_path / "home"), qapp)
    yield opened
    opened.window.close()
    opened.end()
    opened.window.deleteLater()
    opened.deleteLater()


@pytest.fixture
def dialog(qtbot, session) -> ImportDialog:
    dialog = ImportDialog(session.window, desk=session.desk)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def aptos(tmp_path, sample) -> Path:
    return layouts.aptos(tmp_path / "aptos", sample / "fundus" / "synthetic-03-OD.jpg")


def test_a_public_set_is_named_with_size_licence_and_credit(qtbot, dialog, aptos):
    assert not dialog.by_set.isVisible()
    dialog.folder.setText(str(aptos))
    qtbot.waitUntil(dialog.by_set.isVisible, timeout=PATIENCE)
    words = dialog.recognised.toPlainText()
    assert "APTOS 2019, training: 2 photographs, 2 with a grade." in words
    assert "Kaggle competition" in words and "Aravind" in words
    assert dialog.by_set.isChecked() and not dialog.source.isEnabled()
    assert dialog.order.as_set and dialog.start.isEnabled()
    dialog.by_folder.setChecked(True)
    assert not dialog.order.as_set and dialog.source.isEnabled()


def test_another_folder_is_looked_at_anew(qtbot, dialog, aptos, tmp_path):
    dialog.folder.setText(str(aptos))
    qtbot.waitUntil(dialog.by_set.isVisible, timeout=PATIENCE)
    (tmp_path / "other").mkdir()
    dialog.folder.setText(str(tmp_path / "other"))
    assert not dialog.by_set.isVisible() and dialog.by_folder.isChecked()
    assert dialog.order.as_set  # not looked at yet: the import itself does
    qtbot.waitUntil(lambda: not dialog.order.as_set, timeout=PATIENCE)


def test_what_cannot_be_imported_is_said_before(qtbot, dialog, aptos):
    layouts.table(aptos / "train.csv", "id_code,diagnosis", "000c1434d8d7,9")
    dialog.folder.setText(str(aptos))
    qtbot.waitUntil(dialog.recognised.isVisible, timeout=PATIENCE)
    assert "no grade from 0 to 4" in dialog.recognised.toPlainText()
    assert not dialog.by_set.isVisible()


def test_missing_photographs_are_counted_before(qtbot, dialog, aptos):
    (aptos / "train_images" / "000c1434d8d7.png").unlink()
    dialog.folder.setText(str(aptos))
    qtbot.waitUntil(dialog.by_set.isVisible, timeout=PATIENCE)
    assert "Missing: 1 photographs" in dialog.recognised.toPlainText()


def test_a_dialog_that_closes_looks_no_longer(qtbot, session, dialog, aptos):
    dialog.folder.setText(str(aptos))
    dialog.reject()
    qtbot.wait(400)
    assert not dialog.recognised.toPlainText()
