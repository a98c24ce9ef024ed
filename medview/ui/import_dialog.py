"""What to import: a folder, how its labels are told, and the name of the source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from medview.ui.widgets import button, label


@dataclass(frozen=True)
class ImportOrder:
    """What the user asked to import; without `labels`, each folder is a class."""

    folder: Path
    labels: Path | None
    source: str


class ImportDialog(QDialog):
    """Asks for an ImportOrder and says what is still missing."""

    def __init__(self, parent: QWidget | None = None, folder: Path | None = None) -> None:
        """Start with a folder that was dropped or chosen before, if any."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import a labelled library"))
        self.setMinimumWidth(560)
        self.folder = QLineEdit(str(folder or ""), placeholderText=self.tr("Folder with images"))
        self.folder.setAccessibleName(self.tr("Folder with images"))
        self.by_folder = QRadioButton(self.tr("Each folder is a class (its name is the label)"))
        self.by_table = QRadioButton(self.tr("A CSV table tells the label of each file"))
        self.by_folder.setChecked(True)
        self.table = QLineEdit(placeholderText=self.tr("CSV table"))
        self.table.setAccessibleName(self.tr("CSV table"))
        self.source = QLineEdit(placeholderText=self.tr("For example: Eye clinic 2026"))
        self.source.setAccessibleName(self.tr("Name of the source"))
        self.source.setMaxLength(80)
        self.missing = label("", "small", wraps=True)
        self._choose_folder = button(self.tr("Choose …"), self.tr("Choose the folder"))
        self._choose_table = button(self.tr("Choose …"), self.tr("Choose the table"))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = button(self.tr("Import"), self.tr("Import in the background"), "primary")
        self._buttons.addButton(self.start, QDialogButtonBox.ButtonRole.AcceptRole)
        self._arrange()
        self._connect()
        self._check()

    @property
    def order(self) -> ImportOrder:
        """What was asked for."""
        labels = Path(self.table.text()) if self.by_table.isChecked() else None
        folder = Path(self.folder.text())
        return ImportOrder(folder, labels, self.source.text().strip() or folder.name)

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(self.tr("Images")), 0, 0)
        grid.addWidget(self.folder, 0, 1)
        grid.addWidget(self._choose_folder, 0, 2)
        grid.addWidget(label(self.tr("Labels")), 1, 0)
        grid.addWidget(self.by_folder, 1, 1, 1, 2)
        grid.addWidget(self.by_table, 2, 1, 1, 2)
        grid.addWidget(self.table, 3, 1)
        grid.addWidget(self._choose_table, 3, 2)
        grid.addWidget(
            label(
                self.tr("Columns: image and label; patient and eye if you have them."),
                "small",
                wraps=True,
            ),
            4,
            1,
            1,
            2,
        )
        grid.addWidget(label(self.tr("Source")), 5, 0)
        grid.addWidget(self.source, 5, 1, 1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(
            label(
                self.tr(
                    "Imported cases become neighbours with pictures. The files stay where they "
                    "are; nothing leaves this computer."
                ),
                "quiet",
                wraps=True,
            )
        )
        layout.addLayout(grid)
        layout.addWidget(self.missing)
        layout.addWidget(self._buttons)

    def _connect(self) -> None:
        self._choose_folder.clicked.connect(self._ask_folder)
        self._choose_table.clicked.connect(self._ask_table)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.by_table.toggled.connect(self._check)
        self.folder.textChanged.connect(self._check)
        self.table.textChanged.connect(self._check)

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder with images"))
        if chosen:
            self.folder.setText(chosen)

    def _ask_table(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("CSV table"), self.folder.text(), self.tr("Tables (*.csv *.tsv *.txt)")
        )
        if chosen:
            self.table.setText(chosen)

    def _check(self) -> None:
        for part in (self.table, self._choose_table):
            part.setEnabled(self.by_table.isChecked())
        missing = self._what_is_missing()
        self.missing.setText(missing)
        self.start.setEnabled(not missing)

    def _what_is_missing(self) -> str:
        if not self.folder.text():
            return self.tr("Choose the folder with the images.")
        if not Path(self.folder.text()).exists():
            return self.tr("This folder does not exist.")
        if self.by_table.isChecked() and not Path(self.table.text()).is_file():
            return self.tr("Choose the CSV table.")
        return ""
