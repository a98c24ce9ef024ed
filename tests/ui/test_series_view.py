"""Scrolling, windowing and playing a series; what is switched off stays off."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.bootstrap import build_services
from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.errors import UnreadableFile
from medview.domain.image import MILLIMETRES, Notice, Picture, Window
from medview.domain.region import Region
from medview.ui import overlay
from medview.ui.application import Session
from medview.ui.image_canvas import Tool
from medview.ui.jobs import JobRunner
from medview.ui.series_view import SeriesView
from medview.ui.window_menu import keys_for

Key = Qt.Key
SOFT = Window(40.0, 400.0, "soft")


class Slices:
    """Frame n holds the value 10 n; frame 4 is damaged; frame 9 waits for `gate`."""

    def __init__(self) -> None:
        self.gate = threading.Event()

    def __call__(self, ref: ImageRef, max_side: int | None = None) -> Picture:
        if ref.path == "colour":
            return Picture(np.full((64, 64, 3), (9, 8, 7), np.uint8), full_size=(64, 64))
        if ref.frame == 4:
            raise UnreadableFile("Slice 5 is damaged.")
        if ref.frame == 9:
            self.gate.wait(5)
        pixels = np.full((64, 64), 10 * ref.frame, np.int16)
        return Picture(pixels, units="HU", windows=(SOFT,), spacing=(1.0, 1.0), full_size=(64, 64))


def series(path: str = "ct", count: int = 12, *notices: Notice) -> Case:
    return Case(
        CaseId(path),
        "CT",
        tuple(ImageRef(path, frame=number) for number in range(count)),
        Patient("p"),
        position_mm=tuple(-2.5 * number for number in range(count)),
        notices=notices,
    )


@pytest.fixture
def slices() -> Slices:
    return Slices()


@pytest.fixture
def view(qtbot: QtBot, jobs: JobRunner, slices: Slices) -> SeriesView:
    shown = SeriesView(jobs, slices)
    qtbot.addWidget(shown)
    shown.resize(800, 600)
    shown.show()
    qtbot.waitExposed(shown)
    with qtbot.waitSignal(shown.shown):
        shown.show_case(series())
    yield shown
    slices.gate.set()
    shown.clear()


def middle(view: SeriesView) -> int:
    image = view.canvas.grab().toImage()
    return QColor(image.pixel(image.width() // 2, image.height() // 2)).red()


def linear(value: float, window: Window) -> int:
    # PS3.3 C.11.2.1.2.1
    shade = ((value - (window.centre - 0.5)) / (window.width - 1) + 0.5) * 255
    return round(min(max(shade, 0), 255))


def wait_for(qtbot: QtBot, view: SeriesView, index: int) -> None:
    qtbot.waitUntil(lambda: view.frames.get(view.case.images[index]) is not None)


def test_it_opens_in_the_window_of_the_file(view: SeriesView) -> None:
    assert view.windows.window == SOFT
    assert middle(view) == linear(0, SOFT)
    assert view.canvas.text(overlay.TOP_RIGHT) == "soft   C 40  W 400"


def test_keys_wheel_and_drag_scroll(qtbot: QtBot, view: SeriesView) -> None:
    qtbot.keyClick(view.canvas, Key.Key_Down)
    qtbot.keyClick(view.canvas, Key.Key_Down)
    assert view.index == 2
    qtbot.keyClick(view.canvas, Key.Key_End)
    assert view.index == 11
    qtbot.keyClick(view.canvas, Key.Key_PageUp)
    assert view.index == 1
    qtbot.mousePress(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    for y in (210, 220, 230, 236):
        qtbot.mouseMove(view.canvas, QPoint(300, y))
        qtbot.wait(5)
    qtbot.mouseRelease(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 236))
    assert view.index == 4
    qtbot.keyClick(view.canvas, Key.Key_Home)
    assert view.index == 0


def test_the_frame_shown_is_the_one_the_number_says(qtbot: QtBot, view: SeriesView) -> None:
    wait_for(qtbot, view, 3)
    view.show_index(3)
    assert middle(view) == linear(30, SOFT)
    assert view.canvas.text(overlay.BOTTOM_RIGHT) == "4 / 12 · \N{MINUS SIGN}7.5 mm"


def test_a_slice_that_is_not_here_yet_shows_no_other(
    qtbot: QtBot, view: SeriesView, slices: Slices
) -> None:
    view.show_index(9)
    assert view.canvas.picture is None
    assert view.canvas.accessibleDescription() == "Loading slice 10"
    slices.gate.set()
    qtbot.waitUntil(lambda: view.canvas.picture is not None)
    assert middle(view) == linear(90, SOFT)


def test_a_damaged_slice_says_so_and_the_others_go_on(qtbot: QtBot, view: SeriesView) -> None:
    view.show_index(4)
    qtbot.waitUntil(lambda: view.canvas.accessibleDescription() == "Slice 5 is damaged.")
    assert view.canvas.picture is None
    wait_for(qtbot, view, 5)
    view.show_index(5)
    assert middle(view) == linear(50, SOFT)


def drag_right_button(qtbot: QtBot, view: SeriesView, right: int, down: int) -> None:
    start = QPoint(300, 200)
    qtbot.mousePress(view.canvas, Qt.MouseButton.RightButton, pos=start)
    qtbot.mouseMove(view.canvas, start + QPoint(right, down))
    qtbot.wait(5)
    qtbot.mouseRelease(view.canvas, Qt.MouseButton.RightButton, pos=start + QPoint(right, down))


def test_a_right_drag_windows_as_the_standard_says(qtbot: QtBot, view: SeriesView) -> None:
    drag_right_button(qtbot, view, -90, -30)
    window = view.windows.window
    assert window is not None
    assert window.width == pytest.approx(400 * np.exp(-0.3))
    assert window.centre == pytest.approx(40 - 40)
    assert middle(view) == linear(0, window)
    wait_for(qtbot, view, 2)
    view.show_index(2)
    assert middle(view) == linear(20, window)


def test_w_gives_the_left_button_the_window_and_back(qtbot: QtBot, view: SeriesView) -> None:
    qtbot.keyClick(view.canvas, Key.Key_W)
    assert view.canvas.tool is Tool.TONE
    qtbot.keyClick(view.canvas, Key.Key_W)
    assert view.canvas.tool is Tool.SCROLL


def test_presets_have_keys_and_the_first_is_the_files(qtbot: QtBot, view: SeriesView) -> None:
    qtbot.keyClick(view.canvas, Key.Key_F3)
    assert view.windows.window is not None and view.windows.window.name == "Lung"
    assert view.canvas.text(overlay.TOP_RIGHT).startswith("Lung")
    qtbot.keyClick(view.canvas, Key.Key_F2)
    assert view.windows.window == SOFT


def test_each_radiograph_opens_with_its_own_window_until_a_reader_chooses_one(
    qtbot: QtBot, jobs: JobRunner
) -> None:
    own = [Window(100.0 * (number + 1), 50.0) for number in range(4)]

    def load(ref: ImageRef, max_side: int | None = None) -> Picture:
        pixels = np.full((8, 8), 120, np.int16)
        windows = () if ref.frame == 2 else (own[ref.frame],)
        return Picture(pixels, windows=windows, full_size=(8, 8))

    view = SeriesView(jobs, load)
    qtbot.addWidget(view)
    images = tuple(ImageRef("cr", frame=number) for number in range(4))
    with qtbot.waitSignal(view.shown):
        view.show_case(Case(CaseId("cr"), "CR", images, Patient("p")))
    seen = []
    for index in (0, 1, 2, 3, 0):
        wait_for(qtbot, view, index)
        view.show_index(index)
        seen.append(view.windows.window)
    assert seen == [own[0], own[1], own[0], own[3], own[0]]  # the third one brings none
    ticked = [a.data()[0] for a in view.windows.menu.actions() if a.isChecked()]
    assert ticked == [own[0]]
    view.windows.darker()
    chosen = view.windows.window
    view.show_index(1)
    assert view.windows.window == chosen
    view.windows.reset()
    assert view.windows.window == own[1]  # of the image in view, not of the first
    view.show_index(3)
    assert view.windows.window == own[3]


def test_invert_is_said_and_backspace_undoes_it(qtbot: QtBot, view: SeriesView) -> None:
    qtbot.keyClick(view.canvas, Key.Key_I)
    assert middle(view) == 255 - linear(0, SOFT)
    assert view.canvas.text(overlay.TOP_RIGHT).endswith("Inverted")
    qtbot.keyClick(view.canvas, Key.Key_Backspace)
    assert middle(view) == linear(0, SOFT)


def test_playing_goes_on_past_a_damaged_slice_and_around(
    qtbot: QtBot, view: SeriesView, slices: Slices
) -> None:
    slices.gate.set()
    for _ in range(8):
        view.cine.faster()
    seen: list[int] = []
    view.index_changed.connect(seen.append)
    qtbot.keyClick(view.canvas, Key.Key_Space)
    assert view.cine.is_playing
    qtbot.waitUntil(lambda: len(seen) > 13)
    assert seen[:13] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1]
    qtbot.keyClick(view.canvas, Key.Key_Down)
    assert not view.cine.is_playing


def test_no_millimetres_where_they_cannot_be_trusted(qtbot: QtBot, view: SeriesView) -> None:
    off = Notice("gap", "Slices are missing.", frozenset({MILLIMETRES}))
    with qtbot.waitSignal(view.shown):
        view.show_case(series("gap", 12, off))
    assert view.position_words() == "1 / 12"
    assert view.canvas.picture is not None and view.canvas.picture.switched_off(MILLIMETRES)
    assert view.banner.text == "Slices are missing. Switched off: millimetres."


def test_a_region_belongs_to_its_slice(qtbot: QtBot, view: SeriesView) -> None:
    wait_for(qtbot, view, 1)
    view.canvas.set_region(Region(10, 10, 20, 20))
    view.canvas.region_drawn.emit(view.canvas.region)
    view.show_index(1)
    assert view.canvas.region is None
    view.show_index(0)
    assert view.canvas.region == Region(10, 10, 20, 20)


def test_colour_frames_need_no_window(qtbot: QtBot, view: SeriesView) -> None:
    with qtbot.waitSignal(view.shown):
        view.show_case(series("colour", 3))
    assert middle(view) == 9
    qtbot.keyClick(view.canvas, Key.Key_BracketLeft)
    assert middle(view) == 9


def test_one_image_has_no_slider(qtbot: QtBot, view: SeriesView) -> None:
    with qtbot.waitSignal(view.shown):
        view.show_case(series("dx", 1))
    assert not view._slider.isVisible()
    assert view.canvas.tool is Tool.PAN
    assert view.position_words() == ""


def test_playing_waits_for_a_frame_instead_of_showing_a_gap(
    qtbot: QtBot, view: SeriesView, slices: Slices
) -> None:
    for _ in range(8):
        view.cine.faster()
    wait_for(qtbot, view, 8)
    view.show_index(8)
    view.cine.toggle()
    qtbot.wait(100)
    assert view.index == 8 and view.canvas.picture is not None
    slices.gate.set()
    qtbot.waitUntil(lambda: view.index > 9)


SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_turned_and_mirrored_is_said_and_undone(qtbot: QtBot, view: SeriesView) -> None:
    qtbot.keyClick(view.canvas, Key.Key_R, SHIFT)
    qtbot.keyClick(view.canvas, Key.Key_V, SHIFT)
    assert view.canvas.text(overlay.TOP_RIGHT).endswith("Mirrored\nTurned by 90°")
    qtbot.keyClick(view.canvas, Key.Key_Backspace)
    assert view.canvas.viewport.is_upright
    assert view.canvas.text(overlay.TOP_RIGHT) == "soft   C 40  W 400"


def test_another_series_is_never_turned_by_the_last_one(qtbot: QtBot, view: SeriesView) -> None:
    qtbot.keyClick(view.canvas, Key.Key_H, SHIFT)
    with qtbot.waitSignal(view.shown):
        view.show_case(series("other"))
    assert view.canvas.viewport.is_upright


def test_the_patient_stands_in_the_corner_until_hidden(qtbot: QtBot, view: SeriesView) -> None:
    case = replace(series(), patient=Patient("P-1", "Doe, Jane"), study_date="2026-01-02")
    view.name_patient(True)
    with qtbot.waitSignal(view.shown):
        view.show_case(case)
    assert view.canvas.text(overlay.TOP_LEFT) == "Doe, Jane\nP-1\n2026-01-02"
    with qtbot.waitSignal(view.patient_named) as said:
        qtbot.keyClick(view.canvas, Key.Key_I, SHIFT)
    assert said.args == [False] and view.canvas.text(overlay.TOP_LEFT) == ""
    assert "Doe" not in view.canvas.accessibleDescription()


def test_the_glass_shows_what_is_under_it_larger(qtbot: QtBot, view: SeriesView) -> None:
    half = np.zeros((64, 64), np.int16)
    half[:, 34:] = 200  # two pixels right of the middle
    view.canvas.show_picture(Picture(half, full_size=(64, 64)), view.windows.tone(Picture(half)))
    x, y = (round(v) for v in view.canvas.viewport.to_view((33.0, 32.0)))
    at = round(view.canvas.viewport.zoom * 1.5)
    assert QColor(view.canvas.grab().toImage().pixel(x + at, y)).red() > 128
    qtbot.mouseMove(view.canvas, QPoint(x, y))
    qtbot.keyClick(view.canvas, Key.Key_M, SHIFT)
    assert QColor(view.canvas.grab().toImage().pixel(x + at, y)).red() < 128
    qtbot.keyClick(view.canvas, Key.Key_M, SHIFT)
    assert not view.canvas.is_magnifying


def test_the_keys_of_presets_stay_where_they_are_whatever_a_file_brings() -> None:
    own, more = Window(40.0, 350.0), Window(-500.0, 1400.0, "Lung")
    presets = [Window(0.0, 1.0, name) for name in ("Lung", "Mediastinum", "Bone", "Brain")]
    presets += [Window(0.0, 1.0, name) for name in ("Abdomen", "Data range", "Full range")]
    fixed = [3, 4, 5, 6, 7, 8, 9]
    assert keys_for([own, *presets], has_table=False) == [2, *fixed]
    assert keys_for(presets, has_table=False) == fixed
    assert keys_for([own, more, *presets], has_table=False) == [2, None, *fixed]
    assert keys_for([own, *presets], has_table=True) == [2, None, *fixed]
    others = [own, more, own, *presets[-2:]]  # an MR: no presets of the modality
    assert keys_for([own, own, own, *presets[-2:]], has_table=True) == [2, 3, 4, 5, 8, 9]
    assert len(set(keys_for(others, has_table=False))) == len(others)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_all_tools_of_a_series_are_seen_at_the_least_width(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, sample: Path, language: str, theme: str
) -> None:
    services = build_services(tmp_path)
    services.settings.set(language=language, theme=theme)
    session = Session(services, qapp)
    window = session.window
    window.resize(1280, 720)
    window.open_paths([sample / "ct"])
    viewer = window.read_page.viewer
    qtbot.waitUntil(lambda: viewer.view.canvas.picture is not None, timeout=20_000)
    viewer.segments.menu.menuAction().setVisible(True)  # as where the study has segments
    QApplication.processEvents()
    bar = viewer.view.series.bar
    tools = [bar.widgetForAction(action) for action in bar.actions() if action.isVisible()]
    try:
        assert bar.sizeHint().width() <= bar.width()
        assert len(tools) > 12 and all(tool.isVisible() for tool in tools)
    finally:
        session._translation.use("en")
        window.close()
        session.end()
        window.deleteLater()
        session.deleteLater()
