"""A clinic changes its model, goes back, and accepts it for its own photographs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from medview.domain.job import JobContext
from tests.app.conftest import few_eyes, second_model

__all__ = ["few_eyes"]  # a fixture

PATIENCE = 120_000
CONTROL = Qt.KeyboardModifier.ControlModifier
BATCH = "medview.app.embed_missing.BATCH"


def yes(*_):
    return QMessageBox.StandardButton.Yes


def asked_for_new(qtbot, window, new):
    """Open the Models page and put the new model to use there; return the page."""
    qtbot.keyClick(window, Qt.Key.Key_5, CONTROL)
    page = window.models_page
    qtbot.waitUntil(lambda: page.model.rowCount() == 6, timeout=PATIENCE)
    page.table.clearSelection()
    page.table.choose([new])
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    return page


def test_the_old_model_answers_until_the_library_is_embedded(
    qtbot, start, session, dropped, home, few_eyes, monkeypatch
):
    monkeypatch.setattr(BATCH, 1)
    monkeypatch.setattr(QMessageBox, "question", yes)
    services, window = session.desk.services, session.window
    services.import_cases([few_eyes], None, "", JobContext())
    old, new = services.model_for("FUNDUS").ref.digest, second_model(home)
    dropped(window, few_eyes / "synthetic-05-OD.jpg")
    said = window.read_page.answer.estimate_view.model
    qtbot.waitUntil(lambda: old[:12] in said.text(), timeout=PATIENCE)

    page = asked_for_new(qtbot, window, new)
    qtbot.waitUntil(lambda: session.desk.switching.latest.done >= 1, timeout=PATIENCE)
    qtbot.waitUntil(page.banner.isVisible, timeout=PATIENCE)
    assert f"({new[:12]}) is being prepared" in page.banner.words.text()
    assert f"({old[:12]}) answers" in page.banner.words.text()
    assert not page.use_button.isEnabled()
    (line,) = window.activity.lines
    assert "until then the model in use answers" in line.title.text()
    page.banner.cancel.click()
    qtbot.waitUntil(lambda: not page.banner.isVisible(), timeout=PATIENCE)
    assert services.model_for("FUNDUS").ref.digest == old

    asked_for_new(qtbot, window, new)
    qtbot.waitUntil(lambda: session.desk.switching.is_running, timeout=PATIENCE)
    again = start()  # closed and opened again while the library is being embedded
    window = again.window
    qtbot.waitUntil(lambda: new[:12] in window.footer.model.text(), timeout=PATIENCE)
    dropped(window, few_eyes / "synthetic-05-OD.jpg")
    said = window.read_page.answer.estimate_view.model
    qtbot.waitUntil(lambda: new[:12] in said.text(), timeout=PATIENCE)
    assert again.desk.services.registry.previous("dr-grading").ref.digest == old


def test_the_model_is_accepted_for_this_site(
    qtbot, session, dropped, few_eyes, monkeypatch, when_dialog_opens
):
    monkeypatch.setattr("medview.learning.acceptance.LEAST", 1)
    services, window = session.desk.services, session.window
    services.import_cases([few_eyes], None, "", JobContext())
    dropped(window, few_eyes / "synthetic-05-OD.jpg")
    view = window.read_page.answer.estimate_view
    qtbot.waitUntil(lambda: bool(view.model.text()), timeout=PATIENCE)
    before = view.referable.text()
    seen = []

    def accept(dialog):
        qtbot.waitUntil(dialog.start.isEnabled, timeout=PATIENCE)
        assert not dialog.take.isEnabled() and not dialog.back.isEnabled()
        dialog.eyes.setValue(80)
        dialog.start.click()
        qtbot.waitUntil(lambda: dialog.report is not None, timeout=PATIENCE)
        seen.append(dialog.text.toPlainText())
        dialog.name.clear()
        assert not dialog.take.isEnabled()
        dialog.name.setText("Dr. B. Brandt")
        dialog.take.click()
        qtbot.waitUntil(dialog.back.isEnabled, timeout=PATIENCE)
        assert "accepted" in dialog.standing.text() and "Brandt" in dialog.standing.text()
        dialog.reject()

    when_dialog_opens(accept)
    qtbot.keyClick(window, Qt.Key.Key_5, CONTROL)
    page = window.models_page
    qtbot.waitUntil(page.site_button.isEnabled, timeout=PATIENCE)
    qtbot.keyClick(page.table, Qt.Key.Key_S)
    assert "6 photographs of 3 patients, 3 of them referable." in seen[0]
    assert "Eyes referred a week" in seen[0] and "Decision support, not a diagnosis." in seen[0]
    qtbot.waitUntil(lambda: "Calibrated for this site" in view.model.text(), timeout=PATIENCE)
    card = "Referral is calibrated for this site"
    qtbot.waitUntil(lambda: card in page.text.toPlainText(), timeout=PATIENCE)
    assert "Dr. B. Brandt" in view.model.text() and view.referable.text() != before
    qtbot.waitUntil(lambda: "calibrated for this site" in window.footer.model.text())
