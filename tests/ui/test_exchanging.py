"""Files of cases through the window: what is shown before, dropped, imported and said after."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from medview.bootstrap import build_services
from medview.domain.exchange import ENDING, ExportOrder, Parcel, Signer, Standing
from medview.domain.job import JobContext
from medview.ui.application import Session
from medview.ui.export_dialog import ExportDialog
from medview.ui.parcel_dialog import ParcelDialog
from tests.app.test_exchange import write_ct

PATIENCE = 30_000


@pytest.fixture
def session(qapp, tmp_path: Path) -> Iterator[Session]:
    services = build_services(tmp_path / "home")
    write_ct(tmp_path / "Mustermann" / "CT")
    services.import_cases([tmp_path / "Mustermann"], None, "own", JobContext())
    [case] = services.library_cases()
    from dataclasses import replace

    services.describe_case(
        replace(case, label="nodule", findings="Round, 8 mm.", outcome="of Erika", tags=("rare",))
    )
    opened = Session(services, qapp)
    opened.window.resize(1280, 720)
    opened.window.show()
    opened.window.show_page(1)
    yield opened
    opened.window.close()
    opened.end()
    opened.window.deleteLater()
    opened.deleteLater()


@pytest.fixture
def parcel(tmp_path: Path) -> Path:
    """Return a file of another site."""
    services = build_services(tmp_path / "other")
    write_ct(tmp_path / "CT2", slices=2)
    services.import_cases([tmp_path / "CT2"], None, "own", JobContext())
    target = tmp_path / f"sent{ENDING}"
    ids = tuple(case.id for case in services.library_cases())
    services.export_cases(ExportOrder(ids, "Clinic B"), target, JobContext())
    services.close()
    return target


def listed(session: Session, qtbot):
    page = session.window.library_page
    qtbot.waitUntil(lambda: page.model.rowCount() > 0, timeout=PATIENCE)
    return page


def test_what_would_be_sent_is_shown_before(session, qtbot):
    page = listed(session, qtbot)
    dialog = ExportDialog(session.desk, [page.model.ids_at([0])[0]], session.window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "nodule" in dialog.preview.toPlainText(), timeout=PATIENCE)
    text = dialog.preview.toPlainText()
    assert text.startswith("1 case, 1 patient, 3 images") and "rare" in text
    assert "Round" not in text and "Erika" not in text and "its outcome" in text
    assert dialog.warning.text() == "The findings stay here."
    assert not dialog.start.isEnabled() and "name of your site" in dialog.missing.text()
    qtbot.keyClicks(dialog.site, "Clinic A")
    assert dialog.start.isEnabled() and dialog.missing.isHidden()
    qtbot.waitUntil(lambda: len(dialog.fingerprint.text().split()) == 8, timeout=PATIENCE)
    dialog.with_texts.click()
    assert "may name a patient" in dialog.warning.text()
    qtbot.waitUntil(lambda: "Round, 8 mm." in dialog.preview.toPlainText(), timeout=PATIENCE)
    assert dialog.order.with_texts and dialog.order.site == "Clinic A"


def test_export_from_the_library_page(session, qtbot, monkeypatch, tmp_path):
    page = listed(session, qtbot)
    target = tmp_path / "out"

    def accept(dialog):
        dialog.site.setText("Clinic A")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ExportDialog, "exec", accept)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(target), ""))
    exchanging = session.window.exchanging
    with qtbot.waitSignal(exchanging.ended, timeout=PATIENCE) as said:
        qtbot.keyClick(
            session.window,
            Qt.Key.Key_X,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
    assert "1 case written" in said.args[0] and "fingerprint" in said.args[0]
    assert target.with_name(f"out{ENDING}").is_file()
    assert session.desk.services.settings.get().site_name == "Clinic A"
    assert page.export_button.isEnabled() and "Ctrl+Shift+X" in page.export_button.toolTip()


def test_an_empty_library_has_nothing_to_export(session, qtbot):
    page = listed(session, qtbot)
    with qtbot.waitSignal(session.window.exchanging.ended) as said:
        session.window.exchanging.ask_export([])
    assert "no case" in said.args[0]
    session.desk.services.remove_cases([page.model.ids_at([0])[0]])
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == 0, timeout=PATIENCE)
    assert not page.export_button.isEnabled()


def test_a_dropped_file_is_imported_after_its_signer_was_shown(session, qtbot, monkeypatch, parcel):
    seen = []

    def accept(dialog):
        seen.append(dialog.standing.text())
        dialog.compared.setChecked(True)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ParcelDialog, "exec", accept)
    window = session.window
    with qtbot.waitSignal(window.exchanging.ended, timeout=PATIENCE) as said:
        window.drop_hint.dropped.emit([parcel])
    assert seen == ["⚠ Signed by Clinic B, not known to you."]
    assert said.args[0] == "From Clinic B: 1 case added."
    assert {case.source for case in session.desk.services.library_cases()} == {"own", "Clinic B"}
    qtbot.waitUntil(lambda: window.library_page.model.rowCount() == 2, timeout=PATIENCE)
    with qtbot.waitSignal(window.exchanging.ended, timeout=PATIENCE) as said:
        window.exchanging.look_at([parcel])
    assert seen[1] == "✓ Signed by Clinic B, known to you."
    assert said.args[0] == "From Clinic B: 0 cases added, 1 there already."


def test_a_changed_file_is_an_error_and_the_next_is_still_looked_at(
    session, qtbot, monkeypatch, parcel, tmp_path
):
    monkeypatch.setattr(ParcelDialog, "exec", lambda dialog: QDialog.DialogCode.Rejected)
    broken = tmp_path / f"broken{ENDING}"
    shutil.copy(parcel, broken)
    with broken.open("r+b") as stream:
        stream.seek(300)
        stream.write(b"x")
    asked = []
    monkeypatch.setattr(session.window.exchanging, "ask_about", asked.append)
    with qtbot.waitSignal(session.desk.jobs.unhandled, timeout=PATIENCE) as failed:
        session.window.exchanging.look_at([broken, parcel])
    assert "changed after it was signed" in failed.args[0].message
    qtbot.waitUntil(lambda: len(asked) == 1, timeout=PATIENCE)
    assert not asked[0].path.startswith(str(broken))


@pytest.mark.parametrize("standing", list(Standing))
def test_who_signed_is_said_in_words_and_a_false_name_is_not_taken(session, qtbot, standing):
    shown = Parcel("/x", Signer("Clinic B", b"k" * 32), standing, 2, 5, 10**6, "2026", False, "a b")
    dialog = ParcelDialog(shown, session.window)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Clinic B" in dialog.standing.text()
    assert dialog.fingerprint.text() == shown.signer.fingerprint
    assert dialog.compared.isVisible() is (standing in (Standing.UNKNOWN, Standing.OTHER_KEY))
    assert dialog.start.isEnabled() is (standing is not Standing.OTHER_KEY)
    dialog.compared.setChecked(True)
    assert dialog.start.isEnabled()


def test_the_import_dialog_leads_to_files_of_cases(session, qtbot, monkeypatch):
    from medview.ui.import_dialog import ImportDialog

    monkeypatch.setattr(ImportDialog, "exec", lambda dialog: dialog.parcel.click() or 0)
    with qtbot.waitSignal(session.window.importing.parcel_asked, timeout=PATIENCE):
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *a: ([], ""))
        session.window.importing.ask()
