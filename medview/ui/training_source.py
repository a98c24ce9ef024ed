"""Where the labelled images are: a folder for each class, a table, or this library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from medview.ui.training_columns import ColumnChooser
from medview.ui.widgets import button, label

if TYPE_CHECKING:
    from medview.app.labels import TableColumns


class Origin(StrEnum):
    """The sources of labelled images."""

    FOLDER = "folder"
    TABLE = "table"
    LABELLED = "labelled"
    SIGNED = "signed"

    @property
    def is_library(self) -> bool:
        """True where the images are those of this library."""
        return self in (Origin.LABELLED, Origin.SIGNED)


@dataclass(frozen=True)
class SourceOrder:
    """What is to be read; `table` and `columns` only where the labels stand in one.

    `every_image` asks for every slice of a series; else its middle one stands for it.
    """

    origin: Origin
    folder: Path
    table: Path
    columns: Mapping[str, str] = field(default_factory=dict)  # named by hand, see read_labels
    every_image: bool = False


class TrainingSource(QWidget):
    """`asked` carries a SourceOrder; `table_chosen` asks for `show_columns` of its Path."""

    asked = Signal(object)
    table_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with a folder for each class."""
        super().__init__(parent)
        self.choices = {
            Origin.FOLDER: QRadioButton(self.tr("A fol&der for each class")),
            Origin.TABLE: QRadioButton(self.tr("A &table (CSV) with the label of each image")),
            Origin.LABELLED: QRadioButton(self.tr("Cases of this library &with a label")),
            Origin.SIGNED: QRadioButton(self.tr("What was &signed in this library")),
        }
        self.choices[Origin.FOLDER].setToolTip(
            self.tr("Photographs or DICOM; the name of each folder is the label")
        )
        self.choices[Origin.TABLE].setToolTip(
            self.tr("Columns: image and label or grade; patient, eye and split if there are any")
        )
        self.choices[Origin.LABELLED].setToolTip(
            self.tr("Photographs and series under the labels they were imported with")
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
        self.slices = QCheckBox(self.tr("Every sl&ice of a series, not its middle one"))
        self.slices.setToolTip(
            self.tr("For classes that every slice shows. All slices of a patient stay together")
        )
        self.by_hand = QCheckBox(self.tr("Say which column is which"))
        self.by_hand.setToolTip(
            self.tr("Where the names of the columns do not tell, or tell something else")
        )
        self.columns = ColumnChooser()
        self._table_known: Path | None = None
        self._table_asked: Path | None = None
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
        table = Path(self.table.text())
        named = self.columns.named if self._names_columns(origin, table) else {}
        every = self.slices.isChecked() and origin is not Origin.SIGNED
        return SourceOrder(origin, Path(self.folder.text()), table, named, every)

    def show_columns(self, path: Path, table: TableColumns) -> None:
        """Offer the columns of a table to be named; at once where their names do not tell."""
        self._table_known = path
        self.columns.show_table(table)
        self.by_hand.setChecked(not table.is_recognised)
        self._check()

    def _names_columns(self, origin: Origin, table: Path) -> bool:
        return origin is Origin.TABLE and table == self._table_known and self.by_hand.isChecked()

    def choose(self, order: SourceOrder) -> None:
        """Fill in an order."""
        self.choices[order.origin].setChecked(True)
        self.slices.setChecked(order.every_image)
        if not order.origin.is_library:
            self.folder.setText(str(order.folder))
        if order.origin is Origin.TABLE:
            self.table.setText(str(order.table))

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        self._table_row = (self.table, self.choose_table)
        self._folder_row = (self.folder, self.choose_folder)
        for line, (entry, chooser) in enumerate((self._table_row, self._folder_row)):
            grid.addWidget(entry, line, 0)
            grid.addWidget(chooser, line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(self.tr("Where are the labelled images?"), "section"))
        for choice in self.choices.values():
            column.addWidget(choice)
        column.addLayout(grid)
        column.addWidget(self.by_hand)
        column.addWidget(self.columns)
        column.addWidget(self.slices)
        column.addWidget(self.missing)
        column.addWidget(self.read)

    def _connect(self) -> None:
        for choice in self.choices.values():
            choice.toggled.connect(self._check)
        for entry in (self.folder, self.table):
            entry.textChanged.connect(self._check)
            entry.returnPressed.connect(self._ask)
        self.by_hand.toggled.connect(self._check)
        self.columns.changed.connect(self._check)
        self.choose_folder.clicked.connect(self._ask_folder)
        self.choose_table.clicked.connect(self._ask_table)
        self.read.clicked.connect(self._ask)

    def _check(self) -> None:
        order = self.order
        origin = order.origin
        self._ask_columns(order)
        for part in self._folder_row:
            part.setVisible(not origin.is_library)
        for part in self._table_row:
            part.setVisible(origin is Origin.TABLE)
        self.slices.setVisible(origin is not Origin.SIGNED)
        is_known = origin is Origin.TABLE and order.table == self._table_known
        self.by_hand.setVisible(is_known)
        self.columns.setVisible(is_known and self.by_hand.isChecked())
        missing = self._what_is_missing(order)
        self.missing.setText(missing)
        self.missing.setVisible(bool(missing))
        self.read.setEnabled(not missing)

    def _what_is_missing(self, order: SourceOrder) -> str:
        if order.origin.is_library:
            return ""
        if order.origin is Origin.TABLE and not order.table.is_file():
            return self.tr("Choose the CSV table.")
        if not self.folder.text():
            return self.tr("Choose the folder with the images.")
        if not order.folder.exists():
            return self.tr("This folder does not exist.")
        if self._names_columns(order.origin, order.table):
            return self.columns.what_is_missing()
        return ""

    def _ask_columns(self, order: SourceOrder) -> None:
        """Have the columns of a table looked up, once it is chosen."""
        if order.origin is not Origin.TABLE or order.table == self._table_asked:
            return
        self._table_asked = order.table
        if order.table.is_file():
            self.table_chosen.emit(order.table)

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
            self._table_asked = None  # it may have changed since
            self.table.setText(chosen)
            self._check()
            if not self.folder.text():
                self.folder.setText(str(Path(chosen).parent))
