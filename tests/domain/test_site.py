from dataclasses import replace
from datetime import UTC, datetime

import pytest

from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.grade import Grade, SignedGrade
from medview.domain.model import ModelRef
from medview.domain.site import SiteDecision, Truth, for_site, true_grade
from tests.domain.test_card_figures import card

NUMBERS = {"slope": 2.0, "intercept": -1.0, "threshold": 0.2}


@pytest.fixture
def model():
    referable = {"slope": 1.0, "intercept": 0.0, "threshold": 0.5, "kept": 7}
    return replace(card(), calibration={"flips": True, "referable": referable})


def decided(model, accepted=True):
    noon = datetime(2026, 3, 3, 12, tzinfo=UTC)
    return SiteDecision(model.ref, accepted, NUMBERS, {}, "Dr. Adler", noon)


def test_a_card_reads_referral_as_the_site_does_and_keeps_the_rest(model):
    here = for_site(model, decided(model))
    assert here.calibration == {"flips": True, "referable": {**NUMBERS, "kept": 7}}
    assert here.ref == model.ref and here.site == "2026-03-03, Dr. Adler"
    assert model.calibration["referable"]["threshold"] == 0.5


def test_a_calibration_of_another_model_or_one_taken_back_changes_nothing(model):
    assert for_site(model, None) is model
    assert for_site(model, decided(model, accepted=False)) is model
    other = replace(decided(model), model=ModelRef("m", "1", "e" * 64))
    assert for_site(model, other) is model


@pytest.mark.parametrize(
    ("label", "grade", "truth", "expected"),
    [
        ("2", Grade.MILD, Truth.BOTH, Grade.MILD),
        ("2", Grade.MILD, Truth.LABELLED, Grade.MODERATE),
        ("2", Grade.MILD, Truth.SIGNED, Grade.MILD),
        ("2", None, Truth.BOTH, None),  # signed as ungradable
        ("good", Grade.MILD, Truth.LABELLED, None),
    ],
)
def test_a_signature_goes_before_a_label(label, grade, truth, expected):
    case = Case(CaseId("c"), FUNDUS, (ImageRef("c.jpg"),), Patient("p"), label=label)
    signed = [SignedGrade(case.id, grade, None, "Dr", datetime.now(UTC), None)]
    assert true_grade(case, signed, truth) == expected
    assert true_grade(case, [], Truth.SIGNED) is None
