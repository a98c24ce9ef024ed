"""Similar places as a row of small pictures; one that is chosen is gone to."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from medview.domain.lesions import SimilarPlace, SimilarPlaces
from medview.ui.thumbnails import to_pixmap
from medview.ui.words import case_title, lesion_words, plain_tip

SIDE = 64
CELL = QSize(104, 100)


class PlaceList(QListWidget):
    """Hidden while there is nothing to show."""

    chosen = Signal(object, object)  # SimilarPlaces, SimilarPlace

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty row."""
        super().__init__(parent)
        self._found: SimilarPlaces | None = None
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setGridSize(CELL)
        self.setFixedHeight(CELL.height() + 22)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("flat", True)
        self.setToolTip(self.tr("Click a place to go to it"))
        self.setAccessibleName(self.tr("Similar places"))
        self.itemActivated.connect(self._choose)
        self.itemClicked.connect(self._choose)
        self.hide()

    def show_places(self, found: SimilarPlaces | None) -> None:
        """Show what was found, most similar first; nothing for None."""
        self.clear()
        self._found = found
        for place in found.places if found else ():
            self.addItem(self._item(place))
        self.setVisible(self.count() > 0)

    def _item(self, place: SimilarPlace) -> QListWidgetItem:
        assert self._found is not None
        here = place.case.id == self._found.case_id
        where = self.tr("here") if here else case_title(place.case)
        likeness = QLocale().toString(place.similarity, "f", 2)
        pixmap = to_pixmap(place.crop).scaled(
            SIDE, SIDE, mode=Qt.TransformationMode.SmoothTransformation
        )
        item = QListWidgetItem(QIcon(pixmap), f"{likeness} · {where}")
        tip = self.tr("{lesion}, similarity {likeness}, {where}").format(
            lesion=lesion_words(place.region.kind), likeness=likeness, where=where
        )
        item.setToolTip(plain_tip(tip))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, tip)
        item.setData(Qt.ItemDataRole.UserRole, place)
        return item

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self._found, item.data(Qt.ItemDataRole.UserRole))
