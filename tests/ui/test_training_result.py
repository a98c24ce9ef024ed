"""The result of a run: one sentence, the figures of both models, the gate, the mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from medview.bootstrap import build_services
from medview.domain.training import RunState
from medview.ui.application import Session
from medview.ui.training_result import TrainingResult
from medview.ui.training_verdict import order_words, verdict_words


def figure(value, low, high):
    return {"value": value, "low": low, "high": high}


RESULT = {
    "new": {
        "auc_0": figure(0.9, 0.8, 0.95),
        "kappa": figure(0.82, 0.75, 0.88),
        "map@r": figure(float("nan"), float("nan"), float("nan")),
    },
    "in_use": {"auc_0": figure(0.88, 0.8, 0.93), "kappa": figure(0.8, 0.7, 0.86)},
    "difference": {"kappa": figure(0.02, -0.03, 0.06)},
    "verdict": {
        "kind": "unclear",
        "measure": "referable",
        "could_be_chance": True,
        "more_per_100": figure(4.2, -2, 9),
    },
    "gate": {"warn": True, "reasons": ["not better", "few cases"]},
    "mistakes": [{"row": 3, "true": "3", "given": "0", "share": 0.91}],
    "images": 60,
    "patients": 31,
    "model_in_use": {"id": "dr-fundus", "version": "1.1.0", "digest": "ab" * 32},
}


@pytest.fixture(scope="module")
def session(qapp, tmp_path_factory) -> Iterator[Session]:
    opened = Session(build_services(tmp_path_factory.mktemp("home")), qapp)
    yield opened
    opened.window.close()
    opened.end()
    opened.window.deleteLater()
    opened.deleteLater()


@pytest.fixture
def done(run_status):
    return replace(run_status, state=RunState.DONE, result=RESULT, package=Path("/runs/1/package"))


@pytest.fixture
def step(qtbot, session, done, training_cases) -> TrainingResult:
    part = TrainingResult(session.desk)
    qtbot.addWidget(part)
    part.show()
    part.show_status(done)
    part.show_cases(training_cases)
    return part


def cells(step: TrainingResult) -> list[list[str]]:
    table = step.table
    return [[table.item(y, x).text() for x in range(4)] for y in range(table.rowCount())]


def test_the_sentence_is_one_a_doctor_understands(step):
    assert step.sentence.text() == (
        "Finds 4 more of 100 referable eyes at the same number of false alarms; "
        "this could be chance."
    )
    assert step.basis.text() == (
        "Measured on 60 held-out images of 31 patients. "
        f"Model in use: dr-fundus 1.1.0 ({'ab' * 6})."
    )


@pytest.mark.parametrize(
    ("more", "chance", "measure", "words"),
    [
        (-3, False, "referable", "Misses 3 more of 100 referable eyes"),
        (0.2, True, "referable", "Finds as many referable eyes"),
    ],
)
def test_other_sentences(more, chance, measure, words):
    verdict = {
        "measure": measure,
        "could_be_chance": chance,
        "more_per_100": figure(more, more - 1, more + 1),
    }
    said = verdict_words({**RESULT, "verdict": verdict})
    assert said.startswith(words)
    assert ("could be chance" in said) == chance


@pytest.mark.parametrize(
    ("old", "end"),
    [
        (77.3, ", with the model in use for 77 (72 – 82): 12 more; this is more than chance."),
        (96, ", with the model in use for 96 (91 – 101): 7 fewer; this is more than chance."),
        (89.1, ", as often as with the model in use: 89 (84 – 94); this is more than chance."),
    ],
)
def test_of_classes_that_are_no_grades_it_tells_how_often_the_nearest_case_is_like_it(old, end):
    verdict = {
        "measure": "nearest",
        "could_be_chance": False,
        "more_per_100": figure(89 - old, 3, 21),
        "new_per_100": figure(89, 80, 95.4),
        "in_use_per_100": figure(old, old - 5, old + 5),
    }
    said = verdict_words({**RESULT, "verdict": verdict})
    assert said == f"For 89 (80 – 95) of 100 cases the nearest case is of the same kind{end}"


def test_of_classes_that_are_no_grades_it_tells_the_order_of_all_near_cases(step):
    assert not step.order.isVisible()
    new = {"map@r": figure(0.712, 0.64, 0.78)}
    result = {"new": new, "in_use": {"map@r": figure(0.6, None, None)}}
    assert order_words({**result, "verdict": {"measure": "nearest"}}) == (
        "Order of all near cases (MAP@R, 1 is best): 0.71 (0.64 – 0.78), "
        "with the model in use 0.60."
    )
    assert order_words({"new": new, "verdict": {"measure": "nearest"}}).endswith("(0.64 – 0.78).")


def test_with_no_model_in_use_nothing_is_claimed():
    assert "no model in use" in verdict_words({**RESULT, "in_use": None})


def test_both_models_stand_side_by_side_with_intervals(step):
    assert cells(step) == [
        [
            "Agreement (kappa)",
            "0.820 (0.750 – 0.880)",
            "0.800 (0.700 – 0.860)",
            "+0.020 (−0.030 – +0.060)",
        ],
        ["Order of the nearest (MAP@R)", "–", "–", "–"],
        [
            "Tells 0 No DR from the rest (AUC)",
            "0.900 (0.800 – 0.950)",
            "0.880 (0.800 – 0.930)",
            "–",
        ],
    ]


def test_the_gate_warns_and_using_is_not_the_first_choice(step, done):
    assert "not shown to be better" in step.gate.text()
    assert "Think twice" in step.gate.text()
    assert step.activate.property("kind") == ""
    good = {**RESULT, "verdict": {**RESULT["verdict"], "kind": "better"}, "gate": {"warn": False}}
    step.show_status(replace(done, result=good))
    assert not step.gate.isVisible()
    assert step.activate.property("kind") == "primary"


def test_mistakes_are_pictures_that_open(qtbot, step, training_cases):
    assert step.mistakes.item(0).text() == "is 3 Severe NPDR\nsaid 0 No DR (91 %)"
    with qtbot.waitSignal(step.case_asked) as told:
        step.mistakes.itemActivated.emit(step.mistakes.item(0))
    assert told.args == [training_cases[3]]


def test_registering_says_whether_it_is_to_be_used(qtbot, step):
    for part, is_to_be_used in ((step.register, False), (step.activate, True)):
        with qtbot.waitSignal(step.register_asked) as told:
            part.click()
        assert told.args == [is_to_be_used]


def test_without_a_package_nothing_can_be_registered(step, done):
    step.show_status(replace(done, package=None))
    assert not step.register.isEnabled() and not step.activate.isEnabled()


def test_before_the_end_it_says_what_to_wait_for(step, run_status):
    step.show_status(run_status)
    assert step.empty.isVisible()
    assert "step 4" in step.empty.text.text()
