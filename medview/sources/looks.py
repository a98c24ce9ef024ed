"""A quick look at a file inside a reader process: what it is, and what the worklist must know."""

from __future__ import annotations

import time
from typing import Any, BinaryIO

import numpy as np

from medview.domain.case import GREY
from medview.domain.errors import UnreadableFile, UnsupportedFormat
from medview.domain.eyes import DiscSide
from medview.domain.image import GRADE, Notice
from medview.imaging import filetype, photo
from medview.imaging.dicom_facts import Header
from medview.imaging.photo_header import camera_of, open_photo
from medview.sources import wire
from medview.sources.files import fingerprint, open_source
from medview.sources.pictures import check_length, reduced
from medview.sources.wire import Json, refusal

PICTURE_MODALITIES = ("OP", "OT", "XC", "SC", "")  # of DICOM pictures that may be of an eye
MOST_PIXELS = 8_000_000  # of an ophthalmic photograph that is decoded only for the side of its disc
LOOK_SIDE = 256  # pixels; enough to tell a fundus photograph from anything else


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

    check_length(stream)
    mark = fingerprint(stream)
    stream.seek(0)
    opened = open_photo(stream)
    camera, pages = camera_of(opened), photo.count_pages(opened)
    stream.seek(0)
    picture = photo.read(stream, max_side=LOOK_SIDE)
    pixels = np.asarray(picture.pixels, dtype=np.uint8)
    notices = [*picture.notices]
    if pages > 1:
        notices.append(_many_pages(pages))
    is_fundus, disc = _retina(pixels, is_colour=picture.is_colour)
    if picture.is_colour and not is_fundus:
        notices += quality.hopeless(pixels)
    if not picture.is_colour or quality.is_grey(pixels):
        notices.append(_grey())
    return {
        "kind": "photo",
        "fingerprint": mark,
        "full_size": picture.full_size,
        "pages": pages,
        "camera": camera,
        "is_fundus": is_fundus,
        "disc": wire.disc_to_json(disc),
        "notices": wire.notices_to_json(notices),
    }


def _retina(pixels: np.ndarray[Any, Any], *, is_colour: bool) -> tuple[bool, DiscSide]:
    """Return whether a picture shows a retina, and where its optic disc lies, unless too poor."""
    from medview.imaging import eye_side, quality

    measures = quality.measure(pixels) if is_colour else {}
    if not measures or not quality.is_fundus(measures):
        return False, DiscSide()
    return True, DiscSide() if quality.fault_of(measures) else eye_side.disc_side(pixels)


def _grey() -> Notice:
    """Return the notice of a picture file without colour that names no eye."""
    return Notice(
        GREY,
        "A grey picture file that names no eye: it is read as a radiograph; lengths are in pixels.",
        frozenset({GRADE}),
    )


def _many_pages(pages: int) -> Notice:
    """Return the notice of a TIFF that holds more than one picture."""
    return Notice(
        "pages",
        f"The file holds {pages} pictures: scroll to see them. It is not graded; "
        "save the one you want as its own file.",
        frozenset({GRADE}),
    )


def _look_at_dicom(stream: BinaryIO, kind: str) -> Json:
    """Return the header's facts of a DICOM image, or that the file is a DICOMDIR."""
    from medview.imaging.dicom_file import open_dicom, value_of
    from medview.imaging.dicom_header import read_header

    opened = open_dicom(stream)
    if _is_dicomdir(opened) or value_of(opened.header, "DirectoryRecordSequence") is not None:
        return {"kind": "dicomdir"}
    header = read_header(opened)
    shows_retina, disc = _retina_of(opened, header)
    is_fundus = header.is_eye_photograph or shows_retina
    return {
        "kind": "dicom",
        "header": wire.header_to_json(header),
        "is_fundus": is_fundus,
        "disc": wire.disc_to_json(disc),
        # The slices of a series are known by it: their bytes are not looked at.
        "fingerprint": fingerprint(stream) if is_fundus or header.is_alone else "",
    }


def _retina_of(opened: Any, header: Header) -> tuple[bool, DiscSide]:
    """Return `_retina` of a single colour picture, which may be an exported fundus photograph.

    Many cameras and archives write secondary captures instead of ophthalmic objects.
    """
    from medview.imaging import dicom

    may_be_eye = header.is_eye_photograph or header.modality in PICTURE_MODALITIES
    if not may_be_eye or header.frames > 1 or not header.is_colour:
        return False, DiscSide()
    if header.is_eye_photograph and header.rows * header.columns > MOST_PIXELS:
        return False, DiscSide()
    try:
        picture = reduced(dicom.read_frame(opened, 0), LOOK_SIDE)
        pixels = np.asarray(picture.pixels, dtype=np.uint8)
        return _retina(pixels, is_colour=picture.is_colour)
    except Exception:  # told when somebody looks at it
        return False, DiscSide()


def _is_dicomdir(opened: Any) -> bool:
    """Return True for the directory of a medium (PS3.3 F)."""
    from medview.imaging.dicom_values import text

    return text(opened.header.file_meta, "MediaStorageSOPClassUID") == "1.2.840.10008.1.3.10"


def _look_at_zip(stream: BinaryIO, kind: str) -> Json:
    """Return that the file is a ZIP."""
    return {"kind": "zip"}


_looks = {
    **dict.fromkeys(filetype.PHOTO_FORMATS, _look_at_photo),
    filetype.DICOM: _look_at_dicom,
    filetype.ZIP: _look_at_zip,
}
