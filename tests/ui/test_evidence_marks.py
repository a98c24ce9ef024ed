from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter

from medview.domain.case import CaseId
from medview.domain.explanation import Deletion, Explanation, Frame, Spot
from medview.domain.model import ModelRef
from medview.ui.evidence_marks import EvidenceMarks, SpotMarks, heat_image
from medview.ui.viewport import Viewport

VIEW = Viewport((200.0, 200.0), (200.0, 200.0)).fitted()


def drawn(marks) -> QImage:
    picture = QImage(200, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("black"))
    painter = QPainter(picture)
    marks.draw(painter, VIEW)
    painter.end()
    return picture


def is_black(picture: QImage, x: int, y: int) -> bool:
    return picture.pixelColor(x, y) == QColor("black")


def test_heat_is_opaque_where_most_is_added_and_clear_where_nothing_is(qapp):
    heat = np.array([[2.0, 1.0], [0.0, -3.0]], np.float32)
    image = heat_image(heat)
    alphas = [image.pixelColor(4, 4).alpha(), image.pixelColor(28, 28).alpha()]
    assert alphas[0] > 100 and alphas[1] == 0


def test_heat_stays_inside_the_retina(qapp):
    found = Explanation(
        CaseId("a"),
        np.ones((20, 20), np.float32),
        Frame(50, 50, 100, 100),
        (),
        Deletion(1.0, (0.0,)),
        "",
        ModelRef("m", "1", "0" * 64),
    )
    picture = drawn(EvidenceMarks(found))
    assert not is_black(picture, 100, 100)
    assert is_black(picture, 20, 100) and is_black(picture, 54, 54)  # a corner of the square


def test_spots_are_ringed_and_numbered(qapp):
    picture = drawn(SpotMarks([Spot(60, 60, 20, 20), Spot(150, 150, 20, 20)]))
    for x, y in ((60, 80), (150, 170)):  # the foot of each ring
        assert picture.pixelColor(x, y).lightness() > 150
    assert is_black(picture, 60, 60) and is_black(picture, 105, 105)
    numbers = [picture.pixelColor(x, y).lightness() for x in range(76, 96) for y in range(34, 56)]
    assert max(numbers) > 150
