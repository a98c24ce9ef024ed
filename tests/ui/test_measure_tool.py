"""Measures under a real mouse and keyboard: what is drawn is what is read."""

from __future__ import annotations

import random

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from pytestqt.qtbot import QtBot

from medview.domain.image import HOUNSFIELD, MILLIMETRES, Notice, Picture
from medview.domain.measures import Kind, Shape, read
from medview.ui.image_canvas import ImageCanvas, Tool
from medview.ui.measure_marks import rooms_for
from medview.ui.measure_tool import MeasureTool
from medview.ui.measure_words import reading_lines

Key, Left, Shift = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
SIDE = 300


class Board:
    """A canvas of 600 × 600 on which an image pixel is two view pixels, and what was drawn."""

    def __init__(self, qtbot: QtBot) -> None:
        self.bot, self.canvas = qtbot, ImageCanvas()
        qtbot.addWidget(self.canvas)
        self.canvas.resize(600, 600)
        self.canvas.show()
        qtbot.waitExposed(self.canvas)
        self.tool = MeasureTool(self.canvas)
        self.drawn: dict[str, Shape] = {}
        self.removed: list[str] = []
        self.tool.drawn.connect(self.drawn.__setitem__)
        self.tool.removed.connect(self.removed.append)
        self.show()

    def show(self, *notices: Notice, spacing: tuple[float, float] | None = (0.5, 0.5)) -> None:
        pixels = np.arange(SIDE * SIDE, dtype=np.int32).reshape(SIDE, SIDE) % 1000
        picture = Picture(
            pixels.astype(np.int16), "HU", spacing=spacing, full_size=(SIDE, SIDE), notices=notices
        )
        self.canvas.show_picture(picture)

    def drag(self, *points: tuple[int, int]) -> None:
        first, *others = (QPoint(x, y) for x, y in points)
        self.bot.mousePress(self.canvas, Left, pos=first)
        for point in others:
            self.bot.mouseMove(self.canvas, point)
            self.bot.wait(5)
        self.bot.mouseRelease(self.canvas, Left, pos=others[-1] if others else first)

    def click(self, x: int, y: int) -> None:
        self.bot.mouseMove(self.canvas, QPoint(x, y))
        self.drag((x, y))

    @property
    def only(self) -> Shape:
        (shape,) = self.drawn.values()
        return shape

    @property
    def words(self) -> list[str]:
        (one,) = self.tool.marks.drawn
        return list(one.lines)


@pytest.fixture
def board(qtbot: QtBot) -> Board:
    return Board(qtbot)


def test_a_length_by_dragging(board: Board) -> None:
    board.canvas.set_tool(Tool.LENGTH)
    board.drag((100, 100), (150, 120), (180, 160))
    assert board.only == Shape(Kind.LENGTH, ((50.0, 50.0), (90.0, 80.0)))
    assert board.words == ["25 mm"]


def test_a_length_by_two_clicks(board: Board) -> None:
    board.canvas.set_tool(Tool.LENGTH)
    board.click(100, 100)
    assert not board.drawn
    board.click(180, 160)
    assert board.only == Shape(Kind.LENGTH, ((50.0, 50.0), (90.0, 80.0)))


@pytest.mark.parametrize("way", ["clicks", "drag and click"])
def test_an_angle(board: Board, way: str) -> None:
    board.canvas.set_tool(Tool.ANGLE)
    if way == "clicks":
        board.click(100, 200)
        board.click(200, 200)
    else:
        board.drag((100, 200), (150, 200), (200, 200))
    board.click(200, 100)
    assert board.only.points == ((50.0, 100.0), (100.0, 100.0), (100.0, 50.0))
    assert board.words == ["90.0°"]


def test_an_ellipse_and_an_outline_tell_area_and_values(board: Board) -> None:
    board.canvas.set_tool(Tool.ELLIPSE)
    board.drag((100, 100), (180, 140))
    reading = read(board.only, board.canvas.picture)  # type: ignore[arg-type]
    assert board.words == reading_lines(reading)
    assert board.words[0] == "157.1 mm²" and board.words[1].endswith("HU")
    board.canvas.set_tool(Tool.FREEHAND)
    board.drag((300, 300), (400, 300), (400, 400), (300, 400))
    outline = list(board.drawn.values())[-1]
    assert outline.points == ((150.0, 150.0), (200.0, 150.0), (200.0, 200.0), (150.0, 200.0))


def test_a_probe_reads_one_pixel(board: Board) -> None:
    board.canvas.set_tool(Tool.PROBE)
    board.click(101, 21)  # column 50, row 10
    assert board.words == ["50 HU"]


def test_a_click_without_a_way_draws_nothing(board: Board) -> None:
    board.canvas.set_tool(Tool.FREEHAND)
    board.drag((100, 100))
    board.canvas.set_tool(Tool.ELLIPSE)
    board.click(100, 100)
    board.bot.keyClick(board.canvas, Key.Key_Escape)
    assert not board.drawn and board.tool.marks.draft is None


