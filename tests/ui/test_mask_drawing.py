"""Masks become tints with an outline, and names beside them that do not cover each other."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetrics

from medview.ui.mask_drawing import EDGE, INSIDE, rightmost, rooms_of, tint, with_edge


def test_the_edge_is_what_has_a_neighbour_outside():
    mask = np.zeros((7, 9), np.bool_)
    mask[1:6, 2:7] = True
    marked = with_edge(mask)
    for row, column in np.ndindex(mask.shape):
        beside = [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
        is_core = all(0 <= r < 7 and 0 <= c < 9 and mask[r, c] for r, c in beside)
        assert marked[row, column] == (mask[row, column] and (INSIDE if is_core else EDGE))


def test_a_tint_is_clear_outside_and_strongest_at_its_edge(qapp):
    mask = np.zeros((5, 5), np.bool_)
    mask[1:4, 1:4] = True
    image = tint(with_edge(mask), (255, 0, 0), 50, 230)
    alphas = [image.pixelColor(x, x).alpha() for x in (0, 1, 2)]
    assert alphas == [0, 230, 50]


def test_the_rightmost_point_of_a_mask():
    mask = np.zeros((5, 8), np.bool_)
    assert rightmost(mask) is None
    mask[2, 1:6] = mask[4, 1:3] = True
    assert rightmost(mask) == (6.0, 2.5)


def test_names_at_one_point_stand_below_each_other_and_inside_the_view(qapp):
    metrics = QFontMetrics(qapp.font())
    at = QPointF(395.0, 50.0)
    rooms = rooms_of([(at, "Region 1"), (at, "Region 2"), (at, "Region 3")], metrics, 400)
    for number, room in enumerate(rooms):
        assert room.right() < 400
        assert not any(room.intersects(other) for other in rooms[:number])
