"""The line of the activity bar for runs at work: they end neither with the page nor the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from medview.domain.training import RunStatus
from medview.ui.training_words import progress_words
from medview.ui.widgets import button, label


class TrainingLine(QWidget):
    """Hidden while no run is at work."""

    open_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.words = label("")
        self.bar = QProgressBar(textVisible=False)
        self.open = button(self.tr("Open"), self.tr("Watch the training (Ctrl+T)"))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(self.words)
        across.addWidget(self.bar, 1)
        across.addWidget(self.open)
        self.open.clicked.connect(self.open_asked)
        self.hide()

    def show_runs(self, at_work: Sequence[RunStatus]) -> None:
        """Say how far the newest run is, and how many others there are."""
        self.setVisible(bool(at_work))
        if not at_work:
            return
        newest = at_work[0]
        words = self.tr("Training “{0}”: {1}").format(newest.plan.title, progress_words(newest))
        if len(at_work) > 1:
            words += " · " + self.tr("%n other run(s)", "", len(at_work) - 1)
        self.words.setText(words)
        self.bar.setMaximum(newest.total)
        self.bar.setValue(newest.done)
