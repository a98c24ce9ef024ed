"""The canvas under a real mouse and keyboard, and the pixels it paints."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.app.display import WindowTone
from medview.domain.image import HOUNSFIELD, MILLIMETRES, ORIENTATION, Notice, Picture, Window
from medview.domain.region import Region
from medview.ui import overlay
from medview.ui.image_canvas import ImageCanvas, Tool
from medview.ui.overlay import edge_letters
from medview.ui.viewport import Viewport

Left, Right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
SIDE = 400
AS_STORED = Viewport((4.0, 4.0), (80.0, 60.0))


def quarters() -> Picture:
    """Return red, green, blue and white quarters, 400 × 400."""
    pixels = np.zeros((SIDE, SIDE, 3), np.uint8)
    pixels[:200, :200] = (255, 0, 0)
    pixels[:200, 200:] = (0, 255, 0)
    pixels[200:, :200] = (0, 0, 255)
    pixels[200:, 200:] = 255
    return Picture(pixels, full_size=(SIDE, SIDE))


@pytest.fixture
def canvas(qtbot: QtBot) -> ImageCanvas:
    shown = ImageCanvas()
    qtbot.addWidget(shown)
    shown.resize(800, 600)
    shown.show()
    qtbot.waitExposed(shown)
    shown.setFocus()
    shown.show_picture(quarters())
    return shown


def colour_at(canvas: ImageCanvas, x: int, y: int) -> tuple[int, int, int]:
    colour = QColor(canvas.grab().toImage().pixel(x, y))
    return colour.red(), colour.green(), colour.blue()


def turn_wheel(canvas: ImageCanvas, at: QPoint, notches: int, control: bool = False) -> None:
    keys = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        QPointF(at),
        QPointF(canvas.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


@pytest.fixture
def drag(qtbot: QtBot, canvas: ImageCanvas) -> Callable[..., None]:
    def dragged(start: QPoint, end: QPoint, button: Qt.MouseButton = Left) -> None:
        qtbot.mousePress(canvas, button, pos=start)
        for step in (0.5, 1.0):
            qtbot.mouseMove(canvas, start + (end - start) * step)
            qtbot.wait(5)
        qtbot.mouseRelease(canvas, button, pos=end)

    return dragged


def test_a_picture_is_fitted_and_in_its_colours(canvas: ImageCanvas) -> None:
    assert canvas.viewport.is_fitted
    assert colour_at(canvas, 200, 150) == (255, 0, 0)
    assert colour_at(canvas, 600, 150) == (0, 255, 0)
    assert colour_at(canvas, 200, 450) == (0, 0, 255)
    assert sum(colour_at(canvas, 50, 300)) < 60  # dark beside the image


def test_the_wheel_zooms_at_the_cursor(canvas: ImageCanvas) -> None:
    at = QPoint(250, 200)
    before = canvas.viewport.to_image((at.x(), at.y()))
    turn_wheel(canvas, at, 3)
    assert canvas.viewport.zoom == pytest.approx(1.5 * 1.25**3)
    assert canvas.viewport.to_image((at.x(), at.y())) == pytest.approx(before)


def test_the_wheel_scrolls_a_series_and_zooms_with_ctrl(qtbot: QtBot, canvas: ImageCanvas) -> None:
    canvas.wheel_scrolls = True
    with qtbot.waitSignal(canvas.scrolled) as heard:
        turn_wheel(canvas, QPoint(100, 100), -2)
    assert heard.args == [2] and canvas.viewport.is_fitted
    turn_wheel(canvas, QPoint(100, 100), 1, control=True)
    assert not canvas.viewport.is_fitted


def test_dragging_moves_the_image_with_the_hand(
    canvas: ImageCanvas, drag: Callable[..., None]
) -> None:
    canvas.set_viewport(canvas.viewport.zoomed_to(6.0))
    before = canvas.viewport.to_image((300.0, 300.0))
    drag(QPoint(300, 300), QPoint(360, 270))
    assert canvas.viewport.to_image((360.0, 270.0)) == pytest.approx(before)


def test_one_to_one_shows_one_image_pixel_on_one_screen_pixel(canvas: ImageCanvas) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (900, 900, 3), dtype=np.uint8)
    canvas.show_picture(Picture(noise, full_size=(900, 900)))
    canvas.one_to_one()
    left, top = (round(side) for side in canvas.viewport.to_view((0, 0)))
    for x, y in ((100, 100), (431, 298)):
        assert colour_at(canvas, x, y) == tuple(noise[y - top, x - left])


def test_arrow_keys_pan_only_what_is_zoomed(qtbot: QtBot, canvas: ImageCanvas) -> None:
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.viewport.is_fitted
    canvas.set_viewport(canvas.viewport.zoomed_to(6.0))
    before = canvas.viewport.centre[0]
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.viewport.centre[0] == pytest.approx(before + 80 / 6.0)


def test_a_double_click_goes_to_one_to_one_and_back(qtbot: QtBot, canvas: ImageCanvas) -> None:
    qtbot.mouseDClick(canvas, Left, pos=QPoint(300, 200))
    assert canvas.viewport.zoom == 1.0 and not canvas.viewport.is_fitted
    qtbot.mouseDClick(canvas, Left, pos=QPoint(300, 200))
    assert canvas.viewport.is_fitted


def test_a_drawn_region_is_told_in_pixels_of_the_original(
    qtbot: QtBot, canvas: ImageCanvas, drag: Callable[..., None]
) -> None:
    reduced = Picture(quarters().pixels, full_size=(4000, 4000))
    canvas.show_picture(reduced)
    canvas.set_tool(Tool.REGION)
    with qtbot.waitSignal(canvas.region_drawn) as heard:
        drag(QPoint(250, 150), QPoint(400, 300))
    assert heard.args == [Region(1000, 1000, 1000, 1000)]
    assert canvas.viewport.is_fitted


def test_a_region_is_clipped_to_the_image_and_a_click_clears_it(
    qtbot: QtBot, canvas: ImageCanvas, drag: Callable[..., None]
) -> None:
    canvas.set_tool(Tool.REGION)
    drag(QPoint(250, 150), QPoint(20, 0))
    assert canvas.region == Region(0, 0, 100, 100)
    with qtbot.waitSignal(canvas.region_cleared):
        drag(QPoint(250, 150), QPoint(251, 150))
    assert canvas.region is None


def test_a_region_can_be_marked_with_the_keyboard_alone(qtbot: QtBot, canvas: ImageCanvas) -> None:
    canvas.set_tool(Tool.REGION)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert canvas.region == Region(150, 150, 100, 100)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(canvas.region_drawn) as heard:
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert heard.args == [Region(158, 150, 100, 108)]
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.region is None


def grey(**changes: object) -> Picture:
    pixels = np.full((SIDE, SIDE), -64, np.int16)
    pixels[:, 200:] = 300
    return Picture(pixels, units="HU", full_size=(SIDE, SIDE), **changes)  # type: ignore[arg-type]


def hover(qtbot: QtBot, canvas: ImageCanvas, x: int, y: int) -> str:
    qtbot.mouseMove(canvas, QPoint(x, y))
    qtbot.wait(10)
    return canvas.readout()


def test_the_readout_gives_position_and_value_with_unit(qtbot: QtBot, canvas: ImageCanvas) -> None:
    canvas.show_picture(grey())
    assert hover(qtbot, canvas, 250, 150) == "x 100   y 100   \N{MINUS SIGN}64 HU"
    assert hover(qtbot, canvas, 5, 5) == ""


def test_no_value_is_read_out_when_it_cannot_be_trusted(qtbot: QtBot, canvas: ImageCanvas) -> None:
    off = Notice("no-hu", "The rescale values are missing.", frozenset({HOUNSFIELD}))
    canvas.show_picture(grey(notices=(off,)))
    assert hover(qtbot, canvas, 250, 150) == "x 100   y 100"


@pytest.mark.parametrize("width", [260, 400, 620])
def test_the_readout_stands_clear_of_bar_and_slice_in_a_narrow_view(
    qtbot: QtBot, canvas: ImageCanvas, width: int
) -> None:
    canvas.resize(width, 500)
    canvas.show_picture(
        Picture(np.full((SIDE, SIDE), -1000, np.int16), spacing=(0.5, 0.5), units="HU")
    )
    canvas.set_tone(WindowTone(Window(1000.0, 10.0)))  # all black
    canvas.set_text(overlay.BOTTOM_RIGHT, "112 / 135 · \N{MINUS SIGN}234.5 mm")

    def bright() -> np.ndarray:
        image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
        return rows[:, : image.width()] > 150

    before = bright()
    with_bar = before[-36:].any()
    assert with_bar and hover(qtbot, canvas, width // 2, 250)
    after = bright()
    where = np.nonzero(after & ~before)
    assert len(where[0]) > 50  # it is written
    assert not (before & ~after).any()  # over nothing that stood there: its rim is dark
    rows, columns = slice(where[0].min() - 1, where[0].max() + 2), slice(0, where[1].max() + 2)
    assert not before[rows, columns].any()


@pytest.mark.parametrize("size", [(208, 146), (330, 240), (600, 500)])
def test_words_and_letters_lie_over_each_other_in_no_cell_of_a_layout(
    canvas: ImageCanvas, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    written: dict[str, QRect] = {}
    metrics = canvas.fontMetrics()

    def note(painter: QPainter, area: QRect, where: overlay.Corner, text: str) -> None:
        inner = area.adjusted(overlay.MARGIN, 0, -overlay.MARGIN, 0)
        if text:
            written[text] = metrics.boundingRect(inner, where.value, text)

    monkeypatch.setattr(overlay, "draw_text", note)
    canvas.resize(*size)
    axial = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
    canvas.show_picture(
        Picture(np.zeros((SIDE, SIDE), np.int16), spacing=(0.5, 0.5), orientation=axial)
    )
    canvas.set_text(overlay.TOP_LEFT, "NSCLC-042\n1960-01-16\nPET AC")
    canvas.set_text(overlay.TOP_RIGHT, "L 40  W 400")
    canvas.set_text(overlay.BOTTOM_RIGHT, "68 / 135 · -141 mm")
    canvas.grab()
    assert {"R", "L"} <= set(written)
    for text, room in written.items():
        over = [other for other in written if other != text and written[other].intersects(room)]
        assert not over, text
        assert canvas.rect().contains(room)


def test_what_the_file_draws_is_seen_until_it_is_hidden(canvas: ImageCanvas) -> None:
    drawn = np.zeros((SIDE, SIDE), bool)
    drawn[100:140, 300:340] = True
    canvas.show_picture(Picture(np.zeros((SIDE, SIDE), np.int16), drawn=drawn))
    canvas.set_tone(WindowTone(Window(1000.0, 10.0)))  # all black
    port = canvas.viewport.turned().flipped(across=True)
    canvas.set_viewport(port)
    x, y = (round(part) for part in port.to_view((320, 120)))
    assert min(colour_at(canvas, x, y)) > 120
    x, y = (round(part) for part in port.to_view((120, 320)))
    assert max(colour_at(canvas, x, y)) < 40
    canvas.show_drawn(False)
    x, y = (round(part) for part in port.to_view((320, 120)))
    assert max(colour_at(canvas, x, y)) < 40


def test_every_thin_line_of_the_file_is_seen_in_a_picture_that_is_shrunk(
    canvas: ImageCanvas,
) -> None:
    drawn = np.zeros((3200, 4000), bool)
    lines = range(100, 3200, 80)
    for number, row in enumerate(lines):
        drawn[row + number % 4] = True  # at each place in a square of four
    canvas.show_picture(Picture(np.zeros((3200, 4000), np.int16), drawn=drawn))
    canvas.set_tone(WindowTone(Window(1000.0, 10.0)))  # all black
    image, port = canvas.grab().toImage(), canvas.viewport
    assert port.zoom < 0.25
    seen = 0
    for row in lines:
        x, y = (int(part) for part in port.to_view((2300.0, row + 2.0)))
        seen += max(QColor(image.pixel(x, y + d)).lightness() for d in (-1, 0, 1)) > 60
    assert seen == len(lines)


def bar_pixels(canvas: ImageCanvas) -> int:
    canvas.set_tone(WindowTone(Window(1000.0, 10.0)))  # all black
    image = canvas.grab().toImage()
    rows = range(580, 592)
    bright = [[QColor(image.pixel(x, y)).lightness() > 150 for x in range(800)] for y in rows]
    return max(sum(row) for row in bright)


def test_the_scale_bar_is_as_long_as_it_says(canvas: ImageCanvas) -> None:
    canvas.show_picture(Picture(np.zeros((SIDE, SIDE), np.int16), spacing=(0.5, 0.5)))
    # 1.5 screen pixels for 0.5 mm: 5 cm is the longest round length within 200 pixels.
    assert bar_pixels(canvas) == pytest.approx(150, abs=4)


def test_no_scale_bar_without_trusted_millimetres(canvas: ImageCanvas) -> None:
    dark = np.zeros((SIDE, SIDE), np.int16)
    off = Notice("no-spacing", "The spacing is missing.", frozenset({MILLIMETRES}))
    for picture in (Picture(dark), Picture(dark, spacing=(0.5, 0.5), notices=(off,))):
        canvas.show_picture(picture)
        assert bar_pixels(canvas) == 0


def test_the_sides_of_the_patient_stand_at_the_edges() -> None:
    pixels = np.zeros((4, 4), np.int16)
    axial = Picture(pixels, orientation=(1, 0, 0, 0, 1, 0))
    assert edge_letters(axial, AS_STORED) == ("R", "L", "A", "P")
    tilted = Picture(pixels, orientation=(0, 1, 0, 0.5, 0, -0.866))
    assert edge_letters(tilted, AS_STORED) == ("A", "P", "HR", "FL")
    off = Notice("no-orientation", "The orientation is missing.", frozenset({ORIENTATION}))
    hidden = Picture(pixels, orientation=(1, 0, 0, 0, 1, 0), notices=(off,))
    assert edge_letters(hidden, AS_STORED) is None
    assert edge_letters(Picture(pixels), AS_STORED) is None


def test_the_letters_turn_with_the_image() -> None:
    axial = Picture(np.zeros((4, 4), np.int16), orientation=(1, 0, 0, 0, 1, 0))
    # clockwise: what was left is up, what was down is left
    assert edge_letters(axial, AS_STORED.turned()) == ("P", "A", "R", "L")
    assert edge_letters(axial, AS_STORED.flipped(across=True)) == ("L", "R", "A", "P")
    assert edge_letters(axial, AS_STORED.flipped(across=False)) == ("R", "L", "P", "A")
    assert edge_letters(axial, AS_STORED.turned().flipped(across=True)) == ("A", "P", "R", "L")


RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


@pytest.mark.parametrize(
    ("steps", "seen"),  # upper left, upper right, lower left, lower right
    [
        (["turn"], (BLUE, RED, WHITE, GREEN)),
        (["turn", "turn", "turn"], (GREEN, WHITE, RED, BLUE)),
        (["flip_across"], (GREEN, RED, WHITE, BLUE)),
        (["flip_down"], (BLUE, WHITE, RED, GREEN)),
        (["turn", "flip_across"], (RED, BLUE, GREEN, WHITE)),
        (["flip_down", "turn"], (RED, BLUE, GREEN, WHITE)),
        (["turn", "upright"], (RED, GREEN, BLUE, WHITE)),
    ],
)
def test_turned_and_mirrored_the_mouse_still_points_at_what_is_seen(
    canvas: ImageCanvas, steps: list[str], seen: tuple[tuple[int, int, int], ...]
) -> None:
    picture = quarters()
    canvas.show_picture(picture)
    for step in steps:
        getattr(canvas, step)()
    image = canvas.grab().toImage()
    places = [(300, 200), (500, 200), (300, 400), (500, 400)]
    for (x, y), colour in zip(places, seen, strict=True):
        assert image.pixelColor(x, y).getRgb()[:3] == colour
        column, row = canvas.viewport.to_image((x, y))
        assert tuple(picture.pixels[int(row), int(column)]) == colour


def test_unequal_spacing_is_shown_in_true_proportion(canvas: ImageCanvas) -> None:
    canvas.show_picture(Picture(np.zeros((100, 200), np.int16), spacing=(2.0, 1.0)))
    left, top = canvas.viewport.to_view((0, 0))
    right, bottom = canvas.viewport.to_view((200, 100))
    assert right - left == pytest.approx(bottom - top)


def test_the_tone_decides_the_grey_on_the_screen(canvas: ImageCanvas) -> None:
    canvas.show_picture(grey(), WindowTone(Window(40.0, 400.0)))
    expected = round(((-64 - 39.5) / 399 + 0.5) * 255)
    assert colour_at(canvas, 200, 300) == (expected,) * 3
    assert colour_at(canvas, 600, 300) == (255,) * 3


def test_a_message_stands_in_place_of_the_image(canvas: ImageCanvas) -> None:
    canvas.show_message("The file is damaged.", "Export it again.")
    assert canvas.picture is None
    assert canvas.accessibleDescription() == "The file is damaged. Export it again."
    assert colour_at(canvas, 200, 100) != (255, 0, 0)
