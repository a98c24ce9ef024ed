"""A Chinese window: a damaged file, a wrong table and a missing name are told in Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from medview.ui.application import Session
from medview.ui.import_dialog import ImportOrder
from medview.ui.shortcuts_dialog import window_groups

PATIENCE = 30_000
DAMAGED = "文件已损坏或不完整。其 JPEG 文件头有误。请从相机重新复制，或重新导出。"


@pytest.fixture
def chinese(session: Session) -> Iterator[Session]:
    """Return MedView in a Chinese window."""
    session.desk.preferences.set("language", "zh_CN")
    yield session
    session.desk.preferences.set("language", "en")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a folder with a damaged photograph, a document, and a table with a wrong grade."""
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "eye.jpg").write_bytes(b"\xff\xd8\xff\xe0 no header of a picture")
    (folder / "letter.png").write_bytes(b"%PDF-1.7")
    (folder / "labels.csv").write_text("image,grade\neye.jpg,9\n", encoding="utf-8")
    return folder


def test_what_does_not_open_is_told_with_what_to_do(qtbot, chinese, dropped, broken):
    window = chinese.window
    dropped(window, broken)
    qtbot.waitUntil(lambda: len(window.problems.problems) == 2, timeout=PATIENCE)
    said = [window.problems.list.item(row).text() for row in range(2)]
    assert said == [
        f"eye.jpg: {DAMAGED}",
        "letter.png: 这是 PDF 文档，不是 MedView 可读取的图片。请另存为 JPEG、PNG、TIFF 或 DICOM。",
    ]
    assert window.problems.title.text() == "2 个文件未打开"


def test_a_photograph_that_was_moved_away_is_told_in_place(
    qtbot, chinese, dropped, sample, tmp_path
):
    photographs = [tmp_path / "synthetic-03-OD.jpg", tmp_path / "synthetic-04-OD.jpg"]
    for photograph in photographs:
        photograph.write_bytes((sample / "fundus" / photograph.name).read_bytes())
    page = chinese.window.read_page
    dropped(chinese.window, *photographs)
    qtbot.waitUntil(lambda: bool(page.answer.estimate_view.words.text()), timeout=PATIENCE)
    photographs[1].unlink()
    qtbot.keyClick(chinese.window, Qt.Key.Key_N)
    waiting = page.answer.waiting
    qtbot.waitUntil(lambda: waiting.title.text() == "文件已不在原处。", timeout=PATIENCE)
    assert waiting.text.text() == "它是否被移动或重命名？"


def test_the_error_bar_says_what_happened_and_what_to_do(qtbot, chinese, broken):
    window = chinese.window
    window.importing.start(ImportOrder(broken, broken / "labels.csv", "Clinic"))
    qtbot.waitUntil(window.errors.isVisible, timeout=PATIENCE)
    assert window.errors.message.text() == "labels.csv: 第 2 行：“9”不是 0 到 4 的分级。"
    assert window.errors.hint.text() == "请更正表格后重新导入；未导入任何内容。"


def test_the_sheet_of_keys_names_actions_without_the_letters_of_the_menu(chinese):
    groups = dict(window_groups(chinese.window))
    assert ("接受分级", "Enter") in groups["分级"]
    assert not [what for entries in groups.values() for what, _ in entries if "(" in what]
