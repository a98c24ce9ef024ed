from datetime import UTC, datetime

import pytest

from medview.domain.model import ModelRef
from medview.domain.registry import ModelEvent, Step, asked_for, newest_in_use

A, B = ModelRef("a", "1", "a" * 64), ModelRef("b", "1", "b" * 64)
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def events(*steps):
    return [ModelEvent(step, "similarity", model, "", NOW) for step, model in steps]


def model_of(event):
    assert event is not None
    return event.model


@pytest.mark.parametrize("end", [Step.CANCELLED, Step.IN_USE])
def test_a_wish_is_open_until_it_is_taken_back_or_done(end):
    open_wish = events((Step.ASKED, A))
    assert model_of(asked_for(open_wish, "similarity")) == A
    assert asked_for(open_wish, "dr-grading") is None
    assert asked_for([*open_wish, *events((end, A))], "similarity") is None


def test_the_last_wish_counts_and_an_import_does_not_end_it():
    told = events((Step.ASKED, A), (Step.ASKED, B), (Step.IMPORTED, A), (Step.DELETED, A))
    assert model_of(asked_for(told, "similarity")) == B


def test_the_newest_model_in_use_counts():
    told = events((Step.IN_USE, A), (Step.IN_USE, B), (Step.ASKED, A))
    assert model_of(newest_in_use(told, "similarity")) == B
    assert newest_in_use(told, "dr-grading") is None
