"""Files that were not opened, imported or graded, each with why and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from medview.domain.case import Problem
from medview.ui.reasons import in_full
from medview.ui.theme import Theme
from medview.ui.widgets import button, card, label, row, set_tone, tool_button
from medview.ui.words import plain_tip

MOST = 1000  # lines listed; a folder of 100,000 foreign files needs no longer list


class ProblemsPanel(QWidget):
    """A closable panel with one entry per file."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self._problems: list[Problem] = []
        self.title = label("", "heading")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(self.tr("Files that were not opened"))
        self.list.setMaximumHeight(150)
        self.details = button(self.tr("Show"), self.tr("Show each file with the reason"))
        self.details.setCheckable(True)
        self.copy = button(self.tr("Copy list"), self.tr("Copy the list of files and reasons"))
        self.close_button = tool_button(theme, "close", self.tr("Close this list"))
        frame, inside = card("box")
        set_tone(frame, "warning")
        inside.addLayout(row(self.title, None, self.details, self.copy, self.close_button))
        inside.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.details.toggled.connect(self.list.setVisible)
        self.copy.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.clear)
        self.clear()

    @property
    def problems(self) -> list[Problem]:
        """What is listed."""
        return list(self._problems)

    def add_unopened(self, problems: Sequence[Problem]) -> None:
        """List files that did not open."""
        if self._add(problems):
            self.title.setText(self.tr("%n file(s) were not opened", "", len(self._problems)))

    def add_skipped(self, problems: Sequence[Problem]) -> None:
        """List files that an import left out."""
        if self._add(problems):
            self.title.setText(self.tr("%n file(s) were not imported", "", len(self._problems)))

    def add_left_out(self, problems: Sequence[Problem]) -> None:
        """Add what takes no part in a reading study."""
        if self._add(problems):
            self.title.setText(
                self.tr("%n file(s) take no part in the study", "", len(self._problems))
            )

    def add_ungraded(self, problems: Sequence[Problem]) -> None:
        """List files that could not be graded."""
        if self._add(problems):
            self.title.setText(self.tr("%n file(s) were not graded", "", len(self._problems)))

    def _add(self, problems: Sequence[Problem]) -> bool:
        if not problems:
            return False
        self._problems += problems
        for problem in problems[: MOST - self.list.count()]:
            self.list.addItem(_item(problem))
        self.show()
        return True

    def clear(self) -> None:
        """Forget all problems and close."""
        self._problems = []
        self.list.clear()
        self.details.setChecked(False)
        self.list.hide()
        self.hide()

    def _copy(self) -> None:
        lines = (f"{p.path}: {in_full(p)}" for p in self._problems)
        QGuiApplication.clipboard().setText("\n".join(lines))


def _item(problem: Problem) -> QListWidgetItem:
    words = f"{PurePath(problem.path).name}: {in_full(problem)}"
    item = QListWidgetItem(words)
    item.setToolTip(plain_tip(problem.path))
    return item
