"""How neighbours are searched: among which images, filtered how, by which distance, how many."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from medview.domain.case import FUNDUS
from medview.domain.choices import MOST_NEIGHBOURS
from medview.domain.neighbours import Metric
from medview.ui.preferences import Preferences
from medview.ui.theme import Theme
from medview.ui.widgets import label, number_box, row, tool_button
from medview.ui.words import metric_words, modality_words

SEARCHABLE = (FUNDUS, "MR", "DX", "CT")
PAUSE_MS = 250  # so that typing "15" does not search for 1 first

FILTER_KEY = "Ctrl+Shift+F"


class NeighbourControls(QWidget):
    """Boxes in a row; `changed` asks for another search, `filter_asked` for the filters' dialog.

    The button of the filters has its place in another row, where there is room.
    """

    changed = Signal()
    filter_asked = Signal()

    def __init__(
        self, preferences: Preferences, theme: Theme, parent: QWidget | None = None
    ) -> None:
        """Start with what the user prefers."""
        super().__init__(parent)
        self._preferences = preferences
        self.filters: dict[str, str] = {}
        self.filter_button = tool_button(
            theme,
            "filter",
            self.tr("Choose by label, body part, tag, date, or your own library (Ctrl+Shift+F)"),
            self.tr("Filter …"),
        )
        self.filter_button.setShortcut(FILTER_KEY)
        self.filter_button.clicked.connect(self.filter_asked)
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
        """What to search with; None for every image of the query's own kind."""
        modality = self.kind.currentData()
        return self.filters | ({"modality": modality} if modality else {}) or None

    def filter_by(self, filters: Mapping[str, str]) -> None:
        """Search with these filters from now on, and say on the button how many there are."""
        self.filters = dict(filters)
        count = len(self.filters)
        self.filter_button.setText(
            self.tr("Filter ({0}) …").format(count) if count else self.tr("Filter …")
        )
        self.filter_button.setShortcut(FILTER_KEY)  # a new text takes it away
        self.changed.emit()

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
