"""Every text of a report is there in both languages, with the same places to fill in."""

from __future__ import annotations

import ast
import re
import string
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from medview.app import report_words
from medview.app.report_words import REASONS, TEXTS, Words, percent
from medview.app.resources import resource
from medview.domain.case import Eye, Patient
from medview.domain.choices import CHINESE, ENGLISH
from medview.domain.grade import Grade
from medview.ui.reasons import REASONS as SHOWN_REASONS

HAN = re.compile("[\u4e00-\u9fff]")
SAME_IN_BOTH = {"made_with"}
SAYING = ("words", "self._words", "words.named")


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_both_languages_have_the_text(key: str):
    english, chinese = TEXTS[key]
    assert english.strip() and chinese.strip()
    assert not HAN.search(english)
    assert places(english) == places(chinese)
    letters = re.sub(r"\{\w+\}|[\W\d]", "", english)
    assert key in SAME_IN_BOTH or not letters or HAN.search(chinese), key


def test_every_text_that_is_asked_for_is_there():
    asked = set()
    for path in Path(report_words.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in SAYING and node.args:
                asked |= {str(n.value) for n in [node.args[0]] if isinstance(n, ast.Constant)}
    assert asked and asked <= set(TEXTS)


def test_every_reason_not_to_grade_has_its_chinese():
    assert {str(reason) for reason in SHOWN_REASONS} <= set(REASONS)
    tree = ElementTree.parse(resource("translations", "medview_zh_CN.ts"))
    shown = {m.findtext("source"): m.findtext("translation") for m in tree.iter("message")}
    assert {english: shown[english] for english in REASONS} == REASONS


def test_reasons_are_translated_with_the_grades_in_them():
    text = (
        "The two witnesses disagree: the grading head says Mild NPDR, "
        "the nearest graded cases say PDR. Grade it yourself."
    )
    chinese = Words(CHINESE).reason(text)
    assert "轻度" in chinese and "增殖期" in chinese and "请自行分级。" in chinese
    assert Words(ENGLISH).reason(text) == text


def test_grades_eyes_and_patients():
    english, chinese = Words(ENGLISH), Words(CHINESE)
    assert english.grade(Grade.MODERATE) == "2 Moderate NPDR"
    assert english.grade(None) == "Ungradable"
    assert chinese.eye(Eye.OS) == "OS · 左眼"
    assert chinese.eye(None, lay=True).startswith("一只眼")
    assert english.patient(Patient("unknown-12")) == "Unknown patient"
    assert english.patient(Patient("7", "Ng")) == "Ng"
    assert [percent(share) for share in (0, 0.004, 0.5, 0.999, 1)] == [
        "0 %", "<1 %", "50 %", ">99 %", "100 %",
    ]  # fmt: skip
