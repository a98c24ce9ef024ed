"""Evidence is accepted with a name, recalled for its model, taken back, and drawn in the report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from medview.domain.case import Eye
from medview.domain.errors import MedViewError
from medview.domain.explanation import Spot, Verdict
from medview.domain.job import JobContext
from medview.domain.report import Marked
from tests.app.conftest import evidence_of


@pytest.fixture
def eye(opened, sample):
    return opened(sample / "fundus" / "synthetic-04-OD.jpg")[0]


def found_on(services, eye):
    """Return evidence of the model in use, placed on the photograph."""
    found = evidence_of(eye, model=services.model_for("FUNDUS").ref).found
    return replace(found, spots=(Spot(300.0, 300.0, 20.0, 20.0),))


def test_a_decision_needs_a_name_and_evidence(services, eye):
    found = found_on(services, eye)
    with pytest.raises(MedViewError, match="needs a name"):
        services.decide_evidence(found, None, Verdict.ACCEPTED)
    services.settings.set(reader_name="Dr. Adler")
    with pytest.raises(MedViewError, match="no evidence"):
        services.decide_evidence(replace(found, reason="None."), None, Verdict.ACCEPTED)


def test_only_what_stands_accepted_is_in_the_report(services, eye):
    services.settings.set(reader_name="Dr. Adler")
    estimate, found = services.grade_eye(eye), found_on(services, eye)
    digest = found.model.digest

    def reported():
        (one,) = services.reports.gather([eye], {eye.id: estimate}, JobContext()).eyes
        return [picture.shows for picture in one.marked], one.evidence

    assert reported() == ([], None)
    for verdict, shown in (
        (Verdict.ACCEPTED, [Marked.EVIDENCE]),
        (Verdict.REJECTED, []),
        (Verdict.ACCEPTED, [Marked.EVIDENCE]),
        (Verdict.TAKEN_BACK, []),
    ):
        made = services.decide_evidence(found, estimate.grade, verdict)
        marked, evidence = reported()
        assert marked == shown and (evidence is not None) == bool(shown)
        recalled = services.decide_evidence.of(eye.id, digest)
        is_open = verdict is Verdict.TAKEN_BACK
        assert recalled is None if is_open else recalled.decided_at == made.decided_at
    assert services.decide_evidence.of(eye.id, "0" * 64) is None
    assert services.verify_library().startswith("sound")


def test_accepted_lesions_and_the_checklist_are_in_it(services, eye):
    services.settings.set(reader_name="Dr. Adler")
    candidates = services.lesions.find(eye)
    services.lesions.decide(candidates, candidates.candidates[0], True)
    estimate = services.grade_eye(eye)
    report = services.reports.gather([eye], {eye.id: estimate}, JobContext())
    (one,) = report.eyes
    assert one.case.eye is Eye.OD and [p.shows for p in one.marked] == [Marked.LESIONS]
    assert sum(one.known.counts().values()) == 1 and one.known.checklist is None
    (row,) = services.reports.rows([eye], {eye.id: estimate})
    assert row.known == one.known
