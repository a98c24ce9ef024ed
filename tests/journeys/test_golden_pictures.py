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

from medview.domain.job import JobContext
from medview.ui.main_window import LIBRARY, MODELS, WORKLIST

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
    widget.window().activity.hide()  # what it says goes away by itself, sooner or later
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


def test_an_eye_and_its_evidence(qtbot, session, window, dropped, sample, tmp_path):
    open_eye(qtbot, session, dropped, sample / "fundus" / "synthetic-04-OD.jpg")
    qtbot.keyClick(window, Qt.Key.Key_E)
    evidence = window.read_page.viewer.evidence
    qtbot.waitUntil(lambda: evidence.found is not None, timeout=PATIENCE)
    settled(qtbot, session)
    check(qtbot, window, "evidence", tmp_path)


def test_lesion_candidates(qtbot, session, window, dropped, sample, tmp_path):
    open_eye(qtbot, session, dropped, sample / "fundus" / "synthetic-04-OD.jpg")
    qtbot.keyClick(window, Qt.Key.Key_L)
    settled(qtbot, session)
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
