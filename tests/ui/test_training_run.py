"""A run at work: what is drawn of each epoch, and what may be asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from medview.bootstrap import build_services
from medview.domain.training import Request, RunState
from medview.ui.application import Session
from medview.ui.training_run import TrainingRun


@pytest.fixture(scope="module")
def session(qapp, tmp_path_factory) -> Iterator[Session]:
    opened = Session(build_services(tmp_path_factory.mktemp("home")), qapp)
    yield opened
    opened.window.close()
    opened.end()
    opened.window.deleteLater()
    opened.deleteLater()


@pytest.fixture
def step(qtbot, session, run_status, training_cases) -> TrainingRun:
    part = TrainingRun(session.desk)
    qtbot.addWidget(part)
    part.resize(1180, 560)
    part.show()
    part.show_status(run_status)
    part.show_cases(training_cases)
    return part


def shown(step: TrainingRun) -> set[str]:
    parts = {"pause": step.pause, "stop": step.stop, "drop": step.drop, "go on": step.resume}
    return {name for name, part in parts.items() if part.isVisible()}


def test_it_says_how_far_it_is(step):
    assert step.state.text() == "Clinic: Training · epoch 4 of 5 · about 4 min left"
    assert (step.bar.value(), step.bar.maximum()) == (60, 100)
    assert step.log.toPlainText() == "Read 12 images.\nEpoch 1."


def test_the_log_grows_without_repeating(step, run_status):
    step.show_status(replace(run_status, log=(*run_status.log, "Epoch 2.")))
    step.show_status(replace(run_status, log=(*run_status.log, "Epoch 2.")))
    assert step.log.toPlainText().splitlines() == ["Read 12 images.", "Epoch 1.", "Epoch 2."]


def test_the_curves_say_the_newest_and_the_best(step):
    loss, recall, kappa, order = step.curves.curves
    assert not order.isVisible()
    assert loss.words() == "0.333 after epoch 3, best 0.333 at epoch 3"
    assert recall.best == (3, pytest.approx(0.6))
    assert kappa.words() == "0.400 after epoch 3, best 0.500 at epoch 2"
    assert kappa.accessibleDescription() == kappa.words()


def test_classes_that_are_no_grades_show_the_order_of_the_nearest(step, run_status):
    figures = [{"loss": 1.0, "recall@1": 0.5, "map@r": 0.4} for _ in run_status.epochs]
    reports = tuple(replace(r, figures=f) for r, f in zip(run_status.epochs, figures, strict=True))
    step.show_status(replace(run_status, epochs=reports))
    assert [curve.isVisible() for curve in step.curves.curves] == [True, True, False, True]


def test_the_map_moves_with_the_epoch_that_is_chosen(qtbot, step):
    assert step.epoch.value() == 3
    assert step.map.rows == (0, 3, 6, 9)
    qtbot.waitUntil(lambda: step.map.row_at(step.map.place_of(9)) == 9)
    step.epoch.setValue(2)
    assert step.epoch_words.text() == "Epoch 2, the best so far"
    assert "after epoch 2" in step.map.accessibleDescription()


def test_an_earlier_epoch_stays_while_new_ones_come(step, run_status, epochs):
    step.epoch.setValue(1)
    later = replace(epochs[-1], epoch=4)
    step.show_status(replace(run_status, epochs=(*epochs, later)))
    assert (step.epoch.value(), step.epoch.maximum()) == (1, 4)


def test_a_point_of_the_map_opens_its_case(qtbot, step, training_cases):
    qtbot.waitUntil(lambda: step.map.row_at(step.map.place_of(6)) == 6)
    with qtbot.waitSignal(step.case_asked) as told:
        qtbot.mouseClick(step.map, Qt.MouseButton.LeftButton, pos=step.map.place_of(6).toPoint())
    assert told.args == [training_cases[6]]


def test_examples_say_how_much_better_they_got(step, epochs):
    assert step.better.text() == "Right neighbours: 0 of 4 at first, 2 of 4 now"
    assert step.examples.right(epochs[1]) == (1, 4)


def test_what_may_be_asked_depends_on_where_it_is(step, run_status):
    offers = {
        RunState.PREPARING: {"pause", "drop"},
        RunState.TRAINING: {"pause", "stop", "drop"},
        RunState.PAUSED: {"go on", "stop", "drop"},
        RunState.EVALUATING: {"drop"},
        RunState.BROKEN_OFF: {"go on", "drop"},
        RunState.DONE: set(),
        RunState.DROPPED: set(),
    }
    for state, offered in offers.items():
        step.show_status(replace(run_status, state=state))
        assert shown(step) == offered, state


def test_nothing_can_be_kept_before_the_first_epoch(step, run_status):
    step.show_status(replace(run_status, epochs=()))
    assert not step.stop.isEnabled()


def test_what_is_asked_is_told(qtbot, step, run_status):
    for part, request in ((step.pause, Request.PAUSE), (step.stop, Request.STOP)):
        with qtbot.waitSignal(step.asked) as told:
            part.click()
        assert told.args == [request]
    step.show_status(replace(run_status, state=RunState.PAUSED))
    with qtbot.waitSignal(step.asked) as told:
        step.resume.click()
    assert told.args == [Request.GO_ON]
    step.show_status(replace(run_status, state=RunState.BROKEN_OFF))
    assert "Every finished epoch is kept" in step.trouble.text()
    with qtbot.waitSignal(step.resume_asked):
        step.resume.click()


@pytest.mark.parametrize("answer", ["Discard", "Cancel"])
def test_dropping_is_asked_once_more(step, monkeypatch, answer):
    asked = []
    step.asked.connect(asked.append)
    chosen = getattr(QMessageBox.StandardButton, answer)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: chosen)
    step.drop.click()
    assert asked == ([Request.DROP] if answer == "Discard" else [])


def test_a_failure_says_what_happened_and_what_to_do(step, run_status):
    step.show_status(
        replace(
            run_status,
            state=RunState.FAILED,
            failure="The disk is full.",
            advice="Free some disk space, then resume the run.",
        )
    )
    assert step.trouble.text().startswith("The disk is full. Free some")
    assert "go on" in shown(step)
