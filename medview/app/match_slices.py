"""Find the slices of a second series that show the same place as those of the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from medview.domain.alignment import IDENTITY, AcceptedAlignment, SpatialMap
from medview.domain.case import Case
from medview.domain.image_planes import ImagePlane, plane_of
from medview.domain.planes import vector
from medview.domain.ports import Reader
from medview.domain.region import Region
from medview.domain.together import Meeting
from medview.domain.volume import slice_step

MOST_ANGLE = 20.0  # degrees between the slices of both, beyond which they show no like picture
FEWEST_PIXELS = 2  # of a region's side in the second series
Accepted = Callable[[Case, Case], AcceptedAlignment | None]


@dataclass(frozen=True)
class Matched:
    """Images of the second series (from 0), the region on them, and how they were found."""

    images: tuple[int, ...]
    meeting: Meeting
    region: Region | None = None


class MatchSlices:
    """Places are in mm: by the frame of reference of both, or by what somebody accepted."""

    def __init__(self, reader: Reader, accepted: Accepted) -> None:
        """Take what decodes, and who knows of accepted alignments."""
        self._reader, self._accepted = reader, accepted

    def __call__(
        self, case: Case, images: Sequence[int], other: Case, region: Region | None = None
    ) -> Matched:
        """Return the slices of `other` where `images` of a case lie, each once, or its middle one.

        A region is carried over with them. Raises CannotOpen for an image that cannot be read.
        """
        middle = (len(other.images) // 2,)
        theirs = plane_of(self._reader.picture(other.images[0]))
        ours = [plane_of(self._reader.picture(case.images[image])) for image in images]
        planes = [plane for plane in ours if plane is not None]
        if theirs is None or len(planes) < len(ours):
            return Matched(middle, Meeting.UNKNOWN)
        accepted = self._accepted(case, other)
        if accepted is None and planes[0].frame_of_reference != theirs.frame_of_reference:
            return Matched(middle, Meeting.UNKNOWN)
        way = SpatialMap(IDENTITY) if accepted is None else accepted.alignment.map
        normal = np.asarray(way.rigid.rows) @ planes[0].normal
        if abs(float(normal @ theirs.normal)) < np.cos(np.radians(MOST_ANGLE)):
            return Matched(middle, Meeting.ACROSS)
        found = [_slice_at(_middle_of(plane, region), way, theirs, other) for plane in planes]
        met = tuple(dict.fromkeys(image for image in found if image is not None))
        if not met:
            return Matched(middle, Meeting.ELSEWHERE)
        how = Meeting.SAME_SPACE if accepted is None else Meeting.ALIGNED
        carried = region and _carried(region, planes[0], way, theirs)
        return Matched(met, how, carried)


def _middle_of(plane: ImagePlane, region: Region | None) -> np.ndarray:
    """Return the middle of an image, or of a region on it, in mm."""
    width, height = plane.size
    if region is None:
        return plane.in_patient((width / 2, height / 2))
    return plane.in_patient((region.x + region.width / 2, region.y + region.height / 2))


def _slice_at(place: np.ndarray, way: SpatialMap, first: ImagePlane, other: Case) -> int | None:
    """Return the slice of `other` nearest to a place of the first series, None beyond its ends."""
    there = np.asarray(way.place(vector(place)))
    along = float((there - np.asarray(first.origin)) @ first.normal)
    if len(other.images) == 1:
        return 0 if abs(along) <= 1.0 else None
    if not other.position_mm:
        return None
    away = np.abs(np.subtract(other.position_mm, other.position_mm[0]) - along)
    nearest = int(away.argmin())
    return nearest if away[nearest] <= abs(slice_step(other)) else None


def _carried(
    region: Region, plane: ImagePlane, way: SpatialMap, theirs: ImagePlane
) -> Region | None:
    """Return the box around a region on the other's slices; None where it is outside or tiny."""
    right, bottom = region.x + region.width, region.y + region.height
    corners = [(region.x, region.y), (right, region.y), (right, bottom), (region.x, bottom)]
    points = np.array(
        [
            theirs.on_image(np.asarray(way.place(vector(plane.in_patient(corner)))))
            for corner in corners
        ]
    )
    low = np.maximum(np.floor(points.min(axis=0)), 0).astype(int)
    high = np.minimum(np.ceil(points.max(axis=0)), theirs.size).astype(int)
    if (high - low < FEWEST_PIXELS).any():
        return None
    (x, y), (width, height) = low.tolist(), (high - low).tolist()
    return Region(x, y, width, height)
