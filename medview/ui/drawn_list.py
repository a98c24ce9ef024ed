"""A list of what is drawn on a case: Enter or a click goes to one, Delete takes it away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem


class DrawnList(QListWidget):
    """Lines of which each carries an id in its UserRole; the signals carry that id."""

    gone_to = Signal(str)
    deleted = Signal(str)

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._go)
        self.itemActivated.connect(self._go)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the current one away."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            self.deleted.emit(item.data(Qt.ItemDataRole.UserRole))
        else:
            super().keyPressEvent(event)

    def _go(self, item: QListWidgetItem) -> None:
        self.gone_to.emit(item.data(Qt.ItemDataRole.UserRole))
