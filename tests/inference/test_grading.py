from dataclasses import replace

import numpy as np
import pytest

from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.grade import Calibration, Grade, Quality
from medview.domain.model import ModelCard, ModelRef
from medview.domain.neighbours import Neighbour
from medview.inference import grading

CUTS = [0.5, 1.5, 2.5, 3.5]
CARD = ModelCard(
    ref=ModelRef("dr", "1", "d" * 64),
    title="DR",
    task="dr-grading",
    modalities=(FUNDUS,),
    input_size=8,
    dimension=4,
    preprocess={},
    intended_use="",
    limits=(),
    data=(),
    recipe={},
    validation={},
    calibration={
        "slopes": [1] * 4,
        "intercepts": [0] * 4,
        "head_cuts": CUTS,
        "shown_cuts": CUTS,
        "vote": {"k": 3, "temperature": 0.1, "cuts": CUTS},
        "fusion_weight": 0.5,
        "referable": {"slope": 1, "intercept": 0, "threshold": 0.5},
        "quality": {"slope": 1, "intercept": 0, "threshold": 0.2},
        "flips": False,
    },
    doubt={FUNDUS: {"distance": 0.4, "disagreement": 2}},
)
CASE = Case(CaseId("a"), FUNDUS, (ImageRef("a.jpg"),), Patient("p"))
GOOD = Quality(0.9, True)
MODERATE = np.array([8, 8, -8, -8], dtype=np.float32)


def neighbours(label, distance=0.05):
    return [
        Neighbour(CaseId(f"n{i}"), i + 1, distance, label, f"q{i}", "drawn", FUNDUS)
        for i in range(5)
    ]


def test_agreeing_witnesses_give_a_grade():
    answer = grading.estimate(CASE, GOOD, MODERATE, neighbours("2"), CARD)
    assert (answer.grade, answer.head_grade, answer.neighbour_grade) == (Grade.MODERATE,) * 3
    assert not answer.abstained and answer.reason == ""
    assert sum(answer.probabilities) == pytest.approx(1)
    assert answer.referable == pytest.approx(1, abs=0.01)
    assert answer.model == CARD.ref


def test_the_operating_point_of_the_card_decides_who_is_referred():
    mild = np.array([8, -0.4, -8, -8], dtype=np.float32)  # the head: P(moderate or worse) 0.4
    answer = grading.estimate(CASE, GOOD, mild, neighbours("1"), CARD)
    assert answer.grade == Grade.MILD and answer.refer is False
    low = {**CARD.calibration, "referable": {"slope": 1, "intercept": 0, "threshold": 0.1}}
    answer = grading.estimate(CASE, GOOD, mild, neighbours("1"), replace(CARD, calibration=low))
    assert answer.grade == Grade.MILD and answer.refer is True


def test_disagreeing_witnesses_give_none_and_say_so():
    answer = grading.estimate(CASE, GOOD, MODERATE, neighbours("0"), CARD)
    assert answer.grade is None and answer.abstained
    assert "head says Moderate NPDR" in answer.reason
    assert "neighbour" not in answer.reason and "cases say No DR" in answer.reason


def test_an_image_unlike_the_gallery_is_left_to_the_reader():
    answer = grading.estimate(CASE, GOOD, MODERATE, neighbours("2", distance=0.6), CARD)
    assert answer.abstained and "unlike every graded case" in answer.reason


def test_no_neighbours_at_all_is_doubt_not_a_crash():
    assert grading.unlikeness([]) == float("inf")


def test_poor_quality_abstains_with_its_reasons():
    quality = CARD.calibration["quality"] | {
        "aspects": {
            "clarity": {"slope": 1.0, "intercept": 0.0},
            "field": {"slope": 2.0, "intercept": -1.0},
            "artefact": {"slope": 1.0, "intercept": 0.0},
        }
    }
    calibration = Calibration.from_card(CARD.calibration | {"quality": quality})
    poor = grading.quality_of(np.array([-3.0, 0.4, 0.4, -0.1]), calibration)
    assert not poor.gradable and poor.score == pytest.approx(1 / (1 + np.exp(3)))
    assert poor.reasons == (
        grading.TOO_POOR,
        grading.ADVICE["field"],
        grading.ADVICE["artefact"],
    )
    answer = grading.estimate(CASE, poor, MODERATE, neighbours("2"), CARD)
    assert answer.abstained and answer.reason.startswith(grading.TOO_POOR)
    assert grading.quality_of(np.array([3.0, -9.0, -9.0, -9.0]), calibration).reasons == ()


def test_what_is_no_eye_is_refused_without_numbers():
    answer = grading.refused(CASE, CARD, ["This is not a fundus photograph."])
    assert (answer.grade, answer.probabilities, answer.referable) == (None, (), None)
    assert answer.reason == "This is not a fundus photograph."
