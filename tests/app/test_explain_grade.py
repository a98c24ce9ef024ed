"""Evidence on the drawn sample, with the shipped model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from medview.app import explain_grade
from medview.domain.grade import Grade
from medview.domain.job import Cancelled, JobContext
from medview.inference.explanation import TURNS


@pytest.fixture
def eye(opened, sample):
    return opened(sample / "fundus" / "synthetic-05-OD.jpg")[0]


@pytest.fixture
def found(services, eye):
    return services.evidence(eye, services.grade_eye(eye), JobContext())


def test_evidence_is_shown_exactly_when_it_stood_its_test(services, eye, found):
    assert len(found.deletion.elsewhere) == (len(TURNS) if found.spots else 0)
    assert found.is_shown == (bool(found.spots) and found.deletion.passed)
    assert found.is_shown or found.reason == explain_grade.NOT_BETTER
    assert found.model == services.registry.card("dr-fundus").ref


def test_spots_lie_on_the_retina_in_pixels_of_the_photograph(services, eye, found):
    width, height = services.picture(eye.images[0]).full_size
    assert found.spots and found.heat.shape == (20, 20)
    for spot in found.spots:
        assert 0 < spot.x < width and 0 < spot.y < height and 0 < spot.rx < 0.1 * width


def test_the_same_photograph_has_the_same_evidence(services, eye, found):
    again = services.evidence(eye, services.grade_eye(eye), JobContext())
    assert (again.spots, again.deletion) == (found.spots, found.deletion)
    assert np.array_equal(again.heat, found.heat)


def test_without_dr_there_is_nothing_to_point_at(services, eye):
    healthy = replace(services.grade_eye(eye), head_grade=Grade.NO_DR)
    found = services.evidence(eye, healthy, JobContext())
    assert not found.is_shown and found.reason == explain_grade.NOTHING_TO_SHOW
    assert found.spots == () and found.heat.size == 0


def test_where_no_grade_is_given_nothing_is_said_of_dr(services, eye):
    refused = replace(services.grade_eye(eye), grade=None, head_grade=None)
    found = services.evidence(eye, refused, JobContext())
    assert not found.is_shown and found.reason == explain_grade.NO_GRADE


def test_cancel_is_heard_between_pictures(services, eye):
    estimate, context = services.grade_eye(eye), JobContext()
    context.cancel()
    with pytest.raises(Cancelled):
        services.evidence(eye, estimate, context)


def test_places_of_another_photograph_come_in_pairs_with_a_test(
    services, eye, found, opened, sample
):
    other = opened(sample / "fundus" / "synthetic-04-OS.jpg")[0]
    alike = services.evidence.alike(found, eye, other, JobContext())
    assert [here for here, _ in alike.pairs] == list(found.spots)
    assert alike.is_shown == alike.deletion.passed
    width, height = services.picture(other.images[0]).full_size
    assert all(0 < there.x < width and 0 < there.y < height for _, there in alike.pairs)


def test_the_trail_names_case_and_model_and_nobody(services, eye, found):
    last = services._library.audit_trail()[-1]
    assert last["event"] == "evidence shown"
    assert set(last["details"]) == {"case", "model", "digest", "shown", "effect"}
