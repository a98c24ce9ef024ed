"""What a file is, by its first bytes: a name or an extension proves nothing."""

from __future__ import annotations

HEAD = 1024  # bytes that `sniff` needs

DICOM = "DICOM"
ZIP = "ZIP"
PHOTO_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF")

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
    (b"GIF8", "GIF"),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"PK\x07\x08", ZIP),
    (b"%PDF", "PDF document"),
    (b"Rar!", "RAR archive"),
    (b"7z\xbc\xaf", "7-Zip archive"),
    (b"\x1f\x8b", "gzip archive"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "JPEG 2000 picture"),
    (b"8BPS", "Photoshop picture"),
    (b"\x5c\x01\x00\x00", "NIfTI volume"),
    (b"\x93NUMPY", "NumPy array"),
    (b"SQLite format 3", "SQLite database"),
)


def sniff(head: bytes) -> str:
    """Return DICOM, ZIP, one of PHOTO_FORMATS, the name of a format not read here, or ""."""
    if head[128:132] == b"DICM":  # before all others: a preamble may hold any other format's head
        return DICOM
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    return _by_structure(head)


def _by_structure(head: bytes) -> str:
    """Return what a head without a plain signature is."""
    if head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00":
        return "BMP"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP picture"
    if head[4:8] == b"ftyp":
        return "HEIC picture or video"
    if _bare_dicom(head):
        return DICOM
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<svg", b"<?xml", b"<!doctype svg")):
        return "SVG or XML text"
    if text.startswith((b"<html", b"<!doctype html")):
        return "web page"
    return "text" if _is_text(head) else ""


def _bare_dicom(head: bytes) -> bool:
    """Return True for a data set without preamble: it starts with group 0002 or 0008.

    PS3.5 7.1: tags ascend, so a data set without meta information opens in group 0008.
    """
    little = head[:4] in (b"\x02\x00\x00\x00", b"\x08\x00\x00\x00") or (
        head[:2] in (b"\x02\x00", b"\x08\x00") and head[3:4] == b"\x00"
    )
    big = head[:3] == b"\x00\x08\x00"
    return len(head) > 8 and (little or big)


def _is_text(head: bytes) -> bool:
    """Return True when no byte is a control character a text would not hold."""
    controls = set(range(32)) - {9, 10, 12, 13, 27}
    return bool(head) and not any(byte in controls for byte in head)
