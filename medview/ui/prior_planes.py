"""The planes of two series that are compared: one crosshair, and where it is in the earlier one.

Nothing here knows a widget. `changed` asks for both planes to be drawn anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from medview.app.align_series import Opened, Over, Pair
from medview.app.show_planes import plane_picture, value_at
from medview.domain.alignment import AcceptedAlignment, SpatialMap
from medview.domain.image import Picture
from medview.domain.planes import Crosshair, Cut, Slab, Vector, View, vector
from medview.domain.volume import Grid, Volume
from medview.ui.words import units_words

NOWHERE = (0.0, 0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Plane:
    """What one side shows: a picture, how it was cut, the crosshair in it, and its depth in mm."""

    picture: Picture
    cut: Cut
    at: Vector
    depth: float


class PriorPlanes(QObject):
    """Holds both series, the crosshair in today's, and how the earlier one follows it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without series."""
        super().__init__(parent)
        self.pair: Pair | None = None
        self.clear()

    def clear(self) -> None:
        """Let go of both."""
        self.pair = None
        self.accepted: AcceptedAlignment | None = None
        self.over: Over | None = None
        self.view, self.is_linked = View.AXIAL, True
        self._aside: Vector = NOWHERE  # mm by which the earlier one was scrolled alone
        self.cross = Crosshair.upright(NOWHERE, ((1, 0, 0), (0, 1, 0), (0, 0, 1)))

    def open(self, opened: Opened, index: int) -> None:
        """Show both, the crosshair in the middle of one of today's slices."""
        self.clear()
        self.pair, self.accepted, self.over = opened.pair, opened.accepted, opened.over
        grid = opened.pair.today.grid
        upright = grid.upright()
        column, row, _ = grid.to_voxel(upright.at)
        place = (column, row, float(min(index, grid.shape[0] - 1)))
        self.cross = replace(upright, at=grid.to_patient(place))
        self.view = _view_along(grid.axes[2])

    @property
    def index(self) -> int:
        """The slice of today's series that the crosshair is in."""
        return round(self._today.grid.to_voxel(self.cross.at)[2])

    @property
    def is_one_kind(self) -> bool:
        """True where one window suits both."""
        pair = self.pair
        return pair is not None and pair.today.units == pair.earlier.units == "HU"

    @property
    def has_planes(self) -> bool:
        """True for stacks of slices."""
        return self.pair is not None and self.pair.today.grid.shape[0] > 1

    @property
    def map(self) -> SpatialMap:
        """How places of today's series are linked with the earlier one now."""
        if self.accepted is not None:
            return self.accepted.alignment.map
        assert self.pair is not None
        start = self.pair.start.rigid
        return SpatialMap(replace(start, shift=added(start.shift, self._aside)))

    def today(self) -> Plane:
        """Return today's plane."""
        cut = self._cut()
        return Plane(
            plane_picture(self._today, cut), cut, self.cross.at, _depth(cut, self.cross.at)
        )

    def earlier(self) -> Plane:
        """Return the earlier series as it is beside today's: on the very plane, once accepted."""
        there = self._earlier_cut()
        at = self._earlier_at()
        if self.accepted is None or self.over is None:
            return Plane(plane_picture(self._earlier, there), there, at, _depth(there, at))
        cut = self._cut()
        return Plane(self.over.picture(cut), cut, self.cross.at, _depth(there, at))

    def laid_over(self) -> Picture:
        """Return the earlier series on today's plane, as accepted or as proposed."""
        assert self.over is not None
        return self.over.picture(self._cut())

    def next_view(self) -> None:
        """Go from axial to coronal to sagittal."""
        views = list(View)
        self.view = views[(views.index(self.view) + 1) % len(views)]

    def place(self, x: float, y: float, *, in_earlier: bool) -> None:
        """Move the crosshair to a position of one side's picture."""
        if not in_earlier or self.accepted is not None:
            self._go(self._cut().to_patient(x, y))
            return
        there = self._earlier_cut().to_patient(x, y)
        if self.is_linked:
            self._go(self.map.home(there))
        else:
            self._shift(added(there, self._earlier_at(), -1))

    def scroll(self, steps: int, *, in_earlier: bool) -> None:
        """Move by voxels along the view: both, or one alone while they are not linked."""
        is_alone = not self.is_linked and self.accepted is None
        if is_alone and in_earlier:
            normal = self._earlier.grid.upright().normal(self.view)
            way = steps * self._earlier.grid.step(normal)
            self._shift(vector([way * part for part in normal]))
            return
        before = self.map.place(self.cross.at)
        way = steps * self._today.grid.step(self.cross.normal(self.view))
        self._go(self.cross.scrolled(self.view, way).at)
        if is_alone:
            self._shift(added(before, self.map.place(self.cross.at), -1))

    def jump(self, to_last: bool) -> None:
        """Move to where today's voxels end."""
        way = self._today.grid.longest * (1 if to_last else -1)
        self._go(self.cross.scrolled(self.view, way).at)

    def words_at(self, x: float, y: float, *, in_earlier: bool) -> str:
        """Return the place in mm of one side's own space, and the value there."""
        if not in_earlier:
            return _place_words(self._today, self._cut().to_patient(x, y))
        if self.accepted is not None:
            place = self.map.place(self._cut().to_patient(x, y))
            return _place_words(self._earlier, place)
        return _place_words(self._earlier, self._earlier_cut().to_patient(x, y))

    @property
    def _today(self) -> Volume:
        assert self.pair is not None
        return self.pair.today

    @property
    def _earlier(self) -> Volume:
        assert self.pair is not None
        return self.pair.earlier

    def _cut(self) -> Cut:
        return self._today.grid.cut(self.cross, self.view, Slab())

    def _earlier_at(self) -> Vector:
        return self._earlier.grid.kept_inside(self.map.place(self.cross.at))

    def _earlier_cut(self) -> Cut:
        """Return the plane of the earlier series' own scanner through the linked place."""
        grid: Grid = self._earlier.grid
        return grid.cut(replace(grid.upright(), at=self._earlier_at()), self.view, Slab())

    def _go(self, place: Vector) -> None:
        self.cross = replace(self.cross, at=self._today.grid.kept_inside(place))
        self.changed.emit()

    def _shift(self, way: Vector) -> None:
        """Shift the earlier series against today's: what is linked later keeps it."""
        self._aside = added(self._aside, way)
        self.changed.emit()


def added(one: Vector, other: Vector, sign: int = 1) -> Vector:
    """Return one + sign · other."""
    return vector([a + sign * b for a, b in zip(one, other, strict=True)])


def _place_words(volume: Volume, place: Vector) -> str:
    """Return a place in mm, and the value there."""
    x, y, z = (f"{mm + 0.0:.1f}".replace("-", "\u2212") for mm in place)
    value = value_at(volume, place)
    told = (
        ""
        if value is None
        else f"\n{value:.4g} {units_words(volume.units)}".rstrip().replace("-", "\u2212")
    )
    return f"x {x}   y {y}\nz {z} mm{told}"


def _view_along(normal: Vector) -> View:
    """Return the view that shows slices of the scanner, by the direction of their normal."""
    sizes = [abs(part) for part in normal]
    return (View.SAGITTAL, View.CORONAL, View.AXIAL)[sizes.index(max(sizes))]


def _depth(cut: Cut, at: Vector) -> float:
    """Return where a plane lies along its normal."""
    return float(sum(a * n for a, n in zip(at, cut.normal, strict=True)))
