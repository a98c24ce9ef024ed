"""The risk of macular oedema: cut points, whose word counts, and what a card must say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from medview.domain.case import CaseId
from medview.domain.lesions import MacularExudate
from medview.domain.model import ModelRef
from medview.domain.oedema import (
    OedemaAccuracy,
    OedemaCuts,
    OedemaDecision,
    OedemaEstimate,
    OedemaReading,
    OedemaRisk,
    worst,
)

NONE, POSSIBLE, REFERABLE = OedemaRisk
MODEL = ModelRef("lesions", "1.0.0", "a" * 64)
NOW = datetime(2026, 3, 3, tzinfo=UTC)


def reading(model: OedemaRisk | None, reader: OedemaRisk | None = None) -> OedemaReading:
    estimate = OedemaEstimate(CaseId("c"), model, 0.1, "", MODEL)
    word = OedemaDecision(CaseId("c"), reader, model, "Dr. Adler", NOW, MODEL)
    return OedemaReading(estimate, word if reader is not None else None)


@pytest.mark.parametrize(
    ("share", "anywhere", "risk"),
    [
        (0.0, 0.0, NONE),
        (0.009, 0.0009, NONE),
        (0.009, 0.001, POSSIBLE),
        (0.01, 0.001, REFERABLE),
        (0.5, 0.0, REFERABLE),
    ],
)
def test_the_macula_decides_before_the_rest(share, anywhere, risk):
    cuts = OedemaCuts.from_card({"oedema": {"possible": 0.001, "referable": 0.01}})
    assert cuts is not None
    assert cuts.risk(MacularExudate(1.0, share, None, anywhere)) is risk


def test_a_card_may_have_none_but_no_nonsense():
    assert OedemaCuts.from_card({}) is None and OedemaAccuracy.from_card({}) is None
    for cut in (0.0, 1.5, float("nan")):
        with pytest.raises(ValueError, match="shares"):
            OedemaCuts.from_card({"oedema": {"possible": 0.1, "referable": cut}})


def test_the_readers_word_counts_until_it_is_taken_back():
    assert reading(REFERABLE).risk is REFERABLE and not reading(REFERABLE).is_readers
    assert reading(REFERABLE, NONE).risk is NONE and reading(REFERABLE, NONE).is_readers
    taken_back = OedemaReading(
        reading(POSSIBLE).estimate,
        OedemaDecision(CaseId("c"), None, POSSIBLE, "Dr. Adler", NOW, MODEL),
    )
    assert taken_back.risk is POSSIBLE and not taken_back.is_readers
    assert OedemaReading().risk is None and OedemaReading().model is None


def test_an_eye_is_told_by_a_reader_before_a_model_and_then_by_the_worst():
    ids = [CaseId(str(n)) for n in range(4)]
    shots = [reading(None), reading(REFERABLE), reading(POSSIBLE), reading(NONE, POSSIBLE)]
    assert worst(dict(zip(ids[:3], shots[:3], strict=True))) is shots[1]
    assert worst(dict(zip(ids, shots, strict=True))) is shots[3]
    assert worst({ids[0]: shots[0]}) is shots[0] and worst({}) is None
