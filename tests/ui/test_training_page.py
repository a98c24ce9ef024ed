"""The five steps: what leads on, what holds back, what is kept when one goes back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from medview.bootstrap import build_services
from medview.domain.health import Kind, Severity
from medview.domain.training import TRAIN, VALIDATION, RunState
from medview.ui.application import Session
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
