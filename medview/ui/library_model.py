"""The cases of the library as rows of a table; what is in a row is read when it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from medview.domain.case import Case, CaseId
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
PAGE = 100  # rows that are read together
MOST_HELD = 50 * PAGE  # cases; beyond, those seen before are let go
WAITING = "…"
GONE = "–"
MOST_WANTED = 4  # pages


class LibraryModel(QAbstractTableModel):
    """One row per case; `wanted` asks for the cases of rows that are looked at and not here yet."""

    wanted = Signal(list)  # of CaseId

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._ids: list[CaseId] = []
        self._cases: dict[CaseId, Case] = {}
        self._looked_at: set[int] = set()  # pages
        self._asked: set[CaseId] = set()  # last, and not here yet
        self._gone: set[CaseId] = set()  # removed since they were listed
        self._ask = QTimer(self, interval=0, singleShot=True)
        self._ask.timeout.connect(self._want)
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
        return 0 if parent.isValid() else len(self._ids)

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
        case = self.case_at(index.row())
        if case is None:
            self._looked_at.add(index.row() // PAGE)
            self._ask.start()
            is_title = role == Qt.ItemDataRole.DisplayRole and index.column() == TITLE
            is_gone = self._ids[index.row()] in self._gone
            return (GONE if is_gone else WAITING) if is_title else None
        if role == CASE:
            return case
        if role == Qt.ItemDataRole.DisplayRole and index.column() != PICTURE:
            return _cell(case, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            paths = [image.path for image in case.images[:1]]
            return plain_tip("\n".join(filter(None, (case.findings, *paths))))
        return None

    def show(self, ids: Sequence[CaseId], cases: Sequence[Case]) -> None:
        """List these cases, of which some are here already."""
        self.beginResetModel()
        self._ids, self._cases = list(ids), {case.id: case for case in cases}
        self._looked_at.clear()
        self._asked.clear()
        self._gone.clear()
        self.endResetModel()

    def take(self, cases: Sequence[Case]) -> None:
        """Show what was wanted; what was and is not among these is gone."""
        self._gone |= self._asked - {case.id for case in cases}
        if len(self._cases) > MOST_HELD:
            self._cases.clear()
        self._cases |= {case.id: case for case in cases}
        self._asked.clear()
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def ask_again(self) -> None:
        """Ask once more for what is looked at: it could not be read."""
        self._asked.clear()

    def case_at(self, row: int) -> Case | None:
        """Return the case of a row; None while it is not here."""
        return self._cases.get(self._ids[row])

    def ids_at(self, rows: Sequence[int]) -> list[CaseId]:
        """Return which cases are in these rows."""
        return [self._ids[row] for row in rows]

    def _rows_of(self, page: int) -> range:
        return range(page * PAGE, min((page + 1) * PAGE, len(self._ids)))

    def _want(self) -> None:
        pages = sorted(self._looked_at)[:MOST_WANTED]
        rows = [row for page in pages for row in self._rows_of(page)]
        self._looked_at.clear()
        ids = [case_id for case_id in self.ids_at(rows) if case_id not in self._cases]
        ids = [case_id for case_id in ids if case_id not in self._gone]
        if not self._asked.issuperset(ids):
            self._asked = {*ids}
            self.wanted.emit(ids)


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
