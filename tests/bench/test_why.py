"""Where a ring lies and what is chance, against what a person would count."""

from __future__ import annotations

import numpy as np
import pytest

from medview.app.explain_similar import square_frame
from medview.bench.why import Boxed


@pytest.fixture
def boxed() -> Boxed:
    """A picture of 80 x 40 pixels whose tumour lies left of the middle."""
    image = np.zeros((3, 40, 40), np.float32)
    return Boxed(image, square_frame((0, 0), 80, 40), (20.0, 10.0, 40.0, 30.0), "p")


def test_a_place_is_held_by_the_box_it_lies_in(boxed: Boxed) -> None:
    # The square is 80 wide and begins 20 above the picture.
    assert boxed.holds((30 / 80, (20 + 20) / 80))
    assert not boxed.holds((50 / 80, (20 + 20) / 80))
    assert not boxed.holds((30 / 80, (20 + 35) / 80))


def test_chance_is_the_share_of_the_body_in_the_box(boxed: Boxed) -> None:
    body = np.zeros((40, 40), bool)
    body[10:30] = True  # the picture
    held = [boxed.holds(((x + 0.5) / 40, (y + 0.5) / 40)) for y in range(10, 30) for x in range(40)]
    assert boxed.chance(body) == pytest.approx(np.mean(held)) == pytest.approx(0.125)
    left, right = body.copy(), body.copy()
    left[:, 24:] = right[:, :8] = False
    assert boxed.has_middle(left) and not boxed.has_middle(right)
