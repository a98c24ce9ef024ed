"""Icons are drawn when they are shown, at the size and the scale they are shown."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage

from medview.ui.icons import icon, pixmap


@pytest.mark.parametrize("scale", (1.0, 1.5, 2.0))
def test_an_icon_is_drawn_as_sharp_as_the_screen(qapp, scale: float):
    shown = icon("eye", "#102030").pixmap(QSize(20, 20), scale)
    assert shown.size() == QSize(20, 20) * scale
    assert shown.devicePixelRatio() == scale
    assert shown.toImage() == pixmap("eye", "#102030", 20, scale).toImage()


def test_an_action_that_is_off_has_its_icon_in_another_colour(qapp):
    both = icon("eye", "#102030", "#c0c0c0")
    for mode, colour in ((QIcon.Mode.Normal, "#102030"), (QIcon.Mode.Disabled, "#c0c0c0")):
        drawn = both.pixmap(QSize(18, 18), mode)
        assert _strongest(drawn.toImage()).name() == colour
    alone = icon("eye", "#102030").pixmap(QSize(18, 18), QIcon.Mode.Disabled)
    assert _strongest(alone.toImage()).name() == "#102030"


def test_an_icon_that_is_changed_goes_on_being_drawn(qapp):
    changed = QIcon(icon("layout", "#102030"))
    changed.setIsMask(True)  # another icon from here on, with an engine of its own
    gc.collect()
    assert _strongest(changed.pixmap(QSize(18, 18)).toImage()).name() == "#102030"


def _strongest(image: QImage) -> QColor:
    places = ((x, y) for y in range(image.height()) for x in range(image.width()))
    return max((image.pixelColor(x, y) for x, y in places), key=lambda colour: colour.alpha())
