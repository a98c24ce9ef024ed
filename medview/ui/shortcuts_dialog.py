"""The sheet of keyboard shortcuts, read from the actions themselves so that it is never wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from medview.ui.widgets import label

if TYPE_CHECKING:
    from medview.ui.main_window import MainWindow

Entry = tuple[str, str]  # what it does, its keys


class ShortcutsDialog(QDialog):
    """Two columns of groups."""

    def __init__(
        self, groups: Sequence[tuple[str, Sequence[Entry]]], parent: QWidget | None = None
    ) -> None:
        """Show the groups in order."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setMinimumWidth(640)
        columns = QGridLayout()
        columns.setHorizontalSpacing(36)
        columns.setVerticalSpacing(14)
        for number, (title, entries) in enumerate(groups):
            columns.addLayout(_group(title, entries), number // 2, number % 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 14)
        layout.addLayout(columns)
        layout.addStretch(1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        layout.addWidget(close)


def window_groups(window: MainWindow) -> list[tuple[str, list[Entry]]]:
    """Return what the menus and the views of a window listen to."""
    menus, view = window.menus, window.read_page.viewer.view
    groups = [(_plain(menu.title()), entries_of(menu.actions())) for menu in menus.menus]
    groups.append((window.tr("Photograph"), entries_of(view.photo.actions())))
    groups.append((window.tr("Series"), entries_of(view.series.actions())))
    return [(title, entries) for title, entries in groups if entries]


def entries_of(actions: Sequence[QAction]) -> list[Entry]:
    """Return what each action with keys does, and the keys."""
    return [(_plain(action.text()), keys) for action in actions if (keys := _keys(action))]


def _keys(action: QAction) -> str:
    hinted = action.text().partition("\t")[2]
    native = QKeySequence.SequenceFormat.NativeText
    return hinted or ", ".join(key.toString(native) for key in action.shortcuts())


def _plain(text: str) -> str:
    return text.partition("\t")[0].replace("&", "").removesuffix("…").strip()


def _group(title: str, entries: Sequence[Entry]) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(4)
    grid.setHorizontalSpacing(18)
    grid.setColumnStretch(0, 1)
    grid.addWidget(label(title, "heading"), 0, 0, 1, 2)
    for number, (words, keys) in enumerate(entries, start=1):
        grid.addWidget(label(words), number, 0)
        grid.addWidget(label(keys, "quiet"), number, 1)
    grid.setRowStretch(len(entries) + 1, 1)
    return grid
