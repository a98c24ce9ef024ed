"""A local lead trains a model: from a folder of labelled images to a model that answers."""

from __future__ import annotations

import csv
import os
import shutil
import signal
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from medview.domain.case import FUNDUS
from medview.domain.training import RunState
from medview.ui.main_window import READ
from medview.ui.training_source import Origin, SourceOrder
from medview.ui.training_steps import Step

PATIENCE = 240_000
PATIENTS_A_GRADE = 6

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def clinic(shared_data: Path, tmp_path_factory) -> Path:
    """Return a folder for each grade, of real photographs of thirty patients."""
    source = shared_data / "fundus" / "deepdrid"
    if not (source / "labels.csv").exists():
        pytest.skip(f"needs the photographs of {source}")
    folder = tmp_path_factory.mktemp("clinic")
    taken: dict[str, set[str]] = defaultdict(set)
    with (source / "labels.csv").open(newline="") as table:
        for row in csv.DictReader(table):
            grade, patient = row["grade"], row["patient_id"]
            is_new = not any(patient in patients for patients in taken.values())
            if grade in "01234" and is_new and len(taken[grade]) < PATIENTS_A_GRADE:
                taken[grade].add(patient)
                (folder / grade).mkdir(exist_ok=True)
                shutil.copy(source / row["image"], folder / grade)
    return folder


@pytest.fixture
def workers(session) -> Iterator[None]:
    """End what a journey left at work."""
    yield
    for process in session.desk.services.training._workers.values():
        if process.poll() is None:
            process.kill()
            process.wait()


def open_page(qtbot, window):
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
    qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    return window.training.page


def choose_data(qtbot, page, folder: Path) -> None:
    page.data.source.choose(SourceOrder(Origin.FOLDER, folder, Path()))
    page.data.source.read.click()
    qtbot.waitUntil(lambda: len(page.data.cases) > 0, timeout=PATIENCE)


def on(qtbot, page) -> None:
    qtbot.waitUntil(page.on.isEnabled, timeout=PATIENCE)
    page.on.click()


def start_run(qtbot, page, folder: Path, epochs: int) -> None:
    """Go through the first three steps; a small network, so that a test can wait for it."""
    choose_data(qtbot, page, folder)
    on(qtbot, page)
    assert page.step is Step.HEALTH
    on(qtbot, page)
    assert page.step is Step.RECIPE
    page.recipe.title.setText("Clinic 2026")
    form = page.recipe.form
    form.boxes["backbone"].setCurrentIndex(form.boxes["backbone"].findData("small-cnn"))
    for name, value in (("input_size", 96), ("epochs", epochs), ("frozen_epochs", 0)):
        form.numbers[name].setText(str(value))
    on(qtbot, page)
    qtbot.waitUntil(lambda: page.step is Step.RUN, timeout=PATIENCE)


def state(page) -> RunState | None:
    return page.run.status.state if page.run.status else None


def worker_of(session):
    (process,) = session.desk.services.training._workers.values()
    return process


def test_from_a_folder_to_a_model_that_grades(qtbot, session, clinic, workers):
    window = session.window
    page = open_page(qtbot, window)
    start_run(qtbot, page, clinic, epochs=2)
    qtbot.waitUntil(lambda: window.rail.training.isVisible(), timeout=PATIENCE)
    assert "Clinic 2026" in window.training.line.words.text()
    qtbot.waitUntil(lambda: state(page) is RunState.DONE, timeout=PATIENCE)
    assert len(page.run.curves.curves[0].values) == 2
    assert page.run.map.rows
    qtbot.waitUntil(lambda: page.step is Step.RESULT, timeout=PATIENCE)
    assert page.result.table.rowCount() > 3
    assert "held-out images" in page.result.basis.text()
    assert "dr-fundus" in page.result.basis.text()

    before = session.desk.services.model_for(FUNDUS).ref
    page.result.activate.click()
    model = lambda: session.desk.services.model_for(FUNDUS)  # noqa: E731
    qtbot.waitUntil(lambda: model().ref != before, timeout=PATIENCE)
    assert model().title == "Clinic 2026"
    assert not window.rail.training.isVisible()

    window.open_paths([next((clinic / "4").iterdir())])
    assert window.pages.currentIndex() == READ
    desk, answer = session.desk, window.read_page.answer
    is_graded = lambda: answer.case is not None and desk.worklist.estimate(answer.case.id)  # noqa: E731
    qtbot.waitUntil(lambda: bool(is_graded()), timeout=PATIENCE)
    assert is_graded().model == model().ref


def test_the_window_closes_and_the_run_goes_on(qtbot, start, session, clinic, workers):
    page = open_page(qtbot, session.window)
    start_run(qtbot, page, clinic, epochs=3)
    qtbot.waitUntil(lambda: len(page.run.status.epochs) > 0, timeout=PATIENCE)
    process = worker_of(session)
    again = start()  # closes the window first
    assert process.poll() is None
    page = open_page(qtbot, again.window)
    qtbot.waitUntil(lambda: page.step is Step.RUN, timeout=PATIENCE)
    assert page.run.status.plan.title == "Clinic 2026"
    qtbot.waitUntil(lambda: state(page) is RunState.DONE, timeout=PATIENCE)
    assert [report.epoch for report in page.run.status.epochs] == [1, 2, 3]
    process.wait(60)


def test_a_killed_run_goes_on_from_its_last_epoch(qtbot, session, clinic, workers):
    page = open_page(qtbot, session.window)
    start_run(qtbot, page, clinic, epochs=3)
    qtbot.waitUntil(lambda: len(page.run.status.epochs) > 0, timeout=PATIENCE)
    os.kill(worker_of(session).pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: state(page) is RunState.BROKEN_OFF, timeout=PATIENCE)
    kept = page.run.status.epochs
    assert "Every finished epoch is kept" in page.run.trouble.text()
    page.run.resume.click()
    qtbot.waitUntil(lambda: state(page) is RunState.DONE, timeout=PATIENCE)
    assert page.run.status.epochs[: len(kept)] == kept
    assert len(page.run.status.epochs) == 3
