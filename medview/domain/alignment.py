"""How an earlier series lies over today's: the map between both, how good it is, who accepted it.

Places are in mm in the patient's space of each series (PS3.3 C.7.6.2.1.1). A map leads from
today's series to the earlier one: that is what is asked for when today's plane is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from medview.domain.case import Case
from medview.domain.fusion import Rigid
from medview.domain.image import Notice
from medview.domain.model import ModelRef
from medview.domain.planes import Vector, vector
from medview.domain.volume import Grid

Array = npt.NDArray[np.float64]
IDENTITY = Rigid(((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)), (0.0, 0.0, 0.0))

# Beyond these nothing is shown: it is no second look at the same part of a patient.
LEAST_OVERLAP = 0.25  # of the smaller series' body
MOST_TURN = 45.0  # degrees
LEAST_LIKENESS = 0.03  # bits; noise has none, ADC over T2 of a prostate 0.28
LEAST_JACOBIAN = 0.05  # of a volume before; at nought tissue folds onto itself

AT_REST = 0.01  # mm by which a place that is looked for backwards may still be off
MOST_STEPS = 60  # of looking for it; a bending that squeezes by half needs about twenty

NO_PATIENT = "It is not known whose images these are: no earlier series can be found."
NO_OTHER = "No other series of this patient is open."
PHOTOGRAPH = "Photographs are compared with earlier visits, not with series."
ONE_AND_MANY = "One image and a stack of slices are not aligned."
TOO_LITTLE = "The two series could not be aligned: they show too little of the same part."
FOLDED = "The two series could not be aligned: tissue would have to fold onto itself."
NO_BETTER = "The two series could not be aligned: they are no more alike than before."


class Method(StrEnum):
    """How an alignment is looked for."""

    RIGID = "mutual information, rigid"
    DEFORMABLE = "mutual information, deformable"
    LEARNED = "learned similarity, rigid"
    LEARNED_DEFORMABLE = "learned similarity, deformable"

    @property
    def is_deformable(self) -> bool:
        """True when tissue may bend."""
        return self in (Method.DEFORMABLE, Method.LEARNED_DEFORMABLE)

    @property
    def is_learned(self) -> bool:
        """True when an encoder says what is alike."""
        return self in (Method.LEARNED, Method.LEARNED_DEFORMABLE)


@dataclass(frozen=True, eq=False)
class Bend:
    """Shifts in mm by which places of a grid move, (Z, Y, X, 3); between them linear."""

    grid: Grid
    shifts: Array

    def at(self, places: Array) -> Array:
        """Return the shifts (N, 3) of places (N, 3); outside the grid those of its border."""
        found = np.zeros_like(places, dtype=np.float64)
        for share, voxels in self.grid.corners(places):
            found += share[:, None] * self.shifts[voxels]
        return found

    @property
    def largest(self) -> float:
        """The largest shift in mm."""
        return float(np.linalg.norm(self.shifts, axis=-1).max())

    def least_jacobian(self) -> float:
        """Return how much of its volume the most squeezed place keeps; below 0 tissue folds."""
        spacing, axes = self.grid.spacing, np.asarray(self.grid.axes)
        along = self.shifts @ axes.T  # components along the grid's own directions
        jacobian = np.zeros((*self.shifts.shape[:3], 3, 3))
        jacobian[...] = np.eye(3)
        for number, axis in enumerate((2, 1, 0)):  # x runs along the last axis of the array
            if along.shape[axis] > 1:
                jacobian[..., :, number] += np.gradient(along, spacing[number], axis=axis)
        return float(np.linalg.det(jacobian).min())


@dataclass(frozen=True, eq=False)
class SpatialMap:
    """A place p of today's series is rigid(p + bend(p)) in the earlier one."""

    rigid: Rigid = IDENTITY
    bend: Bend | None = None

    def places(self, places: Array) -> Array:
        """Return where places (N, 3) go."""
        bent = places if self.bend is None else places + self.bend.at(places)
        return np.asarray(bent @ np.asarray(self.rigid.rows).T + np.asarray(self.rigid.shift))

    def place(self, place: Vector) -> Vector:
        """Return where one place goes."""
        return vector(self.places(np.asarray([place]))[0])

    def home(self, place: Vector) -> Vector:
        """Return which place of today's series goes to a place of the earlier one."""
        return vector(self.homes(np.asarray([place]))[0])

    def homes(self, places: Array) -> Array:
        """Return which places (N, 3) of today's series go to these of the earlier one.

        A bending is turned round by fixed-point iteration, p = unbent - bend(p); NaN where that
        does not come to rest, which sharp bends may keep it from.
        """
        rows, shift = np.asarray(self.rigid.rows), np.asarray(self.rigid.shift)
        unbent = (np.asarray(places) - shift) @ rows
        if self.bend is None:
            return np.asarray(unbent)
        found, off = unbent, np.full(len(unbent), np.inf)
        for _ in range(MOST_STEPS):
            before, found = found, unbent - self.bend.at(found)
            off = np.linalg.norm(found - before, axis=1)
            if off.max() < AT_REST:
                break
        return np.where(off[:, None] < AT_REST, found, np.nan)

    def turn(self) -> float:
        """Return the angle of the rigid part in degrees."""
        cosine = (np.trace(np.asarray(self.rigid.rows)) - 1) / 2
        return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))

    def back(self) -> SpatialMap | None:
        """Return the map from the earlier series to today's; None where it bends."""
        if self.bend is not None:
            return None
        rows = np.asarray(self.rigid.rows).T
        return SpatialMap(rigid_of(rows, -rows @ np.asarray(self.rigid.shift)))


