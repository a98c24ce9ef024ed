"""What a file draws over its image: overlay planes (PS3.3 C.9.2), each a picture of single bits.

A plane lies in an element of its own, or (retired) in a bit that the values of the pixels leave
unused. Planes that make no sense are left out: the image itself is not worse for them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from pydicom.filereader import read_partial
from pydicom.tag import BaseTag, Tag

from medview.imaging.dicom_file import PLANE_GROUPS, DicomFile
from medview.imaging.dicom_frames import frame_bytes
from medview.imaging.dicom_values import whole
from medview.imaging.sizes import MAX_PIXELS

Mask = npt.NDArray[np.bool_]

ROWS, COLUMNS, FRAMES, ORIGIN, FIRST = 0x0010, 0x0011, 0x0015, 0x0050, 0x0051
BITS_ALLOCATED, BIT, DATA = 0x0100, 0x0102, 0x3000
ELEMENTS = (ROWS, COLUMNS, FRAMES, ORIGIN, FIRST, BITS_ALLOCATED, BIT, DATA)
BIG_ENDIAN = "1.2.840.10008.1.2.2"


def drawn_over(opened: DicomFile, frame: int) -> Mask | None:
    """Return (H, W), True where a plane draws over this frame; None where none does."""
    if opened.overlays is None:
        opened.overlays = _read_planes(opened)
    if not opened.overlays:
        return None
    height, width = whole(opened.header, "Rows") or 0, whole(opened.header, "Columns") or 0
    drawn = np.zeros((height, width), np.bool_)
    for plane in opened.overlays:
        bits = _bits_of(opened, plane, frame)
        if bits is not None:
            _lay(bits, plane.get(ORIGIN, [1, 1]), drawn)
    return drawn if drawn.any() else None


def _read_planes(opened: DicomFile) -> list[dict[int, Any]]:
    """Return the elements of each plane by their number; the file is read again if it has one."""
    groups = [group for group in PLANE_GROUPS if Tag(group, ROWS) in opened.header]
    if not groups:
        return []
    tags: list[BaseTag | int] = [Tag(group, number) for group in groups for number in ELEMENTS]
    opened.stream.seek(0)
    try:
        dataset = read_partial(opened.stream, _at_pixels, force=True, specific_tags=tags)
        return [_plane(dataset, group, opened.syntax == BIG_ENDIAN) for group in groups]
    except MemoryError:
        raise
    except Exception:  # the parser raises anything on hostile bytes
        return []


def _plane(dataset: Any, group: int, is_swapped: bool) -> dict[int, Any]:
    """Return the elements of a plane that are what they should be."""
    found = {n: dataset[group, n].value for n in ELEMENTS if Tag(group, n) in dataset}
    plane = {n: good for n, value in found.items() if (good := _checked(n, value)) is not None}
    if DATA in plane and is_swapped and dataset[group, DATA].VR == "OW":
        plane[DATA] = np.frombuffer(plane[DATA], ">u2").astype("<u2").tobytes()
    return plane


def _at_pixels(tag: BaseTag, _vr: str | None, _length: int) -> bool:
    """Return True at the group of the pixels, which comes after all planes."""
    return tag.group >= 0x7FE0


def _checked(number: int, value: Any) -> Any:
    """Return bytes, two whole numbers (the origin) or one; None for anything else."""
    try:
        if number == DATA:
            return value[: len(value) // 2 * 2] if isinstance(value, bytes) else None
        if number == ORIGIN:
            row, column = (int(part) for part in value)
            return [row, column]
        return int(value)
    except (TypeError, ValueError):
        return None


def _bits_of(opened: DicomFile, plane: dict[int, Any], frame: int) -> Mask | None:
    """Return the plane (h, w) that belongs to a frame, or None."""
    height, width = plane.get(ROWS, 0), plane.get(COLUMNS, 0)
    if min(height, width) < 1 or height * width > MAX_PIXELS:
        return None
    if DATA not in plane:
        return _hidden_bits(opened, plane, frame)
    # PS3.3 C.9.3: without a number of frames a plane is over all frames of the image; else the
    # first one is over frame `FIRST`, counted from 1.
    number = frame + 1 - plane.get(FIRST, 1) if plane.get(FRAMES, 1) > 1 or FIRST in plane else 0
    if not 0 <= number < max(1, plane.get(FRAMES, 1)):
        return None
    start, count = number * height * width, height * width
    data = np.frombuffer(plane[DATA], np.uint8)[start // 8 : (start + count + 7) // 8]
    bits = np.unpackbits(data, bitorder="little")[start % 8 : start % 8 + count]
    return bits.reshape(height, width).astype(np.bool_) if len(bits) == count else None


def _hidden_bits(opened: DicomFile, plane: dict[int, Any], frame: int) -> Mask | None:
    """Return the plane in an unused bit of native grey pixels of 16 bits (retired in 2004)."""
    header, bit = opened.header, plane.get(BIT, 0)
    stored = whole(header, "BitsStored") or 16
    high = whole(header, "HighBit")
    high = stored - 1 if high is None else high
    if opened.is_encapsulated or whole(header, "BitsAllocated") != 16 or not 0 <= bit <= 15:
        return None
    shape = (whole(header, "Rows") or 0, whole(header, "Columns") or 0)
    is_a_value = high - stored < bit <= high
    if is_a_value or (whole(header, "SamplesPerPixel") or 1) != 1:
        return None
    if (plane[ROWS], plane[COLUMNS]) != shape:
        return None
    length = int(frame_bytes(opened))
    opened.stream.seek(opened.pixel_start + frame * length)
    data = opened.stream.read(length)
    if len(data) != length or length != 2 * shape[0] * shape[1]:
        return None
    kind = ">u2" if opened.syntax == BIG_ENDIAN else "<u2"
    return (np.frombuffer(data, kind).reshape(shape) >> bit & 1).astype(np.bool_)


def _lay(bits: Mask, origin: list[int], drawn: Mask) -> None:
    """Add a plane whose first bit lies on pixel `origin` (row, column), the image's first is 1, 1.

    PS3.3 C.9.2.1.1: it may begin above or left of the image, and end beyond it.
    """
    (height, width), (top, left) = bits.shape, (origin[0] - 1, origin[1] - 1)
    part = drawn[max(top, 0) : max(top + height, 0), max(left, 0) : max(left + width, 0)]
    down, right = max(-top, 0), max(-left, 0)
    part |= bits[down : down + part.shape[0], right : right + part.shape[1]]
