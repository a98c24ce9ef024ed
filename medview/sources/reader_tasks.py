"""What a reader process can be asked: look at a file, show it, prepare it for an encoder."""

from __future__ import annotations

import hashlib
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, BinaryIO

import numpy as np

from medview.domain.errors import CannotOpen, TooLarge, UnreadableFile, UnsupportedFormat
from medview.domain.image import GRADE, Notice, Picture
from medview.domain.region import Region
from medview.imaging import filetype, photo
from medview.imaging.dicom_facts import Header
from medview.sources import wire
from medview.sources.files import list_members, open_regular, open_source

Json = dict[str, Any]
Array = np.ndarray[Any, Any]

MAX_PHOTO_BYTES = 512 * 1024 * 1024
PICTURE_MODALITIES = ("OP", "OT", "XC", "SC", "")  # of DICOM pictures that may be of an eye
LOOK_SIDE = 256  # pixels; enough to tell a fundus photograph from anything else
MOST_KEPT = 200 * 1024 * 1024  # bytes of them in memory
KEPT_FILES = 2  # parsed DICOM files kept for the next frame
REDUCED = 3  # a photograph is decoded at not less than this many times the encoder's side

_kept: OrderedDict[tuple[str, str, int], Any] = OrderedDict()


def warm_up() -> None:
    """Load what the first DICOM file and the first grade need."""
    import cv2

    from medview.imaging import dicom, preprocess, quality

    cv2.setNumThreads(1)
    assert dicom and preprocess and quality


def look(places: list[list[str]]) -> Json:
    """Return what each file is and what the worklist needs to know of it, pixels left aside."""
    start = time.perf_counter()
    looks = [_look(path, member) for path, member in places]
    return {"looks": looks, "seconds": time.perf_counter() - start}


def _look(path: str, member: str) -> Json:
    """Return what one file is, or why it does not open."""
    kind = ""
    try:
        with open_source(path, member) as stream:
            kind = filetype.sniff(stream.read(filetype.HEAD))
            stream.seek(0)
            return _looks.get(kind, _look_at_other)(stream, kind)
    except Exception as error:
        return {"kind": kind, "refused": refusal(error)}


def refusal(error: Exception) -> Json:
    """Return what to tell of a file that does not open; of the unforeseen its kind only."""
    if isinstance(error, CannotOpen):
        return wire.error_to_json(error)
    if isinstance(error, MemoryError):
        message = "Reading this file needs more memory than MedView allows."
        return wire.error_to_json(TooLarge(message, hint="Export it with fewer pixels."))
    message = f"The file is damaged in an unusual way ({type(error).__name__})."
    return wire.error_to_json(UnreadableFile(message, hint="Export it again."))


def _look_at_other(stream: BinaryIO, kind: str) -> Json:
    """Raise for what is no image at all."""
    if not stream.read(1):
        raise UnreadableFile("The file is empty.", hint="Copy or export it again.")
    stream.seek(0)
    photo.read(stream)
    raise UnsupportedFormat("The content is not a picture MedView reads.")


def _look_at_photo(stream: BinaryIO, kind: str) -> Json:
    """Return the size and pages of a picture, and whether it looks like a fundus photograph."""
    from medview.imaging import quality

    _check_length(stream)
    pages = photo.count_pages(stream)
    stream.seek(0)
    picture = photo.read(stream, max_side=LOOK_SIDE)
    pixels = np.asarray(picture.pixels, dtype=np.uint8)
    notices = [*picture.notices]
    if pages > 1:
        notices.append(_many_pages(pages))
    is_fundus = picture.is_colour and quality.looks_like_fundus(pixels)
    if picture.is_colour and not is_fundus:
        notices += quality.hopeless(pixels)
    return {
        "kind": "photo",
        "full_size": picture.full_size,
        "pages": pages,
        "is_fundus": is_fundus,
        "notices": wire.notices_to_json(notices),
    }


def _many_pages(pages: int) -> Notice:
    """Return the notice of a TIFF that holds more than one picture."""
    return Notice(
        "pages",
        f"The file holds {pages} pictures: scroll to see them. It is not graded; "
        "save the one you want as its own file.",
        frozenset({GRADE}),
    )


def _check_length(stream: BinaryIO) -> None:
    """Raise UnreadableFile for a file far longer than any photograph (a sparse disk image, say)."""
    length = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    if length > MAX_PHOTO_BYTES:
        raise UnreadableFile("The file is far larger than any photograph.")


