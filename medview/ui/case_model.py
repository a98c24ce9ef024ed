"""The list of open cases as a Qt model, filtered and fed in gulps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from medview.domain.case import Case, CaseId
from medview.ui.case_rows import Kind, Row, by_side, row_of, rows_of, search_text
from medview.ui.words import grade_in_full, plain_tip
from medview.ui.worklist import Worklist

ROW = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
CASE_MIME = "application/x-medview-case"


class CaseModel(QAbstractListModel):
    """Rows of patients, studies and cases; a flat list, because trees of 10,000 expand slowly."""

    def __init__(self, worklist: Worklist, parent: QObject | None = None) -> None:
        """Follow the worklist."""
        super().__init__(parent)
        self._worklist = worklist
        self._searchable: dict[CaseId, str] = {}
        self._filter = ""
        self._made: dict[CaseId, Row] = {}
        self._rows: list[Row] = []
        self._positions: dict[str, int] = {}
        worklist.added.connect(self._add)
        worklist.cleared.connect(self._forget)
        worklist.answer_changed.connect(self._repaint)
        worklist.case_changed.connect(self._change)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row itself, or its words for a screen reader."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            parts = (row.title, row.detail, self._path(row))
            return plain_tip("\n".join(part for part in parts if part))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(
                part for part in (row.title, row.detail, self.badge_words(row)) if part
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings can be read but not chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._rows[index.row()].kind is Kind.CASE:
            can = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            return can | Qt.ItemFlag.ItemIsDragEnabled
        return Qt.ItemFlag.ItemIsEnabled

    def mimeTypes(self) -> list[str]:
        """A case is dragged as its id, which means nothing outside this window."""
        return [CASE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the id of the case that is dragged."""
        data = QMimeData()
        case = self.case_at(indexes[0].row()) if indexes else None
        if case is not None:
            data.setData(CASE_MIME, QByteArray(case.id.encode()))
        return data

    def set_filter(self, text: str) -> None:
        """Show only cases in which every word of `text` occurs."""
        self._filter = text.strip().lower()
        self._rebuild()

    def row_of(self, case_id: str) -> int:
        """Return where a case is, or -1 when the filter hides it."""
        return self._positions.get(case_id, -1)

    def case_at(self, row: int) -> Case | None:
        """Return the case of a row, None for a heading."""
        return self._rows[row].case if 0 <= row < len(self._rows) else None

    def next_case(self, row: int, step: int) -> int:
        """Return the row of the next case after `row` in the direction of `step`, or -1."""
        position = row + step
        while 0 <= position < len(self._rows):
            if self._rows[position].kind is Kind.CASE:
                return position
            position += step
        return -1

    @property
    def shown_cases(self) -> list[Case]:
        """The cases that pass the filter, in the order of the list."""
        return [row.case for row in self._rows if row.case is not None]

    def badge_words(self, row: Row) -> str:
        """Return what is known of a case in words: signed grade, or the model's."""
        if row.case is None:
            return ""
        signed = self._worklist.signatures(row.case)
        if signed:
            return self.tr("signed: {grade}").format(grade=grade_in_full(signed[-1].grade))
        estimate = self._worklist.estimate(row.case.id)
        if estimate is None:
            return ""
        return self.tr("no grade") if estimate.grade is None else grade_in_full(estimate.grade)

    def _path(self, row: Row) -> str:
        return row.case.images[0].path if row.case else ""

    def _add(self, cases: Sequence[Case]) -> None:
        for case in cases:
            self._searchable[case.id] = search_text(case)
        cases = [case for case in cases if self.row_of(case.id) < 0]  # rebuilt meanwhile: there
        if self._continues_last_group(cases):
            self._append([row_of(case, self._made) for case in cases])
        elif self._are_new_patients(cases):
            self._append(rows_of(filter(self._passes, cases), self._made))
        else:
            self._rebuild()

    def _continues_last_group(self, cases: Sequence[Case]) -> bool:
        last = self.case_at(len(self._rows) - 1)
        if last is None or list(cases) != by_side([last, *cases])[1:]:
            return False
        return all(
            (case.patient.key, case.study_uid, case.study_date)
            == (last.patient.key, last.study_uid, last.study_date)
            and self._passes(case)
            for case in cases
        )

    def _are_new_patients(self, cases: Sequence[Case]) -> bool:
        known = {row.key for row in self._rows if row.kind is Kind.PATIENT}
        return not any(case.patient.key in known for case in cases)

    def _append(self, rows: list[Row]) -> None:
        if not rows:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows += rows
        self._positions.update({row.key: first + i for i, row in enumerate(rows)})
        self.endInsertRows()

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._rows = rows_of(filter(self._passes, self._worklist.cases), self._made)
        self._positions = {row.key: i for i, row in enumerate(self._rows)}
        self.endResetModel()

    def _forget(self) -> None:
        """Keep nothing of cases that were closed: other images may come under the same id."""
        self._made.clear()
        self._searchable.clear()
        self._rebuild()

    def _passes(self, case: Case) -> bool:
        if not self._filter:
            return True
        text = self._searchable.get(case.id, "")
        return all(word in text for word in self._filter.split())

    def _change(self, case: Case) -> None:
        self._searchable[case.id] = search_text(case)
        self._made.pop(case.id, None)
        self._rebuild()

    def _repaint(self, case_id: str) -> None:
        row = self.row_of(case_id)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))
