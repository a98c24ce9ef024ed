"""The referable eyes as a table that can be copied and exported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from medview.domain.case import Patient
from medview.domain.oedema import OedemaRisk
from medview.domain.statistics import Referral
from medview.ui.desk import Desk
from medview.ui.oedema_words import signed_risk
from medview.ui.save_place import ask_where
from medview.ui.text_table import dress_table
from medview.ui.widgets import button, card, label, row
from medview.ui.words import (
    eye_words,
    grade_in_full,
    notice,
    origin_words,
    patient_title,
    plain_tip,
    when,
)

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
LEAST_HEIGHT = 260


class ReferralModel(QAbstractTableModel):
    """One row per referable eye."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.referrals: tuple[Referral, ...] = ()
        self.headings = (
            self.tr("Patient"),
            self.tr("Eye"),
            self.tr("Grade"),
            self.tr("Oedema risk"),
            self.tr("Status"),
            self.tr("Date"),
            self.tr("Reader"),
            self.tr("Source"),
            self.tr("File"),
        )

    def show(self, referrals: Sequence[Referral]) -> None:
        """List these."""
        self.beginResetModel()
        self.referrals = tuple(referrals)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many eyes are listed."""
        return 0 if parent.isValid() else len(self.referrals)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell."""
        if not index.isValid():
            return None
        text = self.cells(self.referrals[index.row()])[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        return plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole else None

    def cells(self, referral: Referral) -> tuple[str, ...]:
        """Return the words of a row."""
        status = self.tr("signed") if referral.is_signed else self.tr("not signed")
        return (
            patient_title(Patient(referral.patient, referral.name)),
            eye_words(referral.eye) if referral.eye else self.tr("unknown"),
            self._grade(referral),
            _oedema(referral),
            status,
            when(referral.at),
            referral.reader,
            origin_words(referral.source),
            referral.title,
        )

    def _grade(self, referral: Referral) -> str:
        if referral.grade is None and not referral.is_signed:
            return self.tr("no grade")
        return grade_in_full(referral.grade)


def _oedema(referral: Referral) -> str:
    """Return the risk of macular oedema, and the reader's word where it stands; "" when unknown."""
    reading = referral.known.oedema
    if reading is None:
        return signed_risk(OedemaRisk.REFERABLE) if referral.known.has_oedema else ""
    word = reading.decision.reader if reading.decision is not None and reading.is_readers else ""
    return " · ".join(part for part in (signed_risk(reading.risk), word) if part)


class ReferralTable(QWidget):
    """The list with its buttons; `saved` says where it was written."""

    saved = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._desk = desk
        self.model = ReferralModel(self)
        self.title = label("", "heading")
        self.table = QTableView()
        self.table.setModel(self.model)
        dress_table(self.table, self.tr("Referral list"))
        self.table.setMinimumHeight(LEAST_HEIGHT)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        head.setDefaultSectionSize(140)
        self.copy = button(
            self.tr("Copy list"), self.tr("Copy the chosen rows, or all when none is chosen")
        )
        self.export = button(self.tr("Export as CSV …"), self.tr("Write the whole list as a table"))
        self._arrange()
        self.copy.clicked.connect(self.copy_rows)
        self.export.clicked.connect(self._ask_where)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.copy_rows)

    def show_referrals(self, referrals: Sequence[Referral]) -> None:
        """List these."""
        self.model.show(referrals)
        self.title.setText(self.tr("Referable: %n eye(s)", "", len(referrals)))
        for part in (self.copy, self.export):
            part.setEnabled(bool(referrals))

    def copy_rows(self) -> None:
        """Put the chosen rows, or all, on the clipboard as a table."""
        chosen = [index.row() for index in self.table.selectionModel().selectedRows()]
        rows = chosen or range(self.model.rowCount())
        lines = [self.model.headings, *(self.model.cells(self.model.referrals[r]) for r in rows)]
        text = "\n".join("\t".join(cells) for cells in lines)
        QGuiApplication.clipboard().setText(f"{text}\n{notice()}")

    def export_to(self, path: Path) -> None:
        """Write the list in the background."""
        self._desk.jobs.run(
            self._desk.services.statistics.export_referrals,
            path if path.suffix else path.with_suffix(".csv"),
            self.model.referrals,
            then=self._tell_saved,
        )

    def _arrange(self) -> None:
        frame, inside = card("chart")
        inside.addLayout(row(self.title, None, self.copy, self.export))
        words = self.tr(
            "Moderate NPDR or worse, above the model's referral limit, or macular oedema suspected "
            "by a reader. Of one eye the worst result counts, signed before shown. Eyes without a "
            "grade are listed only where a reader suspects macular oedema."
        )
        inside.addWidget(label(words, "small", wraps=True))
        inside.addWidget(self.table)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def _ask_where(self) -> None:
        kinds = {self.tr("Tables (*.csv)"): ".csv"}
        if path := ask_where(self, self.tr("Export the referral list"), "referrals.csv", kinds):
            self.export_to(path)

    def _tell_saved(self, path: Path) -> None:
        self.saved.emit(self.tr("Saved: {0}").format(path.name))