def _look_at_dicom(stream: BinaryIO, kind: str) -> Json:
    """Return the header's facts of a DICOM image, or that the file is a DICOMDIR."""
    from medview.imaging.dicom_file import open_dicom, value_of
    from medview.imaging.dicom_header import read_header

    opened = open_dicom(stream)
    if _is_dicomdir(opened) or value_of(opened.header, "DirectoryRecordSequence") is not None:
        return {"kind": "dicomdir"}
    header = read_header(opened)
    return {
        "kind": "dicom",
        "header": wire.header_to_json(header),
        "is_fundus": header.is_eye_photograph or _is_exported_fundus(opened, header),
    }


def _is_exported_fundus(opened: Any, header: Header) -> bool:
    """Return True for a fundus photograph exported as a plain colour picture (secondary capture).

    Many cameras and archives write no ophthalmic objects.
    """
    from medview.imaging import dicom, quality

    if header.modality not in PICTURE_MODALITIES or header.frames > 1 or not header.is_colour:
        return False
    try:
        picture = reduced(dicom.read_frame(opened, 0), LOOK_SIDE)
    except CannotOpen:  # told when somebody looks at it
        return False
    pixels = np.asarray(picture.pixels, dtype=np.uint8)
    return picture.is_colour and quality.looks_like_fundus(pixels)


def _is_dicomdir(opened: Any) -> bool:
    """Return True for the directory of a medium (PS3.3 F)."""
    name = str(opened.header.file_meta.get("MediaStorageSOPClassUID", ""))
    return name == "1.2.840.10008.1.3.10"


def _look_at_zip(stream: BinaryIO, kind: str) -> Json:
    """Return that the file is a ZIP."""
    return {"kind": "zip"}


_looks = {
    **dict.fromkeys(filetype.PHOTO_FORMATS, _look_at_photo),
    filetype.DICOM: _look_at_dicom,
    filetype.ZIP: _look_at_zip,
}


def members(path: str) -> Json:
    """Return the readable members of a ZIP, and the refused ones with the reason."""
    names, empty, refused = list_members(path)
    return {
        "members": names,
        "empty": empty,
        "refused": [wire.error_to_json(error) | {"name": name} for name, error in refused],
    }


def dicomdir(path: str) -> Json:
    """Return the files a DICOMDIR refers to, as the parts of their paths."""
    from medview.imaging.dicom_file import open_dicom, value_of
    from medview.imaging.dicom_values import texts

    with open_regular(path) as stream:
        records = value_of(open_dicom(stream).header, "DirectoryRecordSequence") or ()
        files = [texts(record, "ReferencedFileID") for record in records]
    return {"files": [list(parts) for parts in files if parts]}


def digest(path: str, member: str = "") -> Json:
    """Return the SHA-256 of a file's bytes."""
    with open_source(path, member) as stream:
        total = hashlib.sha256()
        while chunk := stream.read(1 << 20):
            total.update(chunk)
    return {"digest": total.hexdigest()}


def picture(path: str, member: str, frame: int, max_side: int | None) -> tuple[Json, Array]:
    """Return one decoded image."""
    shown = _read(path, member, frame, max_side)
    return wire.picture_to_json(shown), shown.pixels


def thumbnail(path: str, member: str, frame: int, side: int) -> tuple[Json, Array]:
    """Return (h, w, 3) uint8, longer side at most `side`."""
    from medview.imaging import display

    grey_or_colour = display.render(_read(path, member, frame, side))
    if grey_or_colour.ndim == 2:
        grey_or_colour = np.repeat(grey_or_colour[..., None], 3, axis=2)
    return {}, grey_or_colour


def prepare(
    path: str,
    member: str,
    frame: int,
    preprocess: Mapping[str, Any],
    region: list[int] | None = None,
) -> tuple[Json, Array]:
    """Return the encoder input (3, S, S), and for a fundus encoder what speaks against grading."""
    from medview.imaging import preprocess as preparation

    is_fundus = preprocess["kind"] == "fundus"
    side = REDUCED * int(preprocess["size"]) if region is None else None
    shown = _read(path, member, frame, side if is_fundus else None)
    pixels = _eight_bit(shown)
    measures, fault = _gate(shown, pixels) if is_fundus else ({}, "")
    if region is not None:
        pixels = _cropped(pixels, Region(*region))
    answer = {"measures": measures, "fault": fault}
    return answer, preparation.prepare(pixels, preprocess).astype(np.float32, copy=False)


