"""Which transfer syntaxes are decoded here, and what to tell of the others."""

from __future__ import annotations

from pydicom.pixels.decoders.base import get_decoder

from medview.domain.errors import UnsupportedFormat
from medview.imaging.dicom_file import DicomFile

EXPORT_AGAIN = "Export it again from the PACS or the scanner."
UNCOMPRESSED = "Ask for the series as JPEG 2000 or uncompressed."


def check_syntax(opened: DicomFile) -> None:
    """Raise UnsupportedFormat for video, and for what no decoder here reads."""
    syntax = opened.syntax
    name = syntax.name if not syntax.name[:1].isdigit() else f"an unknown encoding ({syntax})"
    if "MPEG" in name or "HEVC" in name:
        raise UnsupportedFormat(
            f"This is a video ({name.split(' @')[0]}), which MedView does not play.",
            hint="Open single images of the study instead.",
        )
    try:
        is_available = get_decoder(syntax).is_available
    except NotImplementedError as error:
        raise undecodable(name) from error
    if not is_available:
        raise undecodable(name)


def undecodable(name: str) -> UnsupportedFormat:
    """Return the error of a sound image in an encoding without decoder."""
    return UnsupportedFormat(
        f"The image uses {name}, which MedView cannot decode.", hint=UNCOMPRESSED
    )
