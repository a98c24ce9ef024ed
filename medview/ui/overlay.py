"""What is written over an image: corner texts, readout, scale bar, region, messages.

The image area is dark whatever the theme, so these colours are fixed; each text and line carries
a dark rim so that it stays legible over bright retina and bone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from medview.domain.image import HOUNSFIELD, MILLIMETRES, ORIENTATION, Picture
from medview.ui.viewport import Viewport
from medview.ui.words import units_words

BACKDROP = QColor(8, 9, 11)
INK = QColor(236, 240, 243)
FAINT_INK = QColor(165, 172, 178)
RIM = QColor(0, 0, 0, 225)
REGION_INK = QColor(255, 214, 92)
SHADE = QColor(0, 0, 0, 110)
MARGIN = 12
LONGEST_BAR = 0.25  # of the view's width
BAR_ROOM = 24  # the scale bar, without the line of words above it
TINY = 240  # pixels of width below which a view has room for few words
OBLIQUE = 0.3  # a direction cosine above this (within 72 degrees) is worth a letter

Corner = Qt.AlignmentFlag
TOP_LEFT = Corner.AlignTop | Corner.AlignLeft
TOP_RIGHT = Corner.AlignTop | Corner.AlignRight
BOTTOM_LEFT = Corner.AlignBottom | Corner.AlignLeft
BOTTOM_RIGHT = Corner.AlignBottom | Corner.AlignRight


def draw_text(painter: QPainter, area: QRect, where: Corner, text: str) -> None:
    """Write lines into a corner of `area`, with a dark rim."""
    inner = area.adjusted(MARGIN, MARGIN - 2, -MARGIN, 2 - MARGIN)
    painter.setPen(RIM)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1)):
        painter.drawText(inner.translated(dx, dy), where, text)
    painter.setPen(INK)
    painter.drawText(inner, where, text)


def draw_message(painter: QPainter, area: QRect, title: str, hint: str) -> None:
    """Write a message in place of the image: a title, and below it what to do."""
    large = QFont(painter.font())
    large.setPointSizeF(large.pointSizeF() * 1.25)
    words = Corner.AlignHCenter | Qt.TextFlag.TextWordWrap
    half = area.adjusted(40, 0, -40, -area.height() // 2)
    painter.save()
    painter.setFont(large)
    painter.setPen(INK)
    painter.drawText(half, words | Corner.AlignBottom, title)
    painter.restore()
    painter.setPen(FAINT_INK)
    painter.drawText(half.translated(0, half.height() + 8), words | Corner.AlignTop, hint)


def readout(picture: Picture, x: float, y: float) -> str:
    """Return position and value under the cursor; no value where it cannot be trusted."""
    place = f"x {int(x)}   y {int(y)}"
    if picture.switched_off(HOUNSFIELD):
        return place
    value = _value_at(picture, x, y)
    return f"{place}   {value}" if value else place


def _value_at(picture: Picture, x: float, y: float) -> str:
    height, width = picture.pixels.shape[:2]
    full_width, full_height = picture.full_size if all(picture.full_size) else (width, height)
    pixel = picture.pixels[
        min(int(y * height / full_height), height - 1), min(int(x * width / full_width), width - 1)
    ]
    if picture.is_colour:
        return "R {}  G {}  B {}".format(*pixel)
    if width != full_width:
        return ""  # a reduced image holds means, not the values of the file
    return f"{_number(float(pixel))} {units_words(picture.units)}".strip()


def _number(value: float) -> str:
    text = f"{value:.0f}" if value.is_integer() else f"{value:.4g}"
    return text.replace("-", "\N{MINUS SIGN}")


def edge_letters(picture: Picture, viewport: Viewport) -> tuple[str, str, str, str] | None:
    """Return the sides of the patient at the left, right, top and bottom edge: "R L A P".

    In the patient's space x grows to the left, y to the back, z to the head (PS3.3 C.7.6.2.1.1);
    letters as in Patient Orientation (C.7.6.1.1.1), the main direction first.
    """
    if picture.orientation is None or picture.switched_off(ORIENTATION):
        return None
    axes = np.asarray(picture.orientation).reshape(2, 3)
    across = np.asarray(viewport.stored(1.0, 0.0)) @ axes
    down = np.asarray(viewport.stored(0.0, 1.0)) @ axes
    return _letters(-across), _letters(across), _letters(-down), _letters(down)


def _letters(direction: npt.NDArray[np.float64]) -> str:
    named = [
        (abs(part), positive if part > 0 else negative)
        for part, positive, negative in zip(direction, "LPH", "RAF", strict=True)
    ]
    return "".join(letter for size, letter in sorted(named, reverse=True) if size > OBLIQUE)


def draw_edge_letters(painter: QPainter, area: QRect, letters: Sequence[str]) -> None:
    """Write the sides of the patient in the middle of the left, right, top and bottom edge.

    Of two letters, left and right are written.
    """
    middle_row, middle_column = Corner.AlignVCenter, Corner.AlignHCenter
    edges = (
        middle_row | Corner.AlignLeft,
        middle_row | Corner.AlignRight,
        Corner.AlignTop | middle_column,
        Corner.AlignBottom | middle_column,
    )
    above_bar = area.adjusted(0, 0, 0, -BAR_ROOM - painter.fontMetrics().lineSpacing())
    for edge, letter in zip(edges, letters, strict=False):
        draw_text(painter, above_bar if edge & Corner.AlignBottom else area, edge, letter)


def scale_bar(picture: Picture, zoom: float, view_width: float) -> tuple[float, str] | None:
    """Return (length in view pixels, words) of the bar, or None when millimetres are unknown."""
    if picture.spacing is None or picture.switched_off(MILLIMETRES):
        return None
    pixels_per_mm = zoom / picture.spacing[1]
    longest = LONGEST_BAR * view_width / pixels_per_mm
    millimetres = round_length(longest)
    words = f"{millimetres / 10:g} cm" if millimetres >= 10 else f"{millimetres:g} mm"
    return millimetres * pixels_per_mm, words


def round_length(longest: float) -> float:
    """Return the largest of 1, 2, 5 × 10^n that is not above `longest`."""
    power = 10.0 ** math.floor(math.log10(longest))
    return max(step * power for step in (1.0, 2.0, 5.0) if step * power <= longest)


def draw_scale_bar(painter: QPainter, area: QRect, length: float, words: str) -> None:
    """Draw the bar with its end ticks at the foot of the view, in the middle."""
    y = area.bottom() - MARGIN - 2.0
    left = area.center().x() - length / 2.0
    path = QPainterPath(QPointF(left, y - 6.0))
    path.lineTo(left, y)
    path.lineTo(left + length, y)
    path.lineTo(left + length, y - 6.0)
    _stroke(painter, path, INK)
    above = QRect(area.left(), area.top(), area.width(), area.height() - MARGIN - 4)
    draw_text(painter, above, Corner.AlignBottom | Corner.AlignHCenter, words)


def draw_region(painter: QPainter, area: QRect, region: QRectF, words: Sequence[str]) -> None:
    """Outline a region, shade what lies outside, and write its size at its edge."""
    outside = QPainterPath()
    outside.addRect(QRectF(area))
    hole = QPainterPath()
    hole.addRect(region)
    painter.fillPath(outside.subtracted(hole), SHADE)
    _stroke(painter, hole, REGION_INK)
    label = QRect(int(region.left()) - MARGIN, int(region.bottom()) - 4, 400, 60)
    draw_text(painter, label, TOP_LEFT, "\n".join(words))


def _stroke(painter: QPainter, path: QPainterPath, ink: QColor) -> None:
    painter.strokePath(path, QPen(RIM, 4.0))
    painter.strokePath(path, QPen(ink, 1.6))
