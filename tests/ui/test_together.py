"""Searching with a second series of the study: offered with the reason, shown by both, opened."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from medview.bootstrap import build_services
from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.job import JobContext
from medview.domain.together import NO_OTHER, Meeting, Together
from medview.ui.application import Session
from medview.ui.neighbour_model import JUDGED, NEIGHBOUR, PARTS
from medview.ui.together_words import MEETINGS, together_lines

PATIENCE = 20_000
ALONE = Case(CaseId("s"), "CT", (ImageRef("a.dcm"), ImageRef("b.dcm")), Patient("p"), study_uid="1")


@pytest.fixture(scope="module")
def studies(write_petct, tmp_path_factory):
    folder = tmp_path_factory.mktemp("studies")
    for patient, first, kinds in (
        ("query", 40, ("CT", "PT")), ("alike", 41, ("CT", "PT")), ("ct-alone", 31, ("CT",)),
        ("pet-alone", 61, ("PT",)),
    ):  # fmt: skip
        write_petct(folder, first, kinds, patient, count=3)
    return folder


def session_with(qapp, home, *paths):
    services = build_services(home)
    services.import_cases(list(paths), None, "own", JobContext())
    return Session(services, qapp)


def end(session):
    session.window.close()
    session.end()
    session.window.deleteLater()
    session.deleteLater()


@pytest.fixture
def page(qtbot, qapp, tmp_path, studies):
    """A window with the CT of the query chosen, its PET open beside it, and a library."""
    held = [studies / name for name in ("alike", "ct-alone", "pet-alone")]
    session = session_with(qapp, tmp_path, *held)
    opened: list[Case] = []
    session.desk.services.open_cases([studies / "query"], JobContext(on_item=opened.append))
    for case in sorted(opened, key=lambda one: one.modality):
        session.desk.worklist.add(case)
    page = session.window.read_page
    qtbot.waitUntil(lambda: page.answer.case is not None and page.answer.case.modality == "CT")
    page.neighbours.controls.filters = {"library": "own"}
    yield page
    end(session)


def near(page):
    model = page.neighbours.model
    return [model.index(row).data(NEIGHBOUR) for row in range(model.rowCount())]


def await_pictures(qtbot, page):
    """Wait for the library's cases of the study that has both."""
    row = [n.patient for n in near(page)].index("alike")
    model = page.neighbours.model
    qtbot.waitUntil(lambda: all(ref for _, ref in model.index(row).data(PARTS)), timeout=PATIENCE)


def test_both_are_searched_said_and_opened(qtbot, page):
    view, strip = page.answer.similar_view, page.neighbours
    assert view.second.isEnabled() and view.second_choice is None
    with qtbot.waitSignal(strip.found, timeout=PATIENCE) as found:
        page.find_together()
    assert view.second_choice.modality == "PT"
    assert found.args[0].together.meeting is Meeting.SAME_SPACE
    assert "together with PT, image" in strip.status.text()
    assert strip.query_words == "of the slice, CT together with PT"
    assert {n.patient for n in near(page)} == {"alike", "ct-alone", "pet-alone"}
    await_pictures(qtbot, page)
    row = [n.patient for n in near(page)].index("ct-alone")
    assert strip.model.index(row).data(PARTS)[1] == ("PT", None)
    tip = strip.model.index(row).data(Qt.ItemDataRole.ToolTipRole)
    assert "CT · image" in tip and "No PT in this study" in tip
    assert strip.judging.isVisibleTo(strip) and strip.list.can_judge
    assert not strip.controls.kind.isEnabled(), "each is searched among its own kind"


