"""Decisions on evidence last whole, are never changed, and are vouched for."""

from __future__ import annotations

import numpy as np
import pytest

from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.explanation import Verdict
from medview.domain.model import ModelRef
from medview.store.evidence import EvidenceDecisions
from medview.store.library import Library
from tests.app.conftest import evidence_of

CASE = Case(CaseId("c"), FUNDUS, (ImageRef("/c.jpg"),), Patient("p"))


def test_what_was_accepted_comes_back_as_it_was_shown(tmp_path):
    made = evidence_of(CASE)
    library = Library(tmp_path / "library.sqlite")
    EvidenceDecisions(library.access).add(made)
    library.close()
    library = Library(tmp_path / "library.sqlite")
    (kept,) = EvidenceDecisions(library.access).newest([CASE.id])[CASE.id]
    assert np.array_equal(kept.found.heat, made.found.heat)
    for name in ("case_id", "frame", "spots", "deletion", "reason", "model"):
        assert getattr(kept.found, name) == getattr(made.found, name)
    assert (kept.verdict, kept.reader, kept.grade) == (made.verdict, made.reader, made.grade)
    assert kept.decided_at == made.decided_at
    assert library.verify() == []
    library.close()


def test_the_newest_of_each_model_counts(tmp_path):
    library = Library(tmp_path / "library.sqlite")
    kept = EvidenceDecisions(library.access)
    other = ModelRef("new", "2.0", "e" * 64)
    for made in (
        evidence_of(CASE),
        evidence_of(CASE, model=other),
        evidence_of(CASE, Verdict.TAKEN_BACK),
    ):
        kept.add(made)
    found = {one.found.model.id: one.verdict for one in kept.newest([CASE.id])[CASE.id]}
    assert found == {"dr-fundus": Verdict.TAKEN_BACK, "new": Verdict.ACCEPTED}
    assert kept.newest([CaseId("unknown")]) == {}
    library.close()


@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET verdict = 'rejected'"])
def test_a_decision_cannot_be_changed_and_names_nobody(tmp_path, change):
    library = Library(tmp_path / "library.sqlite")
    EvidenceDecisions(library.access).add(evidence_of(CASE))
    with pytest.raises(Exception, match="append-only"), library.access.writing() as connection:
        connection.exec_driver_sql(change.format("evidence_decisions"))
    (event,) = library.audit_trail()
    assert event["event"] == "evidence decided" and event["details"]["places"] == 2
    assert "Ono" not in str(event)
    library.close()
