"""Every error, hint and remark from below the window has its Chinese; the sources are walked."""

from __future__ import annotations

import ast
import errno
import importlib
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

import medview
from medview.app.labels import SHOWN_FAULTS, read_labels
from medview.domain import errors
from medview.domain.case import Problem
from medview.domain.errors import LabelsError, MedViewError
from medview.domain.training import TrainingPlan
from medview.ui import library_words, reasons
from medview.ui.reasons import in_full, in_window_language
from medview.ui.translation import Translation

PACKAGE = Path(medview.__file__).parent
BELOW = ("app", "domain", "imaging", "inference", "learning", "retrieval", "sources", "store")
TELLING = {"Problem", "Notice", "FoundSet"} | {
    name for name, kind in vars(errors).items() if isinstance(kind, type)
}
PASSING_ON = TELLING | {"UnexpectedError", "in_window_language"}
# Sentences that no window shows in the way errors are shown.
OTHERS = {
    "app/report_words.py": "reports have their own words",
    "app/export_lesions.py": "written to files and the terminal",
    "app/export_statistics.py": "written to files and the terminal",
    "app/recognise_sets.py:__str__": "written to the terminal",
    "app/measure_eyes.py": "a benchmark",
    "app/worklist_records.py": "written to the terminal",
    "imaging/dicom_header.py:no_hounsfield": "see test_reasons",
    "app/grade_names.py": "patterns of names",
    "learning/card.py": "text of a model card",
    "domain/picture_findings.py:mixed": "each of the three sentences it makes is listed",
    "learning/own_card.py": "text of a model card",
    "learning/fit_oedema.py": "run by a developer",
    "learning/fundus_card.py": "text of a model card",
    "learning/lesions_card.py": "text of a model card",
    "learning/free_response_card.py": "text of a model card",
    "learning/nodules_card.py": "text of a model card",
    "learning/radiology_card.py": "text of a model card",
    "learning/regions_card.py": "text of a model card",
    "domain/model.py": "in the words of the window",
}
# Where a ValueError becomes a part of an error that is shown; elsewhere it is a fault of a program.
DETAILS = {
    *("app/labels.py", "app/grade_names.py", "domain/lesions.py", "domain/training.py"),
    *("domain/free_response.py", "domain/nodules.py"),
    *("store/card.py", "store/card_checks.py", "store/gallery.py"),
    *("store/onnx_file.py", "store/weights.py"),
}
FAULTS = {"ValueError", "TypeError", "KeyError", "RuntimeError", "NotImplementedError"}
ENGLISH = re.compile(r"[A-Za-z]{2,}")
AS_TYPED = re.compile(r"“[^”]*”|'[^']*'|`[^`]*`|\S*\.(?:png|csv|zip)\b")
NAMES = {
    *("MedView", "JPEG", "PNG", "TIFF", "SVG", "DICOM", "DICOMDIR", "PACS", "ZIP", "JSON", "ONNX"),
    *("Excel", "SHA", "Zip", "MB", "OD", "OS", "SOP", "Instance", "UID", "NPDR", "DR"),
    *("PostgreSQL", "UTF", "pgvector", "README"),
    *("deflate", "float", "task", "GB", "Mac", "torch", "ICDR", "SUV", "CT"),
}
Places = list[tuple[str, str]]  # where, text


@pytest.fixture
def chinese(qapp) -> Iterator[None]:
    translation = Translation(qapp)
    translation.use("zh_CN")
    yield
    translation.use("en")


