"""The strip beside an image that lists the regions taken there, and how similar they are to be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QListWidgetItem,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from medview.domain.similarity import LEAST, MOST, RegionReading, SimilarRegion
from medview.ui.drawn_list import DrawnList
from medview.ui.similar_words import region_lines
from medview.ui.theme import Theme
from medview.ui.widgets import button, label, panel, row, set_tone, tool_button, with_key
from medview.ui.words import notice

WIDTH = 224
STEPS = 100  # of the slider, for a distance of 1


class RegionList(DrawnList):
    """The regions of a case; a click or Enter goes to one, Delete takes it away."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setAccessibleName(self.tr("Regions"))
        self.setToolTip(self.tr("Look at every border: these are proposals. * is not saved."))

    def show_regions(
        self, regions: Sequence[tuple[SimilarRegion, RegionReading | None]], chosen: str
    ) -> None:
        """List regions with what they measure, and mark one."""
        self.clear()
        for region, reading in regions:
            item = QListWidgetItem("\n".join(region_lines(region, reading)))
            item.setData(Qt.ItemDataRole.UserRole, region.id)
            self.addItem(item)
            if region.id == chosen:
                self.setCurrentItem(item)


class SimilarControls(QWidget):
    """What a hand changes; the panel decides what becomes of it."""

    limit_changed = Signal(float)
    named = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Lay out list, slider and buttons."""
        super().__init__()
        self.list = RegionList()
        self.hint = label("", "small", wraps=True)
        self.model_line = label("", "small", wraps=True)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(LEAST * STEPS), round(MOST * STEPS))
        self.slider.setAccessibleName(self.tr("How similar"))
        self.slider.setToolTip(
            self.tr("Left: only what is most alike. Right: also what is less (Alt+Up, Alt+Down)")
        )
        self.slider_words = label("")
        self.through = QCheckBox(self.tr("Through the slices (3-D)"))
        self.through.setToolTip(self.tr("Follow what looks alike into the slices around (Shift+K)"))
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name of the region"))
        self.name.setMaxLength(64)
        back = with_key(self.tr("Take the last step back"), "Ctrl+Z")
        self.undo_button = tool_button(theme, "undo", back)
        away = with_key(self.tr("Remove the chosen region"), "Delete")
        self.remove_button = tool_button(theme, "remove", away)
        self.save_button = button(
            self.tr("Save …"), self.tr("Keep all regions as a DICOM segmentation")
        )
        self.export_button = button(
            self.tr("Export …"), self.tr("Write what the regions measure as a table (CSV)")
        )
        self._arrange()
        self.slider.valueChanged.connect(self._slide)
        self.name.editingFinished.connect(self._finish_name)

    def show_chosen(self, region: SimilarRegion | None) -> None:
        """Fill slider and name with those of a region; without one they are off."""
        self.list.setVisible(self.list.count() > 0)
        self.slider.blockSignals(True)
        if region is not None and region.strokes:
            self.slider.setValue(round(region.strokes[-1].limit * STEPS))
            self.name.setText(region.name)
            self.model_line.setText(region.strokes[-1].similarity.model.short)
            self.model_line.setToolTip(notice())
        else:
            self.name.clear()
            self.model_line.clear()
        self.slider.blockSignals(False)
        for part in (self.slider, self.slider_words, self.name, self.remove_button):
            part.setEnabled(region is not None)
        self._say_limit()

    @property
    def without_own_undo(self) -> list[QWidget]:
        """Every part but the name, whose Ctrl+Z takes back what was typed."""
        return [self, *(part for part in self.findChildren(QWidget) if part is not self.name)]

    def say(self, text: str, tone: str = "") -> None:
        """Say what happens, or what can be done."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))
        set_tone(self.hint, tone)

    def step_limit(self, by: int) -> None:
        """Take more (or less) by one step."""
        if self.slider.isEnabled():
            self.slider.setValue(self.slider.value() + by)

    def _slide(self, value: int) -> None:
        self._say_limit()
        self.limit_changed.emit(value / STEPS)

    def _say_limit(self) -> None:
        words = self.tr("How similar: {distance}")
        limit = f"{self.slider.value() / STEPS:.2f}" if self.slider.isEnabled() else "–"
        self.slider_words.setText(words.format(distance=limit))

    def _finish_name(self) -> None:
        if self.name.text().strip():
            self.named.emit(self.name.text().strip())

    def _arrange(self) -> None:
        frame, layout = panel(4)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(label(self.tr("Regions"), "heading"))
        layout.addWidget(self.hint)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)  # while there is no list
        layout.addLayout(row(self.name, self.undo_button, self.remove_button, spacing=4))
        layout.addWidget(self.slider_words)
        layout.addWidget(self.slider)
        layout.addWidget(self.through)
        layout.addLayout(row(self.save_button, self.export_button, spacing=6))
        layout.addWidget(self.model_line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.setFixedWidth(WIDTH)
