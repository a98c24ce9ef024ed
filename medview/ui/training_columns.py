"""Which column of a table is what, named by hand where the header does not tell.

Source and kind of image are rarely told: those two go by their names alone.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QVBoxLayout, QWidget

from medview.ui.widgets import label

if TYPE_CHECKING:
    from medview.app.labels import TableColumns


class ColumnChooser(QWidget):
    """`changed` says that another column was chosen for something."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a table."""
        super().__init__(parent)
        self._table: TableColumns | None = None
        self.fields = {field: QComboBox() for field in self._words()}
        self.heading = label("", "small", wraps=True)
        form = QFormLayout()
        form.setVerticalSpacing(4)
        for field, words in self._words().items():
            box = self.fields[field]
            box.setAccessibleName(self.tr("Column for: {0}").format(words))
            box.setToolTip(self.tr("The column of the table that says it, if there is one"))
            box.setMinimumContentsLength(12)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.currentIndexChanged.connect(self.changed)
            form.addRow(words, box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.heading)
        column.addLayout(form)

    @property
    def named(self) -> dict[str, str]:
        """The column of each field that differs from what its name tells; "" for none."""
        if self._table is None:
            return {}
        chosen = self._chosen()
        return {f: name for f, name in chosen.items() if name != self._table.known.get(f, "")}

    def show_table(self, table: TableColumns) -> None:
        """Offer the columns of a table, those that MedView knows by their names chosen."""
        self._table = table
        self.heading.setText(
            self.tr("Is each column what you mean?")
            if table.is_recognised
            else self.tr("MedView does not know these column names: say which is which.")
        )
        for field, box in self.fields.items():
            box.blockSignals(True)
            box.clear()
            box.addItem(self.tr("none"), "")
            for name in table.names:
                box.addItem(name, name)
            box.setCurrentIndex(max(0, box.findData(table.known.get(field, ""))))
            box.blockSignals(False)
        self.changed.emit()

    def what_is_missing(self) -> str:
        """Return what is still to be chosen, "" when nothing is."""
        chosen = self._chosen()
        if not chosen["image"]:
            return self.tr("Choose the column that names the images.")
        if not chosen["label"]:
            return self.tr("Choose the column that holds the labels.")
        name, times = Counter(filter(None, chosen.values())).most_common(1)[0]
        if times > 1:
            return self.tr("The column “{0}” is chosen twice.").format(name)
        return ""

    def _chosen(self) -> dict[str, str]:
        return {field: str(box.currentData() or "") for field, box in self.fields.items()}

    def _words(self) -> dict[str, str]:
        return {
            "image": self.tr("File of the image"),
            "label": self.tr("Label or grade"),
            "patient": self.tr("Patient"),
            "eye": self.tr("Eye (left or right)"),
            "split": self.tr("Official split"),
            "exclude": self.tr("Leave out where yes"),
        }
