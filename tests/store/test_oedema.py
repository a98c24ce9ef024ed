"""Estimates of macular oedema by model, and readers' words that are only ever added to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from medview.domain.case import CaseId
from medview.domain.model import ModelRef
from medview.domain.oedema import OedemaDecision, OedemaEstimate, OedemaRisk
from medview.store.oedema import OedemaStore

MODEL, CASE = ModelRef("lesions", "1.0.0", "a" * 64), CaseId("c")
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


def word(risk: OedemaRisk | None) -> OedemaDecision:
    return OedemaDecision(CASE, risk, OedemaRisk.NONE, "Dr. Adler", NOW, MODEL)


def test_another_models_estimate_is_never_handed_out(library):
    kept = OedemaStore(library.access)
    first = OedemaEstimate(CASE, OedemaRisk.POSSIBLE, 0.01, "", MODEL)
    newer = OedemaEstimate(CASE, None, None, "The macula was not found.", MODEL)
    for estimate in (first, newer):
        kept.keep(estimate)
    assert kept.estimates([CASE, CaseId("other")], MODEL.digest) == {CASE: newer}
    assert kept.estimates([CASE], "b" * 64) == {}


def test_the_newest_word_counts_and_is_vouched_for(library):
    kept = OedemaStore(library.access)
    for made in (word(OedemaRisk.REFERABLE), word(None)):
        kept.decide(made)
        assert kept.decisions([CASE]) == {CASE: made}
    assert library.verify() == []
    assert "Adler" not in str(library.audit_trail())


@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET risk = 0"])
def test_a_word_cannot_be_changed(library, change):
    OedemaStore(library.access).decide(word(OedemaRisk.REFERABLE))
    with pytest.raises(Exception, match="append-only"), library.access.writing() as connection:
        connection.exec_driver_sql(change.format("oedema_decisions"))
