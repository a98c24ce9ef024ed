"""The library page: what to label next, what is known of a case, and very many of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from medview.bootstrap import build_services
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.errors import LibraryError
from medview.ui.application import Session
from medview.ui.case_dialog import CaseDialog
from medview.ui.library_model import (
    GONE,
    MOST_HELD,
    OUTCOME,
    PAGE,
    TAGS,
    TITLE,
    WAITING,
    LibraryModel,
)

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


def photograph(n: int) -> Case:
    return Case(CaseId(f"c{n}"), FUNDUS, (ImageRef(f"/{n}.jpg"),), Patient(f"P{n}"))


def fill(session: Session, count: int = 30, embedded: bool = True) -> None:
    """Put photographs that nobody labelled into the library, seen by the model or not."""
    services, rng = session.desk.services, np.random.default_rng(0)
    digest = services.model_for(FUNDUS).ref.digest
    with services._library.transaction():
        for n in range(count):
            services._library.add_case(photograph(n), f"{n:064}")
            if embedded:
                vector = rng.normal(size=128).astype(np.float32)
                vector /= np.linalg.norm(vector)
                services._library.put_embedding(photograph(n).id, digest, vector)


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
    qtbot.waitUntil(lambda: page.model.case_at(1).outcome == "stable", timeout=PATIENCE)
    case = page.model.case_at(1)
    assert (case.label, case.outcome, case.tags) == ("1", "stable", ("rare", "to teach"))
    assert page.model.index(1, TAGS).data() == "rare, to teach"
    assert "Drusen" in page.model.index(1, OUTCOME).data(Qt.ItemDataRole.ToolTipRole)
    page.search.setText("drusen")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=PATIENCE)


def test_of_very_many_cases_those_in_view_are_read(session, qtbot, monkeypatch):
    fill(session, 1000, embedded=False)
    page = shown(session, qtbot)
    services, read = session.desk.services, []
    cases_of = services.library_cases_of

    def counted(ids):
        read.append(list(ids))
        return cases_of(ids)

    monkeypatch.setattr(services, "library_cases_of", counted)
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1000, timeout=PATIENCE)
    expected = services.library_cases()
    assert "1000" in page.count.text().replace(",", "")
    assert page.model.case_at(0) == expected[0] and page.model.case_at(700) is None
    assert page.model.index(700, TITLE).data() == WAITING
    page.table.scrollTo(page.model.index(700, 0))
    qtbot.waitUntil(lambda: page.model.case_at(700) is not None, timeout=PATIENCE)
    assert page.model.case_at(700) == expected[700]
    assert sum(map(len, read)) <= 4 * PAGE
    page.table.selectRow(998)  # which scrolls there
    assert page.remove_button.isEnabled()
    qtbot.waitUntil(lambda: page.model.case_at(998) == expected[998], timeout=PATIENCE)
    with qtbot.waitSignal(page.case_asked, timeout=PATIENCE) as asked:
        page.show_button.click()
    assert asked.args == [expected[998]]


def test_cases_that_are_seen_no_more_are_let_go(qapp):
    model = LibraryModel()
    cases = [photograph(n) for n in range(MOST_HELD + 2 * PAGE)]
    model.show([one.id for one in cases], cases[:PAGE])
    for start in range(PAGE, len(cases), PAGE):
        model.take(cases[start : start + PAGE])
    held = [row for row in range(len(cases)) if model.case_at(row) is not None]
    assert len(held) <= MOST_HELD and len(cases) - 1 in held


def test_a_letter_key_reads_no_rows(session, qtbot):
    fill(session, 900, embedded=False)
    page = shown(session, qtbot)
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == 900, timeout=PATIENCE)
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    wanted = []
    page.model.wanted.connect(wanted.append)
    qtbot.keyClick(page.table, Qt.Key.Key_Z)
    qtbot.wait(50)
    assert wanted == []


def test_what_is_gone_is_asked_for_once_and_what_failed_again(qapp, qtbot):
    model = LibraryModel()
    cases = [photograph(n) for n in range(3)]
    model.show([one.id for one in cases], [])
    with qtbot.waitSignal(model.wanted) as wanted:
        assert model.index(1, TITLE).data() == WAITING
    assert wanted.args == [[one.id for one in cases]]
    model.ask_again()  # it could not be read
    with qtbot.waitSignal(model.wanted):
        model.index(1, TITLE).data()
    model.take([cases[0], cases[2]])
    with qtbot.assertNotEmitted(model.wanted, wait=50):
        assert model.index(1, TITLE).data() == GONE
    assert model.case_at(0) == cases[0] and model.case_at(1) is None


def test_rows_that_cannot_be_read_are_told_and_asked_for_again(session, qtbot, monkeypatch):
    fill(session, 500, embedded=False)
    page = shown(session, qtbot)
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == 500, timeout=PATIENCE)
    services = session.desk.services
    read = services.library_cases_of

    def broken(ids):
        raise LibraryError("The server did not answer.")

    monkeypatch.setattr(services, "library_cases_of", broken)
    with qtbot.waitSignal(session.desk.jobs.unhandled, timeout=PATIENCE):
        page.table.scrollTo(page.model.index(300, 0))
    monkeypatch.setattr(services, "library_cases_of", read)
    page.table.viewport().update()
    qtbot.waitUntil(lambda: page.model.case_at(300) is not None, timeout=PATIENCE)
