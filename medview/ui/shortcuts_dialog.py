"""The sheet of keyboard shortcuts, read from the actions themselves so that it is never wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from medview.ui.widgets import label

if TYPE_CHECKING:
    from medview.ui.main_window import MainWindow

Entry = tuple[str, str]  # what it does, its keys
COLUMNS = 3


class ShortcutsDialog(QDialog):
    """Columns of groups, each group where there is most room left."""

    def __init__(
        self, groups: Sequence[tuple[str, Sequence[Entry]]], parent: QWidget | None = None
    ) -> None:
        """Show the groups in order."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(960, 620)
        sheet = QWidget()
        sheet.setLayout(_columns(groups))
        area = QScrollArea()
        area.setWidget(sheet)
        area.setWidgetResizable(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 14)
        layout.addWidget(area, 1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        layout.addWidget(close)


def window_groups(window: MainWindow) -> list[tuple[str, list[Entry]]]:
    """Return what the menus and the views of a window listen to."""
    menus, view = window.menus, window.read_page.viewer.view
    groups = [(_plain(menu.title()), entries_of(menu.actions())) for menu in menus.menus]
    groups.append(
        (
            QCoreApplication.translate("ShortcutsDialog", "Photograph"),
            entries_of(view.photo.actions()),
        )
    )
    groups.append(
        (QCoreApplication.translate("ShortcutsDialog", "Series"), entries_of(view.series.actions()))
    )
    groups.append(
        (
            QCoreApplication.translate("ShortcutsDialog", "Planes"),
            entries_of(window.read_page.viewer.planes.actions()),
        )
    )
    answer, worklist = window.read_page.answer.estimate_view, window.clinic.page
    groups.append((QCoreApplication.translate("ShortcutsDialog", "Answer"), entries_in(answer)))
    groups.append((QCoreApplication.translate("ShortcutsDialog", "Worklist"), entries_in(worklist)))
    return [(title, entries) for title, entries in groups if entries]


def entries_of(actions: Sequence[QAction]) -> list[Entry]:
    """Return what each action with keys does, and the keys."""
    return [(_plain(action.text()), keys) for action in actions if (keys := _keys(action))]


def entries_in(part: QWidget) -> list[Entry]:
    """Return the buttons inside a part of the window that have keys of their own, and the keys."""
    native = QKeySequence.SequenceFormat.NativeText
    keyed = [one for one in part.findChildren(QPushButton) if not one.shortcut().isEmpty()]
    own = [(one.accessibleName() or one.text(), one.shortcut().toString(native)) for one in keyed]
    return [(_plain(words), keys) for words, keys in own if not keys.startswith("Alt+")]


def _keys(action: QAction) -> str:
    hinted = action.text().partition("\t")[2]
    native = QKeySequence.SequenceFormat.NativeText
    return hinted or ", ".join(key.toString(native) for key in action.shortcuts())


def _plain(text: str) -> str:
    text = re.sub(r"\(&\w\)", "", text)  # "文件(&F)": Chinese has no letter of its own to mark
    return text.partition("\t")[0].replace("&", "").removesuffix("…").strip()


def _columns(groups: Sequence[tuple[str, Sequence[Entry]]]) -> QHBoxLayout:
    across = QHBoxLayout()
    across.setSpacing(36)
    columns = [QVBoxLayout() for _ in range(COLUMNS)]
    lengths = [0] * COLUMNS
    for title, entries in groups:
        shortest = lengths.index(min(lengths))
        columns[shortest].addLayout(_group(title, entries))
        lengths[shortest] += len(entries) + 2
    for column in columns:
        column.setSpacing(16)
        column.addStretch(1)
        across.addLayout(column, 1)
    return across


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
