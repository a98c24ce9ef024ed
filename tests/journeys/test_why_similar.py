"""Ask why a neighbour is similar: places are ringed on both images, or it is said in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from medview.domain.explanation import Deletion
from medview.domain.job import JobContext
from medview.ui.neighbour_model import NEIGHBOUR

PATIENCE = 60_000


@pytest.fixture
def compared(qtbot, session, dropped, sample: Path):
    """Return the viewer with a head beside a neighbour of the library, and the neighbour."""
    services = session.desk.services
    services.import_cases([sample / "mr-meningioma"], None, "Clinic", JobContext())
    window = session.window
    dropped(window, sample / "mr-glioma")
    page = window.read_page
    qtbot.waitUntil(lambda: page.answer.case is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: page.viewer.view.canvas.picture is not None, timeout=PATIENCE)
    session.desk.jobs.run(
        services.find_similar,
        page.answer.case,
        where={"source": "Clinic"},
        then=page.neighbours.show_result,
    )
    model = page.neighbours.model
    qtbot.waitUntil(
        lambda: model.rowCount() == 1 and model.case_of(model.index(0).data(NEIGHBOUR)) is not None,
        timeout=PATIENCE,
    )
    page.neighbours.list.activated.emit(model.index(0))
    viewer = page.viewer
    assert viewer.is_comparing and not viewer.why.isVisible()
    qtbot.waitUntil(
        lambda: all(side.view.canvas.picture is not None for side in viewer.compare.sides),
        timeout=PATIENCE,
    )
    return viewer


def canvases(viewer):
    return [side.view.canvas for side in viewer.compare.sides]


def pictures(viewer):
    return [canvas.grab().toImage() for canvas in canvases(viewer)]


def ringed(viewer):
    return ["alike" in canvas._marks for canvas in canvases(viewer)]


def ask(qtbot, viewer):
    qtbot.keyClick(viewer.compare, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: viewer.why.found is not None, timeout=PATIENCE)
    return viewer.why.found


def test_places_are_ringed_on_both_or_it_is_said_that_nothing_tells(qtbot, compared):
    found = ask(qtbot, compared)
    why = compared.why
    assert why.isVisible() and "not a diagnosis" in why.model_line.text()
    assert found.model.short in why.model_line.text()
    if found.is_shown:
        assert f"{found.deletion.effect:.4f}" in why.status.text()
    else:
        assert why.status.text() == "Nothing here tells why these two are near each other."
    assert ringed(compared) == [found.is_shown] * 2
    qtbot.keyClick(compared.compare, Qt.Key.Key_E)
    assert not why.isVisible() and ringed(compared) == [False] * 2


def test_rings_stay_with_their_images_and_go_with_the_comparison(qtbot, compared):
    found = ask(qtbot, compared)
    stood = Deletion(0.2, (0.1,))
    compared.why._show(replace(found, reason="Nothing."))
    before = pictures(compared)
    compared.why._show(replace(found, reason="", deletion=stood, here=stood))
    assert ringed(compared) == [True] * 2
    assert all(a != b for a, b in zip(before, pictures(compared), strict=True))
    assert "Alike where the numbers are the same" in compared.why.status.text()
    compared.compare.link(False)
    view = compared.compare.sides[0].view
    at = view.index
    view.show_index(at + 1)
    assert not ringed(compared)[0]
    view.show_index(at)
    assert ringed(compared) == [True] * 2
    compared.leave_compare()
    assert ringed(compared) == [False] * 2 and compared.why.found is None
    assert not compared.why.tool.isEnabled()


def test_what_fails_its_test_is_not_ringed(qtbot, compared):
    found = ask(qtbot, compared)
    words = "Nothing here tells why these two are near each other."
    compared.why._show(replace(found, reason=words))
    assert compared.why.status.text() == words and ringed(compared) == [False] * 2


def test_cancel_lets_it_be_asked_again(qtbot, compared):
    why = compared.why
    qtbot.keyClick(compared.compare, Qt.Key.Key_E)
    why._asking._job.cancel()
    qtbot.waitUntil(lambda: not why.tool.isChecked(), timeout=PATIENCE)
    assert not why.isVisible() and why.found is None
    ask(qtbot, compared)
    assert why.isVisible()


def test_beside_an_eye_the_evidence_is_looked_for_at_once(qtbot, session, dropped, sample: Path):
    services = session.desk.services
    eyes = sample / "fundus"
    services.import_cases([eyes / "synthetic-04-OS.jpg"], None, "Clinic", JobContext())
    dropped(session.window, eyes / "synthetic-05-OD.jpg")
    page = session.window.read_page
    viewer, model = page.viewer, page.neighbours.model
    qtbot.waitUntil(lambda: viewer.view.canvas.picture is not None, timeout=PATIENCE)
    qtbot.keyClick(session.window, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: viewer.evidence.found is not None, timeout=PATIENCE)
    found = replace(viewer.evidence.found, reason="")  # whether it stood its test or not
    viewer.evidence._show(found)
    case = page.answer.case
    similar = services.find_similar(case, where={"source": "Clinic"})
    page.neighbours.show_result(similar)
    qtbot.waitUntil(
        lambda: model.case_of(model.index(0).data(NEIGHBOUR)) is not None, timeout=PATIENCE
    )
    page.neighbours.list.activated.emit(model.index(0))
    assert viewer.why.tool.isChecked() and viewer.why.isVisible()
    qtbot.waitUntil(lambda: viewer.why.found is not None, timeout=PATIENCE)
    alike = viewer.why.found
    assert [here for here, _ in alike.pairs] == list(found.spots) and alike.here is None
    assert ringed(viewer) == [alike.is_shown] * 2
