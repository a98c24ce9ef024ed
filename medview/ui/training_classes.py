"""The labels that were found, and which class each becomes: many labels may become one, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from medview.app.map_labels import mapped, suggested_classes
from medview.domain.grade import Grade
from medview.domain.training import DR_GRADING, TrainingCase
from medview.ui.text_table import dress_table, fit_columns
from medview.ui.training_words import class_words
from medview.ui.words import plain_tip

LABEL, IMAGES, PATIENTS, BECOMES = range(4)
MOST_LABELS = 100
ROW_HEIGHT = 38


class ClassTable(QTableWidget):
    """`changed` says that a label becomes another class; `label_chosen` carries a label."""

    changed = Signal()
    label_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(0, 4, parent)
        self._cases: Sequence[TrainingCase] = ()
        self._mapped: tuple[TrainingCase, ...] = ()
        self._labels: list[str] = []
        self._task = DR_GRADING
        self.setHorizontalHeaderLabels(
            [self.tr("Label found"), self.tr("Images"), self.tr("Patients"), self.tr("Becomes")]
        )
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        dress_table(self, self.tr("Labels and classes"))
        fit_columns(self, LABEL)
        self.setToolTip(self.tr("Choose a label to see its images"))
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setSectionResizeMode(BECOMES, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(BECOMES, 210)
        self.itemSelectionChanged.connect(self._tell_chosen)

    @property
    def labels(self) -> list[str]:
        """The labels that were found and are listed."""
        return list(self._labels)

    @property
    def left_unlisted(self) -> int:
        """How many labels are too many to be listed; their images take no part."""
        return len({case.label for case in self._cases}) - len(self._labels)

    @property
    def mapping(self) -> dict[str, str]:
        """The class of each label; labels that are left out are not in it."""
        found = {label: self._class_of(line) for line, label in enumerate(self._labels)}
        return {label: name for label, name in found.items() if name}

    @property
    def cases(self) -> tuple[TrainingCase, ...]:
        """The cases that take part, under the classes their labels become."""
        return self._mapped

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes, in order."""
        return tuple(sorted(set(self.mapping.values())))

    def show_cases(self, cases: Sequence[TrainingCase], task: str) -> None:
        """List the labels of these cases, the most frequent kept; propose a class for each."""
        self._cases, self._task = cases, task
        images = Counter(case.label for case in cases)
        self._labels = sorted(label for label, _ in images.most_common(MOST_LABELS))
        patients = {label: set[str]() for label in self._labels}
        for case in cases:
            if case.label in patients:
                patients[case.label].add(case.patient)
        self.setRowCount(0)  # the first row is to be chosen anew, also where it was before
        self.setRowCount(len(self._labels))
        for line, label in enumerate(self._labels):
            self._fill(line, (label, str(images[label]), str(len(patients[label]))))
        self.selectRow(0)
        self._tell_changed()

    def choose_class(self, label: str, name: str) -> None:
        """Let a label become a class, "" to leave it out."""
        box = self._box(self._labels.index(label))
        known = box.findData(name)
        if known >= 0:
            box.setCurrentIndex(known)
        else:
            box.setEditText(name)

    @property
    def _is_free(self) -> bool:
        return self._task != DR_GRADING

    def _fill(self, line: int, cells: Sequence[str]) -> None:
        for column, text in enumerate(cells):
            shown = class_words(text, self._task) if column == LABEL else text
            item = QTableWidgetItem(shown)
            item.setToolTip(plain_tip(shown))
            self.setItem(line, column, item)
        self.setCellWidget(line, BECOMES, self._make_box(cells[LABEL]))

    def _make_box(self, label: str) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("Leave out"), "")
        names = self._labels if self._is_free else [str(int(grade)) for grade in Grade]
        for name in names:
            box.addItem(class_words(name, self._task), name)
        box.setEditable(self._is_free)
        words = self.tr("What the label “{0}” becomes").format(label)
        box.setAccessibleName(words)
        box.setToolTip(
            plain_tip(
                self.tr("Choose a class, type a new one, or leave these images out")
                if self._is_free
                else self.tr("Choose the grade, or leave these images out")
            )
        )
        suggested = suggested_classes([label], self._task)[label]
        box.setCurrentIndex(max(0, box.findData(suggested)))
        box.currentTextChanged.connect(self._tell_changed)
        return box

    def _box(self, line: int) -> QComboBox:
        box = self.cellWidget(line, BECOMES)
        assert isinstance(box, QComboBox)
        return box

    def _class_of(self, line: int) -> str:
        box = self._box(line)
        known = box.findText(box.currentText())
        return str(box.itemData(known)) if known >= 0 else box.currentText().strip()

    def _tell_changed(self) -> None:
        self._mapped = mapped(self._cases, self.mapping)
        self.changed.emit()

    def _tell_chosen(self) -> None:
        if 0 <= self.currentRow() < len(self._labels):
            self.label_chosen.emit(self._labels[self.currentRow()])
