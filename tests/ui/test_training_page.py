"""The five steps: what leads on, what holds back, what is kept when one goes back."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from medview.bootstrap import build_services
from medview.domain.health import Kind, Severity
from medview.domain.model import ModelRef
from medview.domain.training import SIMILARITY, TRAIN, VALIDATION, RunState
from medview.ui.application import Session
from medview.ui.training_classes import ClassTable
from medview.ui.training_page import TrainingPage
from medview.ui.training_source import Origin, SourceOrder
from medview.ui.training_steps import Step

PATIENCE = 60_000


@pytest.fixture(scope="module")
def session(qapp, tmp_path_factory) -> Iterator[Session]:
    opened = Session(build_services(tmp_path_factory.mktemp("home")), qapp)
    opened.window.resize(1280, 720)
    yield opened
    opened.window.close()
    opened.end()
    opened.window.deleteLater()
    opened.deleteLater()


@pytest.fixture
def page(qtbot, session) -> TrainingPage:
    part = TrainingPage(session.desk, session.window.training.watch)
    qtbot.addWidget(part)
    part.resize(1200, 640)
    part.show()
    return part


@pytest.fixture
def folder(sample: Path, tmp_path: Path) -> Path:
    """Return drawn eyes of six patients in two class folders."""
    for number, patient in enumerate(("01", "02", "03", "04", "05", "08")):
        target = tmp_path / "clinic" / str(number % 2)
        target.mkdir(parents=True, exist_ok=True)
        for picture in (sample / "fundus").glob(f"synthetic-{patient}-*.jpg"):
            shutil.copy(picture, target)
    return tmp_path / "clinic"


def read(qtbot, page: TrainingPage, folder: Path) -> None:
    page.data.source.choose(SourceOrder(Origin.FOLDER, folder, Path()))
    page.data.source.read.click()
    qtbot.waitUntil(lambda: len(page.data.cases) > 0, timeout=PATIENCE)


def look_at_health(qtbot, page: TrainingPage) -> None:
    page.on.click()
    qtbot.waitUntil(lambda: page.health.health is not None, timeout=PATIENCE)


def test_nothing_leads_on_before_labels_are_read(page):
    assert page.step is Step.DATA
    assert not page.on.isEnabled()
    assert page.missing.text() == "Read the labels first."
    assert [part.isEnabled() for part in page.steps.buttons] == [True] + 4 * [False]
    page.show_step(Step.RECIPE)
    assert page.step is Step.DATA


def test_a_folder_is_read_looked_at_and_split_by_patient(qtbot, page, folder):
    read(qtbot, page, folder)
    assert page.data.classes.classes == ("0", "1")
    assert page.data.gallery.count() > 0
    look_at_health(qtbot, page)
    assert page.step is Step.HEALTH
    sides = {
        case.patient: {c.split for c in page.health.cases if c.patient == case.patient}
        for case in page.health.cases
    }
    assert all(len(side) == 1 for side in sides.values())
    assert {case.split for case in page.health.cases} == {TRAIN, VALIDATION}
    counted = page.health.split.counts
    assert counted.rowCount() == 2


def test_a_table_with_columns_of_other_names_is_read(qtbot, page, folder):
    files = sorted(path.relative_to(folder) for path in folder.rglob("*.jpg"))
    lines = [f"{path.as_posix()},{path.parent.name},{path.name[:12]}" for path in files]
    table = folder / "tabelle.csv"
    table.write_text("\n".join(["Bild;Befund;Pat", *lines]).replace(",", ";"))
    source = page.data.source
    source.choose(SourceOrder(Origin.TABLE, folder, table))
    qtbot.waitUntil(source.columns.isVisible, timeout=PATIENCE)
    for field, name in {"image": "Bild", "label": "Befund", "patient": "Pat"}.items():
        box = source.columns.fields[field]
        box.setCurrentIndex(box.findData(name))
    source.read.click()
    qtbot.waitUntil(lambda: len(page.data.cases) > 0, timeout=PATIENCE)
    assert page.data.classes.classes == ("0", "1") and len(page.data.cases) == len(files)
    patients = {path.name[:12] for path in files}
    assert {case.patient for case in page.data.cases} == patients


def test_another_share_splits_anew_and_the_same_seed_the_same(qtbot, page, folder):
    read(qtbot, page, folder)
    look_at_health(qtbot, page)
    before = page.health.cases
    page.health.split.share.setValue(50)
    qtbot.waitUntil(lambda: page.health.cases != before, timeout=PATIENCE)
    page.health.split.share.setValue(20)
    qtbot.waitUntil(lambda: page.health.cases == before, timeout=PATIENCE)


def test_going_back_keeps_what_was_entered(qtbot, page, folder):
    read(qtbot, page, folder)
    look_at_health(qtbot, page)
    found, cases = page.health.health, page.health.cases
    page.back.click()
    assert page.step is Step.DATA and len(page.data.cases) > 0
    page.on.click()
    assert page.health.health is found and page.health.cases == cases
    page.show_step(Step.DATA)
    page.data.classes.choose_class("1", "2")
    assert not page.steps.buttons[Step.RECIPE].isEnabled()
    page.on.click()
    qtbot.waitUntil(lambda: page.health.health not in (None, found), timeout=PATIENCE)


def leaking(page: TrainingPage):
    """Return the cases with one patient on both sides, as an official split may have it."""
    by_patient: dict[str, list] = {}
    for case in page.data.cases:
        by_patient.setdefault(case.patient, []).append(case)
    both = next(cases for cases in by_patient.values() if len(cases) > 1)
    held_out = [case for n, case in enumerate(page.data.cases) if case.label == "1" and not n % 3]
    return tuple(
        replace(case, split=VALIDATION if case in (both[0], *held_out) else TRAIN)
        for case in page.data.cases
    )


def test_a_leak_stops_training_and_can_be_put_right(qtbot, page, folder):
    read(qtbot, page, folder)
    page.show_step(Step.HEALTH)
    page.health.take_cases(leaking(page), "dr-grading")
    assert page.health.split.official.isChecked()
    qtbot.waitUntil(lambda: page.health.health is not None, timeout=PATIENCE)
    worst = page.health.health.findings[0]
    assert (worst.kind, worst.severity) == (Kind.LEAK, Severity.STOP)
    assert page.health.verdict.text().endswith("Training is refused until this is put right")
    assert not page.on.isEnabled()
    assert page.missing.text() == "Put right what stops training first."
    page.health.findings.show_button.click()
    assert page.health.gallery.count() == len(worst.rows)
    page.health.findings.fix.click()
    kinds = lambda: [f.kind for f in page.health.health.findings]  # noqa: E731
    qtbot.waitUntil(
        lambda: page.health.health is not None and Kind.LEAK not in kinds(), timeout=PATIENCE
    )


def test_what_was_found_is_gone_once_the_cases_are_others(qtbot, page, folder, monkeypatch):
    read(qtbot, page, folder)
    page.show_step(Step.HEALTH)
    page.health.take_cases(leaking(page), "dr-grading")
    qtbot.waitUntil(lambda: page.health.health is not None, timeout=PATIENCE)
    page.health.findings.show_button.click()

    def endless(cases, context, **asked):
        assert asked["known"]  # no picture is read twice
        while True:
            context.step(0, len(cases))
            time.sleep(0.01)

    monkeypatch.setattr(page.health._desk.services, "ready_cases", endless)
    page.health.findings.fix.click()
    page.health.cancel.click()
    qtbot.waitUntil(lambda: page.health.verdict.text() == "Stopped looking", timeout=PATIENCE)
    assert page.health.findings.findings == () and page.health.findings.fix.isHidden()
    assert page.health.split.counts.rowCount() == page.health.gallery.count() == 0
    page.show_step(Step.RECIPE)
    assert page.step is Step.HEALTH and not page.on.isEnabled()
    assert page.missing.text() == "Have the cases looked at first."


def test_another_task_or_kind_reaches_the_plan(qtbot, page, folder, monkeypatch):
    monkeypatch.setattr(page.errands._desk.services.training, "recipes", lambda *_, **__: [])
    read(qtbot, page, folder)
    look_at_health(qtbot, page)
    page.on.click()
    assert page.recipe.form.plan.task == "dr-grading"
    page.show_step(Step.DATA)
    page.data.tasks[SIMILARITY].click()
    assert not page.steps.buttons[Step.RECIPE].isEnabled()
    look_at_health(qtbot, page)
    page.on.click()
    assert (page.recipe.form.plan.task, page.recipe.form.plan.kind) == ("similarity", "grey")
    page.show_step(Step.DATA)
    page.data.kinds.setCurrentIndex(page.data.kinds.findData("MR"))
    page.show_step(Step.RECIPE)
    assert page.recipe.form.plan.modalities == ("MR",)


def test_each_model_is_used_or_not_as_it_was_asked(qtbot, page, monkeypatch):
    monkeypatch.setattr(page.errands._desk.services.training, "register", lambda run: run.name)
    told = []
    page.errands.registered.connect(lambda *outcome: told.append(outcome))
    page.errands.registered.disconnect(page._tell_registered)
    one, other = Path("one"), Path("other")
    page.errands.register(one, is_to_be_used=True)
    page.errands.register(other, is_to_be_used=False)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [(one, "one", True), (other, "other", False)]


def test_only_the_run_that_is_shown_says_it_is_registered(page, session, run_status, monkeypatch):
    watch = session.window.training.watch
    watch.runs = {run_status.run: run_status}
    page.show_run(run_status.run)
    card = SimpleNamespace(ref=ModelRef("own", "1.0", "d" * 64))
    page._tell_registered(Path("/runs/other"), card, False)
    assert page.result.registered.text() == ""
    page._tell_registered(run_status.run, card, False)
    assert page.result.registered.text().startswith("Registered as own 1.0")
    watch.runs = {}


def test_other_cases_are_shown_with_their_first_label(qtbot, training_cases):
    table = ClassTable()
    qtbot.addWidget(table)
    table.show_cases(training_cases, "dr-grading")
    others = [replace(case, label="9") for case in training_cases]
    with qtbot.waitSignal(table.label_chosen) as told:
        table.show_cases(others, "similarity")
    assert told.args == ["9"]


def test_an_error_is_said_in_place(qtbot, page, tmp_path):
    table = tmp_path / "labels.csv"
    table.write_text("colour,shape\nred,round\n")
    page.data.source.choose(SourceOrder(Origin.TABLE, tmp_path, table))
    page.data.source.read.click()
    qtbot.waitUntil(lambda: page.trouble.isVisible(), timeout=PATIENCE)
    assert "column" in page.trouble.text()


def test_alt_and_a_number_go_to_a_step(qtbot, page, folder):
    read(qtbot, page, folder)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=PATIENCE)
    qtbot.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.step is Step.HEALTH)  # a key presses a button for 100 ms
    qtbot.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.step is Step.DATA)


def test_a_run_at_work_is_shown_and_its_end_opens_the_result(qtbot, page, session, run_status):
    watch = session.window.training.watch
    watch.runs = {run_status.run: run_status}
    page.show_newest()
    assert page.step is Step.RUN
    assert page.runs.list.currentText() == "Clinic · Training"
    assert not page.runs.remove.isEnabled()
    done = replace(run_status, state=RunState.DONE, result={"new": {}, "images": 4, "patients": 4})
    watch.runs = {done.run: done}
    page.take_status(done)
    assert page.steps.buttons[Step.RESULT].isEnabled()
    assert page.runs.remove.isEnabled()
    page.on.click()
    assert page.step is Step.RESULT
    watch.runs = {}
