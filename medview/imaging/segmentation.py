"""The facts of a DICOM segmentation object; its masks are decoded as its frames are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import cv2
import numpy as np

from medview.domain.errors import UnsupportedFormat
from medview.domain.image_planes import ImagePlane
from medview.domain.segmentation import Segment, Segmentation, SegmentFrame
from medview.imaging.dicom_file import open_dicom, value_of
from medview.imaging.dicom_frames import count_frames
from medview.imaging.dicom_geometry import frame_group, planes_of
from medview.imaging.dicom_values import numbers, text, whole

MODALITY = "SEG"
MOST_SEGMENTS = 200
# Where the object asks for no colour: told apart in every kind of colour vision (Okabe and Ito).
COLOURS = (
    (230, 159, 0), (86, 180, 233), (0, 158, 115), (240, 228, 66), (213, 94, 0), (204, 121, 167),
)  # fmt: skip


def read_segmentation(stream: BinaryIO) -> Segmentation:
    """Return segments and frames; raise UnsupportedFormat for an object that has none."""
    opened = open_dicom(stream, every_element=True)
    dataset = opened.header
    items = value_of(dataset, "SegmentSequence") or ()
    if text(dataset, "Modality").upper() != MODALITY or not items:
        raise UnsupportedFormat("This is not a segmentation.")
    count, _ = count_frames(opened)
    planes, _ = planes_of(dataset, count)
    space, size = text(dataset, "FrameOfReferenceUID"), _size(dataset)
    frames = []
    for frame, plane in enumerate(planes):
        place, turn, spacing = plane.position, plane.orientation, plane.spacing
        number = _segment_of(dataset, frame)
        if place and turn and spacing and space and number is not None:
            where = ImagePlane(place, turn[:3], turn[3:], spacing, size, space)
            frames.append(SegmentFrame(frame, number, where))
    return Segmentation(tuple(_segments(items)), tuple(frames), _series(dataset))


def _size(dataset: Any) -> tuple[int, int]:
    return whole(dataset, "Columns") or 0, whole(dataset, "Rows") or 0


def _segment_of(dataset: Any, frame: int) -> int | None:
    group = frame_group(dataset, frame, "SegmentIdentificationSequence")
    return None if group is None else whole(group, "ReferencedSegmentNumber")


def _segments(items: Any) -> Iterator[Segment]:
    for index, item in enumerate(items[:MOST_SEGMENTS]):
        number = whole(item, "SegmentNumber")
        if number is not None:
            label = text(item, "SegmentLabel") or f"{number}"
            yield Segment(number, label, _colour(item) or COLOURS[index % len(COLOURS)])


def _colour(item: Any) -> tuple[int, int, int] | None:
    """Return the recommended colour as sRGB; PS3.3 C.10.7.1.1: L 0..100, a and b -128..127."""
    stored = numbers(item, "RecommendedDisplayCIELabValue")
    if len(stored) != 3:
        return None
    share = np.clip(np.asarray(stored) / 65535.0, 0.0, 1.0)
    lab = np.array([[[100.0 * share[0], *(255.0 * share[1:] - 128.0)]]], np.float32)
    red, green, blue = np.rint(cv2.cvtColor(lab, cv2.COLOR_Lab2RGB)[0, 0] * 255.0)
    return int(red), int(green), int(blue)


def _series(dataset: Any) -> tuple[str, ...]:
    items = value_of(dataset, "ReferencedSeriesSequence") or ()
    return tuple(uid for item in items if (uid := text(item, "SeriesInstanceUID")))
