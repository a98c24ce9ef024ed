"""A file gets its ending behind the whole of its name, and none is replaced unasked."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from medview.ui.save_place import ask_where

TABLE, REPORT = "Table (*.csv)", "DICOM report (*.dcm)"


@pytest.fixture
def ask(qtbot, tmp_path, monkeypatch):
    """Return a function that chooses names one after the other, and answers what is asked."""
    parent = QWidget()
    qtbot.addWidget(parent)
    asked = []

    def ask_with(*names, kind="", replaces=True):
        left = [str(tmp_path / name) if name else "" for name in names]
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (left.pop(0), kind))

        def answer(_parent, _title, words, *_):
            asked.append(words)
            button = QMessageBox.StandardButton
            return button.Yes if replaces else button.No

        monkeypatch.setattr(QMessageBox, "question", answer)
        path = ask_where(parent, "Save", "", {TABLE: ".csv", REPORT: ".dcm"})
        assert left == []
        return path and path.name

    ask_with.asked = asked
    return ask_with


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("nodule", "", "nodule.csv"),
        ("nodule", REPORT, "nodule.dcm"),
        ("nodule.v2", REPORT, "nodule.v2.dcm"),
        ("CT 12.05", TABLE, "CT 12.05.csv"),
        ("nodule.DCM", TABLE, "nodule.DCM"),
    ],
)
def test_an_ending_is_added_and_never_put_in_the_place_of_another(ask, name, kind, expected):
    assert ask(name, kind=kind) == expected and ask.asked == []


def test_what_the_dialog_did_not_ask_about_is_asked(ask, tmp_path):
    (tmp_path / "nodule.v2.csv").touch()
    assert ask("nodule.v2", "", replaces=False) is None
    assert ask("nodule.v2", "other", replaces=False) == "other.csv"
    assert ask("nodule.v2") == "nodule.v2.csv"
    assert ask.asked == ["nodule.v2.csv exists already. Replace it?"] * 3


def test_what_the_dialog_asked_about_is_not_asked_again(ask, tmp_path):
    (tmp_path / "nodule.csv").touch()
    assert ask("nodule.csv") == "nodule.csv" and ask.asked == []
