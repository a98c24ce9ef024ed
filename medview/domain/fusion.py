"""One volume over another: in which colours, how dense, and whether they lie over each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from medview.domain.image import Notice
from medview.domain.planes import Axes, Cut, Vector, vector
from medview.domain.volume import Volume

UNALIGNED = Notice(
    "unaligned",
    "The two series do not name the same space: they may not lie over each other.",
)


class ColourMap(StrEnum):
    """How values become colours."""

    HOT_IRON = "hot iron"
    RAINBOW = "rainbow"
    INVERTED_GREY = "inverted grey"


@dataclass(frozen=True)
class Rigid:
    """A turn and a shift in mm, from the space of one volume to that of another.

    `rows` are the rows of the rotation matrix; a place p goes to rows · p + shift.
    """

    rows: Axes
    shift: Vector

    def place(self, place: Vector) -> Vector:
        """Return where a place goes."""
        return vector(np.asarray(self.rows) @ np.asarray(place) + np.asarray(self.shift))

    def cut(self, cut: Cut) -> Cut:
        """Return the cut that shows the same in the other space."""
        right, down = (vector(np.asarray(self.rows) @ np.asarray(s)) for s in (cut.right, cut.down))
        return replace(cut, centre=self.place(cut.centre), right=right, down=down)


@dataclass(frozen=True)
class Fusion:
    """A volume `over` the one whose planes are shown.

    Values from `low` to `high` run through the colours; `opacity` is between 0 and 1. `alignment`
    is what somebody accepted, from the space below to that of `over`; without one both must share
    their frame of reference to be trusted. `accepted` says what is used, and who accepted it, also
    where the values themselves were moved, so that no alignment is left to apply.
    """

    over: Volume
    low: float
    high: float
    colours: ColourMap = ColourMap.HOT_IRON
    opacity: float = 0.6
    alignment: Rigid | None = None
    accepted: Notice | None = None

    def in_over(self, place: Vector) -> Vector:
        """Return a place of the volume below in the space of `over`."""
        return place if self.alignment is None else self.alignment.place(place)

    def cut_of_over(self, cut: Cut) -> Cut:
        """Return a cut of the volume below in the space of `over`."""
        return cut if self.alignment is None else self.alignment.cut(cut)

    def notices(self, below: Volume) -> tuple[Notice, ...]:
        """Return what the reader must know of the pair."""
        if self.accepted is not None:
            return (self.accepted, *suv_notices(self.over))
        found = () if below.shares_space(self.over) or self.alignment is not None else (UNALIGNED,)
        return found + suv_notices(self.over)


def suv_notices(volume: Volume) -> tuple[Notice, ...]:
    """Return why a PET is not in SUV."""
    return (Notice("no-suv", volume.why_no_suv),) if volume.why_no_suv else ()
