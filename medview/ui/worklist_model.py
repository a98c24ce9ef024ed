"""The patients of a worklist as rows of a table: sorted, filtered, and changed one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from medview.domain.case import CaseId, Eye
from medview.domain.grade import GradeEstimate, SignedGrade
from medview.domain.oedema import OedemaReading
from medview.domain.pairs import VisitKey
from medview.domain.readers import same_reader
from medview.domain.worklist import EyeRow, SecondRead, Status, WorklistRow
from medview.ui.words import date_words, origin_words, plain_tip
from medview.ui.worklist_words import (
    eye_in_words,
    oedema_cell,
    oedema_in_words,
    row_status_words,
    row_title,
    search_text,
    second_read_words,
    side_heading,
)

ROW = Qt.ItemDataRole.UserRole + 1
EYES = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
PATIENT, OD, OS, OTHER, OEDEMA, STATUS, DATE, SOURCE, READER, SECOND = range(10)
ANYBODY, NOBODY = "*", ""  # of the filter by reader
STATUS_ORDER = list(Status)


class WorklistModel(QAbstractTableModel):
    """One row per patient's visit.

    A row that changes stays where it is until the list is sorted or filtered again: nothing jumps
    under the reader's eyes.
    """

    def __init__(self, parent: QObject | None = None, reader: Callable[[], str] = str) -> None:
        """Start empty; `reader` returns the name of who reads now."""
        super().__init__(parent)
        self._who_reads = reader
        self._rows: dict[VisitKey, WorklistRow] = {}
        self._seen: dict[VisitKey, WorklistRow] = {}
        self._seen_by = ""
        self._shown: list[VisitKey] = []
        self._positions: dict[VisitKey, int] = {}
        self._key_of: dict[CaseId, VisitKey] = {}
        self._column, self._order = PATIENT, Qt.SortOrder.AscendingOrder
        self._words: list[str] = []
        self._status: Status | None = None
        self._reader = ANYBODY
        self._headings = (
            self.tr("Patient"),
            side_heading(Eye.OD),
            side_heading(Eye.OS),
            side_heading(None),
            self.tr("Oedema risk"),
            self.tr("Status"),
            self.tr("Date"),
            self.tr("Source"),
            self.tr("Reader"),
            self.tr("Second read"),
        )

    @property
    def rows(self) -> list[WorklistRow]:
        """Every row, in the order in which they were put on the list."""
        return list(self._rows.values())

    @property
    def shown_rows(self) -> list[WorklistRow]:
        """The rows that pass the filters, as they are sorted."""
        return [self._rows[key] for key in self._shown]

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many patients are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the headings."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tr("Sort by {0}").format(self._headings[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its row, or the eyes it shows."""
        if not index.isValid():
            return None
        row = self._as_seen(self._shown[index.row()])
        if role == ROW:
            return row
        if role == EYES:
            return _eyes(row, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(row, index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._in_words(row, index.column(), role)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equal rows stay in the order of the list."""
        self._column, self._order = column, order
        self._arrange()

    def show(self, rows: Sequence[WorklistRow]) -> None:
        """List these patients."""
        self._rows, self._seen = {row.key: row for row in rows}, {}
        self._key_of = {case.id: row.key for row in rows for case in row.cases}
        self._arrange()

    def set_filter(self, text: str, status: Status | None, reader: str) -> None:
        """Show only rows with every word of `text`, of a status, and of a reader."""
        self._words, self._status, self._reader = text.lower().split(), status, reader
        self._arrange()

    def row_at(self, position: int) -> WorklistRow:
        """Return the row that is shown at a position."""
        return self._rows[self._shown[position]]

    def position_of(self, case_id: str | None) -> int:
        """Return where the patient of a photograph is shown, or -1."""
        key = self._key_of.get(CaseId(case_id or ""))
        return -1 if key is None else self._positions.get(key, -1)

    def take_estimate(self, estimate: GradeEstimate) -> None:
        """Show what the model said of a photograph, if it is on the list."""
        self._change(estimate.case_id, lambda row: row.with_estimate(estimate))

    def take_oedema(self, case_id: CaseId, reading: OedemaReading) -> None:
        """Show what is said of macular oedema of a photograph, if it is on the list."""
        self._change(case_id, lambda row: row.with_oedema(case_id, reading))

    def take_signatures(self, case_id: CaseId, signatures: Sequence[SignedGrade]) -> None:
        """Show what is signed of a photograph, if it is on the list."""
        self._change(case_id, lambda row: row.with_signatures(case_id, signatures))

    def _change(self, case_id: CaseId, change: Callable[[WorklistRow], WorklistRow]) -> None:
        key = self._key_of.get(case_id)
        if key is None:
            return
        self._rows[key] = change(self._rows[key])
        self._seen.pop(key, None)
        position = self._positions.get(key, -1)
        if position >= 0:
            last = self.index(position, len(self._headings) - 1)
            self.dataChanged.emit(self.index(position, 0), last)

    def _arrange(self) -> None:
        self.beginResetModel()
        kept = [row for row in self._rows.values() if self._passes(row)]
        descending = self._order == Qt.SortOrder.DescendingOrder
        kept.sort(key=lambda r: _sort_key(self._as_seen(r.key), self._column), reverse=descending)
        self._shown = [row.key for row in kept]
        self._positions = {key: position for position, key in enumerate(self._shown)}
        self.endResetModel()

    def _as_seen(self, key: VisitKey) -> WorklistRow:
        """Return a row as who reads now may see it, made once: a table asks for every cell."""
        reader = self._who_reads()
        if reader != self._seen_by:
            self._seen, self._seen_by = {}, reader
        if key not in self._seen:
            self._seen[key] = self._rows[key].as_seen_by(reader)
        return self._seen[key]

    def _passes(self, row: WorklistRow) -> bool:
        if self._status is not None and row.status is not self._status:
            return False
        if self._reader != ANYBODY and not same_reader(row.task.reader, self._reader):
            return False
        if not self._words:
            return True
        text = search_text(row)
        return all(word in text for word in self._words)

    def _in_words(self, row: WorklistRow, column: int, role: int) -> str:
        eyes = _eyes(row, column)
        words = "\n\n".join(map(eye_in_words, eyes)) if eyes else _cell(row, column)
        if column == OEDEMA:
            words = oedema_in_words(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(words)
        words = words or self.tr("nothing")
        return f"{self._headings[column]}: {words}".replace("\n", ", ")


def _eyes(row: WorklistRow, column: int) -> tuple[EyeRow, ...]:
    if column == OTHER:
        return row.others
    if column not in (OD, OS):
        return ()
    eye = row.eye(Eye.OD if column == OD else Eye.OS)
    return () if eye is None else (eye,)


def _cell(row: WorklistRow, column: int) -> str:
    words: dict[int, Callable[[], str]] = {
        PATIENT: lambda: row_title(row),
        OEDEMA: lambda: oedema_cell(row),
        STATUS: lambda: row_status_words(row),
        DATE: lambda: date_words(row.date),
        SOURCE: lambda: ", ".join(map(origin_words, row.sources)),
        READER: lambda: row.task.reader,
        SECOND: lambda: second_read_words(row.second_read),
    }
    return words[column]() if column in words else ""


def _sort_key(row: WorklistRow, column: int) -> Any:
    if column in (OD, OS, OTHER):
        return max((_eye_key(eye) for eye in _eyes(row, column)), default=(-2, False))
    if column == OEDEMA:
        return row.oedema_order
    if column == STATUS:
        return STATUS_ORDER.index(row.status)
    if column == SECOND:
        return list(SecondRead).index(row.second_read)
    return natural(_cell(row, column))


def _eye_key(eye: EyeRow) -> tuple[int, bool]:
    """Order eyes by grade, signed after the model's; none before any grade."""
    shown = eye.shown_signature or eye.estimate
    grade = shown.grade if shown else None
    return (-1 if grade is None else int(grade), eye.shown_signature is not None)


def natural(text: str) -> list[tuple[int, str]]:
    """Return a sort key in which patient 9 comes before patient 10."""
    parts = re.split(r"(\d+)", text.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
