"""Three planes under the hand: the drawn CT through the readers, and bodies of known place."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from medview.app.open_volume import OpenVolume
from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.errors import NoVolume
from medview.domain.fusion import UNALIGNED, ColourMap, Rigid
from medview.domain.image import Window
from medview.domain.job import JobContext
from medview.domain.planes import Slab, SlabMode, View
from medview.domain.volume import Grid, Volume
from medview.imaging.voxels import ItkVoxels
from medview.sources.folder import FolderSource
from medview.sources.reader import ReaderPool
from medview.ui import overlay
from medview.ui.planes_view import PlanesView

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
UPRIGHT = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
BALL = (25.0, 15.0, 30.0)  # mm, off the middle in every direction


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    readers = ReaderPool(2)
    yield readers
    readers.close()


def series(name: str, modality: str, count: int) -> Case:
    images = tuple(ImageRef(name, frame=n) for n in range(count))
    places = tuple(4.0 * n for n in range(count))
    return Case(CaseId(name), modality, images, Patient("p"), title=name,
                position_mm=places, spacing=(1.0, 1.0))  # fmt: skip


def ball(case: Case, spacing: tuple[float, float, float], units: str, space: str) -> Volume:
    """Return a volume of 64 × 64 × 60 mm with a bright ball of 8 mm at BALL."""
    counts = [round(64 / spacing[0]), round(64 / spacing[1]), len(case.images)]
    grid = Grid((spacing[0] / 2, spacing[1] / 2, spacing[2] / 2), UPRIGHT, spacing,
                (counts[2], counts[1], counts[0]))  # fmt: skip
    z, y, x = np.mgrid[0 : counts[2], 0 : counts[1], 0 : counts[0]]
    places = (np.stack([x, y, z], axis=-1) + 0.5) * spacing
    inside = np.linalg.norm(places - BALL, axis=-1) < 8.0
    values = np.where(inside, 400, -100) if units == "HU" else np.where(inside, 4.0, 0.0)
    voxels = ItkVoxels(grid, "int16" if units == "HU" else "float32")
    for index, pixels in enumerate(values):
        voxels.put(index, pixels.astype(np.int16 if units == "HU" else np.float32))
    windows = (Window(150.0, 400.0),) if units == "HU" else ()
    return Volume(case, grid, voxels, float(values.min()), units, windows, frame_of_reference=space)


CT, PET = series("Chest", "CT", 15), series("PET", "PT", 12)
STRANGER = replace(series("Other", "CT", 15), patient=Patient("q"))


class Volumes:
    """Loads the two balls; a PET in another space, or none, when told so."""

    def __init__(self) -> None:
        self.space = "1.2.3"
        self.fails = False

    def __call__(self, case: Case, context: JobContext) -> Volume:
        if self.fails:
            raise NoVolume("The slices differ in size, units or space.")
        if case is PET:
            return ball(case, (4.0, 4.0, 5.0), "g/ml", self.space)
        return ball(case, (1.0, 1.0, 4.0), "HU", "1.2.3")


@pytest.fixture
def volumes() -> Volumes:
    return Volumes()


@pytest.fixture
def view(qtbot, jobs, volumes) -> Iterator[PlanesView]:
    shown = PlanesView(jobs, volumes, lambda: [CT, PET, STRANGER])
    qtbot.addWidget(shown)
    shown.resize(1000, 700)
    shown.show()
    qtbot.waitExposed(shown)
    shown.show_case(CT, 3)
    qtbot.waitUntil(lambda: shown.planes.volume is not None)
    yield shown
    shown.clear()


def at(view: PlanesView) -> tuple[float, float, float]:
    return view.planes.cross.at


def in_view(view: PlanesView, pane: View, place: tuple[float, float, float]) -> QPoint:
    """Return where a place in mm is on a pane."""
    cut = view.planes.cut(pane)
    return QPointF(*view.canvases[pane].viewport.to_view(cut.to_plane(place))).toPoint()


def shade(view: PlanesView, pane: View, place: tuple[float, float, float]) -> QColor:
    """Return the colour shown at a place, the crosshair left aside."""
    canvas = view.canvases[pane]
    canvas.show_cross(None)
    point = in_view(view, pane, place)
    return QColor(canvas.grab().toImage().pixel(point))


def settle(qtbot, view: PlanesView) -> None:
    """Wait until everything is drawn finely."""
    qtbot.wait(20)
    qtbot.waitUntil(lambda: all(drawn.coarse == 1 for drawn in view.planes.shown.values()))


def test_it_opens_at_the_slice_that_was_looked_at(view: PlanesView) -> None:
    assert view.index == 3
    assert at(view) == pytest.approx((31.5, 31.5, 14.0), abs=1.01)
    assert view.canvases[View.AXIAL].text(overlay.BOTTOM_RIGHT) == "14.0 mm"
    assert view.canvases[View.AXIAL].text(overlay.TOP_LEFT) == "Axial"
    assert "C 150" in view.canvases[View.AXIAL].text(overlay.TOP_RIGHT)
    letters = {
        pane: overlay.edge_letters(view.canvases[pane].picture, view.canvases[pane].viewport)
        for pane in View
    }
    assert letters[View.AXIAL] == ("R", "L", "A", "P")
    assert letters[View.CORONAL] == ("R", "L", "H", "F")
    assert letters[View.SAGITTAL] == ("A", "P", "H", "F")


def test_a_click_moves_the_other_planes_to_the_place(qtbot, view: PlanesView) -> None:
    qtbot.mouseClick(view.canvases[View.CORONAL], Left, pos=in_view(view, View.CORONAL, BALL))
    qtbot.mouseClick(view.canvases[View.AXIAL], Left, pos=in_view(view, View.AXIAL, BALL))
    assert at(view) == pytest.approx(BALL, abs=0.4)
    settle(qtbot, view)
    for pane in View:
        assert shade(view, pane, BALL).red() > 240
        right, down = view.planes.cross.sides_of(pane)
        for way in (right, down):
            edge = [tuple(b + d * w for b, w in zip(BALL, way, strict=True)) for d in (4, 12)]
            assert [shade(view, pane, place).red() > 120 for place in edge] == [True, False]


def test_dragging_follows_the_hand(qtbot, view: PlanesView) -> None:
    canvas = view.canvases[View.AXIAL]
    start, end = in_view(view, View.AXIAL, at(view)), in_view(view, View.AXIAL, BALL)
    qtbot.mousePress(canvas, Left, pos=start)
    for step in range(1, 6):
        qtbot.mouseMove(canvas, start + (end - start) * step / 5)
        qtbot.wait(5)
    qtbot.mouseRelease(canvas, Left, pos=end)
    assert at(view)[:2] == pytest.approx(BALL[:2], abs=0.4)
    assert at(view)[2] == pytest.approx(14.0)  # the axial plane stays
    qtbot.mouseMove(canvas, start)
    assert at(view)[:2] == pytest.approx(BALL[:2], abs=0.4)  # let go is let go


def test_wheel_and_keys_scroll_by_voxels(qtbot, view: PlanesView) -> None:
    canvas = view.canvases[View.AXIAL]
    qtbot.keyClick(canvas, Key.Key_Down)
    assert at(view)[2] == pytest.approx(18.0)
    position = QPointF(canvas.rect().center())
    QApplication.sendEvent(canvas, QWheelEvent(
        position, canvas.mapToGlobal(position), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False))  # fmt: skip
    assert at(view)[2] == pytest.approx(14.0)
    qtbot.keyClick(canvas, Key.Key_End)
    assert at(view)[2] == pytest.approx(58.0)
    qtbot.keyClick(canvas, Key.Key_Down)
    assert at(view)[2] == pytest.approx(58.0)
    before = at(view)
    qtbot.keyClick(view.canvases[View.SAGITTAL], Key.Key_Up)
    assert at(view)[0] == pytest.approx(before[0] - 1.0)
    qtbot.keyClick(canvas, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert at(view)[0] == pytest.approx(before[0])


def test_shift_drag_turns_the_other_planes_and_the_reset_key_puts_them_back(
    qtbot, view: PlanesView
) -> None:
    canvas, shift = view.canvases[View.AXIAL], Qt.KeyboardModifier.ShiftModifier
    middle = in_view(view, View.AXIAL, at(view))
    zoom = canvas.viewport.zoom
    QTest.mousePress(canvas, Left, shift, middle + QPoint(100, 0))
    for degrees in range(2, 31, 2):
        angle = math.radians(degrees)
        ahead = QPointF(100 * math.cos(angle), 100 * math.sin(angle)).toPoint()
        QTest.mouseMove(canvas, middle + ahead)
        qtbot.wait(2)
    QTest.mouseRelease(canvas, Left, shift, middle + ahead)
    left = view.planes.cross.axes[0]
    assert math.degrees(math.atan2(left[1], left[0])) == pytest.approx(30, abs=1)
    settle(qtbot, view)
    coronal = view.canvases[View.CORONAL]
    assert overlay.edge_letters(coronal.picture, coronal.viewport) == ("RA", "LP", "H", "F")
    assert overlay.edge_letters(canvas.picture, canvas.viewport) == ("R", "L", "A", "P")
    assert view.canvases[View.CORONAL].text(overlay.TOP_LEFT) == "Coronal\nturned"
    assert canvas.text(overlay.TOP_LEFT) == "Axial"
    assert canvas.viewport.zoom == pytest.approx(zoom)
    assert at(view) == pytest.approx((31.5, 31.5, 14.0), abs=1.01)
    qtbot.keyClick(view, Key.Key_R)
    assert view.planes.cross.axes == UPRIGHT
    assert canvas.viewport.is_fitted
    qtbot.keyClick(canvas, Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    left = view.planes.cross.axes[0]
    assert math.degrees(math.atan2(left[1], left[0])) == pytest.approx(5)


def test_a_slab_shows_what_lies_behind(qtbot, view: PlanesView) -> None:
    """The ball is 16 mm from the slice in view: only a slab of 40 mm meets it."""
    assert shade(view, View.AXIAL, BALL).red() < 20
    for _ in range(5):
        qtbot.keyClick(view, Key.Key_Period)
    qtbot.keyClick(view, Key.Key_G)
    assert view.planes.slab == Slab(40.0, SlabMode.MIP)
    settle(qtbot, view)
    assert shade(view, View.AXIAL, BALL).red() > 240
    assert view.canvases[View.AXIAL].text(overlay.TOP_LEFT) == "Axial\nMIP, 40 mm"
    qtbot.keyClick(view, Key.Key_G)
    settle(qtbot, view)
    assert shade(view, View.AXIAL, BALL).red() < 20  # MinIP
    for _ in range(5):
        qtbot.keyClick(view, Key.Key_Comma)
    assert view.planes.slab.thickness == 0.0


def test_the_readout_says_place_and_value(qtbot, view: PlanesView) -> None:
    qtbot.mouseClick(view.canvases[View.CORONAL], Left, pos=in_view(view, View.CORONAL, BALL))
    settle(qtbot, view)
    canvas = view.canvases[View.AXIAL]
    qtbot.mouseMove(canvas, in_view(view, View.AXIAL, BALL))
    x, y = canvas.viewport.to_image(canvas._cursor.toTuple())
    place = view.planes.cut(View.AXIAL).to_patient(x, y)
    first, second, third = canvas.readout().split("\n")
    assert first == f"x {place[0]:.1f}   y {place[1]:.1f}"
    assert second == f"z {place[2]:.1f} mm"
    assert third == "400 HU"


def test_windows_are_shared(qtbot, view: PlanesView) -> None:
    qtbot.mouseClick(view.canvases[View.CORONAL], Left, pos=in_view(view, View.CORONAL, BALL))
    settle(qtbot, view)
    view.windows.choose(Window(700.0, 200.0))
    assert shade(view, View.AXIAL, BALL).red() == 0
    qtbot.keyClick(view, Key.Key_I)
    assert shade(view, View.AXIAL, BALL).red() == 255
    assert "Inverted" in view.canvases[View.AXIAL].text(overlay.TOP_RIGHT)


def fuse(qtbot, view: PlanesView) -> None:
    view.fusion.fill_menu()
    [action] = view.fusion.menu.actions()
    assert action.text() == "PET"  # of the same patient, not the case itself
    before = view.planes.fusion
    action.trigger()
    qtbot.waitUntil(lambda: view.planes.fusion is not before)
    qtbot.mouseClick(view.canvases[View.CORONAL], Left, pos=in_view(view, View.CORONAL, BALL))
    settle(qtbot, view)


def test_a_pet_lies_over_its_ct(qtbot, view: PlanesView) -> None:
    fuse(qtbot, view)
    assert view.banner.text == ""
    hot = shade(view, View.AXIAL, BALL)
    assert hot.red() > hot.blue() + 40  # hot iron: 4 of 5 is orange
    outside = (50.0, 50.0, BALL[2])
    cold = shade(view, View.AXIAL, outside)
    assert cold.red() == cold.blue()  # no uptake, no colour
    canvas = view.canvases[View.AXIAL]
    qtbot.mouseMove(canvas, in_view(view, View.AXIAL, BALL))
    assert canvas.readout().split("\n")[2] == "400 HU   SUV 4.00"
    view.fusion.opacity.setValue(0)
    settle(qtbot, view)
    assert shade(view, View.AXIAL, BALL).blue() > 240
    view.fusion.opacity.setValue(100)
    view.fusion.colours.setCurrentIndex(view.fusion.colours.findData(ColourMap.INVERTED_GREY))
    view.fusion.high.setValue(4.0)
    settle(qtbot, view)
    assert shade(view, View.AXIAL, BALL).red() < 10  # the highest value is black
    qtbot.keyClick(view, Key.Key_X)
    settle(qtbot, view)
    assert shade(view, View.AXIAL, BALL).red() > 240
    assert "SUV" not in canvas.readout()
    view.fusion.remove()
    assert not view.fusion.isVisible()


def test_another_space_is_named_until_an_alignment_is_accepted(
    qtbot, view: PlanesView, volumes: Volumes
) -> None:
    for space in ("9.9.9", ""):
        volumes.space = space
        fuse(qtbot, view)
        assert view.banner.isVisible()
        assert view.banner.text == UNALIGNED.text
    # The hook of an alignment: here the PET lies 20 mm to the left of where the CT has it.
    view.accept_alignment(Rigid(UPRIGHT, (20.0, 0.0, 0.0)))
    settle(qtbot, view)
    assert not view.banner.isVisible()
    assert shade(view, View.AXIAL, (5.0, BALL[1], BALL[2])).red() > 100
    assert shade(view, View.AXIAL, BALL).red() == shade(view, View.AXIAL, BALL).blue()


def test_why_there_are_no_planes_is_said(qtbot, view: PlanesView, volumes: Volumes) -> None:
    volumes.fails = True
    with qtbot.waitSignal(view.said) as said:
        view.show_case(CT, 0)
    assert said.args == ["The slices differ in size, units or space."]
    for canvas in view.canvases.values():
        assert canvas.accessibleDescription().startswith("The slices differ")
        qtbot.mouseClick(canvas, Left)  # nothing to move, nothing breaks
        qtbot.keyClick(canvas, Key.Key_Down)


def test_the_drawn_ct_through_the_readers(qtbot, jobs, pool: ReaderPool, sample: Path) -> None:
    [case] = cases_of(pool, sample / "ct")
    view = PlanesView(jobs, OpenVolume(pool), lambda: [case])
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    view.show_case(case, 5)
    assert view.loading.isVisible()
    qtbot.waitUntil(lambda: view.planes.volume is not None, timeout=20_000)
    assert not view.loading.isVisible()
    assert view.index == 5
    settle(qtbot, view)
    for pane, canvas in view.canvases.items():
        assert canvas.picture is not None
        assert np.ptp(canvas.picture.pixels) > 500, pane
    bar = overlay.scale_bar(view.canvases[View.CORONAL].picture, 1.0, 400.0)
    assert bar is not None  # true millimetres: 100 mm are as many pixels down as across
    view.clear()


def test_cancel_goes_back(qtbot, jobs, pool: ReaderPool, sample: Path) -> None:
    [case] = cases_of(pool, sample / "ct")

    def slowly(case: Case, context: JobContext) -> Volume:
        for n in range(1000):
            context.step(n, 1000)
            time.sleep(0.01)
        raise AssertionError

    view = PlanesView(jobs, slowly, lambda: [])
    qtbot.addWidget(view)
    view.show()
    view.show_case(case)
    qtbot.waitUntil(lambda: "/ 1000" in view.loading.words.text())
    with qtbot.waitSignal(view.closed):
        qtbot.mouseClick(view.loading.cancel, Left)
    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(view, Key.Key_Escape)


def test_another_series_while_one_loads_is_shown(qtbot, jobs, volumes: Volumes) -> None:
    def load(case: Case, context: JobContext) -> Volume:
        while case is STRANGER:  # until it is dropped
            context.step(1, 2)
            time.sleep(0.01)
        return volumes(case, context)

    view = PlanesView(jobs, load, lambda: [])
    qtbot.addWidget(view)
    view.show()
    closed = []
    view.closed.connect(lambda: closed.append(True))
    view.show_case(STRANGER)
    qtbot.wait(50)
    view.show_case(CT, 2)
    qtbot.waitUntil(lambda: view.planes.volume is not None)
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert not closed
    assert view.planes.volume.case is CT
    view.clear()


def cases_of(pool: ReaderPool, *paths: Path) -> list[Case]:
    found: list[Case] = []
    FolderSource(pool).open(list(paths), JobContext(on_item=found.append))
    return found


def test_dragging_a_large_ct_is_quick_enough(qtbot, jobs) -> None:
    """512 × 512 × 133, a frame of three planes within 40 ms of this process's time."""
    case = series("Large", "CT", 133)
    grid = Grid((0.0, 0.0, 0.0), UPRIGHT, (0.7, 0.7, 2.5), (133, 512, 512))
    voxels = ItkVoxels(grid, "int16")
    noise = np.random.default_rng(0).normal(0, 300, (512, 512)).astype(np.int16)
    for index in range(133):
        voxels.put(index, np.roll(noise, index))
    volume = Volume(case, grid, voxels, -1000.0, "HU", (Window(40.0, 400.0),))
    view = PlanesView(jobs, lambda case, context: volume, lambda: [])
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    view.show_case(case, 60)
    qtbot.waitUntil(lambda: view.planes.volume is not None)
    times = []
    for step in range(30):
        start = time.process_time()
        view.planes.place(View.AXIAL, 200.0 + step, 220.0 + step)
        view.planes.draw_now()
        for canvas in view.canvases.values():
            canvas.repaint()
        times.append(1000 * (time.process_time() - start))
    assert statistics.quantiles(times, n=5)[0] <= 40
    view.clear()
