"""The strip of nearest cases: judged, filtered, and opened at the image that is nearest."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from medview.bootstrap import build_services
from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.feedback import Judgement
from medview.domain.job import JobContext
from medview.domain.neighbours import Neighbour
from medview.domain.slices import Extent
from medview.ui.application import Session
from medview.ui.neighbour_filter import NeighbourFilter
from medview.ui.neighbour_model import JUDGED, NEIGHBOUR, PICTURE, NeighbourModel
from medview.ui.neighbours import Neighbours

PATIENCE = 60_000
SERIES = Case(CaseId("s"), "MR", tuple(ImageRef(f"{i}.dcm") for i in range(5)), Patient("p"))


def neighbour(number: int, **facts) -> Neighbour:
    return Neighbour(CaseId(f"n{number}"), number, 0.1, "glioma", "p", "set", "MR", **facts)


@pytest.fixture
def strip(qtbot, qapp, tmp_path, sample):
    """Return a strip that has searched with a drawn head."""
    services = build_services(tmp_path / "home")
    session = Session(services, qapp)
    found: list[Case] = []
    services.open_cases([sample / "mr-glioma"], JobContext(on_item=found.append))
    strip = Neighbours(session.desk)
    qtbot.addWidget(strip)
    strip.resize(900, 260)
    strip.show()
    strip.show_case(next(case for case in found if case.modality == "MR"))
    with qtbot.waitSignal(strip.found, timeout=PATIENCE):
        strip.search()
    yield strip
    session.window.close()
    session.end()
    session.window.deleteLater()
    session.deleteLater()


def order(strip) -> list:
    model = strip.model
    return [model.index(i).data(NEIGHBOUR) for i in range(model.rowCount())]


def test_keys_judge_the_chosen_case_and_search_again(qtbot, strip):
    first = order(strip)
    assert not strip.judging.more_button.isEnabled()
    strip.focus_first()
    assert strip.judging.more_button.isEnabled()
    with qtbot.waitSignal(strip.found, timeout=PATIENCE):
        qtbot.keyClick(strip.list, Qt.Key.Key_Minus)
    assert strip.judging.judgements == (Judgement(first[0].case_id, False),)
    after = order(strip)
    assert [n.distance for n in after] != [n.distance for n in first]
    assert "less like 1" in strip.status.text()
    with qtbot.waitSignal(strip.found, timeout=PATIENCE):
        qtbot.mouseClick(strip.judging.reset_button, Qt.MouseButton.LeftButton)
    assert order(strip) == first and not strip.judging.reset_button.isEnabled()


def test_the_judged_stay_chosen_and_are_marked(qtbot, strip):
    strip.focus_first()
    liked = strip.list.currentIndex().data(NEIGHBOUR).case_id
    with qtbot.waitSignal(strip.found, timeout=PATIENCE):
        qtbot.mouseClick(strip.judging.more_button, Qt.MouseButton.LeftButton)
    assert strip.list.currentIndex().data(NEIGHBOUR).case_id == liked
    assert strip.list.currentIndex().data(JUDGED) is True
    assert "More like this" in strip.list.currentIndex().data(Qt.ItemDataRole.ToolTipRole)
    with qtbot.waitSignal(strip.found, timeout=PATIENCE):
        qtbot.keyClick(strip.list, Qt.Key.Key_Backspace)
    assert strip.list.currentIndex().data(JUDGED) is None


def test_another_query_forgets_what_was_said(qtbot, strip):
    strip.focus_first()
    with qtbot.waitSignal(strip.found, timeout=PATIENCE):
        strip.list.menu().actions()[2].trigger()
    assert strip.judging.judgements
    with qtbot.waitSignal(strip.found, timeout=PATIENCE):
        strip.search_slice(0, None)
    assert not strip.judging.judgements


def test_filters_are_offered_and_kept(qtbot, strip):
    values = strip._desk.services.similar_filters(strip._case)
    dialog = NeighbourFilter(values, strip.controls.filters, strip)
    dialog.label.setCurrentIndex(dialog.label.findData("pituitary"))
    assert dialog.label.currentIndex() > 0
    with qtbot.waitSignal(strip.found, timeout=PATIENCE):
        strip.controls.filter_by(dialog.where)
    assert {n.label for n in order(strip)} == {"pituitary"}
    assert "1" in strip.controls.filter_button.text()
    again = NeighbourFilter(values, strip.controls.filters, strip)
    assert again.label.currentData() == "pituitary"
    again.clear()
    assert again.where == {}


def test_a_date_that_is_none_keeps_the_filters_open(qtbot):
    dialog = NeighbourFilter({}, {"date": "2025-01-01..", "library": "own"})
    qtbot.addWidget(dialog)
    assert dialog.where == {"date": "2025-01-01..", "library": "own"}
    dialog.show()
    dialog.last.setText("2025-02-30")
    dialog.accept()
    assert dialog.isVisible() and dialog.fault.isVisible()
    dialog.last.setText("2025-02-28")
    dialog.accept()
    assert not dialog.isVisible()


def test_a_series_is_shown_at_its_nearest_image_with_what_is_known_of_it(qapp):
    model = NeighbourModel()
    near = neighbour(1, image=3, findings="Ring enhancement", outcome="recurrence", tags=("rare",))
    model.show([near])
    model.set_cases([Case(CaseId("n1"), "MR", SERIES.images, Patient("q"))])
    assert model.index(0).data(PICTURE).path == "3.dcm"
    tip = model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    for words in ("image 4 of 5", "Ring enhancement", "recurrence", "rare"):
        assert words in tip


def test_words_of_the_buttons_give_way_to_room(strip):
    wide = strip.judging.more_button.width()
    strip.resize(420, 260)
    QApplication.processEvents()
    assert strip.judging.more_button.width() < wide


def test_several_slices_are_searched_with_and_said(qtbot, strip):
    with qtbot.waitSignal(strip.found, timeout=PATIENCE) as found:
        strip.search_slice(4, None, Extent.AROUND)
    assert found.args[0].asked == (2, 3, 4, 5, 6)
    assert strip.status.text() == "of 5 slices together"
    with qtbot.waitSignal(strip.found, timeout=PATIENCE):
        strip.search_slice(4, None)
    assert strip.status.text() == "of the slice"
