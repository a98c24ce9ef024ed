"""What goes between the window's process and a reader: JSON, and arrays as plain bytes.

Nothing is ever unpickled on the window's side; every value a reader sends is checked here: what
is missing or not what it should be becomes ReaderFailed.
"""

from __future__ import annotations

import base64
import json
import math
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import numpy as np
import numpy.typing as npt

from medview.domain import errors
from medview.domain.case import Eye
from medview.domain.elements import Element
from medview.domain.errors import CannotOpen, ReaderFailed, TooLarge, UnreadableFile
from medview.domain.exchange import Disguise
from medview.domain.eyes import DiscSide
from medview.domain.image import Notice, Picture, Window
from medview.domain.image_planes import ImagePlane
from medview.domain.picture_facts import Fingerprint, Look
from medview.domain.planes import vector
from medview.domain.report import DicomIdentity
from medview.domain.segmentation import Segment, Segmentation, SegmentFrame
from medview.domain.volume import Frame, Suv
from medview.imaging.dicom_facts import Header, Plane
from medview.imaging.sizes import LIKENESS

Json = dict[str, Any]
Array = np.ndarray[Any, Any]
P = ParamSpec("P")
R = TypeVar("R")
FAULTS = (LookupError, TypeError, ValueError, AttributeError, OverflowError, zlib.error)
ENDINGS = (".dcm", ".jpg", ".png", ".tif")  # of files made by a reader
KINDS = ("uint8", "int16", "uint16", "int32", "float32")
ERRORS = (
    "UnreadableFile",
    "UnsupportedFormat",
    "TooLarge",
    "UnsafeFile",
    "ReaderFailed",
    "RegionOutside",
    "NoVolume",
)


def checked(read: Callable[P, R]) -> Callable[P, R]:
    """Return a function that raises ReaderFailed where an answer is not as it should be."""

    @wraps(read)
    def safely(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return read(*args, **kwargs)
        except FAULTS as error:
            raise ReaderFailed("The reader sent something that is not an answer.") from error

    return safely


def loads(data: bytes) -> Json:
    """Return a message of a reader; raise ValueError when it is none."""
    try:
        value = json.loads(data)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(value, dict):
        raise ValueError("no message")
    return value


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
    name = value.get("error")
    kind = getattr(errors, str(name)) if name in ERRORS else ReaderFailed
    return kind(str(value.get("message", "")), hint=str(value.get("hint", "")))


def notices_to_json(notices: Sequence[Notice]) -> list[Json]:
    """Return notices as JSON, each code once."""
    unique = {notice.code: notice for notice in reversed(notices)}
    return [
        {"code": n.code, "text": n.text, "disables": sorted(n.disables)}
        for n in reversed(unique.values())
    ]


@checked
def notices_from_json(values: Sequence[Mapping[str, Any]]) -> tuple[Notice, ...]:
    """Return the notices of a reader's answer."""
    return tuple(
        Notice(str(v["code"]), str(v["text"]), frozenset(map(str, v["disables"]))) for v in values
    )


def disc_to_json(disc: DiscSide) -> Json:
    """Return where the optic disc lies."""
    return {"eye": disc.eye and str(disc.eye), "is_sure": disc.is_sure}


@checked
def disc_from_json(value: Mapping[str, Any]) -> DiscSide:
    """Return where the optic disc lies, of a reader's answer."""
    eye = value["eye"]
    return DiscSide(None if eye is None else Eye(eye), bool(value["is_sure"]))


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
        "position": picture.position,
        "frame_of_reference": picture.frame_of_reference,
        "padding": _packed(picture.padding),
        "drawn": _packed(picture.drawn),
        "notices": notices_to_json(picture.notices),
    }


@checked
def picture_from_json(value: Mapping[str, Any], pixels: Array | None) -> Picture:
    """Return the picture of a reader's answer and its pixels."""
    if pixels is None or not _is_image(pixels):
        raise ReaderFailed("The reader sent something that is not an image.")
    lut, spacing, size = value["voi_lut"], value["spacing"], value["full_size"]
    return Picture(
        pixels,
        units=str(value["units"]),
        windows=tuple(
            Window(_finite(c), _finite(w), str(name), str(function))
            for c, w, name, function in value["windows"]
        ),
        voi_lut=None if lut is None else (int(lut[0]), np.array(lut[1], dtype=np.uint8)),
        inverted=bool(value["inverted"]),
        spacing=None if spacing is None else (_finite(spacing[0]), _finite(spacing[1])),
        full_size=(int(size[0]), int(size[1])),
        orientation=_numbers(value["orientation"]),
        position=_place(value["position"]),
        frame_of_reference=str(value["frame_of_reference"]),
        padding=_unpacked(value["padding"], pixels.shape),
        drawn=_unpacked(value["drawn"], pixels.shape),
        notices=notices_from_json(value["notices"]),
    )


