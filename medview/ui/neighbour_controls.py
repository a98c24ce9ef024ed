"""How neighbours are searched: among which images, by which distance, and how many."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

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
        texts = (self.tr("Among"), self.tr("Distance"), self.tr("Show"))
        self._words = [label(text, "small") for text in texts]
        boxes = (self.kind, self.distance, self.count)
        parts = [part for pair in zip(self._words, boxes, strict=True) for part in pair]
        self._across = row(*parts, spacing=6)
        self.setLayout(self._across)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.changed)
        self.distance.activated.connect(self._tell_soon)
        self.kind.activated.connect(self._tell_soon)
        self.count.valueChanged.connect(self._tell_soon)
        preferences.changed.connect(self._take_preference)

    def fit(self, room: int) -> None:
        """Leave out what is wider than `room`: the words first, then what Settings has as well."""
        for has_words, has_boxes in ((True, True), (False, True), (False, False)):
            for part in self._words:
                part.setVisible(has_words)
            for box in (self.distance, self.count):
                box.setVisible(has_boxes)
            if self._across.minimumSize().width() <= room:
                return

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
