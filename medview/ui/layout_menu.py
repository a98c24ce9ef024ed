"""The menu of layouts, 1 × 1 to 3 × 3, and what is linked in them."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from medview.domain.hanging import MOST

Grid = tuple[int, int]  # rows, columns
ONE: Grid = (1, 1)


class LayoutMenu(QMenu):
    """Tells which layout is wanted, and whether this one is to be kept for a modality."""

    chosen = Signal(int, int)  # rows, columns
    kept = Signal()
    linked = Signal(bool)
    lines_wanted = Signal(bool)

    def __init__(self, owner: QWidget) -> None:
        """Offer every layout; scrolling is linked and lines are drawn at first."""
        super().__init__(owner)
        self._group = QActionGroup(self)
        for rows in range(1, MOST + 1):
            for columns in range(1, MOST + 1):
                action = self.addAction(f"&{rows} × {columns}")
                action.setCheckable(True)
                action.setData((rows, columns))
                self._group.addAction(action)
        self._group.triggered.connect(self._choose)
        self.addSeparator()
        self.link = self._switch(self.tr("&Scroll together, by position"), self.linked)
        self.lines = self._switch(self.tr("&Reference lines"), self.lines_wanted)
        self.addSeparator()
        self.keep = self.addAction("")
        self.keep.triggered.connect(self.kept)
        self.show_state(ONE, "")

    def show_state(self, grid: Grid, modality: str) -> None:
        """Tick the layout that is shown, and name the modality it could be kept for."""
        for action in self._group.actions():
            action.setChecked(action.data() == grid)
        self.keep.setText(self.tr("&Keep this layout for {modality}").format(modality=modality))
        self.keep.setEnabled(bool(modality))
        for action in (self.link, self.lines):
            action.setEnabled(grid != ONE)

    def choose(self, grid: Grid) -> None:
        """Choose a layout as if by hand."""
        next(a for a in self._group.actions() if a.data() == grid).trigger()

    def _switch(self, text: str, told: SignalInstance) -> QAction:
        action = self.addAction(text)
        action.setCheckable(True)
        action.setChecked(True)
        action.toggled.connect(told)
        return action

    def _choose(self, action: QAction) -> None:
        self.chosen.emit(*action.data())
