"""A batch says how it ended, whatever it was of."""

from __future__ import annotations

import pytest

from medview.bootstrap import build_services
from medview.domain.errors import ModelError
from medview.domain.job import JobContext
from medview.ui.application import Session


@pytest.fixture
def session(qapp, tmp_path):
    services = build_services(tmp_path / "home")
    try:
        services.model_for("FUNDUS")
    except ModelError:
        pytest.skip("needs the model packages of resources/models")
    made = Session(services, qapp)
    yield made
    made.window.close()
    made.end()
    made.window.deleteLater()
    made.deleteLater()


@pytest.mark.parametrize("name", ["start", "start_oedema"])
def test_what_was_stopped_says_so_and_another_can_start(qtbot, session, sample, name):
    cases: list = []
    services, batch = session.desk.services, session.window.clinic.page.batch
    services.open_cases([sample / "fundus"], JobContext(on_item=cases.append))
    worklist = services.worklists.create("Clinic", cases)
    with qtbot.waitSignal(batch.ended, timeout=60_000) as told:
        getattr(batch, name)(worklist)
        assert batch.is_running
        session.window.activity.lines[0].cancel.click()
    assert "stopped" in told.args[0] and "is kept" in told.args[0]
    qtbot.waitUntil(lambda: not batch.is_running, timeout=60_000)
