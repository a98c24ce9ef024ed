"""Asks where a file is to be written; none is replaced that nobody was asked about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


def ask_where(parent: QWidget, title: str, start: str, kinds: Mapping[str, str]) -> Path | None:
    """Return a path with one of the endings of `kinds` (words of a file dialog -> ".csv"), or None.

    `start` is the file or folder to begin with. A name without an ending gets that of the kind
    chosen, behind all of it: in "CT 12.05" the dot is no ending. The dialog asks before it replaces
    what was chosen; where the ending makes another name of it, that is asked here.
    """
    while True:
        chosen, kind = QFileDialog.getSaveFileName(parent, title, start, ";;".join(kinds))
        if not chosen:
            return None
        path = _with_ending(Path(chosen), kinds, kind)
        if path == Path(chosen) or not path.exists() or _may_replace(parent, title, path):
            return path
        start = str(path)


def _with_ending(path: Path, kinds: Mapping[str, str], kind: str) -> Path:
    if path.suffix.lower() in kinds.values():
        return path
    return path.with_name(path.name + kinds.get(kind, next(iter(kinds.values()))))


def _may_replace(parent: QWidget, title: str, path: Path) -> bool:
    words = QCoreApplication.translate("save", "{name} exists already. Replace it?")
    both = QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No
    no = QMessageBox.StandardButton.No
    answer = QMessageBox.question(parent, title, words.format(name=path.name), both, no)
    return answer == QMessageBox.StandardButton.Yes
