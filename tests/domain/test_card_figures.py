from dataclasses import replace

import pytest

from medview.domain.card_figures import CardFigure, figures_of, side_by_side
from medview.domain.model import ModelCard, ModelRef


def card(**validation):
    return ModelCard(
        ref=ModelRef("m", "1", "d" * 64),
        title="M",
        task="similarity",
        modalities=("MR",),
        input_size=32,
        dimension=4,
        preprocess={},
        intended_use="",
        limits=(),
        data=(),
        recipe={},
        validation=validation,
    )


KAPPA = {"value": 0.8, "ci95": [0.7, 0.9], "images": 10}


def test_estimates_are_found_at_any_depth_and_other_numbers_are_none():
    found = figures_of(
        card(on="a set", kappa_shown=KAPPA, sets={"0.9": {"coverage": KAPPA, "sizes": [1, 2]}})
    )
    assert found == {
        "kappa shown": CardFigure(0.8, 0.7, 0.9),
        "sets · 0.9 · coverage": CardFigure(0.8, 0.7, 0.9),
    }


def test_both_ways_to_write_an_interval_are_read():
    found = figures_of(card(a={"value": 0.5, "low": 0.4, "high": 0.6}, b={"value": 1}))
    assert found == {"a": CardFigure(0.5, 0.4, 0.6), "b": CardFigure(1.0)}


@pytest.mark.parametrize("value", [None, True, "high", [1.0]])
def test_what_is_no_number_is_no_figure(value):
    assert figures_of(card(a={"value": value, "ci95": [0.1, 0.2]})) == {}


def test_figures_of_both_cards_come_first_with_their_difference():
    one = card(only={"value": 0.1}, both={"value": 0.75})
    other = replace(one, validation={"both": {"value": 0.5}, "another": {"value": 0.2}})
    pairs = side_by_side(one, other)
    assert [pair.name for pair in pairs] == ["both", "only", "another"]
    assert [pair.difference for pair in pairs] == [0.25, None, None]
    assert pairs[2].one is None and pairs[2].other == CardFigure(0.2)