def test_handles_and_lines_are_dragged_with_any_tool(board: Board) -> None:
    board.canvas.set_tool(Tool.LENGTH)
    board.drag((100, 100), (200, 100))
    board.canvas.set_tool(Tool.PAN)
    board.drag((200, 100), (210, 140), (220, 160))
    assert board.only.points == ((50.0, 50.0), (110.0, 80.0))
    board.drag((160, 130), (160, 150))  # on the line
    assert board.only.points == ((50.0, 60.0), (110.0, 90.0))
    before = board.canvas.viewport
    board.canvas.set_viewport(before.zoomed_by(2.0))
    board.drag((590, 590), (580, 580))  # elsewhere the tool does what it does
    assert board.canvas.viewport.centre != before.centre


def test_a_handle_follows_a_turned_image(board: Board) -> None:
    board.canvas.turn()
    board.canvas.set_tool(Tool.LENGTH)
    board.drag((100, 100), (200, 100))
    assert board.only.points == ((50.0, 250.0), (50.0, 200.0))
    board.drag((200, 100), (250, 100))
    assert board.only.points == ((50.0, 250.0), (50.0, 175.0))


def test_everything_by_keyboard(board: Board) -> None:
    board.canvas.set_tool(Tool.LENGTH)
    board.bot.keyClick(board.canvas, Key.Key_Return)
    assert board.only.points == ((90.0, 150.0), (210.0, 150.0))
    board.bot.keyClick(board.canvas, Key.Key_Down)
    assert board.only.points == ((90.0, 151.0), (210.0, 151.0))
    board.bot.keyClick(board.canvas, Key.Key_Right, Shift)
    board.bot.keyClick(board.canvas, Key.Key_Return, Shift)
    board.bot.keyClick(board.canvas, Key.Key_Up, Shift)
    assert board.only.points == ((91.0, 151.0), (210.0, 150.0))
    board.bot.keyClick(board.canvas, Key.Key_Delete)
    assert board.removed == list(board.drawn) and not board.tool.marks.drawn


@pytest.mark.parametrize("code", ["mm", "hu"])
def test_what_is_switched_off_is_not_said(board: Board, code: str) -> None:
    ability = MILLIMETRES if code == "mm" else HOUNSFIELD
    board.show(Notice(code, "Not to be trusted.", frozenset({ability})))
    board.canvas.set_tool(Tool.ELLIPSE)
    board.drag((100, 100), (180, 140))
    words = " ".join(board.words)
    assert ("mm" in words, "HU" in words) == (code != "mm", code != "hu")


def test_an_angle_without_spacing_says_what_it_takes_for_granted(board: Board) -> None:
    board.show(spacing=None)
    board.canvas.set_tool(Tool.ANGLE)
    board.drag((100, 200), (150, 200), (200, 200))
    board.click(200, 100)
    assert board.words == ["90.0° (pixels taken as square)"]


def test_a_shape_stays_inside_the_image(board: Board) -> None:
    board.canvas.set_tool(Tool.LENGTH)
    board.drag((500, 300), (560, 300), (640, 300))
    assert board.only.points[1] == (300.0, 150.0)


def test_a_large_area_does_not_hold_the_hand_up(board: Board) -> None:
    """Its values are told when it is let go, by the verb."""
    big = Picture(
        np.zeros((3000, 3000), np.int16), "HU", spacing=(0.1, 0.1), full_size=(3000, 3000)
    )
    board.canvas.show_picture(big)
    board.canvas.set_tool(Tool.ELLIPSE)
    board.drag((50, 50), (550, 550))
    assert len(board.words) == 1 and board.words[0].endswith("mm²")


def test_words_of_measures_stand_beside_each_other_inside_the_view() -> None:
    view = QSize(400, 200)
    wanted = [QRect(x, y, 90, 34) for x, y in ((300, 90), (310, 95), (390, 100), (5, 5), (0, -20))]
    wanted += [QRect(300, 180, 90, 34), QRect(305, 60, 90, 34)]
    rooms = rooms_for(wanted, view)
    assert rooms[0] == QRect(298, 90, 90, 34)  # the first where it wants to be
    for number, room in enumerate(rooms):
        assert QRect(0, 0, 400, 200).contains(room)
        assert not any(room.intersects(other) for other in rooms[:number])


def test_words_give_way_to_the_nearest_free_place() -> None:
    draw = random.Random(1)
    view = QSize(320, 300)
    wanted = [
        QRect(draw.randrange(210), draw.randrange(280), 90, draw.choice((17, 34)))
        for _ in range(30)
    ]
    taken: list[QRect] = []
    for asked, room in zip(wanted, rooms_for(wanted, view), strict=True):
        start = min(asked.top(), view.height() - asked.height())
        tops = range(view.height() - asked.height() + 1)
        free = [
            top
            for top in tops
            if not any(QRect(room.left(), top, 90, asked.height()).intersects(o) for o in taken)
        ]
        slow = min(free, key=lambda top: (abs(top - start), top < start), default=start)
        assert room.top() == slow
        taken.append(room)


def test_words_without_any_room_are_written_all_the_same() -> None:
    rooms = rooms_for([QRect(10, 10, 90, 34)] * 4, QSize(120, 80))
    assert len(rooms) == 4 and all(room.left() == 10 for room in rooms)
