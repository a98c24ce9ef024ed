"""The nearest cases as a Qt model, each with the picture of the library where there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from medview.domain.case import Case, CaseId, ImageRef
from medview.domain.neighbours import Neighbour
from medview.ui.together_words import lacks_words
from medview.ui.words import (
    modality_words,
    neighbour_title,
    neighbour_words,
    no_picture_words,
    origin_words,
    plain_tip,
)

NEIGHBOUR = Qt.ItemDataRole.UserRole + 1
PICTURE = Qt.ItemDataRole.UserRole + 2
PARTS = Qt.ItemDataRole.UserRole + 4  # of a study found by two series: (kind, picture's place)
JUDGED = Qt.ItemDataRole.UserRole + 3  # True: more like this; False: less; None: nothing said
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class NeighbourModel(QAbstractListModel):
    """Neighbours, nearest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with none."""
        super().__init__(parent)
        self._neighbours: tuple[Neighbour, ...] = ()
        self._cases: dict[CaseId, Case] = {}
        self._judged: dict[CaseId, bool] = {}

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._neighbours)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the neighbour, its picture's place, or its words."""
        if not index.isValid():
            return None
        neighbour = self._neighbours[index.row()]
        if role == NEIGHBOUR:
            return neighbour
        if role == PARTS:
            return self._parts(neighbour)
        if role == JUDGED:
            return self._judged.get(neighbour.case_id)
        if role == PICTURE:
            return self._picture(neighbour)
        if role == Qt.ItemDataRole.DisplayRole:
            return neighbour_title(neighbour)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._tip(neighbour))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._tip(neighbour)
        return None

    def show(
        self, neighbours: Sequence[Neighbour], judged: Mapping[CaseId, bool] | None = None
    ) -> None:
        """Show these, with what was said of them; their cases follow with `set_cases`."""
        self.beginResetModel()
        self._neighbours = tuple(neighbours)
        self._judged = dict(judged or {})
        self.endResetModel()

    def index_of(self, case_id: CaseId) -> QModelIndex:
        """Return the place of a case; no place when it is not among them."""
        for place, neighbour in enumerate(self._neighbours):
            if neighbour.case_id == case_id:
                return self.index(place)
        return QModelIndex()

    def set_cases(self, cases: Sequence[Case]) -> None:
        """Give the library's cases of the neighbours, so that they have pictures."""
        self._cases = {case.id: case for case in cases}
        if self._neighbours:
            self.dataChanged.emit(self.index(0), self.index(len(self._neighbours) - 1))

    def case_of(self, neighbour: Neighbour) -> Case | None:
        """Return the library's case of a neighbour, None when there are no pixels."""
        return self._cases.get(neighbour.case_id)

    def _picture(self, neighbour: Neighbour) -> ImageRef | None:
        case = self._cases.get(neighbour.case_id)
        return case.images[shown_image(neighbour, case)] if case else None

    def _parts(self, neighbour: Neighbour) -> tuple[tuple[str, ImageRef | None], ...]:
        """Return kind and picture of each series, and the kind without a picture that it lacks."""
        found = tuple((part.kind, self._picture(part)) for part in neighbour.parts)
        return (*found, (neighbour.lacks, None)) if neighbour.lacks else found

    def _tip(self, neighbour: Neighbour) -> str:
        lines = [
            neighbour_words(neighbour),
            self.tr("Distance {0}").format(f"{neighbour.distance:.3f}"),
            *self._series_lines(neighbour),
            self.tr("Source: {0}").format(origin_words(neighbour.source)),
        ]
        if neighbour.tags:
            lines.append(self.tr("Tags: {0}").format(", ".join(neighbour.tags)))
        if neighbour.findings:
            lines.append(self.tr("Findings: {0}").format(neighbour.findings))
        if neighbour.outcome:
            lines.append(self.tr("Outcome: {0}").format(neighbour.outcome))
        judged = self._judged.get(neighbour.case_id)
        if judged is not None:
            lines.append(self.tr("More like this") if judged else self.tr("Less like this"))
        if any(part.in_library for part in neighbour.parts or (neighbour,)):
            lines.append(self.tr("Click or press Enter to see both side by side."))
        else:
            lines.append(no_picture_words())
        return "\n".join(lines)

    def _series_lines(self, neighbour: Neighbour) -> list[str]:
        """Return the kind of image, and which is the nearest; of two series a line each."""
        if not neighbour.parts:
            return [self._place_words(neighbour)]
        lines = [
            self.tr("{kind}: distance {distance}").format(
                kind=self._place_words(part), distance=f"{part.distance:.3f}"
            )
            for part in neighbour.parts
        ]
        return [*lines, lacks_words(neighbour.lacks)] if neighbour.lacks else lines

    def _place_words(self, neighbour: Neighbour) -> str:
        """Return the kind of image, and of a series which image is the nearest."""
        case = self._cases.get(neighbour.case_id)
        kind = neighbour.kind or modality_words(neighbour.modality)
        if case is None or not case.is_series:
            return kind
        place = self.tr("image {0} of {1}").format(
            shown_image(neighbour, case) + 1, len(case.images)
        )
        return f"{kind} · {place}"


def shown_image(neighbour: Neighbour, case: Case) -> int:
    """Return which image of a neighbour is shown: the nearest, or the middle one for all."""
    middle = len(case.images) // 2
    return middle if neighbour.image is None else min(neighbour.image, len(case.images) - 1)
