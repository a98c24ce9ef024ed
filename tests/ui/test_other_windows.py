"""Two windows on one server: what one writes the other shows, and a server that goes is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from medview.app.active_model import ActiveModel
from medview.bootstrap import build_services
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.grade import Grade
from medview.domain.job import JobContext
from medview.domain.neighbours import Neighbour
from medview.ui import other_windows
from medview.ui.application import Session
from medview.ui.neighbour_model import NEIGHBOUR
from medview.ui.neighbours import Neighbours

PATIENCE = 20_000
EYE = Case(CaseId("c1"), FUNDUS, (ImageRef("/1.jpg"),), Patient("P1"), title="1.jpg")


@pytest.fixture
def sessions(
    qapp, server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[Session]]:
    monkeypatch.setattr(other_windows, "EVERY", 200)
    url = server.new_database()
    opened = [Session(build_services(tmp_path / name, url), qapp) for name in ("one", "two")]
    yield opened
    for session in opened:
        session.window.close()
        session.end()
        session.window.deleteLater()
        session.deleteLater()


def test_what_one_window_imports_and_signs_the_other_shows(sessions: list[Session], qtbot):
    one, two = sessions
    two.window._show_library()
    page = two.window.library_page
    two.desk.worklist.add(EYE)
    one.desk.services._library.add_case(EYE, "content")
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 1, timeout=PATIENCE)
    one.desk.services.settings.set(reader_name="Dr. One")
    one.desk.services.sign_grade(EYE, None, Grade.MILD)
    qtbot.waitUntil(lambda: len(two.desk.worklist.all_signatures(EYE.id)) == 1, timeout=PATIENCE)


def test_a_lost_server_is_told_once_and_forgotten_when_it_answers(
    sessions: list[Session], qtbot, server: Any, monkeypatch: pytest.MonkeyPatch
):
    _, two = sessions
    access = two.desk.services._library.access
    whole = access._engine.pool
    from sqlalchemy import create_engine

    lost = create_engine("postgresql+psycopg://nobody@127.0.0.1:1/x")
    monkeypatch.setattr(access, "_reader", lost)
    with qtbot.waitSignal(two.others.lost, timeout=PATIENCE):
        two.others.ask()
    door = two.window.errors
    assert "cannot be reached" in door.message.text()
    assert not door.isHidden()
    monkeypatch.undo()
    with qtbot.waitSignal(two.others.found, timeout=PATIENCE):
        two.others.ask()
    assert door.isHidden() and whole is access._engine.pool


def test_what_one_window_imports_is_a_neighbour_in_the_other(
    sessions: list[Session], qtbot, sample: Path, monkeypatch: pytest.MonkeyPatch
):
    one, two = sessions
    found: list[Case] = []
    two.desk.services.open_cases([sample / "mr-meningioma"], JobContext(on_item=found.append))
    strip = Neighbours(two.desk)
    qtbot.addWidget(strip)
    strip.show_case(next(case for case in found if case.modality == "MR"))

    def own(choose: Callable[[], None]) -> list[Neighbour]:
        with qtbot.waitSignal(strip.found, timeout=PATIENCE):
            choose()
        return [strip.model.index(row).data(NEIGHBOUR) for row in range(strip.model.rowCount())]

    assert own(lambda: strip.controls.filter_by({"library": "own"})) == []
    built: list[ActiveModel] = []
    build = ActiveModel._build_index
    monkeypatch.setattr(ActiveModel, "_build_index", lambda m: built.append(m) or build(m))
    told: list[bool] = []
    two.others.changed.connect(lambda: told.append(True))
    one.desk.services.import_cases([sample / "mr-glioma"], None, "Ward", JobContext())
    qtbot.waitUntil(lambda: told != [] and len(own(strip.search)) == 1, timeout=PATIENCE)
    (held,) = one.desk.services.library_cases()
    (near,) = own(strip.search)
    assert (near.case_id, near.source) == (held.id, "Ward")
    assert built == []