def _gate(shown: Picture, pixels: Array) -> tuple[dict[str, float], str]:
    """Return the quality measures, and the reason why the picture must not be graded, or ""."""
    from medview.imaging import quality

    barred = [notice.text for notice in shown.notices if GRADE in notice.disables]
    if not shown.is_colour:
        return {}, barred[0] if barred else quality.NOT_FUNDUS
    measures = quality.measure(pixels)
    return measures, barred[0] if barred else quality.fault_of(measures)


def _eight_bit(shown: Picture) -> Array:
    """Return RGB as it is, or grey through the window the encoder was trained with.

    CT: -1000..400 HU, the window of the training patches; others their own, or the data's range.
    """
    from medview.domain.image import Window
    from medview.imaging import display

    if shown.units == "HU":
        return display.render(shown, Window(-300.0, 1400.0, function="LINEAR_EXACT"))
    return display.render(shown)


def _cropped(pixels: Array, region: Region) -> Array:
    """Return the part of the image inside a region."""
    part = region.clipped(pixels.shape[1], pixels.shape[0])
    return np.ascontiguousarray(pixels[part.y : part.y + part.height, part.x : part.x + part.width])


def _read(path: str, member: str, frame: int, max_side: int | None) -> Picture:
    """Return one image of any kind, reduced to `max_side`."""
    opened = _kept_file(path, member)
    if opened is not None:
        return _read_dicom(opened, frame, max_side)
    with open_source(path, member) as stream:
        kind = filetype.sniff(stream.read(filetype.HEAD))
        stream.seek(0)
        if kind != filetype.DICOM:
            _check_length(stream)
            return photo.read(stream, page=frame, max_side=max_side)
    return _read_dicom(_keep_file(path, member), frame, max_side)


def _read_dicom(opened: Any, frame: int, max_side: int | None) -> Picture:
    """Return one frame, reduced."""
    from medview.imaging import dicom

    return reduced(dicom.read_frame(opened, frame), max_side)


def reduced(shown: Picture, max_side: int | None) -> Picture:
    """Return the picture with its longer side at most `max_side`."""
    import dataclasses

    import cv2

    from medview.imaging.sizes import fitting_size

    height, width = shown.pixels.shape[:2]
    if max_side is None or max(height, width) <= max_side:
        return shown
    size = fitting_size((width, height), max_side)
    pixels: Array = shown.pixels
    if pixels.dtype == np.int32:  # OpenCV does not resize it
        pixels = pixels.astype(np.float32)
    smaller = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    spacing = shown.spacing
    if spacing is not None:
        spacing = (spacing[0] * height / size[1], spacing[1] * width / size[0])
    return dataclasses.replace(shown, pixels=smaller, spacing=spacing)


def _file_key(path: str, member: str) -> tuple[str, str, int]:
    """Return what names one version of a file."""
    try:
        return path, member, os.stat(path).st_mtime_ns
    except OSError:
        return path, member, 0


def _kept_file(path: str, member: str) -> Any:
    """Return a DICOM file parsed before, or None."""
    return _kept.get(_file_key(path, member))


def _kept_bytes() -> int:
    """Return the memory that kept files take: those unpacked from a ZIP or deflated."""
    return sum(opened.size for opened in _kept.values() if isinstance(opened.stream, BytesIO))


def _keep_file(path: str, member: str) -> Any:
    """Return a DICOM file parsed now, and keep it open for the next frame when it has several."""
    from medview.imaging.dicom_file import open_dicom
    from medview.sources.files import read_member

    stream = BytesIO(read_member(path, member)) if member else open_regular(path)
    opened = open_dicom(stream)
    _kept[_file_key(path, member)] = opened
    while len(_kept) > 1 and (len(_kept) > KEPT_FILES or _kept_bytes() > MOST_KEPT):
        _, oldest = _kept.popitem(last=False)
        oldest.stream.close()
    return opened


TASKS: dict[str, Callable[..., Any]] = {
    "look": look,
    "members": members,
    "dicomdir": dicomdir,
    "digest": digest,
    "picture": picture,
    "thumbnail": thumbnail,
    "prepare": prepare,
}
