"""Decisions on nodules come back as they were kept, and a change of them by others is found."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest

from medview.domain.case import CaseId
from medview.domain.model import ModelRef
from medview.domain.nodules import Nodule, NoduleDecision, RatedNodule
from medview.store.append_only import TRIGGERS
from medview.store.library import Library
from medview.store.nodules import NoduleDecisions

MODEL = ModelRef("nodules", "1.0.0", "0" * 64)
NODULE = Nodule(
    3, (120.5, 88.5), (1.5, -20.25, 30.0), 9.75, 0.875, (RatedNodule(CaseId("lidc/1"), 4, 0.125),)
)


def decision(accepted: bool, case_id: str = "c1") -> NoduleDecision:
    return NoduleDecision(CaseId(case_id), NODULE, accepted, "Dr A", datetime.now(UTC), MODEL)


def test_decisions_come_back_in_the_order_of_time(tmp_path):
    library = Library(tmp_path / "library.sqlite")
    kept = NoduleDecisions(library.access)
    first, second = decision(True), decision(False)
    for one in (first, decision(True, "c2"), second):
        kept.add(one)
    assert kept.of_case(CaseId("c1")) == [first, second]
    assert library.verify() == []
    library.close()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE nodule_decisions SET accepted = 0", "DELETE FROM nodule_decisions WHERE seq = 1"],
)
def test_what_was_changed_past_the_program_is_found(tmp_path, statement):
    path = tmp_path / "library.sqlite"
    library = Library(path)
    NoduleDecisions(library.access).add(decision(True))
    library.close()
    with sqlite3.connect(path) as connection:
        for name in TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        for each in (statement, *TRIGGERS.values()):
            connection.execute(each)
    library = Library(path)
    assert any("decisions on nodules" in found for found in library.verify())
    library.close()
