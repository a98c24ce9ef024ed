"""One door for errors: what happened and what to do next, also for faults of the program."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QGuiApplication

from medview.domain.case import Problem
from medview.domain.errors import LibraryNotWritable
from medview.ui.errors import ErrorDoor
from medview.ui.problems import ProblemsPanel
from medview.ui.theme import Theme


@pytest.fixture
def door(qtbot, qapp) -> ErrorDoor:
    door = ErrorDoor(Theme(qapp, "light"))
    qtbot.addWidget(door)
    return door


def test_an_error_is_shown_with_what_to_do(door):
    door.show_error(LibraryNotWritable("The disk is full.", hint="Free some space."))
    assert (door.message.text(), door.hint.text()) == ("The disk is full.", "Free some space.")
    assert not door.isHidden()
    door.copy.click()
    assert "The disk is full." in QGuiApplication.clipboard().text()
    door.close_button.click()
    assert door.isHidden()


def test_a_fault_of_the_program_comes_to_the_same_door(door, monkeypatch, caplog):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    door.catch_everything()
    sys.excepthook(ValueError, ValueError("a fault"), None)
    assert "a fault" in door.message.text()
    assert "safe" in door.hint.text()
    caplog.clear()


def test_problems_are_listed_with_the_reason(qtbot, qapp):
    panel = ProblemsPanel(Theme(qapp, "light"))
    qtbot.addWidget(panel)
    panel.add_unopened([Problem("/a/b.jpg", "It is cut off.", "Copy it again.")])
    assert panel.list.item(0).text() == "b.jpg: It is cut off. Copy it again."
    assert panel.list.item(0).toolTip() == "/a/b.jpg"
    panel.close_button.click()
    assert panel.isHidden()
    assert panel.problems == []
