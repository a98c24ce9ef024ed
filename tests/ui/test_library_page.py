"""The library page asks which photographs to label next, and hands them on as a worklist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from medview.bootstrap import build_services
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.ui.application import Session
from medview.ui.case_dialog import CaseDialog
from medview.ui.library_model import OUTCOME, TAGS

PATIENCE = 20_000


@pytest.fixture
def session(qapp, tmp_path: Path) -> Iterator[Session]:
    opened = Session(build_services(tmp_path / "home"), qapp)
    opened.window.resize(1280, 720)
    yield opened
    opened.window.close()
    opened.end()
    opened.window.deleteLater()
    opened.deleteLater()


def fill(session: Session, count: int = 30, embedded: bool = True) -> None:
    """Put photographs that nobody labelled into the library, seen by the model or not."""
    services, rng = session.desk.services, np.random.default_rng(0)
    digest = services.model_for(FUNDUS).ref.digest
    with services._library.transaction():
        for n in range(count):
            case = Case(CaseId(f"c{n}"), FUNDUS, (ImageRef(f"/{n}.jpg"),), Patient(f"P{n}"))
            services._library.add_case(case, f"{n:064}")
            if embedded:
                vector = rng.normal(size=128).astype(np.float32)
                services._library.put_embedding(case.id, digest, vector / np.linalg.norm(vector))


def shown(session: Session, qtbot):
    page = session.window.library_page
    session.window.show()
    session.window.pages.setCurrentWidget(page)
    qtbot.waitUntil(page.isVisible)
    return page


def test_twenty_photographs_without_a_grade_are_offered_as_a_worklist(session, qtbot):
    fill(session)
    page = shown(session, qtbot)
    page.worklist_asked.disconnect()  # the dialog that names the worklist waits for a person
    with qtbot.waitSignal(page.worklist_asked, timeout=PATIENCE) as asked:
        qtbot.keyClick(session.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    (cases,) = asked.args
    assert len({case.id for case in cases}) == 20
    qtbot.waitUntil(page.next_button.isEnabled)


def test_one_question_at_a_time(session, qtbot):
    page = shown(session, qtbot)
    page.next_button.click()
    assert not page.next_button.isEnabled()
    qtbot.waitUntil(page.next_button.isEnabled, timeout=PATIENCE)


@pytest.mark.parametrize(("count", "words"), [(0, "has a grade"), (3, "ask again")])
def test_when_there_is_nothing_to_offer_the_page_says_why(session, qtbot, count, words):
    fill(session, count, embedded=False)
    page = shown(session, qtbot)
    with qtbot.waitSignal(page.said, timeout=PATIENCE) as said:
        page.next_button.click()
    assert words in said.args[0]
    qtbot.waitUntil(lambda: words in session.window.activity.summary.text())


def test_a_case_is_described_and_found_by_it(session, qtbot, monkeypatch):
    fill(session, 3, embedded=False)
    page = shown(session, qtbot)
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == 3, timeout=PATIENCE)
    assert page.table.isColumnHidden(OUTCOME) and page.table.isColumnHidden(TAGS)
    assert not page.describe_button.isEnabled()

    def write(dialog: CaseDialog) -> QDialog.DialogCode:
        dialog.findings.setPlainText("Drusen at the macula")
        dialog.outcome.setCurrentText("stable")
        dialog.tags.setText("rare, rare;  to teach")
        dialog.label.setCurrentText("1")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(CaseDialog, "exec", write)  # it would wait for a person
    page.table.selectRow(1)
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: not page.table.isColumnHidden(OUTCOME), timeout=PATIENCE)
    case = page.model.case_at(1)
    assert (case.label, case.outcome, case.tags) == ("1", "stable", ("rare", "to teach"))
    assert page.model.index(1, TAGS).data() == "rare, to teach"
    assert "Drusen" in page.model.index(1, OUTCOME).data(Qt.ItemDataRole.ToolTipRole)
    page.search.setText("drusen")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=PATIENCE)
