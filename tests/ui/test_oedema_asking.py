"""What is shown of macular oedema follows who reads: another's word may be hidden."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from medview.bootstrap import build_services
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.grade import Grade
from medview.domain.model import ModelRef
from medview.domain.oedema import OedemaDecision, OedemaEstimate, OedemaReading, OedemaRisk
from medview.ui.application import Session

EYE = Case(CaseId("eye"), FUNDUS, (ImageRef("nowhere.jpg"),), Patient("p"))
MODEL = ModelRef("lesions", "1.0.0", "ab" * 32)
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
SAID = OedemaRisk.POSSIBLE
ESTIMATE = OedemaEstimate(EYE.id, SAID, 0.001, "", MODEL)
WORD = OedemaDecision(EYE.id, OedemaRisk.REFERABLE, SAID, "Dr. A. Meyer", NOON, MODEL)


@pytest.fixture
def session(qapp, tmp_path):
    made = Session(build_services(tmp_path), qapp)
    made.desk.preferences.set("reader_name", "Dr. A. Meyer")
    made.desk.worklist.add(EYE)
    made.desk.worklist.set_oedema(EYE.id, OedemaReading(ESTIMATE, WORD))
    made.window.read_page.answer.show_case(EYE)
    yield made
    made.window.close()
    made.end()
    made.window.deleteLater()
    made.deleteLater()


def sign(qtbot, session, grade: Grade) -> None:
    with qtbot.waitSignal(session.window.read_page.answer.signed, timeout=20_000):
        session.window.read_page.answer.decide(grade)


def test_anothers_word_is_hidden_as_soon_as_a_second_read_is_wanted(qtbot, session):
    title = session.window.read_page.answer.estimate_view.oedema.title
    visit = frozenset({(EYE.patient.key, EYE.study_date)})
    sign(qtbot, session, Grade.MILD)
    session.desk.worklist.set_second_reads(visit)
    assert title.text() == "● Macular oedema: referable"  # one's own
    session.desk.preferences.set("reader_name", "Dr. B. Okoro")
    session.window.read_page.answer.show_case(EYE)
    assert title.text() == "◐ Macular oedema: possible"
    session.desk.worklist.set_second_reads(frozenset())
    assert title.text() == "● Macular oedema: referable"
    session.desk.worklist.set_second_reads(visit)
    assert title.text() == "◐ Macular oedema: possible"
    sign(qtbot, session, Grade.SEVERE)
    assert title.text() == "● Macular oedema: referable"
