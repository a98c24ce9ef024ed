"""Names come from files: what looks like markup in them is shown, never obeyed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QLabel

from medview.domain.case import Case, CaseId, ImageRef, Patient, Problem
from medview.ui.case_model import CaseModel
from medview.ui.library_model import LibraryModel
from medview.ui.problems import _item
from medview.ui.widgets import label
from medview.ui.words import plain_tip
from medview.ui.worklist import Worklist

NAME = "<b>DOE</b><img src='http://example.org/x.png'>"
CASE = Case(
    CaseId("c"),
    "CT",
    (ImageRef(f"/ct/{NAME}.dcm"),),
    Patient("p", NAME),
    title=NAME,
)


def shown(tip: str) -> str:
    """Return what Qt shows of a tool tip."""
    if not GuiQt.mightBeRichText(tip):
        return tip
    return QTextDocumentFragment.fromHtml(tip).toPlainText()


def test_a_label_takes_names_literally(qtbot):
    heading = label(NAME, "heading")
    qtbot.addWidget(heading)
    assert isinstance(heading, QLabel)
    assert heading.textFormat() == Qt.TextFormat.PlainText
    assert heading.text() == NAME


def test_the_case_list_shows_names_literally(qtbot):
    worklist = Worklist()
    model = CaseModel(worklist)
    with qtbot.waitSignal(worklist.added):
        worklist.add(CASE)
    rows = [model.index(row) for row in range(model.rowCount())]
    assert NAME in [row.data() for row in rows]
    tips = [shown(row.data(Qt.ItemDataRole.ToolTipRole)) for row in rows]
    assert any(NAME in tip for tip in tips)


def test_the_library_and_the_problems_show_paths_literally(qapp):
    library = LibraryModel()
    library.show([CASE.id], [CASE])
    tips = [library.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)]
    tips.append(_item(Problem(CASE.images[0].path, "It is broken.")).toolTip())
    assert [shown(tip) for tip in tips] == [CASE.images[0].path] * 2


@pytest.mark.parametrize("text", ["plain", "a < b", "x\n<i>y</i>"])
def test_tips_say_what_they_were_given(qapp, text):
    assert shown(plain_tip(text)) == text
