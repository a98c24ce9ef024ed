"""The flag of macular oedema: in words with a sign, overruled from its menu, or withheld."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from medview.domain.case import CaseId
from medview.domain.errors import CannotOpen
from medview.domain.model import ModelRef
from medview.domain.oedema import (
    OedemaAccuracy,
    OedemaDecision,
    OedemaEstimate,
    OedemaReading,
    OedemaRisk,
)
from medview.ui.oedema_view import OedemaView

MODEL = ModelRef("lesions", "1.0.0", "ab" * 32)
ESTIMATE = OedemaEstimate(CaseId("c"), OedemaRisk.POSSIBLE, 0.001, "", MODEL)
WORD = OedemaDecision(
    CaseId("c"),
    OedemaRisk.REFERABLE,
    OedemaRisk.POSSIBLE,
    "Dr. Adler",
    datetime(2026, 3, 3, 12, tzinfo=UTC),
    MODEL,
)
ACCURACY = OedemaAccuracy(0.95, 0.92, 0.98, 121, 0.9, 0.85)


@pytest.fixture
def view(qtbot):
    view = OedemaView()
    qtbot.addWidget(view)
    view.show()
    return view


@pytest.mark.parametrize(
    ("risk", "sign", "words", "tone"),
    [
        (OedemaRisk.NONE, "○", "no risk seen", "good"),
        (OedemaRisk.POSSIBLE, "◐", "possible", "warning"),
        (OedemaRisk.REFERABLE, "●", "referable", "danger"),
    ],
)
def test_a_risk_has_a_sign_words_and_a_tone(view, risk, sign, words, tone):
    view.show_reading(OedemaReading(replace(ESTIMATE, risk=risk)), ACCURACY)
    assert view.title.text() == f"{sign} Macular oedema: {words}"
    assert view.title.property("tone") == tone
    assert "you decide" in view.whose.text() and MODEL.short in view.whose.text()
    assert not view.take_back.isEnabled()


def test_the_tip_says_what_it_rests_on_and_how_well_it_does(view):
    view.show_reading(OedemaReading(ESTIMATE), ACCURACY)
    tip = view._frame.toolTip()
    for part in ("hard exudate", "OCT", "0.95", "0.92", "0.98", "121", "90 %", "not a diagnosis"):
        assert part in tip, part
    view.show_reading(OedemaReading(ESTIMATE), None)
    assert "AUC" not in view._frame.toolTip()


def test_a_readers_word_is_shown_with_what_the_model_said(view):
    view.show_reading(OedemaReading(ESTIMATE, WORD), ACCURACY)
    assert view.title.text() == "● Macular oedema: referable"
    assert "Dr. Adler" in view.whose.text() and "the model: possible" in view.whose.text()
    assert view.take_back.isEnabled()


def test_an_abstention_and_an_error_say_why(view):
    none = replace(ESTIMATE, risk=None, reason="The macula was not found.")
    view.show_reading(OedemaReading(none), ACCURACY)
    assert view.title.text() == "– Macular oedema: not estimated"
    assert "The macula was not found." in view.whose.text()
    view.show_error(CannotOpen("The file is gone.", hint="Open it again."))
    assert "The file is gone. Open it again." in view.whose.text()


def test_the_menu_says_each_risk_and_takes_back(view, qtbot):
    view.show_reading(OedemaReading(ESTIMATE, WORD), ACCURACY)
    said: list[OedemaRisk | None] = []
    view.said.connect(said.append)
    for action in view.menu.actions():
        if not action.isSeparator():
            action.trigger()
    assert said == [*OedemaRisk, None]
    assert view.choose.toolTip().endswith("(O)") and view.choose.shortcut().toString() == "O"
