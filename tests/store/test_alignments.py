"""Decisions on alignments last, are never changed, and name nobody in the trail."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from medview.domain.case import CaseId
from medview.domain.model import ModelRef
from medview.domain.visits import Alignment, AlignmentDecision, Place
from medview.store.alignments import AlignmentDecisions
from medview.store.library import Library

ALIGNMENT = Alignment(
    CaseId("now"),
    CaseId("then"),
    tuple(number / 7 for number in range(12)),
    Place(1.5, 2.5, 3.0, 4.0),
    Place(5.0, 6.0, 7.0, 8.0),
    pairs=200,
    agreeing=120,
    before=0.1,
    after=0.8,
    overlap=0.7,
    model=ModelRef("lesions", "1.0.0", "a" * 64),
)
AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def decision(accepted: bool) -> AlignmentDecision:
    return AlignmentDecision(ALIGNMENT, accepted, "Dr. Adler", AT)


def test_the_newest_decision_is_there_when_the_library_is_opened_again(tmp_path):
    plain = replace(decision(False), alignment=replace(ALIGNMENT, model=None))
    for number, made in enumerate((decision(True), plain)):
        library = Library(tmp_path / "library.sqlite")
        AlignmentDecisions(library.access).add(made)
        library.close()
        library = Library(tmp_path / "library.sqlite")
        kept = AlignmentDecisions(library.access)
        assert kept.newest(CaseId("now"), CaseId("then")) == made, number
        assert kept.newest(CaseId("then"), CaseId("now")) is None
        assert library.verify() == []
        library.close()


@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET accepted = 0"])
def test_a_decision_cannot_be_changed_and_names_nobody(tmp_path, change):
    library = Library(tmp_path / "library.sqlite")
    AlignmentDecisions(library.access).add(decision(True))
    with pytest.raises(Exception, match="append-only"), library.access.writing() as connection:
        connection.exec_driver_sql(change.format("alignment_decisions"))
    (event,) = library.audit_trail()
    assert event["event"] == "alignment decided" and event["details"]["accepted"] is True
    assert "Adler" not in str(event)
    library.close()
