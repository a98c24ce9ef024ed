"""While much is done in the background, the window is never held up for 100 ms."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest
from PySide6.QtWidgets import QMessageBox

from medview.bootstrap import build_services
from medview.ui.application import run_window

PATIENCE = 300_000
LIMIT_MS = 100


@pytest.fixture
def photographs(sample: Path, tmp_path: Path) -> Path:
    """Return a folder of 200 photographs: the sample's eyes, each a little brighter or darker."""
    folder = tmp_path / "eyes"
    folder.mkdir()
    eyes = [cv2.imread(str(p)) for p in sorted((sample / "fundus").glob("**/*.jpg"))[:10]]
    for number in range(200):
        picture = cv2.convertScaleAbs(eyes[number % len(eyes)], alpha=0.8 + number / 1000)
        cv2.imwrite(str(folder / f"eye-{number:03d}.jpg"), picture)
    return folder


@pytest.mark.slow
def test_while_200_photographs_are_opened_and_graded(
    qtbot, session, dropped, photographs, longest_block
):
    window, worklist = session.window, session.desk.worklist
    qtbot.wait(500)
    with longest_block() as block:
        dropped(window, photographs)
        qtbot.waitUntil(lambda: len(worklist) == 200, timeout=PATIENCE)
        window.batch.start()
        qtbot.waitUntil(lambda: not worklist.without_estimate(), timeout=PATIENCE)
    assert block.milliseconds < LIMIT_MS


def test_while_a_study_loads(qtbot, session, dropped, sample, longest_block):
    qtbot.wait(500)
    view = session.window.read_page.viewer.view
    with longest_block() as block:
        dropped(session.window, sample / "ct")
        qtbot.waitUntil(lambda: view.canvas.picture is not None, timeout=PATIENCE)
        qtbot.wait(1500)
    assert block.milliseconds < LIMIT_MS


def test_a_cancelled_batch_stops_within_a_second(qtbot, session, dropped, sample):
    window = session.window
    dropped(window, sample / "fundus")
    qtbot.waitUntil(lambda: len(session.desk.worklist) > 5, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not window.activity.lines, timeout=PATIENCE)
    window.batch.start()
    window.activity.lines[0].cancel.click()
    qtbot.waitUntil(lambda: not window.activity.lines, timeout=1100)
    assert not window.batch.is_running


def test_a_second_window_on_one_library_is_told(qtbot, home, when_dialog_opens):
    services = build_services(home)
    told: list[str] = []

    def read_and_close(box: QMessageBox) -> None:
        assert isinstance(box, QMessageBox)
        told.append(box.text())
        box.accept()

    when_dialog_opens(read_and_close)
    try:
        assert run_window(lambda: build_services(home)) == 1
    finally:
        services.close()
    assert "library" in told[0]
