"""The handle parts earlier from today; where the earlier one shows nothing, neither does today."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from medview.domain.case import CaseId
from medview.domain.visits import Alignment, LaidOver
from medview.ui import overlay
from medview.ui.swipe_canvas import STEP, UNSEEN, Layer, SwipeCanvas


@pytest.fixture
def canvas(qtbot):
    today = np.zeros((100, 200, 3), np.uint8)
    today[..., 1] = 255
    earlier = np.zeros((100, 200, 4), np.uint8)
    earlier[:50, :, 0] = earlier[:50, :, 3] = 255
    shown = SwipeCanvas()
    qtbot.addWidget(shown)
    shown.resize(400, 200)
    shown.name_layers("then", "now")
    shown.show_layers(LaidOver(Alignment(CaseId("a"), CaseId("b")), today, earlier, (800, 400)))
    shown.fit()
    return shown


def colour(canvas, x, y):
    return canvas.grab().toImage().pixelColor(x, y).getRgb()[:3]


def test_the_earlier_one_is_left_of_the_handle(canvas):
    assert colour(canvas, 100, 60) == (255, 0, 0)
    assert colour(canvas, 300, 60) == (0, 255, 0)
    assert colour(canvas, 100, 150) == UNSEEN.getRgb()[:3]
    canvas.swipe_to(0.1)
    assert colour(canvas, 100, 60) == (0, 255, 0)


def test_the_corners_say_which_is_seen(canvas):
    for layer, left, right in (
        (Layer.BOTH, "then", "now"),
        (Layer.EARLIER, "then", ""),
        (Layer.TODAY, "", "now"),
    ):
        canvas.show_layer(layer)
        assert (canvas.text(overlay.TOP_LEFT), canvas.text(overlay.TOP_RIGHT)) == (left, right)
    assert colour(canvas, 100, 60) == (0, 255, 0)
    canvas.swipe_right()
    assert canvas.layer is Layer.BOTH and canvas.marks.share == pytest.approx(0.5 + STEP)


def test_the_handle_is_dragged_and_stays_inside(qtbot, canvas):
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(canvas, left, pos=QPoint(205, 100))
    qtbot.mouseMove(canvas, QPoint(-50, 100))
    qtbot.mouseRelease(canvas, left)
    assert canvas.marks.share == 0.0
    qtbot.mousePress(canvas, left, pos=QPoint(200, 100))
    qtbot.mouseMove(canvas, QPoint(300, 100))
    qtbot.mouseRelease(canvas, left)
    assert canvas.marks.share == 0.0
