"""Several series at once: filled by hand or as is kept, linked by position, crossed by lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from scipy.spatial.transform import Rotation

from medview.bootstrap import build_services
from medview.domain.alignment import Method, SeriesAlignment, SpatialMap, rigid_of
from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.image import Picture, Window
from medview.ui import overlay
from medview.ui.application import Session
from medview.ui.case_model import CASE_MIME
from medview.ui.image_canvas import Tool
from medview.ui.layout_cell import LAYER
from medview.ui.words import day

Key = Qt.Key
AXIAL, SAGITTAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0), (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)


def series(name: str, count: int, step: float, **more) -> Case:
    refs = tuple(ImageRef(name, frame=n) for n in range(count))
    fields = {"study_uid": "1.2", "patient": Patient("P1", "Doe"), "modality": "CT"} | more
    return Case(
        CaseId(name),
        images=refs,
        position_mm=tuple(step * n for n in range(count)),
        series_description=name,
        **fields,
    )


THICK, THIN = series("thick", 21, 5.0), series("thin", 101, 1.0)
SIDE, ALIEN = series("side", 51, 1.0), series("alien", 101, 1.0)
OTHER = series("other", 3, 1.0, patient=Patient("P2", "Roe"), study_uid="1.3")


def picture(ref: ImageRef, max_side: int | None = None) -> Picture:
    is_side = ref.path == "side"
    step = 5.0 if ref.path == "thick" else 1.0
    place = step * ref.frame
    return Picture(
        np.zeros((100, 100), np.int16),
        "HU",
        spacing=(1.0, 1.0),
        full_size=(100, 100),
        orientation=SAGITTAL if is_side else AXIAL,
        # sagittal: normal is -x; axial: +z
        position=(-place, 0.0, 100.0) if is_side else (-25.0, 0.0, place),
        frame_of_reference="9.9" if ref.path == "alien" else "1.1",
    )


@pytest.fixture
def session(qtbot, qapp, tmp_path, monkeypatch) -> Iterator[Session]:
    services = build_services(tmp_path)
    services.picture = picture
    session = Session(services, qapp)
    session.window.resize(1280, 760)
    session.window.show()
    session.window.activateWindow()
    for case in (THICK, THIN, SIDE, ALIEN, OTHER):
        session.desk.worklist.add(case)
    viewer = session.window.read_page.viewer
    qtbot.waitUntil(lambda: viewer.view.canvas.picture is not None)
    yield session
    session.window.close()
    session.end()
    session.window.deleteLater()
    session.deleteLater()


@pytest.fixture
def viewer(session):
    return session.window.read_page.viewer


def lay_out(qtbot, viewer, rows: int, columns: int):
    viewer.layout_menu.choose((rows, columns))
    cells = viewer.layouts.shown
    qtbot.waitUntil(lambda: all(c.plane for c in cells if c.case is not None))
    return cells


def names(viewer) -> list[str]:
    return [cell.case.id if cell.case else "" for cell in viewer.layouts.shown]


def test_a_layout_is_filled_with_the_study_and_left_by_esc(qtbot, viewer):
    cells = lay_out(qtbot, viewer, 2, 3)
    assert names(viewer) == ["thick", "thin", "side", "alien", "", ""]
    assert cells[4].view.canvas.accessibleDescription().startswith("Empty")
    assert viewer.layouts.active is cells[0]
    viewer.layout_menu.choose((1, 2))
    assert names(viewer) == ["thick", "thin"]
    qtbot.keyClick(viewer.layouts.cells[0].view.canvas, Key.Key_Escape)
    assert not viewer.is_laid_out
    qtbot.waitUntil(lambda: viewer.view.canvas.picture is not None)
    assert viewer.view.case.id == "thick"


def test_rows_share_the_room_evenly_filled_or_empty(qtbot, viewer):
    viewer.resize(900, 560)
    cells = lay_out(qtbot, viewer, 3, 3)
    qtbot.waitUntil(lambda: cells[8].height() > 100)
    heights = [cell.height() for cell in cells]
    assert max(heights) - min(heights) <= 1
    words = cells[1].linked
    words.setText("Not linked: another frame of reference, no accepted alignment")
    assert cells[1].width() < words.fontMetrics().horizontalAdvance(words.text())
    qtbot.wait(1)
    assert words.height() < 2 * words.fontMetrics().height()


def test_cells_are_linked_by_millimetres_of_one_space_only(qtbot, viewer):
    thick, thin, side, alien = lay_out(qtbot, viewer, 2, 2)
    at_rest = side.view.index, alien.view.index
    thick.view.show_index(3)
    assert thin.view.index == 15
    assert (side.view.index, alien.view.index) == at_rest
    viewer.layouts.activate(thin)
    thin.view.show_index(52)
    assert thick.view.index == 10
    viewer.layout_menu.link.setChecked(False)
    thin.view.show_index(0)
    assert thick.view.index == 10


def test_the_active_image_is_a_line_in_those_it_crosses(qtbot, viewer):
    thick, thin, side, alien = lay_out(qtbot, viewer, 2, 2)
    thick.view.show_index(4)  # z = 20: row 80 of the sagittal image, whose first row is z = 100
    qtbot.waitUntil(lambda: thick.view.canvas.picture is not None)
    line = side.view.canvas._marks[LAYER]
    assert {round(y, 6) for _, y in line.points} == {80.5}
    assert LAYER not in thin.view.canvas._marks and LAYER not in alien.view.canvas._marks
    viewer.layout_menu.lines.setChecked(False)
    assert LAYER not in side.view.canvas._marks


def drop(cell, case_id: str) -> None:
    data = QMimeData()
    data.setData(CASE_MIME, QByteArray(case_id.encode()))
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), action, data, button, none)
    cell.dragEnterEvent(enter)
    assert enter.isAccepted()
    cell.dropEvent(QDropEvent(QPointF(9, 9), action, data, button, none))


def test_a_series_is_dropped_into_a_cell_or_put_there_by_enter(qtbot, session, viewer):
    cells = lay_out(qtbot, viewer, 1, 2)
    drop(cells[1], "side")
    assert names(viewer) == ["thick", "side"]
    assert viewer.layouts.active is cells[1]
    cases = session.window.read_page.cases
    assert cases.current.id == "side"  # what is answered is about the active cell
    cases.select_case("alien")
    assert names(viewer) == ["thick", "side"]
    cases.view.setFocus()
    qtbot.keyClick(cases.view, Key.Key_Return)
    assert names(viewer) == ["thick", "alien"]
    data = cases.model.mimeData([cases.view.currentIndex()])
    assert bytes(data.data(CASE_MIME).data()) == b"alien"


def test_another_patient_is_never_shown_among_the_first_ones_cells(qtbot, session, viewer):
    lay_out(qtbot, viewer, 1, 2)
    session.window.read_page.cases.select_case("other")
    assert not viewer.is_laid_out and viewer.view.case.id == "other"


def test_what_is_kept_for_a_modality_is_how_the_next_study_opens(qtbot, session, viewer):
    lay_out(qtbot, viewer, 1, 2)
    with qtbot.waitSignal(viewer.said) as said:
        viewer.layout_menu.keep.trigger()
    assert said.args == ["1 × 2 is kept for CT, with what is in each cell."]
    session.window.read_page.cases.select_case("other")
    assert viewer.is_laid_out and names(viewer) == ["other", ""]
    more = series("more", 3, 1.0, patient=Patient("P2", "Roe"), study_uid="1.3")
    session.desk.worklist.add(more)
    qtbot.waitUntil(lambda: names(viewer) == ["other", "more"])
    qtbot.keyClick(viewer.layouts.cells[0].view.canvas, Key.Key_Escape)
    session.window.read_page.cases.select_case("more")  # the reader has decided for this study
    assert not viewer.is_laid_out


def test_a_study_is_hung_as_it_was_kept_whatever_comes_first(qtbot, session, viewer):
    cells = lay_out(qtbot, viewer, 1, 2)
    drop(cells[0], "side")
    drop(cells[1], "thin")
    qtbot.waitUntil(lambda: all(cell.plane for cell in cells))
    chosen = Window(-600.0, 1600.0)
    cells[1].view.windows.choose(chosen)
    viewer.layout_menu.keep.trigger()

    late = {"patient": Patient("P3", "Poe"), "study_uid": "1.4"}
    for name in ("scout", "thin", "side"):
        case = series(name, 3, 1.0, **late)
        session.desk.worklist.add(replace(case, id=CaseId(f"new {name}")))
        if name == "scout":
            session.window.read_page.cases.show_when_listed(CaseId("new scout"))
            qtbot.waitUntil(lambda: names(viewer) == ["new scout", ""])  # no kind that was kept
        if name == "thin":
            qtbot.waitUntil(lambda: names(viewer) == ["", "new thin"])
            assert viewer.layouts.active.case.id == "new thin"  # keys are for what is there
    qtbot.waitUntil(lambda: names(viewer) == ["new side", "new thin"])
    side, thin = viewer.layouts.shown
    qtbot.waitUntil(lambda: thin.plane is not None and side.plane is not None)
    assert thin.view.windows.window == chosen != side.view.windows.window
    drop(side, "new scout")  # by hand: what comes later changes nothing
    session.desk.worklist.add(replace(series("side", 3, 1.0, **late), id=CaseId("newer side")))
    assert names(viewer) == ["new scout", "new thin"]


def test_what_is_being_read_stays_when_better_series_come(qtbot, session, viewer):
    cells = lay_out(qtbot, viewer, 1, 2)
    drop(cells[0], "side")
    drop(cells[1], "thin")
    viewer.layout_menu.keep.trigger()
    late = {"patient": Patient("P4", "Moe"), "study_uid": "1.5"}
    session.desk.worklist.add(replace(series("scout", 3, 1.0, **late), id=CaseId("first")))
    session.window.read_page.cases.show_when_listed(CaseId("first"))
    qtbot.waitUntil(lambda: names(viewer) == ["first", ""])
    canvas = viewer.layouts.shown[0].view.canvas
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    for name in ("side", "thin"):
        session.desk.worklist.add(replace(series(name, 3, 1.0, **late), id=CaseId(f"my {name}")))
    qtbot.waitUntil(lambda: names(viewer) == ["first", "my thin"])
    assert viewer.layouts.active is viewer.layouts.shown[0]


def test_keys_are_for_the_active_cell(qtbot, viewer):
    first, second = lay_out(qtbot, viewer, 1, 2)
    viewer.window().activateWindow()
    qtbot.waitUntil(viewer.window().isActiveWindow)
    qtbot.mouseClick(second.view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert viewer.layouts.active is second
    qtbot.keyClick(second.view.canvas, Key.Key_I)
    assert second.view.windows.is_inverted and not first.view.windows.is_inverted


def test_every_strip_follows_the_series_that_a_layout_was_left_with(qtbot, session, viewer):
    mr = series("mr", 21, 1.0, modality="MR")
    session.desk.worklist.add(mr)
    viewer.show_case(THICK)
    viewer.show_layout(1, 2)
    viewer.show_case(mr)  # of the same patient: the layout stays
    assert viewer.is_laid_out
    viewer.leave_compare()
    assert viewer.view.case == mr and viewer.nodules.is_on is False
    bar = viewer.view.series.bar
    nodules = next(a for a in bar.actions() if a.text() == "Nodules")
    assert not nodules.isVisible()  # there are none in an MR


def test_one_study_number_of_two_patients_is_two_studies(qtbot, session, viewer):
    stranger = series("stranger", 5, 1.0, patient=Patient("P9", "Poe"))
    session.desk.worklist.add(stranger)
    viewer.show_case(THICK)
    viewer.show_layout(3, 3)
    shown = {cell.case.id for cell in viewer.layouts.cells if cell.case}
    assert THIN.id in shown and stranger.id not in shown


def test_a_double_click_gives_a_cell_all_the_room_and_gives_it_back(qtbot, session, viewer):
    cells = lay_out(qtbot, viewer, 2, 2)
    area = viewer.layouts
    small = cells[3].view.canvas.width()
    qtbot.mouseDClick(cells[3].view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert [cell.isVisible() for cell in cells] == [False, False, False, True]
    qtbot.waitUntil(lambda: cells[3].view.canvas.width() > 1.8 * small)
    assert area.active is cells[3] and names(viewer) == ["thick", "thin", "side", "alien"]
    session.window.activateWindow()
    qtbot.waitUntil(session.window.isActiveWindow)
    qtbot.keyClick(cells[3].view.canvas, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert all(cell.isVisible() for cell in cells)
    qtbot.waitUntil(lambda: cells[3].view.canvas.width() == small)
    area.resize_active()
    viewer.layout_menu.choose((1, 2))
    assert [cell.isVisible() for cell in cells] == [True, True, False, False]


def test_with_a_measuring_tool_a_double_click_is_not_about_the_room(qtbot, viewer):
    cells = lay_out(qtbot, viewer, 1, 2)
    cells[0].view.use_tool(Tool.LENGTH)
    qtbot.mouseDClick(cells[0].view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert all(cell.isVisible() for cell in cells)


def test_a_tiny_cell_says_who_and_what_and_an_empty_one_has_no_slider(qtbot, viewer):
    first, *_, empty = lay_out(qtbot, viewer, 3, 3)
    canvas = first.view.canvas
    canvas.set_text(overlay.TOP_LEFT, "Doe\nP1\n1960-01-16\nthick")
    assert not empty.view._slider.isVisible() and first.view._slider.isVisible()
    first.setFixedWidth(200)
    qtbot.waitUntil(lambda: canvas.width() < 240)
    assert canvas._words_of(overlay.TOP_LEFT) == "Doe\nthick"
    assert canvas._words_of(overlay.BOTTOM_RIGHT) == "11 / 21"
    assert canvas.text(overlay.TOP_LEFT).count("\n") == 3  # nothing is kept from a screen reader


TWIN = series("twin", 101, 1.0, patient=Patient("P7", "Poe"), study_uid="1.9")


def accept(session, today: Case, earlier: Case, found: SpatialMap, *, accepted: bool = True):
    """Decide as the comparison with a prior does, on the real service and its audit trail."""
    session.desk.preferences.set("reader_name", "Dr. A")
    said = SeriesAlignment(today, earlier, Method.RIGID, found, 0.1, 0.5, 0.9)
    return session.desk.services.priors.decide(said, accepted)


def test_cells_follow_what_was_accepted_either_way_until_it_is_taken_back(qtbot, session, viewer):
    thin, alien = lay_out(qtbot, viewer, 1, 2)
    drop(thin, "thin")
    drop(alien, "alien")
    qtbot.waitUntil(lambda: thin.plane is not None and alien.plane is not None)
    viewer.layouts.activate(thin)
    rest = alien.view.index
    thin.view.show_index(33)
    assert alien.view.index == rest  # another space: never by millimetres alone
    untold = "Not linked: another frame of reference, no accepted alignment"
    assert alien.linked.text() == untold and "align (A)" in alien.linked.toolTip()

    turn = Rotation.from_euler("x", 6, degrees=True).as_matrix()
    found = SpatialMap(rigid_of(turn, np.array([2.0, -3.0, 12.0])))
    kept = accept(session, THIN, ALIEN, found)
    viewer._comparing.prior.decided.emit()
    assert alien.linked.text() == f"Linked through the accepted alignment of {day(kept.at)}"
    assert "Dr. A" in alien.linked.toolTip()
    thin.view.show_index(40)
    place = (-25.0 + 49.5, 49.5, 40.0)  # the middle of the slice
    there = sum(turn[2, i] * place[i] for i in range(3)) + 12.0
    assert alien.view.index == round(there)
    viewer.layouts.activate(alien)
    alien.view.show_index(60)
    away = [p - s for p, s in zip((24.5, 49.5, 60.0), (2.0, -3.0, 12.0), strict=True)]
    assert thin.view.index == round(sum(turn[i, 2] * away[i] for i in range(3)))

    accept(session, ALIEN, THIN, found, accepted=False)  # the other way round counts as well
    viewer._comparing.prior.decided.emit()
    assert thin.linked.text() == untold
    rest = thin.view.index
    alien.view.show_index(20)
    assert thin.view.index == rest


def test_a_line_goes_through_what_was_accepted(qtbot, session, viewer):
    side, alien = lay_out(qtbot, viewer, 1, 2)
    drop(side, "side")
    drop(alien, "alien")
    qtbot.waitUntil(lambda: side.plane is not None and alien.plane is not None)
    assert LAYER not in side.view.canvas._marks
    accept(session, ALIEN, SIDE, SpatialMap(rigid_of(np.eye(3), np.array([0.0, 0.0, -7.0]))))
    viewer._comparing.prior.decided.emit()
    viewer.layouts.activate(alien)
    alien.view.show_index(50)
    qtbot.waitUntil(lambda: alien.plane is not None)
    line = side.view.canvas._marks[LAYER]
    assert {round(y, 6) for _, y in line.points} == {100 - 50 + 7 + 0.5}
    assert side.linked.text().endswith("by a line only, its slices lie another way")


def test_another_patient_of_the_same_space_is_never_linked(qtbot, session, viewer):
    session.desk.worklist.add(TWIN)
    thin, twin = lay_out(qtbot, viewer, 1, 2)
    twin.show_case(TWIN)
    drop(thin, "thin")
    qtbot.waitUntil(lambda: thin.plane is not None and twin.plane is not None)
    rest = twin.view.index
    thin.view.show_index(10)
    assert twin.view.index == rest
    assert twin.linked.text() == "Not linked: another patient"
