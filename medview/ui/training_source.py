"""Where the labelled images are: a folder for each class, a table, or what was signed here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from medview.ui.widgets import button, label


class Origin(StrEnum):
    """The three sources of labelled images."""

    FOLDER = "folder"
    TABLE = "table"
    SIGNED = "signed"


@dataclass(frozen=True)
class SourceOrder:
    """What is to be read; `table` only where the labels stand in one."""

    origin: Origin
    folder: Path
    table: Path


class TrainingSource(QWidget):
    """`asked` carries a SourceOrder."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with a folder for each class."""
        super().__init__(parent)
        self.choices = {
            Origin.FOLDER: QRadioButton(self.tr("A fol&der for each class")),
            Origin.TABLE: QRadioButton(self.tr("A &table (CSV) with the label of each image")),
            Origin.SIGNED: QRadioButton(self.tr("What was &signed in this library")),
        }
        self.choices[Origin.FOLDER].setToolTip(self.tr("The name of each folder is the label"))
        self.choices[Origin.TABLE].setToolTip(
            self.tr("Columns: image and label or grade; patient, eye and split if there are any")
        )
        self.choices[Origin.SIGNED].setToolTip(
            self.tr("Cases of the library with the grade that was signed last")
        )
        self.choices[Origin.FOLDER].setChecked(True)
        self.folder = QLineEdit(placeholderText=self.tr("Folder with the images"))
        self.folder.setAccessibleName(self.tr("Folder with the images"))
        self.table = QLineEdit(placeholderText=self.tr("CSV table"))
        self.table.setAccessibleName(self.tr("CSV table"))
        self.choose_folder = button(self.tr("Choose …"), self.tr("Choose the folder"))
        self.choose_table = button(self.tr("Choose …"), self.tr("Choose the table"))
        self.read = button(
            self.tr("Read the labels"), self.tr("Look which images and labels there are"), "primary"
        )
        self.missing = label("", "small", wraps=True)
        self._arrange()
        self._connect()
        self._check()

    @property
    def order(self) -> SourceOrder:
        """What is to be read."""
        origin = next(each for each, choice in self.choices.items() if choice.isChecked())
        return SourceOrder(origin, Path(self.folder.text()), Path(self.table.text()))

    def choose(self, order: SourceOrder) -> None:
        """Fill in an order."""
        self.choices[order.origin].setChecked(True)
        if order.origin is not Origin.SIGNED:
            self.folder.setText(str(order.folder))
        if order.origin is Origin.TABLE:
            self.table.setText(str(order.table))

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        self._table_row = (self.table, self.choose_table)
        self._folder_row = (self.folder, self.choose_folder)
        for line, (field, chooser) in enumerate((self._table_row, self._folder_row)):
            grid.addWidget(field, line, 0)
            grid.addWidget(chooser, line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(self.tr("Where are the labelled images?"), "section"))
        for choice in self.choices.values():
            column.addWidget(choice)
        column.addLayout(grid)
        column.addWidget(self.missing)
        column.addWidget(self.read)

    def _connect(self) -> None:
        for choice in self.choices.values():
            choice.toggled.connect(self._check)
        for field in (self.folder, self.table):
            field.textChanged.connect(self._check)
            field.returnPressed.connect(self._ask)
        self.choose_folder.clicked.connect(self._ask_folder)
        self.choose_table.clicked.connect(self._ask_table)
        self.read.clicked.connect(self._ask)

    def _check(self) -> None:
        origin = self.order.origin
        for part in self._folder_row:
            part.setVisible(origin is not Origin.SIGNED)
        for part in self._table_row:
            part.setVisible(origin is Origin.TABLE)
        missing = self._what_is_missing(self.order)
        self.missing.setText(missing)
        self.missing.setVisible(bool(missing))
        self.read.setEnabled(not missing)

    def _what_is_missing(self, order: SourceOrder) -> str:
        if order.origin is Origin.SIGNED:
            return ""
        if order.origin is Origin.TABLE and not order.table.is_file():
            return self.tr("Choose the CSV table.")
        if not self.folder.text():
            return self.tr("Choose the folder with the images.")
        if not order.folder.exists():
            return self.tr("This folder does not exist.")
        return ""

    def _ask(self) -> None:
        if self.read.isEnabled():
            self.asked.emit(self.order)

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Folder with the images"), self.folder.text()
        )
        if chosen:
            self.folder.setText(chosen)

    def _ask_table(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("CSV table"), self.folder.text(), self.tr("Tables (*.csv *.tsv *.txt)")
        )
        if chosen:
            self.table.setText(chosen)
            if not self.folder.text():
                self.folder.setText(str(Path(chosen).parent))
