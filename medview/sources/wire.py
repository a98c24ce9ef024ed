"""What goes between the window's process and a reader: JSON, and arrays as plain bytes.

Nothing is ever unpickled on the window's side; every value a reader sends is checked here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from medview.domain import errors
from medview.domain.errors import CannotOpen, ReaderFailed, TooLarge, UnreadableFile
from medview.domain.image import Notice, Picture, Window
from medview.imaging.dicom_facts import Header, Plane

Json = dict[str, Any]
KINDS = ("uint8", "int16", "uint16", "int32", "float32")
ERRORS = (
    "UnreadableFile",
    "UnsupportedFormat",
    "TooLarge",
    "UnsafeFile",
    "ReaderFailed",
)


def error_to_json(error: CannotOpen) -> Json:
    """Return what a reader tells of a file that does not open."""
    return {"error": type(error).__name__, "message": error.message, "hint": error.hint}


def refusal(error: Exception) -> Json:
    """Return what to tell of a file that does not open; of the unforeseen its kind only."""
    if isinstance(error, CannotOpen):
        return error_to_json(error)
    if isinstance(error, MemoryError):
        message = "Reading this file needs more memory than MedView allows."
        return error_to_json(TooLarge(message, hint="Export it with fewer pixels."))
    message = f"The file is damaged in an unusual way ({type(error).__name__})."
    return error_to_json(UnreadableFile(message, hint="Export it again."))


def error_from_json(value: Mapping[str, Any]) -> CannotOpen:
    """Return the error a reader told of; one it may not name becomes ReaderFailed."""
    name = value["error"]
    kind = getattr(errors, name) if name in ERRORS else ReaderFailed
    return kind(str(value["message"]), hint=str(value["hint"]))


def notices_to_json(notices: Sequence[Notice]) -> list[Json]:
    """Return notices as JSON, each code once."""
    unique = {notice.code: notice for notice in reversed(notices)}
    return [
        {"code": n.code, "text": n.text, "disables": sorted(n.disables)}
        for n in reversed(unique.values())
    ]


def notices_from_json(values: Sequence[Mapping[str, Any]]) -> tuple[Notice, ...]:
    """Return the notices of a reader's answer."""
    return tuple(
        Notice(str(v["code"]), str(v["text"]), frozenset(map(str, v["disables"]))) for v in values
    )


def picture_to_json(picture: Picture) -> Json:
    """Return everything of a picture but its pixels."""
    lut = picture.voi_lut
    return {
        "units": picture.units,
        "windows": [[w.centre, w.width, w.name, w.function] for w in picture.windows],
        "voi_lut": None if lut is None else [lut[0], lut[1].tolist()],
        "inverted": picture.inverted,
        "spacing": picture.spacing,
        "full_size": picture.full_size,
        "orientation": picture.orientation,
        "notices": notices_to_json(picture.notices),
    }


def picture_from_json(value: Mapping[str, Any], pixels: np.ndarray[Any, Any]) -> Picture:
    """Return the picture of a reader's answer and its pixels."""
    lut, spacing, size = value["voi_lut"], value["spacing"], value["full_size"]
    return Picture(
        pixels,
        units=str(value["units"]),
        windows=tuple(
            Window(float(c), float(w), str(name), str(function))
            for c, w, name, function in value["windows"]
        ),
        voi_lut=None if lut is None else (int(lut[0]), np.array(lut[1], dtype=np.uint8)),
        inverted=bool(value["inverted"]),
        spacing=None if spacing is None else (float(spacing[0]), float(spacing[1])),
        full_size=(int(size[0]), int(size[1])),
        orientation=_numbers(value["orientation"]),
        notices=notices_from_json(value["notices"]),
    )


def header_to_json(header: Header) -> Json:
    """Return a DICOM header's facts; equal planes are sent once."""
    planes = list(dict.fromkeys(header.planes))
    value = {name: getattr(header, name) for name in header.__dataclass_fields__}
    places = {plane: index for index, plane in enumerate(planes)}
    return value | {
        "notices": notices_to_json(header.notices),
        "planes": [asdict(plane) for plane in planes],
        "plane_of_frame": [places[plane] for plane in header.planes],
    }


def header_from_json(value: Mapping[str, Any]) -> Header:
    """Return the header of a reader's answer."""
    planes = [_plane(plane) for plane in value["planes"]]
    known = {name: value[name] for name in Header.__dataclass_fields__}
    return Header(
        **known
        | {
            "phase": tuple(value["phase"]),
            "planes": tuple(planes[index] for index in value["plane_of_frame"]),
            "notices": notices_from_json(value["notices"]),
        }
    )


def _plane(value: Mapping[str, Any]) -> Plane:
    """Return one plane; JSON knows no tuples."""
    return Plane(
        position=_numbers(value["position"]),
        orientation=_numbers(value["orientation"]),
        spacing=_numbers(value["spacing"]),
        is_uncalibrated=bool(value["is_uncalibrated"]),
        stack=tuple(map(int, value["stack"])),
    )


def _numbers(value: Any) -> Any:
    """Return a tuple of numbers, or None."""
    return None if value is None else tuple(map(float, value))


def array_to_json(array: np.ndarray[Any, Any]) -> Json:
    """Return the type and shape of an array."""
    return {"dtype": array.dtype.name, "shape": list(array.shape)}


def array_from_bytes(value: Mapping[str, Any], data: Any) -> np.ndarray[Any, Any]:
    """Return a copy of the array in `data`; raise ReaderFailed when the numbers do not fit."""
    shape = tuple(int(n) for n in value["shape"])
    if value["dtype"] not in KINDS or not 1 <= len(shape) <= 3 or min(shape) < 1:
        raise ReaderFailed("The reader sent something that is not an image.")
    kind = np.dtype(value["dtype"])
    length = int(np.prod(shape, dtype=np.int64)) * kind.itemsize
    if length > len(data):
        raise ReaderFailed("The reader sent an incomplete image.")
    return np.frombuffer(data[:length], kind).reshape(shape).copy()
