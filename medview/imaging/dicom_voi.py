"""Modality LUT and VOI of a DICOM image (PS3.3 C.11.1 and C.11.2)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from medview.domain.image import Notice, Window
from medview.imaging.dicom_file import DicomFile, value_of
from medview.imaging.dicom_geometry import frame_group
from medview.imaging.dicom_header import no_hounsfield, units_of
from medview.imaging.dicom_values import number, numbers, text, texts

Stored = np.ndarray[Any, np.dtype[Any]]
VoiLut = tuple[int, np.ndarray[Any, np.dtype[np.uint8]]]
FUNCTIONS = ("LINEAR", "LINEAR_EXACT", "SIGMOID")


def real_values(
    opened: DicomFile, stored: Stored, frame: int
) -> tuple[Stored, str, tuple[Notice, ...]]:
    """Return pixels after the modality LUT in the smallest type that holds them, and units.

    Eight bits stay eight bits, which are shades to show as they are; fewer are not.
    """
    if stored.dtype == np.uint8 and number(opened.header, "BitsStored") not in (None, 8):
        stored = stored.astype(np.int16)
    units, notices = units_of(opened)
    table = _first_item(value_of(opened.header, "ModalityLUTSequence"))
    if table is not None:
        return _through_table(table, stored), units, notices
    group = frame_group(opened.header, frame, "PixelValueTransformationSequence")
    source = opened.header if group is None else group
    slope, intercept = number(source, "RescaleSlope"), number(source, "RescaleIntercept")
    if slope is None and intercept is None:
        if units == "HU":
            notices += (no_hounsfield("The rescale values are missing"),)
        return _compact(stored), "" if units == "HU" else units, notices
    if slope == 0 or slope is None or intercept is None:
        notices += (no_hounsfield("The rescale slope is zero or missing"),)
        return _compact(stored), "", notices
    return _rescaled(stored, slope, intercept), units, notices


def _rescaled(stored: Stored, slope: float, intercept: float) -> Stored:
    """Return stored * slope + intercept, PS3.3 C.11.1.1.2; integers stay integers."""
    if slope == 1 and intercept == 0:
        return _compact(stored)
    if np.issubdtype(stored.dtype, np.integer) and slope == int(slope) and intercept % 1 == 0:
        return _whole_numbers(stored, int(slope), int(intercept))
    return stored.astype(np.float32) * np.float32(slope) + np.float32(intercept)


def _whole_numbers(stored: Stored, slope: int, intercept: int) -> Stored:
    """Return stored * slope + intercept in the type `_compact` gives, without a wider one between.

    Integers of b bits calculate modulo 2^b: where the result fits, so does the way there.
    """
    ends = [int(end) * slope + intercept for end in (stored.min(), stored.max())]
    kind = _narrowest(min(ends), max(ends))
    if kind is None:
        return (stored.astype(np.float64) * slope + intercept).astype(np.float32)
    values = stored.astype(kind)
    if slope != 1:
        values *= np.uint32(slope & 0xFFFFFFFF).astype(kind)
    values += np.uint32(intercept & 0xFFFFFFFF).astype(kind)
    return values


def _compact(values: Stored) -> Stored:
    """Return values as int16, uint16, int32 or float32, whichever is the first to hold them.

    What is uint8 already stays so.
    """
    if not np.issubdtype(values.dtype, np.integer) and values.dtype != np.bool_:
        return np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    if values.dtype in (np.uint8, np.int16, np.uint16) and values.dtype.isnative:
        return values
    low, high = (int(values.min()), int(values.max())) if values.size else (0, 0)
    return values.astype(_narrowest(low, high) or np.float32)


def _narrowest(low: int, high: int) -> type[np.integer[Any]] | None:
    """Return the first of int16, uint16, int32 that holds both; None where none does."""
    kinds = (np.int16, np.uint16, np.int32)
    return next((k for k in kinds if np.iinfo(k).min <= low and high <= np.iinfo(k).max), None)


def _through_table(item: Any, stored: Stored) -> Stored:
    """Return values looked up in a modality LUT; the ends serve for what lies outside."""
    read = _table(item)
    if read is None:
        return _compact(stored)
    first, table = read
    index = np.clip(stored.astype(np.int64) - first, 0, len(table) - 1)
    return _compact(table.astype(np.int64)[index])


def _table(item: Any) -> tuple[int, Stored] | None:
    """Return (first mapped value, entries) of a LUT item, or None when it is damaged.

    PS3.3 C.11.1.1: descriptor = entries (0 means 65536), first mapped value, bits per entry.
    """
    descriptor = numbers(item, "LUTDescriptor")
    data = value_of(item, "LUTData")
    if len(descriptor) != 3 or data is None:
        return None
    count = int(descriptor[0]) or 65536
    words = _words(item, data)
    if descriptor[2] <= 8 and 2 * len(words) <= count + 1:
        words = words.view(np.uint8)
    entries = words.astype(np.int64)[:count]
    first = int(descriptor[1])
    return (first, entries) if len(entries) > 1 else None


def _words(item: Any, data: Any) -> npt.NDArray[np.uint16]:
    """Return the data of a LUT as words of 16 bits, little endian.

    Entries of 8 bits are two to a word, the first in its low byte; some writers give each a word
    of its own, which the length tells (PS3.3 C.11.1.1.1).
    """
    if isinstance(data, bytes):
        is_big = getattr(item, "original_encoding", (None, None))[1] is False
        kind = ">u2" if is_big else "<u2"
        return np.frombuffer(data[: len(data) // 2 * 2], kind).astype("<u2")
    return (np.atleast_1d(np.asarray(data)).astype(np.int64) & 0xFFFF).astype("<u2")


def windows_of(
    opened: DicomFile, frame: int
) -> tuple[tuple[Window, ...], VoiLut | None, tuple[Notice, ...]]:
    """Return the windows and the VOI LUT of one frame, and a notice for useless ones."""
    source = opened.header
    group = frame_group(opened.header, frame, "FrameVOILUTSequence")
    if group is not None and value_of(group, "WindowCenter") is not None:
        source = group
    windows = _windows(source)
    asked = value_of(source, "WindowCenter") is not None or value_of(source, "WindowWidth")
    notices: tuple[Notice, ...] = ()
    if asked and not windows:
        notices = (
            Notice("no-window", "The window of the file is useless: the data range is shown."),
        )
    return windows, _voi_lut(opened), notices


def _windows(source: Any) -> tuple[Window, ...]:
    """Return the valid windows; PS3.3 C.11.2.1.2: width >= 1 for LINEAR, else > 0."""
    centres, widths = numbers(source, "WindowCenter"), numbers(source, "WindowWidth")
    names = texts(source, "WindowCenterWidthExplanation")
    function = text(source, "VOILUTFunction").upper()
    function = function if function in FUNCTIONS else "LINEAR"
    least = 1.0 if function == "LINEAR" else 1e-9
    return tuple(
        Window(centre, width, names[i] if i < len(names) else "", function)
        for i, (centre, width) in enumerate(zip(centres, widths, strict=False))
        if least <= width < 1e7 and abs(centre) < 1e7
    )


def _voi_lut(opened: DicomFile) -> VoiLut | None:
    """Return the VOI LUT scaled to 0..255, or None; PS3.3 C.11.2.1.1."""
    item = _first_item(value_of(opened.header, "VOILUTSequence"))
    read = _table(item) if item is not None else None
    if read is None:
        return None
    first, table = read
    if first > 32767 and _maps_signed(opened):
        first -= 65536  # the descriptor is written as unsigned where the pixels are signed
    bits = numbers(item, "LUTDescriptor")[2]
    highest = max(float(2 ** min(bits, 16.0) - 1), float(table.max()), 1.0)
    return first, np.rint(table * (255.0 / highest)).astype(np.uint8)


def _maps_signed(opened: DicomFile) -> bool:
    """Return True when the values that enter the VOI LUT can be negative."""
    intercept = number(opened.header, "RescaleIntercept") or 0.0
    return number(opened.header, "PixelRepresentation") == 1 or intercept < 0


def _first_item(sequence: Any) -> Any:
    """Return the first item of a sequence, or None."""
    try:
        return sequence[0] if sequence else None
    except (TypeError, IndexError, KeyError):
        return None
