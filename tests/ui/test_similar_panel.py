"""Take a structure by a click: drawn, adjusted, measured, taken back, saved, and asked about."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from medview.app.take_regions import stroke
from medview.bootstrap import build_services
from medview.domain.job import JobContext
from medview.imaging.sample.chest import NODULE
from medview.ui.application import Session
from medview.ui.image_canvas import Tool

PATIENCE = 60_000
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def session(qtbot, qapp, tmp_path, sample) -> Iterator[Session]:
    session = Session(build_services(tmp_path / "home"), qapp)
    session.window.resize(1280, 800)
    session.window.show()
    with qtbot.waitSignal(session.window.opening.ended, timeout=PATIENCE):
        session.window.open_paths([sample / "ct", sample / "mr-glioma"])
    yield session
    session.window.read_page.viewer.similar.kept.clear()  # nothing is asked at the end
    session.window.close()
    session.end()
    session.window.deleteLater()
    session.deleteLater()


@pytest.fixture
def panel(qtbot, session):
    viewer, (chest, _) = session.window.read_page.viewer, in_order(session)
    qtbot.waitUntil(lambda: session.window.read_page.cases.model.row_of(chest.id) >= 0)
    session.window.read_page.cases.select_case(chest.id)
    panel = viewer.similar
    qtbot.waitUntil(lambda: panel._case is not None and panel._case.id == chest.id)
    grid = session.desk.services.open_volume(chest, JobContext()).grid
    x, y, z = grid.to_voxel(NODULE)
    panel.nodule = (x + 0.5, y + 0.5)
    viewer.view.series.show_index(round(z))
    canvas = viewer.view.series.canvas
    qtbot.waitUntil(lambda: canvas.picture is not None, timeout=PATIENCE)
    session.window.activateWindow()
    qtbot.waitUntil(session.window.isActiveWindow)
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_K)
    assert canvas.tool is Tool.SIMILAR and panel.isVisible()
    return panel


def in_order(session):
    return sorted(session.desk.worklist.cases, key=lambda case: case.modality)


def click(qtbot, panel, point, modifier=Qt.KeyboardModifier.NoModifier):
    canvas = panel._view.canvas
    x, y = canvas.viewport.to_view(point)
    qtbot.mouseClick(
        canvas, Qt.MouseButton.LeftButton, modifier, QPoint(round(float(x)), round(float(y)))
    )


def take(qtbot, panel):
    click(qtbot, panel, panel.nodule)
    qtbot.waitUntil(lambda: len(panel.regions) > 0, timeout=PATIENCE)
    return panel.regions[-1]


def is_tinted(canvas, point) -> bool:
    x, y = canvas.viewport.to_view(point)
    seen = canvas.grab().toImage().pixelColor(round(float(x)), round(float(y)))
    return len({seen.red(), seen.green(), seen.blue()}) > 1


def test_a_click_takes_the_nodule_and_the_slider_takes_more_or_less(qtbot, panel):
    region = take(qtbot, panel)
    canvas, (x, y) = panel._view.canvas, panel.nodule
    assert is_tinted(canvas, (x + 1, y + 1)) and not is_tinted(canvas, (x + 25, y + 25))
    text = panel.controls.list.item(0).text()
    assert text.startswith("Region 1 *") and "mm²" in text and "HU" in text and "ml" not in text
    assert region.reading().slices == 1
    sizes = []
    for value in (5, 40, 90):
        start = time.perf_counter()
        panel.controls.slider.setValue(value)
        assert time.perf_counter() - start < 0.1
        sizes.append(panel.chosen.reading().voxels if panel.chosen.masks() else 0)
    assert sizes == sorted(sizes) and sizes[0] < sizes[-1]
    before = panel.controls.slider.value()
    qtbot.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert panel.controls.slider.value() == before - 2
    panel._view.show_index(panel._view.index + 3)
    qtbot.waitUntil(lambda: canvas.picture is not None and panel.tool.marks.patches == [])


def test_shift_k_goes_through_the_slices_in_millilitres(qtbot, panel):
    qtbot.keyClick(panel._view.canvas, Qt.Key.Key_K, SHIFT)
    assert panel.controls.through.isChecked()
    region = take(qtbot, panel)
    assert len(region.masks()) >= 4 and "ml in" in panel.controls.list.item(0).text()
    panel._view.show_index(0)
    panel._go_to(region.id)
    assert panel._view.index in region.masks()
    assert "beyond" not in panel.controls.hint.text()
    last = region.strokes[-1]
    last.piece[-1, -2, -2] = True  # as if the nodule went on
    block = replace(last.similarity, images=last.similarity.first + len(last.piece) + 1)
    panel.kept.put(replace(region, strokes=(replace(last, similarity=block),)))
    panel._refresh()
    assert "beyond the slices looked at (48 mm each way)" in panel.controls.hint.text()


def test_shift_adds_control_takes_away_and_undo_brings_back(qtbot, panel):
    take(qtbot, panel)
    first = panel.chosen
    click(qtbot, panel, panel.nodule, CONTROL)
    qtbot.waitUntil(lambda: len(panel.chosen.strokes) == 2, timeout=PATIENCE)
    assert panel.chosen.masks() == {} and "empty" in panel.controls.list.item(0).text()
    panel._view.canvas.setFocus()
    qtbot.keyClick(panel._view.canvas, Qt.Key.Key_Z, CONTROL)
    assert panel.chosen is first
    x, y = panel.nodule
    click(qtbot, panel, (x + 40, y), SHIFT)
    qtbot.waitUntil(lambda: len(panel.chosen.strokes) == 2, timeout=PATIENCE)
    assert len(panel.regions) == 1
    panel.controls.remove_button.click()
    assert panel.regions == ()
    panel.controls.undo_button.click()
    assert len(panel.regions) == 1


def test_undo_in_the_strip_is_never_that_of_signatures(qtbot, session, panel):
    take(qtbot, panel)
    back = session.window.menus.actions_by_name["take_back"]
    withdrawn = []
    back.setEnabled(True)
    back.triggered.connect(lambda: withdrawn.append(True))
    controls, canvas = panel.controls, panel._view.canvas
    places = (canvas, controls.list, controls.slider, controls.through, controls.save_button)
    for tool in (Tool.SIMILAR, Tool.PAN):
        canvas.set_tool(tool)
        for place in places:
            step = replace(panel.regions[0], name=panel.regions[0].name + "+")
            panel.kept.put(step)
            panel._refresh()
            place.setFocus()
            assert QApplication.focusWidget() is place
            qtbot.keyClick(place, Qt.Key.Key_Z, CONTROL)
            assert panel.regions[0].name == "Region 1", type(place)
    controls.name.setFocus()
    qtbot.keyClicks(controls.name, "x")
    qtbot.keyClick(controls.name, Qt.Key.Key_Z, CONTROL)
    assert controls.name.text() == "Region 1" and len(panel.regions) == 1
    controls.undo_button.setFocus()  # the last step: the button that has the focus goes off
    qtbot.keyClick(controls.undo_button, Qt.Key.Key_Z, CONTROL)
    assert panel.regions == () and QApplication.focusWidget() in (canvas, *places)
    assert withdrawn == []


def test_a_lasso_and_the_keyboard_point_as_well(qtbot, panel):
    canvas, (x, y) = panel._view.canvas, panel.nodule
    ring = [(x + 11 * np.cos(a), y + 11 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 16)]
    at = [QPoint(*(round(float(v)) for v in canvas.viewport.to_view(p))) for p in ring]
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at[0])
    for point in at[1:]:
        qtbot.mouseMove(canvas, point)
        QApplication.processEvents()
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at[-1])
    qtbot.waitUntil(lambda: len(panel.regions) == 1, timeout=PATIENCE)
    assert panel.chosen.strokes[0].similarity.seed.is_lasso
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    cross = panel.tool.marks.cross
    qtbot.keyClick(canvas, Qt.Key.Key_Left, SHIFT)
    assert panel.tool.marks.cross[0] == pytest.approx(cross[0] - 10)
    panel.tool.marks.cross = panel.nodule
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(panel.regions) == 2, timeout=PATIENCE)
    assert not panel.chosen.strokes[0].similarity.seed.is_lasso


def test_regions_stay_with_their_case_and_are_named(qtbot, session, panel):
    take(qtbot, panel)
    panel.controls.name.setText("Lesion A")
    panel.controls.name.editingFinished.emit()
    assert panel.controls.list.item(0).text().startswith("Lesion A *")
    chest, head = in_order(session)
    session.window.read_page.cases.select_case(head.id)
    qtbot.waitUntil(lambda: panel._case is not None and panel._case.id == head.id)
    assert panel.regions == () and panel.tool.marks.patches == []
    session.window.read_page.cases.select_case(chest.id)
    qtbot.waitUntil(lambda: len(panel.regions) == 1)
    assert panel.chosen.name == "Lesion A"


def test_saved_and_opened_again_they_are_segments_of_the_series(qtbot, session, panel, tmp_path):
    region = take(qtbot, panel)
    panel.files.save(panel._case, panel.regions, tmp_path / "regions.dcm")
    qtbot.waitUntil(lambda: panel.chosen.is_saved, timeout=PATIENCE)
    assert panel.kept.unsaved == [] and not panel.controls.list.item(0).text().startswith(
        "Region 1 *"
    )
    panel.controls.limit_changed.emit(0.5)
    assert panel.kept.unsaved == [panel.chosen]
    segments = session.window.read_page.viewer.segments
    session.window.open_paths([tmp_path / "regions.dcm"])
    qtbot.waitUntil(lambda: len(segments._switches) == 1, timeout=PATIENCE)
    (switch,) = segments._switches.values()
    assert switch.isChecked() and switch.text().startswith("Region 1")
    marks = panel._view.canvas._marks
    qtbot.waitUntil(lambda: "segments" in marks, timeout=PATIENCE)
    (shown,) = marks["segments"].masks
    assert np.array_equal(shown.mask > 0, region.masks()[panel._view.index])
    panel.files.export(panel._case, panel.regions, tmp_path / "regions.csv")
    qtbot.waitUntil((tmp_path / "regions.csv").exists, timeout=PATIENCE)


def test_what_is_not_saved_is_asked_about(qtbot, session, panel, monkeypatch):
    take(qtbot, panel)
    asked = []

    def answer(role):
        def execute(box):
            asked.append(box.text())
            button = next(b for b in box.buttons() if box.buttonRole(b) is role)
            monkeypatch.setattr(QMessageBox, "clickedButton", lambda _: button)
            return 0

        monkeypatch.setattr(QMessageBox, "exec", execute)

    answer(QMessageBox.ButtonRole.RejectRole)
    session.window.close()
    assert session.window.isVisible() and "1 region" in asked[0]
    session.desk.worklist.close_all()
    assert len(session.desk.worklist) == 2 and len(asked) == 2
    answer(QMessageBox.ButtonRole.DestructiveRole)
    session.desk.worklist.close_all()
    assert len(session.desk.worklist) == 0 and panel.kept.unsaved == []


def test_another_language_keeps_the_regions(qtbot, session, panel, monkeypatch):
    region, asked = take(qtbot, panel), []

    def execute(box):
        asked.append(box.text())
        stay = next(
            b for b in box.buttons() if box.buttonRole(b) is QMessageBox.ButtonRole.RejectRole
        )
        monkeypatch.setattr(QMessageBox, "clickedButton", lambda _: stay)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", execute)
    old, chest = session.window, panel._case
    try:
        session.desk.preferences.set("language", "zh_CN")
        new = session.window.read_page.viewer.similar
        assert new is not panel and asked == []
        qtbot.waitUntil(lambda: not shiboken6.isValid(old), timeout=PATIENCE)
        assert new.kept.of(chest.id) == (region,) and len(session.desk.worklist.guards) == 1
        session.window.read_page.cases.show_when_listed(chest.id)
        qtbot.waitUntil(lambda: new.controls.list.count() == 1, timeout=PATIENCE)
        session.desk.worklist.close_all()
        assert len(asked) == 1 and len(session.desk.worklist) == 2
        new.kept.clear()
        session.desk.worklist.close_all()
        assert len(session.desk.worklist) == 0
    finally:
        session.desk.preferences.set("language", "en")


def test_a_large_block_grows_in_a_worker(qtbot, panel, monkeypatch):
    region = take(qtbot, panel)
    monkeypatch.setattr("medview.ui.similar_panel.QUICK", 1)
    panel.controls.slider.setValue(60)
    qtbot.waitUntil(lambda: panel.chosen.strokes[-1].limit == 0.6, timeout=PATIENCE)
    expected = stroke(region.strokes[0].similarity, 0.6)
    assert np.array_equal(panel.chosen.strokes[0].piece, expected.piece)
