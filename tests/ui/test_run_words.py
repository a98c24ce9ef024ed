"""What a run says below the window is known above it, as it stands in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import medview
from medview.domain.errors import PlanError
from medview.learning import collapse, shortage
from medview.ui.reasons import in_window_language
from medview.ui.translation import Translation

LEARNING = Path(medview.__file__).parent / "learning"
MODULES = ("fit", "run_data", "run_export", "sampling", "shortage", "start")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
# The same in both languages: settings of a plan, a backbone, a scale.
NAMES = {"per", "class", "batch", "size", "small", "cnn", "ICDR"}


@pytest.fixture
def chinese(qapp) -> Iterator[None]:
    translation = Translation(qapp)
    translation.use("zh_CN")
    yield
    translation.use("en")


def english_in(text: str) -> set[str]:
    return set(ENGLISH.findall(in_window_language(text))) - NAMES


def literal(node: ast.expr) -> str:
    """Return a text as it stands in the code, with 7 in its places, "" where it is none."""
    if isinstance(node, ast.JoinedStr):
        return "".join(literal(part) or "7" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def said() -> list[str]:
    """Return what is told, and what is refused with what to do about it."""
    texts = []
    for module in MODULES:
        for node in ast.walk(ast.parse((LEARNING / f"{module}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
                if name in ("PlanError", "tell"):
                    texts += [literal(each) for each in node.args]
                    texts += [literal(each.value) for each in node.keywords if each.arg == "hint"]
    return [text for text in texts if text]


def test_all_that_is_said_is_found():
    assert len(said()) >= 20 and "The run is paused." in said()


@pytest.mark.parametrize("text", said())
def test_what_is_said_has_its_chinese(chinese, text):
    assert english_in(text.replace("Learning 7.", "Learning with labels.")) == set()


@pytest.mark.parametrize("parts", [2, 8])
def test_a_shortage_of_memory(chinese, parts):
    text = shortage.told(parts, 16)
    assert english_in(text) == set() and str(16 // parts) in in_window_language(text)


def test_a_collapse(chinese):
    assert english_in(collapse.alarm(0.001, 0.5)) == set()


def test_learning_without_labels(chinese):
    assert english_in("Learning without labels.") == set()


def test_no_memory_at_all(chinese):
    with pytest.raises(PlanError) as refused:
        shortage.smaller(8, 8)
    assert english_in(str(refused.value)) == set()
