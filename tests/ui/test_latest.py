"""An older, slower answer never replaces a newer one."""

from __future__ import annotations

import time

import pytest

from medview.bootstrap import build_services
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.ui.application import Session
from medview.ui.latest import Latest


def slowly(answer: str, seconds: float) -> str:
    time.sleep(seconds)
    return answer


def test_the_newest_question_alone_is_answered(qtbot, jobs):
    answers: list[str] = []
    latest = Latest(jobs)
    latest.run(slowly, "old", 0.3, then=answers.append)
    latest.run(slowly, "new", 0.0, then=answers.append)
    qtbot.waitUntil(lambda: jobs.running == 0)
    qtbot.wait(400)
    assert answers == ["new"]


def test_a_dropped_question_has_no_answer(qtbot, jobs):
    answers: list[str] = []
    latest = Latest(jobs)
    latest.run(slowly, "old", 0.1, then=answers.append)
    latest.drop()
    qtbot.wait(300)
    assert answers == []


@pytest.fixture
def session(qapp, tmp_path):
    session = Session(build_services(tmp_path), qapp)
    yield session
    session.window.close()
    session.end()
    session.window.deleteLater()
    session.deleteLater()


def test_the_library_shows_what_was_searched_last(qtbot, session, monkeypatch):
    def ids_of(modality: str, label: str, text: str) -> list[CaseId]:
        time.sleep(0.4 if text == "slow" else 0.0)
        return [CaseId(text)]

    def cases_of(ids: list[CaseId]) -> list[Case]:
        return [Case(i, FUNDUS, (ImageRef("a.jpg"),), Patient("p"), title=i) for i in ids]

    monkeypatch.setattr(session.desk.services, "library_ids", ids_of)
    monkeypatch.setattr(session.desk.services, "library_cases_of", cases_of)
    page = session.window.library_page
    for text in ("slow", "quick"):
        page.search.setText(text)
        page._read_cases()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=5000)
    qtbot.wait(800)
    assert page.model.case_at(0).title == "quick"
