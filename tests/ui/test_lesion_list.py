"""The lesion checklist: marked, kept with the signature, shown later, and a hint at most."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from medview.bootstrap import build_services
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.checklist import Finding, Lesion
from medview.domain.grade import Grade
from medview.ui.application import Session
from medview.ui.checklist_words import doubt_words, lesion_words
from medview.ui.lesion_list import LesionList

EYE = Case(CaseId("eye"), FUNDUS, (ImageRef("nowhere.jpg"),), Patient("p"))
OTHER = Case(CaseId("other"), FUNDUS, (ImageRef("elsewhere.jpg"),), Patient("q"))
P, A = Finding.PRESENT, Finding.ABSENT


@pytest.fixture
def lesions(qtbot) -> LesionList:
    made = LesionList()
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_is_folded_until_it_is_wanted(lesions):
    key = lesions.key(Lesion.IRMA, P)
    assert not key.isVisible() and lesions.findings == {}
    lesions.unfold.click()
    assert key.isVisible()
    lesions.unfold.click()
    assert not key.isVisible()


def test_a_lesion_is_present_absent_or_not_looked_at(lesions):
    present, absent = (lesions.key(Lesion.IRMA, finding) for finding in (P, A))
    present.click()
    assert lesions.findings == {Lesion.IRMA: P}
    absent.click()
    assert lesions.findings == {Lesion.IRMA: A} and not present.isChecked()
    absent.click()
    assert lesions.findings == {}


def test_the_rest_is_absent_with_one_press(lesions):
    lesions.key(Lesion.NEW_VESSELS, P).click()
    lesions.rest.click()
    assert lesions.findings == dict.fromkeys(Lesion, A) | {Lesion.NEW_VESSELS: P}
    assert "11 / 11" in lesions.unfold.text()


def test_every_key_says_what_it_marks(lesions):
    for lesion in Lesion:
        for finding in Finding:
            key = lesions.key(lesion, finding)
            assert lesion_words(lesion) in key.toolTip() == key.accessibleName()


def test_the_hint_names_lesion_and_grade(qapp):
    assert doubt_words(Grade.SEVERE, {Lesion.NEW_VESSELS: P}) == (
        "New vessels usually go with 4 PDR."
    )
    assert doubt_words(Grade.NO_DR, {Lesion.HAEMORRHAGE: P}) == (
        "Haemorrhages usually go with 2 Moderate NPDR or worse."
    )
    assert "4 PDR" in doubt_words(Grade.PROLIFERATIVE, dict.fromkeys(Lesion, A))
    assert doubt_words(Grade.SEVERE, {Lesion.IRMA: P}) == doubt_words(None, {}) == ""


@pytest.fixture
def start(qapp, tmp_path):
    sessions = []

    def end():
        session = sessions.pop()
        session.window.close()
        session.end()
        session.window.deleteLater()
        session.deleteLater()

    def begin():
        if sessions:
            end()
        sessions.append(Session(build_services(tmp_path), qapp))
        sessions[-1].desk.preferences.set("reader_name", "Dr. A. Meyer")
        sessions[-1].window.read_page.answer.show_case(EYE)
        return sessions[-1].window.read_page.answer

    yield begin
    end()


def test_a_checklist_goes_with_its_signature_and_outlives_the_window(qtbot, start):
    answer = start()
    box = answer.sign_box
    box.lesions.key(Lesion.NEW_VESSELS, P).click()
    answer.decide(Grade.SEVERE)
    qtbot.waitUntil(lambda: "New vessels" in box.state_detail.text(), timeout=10_000)
    assert box.state_title.text() == "Signed: 3 Severe NPDR"  # a hint blocks nothing
    assert box.doubt.text() == "New vessels usually go with 4 PDR."
    assert box.lesions.findings == {}

    box = start().sign_box
    answer = box.window().read_page.answer
    signed = answer._desk.services.signed_grades(EYE.id)
    answer._desk.worklist.set_signatures(EYE.id, signed)
    qtbot.waitUntil(lambda: "New vessels; 10 not" in box.state_detail.text(), timeout=10_000)
    assert "IRMA: not looked at" in box.state.toolTip()
    listed = answer._desk.services.lesion_checklist(EYE.id)
    assert (listed.findings, listed.reader) == ({Lesion.NEW_VESSELS: P}, "Dr. A. Meyer")
    assert listed.signed_at == signed[-1].signed_at <= datetime.now(UTC)


def test_a_signature_without_a_checklist_has_none(qtbot, start):
    answer = start()
    box = answer.sign_box
    box.lesions.key(Lesion.NEW_VESSELS, P).click()
    answer.decide(Grade.PROLIFERATIVE)
    answer.decide(Grade.MILD)
    qtbot.waitUntil(lambda: "Mild" in box.state_title.text(), timeout=10_000)
    qtbot.wait(200)
    assert "Lesions" not in box.state_detail.text() and not box.doubt.text()
    assert answer._desk.services.lesion_checklist(EYE.id) is None


def test_marks_stay_with_their_case_until_it_is_signed(start):
    answer = start()
    answer.sign_box.lesions.key(Lesion.IRMA, P).click()
    answer.show_case(OTHER)
    assert answer.sign_box.lesions.findings == {}
    answer.show_case(EYE)
    assert answer.sign_box.lesions.findings == {Lesion.IRMA: P}
