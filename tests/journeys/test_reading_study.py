"""A reading study from set-up to kappas: blind, hidden repeats, second reader, decisions."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from medview.domain.grade import Grade
from medview.domain.job import JobContext
from medview.domain.study import StudyPlan
from medview.ui.study_dialog import StudyDialog

PATIENCE = 30_000
READERS = ("Dr. A. Meyer", "Dr. B. Okoro")


@pytest.fixture
def eyes(sample, tmp_path):
    """Return a folder of four eyes whose names give everything away."""
    folder = tmp_path / "Musterfrau Erika"
    folder.mkdir()
    for number, name in enumerate(("01-OD", "02-OS", "03-OD", "04-OS")):
        content = (sample / "fundus" / f"synthetic-{name}.jpg").read_bytes()
        (folder / f"Musterfrau_{number}_secretlabel.jpg").write_bytes(content)
    return folder


def set_up(session, eyes, **changes):
    plan = StudyPlan("Clinic", READERS, repeat_share=0.25, seed=4)
    plan = StudyPlan(**{**vars(plan), **changes})
    studies = session.desk.services.studies
    return studies.set_up(plan, "Lead", JobContext(), paths=[eyes]).study


def open_page(qtbot, session):
    session.window.menus.actions_by_name["study_page"].trigger()
    page = session.window.study_page
    qtbot.waitUntil(lambda: page.list.chosen is not None, timeout=PATIENCE)
    return page


def wait_to_grade(qtbot, reading, position):
    qtbot.waitUntil(
        lambda: (
            reading.step is not None
            and reading.step.position == position
            and reading.panel.keys.isEnabled()
        ),
        timeout=PATIENCE,
    )


def press(qtbot, session, key):
    qtbot.keyClick(session.window.study_page.reading.photo.canvas, key)


def test_a_study_is_set_up_in_the_window(qtbot, session, eyes, when_dialog_opens):
    session.window.menus.actions_by_name["study_page"].trigger()
    page = session.window.study_page
    qtbot.waitUntil(page.list.first.isVisible, timeout=PATIENCE)
    assert not page.list.read.isVisible()

    def fill(dialog):
        assert isinstance(dialog, StudyDialog)
        assert not dialog.start.isEnabled() and dialog.missing.text()
        assert dialog.readers.toPlainText() == READERS[0]
        dialog.name.setText("Clinic")
        dialog.readers.setPlainText("\n".join(READERS))
        dialog.by_folder.setChecked(True)
        dialog.folder.setText(str(eyes))
        dialog.repeats.setValue(25)
        dialog.start.click()

    when_dialog_opens(fill)
    page.list.first.click()
    qtbot.waitUntil(lambda: page.list.chosen is not None, timeout=PATIENCE)
    progress = page.list.chosen
    assert progress.study.plan.readers == READERS and len(progress.study.photos) == 4
    assert page.list.table.item(0, 2).text() == "Dr. A. Meyer: 0 of 5\nDr. B. Okoro: 0 of 5"
    assert page.list.reader.currentText() == "Dr. A. Meyer"


def test_reading_is_blind_one_key_a_photograph_and_goes_on_after_a_restart(
    qtbot, start, session, eyes
):
    study = set_up(session, eyes)
    session.window.footer.said.setText("Signed 2 for Musterfrau_1_secretlabel.jpg")
    page = open_page(qtbot, session)
    page.list.read.click()
    reading = page.reading
    wait_to_grade(qtbot, reading, 0)
    assert reading.panel.progress.text() == "Photograph 1 of 5"
    assert given_away(session.window) == []
    assert session.desk.worklist.estimate(study.photos[0].id) is None
    press(qtbot, session, Qt.Key.Key_3)
    wait_to_grade(qtbot, reading, 1)
    reading.panel.note.setText("blurred")
    press(qtbot, session, Qt.Key.Key_U)
    wait_to_grade(qtbot, reading, 2)

    reading.panel.back.click()
    wait_to_grade(qtbot, reading, 1)
    marked = [key.text() for key in reading.panel.keys.buttons() if key.isChecked()]
    assert marked == ["U"] and reading.panel.note.text() == "blurred"
    press(qtbot, session, Qt.Key.Key_1)
    wait_to_grade(qtbot, reading, 2)
    assert not any(key.isChecked() for key in reading.panel.keys.buttons())

    again = start()
    page = open_page(qtbot, again)
    page.list.read.click()
    wait_to_grade(qtbot, page.reading, 2)
    reads = again.desk.services.studies._store.reads(study.id)
    assert [read.grade for read in reads] == [Grade.SEVERE, None, Grade.MILD]
    assert sum(read.seconds for read in reads) > 0  # one key may come at once
    for position in (2, 3, 4):
        wait_to_grade(qtbot, page.reading, position)
        press(qtbot, again, Qt.Key.Key_0)
    words = page.reading.panel.progress
    qtbot.waitUntil(lambda: words.text().startswith("All 5"), timeout=PATIENCE)
    press(qtbot, again, Qt.Key.Key_4)  # there is nothing left to grade
    press(qtbot, again, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "5 of 5" in page.list.table.item(0, 2).text(), timeout=PATIENCE)


def given_away(window: QWidget) -> list[str]:
    """Return every visible text, tip or name in the window that tells file, patient or label."""
    texts = [window.windowTitle()]
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            texts += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
            if isinstance(widget, QLabel):
                texts.append(widget.text())
    canvas = window.study_page.reading.photo.canvas
    texts += [str(value) for value in vars(canvas).values() if isinstance(value, str | dict)]
    return [text for text in texts if "Musterfrau" in text or "secretlabel" in text]


def test_while_a_photograph_opens_and_when_it_is_gone_nothing_names_it(qtbot, session, eyes):
    study = set_up(session, eyes, repeat_share=0.0)
    first = study.photos[study.orders[READERS[0]][0]]
    (eyes / first.images[0].name).unlink()
    page = open_page(qtbot, session)
    page.list.read.click()
    reading = page.reading
    assert given_away(session.window) == []
    qtbot.waitUntil(reading.panel.pass_over.isVisible, timeout=PATIENCE)
    assert given_away(session.window) == []
    assert not reading.panel.keys.isEnabled()
    reading.panel.pass_over.click()
    wait_to_grade(qtbot, reading, 1)
    assert not reading.panel.pass_over.isVisible()


def test_the_model_is_shown_after_the_blind_grade_and_graded_again(qtbot, session, eyes):
    study = set_up(session, eyes, is_aided=True)
    page = open_page(qtbot, session)
    page.list.read.click()
    reading = page.reading
    wait_to_grade(qtbot, reading, 0)
    assert not reading.panel.estimate.isVisible() and not reading.neighbours.isVisible()
    press(qtbot, session, Qt.Key.Key_2)
    qtbot.waitUntil(reading.panel.estimate.isVisible, timeout=PATIENCE)
    qtbot.waitUntil(reading.panel.keep.isVisible, timeout=PATIENCE)
    assert not reading.panel.back.isEnabled()
    assert "2 Moderate" in reading.panel.task.text()
    assert "Decision support" in reading.panel.notice.text()
    qtbot.keyClick(reading.photo.canvas, Qt.Key.Key_Return)
    wait_to_grade(qtbot, reading, 1)
    assert not reading.panel.estimate.isVisible()
    qtbot.keyClick(reading.photo.canvas, Qt.Key.Key_Return)  # keeps nothing: nothing is given
    blind, aided = session.desk.services.studies._store.reads(study.id)
    assert (blind.grade, blind.model) == (Grade.MODERATE, None)
    assert (aided.grade, aided.model.id) == (Grade.MODERATE, "dr-fundus")


def test_disagreements_are_decided_and_results_taken_along(
    qtbot, session, eyes, tmp_path, monkeypatch
):
    study = set_up(session, eyes)
    studies = session.desk.services.studies
    for reader, shift in zip(READERS, (0, 1), strict=True):
        place = studies.place(study.id, reader)
        while place.step is not None:
            grade = Grade(place.step.photo + (shift if place.step.photo == 2 else 0))
            place = studies.confirm(study.id, reader, place.step, grade, 4.0)
    page = open_page(qtbot, session)
    page.list.decide.click()
    decisions = page.decisions
    qtbot.waitUntil(lambda: decisions.list.count() == 1, timeout=PATIENCE)
    qtbot.waitUntil(lambda: decisions.photo.canvas.picture is not None, timeout=PATIENCE)
    assert sorted(decisions.grades.text().splitlines()) in (
        ["A: 2 Moderate NPDR", "B: 3 Severe NPDR"],
        ["A: 3 Severe NPDR", "B: 2 Moderate NPDR"],
    )
    assert not any(reader in decisions.grades.text() for reader in READERS)
    decisions.by.setText("Dr. C. Adler")
    qtbot.keyClick(decisions.photo.canvas, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: "Dr. C. Adler" in decisions.state.text(), timeout=PATIENCE)
    assert "Dr. B. Okoro: 3 Severe NPDR" in decisions.grades.text()
    decisions.leave.click()

    page.list.results.click()
    results = page.results
    qtbot.waitUntil(lambda: results.save_picture.isEnabled(), timeout=PATIENCE)
    assert results.agreements.item(0, 0).text() == "Dr. A. Meyer – Dr. B. Okoro"
    assert results.ask.isVisible()
    results.ask.click()
    qtbot.waitUntil(lambda: results._results.unasked == 0, timeout=PATIENCE)
    qtbot.waitUntil(lambda: "dr-fundus" in results.foot.text(), timeout=PATIENCE)
    assert "Decision support" in results.foot.text()
    qtbot.waitUntil(lambda: results.save_picture.isEnabled(), timeout=PATIENCE)
    for name, save in (("kappa.csv", results.save_table), ("kappa", results.save_picture)):
        path = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, p=path: (str(p), ""))
        save.click()
    qtbot.waitUntil((tmp_path / "kappa.png").exists, timeout=PATIENCE)
    with (tmp_path / "kappa.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["row"] for row in rows} >= {"reader", "between readers", "model and decided grade"}
    assert rows[0]["notice"] == "Decision support, not a diagnosis."


def test_making_the_pages_opens_no_other_window(qtbot, session, eyes):
    set_up(session, eyes)
    page = open_page(qtbot, session)
    assert page.reading and page.decisions and page.results
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert shown == [session.window] and QApplication.activeWindow() is session.window


def test_everything_has_a_tip_or_a_name(session):
    page = session.window.study_page
    dialog = StudyDialog([], [], "", session.window)
    parts = [page.list, page.reading, page.decisions, page.results, dialog]
    silent = [
        f"{type(part).__name__} > {type(widget).__name__} {widget.text()}"
        for part in parts
        for kind in (QAbstractButton, QComboBox, QSpinBox, QLineEdit)
        for widget in part.findChildren(kind)
        if not widget.toolTip() and not widget.accessibleName()
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), QLineEdit | QSpinBox | QDialogButtonBox)
    ]  # fmt: skip
    assert silent == []
    dialog.deleteLater()
