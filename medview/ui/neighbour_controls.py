"""How neighbours are searched: among which images, by which distance, and how many."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QVBoxLayout, QWidget

from medview.domain.case import FUNDUS
from medview.domain.choices import MOST_NEIGHBOURS
from medview.domain.neighbours import Metric
from medview.ui.preferences import Preferences
from medview.ui.widgets import label, number_box, row
from medview.ui.words import metric_words, modality_words

SEARCHABLE = (FUNDUS, "MR", "DX", "CT")
PAUSE_MS = 250  # so that typing "15" does not search for 1 first


class NeighbourControls(QWidget):
    """Three boxes in a row; `changed` asks for another search."""

    changed = Signal()

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        """Start with what the user prefers."""
        super().__init__(parent)
        self._preferences = preferences
        self.kind = self._make_kind()
        self.distance = self._make_distance()
        self.count = self._make_count()
        for box in (self.kind, self.distance):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(
            row(
                label(self.tr("Among"), "small"),
                self.kind,
                label(self.tr("Distance"), "small"),
                self.distance,
                label(self.tr("Show"), "small"),
                self.count,
                spacing=6,
            )
        )
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.changed)
        self.distance.activated.connect(self._tell_soon)
        self.kind.activated.connect(self._tell_soon)
        self.count.valueChanged.connect(self._tell_soon)
        preferences.changed.connect(self._take_preference)

    def _tell_soon(self) -> None:
        # Not connected to start itself: it would take the number of the signal for milliseconds.
        self._pause.start()

    @property
    def metric_choice(self) -> Metric:
        """The distance chosen in the box."""
        return Metric(self.distance.currentData())

    @property
    def where(self) -> dict[str, str] | None:
        """The filter to search with; None for images of the query's own kind."""
        modality = self.kind.currentData()
        return {"modality": modality} if modality else None

    def _make_distance(self) -> QComboBox:
        box = QComboBox()
        for metric in Metric:
            box.addItem(metric_words(metric), str(metric))
        box.setCurrentIndex(box.findData(str(self._preferences.metric)))
        box.setToolTip(self.tr("How the distance between two images is measured"))
        box.setAccessibleName(self.tr("Distance"))
        return box

    def _make_count(self) -> QSpinBox:
        box = number_box(MOST_NEIGHBOURS, self._preferences.neighbours)
        box.setToolTip(self.tr("How many of the nearest cases to show"))
        box.setAccessibleName(self.tr("Number of neighbours"))
        return box

    def _make_kind(self) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("Its own kind"), "")
        for modality in SEARCHABLE:
            box.addItem(modality_words(modality), modality)
        box.setToolTip(
            self.tr("Which kind of image to search among; choose it for a plain picture file")
        )
        box.setAccessibleName(self.tr("Search among"))
        return box

    def _take_preference(self, name: str) -> None:
        if name == "metric":
            self.distance.setCurrentIndex(self.distance.findData(str(self._preferences.metric)))
        elif name == "k":
            self.count.setValue(self._preferences.neighbours)
