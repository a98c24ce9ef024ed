"""Picture files without anything but the picture: no EXIF, no comments, no thumbnails.

JPEG and PNG keep their coded pixels to the bit; every other format is written anew as TIFF, whose
pixels are the same. Only the orientation is kept, as a tag, since pixels are not turned.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import BinaryIO

from PIL import Image

from medview.domain.errors import UnreadableFile
from medview.imaging import photo
from medview.imaging.photo_header import COPY_AGAIN, DAMAGED, open_photo

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_COM, _APP0, _APP8, _APP14, _APP15 = 0xFE, 0xE0, 0xE8, 0xEE, 0xEF
_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length (ITU-T T.81 B.1.1.3)
_EXIF = b"Exif\0\0"
# Chunks a PNG is decoded by (PNG specification 5.3); all others are words about it.
_PNG_CHUNKS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"


def stripped(stream: BinaryIO) -> tuple[bytes, str]:
    """Return the bytes of a picture file that says nothing of itself, and its ending (".jpg").

    Raises UnreadableFile, UnsupportedFormat or TooLarge.
    """
    image = open_photo(stream)
    orientation = photo.orientation_of(image) if image.format in ("JPEG", "MPO", "PNG") else 1
    if image.format in ("JPEG", "MPO"):
        stream.seek(0)
        return _with_exif(plain_jpeg(stream.read()), orientation), ".jpg"
    if image.format == "PNG":
        stream.seek(0)
        return _plain_png(stream.read(), orientation), ".png"
    return _as_tiff(stream, photo.count_pages(image)), ".tif"


def plain_jpeg(data: bytes) -> bytes:
    """Return a JPEG or JPEG-LS without comments and application data, its pixels untouched.

    Kept are what decoders need: JFIF (without thumbnail), Adobe's colour transform, HP's of
    JPEG-LS. What lies behind the end of the image is cut off. Raises UnreadableFile.
    """
    if data[:2] != b"\xff\xd8":
        raise UnreadableFile(DAMAGED, hint=COPY_AGAIN)
    parts, at = [data[:2]], 2
    while at < len(data):
        start = data.find(b"\xff", at)
        if start < 0 or start + 1 >= len(data):
            break
        if start != at:  # bytes between segments belong to nothing
            at = start
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == _EOI:
            parts.append(data[at : at + 2])
            break
        if marker in _ALONE or marker == 0:
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end > len(data) or end < at + 4:
            break
        parts.append(_kept_segment(marker, data[at:end]))
        if marker == _SOS:
            scan_end = _end_of_scan(data, end)
            parts.append(data[end:scan_end])
            end = scan_end
        at = end
    return b"".join(parts)


def _kept_segment(marker: int, segment: bytes) -> bytes:
    """Return a segment, what decoders need of it, or nothing."""
    body = segment[4:]
    if marker == _APP0 and body[:5] == b"JFIF\0" and len(body) >= 14:
        return b"\xff\xe0\x00\x10" + body[:12] + b"\0\0"  # no thumbnail
    if marker == _APP14 and body[:5] == b"Adobe" and len(body) >= 12:
        return b"\xff\xee\x00\x0e" + body[:12]
    if marker == _APP8 and body[:4] == b"mrfx" and len(body) == 5:
        return segment
    is_words = marker == _COM or _APP0 <= marker <= _APP15
    return b"" if is_words else segment


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the next marker starts that is no restart.

    In coded data FF is followed by 00 (T.81 B.1.1.5) or a byte below 80 (JPEG-LS, T.87 A.1).
    """
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        following = data[at + 1]
        if following >= 0x80 and following not in _ALONE and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2


def plain_jpeg2000(data: bytes) -> bytes:
    """Return a JPEG 2000 codestream without comments in its main header (T.800 A.9.2)."""
    if data[:4] != b"\xff\x4f\xff\x51":
        raise UnreadableFile(
            "The compressed image is not a plain JPEG 2000 codestream.",
            hint="Export it again from the PACS or the scanner.",
        )
    parts, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0x90:  # SOT: tiles begin
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] != 0x64:  # COM
            parts.append(data[at:end])
        at = end
    finish = data.rfind(b"\xff\xd9")
    return b"".join(parts) + (data[at : finish + 2] if finish > at else data[at:])


def _with_exif(jpeg: bytes, orientation: int) -> bytes:
    """Return the JPEG with how the camera was held, where that is not upright."""
    if orientation == 1:
        return jpeg
    body = _EXIF + _orientation_tag(orientation)
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def _orientation_tag(orientation: int) -> bytes:
    """Return a TIFF header with one entry (EXIF 2.32, 4.6.4 Orientation)."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + b"\0\0\0\0"


def _plain_png(data: bytes, orientation: int) -> bytes:
    """Return the PNG with the chunks it is decoded by alone; raise UnreadableFile."""
    if data[:8] != _PNG_HEAD:
        raise UnreadableFile(DAMAGED, hint=COPY_AGAIN)
    parts, at = [data[:8]], 8
    while at + 12 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind in _PNG_CHUNKS:
            parts.append(data[at : at + 12 + length])
        if kind == b"IHDR" and orientation != 1:
            parts.append(_chunk(b"eXIf", _orientation_tag(orientation)))
        if kind == b"IEND":
            break
        at += 12 + length
    return b"".join(parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _as_tiff(stream: BinaryIO, pages: int) -> bytes:
    """Return the pixels of every page as a new TIFF."""
    images = []
    for page in range(pages):
        stream.seek(0)
        images.append(Image.fromarray(photo.read(stream, page=page).pixels))
    written = BytesIO()
    more = {"save_all": True, "append_images": images[1:]} if pages > 1 else {}
    images[0].save(written, "TIFF", compression="tiff_lzw", **more)
    return written.getvalue()
