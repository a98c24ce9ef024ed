"""The elements of a file: through a reader process, searched and copied, in no log."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from medview.domain.case import ImageRef
from medview.sources.reader import ReaderPool
from medview.ui.tag_browser import TagBrowser

PATIENCE = 20_000


@pytest.fixture
def browser(qtbot, jobs):
    pool = ReaderPool(1)
    desk = SimpleNamespace(jobs=jobs, services=SimpleNamespace(elements=pool.elements))
    shown = TagBrowser(desk)
    qtbot.addWidget(shown)
    yield shown
    pool.close()


def test_it_is_searched_and_copied(qtbot, browser, sample, caplog):
    browser.show_file(ImageRef(str(next((sample / "ct").glob("*.dcm")))))
    qtbot.waitUntil(lambda: browser.model.rowCount() > 20, timeout=PATIENCE)
    qtbot.keyClicks(browser.search, "pixel spac")
    assert browser.found.rowCount() == 1
    assert browser.status.text().startswith("1 of ")
    browser.table.selectRow(0)
    qtbot.mouseClick(browser.copy_button, Qt.MouseButton.LeftButton)
    tag, vr, name, value = QGuiApplication.clipboard().text().split("\t")
    assert (tag, vr, name) == ("(0028,0030)", "DS", "Pixel Spacing") and "\\" in value
    qtbot.keyClick(browser.search, Qt.Key.Key_Escape)
    assert browser.found.rowCount() == browser.model.rowCount()
    assert caplog.text == ""


def test_another_kind_of_file_says_so(qtbot, browser, sample):
    browser.show_file(ImageRef(str(next((sample / "fundus").glob("*.jpg")))))
    qtbot.waitUntil(lambda: "not a DICOM file" in browser.status.text(), timeout=PATIENCE)
    assert browser.model.rowCount() == 0
