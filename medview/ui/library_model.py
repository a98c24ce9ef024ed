"""The cases of the library as rows of a table; rows are read once, pictures when seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from medview.domain.case import Case
from medview.ui.words import (
    case_detail,
    case_title,
    label_words,
    modality_words,
    origin_words,
    patient_title,
    plain_tip,
)

CASE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
PICTURE, TITLE, LABEL, MODALITY, PATIENT, SOURCE, OUTCOME, TAGS = range(8)


class LibraryModel(QAbstractTableModel):
    """One row per case."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._cases: list[Case] = []
        self._headings = (
            "",
            self.tr("Image"),
            self.tr("Label"),
            self.tr("Kind"),
            self.tr("Patient"),
            self.tr("Source"),
            self.tr("Outcome"),
            self.tr("Tags"),
        )

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many cases are listed."""
        return 0 if parent.isValid() else len(self._cases)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the headings; a picture needs none."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, or the case of its row."""
        if not index.isValid():
            return None
        case = self._cases[index.row()]
        if role == CASE:
            return case
        if role == Qt.ItemDataRole.DisplayRole and index.column() != PICTURE:
            return _cell(case, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(filter(None, (case.findings, case.images[0].path))))
        return None

    def show(self, cases: Sequence[Case]) -> None:
        """List these cases."""
        self.beginResetModel()
        self._cases = list(cases)
        self.endResetModel()

    def empty_columns(self) -> set[int]:
        """Return which of the columns that people fill have nothing in any row."""
        filled = {OUTCOME: any(case.outcome for case in self._cases)}
        filled[TAGS] = any(case.tags for case in self._cases)
        return {column for column, is_filled in filled.items() if not is_filled}

    def case_at(self, row: int) -> Case:
        """Return the case of a row."""
        return self._cases[row]


def _cell(case: Case, column: int) -> str:
    if column == TITLE:
        title, detail = case_title(case), case_detail(case)
        return title if case.eye is None else f"{title} · {detail}"
    if column == LABEL:
        return label_words(case.label, case.modality)
    if column == MODALITY:
        return modality_words(case.modality)
    if column == PATIENT:
        return patient_title(case.patient)
    if column == SOURCE:
        return origin_words(case.source)
    return case.outcome if column == OUTCOME else ", ".join(case.tags)
