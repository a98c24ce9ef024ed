"""The pixels of a DICOM file as they are coded, without the words that codes can carry."""

from __future__ import annotations

from pydicom.encaps import generate_frames

from medview.domain.errors import MedViewError, UnreadableFile, UnsupportedFormat
from medview.imaging.dicom_file import DicomFile, require_image
from medview.imaging.dicom_frames import count_frames, frame_bytes
from medview.imaging.dicom_syntax import check_syntax
from medview.imaging.strip_picture import plain_jpeg, plain_jpeg2000

_JPEG = tuple(f"1.2.840.10008.1.2.4.{n}" for n in (50, 51, 57, 70, 80, 81))
_JPEG2000 = tuple(f"1.2.840.10008.1.2.4.{n}" for n in (90, 91, 201, 202, 203))
_RLE = "1.2.840.10008.1.2.5"


def pixel_bytes(opened: DicomFile) -> list[bytes]:
    """Return what is coded of each frame, or all frames as one where they are not compressed.

    Words beside the pixels and what lies behind them are left out, so that a file and its
    de-identified twin answer the same. Raises UnreadableFile or UnsupportedFormat.
    """
    require_image(opened)
    check_syntax(opened)
    count = count_frames(opened)[0]
    opened.stream.seek(opened.pixel_start)
    if not opened.is_encapsulated:
        return [opened.stream.read(int(frame_bytes(opened) * count + 0.999))]
    try:
        frames = generate_frames(opened.stream.read(), number_of_frames=count)
        return [_plain_frame(frame, str(opened.syntax)) for frame in frames]
    except MedViewError:
        raise
    except Exception as error:  # the parser raises anything on hostile bytes
        raise UnreadableFile(
            "The compressed pixels cannot be taken apart.",
            hint="Export it again from the PACS or the scanner.",
        ) from error


def _plain_frame(frame: bytes, syntax: str) -> bytes:
    """Return one compressed frame without comments; raise UnsupportedFormat for an unknown code."""
    if syntax in _JPEG:
        return plain_jpeg(frame)
    if syntax in _JPEG2000:
        return plain_jpeg2000(frame)
    if syntax == _RLE:
        return frame
    raise UnsupportedFormat(
        "The image is compressed in a way that cannot be cleaned of words.",
        hint="Ask for it as JPEG 2000 or uncompressed.",
    )
