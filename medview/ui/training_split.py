"""Which cases are learned from and which are held out, and how many of each class that gives."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from medview.domain.health import ClassCount
from medview.ui.text_table import TextTable
from medview.ui.training_words import class_words
from medview.ui.widgets import label, number_box, row

LEAST, USUAL, MOST = 5, 20, 50  # per cent held out


class SplitChooser(QWidget):
    """`changed` says that the cases are to be split another way."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with one in five patients held out."""
        super().__init__(parent)
        self.official = QRadioButton(self.tr("As the table says"))
        self.official.setToolTip(self.tr("The split column of the table decides"))
        self.by_patient = QRadioButton(self.tr("By patient"))
        self.by_patient.setToolTip(
            self.tr("Both eyes and all visits of a patient stay together; classes in proportion")
        )
        self.by_patient.setChecked(True)
        self.share = number_box(MOST, USUAL, LEAST, " %")
        self.share.setToolTip(self.tr("How many of the cases are held out to test the model"))
        self.share.setAccessibleName(self.tr("Share held out"))
        self.seed = number_box(9999, 0, 0)
        self.seed.setToolTip(self.tr("Another number gives another split; the same, the same"))
        self.seed.setAccessibleName(self.tr("Seed of the split"))
        self.counts = self._make_table()
        self._group = QButtonGroup(self)
        for choice in (self.by_patient, self.official):
            self._group.addButton(choice)
        self._arrange()
        self.offer_official(False)
        self._group.buttonToggled.connect(self._take)
        for box in (self.share, self.seed):
            box.setKeyboardTracking(False)
            box.valueChanged.connect(self._tell)

    def offer_official(self, is_there: bool) -> None:
        """Offer the split of the table where it has one, and propose it."""
        self.official.setVisible(is_there)
        (self.official if is_there else self.by_patient).setChecked(True)

    def show_counts(self, counts: Mapping[str, ClassCount], task: str) -> None:
        """Show how many cases of each class are on each side."""
        self.counts.show_rows(
            [
                (class_words(name, task), *map(str, (one.train, one.held_out, one.patients)))
                for name, one in counts.items()
            ]
        )

    def _take(self, choice: QRadioButton, is_on: bool) -> None:
        for box in (self.share, self.seed):
            box.setEnabled(self.by_patient.isChecked())
        if is_on:
            self.changed.emit()

    def _tell(self) -> None:
        self.changed.emit()

    def _make_table(self) -> TextTable:
        headings = (
            self.tr("Class"),
            self.tr("Learn"),
            self.tr("Held out"),
            self.tr("Patients"),
        )
        table = TextTable(self.tr("Cases of each class"), headings)
        table.choose_none()
        return table

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(self.tr("Which patients are held out to test"), "section"))
        column.addWidget(self.official)
        column.addLayout(
            row(
                self.by_patient,
                self.share,
                label(self.tr("Seed"), "small"),
                self.seed,
                None,
            )
        )
        column.addWidget(self.counts, 1)
