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
    quality = dict(CARD.calibration["quality"]) | {
        "aspects": {
            "clarity": {"slope": 1.0, "intercept": 0.0},
            "field": {"slope": 2.0, "intercept": -1.0},
            "artefact": {"slope": 1.0, "intercept": 0.0},
        }
    }
    calibration = Calibration.from_card({**CARD.calibration, "quality": quality})
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


# --- several photographs of one eye


def shot(name, logits, label, quality=GOOD, distance=0.05):
    case = replace(CASE, id=CaseId(name))
    return grading.Shot(case, quality, np.array(logits, np.float32), neighbours(label, distance))


def test_both_shots_are_averaged_before_they_are_read():
    first, second = shot("a", [3, 1, -2, -5], "1"), shot("b", [8, 6, 1, -3], "2")
    answers = grading.joined(grading.estimate_eye([first, second], CARD))
    logits = [(x + y) / 2 for x, y in zip(first.logits, second.logits, strict=True)]
    above = [1 / (1 + np.exp(-x)) for x in logits]
    head = [1 - above[0], *(above[i] - above[i + 1] for i in range(3)), above[3]]
    expected = [0.5 * h + 0.5 * s for h, s in zip(head, (0, 0.5, 0.5, 0, 0), strict=True)]
    for answer, alone in zip(answers, (first, second), strict=True):
        assert answer.probabilities == pytest.approx(expected, abs=1e-6)
        assert answer.graded_with == ("a", "b") and answer.left_out == ()
        single = grading.estimate_eye([alone], CARD)[0]
        assert answer.photograph and single.photograph
        assert answer.photograph == single.photograph
        assert answer.neighbours == tuple(alone.neighbours)
    assert answers[0].grade == answers[1].grade and answers[0].referable == answers[1].referable


def test_one_photograph_is_as_it_was():
    answer = grading.joined([grading.estimate(CASE, GOOD, MODERATE, neighbours("2"), CARD)])[0]
    assert answer.graded_with == ("a",) and answer.left_out == ()
    assert answer.photograph and answer.photograph.probabilities == answer.probabilities


@pytest.mark.parametrize(
    "poor",
    [
        shot("b", [9, 9, 9, 9], "4", Quality(0.01, False, ("The photograph is too dark.",))),
        shot("b", [9, 9, 9, 9], "4", distance=0.9),
    ],
)
def test_a_shot_that_cannot_be_trusted_is_left_out_and_says_so(poor):
    good = shot("a", MODERATE, "2")
    kept, left = grading.joined(grading.estimate_eye([good, poor], CARD))
    alone = grading.estimate_eye([good], CARD)[0]
    assert kept.probabilities == alone.probabilities and kept.grade == alone.grade
    assert kept.graded_with == left.graded_with == ("a",)
    assert kept.left_out == left.left_out == ("b",)
    assert left.grade is None and left.abstained
    assert left.reason.endswith(grading.GRADED_BY_OTHERS) and kept.reason == ""


def test_an_eye_without_a_usable_shot_gets_no_grade():
    quality = Quality(0.01, False, (grading.TOO_POOR,))
    refused = grading.refused(CASE, CARD, ["This is not a fundus photograph."])
    read = grading.estimate_eye([shot("b", MODERATE, "2", quality)], CARD)
    for answer in grading.joined([refused, *read]):
        assert answer.grade is None and answer.graded_with == ()
        assert answer.left_out == ("a", "b")
        assert grading.GRADED_BY_OTHERS not in answer.reason


def test_a_refused_photograph_is_left_out_of_its_eye():
    refused = grading.refused(replace(CASE, id=CaseId("z")), CARD, ["The photograph is too dark."])
    read, out = grading.joined(
        [grading.estimate(CASE, GOOD, MODERATE, neighbours("2"), CARD), refused]
    )
    assert read.left_out == out.left_out == ("z",) and out.graded_with == ("a",)
    assert out.reason == f"The photograph is too dark. {grading.GRADED_BY_OTHERS}"


def test_witnesses_who_disagree_on_one_shot_may_agree_on_the_eye():
    torn, clear = shot("a", [9, 9, 9, -9], "1"), shot("b", [9, 2, -4, -9], "2")
    assert grading.estimate_eye([torn], CARD)[0].abstained
    both = grading.joined(grading.estimate_eye([torn, clear], CARD))
    assert {answer.grade for answer in both} == {Grade.MODERATE}
