"""Candidates, similar places and decisions on the drawn sample, with the shipped model."""

from __future__ import annotations

import pytest

from medview.app import export_lesions
from medview.domain.errors import MedViewError
from medview.domain.job import JobContext
from medview.domain.lesions import LESIONS


@pytest.fixture
def eye(opened, sample):
    return opened(sample / "fundus" / "synthetic-04-OD.jpg")[0]


def test_candidates_lie_on_the_photograph_and_name_their_model(services, eye):
    findings = services.lesions.find(eye)
    width, height = services.picture(eye.images[0]).full_size
    assert findings.candidates and not findings.fault
    assert findings.model.id == "lesions" and len(findings.model.digest) == 64
    assert sum(findings.counts().values()) == len(findings.candidates)
    sure = [region.probability for region in findings.candidates]
    assert sure == sorted(sure, reverse=True)
    for region in findings.candidates:
        assert region.kind in LESIONS and region.area > 0 and region.mm2 is None
        assert 0 <= region.centre[0] < width and 0 <= region.centre[1] < height
    assert findings == services.lesions.find(eye)
    shown = services._library.audit_trail()[-1]
    assert shown["event"] == "lesions shown" and shown["details"]["counts"] == findings.counts()


def test_what_is_no_retina_is_refused_in_words(services, opened, sample):
    for path in ("fundus/synthetic-07-outside.jpg", "ct"):
        findings = services.lesions.find(opened(sample / path)[0])
        assert findings.fault and not findings.candidates


def test_a_place_is_cut_out_and_looked_for_here_and_elsewhere(services, eye, opened, sample):
    findings = services.lesions.find(eye)
    other = opened(sample / "fundus" / "synthetic-04-OS.jpg")[0]
    point = findings.candidates[0].centre
    found = services.lesions.similar_places(eye, point, [eye, other], JobContext())
    assert found.searched == 2 and found.region.area > 0
    likeness = [place.similarity for place in found.places]
    assert likeness == sorted(likeness, reverse=True) and all(0 < s <= 1 for s in likeness)
    assert {p.case.id for p in found.places} <= {eye.id, other.id}
    assert all(p.crop.ndim == 3 and p.crop.shape[2] == 3 for p in found.places)
    assert export_lesions.places_record(found)["model"]["id"] == "lesions"


def test_a_place_off_the_retina_is_told(services, eye):
    with pytest.raises(MedViewError, match="no retina"):
        services.lesions.similar_places(eye, (1.0, 1.0), [], JobContext())


def test_a_decision_needs_a_name_and_the_newest_counts(services, eye):
    findings = services.lesions.find(eye)
    first, second = findings.candidates[:2]
    with pytest.raises(MedViewError, match="needs a name"):
        services.lesions.decide(findings, first, True)
    services.settings.set(reader_name="Dr. Adler")
    for region, accepted in ((first, True), (second, True), (first, False)):
        services.lesions.decide(findings, region, accepted)
    assert [d.region for d in services.findings([eye.id])[eye.id].lesions] == [second]
    review = services.lesions.review(eye)
    assert {d.region.centre: d.accepted for d in review.decisions} == {
        first.centre: False,
        second.centre: True,
    }


def test_records_name_model_and_notice(services, eye):
    findings = services.lesions.find(eye)
    record = export_lesions.as_record(findings)
    assert record["model"]["digest"] == findings.model.digest
    assert "not a diagnosis" in record["notice"]
    assert len(record["candidates"]) == len(findings.candidates)
    assert findings.model.short in list(export_lesions.lines(findings))[-1]
