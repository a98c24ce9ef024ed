"""A region beside a neighbour is judged, listed with its picture, taken back singly, cleared."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from medview.bootstrap import build_services
from medview.domain.case import Case
from medview.domain.feedback import Judgement
from medview.domain.job import JobContext
from medview.domain.region import Region
from medview.ui.application import Session
from medview.ui.image_canvas import Tool
from medview.ui.judgement_list import JudgementList
from medview.ui.neighbour_model import JUDGED, NEIGHBOUR

PATIENCE = 60_000
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot, qapp, tmp_path, sample):
    """A window with one series searched, and the one neighbour of the library beside it."""
    services = build_services(tmp_path / "home")
    services.import_cases([sample / "mr-glioma"], None, "own", JobContext())
    session = Session(services, qapp)
    session.window.resize(1280, 720)
    session.window.show()
    opened: list[Case] = []
    services.open_cases([sample / "mr-meningioma"], JobContext(on_item=opened.append))
    session.desk.worklist.add(opened[0])
    page = session.window.read_page
    qtbot.waitUntil(lambda: page.answer.case is not None)
    page.neighbours.controls.filters = {"library": "own"}
    with qtbot.waitSignal(page.neighbours.found, timeout=PATIENCE):
        page.find_similar()
    model = page.neighbours.model
    qtbot.waitUntil(
        lambda: model.case_of(model.index(0).data(NEIGHBOUR)) is not None, timeout=PATIENCE
    )
    page.neighbours.focus_first()
    qtbot.keyClick(page.neighbours.list, Qt.Key.Key_Return)
    sides = page.viewer.compare.sides
    qtbot.waitUntil(
        lambda: all(side.view.canvas.picture is not None for side in sides), timeout=PATIENCE
    )
    yield page
    session.window.close()
    session.end()
    session.window.deleteLater()
    session.deleteLater()


def first(page):
    return page.neighbours.model.index(0)


def drag(qtbot, canvas, start, end):
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(canvas, end)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)


def drawn_on(qtbot, page, number):
    """Draw a region in the middle of a side; return its canvas."""
    if not page.viewer.judging.mark.isChecked():
        page.viewer.judging.mark.trigger()
    canvas = page.viewer.compare.sides[number].view.canvas
    middle = canvas.rect().center()
    drag(qtbot, canvas, middle - QPoint(30, 20), middle + QPoint(20, 30))
    assert canvas.region is not None
    return canvas


def search_after(qtbot, page, act):
    with qtbot.waitSignal(page.neighbours.found, timeout=PATIENCE):
        act()


def test_a_region_on_a_neighbour_refines_the_search(qtbot, page):
    plain = first(page).data(NEIGHBOUR)
    canvas = drawn_on(qtbot, page, 1)
    search_after(qtbot, page, page.viewer.judging.more.trigger)
    side = page.viewer.compare.sides[1].view
    expected = Judgement(plain.case_id, True, side.index, canvas.region)
    assert page.neighbours.judging.judgements == (expected,)
    assert first(page).data(NEIGHBOUR).distance < plain.distance
    assert first(page).data(JUDGED) is True
    assert "more like 1" in page.neighbours.status.text()
    search_after(qtbot, page, page.viewer.judging.more.trigger)
    assert not page.neighbours.judging.judgements, "said twice, it is taken back"
    assert first(page).data(NEIGHBOUR) == plain


def test_one_region_counts_that_drawn_last(qtbot, page):
    left, right = drawn_on(qtbot, page, 0), drawn_on(qtbot, page, 1)
    assert left.region is None and right.region is not None
    left = drawn_on(qtbot, page, 0)
    assert right.region is None
    search_after(qtbot, page, page.viewer.judging.less.trigger)
    (said,) = page.neighbours.judging.judgements
    assert said.case_id == page.answer.case.id and said.region == left.region
    assert not said.is_liked, "a region on the query is judged as well"


def test_everything_goes_by_the_keyboard(qtbot, page):
    compare = page.viewer.compare
    page.window().activateWindow()
    compare.sides[0].view.setFocus()
    plain = first(page).data(NEIGHBOUR)
    qtbot.keyClick(compare.sides[0].view.canvas, Qt.Key.Key_R)
    canvas = compare.sides[1].view.canvas
    qtbot.waitUntil(canvas.hasFocus)
    assert canvas.tool is Tool.REGION
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    start = canvas.region
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.region.x > start.x
    search_after(qtbot, page, lambda: qtbot.keyClick(canvas, Qt.Key.Key_Minus, CONTROL))
    (said,) = page.neighbours.judging.judgements
    assert said.region == canvas.region and not said.is_liked
    assert first(page).data(NEIGHBOUR).distance > plain.distance
    page.neighbours.focus_first()
    search_after(qtbot, page, lambda: qtbot.keyClick(page.neighbours.list, Qt.Key.Key_Backspace))
    assert first(page).data(NEIGHBOUR) == plain
    qtbot.keyClick(compare.sides[1].view.canvas, Qt.Key.Key_R)
    assert canvas.tool is not Tool.REGION


def test_without_a_region_it_is_said_what_to_do(qtbot, page):
    with qtbot.waitSignal(page.viewer.said) as heard:
        page.viewer.judging.more.trigger()
    assert "Mark a region" in heard.args[0] and not page.neighbours.judging.judgements


def test_what_was_said_is_listed_and_taken_back(qtbot, page):
    strip = page.neighbours
    drawn_on(qtbot, page, 1)
    search_after(qtbot, page, page.viewer.judging.more.trigger)
    strip.focus_first()
    search_after(qtbot, page, lambda: qtbot.keyClick(strip.list, Qt.Key.Key_Minus))
    drawn_on(qtbot, page, 0)
    search_after(qtbot, page, page.viewer.judging.less.trigger)
    assert strip.judging.list_button.text() == "3"
    dialog = JudgementList(strip.judging, strip._desk.theme)
    qtbot.addWidget(dialog)
    dialog.show()
    texts = [dialog.list.item(row).text() for row in range(3)]
    assert "More like this here" in texts[0] and "Neighbour 1" in texts[0] and "px" in texts[0]
    assert "Less like this\n" in texts[1] and "This case · image" in texts[2]
    assert not dialog.list.item(0).icon().isNull()
    shown = dialog.list.item(0).icon().pixmap(64, 64).toImage()
    assert len({shown.pixel(x, y) for x in range(64) for y in range(64)}) > 8, "a real picture"
    dialog.list.setCurrentRow(1)
    search_after(qtbot, page, lambda: qtbot.keyClick(dialog.list, Qt.Key.Key_Delete))
    assert len(strip.judging.judgements) == 2 and dialog.list.count() == 2
    assert all(one.region is not None for one in strip.judging.judgements)
    search_after(qtbot, page, dialog.reset_button.click)
    assert not strip.judging.judgements and dialog.list.count() == 0
    assert not dialog.back_button.isEnabled() and "Enter" in dialog._empty.text.text()


def test_only_beside_a_neighbour_can_be_judged(qtbot, page):
    judging, canvas = page.viewer.judging, drawn_on(qtbot, page, 1)
    assert judging.mark.isEnabled()
    page.viewer.leave_compare()
    assert not judging.mark.isEnabled() and canvas.tool is not Tool.REGION
    QApplication.processEvents()


def test_the_picture_of_a_region_is_what_is_in_it(qtbot, page):
    canvas = page.viewer.compare.sides[1].view.canvas
    assert canvas.region_picture(32).size().width() == 32, "empty without a region"
    canvas.set_region(Region(90, 70, 40, 20))
    picture = canvas.region_picture(40).toImage()
    grey = picture.pixelColor(20, 20).red()
    full = canvas.grab().toImage()
    at = canvas.viewport.to_view((110.0, 80.0))
    assert abs(grey - full.pixelColor(int(at[0]), int(at[1])).red()) < 40
    assert picture.pixelColor(20, 4).value() < 15, "nothing beyond the region"
