"""About: what the models are for, what they were trained on, and whose work MedView is made of."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from medview.app.licences import installed_licences
from medview.bootstrap import build_services
from medview.ui.about_dialog import AboutDialog
from medview.ui.application import Session


@pytest.fixture
def session(qapp, tmp_path):
    session = Session(build_services(tmp_path), qapp)
    yield session
    session.window.close()
    session.end()
    session.window.deleteLater()
    session.deleteLater()


@pytest.fixture
def dialog(qtbot, session):
    dialog = AboutDialog(session.desk, session.window)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: session.desk.jobs.running == 0, timeout=30_000)
    return dialog


def test_the_notice_and_the_version_are_on_the_first_page(dialog):
    words = [part.text() for part in dialog.tabs.widget(0).findChildren(QLabel)]
    assert "Decision support, not a diagnosis." in words
    assert any(text.startswith("Version ") for text in words)


def test_every_model_has_its_card(dialog, session):
    cards = [m.card for m in session.desk.services.registry.installed()]
    if not cards:
        pytest.skip("needs the model packages of resources/models")
    assert dialog.choice.count() == len(cards)
    for number, card in enumerate(cards):
        dialog.choice.setCurrentIndex(number)
        text = " ".join(dialog.card.toPlainText().split())
        assert " ".join(card.intended_use.split()) in text
        for source in card.data:
            assert " ".join(str(source["licence"]).split()) in text, source


def test_the_licences_of_all_parts_are_listed(dialog):
    parts = installed_licences()
    assert {"numpy", "pydicom", "pyside6-essentials"} <= {part.name.lower() for part in parts}
    text = dialog.licences.toPlainText()
    for part in parts:
        assert part.name in text
        assert part.version in text
        assert part.licence, part.name
