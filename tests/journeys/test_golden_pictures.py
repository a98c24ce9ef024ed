"""What the pages look like: each beside its golden picture, which the README shows too.

`MEDVIEW_GOLDEN=write` makes the pictures anew, to be looked at before they are committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QImage
from PySide6.QtWidgets import QApplication, QWidget

from medview.domain.grade import Grade
from medview.domain.job import JobContext
from medview.domain.study import StudyPlan
from medview.ui.main_window import LIBRARY, MODELS, STATISTICS, WORKLIST, MainWindow
from medview.ui.neighbour_room import LEAST_IMAGE
from medview.ui.report_dialog import ReportDialog

GOLDEN = Path(__file__).parents[1] / "golden"
FONT = "DejaVu Sans"  # what fontconfig brings to every Debian
PATIENCE = 60_000
PAUSE = 200
# Another processor rounds a probability otherwise; a page that moved differs in ten times as much.
CLEARLY, SHARE = 40, 0.01


@pytest.fixture
def window(session):
    """Return the window in the dark theme, drawn with the font the pictures were made with."""
    if QFontInfo(QApplication.font()).family() != FONT:
        pytest.skip(f"the pictures were made with {FONT}")
    session.desk.preferences.set("theme", "dark")
    session.window.resize(1280, 720)
    return session.window


def pixels(image: QImage) -> np.ndarray:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    return rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).astype(np.int16)


def check(qtbot, widget: QWidget, name: str, tmp_path: Path) -> None:
    """Compare what a widget shows with its golden picture; keep what it shows when they differ."""
    if isinstance(widget, MainWindow):
        widget.activity.hide()  # what it says goes away by itself, sooner or later
    qtbot.wait(400)  # what was asked to be drawn is drawn
    shown = widget.grab().toImage()
    file = GOLDEN / f"{name}.jpg"
    if os.environ.get("MEDVIEW_GOLDEN") == "write":
        assert shown.save(str(file), quality=88)
    golden = QImage(str(file))
    assert not golden.isNull(), f"there is no golden picture {file.name}"
    assert shown.size() == golden.size()
    off = np.abs(pixels(shown) - pixels(golden)).max(axis=2) > CLEARLY
    if off.mean() > SHARE:
        shown.save(str(tmp_path / file.name), quality=88)
        pytest.fail(f"{off.mean():.1%} of {name} differs; it is kept as {tmp_path / file.name}")


def open_eye(qtbot, session, dropped, photograph: Path) -> None:
    dropped(session.window, photograph)
    answer = session.window.read_page.answer
    qtbot.waitUntil(lambda: answer.case is not None, timeout=PATIENCE)
    qtbot.waitUntil(
        lambda: session.desk.worklist.estimate(answer.case.id) is not None, timeout=PATIENCE
    )
    settled(qtbot, session)


def settled(qtbot, session) -> None:
    """Wait until nothing has worked in the background for a while: one job begins another."""
    quiet = 0
    for _ in range(PATIENCE // PAUSE):
        qtbot.wait(PAUSE)
        quiet = 0 if session.desk.jobs.running else quiet + 1
        if quiet == 5:
            return
    pytest.fail("the window does not come to rest")


@pytest.fixture
def opened(qtbot, session, window, dropped, sample):
    """Return six graded photographs of three patients, in the order of their names."""
    names = [f"synthetic-0{number}-{eye}.jpg" for number in (1, 3, 5) for eye in ("OD", "OS")]
    dropped(window, *(sample / "fundus" / name for name in names))
    qtbot.waitUntil(lambda: len(session.desk.worklist) == 6, timeout=PATIENCE)
    window.batch.start()
    qtbot.waitUntil(lambda: not session.desk.worklist.without_estimate(), timeout=PATIENCE)
    settled(qtbot, session)
    return sorted(session.desk.worklist.cases, key=lambda case: case.images[0].name)


def test_an_eye_and_its_evidence(qtbot, session, window, dropped, sample, tmp_path):
    open_eye(qtbot, session, dropped, sample / "fundus" / "synthetic-04-OD.jpg")
    qtbot.keyClick(window, Qt.Key.Key_E)
    evidence = window.read_page.viewer.evidence
    qtbot.waitUntil(lambda: evidence.found is not None, timeout=PATIENCE)
    settled(qtbot, session)
    assert window.read_page.viewer.view.canvas.height() >= LEAST_IMAGE
    check(qtbot, window, "evidence", tmp_path)


def test_lesion_candidates(qtbot, session, window, dropped, sample, tmp_path):
    open_eye(qtbot, session, dropped, sample / "fundus" / "synthetic-04-OD.jpg")
    qtbot.keyClick(window, Qt.Key.Key_L)
    settled(qtbot, session)
    assert window.read_page.viewer.view.canvas.height() >= LEAST_IMAGE
    check(qtbot, window, "lesions", tmp_path)


def test_a_region_and_its_neighbours(qtbot, session, window, dropped, sample, tmp_path):
    dropped(window, sample / "mr-glioma")
    find = window.menus.actions_by_name["find_similar"]
    qtbot.waitUntil(find.isEnabled, timeout=PATIENCE)
    settled(qtbot, session)
    find.trigger()
    settled(qtbot, session)
    check(qtbot, window, "similar", tmp_path)


def test_a_worklist(qtbot, session, window, sample, tmp_path):
    worklists = session.desk.services.worklists
    made, _ = worklists.create_from_paths("Clinic", [sample / "fundus"], JobContext())
    worklists.grade(made.id, JobContext())
    window.show_page(WORKLIST)
    page = window.clinic.page
    qtbot.waitUntil(lambda: page.model.rowCount() >= 7, timeout=PATIENCE)
    settled(qtbot, session)
    check(qtbot, window, "worklist", tmp_path)


def test_the_library(qtbot, session, window, sample, tmp_path):
    services = session.desk.services
    services.import_cases([sample], sample / "labels.csv", "Sample", JobContext())
    window.show_page(LIBRARY)
    settled(qtbot, session)
    check(qtbot, window, "library", tmp_path)


def test_the_models(qtbot, session, window, tmp_path):
    window.show_page(MODELS)
    settled(qtbot, session)
    check(qtbot, window, "models", tmp_path)


def test_training_begins_with_the_data(qtbot, session, window, tmp_path):
    window.menus.actions_by_name["train"].trigger()
    settled(qtbot, session)
    check(qtbot, window, "training", tmp_path)


def test_the_figures_of_a_clinic(qtbot, session, window, opened, tmp_path):
    signed = (Grade.NO_DR, Grade.MILD, Grade.MODERATE, Grade.MODERATE, Grade.SEVERE, None)
    for case, grade in zip(opened, signed, strict=False):
        session.desk.services.sign_grade(case, session.desk.worklist.estimate(case.id), grade)
    window.show_page(STATISTICS)
    settled(qtbot, session)
    check(qtbot, window, "statistics", tmp_path)


def test_a_report(qtbot, session, window, opened, tmp_path):
    services, case = session.desk.services, opened[0]
    services.sign_grade(case, session.desk.worklist.estimate(case.id), Grade.MODERATE)
    dialog = ReportDialog(session.desk, case, tmp_path / "out", window)
    qtbot.addWidget(dialog)
    dialog.form.folder.setText("/reports")  # every run has another folder
    dialog.show()
    settled(qtbot, session)
    check(qtbot, dialog, "report", tmp_path)


def test_reading_studies(qtbot, session, window, sample, tmp_path):
    plan = StudyPlan("Screening, spring", ("Dr. A. Meyer", "Dr. B. Okoro"), 0.25, seed=4)
    studies = session.desk.services.studies
    studies.set_up(plan, "Lead", JobContext(), paths=[sample / "fundus"])
    window.menus.actions_by_name["study_page"].trigger()
    settled(qtbot, session)
    check(qtbot, window, "study", tmp_path)


def test_two_visits_of_an_eye(qtbot, session, window, dropped, sample, tmp_path):
    folder = tmp_path / "clinic"
    folder.mkdir()
    for name, day in (("03", "2025-03-01"), ("04", "2026-03-01")):
        eye = (sample / "fundus" / f"synthetic-{name}-OD.jpg").read_bytes()
        (folder / f"H4711_OD_{day}.jpg").write_bytes(eye)
    dropped(window, folder)
    qtbot.waitUntil(lambda: len(session.desk.worklist) == 2, timeout=PATIENCE)
    settled(qtbot, session)
    today = max(session.desk.worklist.cases, key=lambda case: case.study_date)
    window.read_page.cases.show_when_listed(today.id)
    settled(qtbot, session)
    qtbot.keyClick(window, Qt.Key.Key_V)
    qtbot.waitUntil(lambda: window.read_page.viewer.is_comparing, timeout=PATIENCE)
    settled(qtbot, session)
    check(qtbot, window, "visits", tmp_path)
