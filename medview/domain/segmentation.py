"""What a DICOM segmentation object says: its segments, and where each of its frames lies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from medview.domain.image_planes import ImagePlane, side_of

SAME_PLACE = 0.1  # mm between a frame and the image it is drawn over; headers round to 0.02


@dataclass(frozen=True)
class Segment:
    """One segment: its number in the object, its label, and the colour (r, g, b) it asks for."""

    number: int
    label: str
    colour: tuple[int, int, int]


@dataclass(frozen=True)
class SegmentFrame:
    """One frame of the object: which segment it belongs to, and where it lies."""

    frame: int
    segment: int
    plane: ImagePlane


@dataclass(frozen=True)
class Segmentation:
    """A segmentation object (PS3.3 A.51); `series` are the UIDs of the series it was drawn on."""

    segments: tuple[Segment, ...]
    frames: tuple[SegmentFrame, ...]
    series: tuple[str, ...] = ()

    def on(self, plane: ImagePlane) -> list[SegmentFrame]:
        """Return the frames that lie in the plane of an image, and may be drawn over it."""
        return [one for one in self.frames if _lies_in(one.plane, plane)]


def _lies_in(frame: ImagePlane, image: ImagePlane) -> bool:
    if side_of(frame, image) == 0:
        return False
    way = np.asarray(frame.origin) - np.asarray(image.origin)
    return abs(float(way @ image.normal)) < SAME_PLACE
