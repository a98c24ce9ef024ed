"""The three planes at work: a crosshair that is moved, and pictures that follow in time.

While something moves, pictures are cut as finely as there is time for; once it rests, they are
cut anew in the background, pixel for pixel. Nothing here knows a widget.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QTimer, Signal

from medview.app.fuse_planes import plane_wash
from medview.app.show_planes import plane_picture
from medview.domain.fusion import Fusion
from medview.domain.image import Picture
from medview.domain.planes import Crosshair, Cut, Slab, View
from medview.domain.volume import Volume
from medview.ui.jobs import JobRunner
from medview.ui.latest import Latest

FRAME_SECONDS = 0.025  # for all planes that change, while something moves
REST_MS = 120
COARSEST = 8  # times the pixel
BUDGET = 400_000  # values a frame may interpolate, until it is known what there is time for
LEAST_BUDGET, MOST_BUDGET = 12_000, 4_000_000


@dataclass(frozen=True)
class Drawn:
    """What one view shows: a picture, the colours laid over it, and how it was cut."""

    cut: Cut
    coarse: int
    picture: Picture
    fusion: Fusion | None = None
    wash: npt.NDArray[np.uint8] | None = None


def draw(volume: Volume, cut: Cut, fusion: Fusion | None, coarse: int = 1) -> Drawn:
    """Cut one plane out of a volume and of what is laid over it."""
    wash = None if fusion is None else plane_wash(fusion, cut, coarse)
    return Drawn(cut, coarse, plane_picture(volume, cut, coarse), fusion, wash)


def draw_all(volume: Volume, cuts: Mapping[View, Cut], fusion: Fusion | None) -> dict[View, Drawn]:
    """Cut several planes, finely."""
    return {view: draw(volume, cut, fusion) for view, cut in cuts.items()}


class ThreePlanes(QObject):
    """Holds the volume, the crosshair and what is shown of them."""

    moved = Signal()  # the crosshair or the slab is another
    drawn = Signal(object)  # View: shows another picture now

    def __init__(self, jobs: JobRunner, parent: QObject | None = None) -> None:
        """Start without a volume."""
        super().__init__(parent)
        self._finer = Latest(jobs)
        self._budget = BUDGET
        self.slab = Slab()  # which stays as it was chosen, from volume to volume
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.draw_now)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._refine)
        self.clear()

    def clear(self) -> None:
        """Let go of the volume."""
        self.volume: Volume | None = None
        self.fusion: Fusion | None = None
        self.cross: Crosshair | None = None
        self.shown: dict[View, Drawn] = {}
        self._finer.drop()
        self._soon.stop()
        self._rest.stop()

    def open(self, volume: Volume, index: int) -> None:
        """Show a volume, the crosshair in the middle of one of its slices."""
        self.clear()
        self.volume = volume
        upright = volume.grid.upright()
        column, row, _ = volume.grid.to_voxel(upright.at)
        self.cross = replace(upright, at=volume.grid.to_patient((column, row, float(index))))
        self.moved.emit()
        self.draw_now()

    @property
    def index(self) -> int:
        """The slice of the series nearest to the crosshair."""
        assert self.volume is not None and self.cross is not None
        return round(self.volume.grid.to_voxel(self.cross.at)[2])

    def is_turned(self, view: View) -> bool:
        """Return True when a plane does not lie along the slices, rows or columns."""
        if self.volume is None or self.cross is None:
            return False
        straight = self.volume.grid.upright().normal(view)
        return not np.allclose(self.cross.normal(view), straight, atol=1e-6)

    def cut(self, view: View) -> Cut:
        """Return what a view is to show now."""
        assert self.volume is not None and self.cross is not None
        return self.volume.grid.cut(self.cross, view, self.slab)

    def place(self, view: View, x: float, y: float) -> None:
        """Move the crosshair to a position of a view's picture."""
        self._move_to(self.cut(view).to_patient(x, y))

    def nudge(self, view: View, right: int, down: int) -> None:
        """Move the crosshair by pixels of a view's picture."""
        x, y = self.cut(view).to_plane(self._cross.at)
        self.place(view, x + right, y + down)

    def scroll(self, view: View, steps: int) -> None:
        """Move one plane by so many voxels along its normal."""
        assert self.volume is not None
        step = self.volume.grid.step(self._cross.normal(view))
        self._move_to(self._cross.scrolled(view, steps * step).at)

    def jump(self, view: View, to_last: bool) -> None:
        """Move one plane to where the voxels end."""
        assert self.volume is not None
        way = self.volume.grid.longest if to_last else -self.volume.grid.longest
        self._move_to(self._cross.scrolled(view, way).at)

    def turn(self, view: View, angle: float) -> None:
        """Turn the crosshair within a view: radians, clockwise."""
        self._change(self._cross.turned(view, angle))

    def reset(self) -> None:
        """Go back to the planes of the scanner, in the middle."""
        if self.volume is not None:
            self._change(self.volume.grid.upright())

    def set_slab(self, slab: Slab) -> None:
        """Change thickness or mode."""
        self.slab = slab
        if self.cross is not None:
            self._change(self.cross)

    def set_fusion(self, fusion: Fusion | None) -> None:
        """Lay another volume over, or none, or the same one otherwise."""
        self.fusion = fusion
        if self.cross is not None:
            self._change(self.cross)

    def draw_now(self) -> None:
        """Cut the planes that changed, as finely as there is time for."""
        if self.volume is None:
            return
        cuts = {view: self.cut(view) for view in View}
        changed = {view: cut for view, cut in cuts.items() if not self._is_shown(view, cut)}
        coarse = self._coarseness(changed)
        start = time.perf_counter()
        for view, cut in changed.items():
            self._show(view, draw(self.volume, cut, self.fusion, coarse))
        if changed:
            self._learn(time.perf_counter() - start, is_limited=coarse > 1)
        if any(drawn.coarse > 1 for drawn in self.shown.values()):
            self._rest.start()

    @property
    def _cross(self) -> Crosshair:
        assert self.cross is not None
        return self.cross

    def _move_to(self, place: Any) -> None:
        assert self.volume is not None
        self._change(replace(self._cross, at=self.volume.grid.kept_inside(place)))

    def _change(self, cross: Crosshair) -> None:
        self.cross = cross
        self.moved.emit()
        self._soon.start()  # once for all moves that the hand has made meanwhile

    def _is_shown(self, view: View, cut: Cut) -> bool:
        drawn = self.shown.get(view)
        return drawn is not None and drawn.cut == cut and drawn.fusion == self.fusion

    def _show(self, view: View, drawn: Drawn) -> None:
        self.shown[view] = drawn
        self.drawn.emit(view)

    def _coarseness(self, cuts: Mapping[View, Cut]) -> int:
        """Return the finest pixels for which a frame's time is enough."""
        layers = 1 if self.fusion is None else 2
        fits = (n for n in (1, 2, 4) if layers * _samples(cuts, n) <= self._budget)
        return next(fits, COARSEST)

    def _learn(self, seconds: float, *, is_limited: bool) -> None:
        """Allow less where a frame took too long, more where there was time left."""
        if seconds > FRAME_SECONDS:
            self._budget = max(self._budget // 2, LEAST_BUDGET)
        elif is_limited and seconds < FRAME_SECONDS / 2:
            self._budget = min(self._budget * 2, MOST_BUDGET)

    def _refine(self) -> None:
        """Cut in the background what was cut coarsely."""
        if self.volume is None:
            return
        cuts = {view: drawn.cut for view, drawn in self.shown.items() if drawn.coarse > 1}
        self._finer.run(draw_all, self.volume, cuts, self.fusion, then=self._take_finer)

    def _take_finer(self, finer: dict[View, Drawn]) -> None:
        """Show what is still wanted."""
        for view, drawn in finer.items():
            if self._is_shown(view, drawn.cut) and drawn.fusion == self.fusion:
                self._show(view, drawn)


def _samples(cuts: Mapping[View, Cut], coarse: int) -> int:
    """Return how many values have to be interpolated."""
    coarser = [cut.coarser(coarse) for cut in cuts.values()]
    return sum(cut.size[0] * cut.size[1] * len(cut.depths(cut.pixel)) for cut in coarser)
