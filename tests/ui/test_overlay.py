"""What is written over the image does not run into each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from medview.ui import overlay


@pytest.mark.parametrize("points", [9, 12, 16])
def test_the_scale_bar_stands_clear_of_the_letter_above_it(qapp, points):
    letters = rows_drawn(points, lambda p, a: overlay.draw_edge_letters(p, a, ["", "", "", "P"]))
    bar = rows_drawn(points, lambda p, a: overlay.draw_scale_bar(p, a, 80, "10 cm"))
    assert max(letters) < min(bar)


def rows_drawn(points: int, draw: Callable[..., None]) -> list[int]:
    """Return the rows of the picture that have anything in them."""
    image = QImage(120, 300, QImage.Format.Format_RGB32)
    image.fill(QColor(90, 90, 90))
    ground = image.pixel(0, 0)
    painter = QPainter(image)
    painter.setFont(QFont(painter.font().family(), points))
    draw(painter, image.rect())
    painter.end()
    return [
        y
        for y in range(image.height())
        if any(image.pixel(x, y) != ground for x in range(image.width()))
    ]
