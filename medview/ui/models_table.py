"""The installed models as rows of a table: name, what for, where from, how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QTableView, QWidget

from medview.domain.registry import InstalledModel
from medview.ui.registry_words import model_name, origin_words, service_words, standing_words
from medview.ui.text_table import dress_table, fit_columns
from medview.ui.words import plain_tip

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
NAME, TASK, ORIGIN, STANDING = range(4)
ROW_HEIGHT = 44  # two lines
LEAST_WIDTH = 560


class ModelsModel(QAbstractTableModel):
    """One row per installed model."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.models: list[InstalledModel] = []
        self._headings = (self.tr("Model"), self.tr("For"), self.tr("From"), self.tr("State"))

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many models are listed."""
        return 0 if parent.isValid() else len(self.models)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell; the name of the model in use is bold."""
        if not index.isValid():
            return None
        model = self.models[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(model, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{model.card.title}\nSHA-256 {model.card.ref.digest}")
        if role == Qt.ItemDataRole.FontRole and model.is_in_use and index.column() == NAME:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def show(self, models: Sequence[InstalledModel]) -> None:
        """List these models."""
        self.beginResetModel()
        self.models = list(models)
        self.endResetModel()


class ModelsTable(QTableView):
    """Rows of models; two may be chosen, to be compared."""

    def __init__(self, model: ModelsModel, parent: QWidget | None = None) -> None:
        """Show the model."""
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setWordWrap(False)
        dress_table(self, self.tr("Installed models"))
        fit_columns(self, NAME)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setMinimumWidth(LEAST_WIDTH)

    @property
    def chosen(self) -> list[InstalledModel]:
        """The models that are chosen, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.models[row] for row in rows]

    def choose(self, digests: Sequence[str]) -> None:
        """Choose the models of these digests, where they are listed; else the first."""
        rows = [i for i, m in enumerate(self._model.models) if m.card.ref.digest in digests]
        rows = rows or [0][: len(self._model.models)]
        for row in rows:
            way = QItemSelectionModel.SelectionFlag.Rows | QItemSelectionModel.SelectionFlag.Select
            self.selectionModel().select(self._model.index(row, 0), way)
        if rows:
            stay = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self._model.index(rows[0], 0), stay)


def _cell(model: InstalledModel, column: int) -> str:
    if column == NAME:
        return model_name(model.card.ref)
    if column == TASK:
        return service_words(model.card)
    return origin_words(model.origin) if column == ORIGIN else standing_words(model)
