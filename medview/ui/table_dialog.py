"""Which grades to export as a table, and as what kind of file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from medview.domain.worklist import WorklistInfo
from medview.ui.widgets import button, label, row


class TableDialog(QDialog):
    """Asks for the rows and the kind; where to is asked by the file dialog after it."""

    def __init__(
        self,
        photographs: int,
        graded: int,
        worklists: Sequence[WorklistInfo] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Take how many photographs are open, how many have an estimate, and the worklists."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export grades"))
        self.setMinimumWidth(480)
        self.open_ones = QRadioButton(self.tr("The open &photographs"))
        self.open_ones.setToolTip(self.tr("Estimates and signatures of what is in the list"))
        self.signed_ones = QRadioButton(self.tr("Every &signed grade of the library"))
        self.signed_ones.setToolTip(self.tr("The last signature of every case"))
        self.listed_ones = QRadioButton(self.tr("A &worklist"))
        self.listed_ones.setToolTip(self.tr("Every photograph of the worklist, with its status"))
        self.worklist = QComboBox()
        self.worklist.setToolTip(self.tr("Which worklist"))
        self.worklist.setAccessibleName(self.worklist.toolTip())
        for one in worklists:
            self.worklist.addItem(one.name, one.id)
        for part in (self.listed_ones, self.worklist):
            part.setEnabled(bool(worklists))
        self.worklist.activated.connect(self._mean_worklist)
        self.open_ones.setEnabled(photographs > 0)
        (self.open_ones if photographs else self.signed_ones).setChecked(True)
        self.save_csv = button(self.tr("Save as &CSV …"), self.tr("A table for any program"))
        self.save_xlsx = button(
            self.tr("Save as &XLSX …"), self.tr("A workbook for Excel or LibreOffice"), "primary"
        )
        self.suffix = ""
        self._arrange(photographs, graded)
        self.save_csv.clicked.connect(self._choose_csv)
        self.save_xlsx.clicked.connect(self._choose_xlsx)

    @property
    def wants_open(self) -> bool:
        """True for the open photographs."""
        return self.open_ones.isChecked()

    @property
    def wanted_worklist(self) -> int | None:
        """The number of the worklist that is wanted, None when it is none."""
        return self.worklist.currentData() if self.listed_ones.isChecked() else None

    def _mean_worklist(self) -> None:
        self.listed_ones.setChecked(True)

    def _arrange(self, photographs: int, graded: int) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        for part in (self.save_csv, self.save_xlsx):
            buttons.addButton(part, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(self.open_ones)
        words = self.tr("{0} of {1} have an estimate; Ctrl+G grades the others first.")
        if graded < photographs:
            layout.addWidget(label(words.format(graded, photographs), "small", wraps=True))
        layout.addWidget(self.signed_ones)
        listed = row(self.listed_ones, self.worklist)
        listed.setStretch(1, 1)
        layout.addLayout(listed)
        note = self.tr("The table holds patient numbers and file paths: keep it as you keep those.")
        layout.addWidget(label(note, "quiet", wraps=True))
        layout.addWidget(buttons)

    def _choose_csv(self) -> None:
        self.suffix = ".csv"
        self.accept()

    def _choose_xlsx(self) -> None:
        self.suffix = ".xlsx"
        self.accept()
