"""Every text of the window has its Chinese, with the same places to fill in."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest

from medview.app.resources import resource
from medview.domain.grade import Grade
from medview.ui.translation import Translation
from medview.ui.words import grade_words, notice

PLACES = re.compile(r"\{\w*\}|%n")


@pytest.fixture
def messages() -> list[ElementTree.Element]:
    tree = ElementTree.parse(resource("translations", "medview_zh_CN.ts"))
    return list(tree.getroot().iter("message"))


def test_nothing_is_left_untranslated(messages):
    open_ones = [
        m.findtext("source") for m in messages if m.find("translation").get("type") is not None
    ]
    assert open_ones == []


def test_places_to_fill_in_are_kept(messages):
    for message in messages:
        source = message.findtext("source") or ""
        target = "".join(message.find("translation").itertext())
        assert set(PLACES.findall(source)) == set(PLACES.findall(target)), source


def test_the_language_can_be_changed_and_changed_back(qapp):
    translation = Translation(qapp)
    translation.use("zh_CN")
    assert grade_words(Grade.MODERATE) == "中度 NPDR"
    assert notice() == "仅供决策参考，不构成诊断。"
    translation.use("en")
    assert grade_words(Grade.MODERATE) == "Moderate NPDR"
