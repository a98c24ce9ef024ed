"""Which patients of a worklist are shown: by words, by status, by reader."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from medview.domain.worklist import Status
from medview.ui.widgets import Field
from medview.ui.worklist_model import ANYBODY, NOBODY
from medview.ui.worklist_words import status_words

PAUSE_MS = 150


class WorklistFilter(QWidget):
    """A search field and two boxes; `changed` comes after a short pause in typing."""

    changed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with everything shown."""
        super().__init__(parent)
        self.search = Field(
            clears=True, placeholderText=self.tr("Search patient, file, source, reader …")
        )
        self.search.setClearButtonEnabled(True)
        self.search.setToolTip(self.tr("Show only patients in which every word occurs (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search the worklist"))
        self.search.setMinimumWidth(210)
        self.statuses = QComboBox()
        self.statuses.setToolTip(self.tr("Show only patients with one status"))
        self.statuses.setAccessibleName(self.tr("Status"))
        self.statuses.addItem(self.tr("All statuses"), None)
        for status in Status:
            self.statuses.addItem(status_words(status), status.value)
        self.readers = QComboBox()
        self.readers.setToolTip(self.tr("Show only patients of one reader"))
        self.readers.setAccessibleName(self.tr("Reader"))
        self.offer_readers([])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.search, 1)
        for box in (self.statuses, self.readers):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            layout.addWidget(box)
            box.activated.connect(self._apply)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.changed)
        self.search.textChanged.connect(self._pause.start)
        self.search.left.connect(self._leave)

    @property
    def text(self) -> str:
        """The words that are searched for."""
        return self.search.text()

    @property
    def status(self) -> Status | None:
        """The one status that is shown, None for all."""
        chosen = self.statuses.currentData()
        return Status(chosen) if chosen else None

    @property
    def reader(self) -> str:
        """The one reader whose patients are shown, or ANYBODY, or NOBODY."""
        return str(self.readers.currentData())

    def offer_readers(self, names: Iterable[str]) -> None:
        """Offer the readers there are, and keep what was chosen where it still exists."""
        chosen = self.readers.currentData()
        self.readers.clear()
        self.readers.addItem(self.tr("All readers"), ANYBODY)
        self.readers.addItem(self.tr("Not assigned"), NOBODY)
        for name in sorted(set(names) - {NOBODY}, key=str.casefold):
            self.readers.addItem(name, name)
        self.readers.setCurrentIndex(max(0, self.readers.findData(chosen)))

    def show_all(self) -> None:
        """Take the filter away at once."""
        self.search.clear()
        self.statuses.setCurrentIndex(0)
        self.readers.setCurrentIndex(0)
        self._apply()

    def _leave(self) -> None:
        self._apply()
        self.left.emit()

    def _apply(self) -> None:
        self._pause.stop()
        self.changed.emit()