def slice_to_json(frame: Frame) -> Json:
    """Return everything of a slice but its pixels."""
    return {
        "picture": picture_to_json(frame.picture),
        "position": frame.position,
        "frame_of_reference": frame.frame_of_reference,
        "suv": [frame.suv.factor, frame.suv.reason],
    }


@checked
def slices_from(value: Mapping[str, Any], pixels: Array | None, count: int) -> list[Frame]:
    """Return the slices of a reader's answer, their pixels views of one array."""
    if pixels is None or pixels.ndim != 3 or not len(pixels) == len(value["slices"]) == count:
        raise ReaderFailed("The reader sent something that is not an image.")
    return [_slice(*pair) for pair in zip(value["slices"], pixels, strict=True)]


def _slice(value: Mapping[str, Any], pixels: Array) -> Frame:
    """Return one slice."""
    factor, reason = value["suv"]
    position = value["position"]
    return Frame(
        picture_from_json(value["picture"], pixels),
        None if position is None else vector(map(_finite, position)),
        str(value["frame_of_reference"]),
        Suv(None if factor is None else _finite(factor), str(reason)),
    )


def _packed(mask: npt.NDArray[np.bool_] | None) -> str | None:
    """Return a mask as text: a bit for each pixel, deflated."""
    if mask is None:
        return None
    return base64.b64encode(zlib.compress(np.packbits(mask).tobytes(), 1)).decode()


def _unpacked(value: str | None, shape: tuple[int, ...]) -> npt.NDArray[np.bool_] | None:
    """Return the mask (H, W) of a text; it unpacks to no more than the image has pixels."""
    if value is None:
        return None
    height, width = shape[:2]
    length = (height * width + 7) // 8
    bits = zlib.decompressobj().decompress(base64.b64decode(value), length)
    if len(bits) != length:
        raise ValueError("no mask of this image")
    flags = np.unpackbits(np.frombuffer(bits, np.uint8), count=height * width)
    return flags.reshape(height, width).astype(np.bool_)


def _place(values: Sequence[Any] | None) -> tuple[float, float, float] | None:
    """Return a point in the patient."""
    if values is None:
        return None
    x, y, z = map(_finite, values)
    return x, y, z


def _is_image(pixels: Array) -> bool:
    """Return True for grey of any kind (H, W), and for RGB (H, W, 3) in 8 bits."""
    is_colour = pixels.ndim == 3 and pixels.shape[2] == 3 and pixels.dtype == np.uint8
    return pixels.ndim == 2 or is_colour


def _finite(value: Any) -> float:
    """Return a number that can be calculated with."""
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("no number")
    return number


def thumbnail_from(pixels: Array | None) -> npt.NDArray[np.uint8]:
    """Return (h, w, 3) uint8 of an answer."""
    if pixels is None or not _is_image(pixels) or pixels.ndim != 3:
        raise ReaderFailed("The reader sent something that is not an image.")
    return pixels


@checked
def prepared_from(
    value: Mapping[str, Any], tensor: Array | None
) -> tuple[npt.NDArray[np.float32], dict[str, float], str]:
    """Return the encoder input (3, S, S) of an answer, quality measures, what bars a grade."""
    if tensor is None or tensor.dtype != np.float32 or tensor.ndim != 3 or len(tensor) != 3:
        raise ReaderFailed("The reader sent something that is not an image.")
    measures = {str(name): float(number) for name, number in value["measures"].items()}
    return tensor, measures, str(value["fault"])


@checked
def fingerprint_from(value: Mapping[str, Any], likeness: Array | None, frame: int) -> Fingerprint:
    """Return the fingerprint of an answer about one frame of a file."""
    if likeness is None or likeness.dtype != np.uint8 or likeness.shape != (LIKENESS,):
        raise ReaderFailed("The reader sent something that is not an answer.")
    return Fingerprint(
        digest=f"{digest_from(value)}:{frame}",
        likeness=likeness.tobytes(),
        look=Look(value["look"]),
        fault=str(value["fault"]),
    )


def square_from(pixels: Array | None, shape: tuple[int, int, int]) -> npt.NDArray[np.uint8]:
    """Return the square of an answer, which has to have this shape."""
    if pixels is None or pixels.dtype != np.uint8 or pixels.shape != shape:
        raise ReaderFailed("The reader sent something that is not an image.")
    return pixels


@checked
def looks_from(value: Mapping[str, Any], count: int) -> tuple[list[Json], float]:
    """Return what a reader saw in `count` files, and the seconds it took."""
    looks = value["looks"]
    if len(looks) != count or not all(isinstance(look, dict) for look in looks):
        raise ReaderFailed("The reader sent something that is not an answer.")
    return list(looks), _finite(value["seconds"])


