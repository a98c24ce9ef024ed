"""Three sliders for the tone curve of a photograph."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSlider, QWidget

from medview.app.display import Curve

TICKS = 100  # of a slider, each way


class AdjustPanel(QWidget):
    """Brightness, contrast and gamma; sliders rest in the middle."""

    changed = Signal(object)  # Curve
    reset = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the sliders at rest."""
        super().__init__(parent)
        self._curve = Curve()
        self._grid = QGridLayout(self)
        self._grid.setColumnMinimumWidth(1, 200)
        self.brightness = self._slider(0, self.tr("Brightness"))
        self.contrast = self._slider(1, self.tr("Contrast"))
        self.gamma = self._slider(2, self.tr("Gamma"))
        button = QPushButton(self.tr("As it was"))
        button.setToolTip(self.tr("Show the photograph as it was taken (Backspace)"))
        button.clicked.connect(self.reset)
        self._grid.addWidget(button, 3, 1, Qt.AlignmentFlag.AlignRight)

    def show_curve(self, curve: Curve) -> None:
        """Set the sliders without telling anyone."""
        self._curve = curve
        for slider, value in (
            (self.brightness, curve.brightness),
            (self.contrast, math.log(curve.contrast)),
            (self.gamma, math.log(curve.gamma)),
        ):
            slider.blockSignals(True)
            slider.setValue(round(value * TICKS))
            slider.blockSignals(False)

    def _slider(self, row: int, words: str) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(-TICKS, TICKS)
        slider.setAccessibleName(words)
        slider.valueChanged.connect(self._tell)
        label = QLabel(words)
        label.setBuddy(slider)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(slider, row, 1)
        return slider

    def _tell(self) -> None:
        self._curve = replace(
            self._curve,
            brightness=self.brightness.value() / TICKS,
            contrast=math.exp(self.contrast.value() / TICKS),
            gamma=math.exp(self.gamma.value() / TICKS),
        )
        self.changed.emit(self._curve)
