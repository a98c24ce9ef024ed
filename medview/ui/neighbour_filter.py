"""What neighbours may be: label, body part, tag, dates, and whether of the own library alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from medview.ui.widgets import button, label, set_tone
from medview.ui.words import label_words

DATE_FORMAT = "yyyy-MM-dd"


class NeighbourFilter(QDialog):
    """Asks for the filters of a search, as `where` of services.find_similar."""

    def __init__(
        self,
        values: Mapping[str, Sequence[str]],
        where: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """Offer the values there are of each field, with those of `where` chosen."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Filter the nearest cases"))
        self.label = _choice(self.tr("Any label"), values.get("label", ()), where.get("label", ""))
        self.part = _choice(
            self.tr("Any body part"), values.get("body_part", ()), where.get("body_part", "")
        )
        self.tag = _choice(self.tr("Any tag"), values.get("tag", ()), where.get("tag", ""))
        first, _, last = where.get("date", "..").partition("..")
        self.first, self.last = (self._date_field(text) for text in (first, last))
        self.own = QCheckBox(self.tr("Only cases of my library"))
        self.own.setToolTip(self.tr("Leave out the cases that came with the model, without pixels"))
        self.own.setChecked(where.get("library") == "own")
        self.fault = label("", "small", wraps=True)
        set_tone(self.fault, "warning")
        self._arrange()

    @property
    def where(self) -> dict[str, str]:
        """What was chosen; nothing for what may be anything."""
        dates = f"{self.first.text().strip()}..{self.last.text().strip()}"
        found = {
            "label": self.label.currentData(),
            "body_part": self.part.currentData(),
            "tag": self.tag.currentData(),
            "date": dates if dates != ".." else "",
            "library": "own" if self.own.isChecked() else "",
        }
        return {field: value for field, value in found.items() if value}

    def accept(self) -> None:
        """Close, unless a date is none."""
        if all(_is_date_or_empty(field.text().strip()) for field in (self.first, self.last)):
            super().accept()
        else:
            self.fault.setText(self.tr("Write a day as 2026-01-31."))
            self.fault.show()

    def clear(self) -> None:
        """Let everything pass."""
        for box in (self.label, self.part, self.tag):
            box.setCurrentIndex(0)
        self.first.clear()
        self.last.clear()
        self.own.setChecked(False)

    def _date_field(self, text: str) -> QLineEdit:
        field = QLineEdit(text, placeholderText=self.tr("2026-01-31"))
        field.setClearButtonEnabled(True)
        field.setToolTip(self.tr("A day as year, month, day; empty for any"))
        return field

    def _arrange(self) -> None:
        form = QFormLayout()
        for words, field in (
            (self.tr("&Label"), self.label),
            (self.tr("&Body part"), self.part),
            (self.tr("&Tag"), self.tag),
            (self.tr("Study &from"), self.first),
            (self.tr("Study &until"), self.last),
        ):
            form.addRow(words, field)
            field.setAccessibleName(words.replace("&", ""))
        form.addRow(self.own)
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        self.clear_button = button(self.tr("Clear all"), self.tr("Let every case pass"))
        buttons.addButton(self.clear_button, QDialogButtonBox.ButtonRole.ResetRole)
        self.clear_button.clicked.connect(self.clear)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addLayout(form)
        layout.addWidget(self.fault)
        layout.addWidget(buttons)
        self.fault.hide()


def _choice(everything: str, values: Sequence[str], chosen: str) -> QComboBox:
    box = QComboBox()
    box.addItem(everything, "")
    for value in values:
        box.addItem(label_words(value, ""), value)
    if chosen and box.findData(chosen) < 0:
        box.addItem(chosen, chosen)  # there is none of it now; the filter still says so
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def _is_date_or_empty(text: str) -> bool:
    return not text or QDate.fromString(text, DATE_FORMAT).isValid()
