from __future__ import annotations

import pytest

from medview.imaging.filetype import DICOM, ZIP, sniff


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"MM\x00*", "TIFF"),
        (b"GIF89a", "GIF"),
        (b"BM\x00\x00\x00\x00\x00\x00\x00\x00", "BMP"),
        (b"PK\x03\x04", ZIP),
        (b"\0" * 128 + b"DICM", DICOM),
        (b"MZ" + b"\0" * 126 + b"DICM", DICOM),
        (b"\x08\x00\x05\x00CS\x0a\x00ISO_IR 100", DICOM),
        (b"%PDF-1.7", "PDF document"),
        (b" <svg xmlns=", "SVG or XML text"),
        (b"<!DOCTYPE html>", "web page"),
        (b"patient;eye;grade\n", "text"),
        (b"", ""),
        (b"\x00\x01\x02\x03", ""),
    ],
)
def test_content_decides(head: bytes, kind: str) -> None:
    assert sniff(head) == kind