def test_a_neighbour_opens_beside_the_series_it_is_like(qtbot, page):
    strip = page.neighbours
    with qtbot.waitSignal(strip.found, timeout=PATIENCE):
        page.find_together()
    rows = [n.patient for n in near(page)]
    await_pictures(qtbot, page)
    strip.list.setCurrentIndex(strip.model.index(rows.index("alike")))
    texts = [action.text() for action in strip.list.menu().actions()][:2]
    assert texts == ["See both side by side: CT\tEnter", "See both side by side: PT\tShift+Enter"]
    sides = page.viewer.compare.sides

    def shown() -> list[str]:
        return [side.view.case.modality for side in sides]

    qtbot.keyClick(strip.list, Qt.Key.Key_Return)
    assert shown() == ["CT", "CT"] and sides[1].caption.text().startswith("Neighbour")
    qtbot.keyClick(strip.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert shown() == ["PT", "PT"]
    assert sides[0].view.case.patient.key == "query" and sides[1].view.case.patient.key == "alike"
    strip.list.setCurrentIndex(strip.model.index(rows.index("pet-alone")))
    qtbot.keyClick(strip.list, Qt.Key.Key_Return)
    assert shown() == ["PT", "PT"] and page.viewer.compare.is_linked


def test_a_study_is_judged_by_both_its_series_and_taken_back(qtbot, page):
    strip = page.neighbours
    with qtbot.waitSignal(strip.found, timeout=PATIENCE):
        page.find_together()
    first = near(page)
    row = [n.patient for n in first].index("alike")
    strip.list.setCurrentIndex(strip.model.index(row))
    with qtbot.waitSignal(strip.found, timeout=PATIENCE):
        qtbot.keyClick(strip.list, Qt.Key.Key_Minus)
    assert "less like 1" in strip.status.text() and "together with PT" in strip.status.text()
    after = next(n for n in near(page) if n.patient == "alike")
    pairs = zip(first[row].parts, after.parts, strict=True)
    assert all(now.distance > was.distance for was, now in pairs)
    marked = [strip.model.index(i).data(JUDGED) for i in range(strip.model.rowCount())]
    assert marked.count(False) == 1
    with qtbot.waitSignal(strip.found, timeout=PATIENCE):
        qtbot.keyClick(strip.list, Qt.Key.Key_Backspace)
    assert near(page) == first and not strip.judging.judgements


def test_alone_again_the_kind_may_be_chosen_again(qtbot, page):
    strip = page.neighbours
    with qtbot.waitSignal(strip.found, timeout=PATIENCE):
        page.find_together()
    page.answer.similar_view.second.setCurrentIndex(0)
    with qtbot.waitSignal(strip.found, timeout=PATIENCE) as found:
        page.find_similar()
    assert found.args[0].together is None and strip.controls.kind.isEnabled()
    assert not any(n.parts for n in near(page))


def test_without_a_second_series_the_reason_is_said(qtbot, qapp, tmp_path):
    session = session_with(qapp, tmp_path)
    try:
        page = session.window.read_page
        session.desk.worklist.add(ALONE)
        qtbot.waitUntil(lambda: page.answer.case is not None)
        second = page.answer.similar_view.second
        assert not second.isEnabled() and NO_OTHER in second.toolTip()
        page.find_together()
        assert page.neighbours.status.text() == NO_OTHER
        other = Case(
            CaseId("t"), "PT", ALONE.images, Patient("p"), study_uid="1", series_description="AC"
        )
        session.desk.worklist.add(other)
        qtbot.waitUntil(second.isEnabled)
        assert second.itemText(1) == "Together with PT · AC"
    finally:
        end(session)


def test_every_way_to_meet_has_its_words():
    assert set(MEETINGS) == set(Meeting)
    both = Together(ALONE, (4, 2, 3), Meeting.UNKNOWN, ("CT", "PT"), ("PT",))
    lines = together_lines(both)
    assert "3-5" in lines[0] and "not aligned" in lines[0] and "PT" in lines[1]
    assert together_lines(None) == []
    lines = together_lines(replace(both, absent=(), without_region=True))
    assert lines[1:] == ["of PT the whole image, not the region"]
