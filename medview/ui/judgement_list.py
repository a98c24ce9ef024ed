"""What was said of neighbours and of regions on them, each with its picture, to be taken back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from medview.domain.feedback import Judgement
from medview.ui.judging_bar import PICTURE_SIDE, JudgingBar
from medview.ui.neighbour_list import BACK_KEYS
from medview.ui.theme import Theme
from medview.ui.widgets import EmptyState, button

JUDGEMENT = Qt.ItemDataRole.UserRole


class JudgementList(QDialog):
    """Takes back one, or all; each time the search goes on behind it."""

    def __init__(self, judging: JudgingBar, theme: Theme, parent: QWidget | None = None) -> None:
        """List what was said until now."""
        super().__init__(parent)
        self._judging = judging
        self.setWindowTitle(self.tr("What was said of neighbours"))
        self.resize(520, 400)
        self.list = QListWidget()
        self.list.setIconSize(QSize(PICTURE_SIDE, PICTURE_SIDE))
        self.list.setAccessibleName(self.windowTitle())
        self.list.setWordWrap(True)
        self.back_button = button(
            self.tr("Take back"), self.tr("Say nothing of the chosen one any more"), "", "Del"
        )
        self.reset_button = button(
            self.tr("Search anew"), self.tr("Forget all of it, and search as at first")
        )
        self._empty = EmptyState(
            theme,
            "similar",
            self.tr("Nothing was said yet"),
            self.tr(
                "Press + or - on a neighbour. For a region, open the neighbour (Enter), mark the "
                "region (R), and press Ctrl and + or -."
            ),
        )
        self._arrange()
        self.back_button.clicked.connect(self.take_back)
        self.reset_button.clicked.connect(self.take_all_back)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the chosen one back by the keys that do so in the strip."""
        if event.key() in BACK_KEYS:
            self.take_back()
        else:
            super().keyPressEvent(event)

    def take_back(self) -> None:
        """Take the chosen one back."""
        row = self.list.currentRow()
        if row >= 0:
            judgement: Judgement = self.list.item(row).data(JUDGEMENT)
            self._judging.take_back(judgement)
            self._show(row)

    def take_all_back(self) -> None:
        """Take everything back."""
        self._judging.reset()
        self._show()

    def _show(self, row: int = 0) -> None:
        self.list.clear()
        for one in self._judging.said:
            item = QListWidgetItem(f"{self._words(one.judgement)}\n{one.title}")
            if one.picture is not None:
                icon = QIcon(one.picture)
                icon.addPixmap(one.picture, QIcon.Mode.Selected)  # or it would be tinted
                item.setIcon(icon)
            item.setData(JUDGEMENT, one.judgement)
            self.list.addItem(item)
        count = self.list.count()
        self.list.setCurrentRow(min(row, count - 1))
        self._stack.setCurrentIndex(0 if count else 1)
        for part in (self.back_button, self.reset_button):
            part.setEnabled(count > 0)

    def _words(self, one: Judgement) -> str:
        if one.region is None:
            return self.tr("+ More like this") if one.is_liked else self.tr("− Less like this")
        return (
            self.tr("+ More like this here") if one.is_liked else self.tr("− Less like this here")
        )

    def _arrange(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.back_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.reset_button, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        self._stack = QStackedLayout()
        layout.addLayout(self._stack, 1)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        layout.addWidget(buttons)