class Texts(ast.NodeVisitor):
    """The texts of a module: what errors and problems are made of, and all other sentences."""

    def __init__(self, path: Path) -> None:
        """Read a module, whose constants can be part of its texts."""
        self.place = path.relative_to(PACKAGE).as_posix()
        name = f"medview.{self.place.removesuffix('.py').replace('/', '.')}"
        source = path.read_text(encoding="utf-8")
        learns = self.place.startswith("learning")  # importing it would load torch
        foreign = learns or path.name == "env.py"  # what Alembic runs can be imported by it alone
        self.constants = {} if foreign else vars(importlib.import_module(name))
        self.told: Places = []
        self.visit(ast.parse(source))

    def literal(self, node: ast.expr) -> str:
        """Return a text as it stands in the code, a 7 in its places."""
        if isinstance(node, ast.Constant):
            return str(node.value)
        if isinstance(node, ast.JoinedStr):
            return "".join(map(self.literal, node.values))
        if isinstance(node, ast.FormattedValue):
            return self.literal(node.value)
        named = self.constants.get(getattr(node, "id", ""))
        return named if isinstance(named, str) else "7"

    def add(self, node: ast.expr) -> None:
        """Take what is told, with both sides of a choice."""
        if isinstance(node, ast.IfExp):
            self.add(node.body)
            self.add(node.orelse)
        elif not isinstance(node, ast.Constant) or isinstance(node.value, str):
            self.told.append((f"{self.place}:{node.lineno}", self.literal(node)))

    def visit_Call(self, node: ast.Call) -> None:
        """Take what errors, problems and notices are told with, whatever it looks like."""
        name = getattr(node.func, "id", "")
        if name in TELLING:
            told = {"Problem": node.args[1:], "Notice": node.args[1:2], "FoundSet": []}
            for text in told.get(name, node.args):
                self.add(text)
        spoken = {"step": node.args[2:], "tell": node.args}  # of a job, of a training run
        for text in spoken.get(getattr(node.func, "attr", ""), ()):
            self.add(text)
        for keyword in node.keywords:
            if keyword.arg in ("hint", "fault"):
                self.add(keyword.value)
        if name not in FAULTS:
            self.generic_visit(node)
        elif self.place in DETAILS:
            for text in node.args:
                self.add(text)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Leave out what is listed as shown elsewhere."""
        if f"{self.place}:{node.name}" not in OTHERS:
            self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        """Leave out docstrings."""
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Take a sentence with its places filled."""
        self.add_sentence(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        """Take a sentence."""
        self.add_sentence(node)

    def add_sentence(self, node: ast.expr) -> None:
        """Take what reads as a sentence, wherever it stands."""
        text = self.literal(node)
        if " " in text and text.endswith((".", "!", "?")):
            self.told.append((f"{self.place}:{node.lineno}", text))


@cache
def told_below() -> Places:
    paths = [path for part in BELOW for path in sorted((PACKAGE / part).rglob("*.py"))]
    return [
        text
        for path in paths
        if path.relative_to(PACKAGE).as_posix() not in OTHERS
        for text in Texts(path).told
    ]


def left_in_english(text: str) -> set[str]:
    return set(ENGLISH.findall(AS_TYPED.sub("", in_window_language(text)))) - NAMES


def test_what_is_told_below_the_window_has_its_chinese(chinese):
    told = told_below()
    assert len(told) > 250
    open_ones = {f"{place}: {text}": left_in_english(text) for place, text in told}
    assert {text: words for text, words in open_ones.items() if words} == {}, (
        "list these sentences in ui/reasons.py or the lists it names, then translate them"
    )


def test_no_sentence_is_listed_that_nothing_says():
    told = [text for path in PACKAGE.rglob("*.py") if "ui" not in path.parts for text in said(path)]
    told += [text for _, text in told_below()] + said(PACKAGE / "ui/jobs.py")
    everything = "\n".join(told)
    own_words = [text for text in told if "7" in text and len(re.findall("[a-z]", text)) > 6]
    forms = [re.compile(re.escape(text).replace("7", ".+")) for text in own_words]
    listed = [s for s in map(str, reasons.ERRORS) if s not in library_words.SYSTEM]
    assert [
        sentence
        for sentence in (re.sub(r"\{\d\}", "7", s) for s in listed)
        if sentence not in everything and not any(form.fullmatch(sentence) for form in forms)
    ] == []


@cache
def said(path: Path) -> list[str]:
    """Return every text of a module, sentence or not, a 7 in its places."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    joined = ["".join(map(part, n.values)) for n in nodes if isinstance(n, ast.JoinedStr)]
    plain = [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    texts = [text.replace("{}", "7") for text in joined + plain]
    return [text for text in texts if re.search(r"[a-z]{2}", text)]


def part(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else "7"


def test_no_page_shows_an_error_as_it_came():
    """The parts of an error pass through ui/reasons; only passing an error on needs no words."""
    raw = []
    for path in sorted((PACKAGE / "ui").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        passed_on = {
            id(inner)
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in PASSING_ON
            for inner in ast.walk(call)
        }
        raw += [
            f"{path.name}:{node.lineno}"
            for node in ast.walk(tree)
            if is_raw(node) and id(node) not in passed_on and path.name != "reasons.py"
        ]
    assert raw == []


def is_raw(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        of = getattr(node.value, "id", "")
        return node.attr in ("message", "hint") and of not in ("", "self")
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "str":
        return getattr(node.args[0], "id", "") == "error"
    return isinstance(node, ast.FormattedValue) and getattr(node.value, "id", "") == "error"


def test_what_the_system_says_within_an_error(chinese):
    codes = (errno.ENOSPC, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.EIO)
    for said_by_it in [*map(os.strerror, codes), *sqlite_says()]:
        text = f"The library could not be written ({said_by_it})."
        assert left_in_english(text) == set(), text


def sqlite_says() -> Iterator[str]:
    """Yield what SQLite says of a full disk, and of a file that is none of its own."""
    with closing(sqlite3.connect(":memory:")) as full:
        full.execute("PRAGMA max_page_count = 1")
        with pytest.raises(sqlite3.Error) as error:
            full.execute("CREATE TABLE a (b)")
        yield str(error.value)
    with closing(sqlite3.connect("")) as nothing, pytest.raises(sqlite3.Error) as error:
        nothing.deserialize(b"no database" * 100)
        nothing.execute("SELECT * FROM a")
    yield str(error.value)


def test_the_faults_of_a_table_are_told_line_by_line(chinese, tmp_path):
    table = tmp_path / "labels.csv"
    lines = ["a.png,9,left", "b.png,2,up", "../c.png,1,left", "d.png,1", ",1,left"]
    lines += [f"{n}.png,x,left" for n in range(SHOWN_FAULTS)]
    table.write_text("\n".join(["image,grade,eye", *lines]), encoding="utf-8")
    with pytest.raises(LabelsError) as raised:
        read_labels(table)
    words = in_full(raised.value)
    assert words.startswith("labels.csv: 第 2 行：“9”不是 0 到 4 的分级；第 3 行：眼别“up”")
    assert words.endswith("处。请更正表格后重新导入；未导入任何内容。")
    assert set(ENGLISH.findall(AS_TYPED.sub("", words))) - NAMES == set()


@pytest.mark.parametrize(
    "change", [{"loss": "hope"}, {"epochs": 0}, {"input_size": 33}, {"classes": ["0"]}]
)
def test_what_is_wrong_with_a_plan(chinese, change):
    content = plan().as_json() | change
    with pytest.raises(MedViewError) as raised:
        TrainingPlan.from_json(content)
    words = in_window_language(raised.value.message)
    assert (
        words.startswith(f"该训练方案无法运行：“{next(iter(change))}”必须") or "至少须有" in words
    )


def plan() -> TrainingPlan:
    return TrainingPlan("a", "A", "similarity", "grey", ("CT",), ("a", "b"))


def test_names_within_an_error_stay_as_they_are(chinese):
    for name in ("No image was found here", "a, b: c.csv", "training", "b. Labels (2).csv"):
        text = in_window_language(f"There is a worklist called {name} already.")
        assert text == f"已有名为 {name} 的工作列表。"


def test_english_is_said_as_it_came(qapp):
    for _, text in told_below():
        assert in_window_language(text) == text
    problem = Problem("/a/b.jpg", "It is cut off.", "Copy it again.")
    assert in_full(problem) == "It is cut off. Copy it again."
