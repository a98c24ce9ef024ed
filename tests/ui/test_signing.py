"""What was signed is kept: behind busy threads, in order, and when the window closes at once."""

from __future__ import annotations

import time

import pytest

from medview.bootstrap import build_services
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.grade import Grade
from medview.ui.application import Session

EYE = Case(CaseId("eye"), FUNDUS, (ImageRef("nowhere.jpg"),), Patient("p"))
IN_TURN = [Grade(number % 5) for number in range(10)]


@pytest.fixture
def busy_session(qapp, tmp_path):
    """Return a window on an eye, with every quick thread busy and more work in line."""
    session = Session(build_services(tmp_path), qapp)
    session.desk.preferences.set("reader_name", "Dr. A. Meyer")
    for _ in range(20):
        session.desk.jobs.run(lambda: time.sleep(0.5))
    session.window.read_page.answer.show_case(EYE)
    yield session
    session.window.deleteLater()
    session.deleteLater()


def test_a_signature_outlives_a_window_that_is_closed_at_once(busy_session, tmp_path):
    busy_session.window.read_page.answer.decide(Grade.SEVERE)
    busy_session.window.close()
    busy_session.end()
    assert kept(tmp_path) == [Grade.SEVERE]


def test_quick_signatures_are_kept_in_order(busy_session, tmp_path):
    for grade in IN_TURN:
        busy_session.window.read_page.answer.decide(grade)
    busy_session.window.close()
    busy_session.end()
    assert kept(tmp_path) == IN_TURN


def kept(home) -> list[Grade | None]:
    """Return what is in the library of a home, opened anew."""
    services = build_services(home)
    try:
        return [signed.grade for signed in services.signed_grades(EYE.id)]
    finally:
        services.close()
