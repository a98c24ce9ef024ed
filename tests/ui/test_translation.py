"""Every text of the window has its Chinese, with the same places to fill in."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

import medview
from medview.app.resources import resource
from medview.domain.grade import Grade
from medview.ui.translation import Translation
from medview.ui.words import grade_words, notice, origin_words

PLACES = re.compile(r"\{\w*\}|%n")
PACKAGE = Path(medview.__file__).parent
Text = tuple[str, str]  # context, source


class Texts(ast.NodeVisitor):
    """The texts one file marks for translation, with their contexts, as lupdate finds them."""

    def __init__(self) -> None:
        """Start outside any class."""
        self.found: set[Text] = set()
        self.unseen: list[str] = []  # translated by a function lupdate does not know
        self._classes: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Texts of `self.tr` belong to their class."""
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        """Take the literals of the calls that translate or mark."""
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        words = [a.value for a in node.args[:2] if isinstance(a, ast.Constant)]
        if isinstance(node.func, ast.Name) and name in ("tr", "_tr", "translate") and words:
            self.unseen.append(str(words))
        elif name == "tr" and words:
            self.found.add((self._classes[-1], str(words[0])))
        elif name in ("translate", "QT_TRANSLATE_NOOP") and len(words) == 2:
            self.found.add((str(words[0]), str(words[1])))
        self.generic_visit(node)


def texts_of_the_sources() -> Texts:
    texts = Texts()
    for path in sorted((PACKAGE / "ui").rglob("*.py")):
        texts.visit(ast.parse(path.read_text(encoding="utf-8")))
    return texts


def messages_of(language: str) -> Iterator[tuple[Text, ElementTree.Element]]:
    tree = ElementTree.parse(resource("translations", f"medview_{language}.ts"))
    for context in tree.getroot().iter("context"):
        for message in context.iter("message"):
            yield (context.findtext("name") or "", message.findtext("source") or ""), message


def target_of(message: ElementTree.Element) -> list[str]:
    translation = message.find("translation")
    assert translation is not None
    forms = [form.text or "" for form in translation.iter("numerusform")]
    return forms or [translation.text or ""]


@pytest.fixture(scope="module")
def chinese() -> dict[Text, ElementTree.Element]:
    return dict(messages_of("zh_CN"))


@pytest.fixture(scope="module")
def sources() -> Texts:
    return texts_of_the_sources()


def test_every_text_of_the_sources_is_in_the_table(sources, chinese):
    assert sorted(sources.found - set(chinese)) == []


def test_the_table_holds_no_text_that_is_gone(sources, chinese):
    assert sorted(set(chinese) - sources.found) == []


def test_no_text_hides_from_the_table(sources):
    assert sources.unseen == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_left_untranslated(language):
    open_ones = [
        text
        for text, message in messages_of(language)
        if message.find("translation").get("type") is not None or not all(target_of(message))
    ]
    assert open_ones == []


def test_every_number_of_the_english_has_its_plural(chinese):
    counted = {text for text, message in chinese.items() if message.get("numerus") == "yes"}
    english = {text: target_of(message) for text, message in messages_of("en")}
    assert set(english) == counted
    assert all(len(forms) == 2 for forms in english.values())


def test_places_to_fill_in_are_kept(chinese):
    for (_, source), message in chinese.items():
        for target in target_of(message):
            assert sorted(PLACES.findall(source)) == sorted(PLACES.findall(target)), source


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_released_file_says_what_the_table_says(qapp, language):
    released = QTranslator()
    assert released.load(str(resource("translations", f"medview_{language}.qm")))
    for (context, source), message in messages_of(language):
        number = 1 if message.get("numerus") == "yes" else -1
        assert released.translate(context, source, None, number) == target_of(message)[0], source


def test_the_language_can_be_changed_and_changed_back(qapp):
    translation = Translation(qapp)
    translation.use("zh_CN")
    assert grade_words(Grade.MODERATE) == "中度 NPDR"
    assert notice() == "仅供决策参考，不构成诊断。"
    translation.use("en")
    assert grade_words(Grade.MODERATE) == "Moderate NPDR"


def test_where_a_case_came_from_keeps_its_name(qapp):
    translation = Translation(qapp)
    translation.use("zh_CN")
    assert origin_words("folder Clinic Monday") == "文件夹 Clinic Monday"
    assert origin_words("Eye clinic 2026") == "Eye clinic 2026"
    translation.use("en")
    assert origin_words("folder Clinic Monday") == "folder Clinic Monday"
