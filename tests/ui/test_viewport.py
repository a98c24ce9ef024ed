"""Geometry of zoom and pan."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medview.ui.viewport import Viewport

WIDE = Viewport((4000.0, 2000.0), (800.0, 600.0)).fitted()


def test_fitted_shows_the_whole_image_in_the_middle() -> None:
    assert WIDE.zoom == pytest.approx(0.2)
    assert WIDE.to_view((0, 0)) == pytest.approx((0, 100))
    assert WIDE.to_view((4000, 2000)) == pytest.approx((800, 500))


@given(
    st.floats(1.05, 30.0), st.tuples(st.floats(250, 550), st.floats(250, 350)), st.floats(0.3, 3.0)
)
def test_the_point_under_the_cursor_stays_there(
    factor: float, at: tuple[float, float], aspect: float
) -> None:
    start = Viewport((3000.0, 3000.0 / aspect), (800.0, 600.0), aspect).fitted().zoomed_by(4.0)
    before = start.to_image(at)
    assert start.zoomed_by(factor, at).to_view(before) == pytest.approx(at, abs=1e-6)


@given(st.floats(-9000, 9000), st.floats(-9000, 9000), st.floats(0.01, 100))
def test_the_image_cannot_be_lost(dx: float, dy: float, factor: float) -> None:
    moved = WIDE.zoomed_by(factor).panned(dx, dy)
    left, top, right, bottom = moved.visible()
    assert right > left and bottom > top
    if moved.zoom > moved.fit_zoom * 2:
        assert right - left == pytest.approx(800 / moved.zoom)


def test_unequal_spacing_stretches_the_rows() -> None:
    tall = Viewport((100.0, 100.0), (800.0, 800.0), aspect=2.0).fitted()
    left, top = tall.to_view((0, 0))
    right, bottom = tall.to_view((100, 100))
    assert (bottom - top) / (right - left) == pytest.approx(2.0)


def test_a_fitted_image_stays_fitted_when_the_view_grows() -> None:
    assert WIDE.resized((1600.0, 1200.0)).zoom == pytest.approx(0.4)
    assert WIDE.zoomed_to(1.0).resized((1600.0, 1200.0)).zoom == 1.0


def test_the_same_relative_part_is_shown_of_another_size() -> None:
    other = Viewport((500.0, 500.0), (800.0, 600.0)).fitted()
    led = other.with_relative(WIDE.zoomed_by(5.0).panned(-300, 0).relative())
    assert led.zoom / led.fit_zoom == pytest.approx(5.0)
    assert other.with_relative(WIDE.relative()).is_fitted


@given(
    st.integers(0, 3),
    st.booleans(),
    st.floats(1.05, 30.0),
    st.tuples(st.floats(250, 550), st.floats(250, 350)),
)
def test_turned_and_mirrored_points_come_back_and_stay_under_the_cursor(
    turns: int, is_mirrored: bool, factor: float, at: tuple[float, float]
) -> None:
    start = Viewport((3000.0, 1500.0), (800.0, 600.0), 2.0, turns=turns, is_mirrored=is_mirrored)
    start = start.fitted().zoomed_by(4.0)
    held = start.to_image(at)
    assert start.to_view(held) == pytest.approx(at)
    assert start.zoomed_by(factor, at).to_view(held) == pytest.approx(at, abs=1e-6)
    moved = start.zoomed_by(8.0).panned(5.0, -7.0)
    before = start.zoomed_by(8.0).to_view(held)
    assert moved.to_view(held) == pytest.approx((before[0] + 5.0, before[1] - 7.0), abs=1e-6)


def test_a_quarter_turn_fits_the_other_way_round() -> None:
    turned = WIDE.turned()
    assert turned.zoom == pytest.approx(600 / 4000)
    assert turned.to_view((0, 0)) == pytest.approx((400 + 150, 0))
    assert turned.turned().turned().turned() == WIDE
    assert WIDE.flipped(across=True).flipped(across=True) == WIDE
    assert turned.flipped(across=False).upright() == WIDE
