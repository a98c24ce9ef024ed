"""Shots of an eye are read together, both eyes make a result, a contradicted eye is decided."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageOps
from PySide6.QtCore import Qt

from medview.domain.case import Eye, EyeFrom

PATIENCE = 60_000


@pytest.fixture
def clinic(sample, tmp_path) -> Path:
    """Return a folder: right eye twice, one of them too dark, and the left eye."""
    folder, drawn = tmp_path / "clinic", sample / "fundus"
    folder.mkdir()
    shutil.copy(drawn / "synthetic-03-OD.jpg", folder / "7_r1.jpg")
    with Image.open(drawn / "synthetic-03-OD.jpg") as picture:
        ImageOps.autocontrast(picture.rotate(4), cutoff=1).save(folder / "7_r2.jpg", quality=92)
    shutil.copy(drawn / "synthetic-02-OS.jpg", folder / "7_l1.jpg")
    with Image.open(drawn / "synthetic-03-OD.jpg") as picture:
        picture.point(lambda value: value // 12).save(folder / "7_r3.jpg", quality=92)
    return folder


@pytest.fixture
def wrong_name(sample, tmp_path) -> Path:
    """Return a right eye whose file is called left."""
    path = tmp_path / "8_left.jpg"
    shutil.copy(sample / "fundus" / "synthetic-04-OD.jpg", path)
    return path


def graded(session) -> bool:
    worklist = session.desk.worklist
    return len(worklist) > 0 and not worklist.without_estimate()


def case_named(session, name):
    return next(c for c in session.desk.worklist.cases if c.images[0].name == name)


def test_the_shots_of_an_eye_get_one_grade_and_both_eyes_a_result(qtbot, session, dropped, clinic):
    window, worklist = session.window, session.desk.worklist
    page = window.read_page
    dropped(window, clinic)
    qtbot.waitUntil(lambda: len(page.cases.model.shown_cases) == 4, timeout=PATIENCE)
    sides = [case.eye for case in page.cases.model.shown_cases]
    assert sides == [Eye.OD, Eye.OD, Eye.OD, Eye.OS]
    window.batch.start()
    qtbot.waitUntil(lambda: graded(session), timeout=PATIENCE)
    first, second, dark = (case_named(session, f"7_r{i}.jpg") for i in (1, 2, 3))
    one, two, none = (worklist.estimate(case.id) for case in (first, second, dark))
    assert one.graded_with == two.graded_with == none.graded_with == (first.id, second.id)
    assert one.probabilities == two.probabilities and one.left_out == (dark.id,)
    assert none.grade is None and "other photographs" in none.reason
    page.cases.select_case(first.id)
    view = page.answer.estimate_view
    qtbot.waitUntil(lambda: "7_r2.jpg" in view.together.text(), timeout=PATIENCE)
    assert "Left out: 7_r3.jpg" in view.together.text()
    strip = page.answer.patient_strip
    assert strip.isVisible() and "OD" in strip.eyes.text() and "OS" in strip.eyes.text()
    assert "7_l1.jpg" in strip.toolTip() and "7_r1.jpg, 7_r2.jpg" in strip.toolTip()


def test_a_second_shot_that_is_opened_later_is_read_with_the_first(qtbot, session, dropped, clinic):
    window, worklist = session.window, session.desk.worklist
    dropped(window, clinic / "7_r1.jpg")
    qtbot.waitUntil(lambda: graded(session), timeout=PATIENCE)
    first = case_named(session, "7_r1.jpg")
    assert worklist.estimate(first.id).graded_with == (first.id,)
    dropped(window, clinic / "7_r2.jpg")
    qtbot.waitUntil(
        lambda: len(worklist) == 2 and len(worklist.estimate(first.id).graded_with) == 2,
        timeout=PATIENCE,
    )
    assert "missing" in window.read_page.answer.patient_strip.eyes.text()


def test_a_contradicted_eye_is_decided_before_it_is_signed(
    qtbot, start, session, dropped, wrong_name, when_dialog_opens
):
    window, answer = session.window, session.window.read_page.answer
    dropped(window, wrong_name)
    qtbot.waitUntil(lambda: graded(session), timeout=PATIENCE)
    case = answer.case
    assert case.eye is Eye.OS and case.eye_is_contradicted
    assert not any(one.isChecked() for one in answer.eye_chooser.buttons.values())
    said = []

    def decide(dialog) -> None:
        said.append(dialog.text())
        right = next(b for b in dialog.buttons() if "OD" in b.text())
        qtbot.mouseClick(right, Qt.MouseButton.LeftButton)

    when_dialog_opens(decide)
    qtbot.keyClick(window, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: answer.case.eye is Eye.OD, timeout=PATIENCE)
    assert "optic disc lies as in OD" in said[0]
    assert not session.desk.worklist.signatures(case)
    assert answer.eye_chooser.buttons[Eye.OD].isChecked() and "OD" in answer.title.text()
    qtbot.waitUntil(lambda: graded(session), timeout=PATIENCE)
    window.activateWindow()  # as every desktop does when a dialog closes
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
    qtbot.keyClick(window, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: bool(session.desk.worklist.signatures(case)), timeout=PATIENCE)

    again = start()
    dropped(again.window, wrong_name)
    qtbot.waitUntil(lambda: len(again.desk.worklist) == 1, timeout=PATIENCE)
    held = again.desk.worklist.cases[0]
    assert (held.eye, held.eye_from) == (Eye.OD, EyeFrom.PERSON)
    assert not held.eye_is_contradicted


def test_the_eye_is_corrected_by_key(qtbot, session, dropped, clinic):
    window, answer = session.window, session.window.read_page.answer
    dropped(window, clinic / "7_l1.jpg")
    qtbot.waitUntil(lambda: graded(session), timeout=PATIENCE)
    assert answer.case.eye is Eye.OS
    qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: answer.case.eye is Eye.OD, timeout=PATIENCE)
    assert answer.eye_chooser.source.text() == "as you chose"
    trail = session.desk.services._library.audit_trail()
    assert [e["details"]["eye"] for e in trail if e["event"] == "eye corrected"] == ["OD"]
