"""Macular oedema on the drawn sample: told or withheld in words, kept, overruled by a reader."""

from __future__ import annotations

from dataclasses import replace

import pytest

from medview.app.estimate_oedema import NO_CUTS, NO_MACULA, UNGRADABLE, UNLIKE, told_by
from medview.domain.case import CaseId
from medview.domain.errors import MedViewError
from medview.domain.grade import Quality
from medview.domain.job import JobContext
from medview.domain.lesions import LesionFindings, MacularExudate
from medview.domain.model import ModelRef
from medview.domain.oedema import OedemaCuts, OedemaRisk
from tests.app.conftest import estimate_of

CUTS = OedemaCuts(possible=0.001, referable=0.01)
MODEL = ModelRef("lesions", "1.0.0", "a" * 64)


@pytest.fixture
def eye(opened, sample):
    return opened(sample / "fundus" / "synthetic-04-OD.jpg")[0]


@pytest.mark.parametrize(
    ("found", "risk", "reason"),
    [
        ({"macular": MacularExudate(9.0, 0.02, 0.5, 0.002)}, OedemaRisk.REFERABLE, ""),
        ({"macular": MacularExudate(0.0, 0.0, 1.5, 0.002)}, OedemaRisk.POSSIBLE, ""),
        ({"macular": MacularExudate(0.0, 0.0, None, 0.0)}, OedemaRisk.NONE, ""),
        ({}, None, NO_MACULA),
        ({"macular": MacularExudate(9.0, 0.02, 0.5), "unlike": True}, None, UNLIKE),
        ({"fault": "This is not a fundus photograph."}, None, "This is not a fundus photograph."),
    ],
)
def test_a_risk_is_told_only_where_the_macula_and_the_camera_are_known(found, risk, reason):
    told = told_by(LesionFindings(CaseId("c"), MODEL, **found), CUTS)
    assert (told.risk, told.reason) == (risk, reason)
    assert (told.share is None) == (risk is None)


def test_an_estimate_is_made_once_and_names_its_model(services, eye, monkeypatch):
    first = services.oedema(eye)
    assert first.estimate.model.id == "lesions" and not first.is_readers
    assert first.estimate.risk is not None or first.estimate.reason
    events = [event["event"] for event in services._library.audit_trail()]
    assert events.count("oedema estimated") == 1 and "lesions shown" not in events
    monkeypatch.setattr(services.lesions, "look", lambda case: pytest.fail("asked again"))
    assert services.oedema(eye) == first
    assert services.oedema.readings([eye.id, CaseId("other")]) == {eye.id: first}


def test_what_cannot_be_graded_is_not_estimated(services, eye, monkeypatch):
    monkeypatch.setattr(services.lesions, "look", lambda case: pytest.fail("was looked at"))
    dark = replace(estimate_of(eye), quality=Quality(0.1, gradable=False))
    assert services.oedema(eye, dark).estimate.reason == UNGRADABLE


def test_a_better_look_takes_the_place_of_what_could_not_be_graded(services, eye):
    dark = replace(estimate_of(eye), quality=Quality(0.1, gradable=False))
    worklist = services.worklists.create("Clinic", [eye])
    services.oedema(eye, dark)
    assert services.oedema(eye, dark).estimate.reason == UNGRADABLE
    told: list[object] = []
    assert services.worklists.estimate_oedema(worklist.id, JobContext(on_item=told.append)) == 1
    assert len(told) == 1
    better = services.oedema(eye, estimate_of(eye)).estimate
    assert better.reason != UNGRADABLE
    assert services.oedema(eye, dark).estimate == better  # what was seen stays


def test_a_model_without_cut_points_abstains(services, eye, monkeypatch):
    monkeypatch.setattr(OedemaCuts, "from_card", classmethod(lambda cls, told: None))
    assert services.oedema(eye).estimate.reason == NO_CUTS


def test_a_reader_overrules_and_takes_it_back(services, eye):
    with pytest.raises(MedViewError, match="needs a name"):
        services.oedema.decide(eye.id, OedemaRisk.REFERABLE)
    services.settings.set(reader_name="Dr. Adler")
    estimate = services.oedema(eye).estimate
    said = services.oedema.decide(eye.id, OedemaRisk.REFERABLE)
    assert said.risk is OedemaRisk.REFERABLE and said.is_readers
    assert said.decision.estimate is estimate.risk and said.decision.model == estimate.model
    assert services.findings([eye.id])[eye.id].has_oedema
    back = services.oedema.decide(eye.id, None)
    assert back.risk is estimate.risk and not back.is_readers
    assert not services.findings([eye.id])[eye.id].has_oedema
    assert services.verify_library().startswith("sound")


def test_a_worklist_is_estimated_as_a_whole_and_remembers(services, opened, sample):
    cases = opened(*sorted((sample / "fundus").glob("synthetic-0[45]-OD.jpg")))
    worklist = services.worklists.create("Clinic", cases)
    told: list[object] = []
    made = services.worklists.estimate_oedema(worklist.id, JobContext(on_item=told.append))
    assert made == len(cases) == len(told)
    rows = services.worklists.rows("Clinic")
    assert all(eye.oedema_reading is not None for row in rows for eye in row.eyes)
    told.clear()
    services.worklists.estimate_oedema(worklist.id, JobContext(on_item=told.append))
    assert told == []


def test_the_card_says_how_well_it_does(services):
    told = services.oedema.accuracy()
    assert told is not None and told.low < told.auc < told.high <= 1
    assert 0 < told.sensitivity <= 1 and told.images > 100
