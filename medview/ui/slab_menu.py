"""How thick the planes are, and what becomes of the values behind each other."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from medview.domain.planes import Slab, SlabMode

THICKNESSES = (0.0, 2.0, 5.0, 10.0, 20.0, 40.0)  # mm
MODES = {
    SlabMode.MEAN: QT_TRANSLATE_NOOP("SlabMenu", "Mean"),
    SlabMode.MIP: QT_TRANSLATE_NOOP("SlabMenu", "Maximum (MIP)"),
    SlabMode.MINIP: QT_TRANSLATE_NOOP("SlabMenu", "Minimum (MinIP)"),
}


class SlabMenu(QMenu):
    """Two groups of choices; `chosen` carries both."""

    chosen = Signal(object)  # Slab

    def __init__(self, owner: QWidget) -> None:
        """Start with planes as thin as a voxel."""
        super().__init__(owner)
        self.slab = Slab()
        self._thick = self._group(THICKNESSES, [self._thickness_words(t) for t in THICKNESSES])
        self.addSeparator()
        self._modes = self._group(tuple(MODES), [self.tr(str(words)) for words in MODES.values()])
        self._thick.triggered.connect(self._take_thickness)
        self._modes.triggered.connect(self._take_mode)
        self.show_slab(self.slab)

    def show_slab(self, slab: Slab) -> None:
        """Tick what is in use."""
        self.slab = slab
        for action in (*self._thick.actions(), *self._modes.actions()):
            action.setChecked(action.data() in (slab.thickness, slab.mode))

    def words(self) -> str:
        """Return "MIP, 10 mm"."""
        if not self.slab.thickness:
            return self._thickness_words(0.0)
        mode = self.tr("Mean") if self.slab.mode is SlabMode.MEAN else str(self.slab.mode)
        return f"{mode}, {self._thickness_words(self.slab.thickness)}"

    def thicker(self) -> None:
        """Take the next thickness."""
        self._step(1)

    def thinner(self) -> None:
        """Take the thickness before."""
        self._step(-1)

    def next_mode(self) -> None:
        """Take the next mode, after the last the first."""
        modes = tuple(MODES)
        following = modes[(modes.index(self.slab.mode) + 1) % len(modes)]
        self._choose(replace(self.slab, mode=following))

    def _step(self, by: int) -> None:
        place = THICKNESSES.index(self.slab.thickness) + by
        thickness = THICKNESSES[min(max(place, 0), len(THICKNESSES) - 1)]
        self._choose(replace(self.slab, thickness=thickness))

    def _take_thickness(self, action: QAction) -> None:
        self._choose(replace(self.slab, thickness=action.data()))

    def _take_mode(self, action: QAction) -> None:
        self._choose(replace(self.slab, mode=SlabMode(action.data())))

    def _choose(self, slab: Slab) -> None:
        self.show_slab(slab)
        self.chosen.emit(slab)

    def _thickness_words(self, thickness: float) -> str:
        return self.tr("{n} mm").format(n=f"{thickness:g}") if thickness else self.tr("Thin")

    def _group(self, values: tuple[object, ...], texts: list[str]) -> QActionGroup:
        group = QActionGroup(self)
        for value, text in zip(values, texts, strict=True):
            action = QAction(text, self, checkable=True)
            action.setData(value)
            group.addAction(action)
            self.addAction(action)
        return group
