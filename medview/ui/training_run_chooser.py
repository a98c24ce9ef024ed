"""Which run is looked at: all that were ever started here and not removed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QMessageBox, QWidget

from medview.ui.training_watch import TrainingWatch
from medview.ui.training_words import state_words
from medview.ui.widgets import button, label, row
from medview.ui.words import plain_tip

WIDTH = 24  # letters


class RunChooser(QWidget):
    """`chosen` carries the folder of a run; so does `remove_asked`, once it is confirmed."""

    chosen = Signal(object)
    remove_asked = Signal(object)

    def __init__(self, watch: TrainingWatch, parent: QWidget | None = None) -> None:
        """List what the watch knows."""
        super().__init__(parent)
        self._watch = watch
        self._entries: list[tuple[str, Path | None]] = []
        self.list = QComboBox()
        self.list.setMinimumContentsLength(WIDTH)
        self.list.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.list.setAccessibleName(self.tr("Runs"))
        self.remove = button(
            self.tr("Remove …"), self.tr("Delete this run; a model that was registered stays")
        )
        self.setLayout(row(label(self.tr("Runs"), "small"), self.list, self.remove))
        self.list.activated.connect(self._choose)
        self.remove.clicked.connect(self._ask_remove)

    def show_run(self, run: Path | None) -> None:
        """List the runs as they stand, with this one chosen."""
        entries: list[tuple[str, Path | None]] = [
            (f"{status.plan.title} · {state_words(status.state)}", status.run)
            for status in self._watch.runs.values()
        ]
        if run not in self._watch.runs:
            entries.insert(0, (self.tr("Choose a run …"), None))
        if entries != self._entries:  # an open list is not to be taken away each second
            self._entries = entries
            self.list.clear()
            for words, path in entries:
                self.list.addItem(words, path)
        self.list.setCurrentIndex(max(0, self.list.findData(run)) if run else 0)
        self.list.setToolTip(plain_tip(self.list.currentText()))
        shown = self._watch.runs.get(run) if run else None
        self.remove.setEnabled(shown is not None and shown.state.ended)
        self.setVisible(bool(self._watch.runs))

    def _choose(self) -> None:
        run = self.list.currentData()
        if run is not None:
            self.chosen.emit(run)

    def _ask_remove(self) -> None:
        answer = QMessageBox.question(
            self,
            self.tr("Remove the run?"),
            self.tr(
                "Its curves, its result and a model that was not registered are deleted. "
                "A registered model stays."
            ),
        )
        if answer == QMessageBox.StandardButton.Yes:
            self.remove_asked.emit(self.list.currentData())
