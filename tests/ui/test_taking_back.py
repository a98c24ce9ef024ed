"""A signature is taken back by key or by button, and the earlier one stands again."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMessageBox

from medview.bootstrap import build_services
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.grade import Grade
from medview.ui.application import Session

EYE = Case(CaseId("eye"), FUNDUS, (ImageRef("nowhere.jpg"),), Patient("p"))


@pytest.fixture
def session(qapp, tmp_path):
    made = Session(build_services(tmp_path), qapp)
    made.desk.preferences.set("reader_name", "Dr. A. Meyer")
    made.window.read_page.answer.show_case(EYE)
    yield made
    made.window.close()
    made.end()
    made.window.deleteLater()
    made.deleteLater()


def sign(qtbot, session, grade: Grade | None) -> None:
    with qtbot.waitSignal(session.window.read_page.answer.signed, timeout=10_000):
        session.window.read_page.answer.decide(grade)


def grades(session) -> list[Grade | None]:
    return [signed.grade for signed in session.desk.services.signed_grades(EYE.id)]


def test_the_key_takes_back_one_signature_after_the_other(qtbot, session):
    window = session.window
    action = window.menus.actions_by_name["take_back"]
    box = window.read_page.answer.sign_box
    assert not action.isEnabled()
    sign(qtbot, session, Grade.MILD)
    sign(qtbot, session, Grade.SEVERE)
    for words, left in (("Signed: 1 Mild NPDR", [Grade.MILD]), ("Not signed", [])):
        with qtbot.waitSignal(window.clinic.taking_back.done, timeout=10_000):
            action.trigger()
        assert box.state_title.text() == words
        assert grades(session) == left
    assert not action.isEnabled()
    assert box.take_back.isHidden()
    assert "Taken back: 1 Mild NPDR" in window.footer.said.text()


@pytest.mark.parametrize("is_sure", [True, False])
def test_the_button_asks_first_and_no_is_the_default(qtbot, session, when_dialog_opens, is_sure):
    window = session.window
    box = window.read_page.answer.sign_box
    sign(qtbot, session, Grade.MILD)
    assert not box.take_back.isHidden()

    def answer(dialog: QMessageBox) -> None:
        assert dialog.defaultButton() is dialog.button(QMessageBox.StandardButton.No)
        assert "1 Mild NPDR" in dialog.text()
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        dialog.button(yes if is_sure else no).click()

    when_dialog_opens(answer)
    box.take_back.click()
    words = "Not signed" if is_sure else "Signed: 1 Mild NPDR"
    qtbot.waitUntil(lambda: box.state_title.text() == words, timeout=10_000)
    assert grades(session) == ([] if is_sure else [Grade.MILD])
    assert window.menus.actions_by_name["take_back"].isEnabled() is not is_sure


def test_the_signature_of_another_is_not_offered(qtbot, session):
    sign(qtbot, session, Grade.MILD)
    session.desk.preferences.set("reader_name", "Dr. B. Okoro")
    session.window.read_page.answer.show_case(EYE)
    assert session.window.read_page.answer.sign_box.take_back.isHidden()


def test_a_second_reader_of_another_mind_is_shown_beside_the_first(qtbot, session):
    answer = session.window.read_page.answer
    sign(qtbot, session, Grade.MILD)
    assert answer.sign_box.state.property("tone") == "good"
    session.desk.preferences.set("reader_name", "Dr. B. Okoro")
    sign(qtbot, session, Grade.SEVERE)
    words = answer.sign_box.state_detail.text()
    assert "Dr. A. Meyer: 1 Mild NPDR · Dr. B. Okoro: 3 Severe NPDR" in words
    assert answer.sign_box.state.property("tone") == "warning"
    session.desk.preferences.set("reader_name", "Dr. C. Novak")
    sign(qtbot, session, Grade.SEVERE)
    assert answer.sign_box.state.property("tone") == "good"
    assert "disagree" not in answer.sign_box.state_detail.text()


def test_a_second_reader_sees_no_grade_of_the_visit_until_it_is_not_wanted_any_more(qtbot, session):
    worklist, box = session.desk.worklist, session.window.read_page.answer.sign_box
    worklist.add(EYE)
    sign(qtbot, session, Grade.MILD)
    session.desk.preferences.set("reader_name", "Dr. B. Okoro")
    with qtbot.waitSignal(worklist.answer_changed):
        worklist.set_second_reads(frozenset({(EYE.patient.key, EYE.study_date)}))
    assert worklist.signatures(EYE) == () and "blind" in box.state_title.text()
    with qtbot.waitSignal(worklist.answer_changed):
        worklist.set_second_reads(frozenset())
    assert box.state_title.text() == "Signed: 1 Mild NPDR"
