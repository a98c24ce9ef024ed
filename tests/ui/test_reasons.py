"""Every reason and notice that is written below the window is known in its other language."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import medview
from medview.app.run_faults import fault_words
from medview.domain.recipes import DeviceFacts, device_of
from medview.imaging import dicom_header, quality
from medview.inference import grading
from medview.store.settings import SettingsStore
from medview.ui.reasons import in_window_language, reason_words
from medview.ui.translation import Translation

PACKAGE = Path(medview.__file__).parent
ENGLISH = re.compile(r"[A-Za-z]{2,}")
# The same in both languages.
NAMES = {"DICOM", "PACS", "SOP", "Instance", "UID", "NPDR", "PDR", "DR"}


@pytest.fixture
def chinese(qapp) -> Iterator[None]:
    translation = Translation(qapp)
    translation.use("zh_CN")
    yield
    translation.use("en")


def literal(node: ast.expr, filling: str) -> str:
    """Return a text as it stands in the code, with `filling` in its places."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(literal(part, filling) for part in node.values)
    return filling


def calls(name: str) -> Iterator[ast.Call]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                yield node


def notices() -> list[str]:
    texts = [node.args[1] for node in calls("Notice")]
    plain = [t for t in texts if isinstance(t, ast.Constant | ast.JoinedStr)]
    built = ("7: ", "7 It")  # completed by what is said first; see the two tests below
    return [text for text in (literal(t, "7") for t in plain) if not text.startswith(built)]


def left_in_english(text: str) -> set[str]:
    return set(ENGLISH.findall(in_window_language(text))) - NAMES


def test_notices(chinese):
    texts = notices()
    assert len(texts) > 20
    assert {text: left_in_english(text) for text in texts if left_in_english(text)} == {}


def test_notices_of_missing_hounsfield_units(chinese):
    reasons = [literal(node.args[0], "7") for node in calls("no_hounsfield")]
    assert reasons
    for reason in reasons:
        assert not left_in_english(dicom_header.no_hounsfield(reason).text)


def test_notices_of_pictures_of_nothing(chinese):
    noise = np.random.default_rng(0).integers(0, 256, (200, 200, 3), dtype=np.uint8)
    for picture in (np.zeros_like(noise), noise):
        (notice,) = quality.hopeless(picture)
        assert not left_in_english(notice.text)


def test_where_slices_are_missing(chinese):
    text = "Slices are missing or unevenly spaced ({}): no other planes, no volumes."
    words = in_window_language(text.format("after image 3, after image 12"))
    assert "第 3 幅之后" in words
    assert "第 12 幅之后" in words
    assert not left_in_english(text.format("in places"))


def test_why_there_is_no_grade(chinese):
    sources = map(inspect.getsource, (grading.photograph_doubt, grading.witness_doubt))
    nodes = [node for source in sources for node in ast.walk(ast.parse(source))]
    returned = [node.value for node in nodes if isinstance(node, ast.Return)]
    doubts = [literal(v, "Severe NPDR") for v in returned if not isinstance(v, ast.Call)]
    faults = [v for n, v in vars(quality).items() if n.isupper() and str(v).endswith(".")]
    texts = [*doubts, *faults, grading.TOO_POOR, " ".join(faults)]
    assert len(texts) > 8
    assert {text: left_in_english(text) for text in texts if left_in_english(text)} == {}


def test_the_grades_of_both_witnesses_are_translated(chinese):
    words = reason_words(
        "The two witnesses disagree: the grading head says No DR, "
        "the nearest graded cases say Severe NPDR. Grade it yourself."
    )
    assert "无 DR" in words
    assert "重度 NPDR" in words


def test_what_was_wrong_with_the_settings(chinese, tmp_path):
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "pink"}', encoding="utf-8")
    for store, kept in ((SettingsStore(path), "theme"), (damaged(path), "settings-damaged.json")):
        (problem,) = store.problems
        assert kept in in_window_language(problem)
        assert not left_in_english(problem.replace(kept, "7"))


def damaged(path: Path) -> SettingsStore:
    path.write_text("{", encoding="utf-8")
    return SettingsStore(path)


def test_what_is_not_known_stays_as_it_is(chinese):
    assert in_window_language("The cat sat on the lens.") == "The cat sat on the lens."


def test_why_a_run_failed(chinese):
    faults = (OSError(28, ""), OSError(13, ""), MemoryError(), ImportError(name="7"), ValueError())
    for fault in faults:
        for text in fault_words(fault):
            assert not left_in_english(text.replace("ValueError", "7")) - {"MedView", "train"}


def test_what_trains_and_why_nothing_better(chinese):
    found = [
        DeviceFacts(b, u, 8, c) for b in ("", "cuda", "mps") for u in ("", "7") for c in (0, 1)
    ]
    for facts in found:
        assert not left_in_english(device_of(facts).words) - {"GB", "Mac", "torch"}