@checked
def members_from(value: Mapping[str, Any]) -> Json:
    """Return the members of a ZIP: those to read, the empty and the refused ones."""
    refused = [
        {"name": str(r["name"]), "message": str(r["message"]), "hint": str(r["hint"])}
        for r in value["refused"]
    ]
    members, empty = [str(name) for name in value["members"]], [str(n) for n in value["empty"]]
    return {"members": members, "empty": empty, "refused": refused}


@checked
def dicomdir_from(value: Mapping[str, Any]) -> Json:
    """Return the files a DICOMDIR refers to, as the parts of their paths."""
    return {"files": [[str(part) for part in parts] for parts in value["files"]]}


@checked
def digest_from(value: Mapping[str, Any]) -> str:
    """Return a SHA-256 in hexadecimal digits."""
    if not re.fullmatch("[0-9a-f]{64}", value["digest"]):
        raise ReaderFailed("The reader sent something that is not a digest.")
    return str(value["digest"])


@checked
def identity_from(value: Mapping[str, Any]) -> DicomIdentity | None:
    """Return the identity of a reader's answer, None when the file has none."""
    told = value["identity"]
    if told is None:
        return None
    return DicomIdentity(**{f.name: str(told[f.name]) for f in fields(DicomIdentity)})


def disguise_to_json(disguise: Disguise) -> Json:
    """Return how a reader is to make files name nobody."""
    return asdict(disguise) | {"salt": disguise.salt.hex()}


def disguise_from(value: Mapping[str, Any]) -> Disguise:
    """Return what a request says of it."""
    return Disguise(
        str(value["pseudonym"]),
        bytes.fromhex(value["salt"]),
        int(value["days"]),
        tuple(map(str, value["forbidden"])),
    )


@checked
def file_from(value: Mapping[str, Any], content: Array | None) -> tuple[bytes, str]:
    """Return the bytes of a file of an answer, and the ending of its name."""
    if content is None or content.dtype != np.uint8 or value["ending"] not in ENDINGS:
        raise ReaderFailed("The reader sent something that is not a file.")
    return content.tobytes(), str(value["ending"])


@checked
def elements_from(value: Mapping[str, Any]) -> list[Element]:
    """Return the elements of a reader's answer."""
    return [
        Element(int(level), str(tag), str(vr), str(name), str(text))
        for level, tag, vr, name, text in value["elements"]
    ]


def segmentation_to_json(found: Segmentation) -> Json:
    """Return a segmentation object's facts."""
    return asdict(found)


@checked
def segmentation_from(value: Mapping[str, Any]) -> Segmentation:
    """Return the segmentation of a reader's answer."""
    return Segmentation(
        tuple(
            Segment(int(one["number"]), str(one["label"]), _colour(one["colour"]))
            for one in value["segments"]
        ),
        tuple(
            SegmentFrame(int(one["frame"]), int(one["segment"]), _image_plane(one["plane"]))
            for one in value["frames"]
        ),
        tuple(map(str, value["series"])),
    )


def _colour(values: Sequence[Any]) -> tuple[int, int, int]:
    red, green, blue = (min(max(int(part), 0), 255) for part in values)
    return red, green, blue


def _image_plane(value: Mapping[str, Any]) -> ImagePlane:
    origin, row, column = (tuple(map(_finite, value[n])) for n in ("origin", "row", "column"))
    if not len(origin) == len(row) == len(column) == 3:
        raise ValueError("no plane")
    (down, across), (width, height) = map(_finite, value["spacing"]), map(int, value["size"])
    space = str(value["frame_of_reference"])
    return ImagePlane(origin, row, column, (down, across), (width, height), space)


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


@checked
def header_from_json(value: Mapping[str, Any]) -> Header:
    """Return the header of a reader's answer."""
    planes = [_plane(plane) for plane in value["planes"]]
    plain = {f.name: _PLAIN[f.type](value[f.name]) for f in fields(Header) if f.type in _PLAIN}
    return Header(
        **plain
        | {
            "phase": _numbers(value["phase"]),
            "planes": tuple(planes[int(index)] for index in value["plane_of_frame"]),
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


_PLAIN: dict[Any, Callable[[Any], Any]] = {
    "str": str,
    "int": int,
    "int | None": lambda value: None if value is None else int(value),
    "float": float,
    "bool": bool,
}


def array_to_json(shape: Sequence[int], kind: np.dtype[Any]) -> Json:
    """Return the shape and type of an array."""
    return {"dtype": kind.name, "shape": list(shape)}


@checked
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
