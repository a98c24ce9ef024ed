"""How a series of a layout follows another: by one space, by what was accepted, or not at all.

Two series of different patients are never linked, nor two spaces by their millimetres alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

import numpy as np
import numpy.typing as npt

from medview.domain.alignment import Way
from medview.domain.case import Case
from medview.domain.image_planes import PARALLEL, ImagePlane, Point, crossing, nearest
from medview.domain.planes import vector
from medview.domain.volume import slice_step

Array = npt.NDArray[np.float64]
MOST_SLANT = 0.342  # sine of 20 degrees: beyond it slices of aligned series show no like picture
LATTICE = 25  # places along each side of an image by which a bent plane is followed


class Tie(Enum):
    """What links two series, or why nothing does."""

    SAME_SPACE = auto()  # one frame of reference (PS3.3 C.7.4.1.1.1)
    ALIGNED = auto()
    NO_ALIGNMENT = auto()  # another frame of reference, and nothing accepted
    UNKNOWN = auto()  # the files do not say where the images lie
    OTHER_PATIENT = auto()


class Reach(Enum):
    """How far a linked series can show the place that another one shows."""

    THERE = auto()
    BEYOND = auto()  # the place is past its first or last slice
    ACROSS = auto()  # its slices lie another way
    STILL = auto()  # one image
    ONE_PLACE = auto()  # all its images show one place, or do not say where they lie
    NOWHERE = auto()  # the bending cannot be turned round at that place


@dataclass(frozen=True, eq=False)
class Link:
    """What links two series; `way` is from the one that leads, None within one space."""

    tie: Tie
    way: Way | None = None

    @property
    def holds(self) -> bool:
        """True where places of one series are known in the other."""
        return self.tie in (Tie.SAME_SPACE, Tie.ALIGNED)

    def places(self, places: Array) -> Array:
        """Return where places (N, 3) of the series that leads are in the one that follows."""
        assert self.holds
        return places if self.way is None else self.way.places(places)


@dataclass(frozen=True)
class Met:
    """The slice that shows the place, None where there is none to go to."""

    reach: Reach
    index: int | None = None


def link_of(
    leader: Case, seen: ImagePlane | None, follower: Case, on: ImagePlane | None, way: Way | None
) -> Link:
    """Return what links two series, shown by the planes `seen` and `on`.

    What was accepted goes before the frame of reference: somebody looked, and the patient moves.
    """
    if leader.patient.key != follower.patient.key:
        return Link(Tie.OTHER_PATIENT)
    if seen is None or on is None:
        return Link(Tie.UNKNOWN)
    if way is not None:
        return Link(Tie.ALIGNED, way)
    is_one_space = seen.frame_of_reference == on.frame_of_reference
    return Link(Tie.SAME_SPACE if is_one_space else Tie.NO_ALIGNMENT)


def slice_met(link: Link, seen: ImagePlane, at: Point, follower: Case, on: ImagePlane) -> Met:
    """Return which slice of a series shows what is `at` a point of the image that leads."""
    if not follower.position_mm:
        return Met(Reach.STILL if len(follower.images) == 1 else Reach.ONE_PLACE)
    there = link.places(seen.in_patient(at)[None])[0]
    normal = _normal(link, seen)
    if not np.isfinite([*there, *normal]).all():
        return Met(Reach.NOWHERE)
    if not _is_along(link, normal, on):
        return Met(Reach.ACROSS)
    wanted = float(there @ on.normal)
    index = nearest(follower.position_mm, wanted)
    is_beyond = abs(follower.position_mm[index] - wanted) > abs(slice_step(follower))
    return Met(Reach.BEYOND if is_beyond else Reach.THERE, index)


def line_across(link: Link, seen: ImagePlane, on: ImagePlane) -> tuple[Point, ...]:
    """Return the points, in pixels of `on`, of the line in which the image `seen` crosses it.

    None of planes that scroll together. A bent plane is followed by places along its sides, so
    its line may end a step of those before the edge of the image.
    """
    if not link.holds or _is_along(link, _normal(link, seen), on):
        return ()
    if link.way is not None and link.way.accepted.alignment.map.bend is not None:
        return _bent_line(link, seen, on)
    return crossing(_carried(link, seen, on), on) or ()


def _normal(link: Link, seen: ImagePlane) -> Array:
    """Return the unit normal of an image where it follows: of the flat part of what it becomes."""
    (left, right), (top, bottom) = ((side / 4, 3 * side / 4) for side in seen.size)
    corners = ((left, top), (right, top), (left, bottom))
    corner, across, down = link.places(np.array([seen.in_patient(point) for point in corners]))
    normal = np.cross(across - corner, down - corner)
    return np.asarray(normal / np.linalg.norm(normal))


def _is_along(link: Link, normal: Array, on: ImagePlane) -> bool:
    most = PARALLEL if link.way is None else MOST_SLANT
    return float(np.linalg.norm(np.cross(normal, on.normal))) <= most


def _carried(link: Link, seen: ImagePlane, on: ImagePlane) -> ImagePlane:
    """Return a plane where a turn and a shift take it."""
    origin = np.asarray(seen.origin)
    ends = np.stack([origin, origin + np.asarray(seen.row), origin + np.asarray(seen.column)])
    there, across, down = link.places(ends)
    return replace(
        seen,
        origin=vector(there),
        row=vector(across - there),
        column=vector(down - there),
        frame_of_reference=on.frame_of_reference,
    )


def _bent_line(link: Link, seen: ImagePlane, on: ImagePlane) -> tuple[Point, ...]:
    """Return where a bent image goes through a plane, from one of its sides to the other."""
    corner, right, below = (seen.in_patient(point) for point in ((0, 0), (1, 0), (0, 1)))
    xs, ys = (np.linspace(0, side, LATTICE)[:, None] for side in seen.size)
    places = corner + ys[:, None] * (below - corner) + xs * (right - corner)
    there = link.places(places.reshape(-1, 3)).reshape(places.shape)
    away = (there - np.asarray(on.origin)) @ on.normal
    slopes = [np.abs(np.diff(away, axis=axis)) for axis in (0, 1)]
    if not all(np.isfinite(slope).any() for slope in slopes):
        return ()
    steep = [np.nanmean(slope) for slope in slopes]
    if steep[0] > steep[1]:  # go through it the short way
        there, away = there.swapaxes(0, 1), away.T
    points = tuple(on.on_image(place) for place in _zeros(there, away))
    return points if len(points) > 1 else ()


def _zeros(places: Array, away: Array) -> Array:
    """Return the first place (N, 3) along each line that is on the plane, where there is one.

    `places` (lines, along, 3) are `away` (lines, along) from it; between two it is linear.
    """
    before, after = away[:, :-1], away[:, 1:]
    passes = np.isfinite(before) & np.isfinite(after) & ((before < 0) != (after < 0))
    lines = np.flatnonzero(passes.any(axis=1))
    step = passes[lines].argmax(axis=1)
    start, end = places[lines, step], places[lines, step + 1]
    share = before[lines, step] / (before[lines, step] - after[lines, step])
    return np.asarray(start + share[:, None] * (end - start))
