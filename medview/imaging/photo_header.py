"""The header of a picture file: which decoder, how large, and what it tells against grading."""

from __future__ import annotations

import warnings
from typing import BinaryIO

from PIL import Image

from medview.domain.case import joined_names, printable
from medview.domain.errors import TooLarge, UnreadableFile, UnsafeFile, UnsupportedFormat
from medview.domain.image import GRADE, Notice
from medview.imaging.filetype import HEAD, PHOTO_FORMATS, sniff
from medview.imaging.sizes import MAX_PIXELS

CAMERA_TAGS = (0x010F, 0x0110)  # Make, Model
MAX_SCANS = 100  # a progressive JPEG has about ten, its thumbnails in APP segments a few more
SMALLEST_SIDE = 64  # pixels; below that no lesion could be seen
DAMAGED = "The file is damaged or incomplete."
COPY_AGAIN = "Copy it again from the camera or export it again."


def open_photo(stream: BinaryIO) -> Image.Image:
    """Return the picture with its header read and its size within limits, pixels not yet decoded.

    Only the decoder that the first bytes name is tried.
    """
    kind = sniff(stream.read(HEAD))
    stream.seek(0)
    if kind not in PHOTO_FORMATS:
        raise UnsupportedFormat(
            f"This is {_article(kind)}, not a picture MedView reads."
            if kind
            else "The content is not a picture MedView reads.",
            hint="Save it as JPEG, PNG, TIFF or DICOM.",
        )
    image = _read_header(stream, kind)
    check_size(image)
    if kind == "JPEG":
        _check_scans(stream)
    return image


def _article(kind: str) -> str:
    """Return the name of a format with its article."""
    if kind == "text":
        return "plain text"
    return f"an {kind}" if kind[0] in "AEIOSR" and kind[1].isupper() else f"a {kind}"


def _read_header(stream: BinaryIO, kind: str) -> Image.Image:
    """Return the opened picture; whatever the decoder says becomes one clear message."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(stream, formats=[kind])
    except MemoryError:
        raise
    except Image.DecompressionBombError as error:
        raise TooLarge(f"The {kind} picture is larger than MedView opens.") from error
    except Exception as error:  # decoders raise anything on hostile headers
        raise UnreadableFile(f"{DAMAGED} Its {kind} header is wrong.", hint=COPY_AGAIN) from error


def check_size(image: Image.Image) -> None:
    """Raise TooLarge before a single pixel is decoded."""
    width, height = image.size
    if width <= 0 or height <= 0:
        raise UnreadableFile("The picture has no pixels.", hint=COPY_AGAIN)
    if width * height > MAX_PIXELS:
        raise TooLarge(
            f"The picture is {width} × {height} pixels, more than MedView opens.",
            hint=f"Export it with at most {MAX_PIXELS // 1_000_000} million pixels.",
        )


def _check_scans(stream: BinaryIO) -> None:
    """Raise UnsafeFile for a progressive JPEG of very many scans: each costs a full decode.

    A byte FF of the coded data is always followed by 00 (ITU-T T.81 F.1.2.3), so the marker of a
    scan cannot occur by chance.
    """
    position = stream.tell()
    stream.seek(0)
    scans = 0
    while chunk := stream.read(1 << 20):
        scans += chunk.count(b"\xff\xda")
    stream.seek(position)
    if scans > MAX_SCANS:
        raise UnsafeFile(
            f"The JPEG consists of {scans} scans, made to keep a computer busy.",
            hint="Export the photograph again from the camera.",
        )


def camera_of(image: Image.Image) -> str:
    """Return maker and model as EXIF names them (EXIF 2.32, 4.6.4), "" where it does not.

    Only JPEG and TIFF are asked: of other formats Pillow decodes the pixels to look for EXIF.
    """
    if image.format not in ("JPEG", "TIFF"):
        return ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = image.getexif()
            names = [printable(str(found.get(tag, "")).strip("\0 ")) for tag in CAMERA_TAGS]
    except Exception:  # EXIF written by anybody's camera
        return ""
    return joined_names(*names)


def header_notices(image: Image.Image) -> tuple[Notice, ...]:
    """Return what the header alone tells against grading."""
    found = []
    if min(image.size) < SMALLEST_SIDE:
        found.append(
            Notice(
                "too-small",
                f"The picture is only {image.width} × {image.height} pixels: it is not graded.",
                frozenset({GRADE}),
            )
        )
    if image.mode == "1":
        found.append(
            Notice(
                "one-bit",
                "The picture is only black and white (1 bit): it is not graded.",
                frozenset({GRADE}),
            )
        )
    if image.format in ("GIF", "PNG") and getattr(image, "is_animated", False):
        found.append(
            Notice(
                "animated",
                "The file is an animation: only its first picture is shown, and not graded.",
                frozenset({GRADE}),
            )
        )
    return tuple(found)
