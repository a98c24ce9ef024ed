"""Every field of a plan, for who knows; the plan itself checks what is typed."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from medview.domain.errors import PlanError
from medview.domain.training import TrainingPlan
from medview.ui.reasons import in_full
from medview.ui.training_fields import FIELDS, PlanField
from medview.ui.widgets import label, set_tone

COLUMNS = 2
WHOLE = {field.name for field in fields(TrainingPlan) if field.type == "int"}


class AdvancedForm(QWidget):
    """`changed` says that a field was changed; `fault` then says what is wrong, if anything."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a plan."""
        super().__init__(parent)
        self._start: TrainingPlan | None = None
        self._is_filling = False
        self.fault = label("", wraps=True)
        set_tone(self.fault, "danger")
        self.boxes: dict[str, QComboBox] = {}
        self.numbers: dict[str, QLineEdit] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 6, 0)
        self._grid.setVerticalSpacing(6)
        self._grid.setHorizontalSpacing(10)
        rows = -(-len(FIELDS) // COLUMNS)
        for number, field in enumerate(FIELDS):
            self._add(field, number % rows, 2 * (number // rows))
        for column in range(COLUMNS):
            self._grid.setColumnStretch(2 * column + 1, 1)
        self.fault.hide()

    @property
    def plan(self) -> TrainingPlan | None:
        """The plan as the form says, None while it cannot be run."""
        try:
            return self._read()
        except PlanError:
            return None

    def show_plan(self, plan: TrainingPlan) -> None:
        """Fill in the fields of a plan."""
        self._is_filling = True
        self._start = plan
        for name, box in self.boxes.items():
            box.setCurrentIndex(box.findData(getattr(plan, name)))
        for name, line in self.numbers.items():
            line.setText(str(getattr(plan, name)))
        self._is_filling = False
        self._check()

    def _read(self) -> TrainingPlan | None:
        if self._start is None:
            return None
        values: dict[str, Any] = {name: box.currentData() for name, box in self.boxes.items()}
        for name, line in self.numbers.items():
            values[name] = _number(name, line.text())
        return replace(self._start, **values)

    def _check(self) -> None:
        words = ""
        try:
            self._read()
        except PlanError as error:
            words = in_full(error)
        self.fault.setText(words)
        self.fault.setVisible(bool(words))

    def _take_change(self) -> None:
        if not self._is_filling:
            self._check()
            self.changed.emit()

    def _add(self, field: PlanField, line: int, column: int) -> None:
        part = self._make_box(field) if field.choices else self._make_number(field)
        part.setToolTip(field.shown_tip)
        part.setAccessibleName(field.shown_title)
        title = label(field.shown_title)
        title.setToolTip(field.shown_tip)
        title.setBuddy(part)
        self._grid.addWidget(title, line, column)
        self._grid.addWidget(part, line, column + 1)

    def _make_box(self, field: PlanField) -> QComboBox:
        box = QComboBox()
        box.setMinimumContentsLength(14)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for choice in field.choices:
            box.addItem(field.words(choice), choice)
        box.currentIndexChanged.connect(self._take_change)
        self.boxes[field.name] = box
        return box

    def _make_number(self, field: PlanField) -> QLineEdit:
        number = QLineEdit()
        number.setMinimumWidth(70)
        number.textChanged.connect(self._take_change)
        self.numbers[field.name] = number
        return number


def _number(name: str, text: str) -> float | str:
    """Return what was typed as the kind of number the plan has there, else as it is."""
    try:
        return int(text) if name in WHOLE else float(text)
    except ValueError:
        return text
