"""Decisions on candidates last, are never changed, and name no patient in the trail."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from medview.domain.case import CaseId
from medview.domain.lesions import LesionDecision, LesionRegion
from medview.domain.model import ModelRef
from medview.store.lesions import LesionDecisions
from medview.store.library import Library

REGION = LesionRegion("haemorrhage", 0.9, (10.5, 20.25), ((9.0, 19.0), (12.0, 22.0)), 9.0, 0.001)


def decision(accepted: bool) -> LesionDecision:
    model = ModelRef("lesions", "1.0.0", "a" * 64)
    at = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
    return LesionDecision(CaseId("case-1"), REGION, accepted, "Dr. Adler", at, model)


@pytest.fixture
def library(tmp_path):
    library = Library(tmp_path / "library.sqlite")
    yield library
    library.close()


def test_what_was_decided_is_there_when_the_library_is_opened_again(tmp_path):
    library = Library(tmp_path / "library.sqlite")
    LesionDecisions(library.access).add([decision(True), decision(False)])
    library.close()
    library = Library(tmp_path / "library.sqlite")
    assert LesionDecisions(library.access).of_case(CaseId("case-1")) == [
        decision(True),
        decision(False),
    ]
    assert LesionDecisions(library.access).of_case(CaseId("case-2")) == []
    assert library.verify() == []
    library.close()


def test_each_decision_is_an_event_without_the_reader_or_a_patient(library):
    LesionDecisions(library.access).add([decision(True)])
    (event,) = library.audit_trail()
    assert event["event"] == "lesion decided"
    assert event["details"]["accepted"] is True and event["details"]["digest"] == "a" * 64
    assert "Adler" not in str(event)


@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET accepted = 0"])
def test_a_decision_cannot_be_changed(library, change):
    LesionDecisions(library.access).add([decision(True)])
    statement = change.format("lesion_decisions")
    with pytest.raises(Exception, match="append-only"), library.access.writing() as connection:
        connection.exec_driver_sql(statement)
    assert len(LesionDecisions(library.access).of_case(CaseId("case-1"))) == 1
