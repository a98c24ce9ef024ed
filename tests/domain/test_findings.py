"""What counts of a photograph's findings, and for whose grade evidence stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.checklist import Lesion
from medview.domain.findings import KnownFindings
from medview.domain.grade import Grade
from medview.domain.lesions import newest_of_each
from medview.domain.model import ModelRef
from tests.app.conftest import estimate_of, evidence_of, known_findings, lesion_of, signed_of

CASE = Case(CaseId("c"), FUNDUS, (ImageRef("/c.jpg"),), Patient("p"))


def test_evidence_stands_only_for_the_model_it_was_found_with():
    first, other = evidence_of(CASE), evidence_of(CASE, model=ModelRef("new", "2", "e" * 64))
    later = replace(other, decided_at=first.decided_at + timedelta(hours=1))
    known = KnownFindings(evidence=(first, other))
    shown, signed = estimate_of(CASE), signed_of(CASE, Grade.MILD)
    told = [known.evidence_for(shown, None), known.evidence_for(None, signed)]
    assert told == [first, first]  # the same: it has no equality of its own
    third = replace(shown, model=ModelRef("third", "1", "d" * 64))
    assert known.evidence_for(third, replace(signed, model=None)) is None
    both = KnownFindings(evidence=(first, later))
    assert both.evidence_for(shown, replace(signed, model=other.found.model)) is later


def test_seen_lesions_are_those_listed_and_those_accepted():
    known = known_findings(CASE)
    assert known.present() == (Lesion.HAEMORRHAGE, Lesion.HARD_EXUDATE)
    assert known.counts() == {"hard_exudate": 1} and known.has_any
    assert not KnownFindings().has_any and KnownFindings().present() == ()


def test_the_newest_decision_on_a_place_counts():
    accepted, rejected = lesion_of(CASE), lesion_of(CASE, accepted=False)
    assert newest_of_each([accepted, rejected]) == (rejected,)
    assert newest_of_each([rejected, accepted]) == (accepted,)
