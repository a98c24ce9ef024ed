"""Accept what was found on an eye, overrule the model on macular oedema, and find it reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from medview.domain.explanation import Verdict
from medview.domain.job import JobContext
from medview.domain.oedema import OedemaRisk
from medview.domain.report import Marked, ReportFormat, ReportOrder

PATIENCE = 120_000
Key = Qt.Key


@pytest.fixture
def reading(qtbot, session, dropped, sample: Path):
    """Return a session with an eye that has its grade and its evidence on the photograph."""
    dropped(session.window, sample / "fundus" / "synthetic-05-OD.jpg")
    viewer = session.window.read_page.viewer
    qtbot.waitUntil(lambda: viewer.view.canvas.picture is not None, timeout=PATIENCE)
    qtbot.keyClick(session.window, Key.Key_E)
    qtbot.waitUntil(lambda: viewer.evidence.found is not None, timeout=PATIENCE)
    if not viewer.evidence.found.is_shown:
        pytest.skip("the model in use finds no evidence that stands its test on this drawing")
    return session


def of_case(session):
    page = session.window.read_page
    return page.answer.case, page.viewer


def gathered(session, case):
    estimates = session.desk.worklist.estimates_of([case])
    return session.desk.services.reports.gather([case], estimates, JobContext())


def test_accepted_evidence_reaches_the_report_and_is_taken_back(qtbot, start, reading, dropped):
    case, viewer = of_case(reading)
    panel = viewer.evidence
    assert panel.accept_button.isVisible() and "Y" in panel.accept_button.toolTip()
    assert "Not decided" in panel.decision_line.text() and not panel.take_back_button.isVisible()
    qtbot.keyClick(reading.window, Key.Key_Y)
    qtbot.waitUntil(lambda: panel.decision is not None, timeout=PATIENCE)
    assert "Accepted by Dr. A. Meyer" in panel.decision_line.text()
    (eye,) = gathered(reading, case).eyes
    assert [picture.shows for picture in eye.marked] == [Marked.EVIDENCE]

    again = start()
    dropped(again.window, Path(case.images[0].path))
    case, viewer = of_case(again)
    qtbot.waitUntil(lambda: again.window.read_page.answer.case is not None, timeout=PATIENCE)
    qtbot.keyClick(again.window, Key.Key_E)
    viewer = again.window.read_page.viewer
    qtbot.waitUntil(lambda: viewer.evidence.decision is not None, timeout=PATIENCE)
    assert viewer.evidence.decision.verdict is Verdict.ACCEPTED
    qtbot.keyClick(again.window, Key.Key_Y, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: viewer.evidence.decision is None, timeout=PATIENCE)
    (eye,) = gathered(again, again.window.read_page.answer.case).eyes
    assert eye.marked == () and "Not decided" in viewer.evidence.decision_line.text()


def test_one_key_means_the_chosen_lesion_first_and_then_the_evidence(qtbot, reading):
    case, viewer = of_case(reading)
    services = reading.desk.services
    qtbot.keyClick(reading.window, Key.Key_L)
    qtbot.waitUntil(lambda: viewer.lesions.review is not None, timeout=PATIENCE)
    qtbot.keyClick(reading.window, Key.Key_Period)
    qtbot.keyClick(reading.window, Key.Key_Y)
    qtbot.waitUntil(lambda: len(services.lesions.decisions(case.id)) == 1, timeout=PATIENCE)
    assert len(services.findings([case.id])[case.id].lesions) == 1
    assert viewer.evidence.decision is None
    viewer.lesions.select(None)
    qtbot.keyClick(reading.window, Key.Key_X)
    qtbot.waitUntil(lambda: viewer.evidence.decision is not None, timeout=PATIENCE)
    assert "Rejected by Dr. A. Meyer" in viewer.evidence.decision_line.text()
    (eye,) = gathered(reading, case).eyes
    assert [picture.shows for picture in eye.marked] == [Marked.LESIONS]


def test_oedema_is_flagged_overruled_and_reported(qtbot, reading, tmp_path):
    case, _ = of_case(reading)
    worklist, services = reading.desk.worklist, reading.desk.services
    view = reading.window.read_page.answer.estimate_view.oedema
    qtbot.waitUntil(lambda: worklist.oedema(case.id) is not None, timeout=PATIENCE)
    estimate = worklist.oedema(case.id).estimate
    assert view.isVisible() and estimate.model.short in view.whose.text()
    listed = services.worklists.create("Clinic", [case])
    page = reading.window.clinic.page
    reading.window.show_page(2)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=PATIENCE)
    reading.window.show_page(0)

    view.choose.click()
    qtbot.waitUntil(view.menu.isVisible, timeout=PATIENCE)
    qtbot.keyClick(view.menu, Key.Key_2)
    qtbot.waitUntil(lambda: worklist.oedema(case.id).is_readers, timeout=PATIENCE)
    assert view.title.text() == "● Macular oedema: referable"
    assert "Dr. A. Meyer" in view.whose.text()
    (row,) = services.worklists.rows(listed.id)
    assert row.eyes[0].oedema_reading.risk is OedemaRisk.REFERABLE
    assert "● referable" in page.model.index(0, 4).data()

    report = gathered(reading, case)
    order = ReportOrder((ReportFormat.LETTER,), tmp_path)
    files = services.reports.write(report, order, JobContext())
    letters = [path.read_text(encoding="utf-8-sig") for path in files]
    assert any("referable risk, by Dr. A. Meyer" in letter for letter in letters)
    table = services.reports.write_table(services.reports.rows([case], {}), tmp_path / "g.csv")
    assert "Dr. A. Meyer" in table.read_text(encoding="utf-8-sig")