def rigid_of(rows: Array, shift: Array) -> Rigid:
    """Return a rotation (3, 3) and a shift (3,) as Rigid."""
    first, second, third = (vector(row) for row in rows)
    return Rigid((first, second, third), vector(shift))


@dataclass(frozen=True, eq=False)
class SeriesAlignment:
    """A proposal: how `earlier` lies over `today`.

    `before` and `after` are the mutual information of both in bits where both are seen (as the
    files place them, and as aligned); `overlap` is the share of the smaller body that both show.
    """

    today: Case
    earlier: Case
    method: Method
    map: SpatialMap
    before: float
    after: float
    overlap: float
    model: ModelRef | None = None

    @property
    def turn(self) -> float:
        """The angle in degrees by which the earlier series is turned."""
        return self.map.turn()

    @property
    def bend(self) -> float:
        """The largest shift in mm beside the rigid part."""
        return 0.0 if self.map.bend is None else self.map.bend.largest

    def is_of(self, today: Case, earlier: Case) -> bool:
        """Return True for exactly these two series, image by image."""
        return _same(self.today, today) and _same(self.earlier, earlier)

    def figures(self) -> dict[str, Any]:
        """Return what the audit trail keeps: the map's rigid part, and how good it was."""
        return {
            "method": self.method.value,
            "rows": self.map.rigid.rows,
            "shift": self.map.rigid.shift,
            "turn": round(self.turn, 2),
            "bend": round(self.bend, 2),
            "before": round(self.before, 4),
            "after": round(self.after, 4),
            "overlap": round(self.overlap, 4),
            "model": self.model.id if self.model else "",
            "digest": self.model.digest if self.model else "",
        }


def _same(one: Case, other: Case) -> bool:
    """Return True when a series is what it was: its images, where they lie, and its patient."""
    return (
        one.id == other.id
        and one.images == other.images
        and one.position_mm == other.position_mm
        and one.spacing == other.spacing
        and one.patient.key == other.patient.key
    )


@dataclass(frozen=True, eq=False)
class AcceptedAlignment:
    """An alignment that a person accepted; it lasts as long as the window."""

    alignment: SeriesAlignment
    reader: str
    at: datetime

    @property
    def notice(self) -> Notice:
        """What stands above a picture in which it is used: how, by whom, when."""
        when, method = f"{self.at.astimezone():%Y-%m-%d %H:%M}", self.alignment.method.value
        return Notice(
            "aligned",
            f"An accepted alignment is used: {method}, accepted by {self.reader}, {when}.",
        )


@dataclass(frozen=True, eq=False)
class Way:
    """From one series to another as somebody accepted; `is_back`: against the way it was found."""

    accepted: AcceptedAlignment
    is_back: bool = False

    def places(self, places: Array) -> Array:
        """Return where places (N, 3) go; NaN where a bending cannot be turned round."""
        found = self.accepted.alignment.map
        return found.homes(places) if self.is_back else found.places(places)


@dataclass(frozen=True)
class Priors:
    """The series a case can be compared with, the nearest in kind and time first; or `why` not."""

    cases: tuple[Case, ...] = ()
    why: str = ""


def priors_of(case: Case, opened: Sequence[Case], leave_out: Sequence[str] = ("SEG",)) -> Priors:
    """Return the other open series of a patient: earlier ones of the same kind first.

    A patient who is not known has none: nobody can say whose images those are.
    """
    if case.is_photograph:
        return Priors(why=PHOTOGRAPH)
    if case.patient.key.startswith("unknown"):
        return Priors(why=NO_PATIENT)
    others = [
        other
        for other in opened
        if other.id != case.id
        and other.patient.key == case.patient.key
        and not other.is_photograph
        and other.modality not in leave_out
    ]
    if not others:
        return Priors(why=NO_OTHER)
    if all(other.is_series != case.is_series for other in others):
        return Priors(why=ONE_AND_MANY)
    fitting = [other for other in others if other.is_series == case.is_series]

    def lateness(other: Case) -> tuple[bool, bool, bool]:
        return (
            other.modality != case.modality,
            other.study_uid == case.study_uid,
            other.study_date > case.study_date,
        )

    latest_first = sorted(fitting, key=lambda other: other.study_date, reverse=True)
    return Priors(tuple(sorted(latest_first, key=lateness)))
