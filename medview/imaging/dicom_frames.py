"""How many frames a DICOM file really holds, whatever its header says."""

from __future__ import annotations

from typing import Literal

from medview.domain.errors import TooLarge, UnreadableFile
from medview.domain.image import GRADE, RECONSTRUCTION, Notice
from medview.imaging.dicom_file import MAX_ITEMS, DicomFile
from medview.imaging.dicom_values import number, text, whole
from medview.imaging.sizes import MAX_FRAMES, MAX_PIXELS

_ITEM = b"\xfe\xff\x00\xe0"


def count_frames(opened: DicomFile) -> tuple[int, tuple[Notice, ...]]:
    """Return the frames that can be shown, and a notice when the header promises more.

    Raises UnreadableFile or TooLarge when the size of the image is impossible.
    """
    check_size(opened)
    declared = _declared(opened)
    if declared == 1:
        _check_single(opened)
        return 1, (cut_notice(),) if is_cut(opened, 0) else ()
    present = _present(opened, declared)
    if present >= declared:
        return declared, ()
    if present < 1:
        raise UnreadableFile(
            f"The file promises {declared} frames and holds none.",
            hint="Export it again from the PACS or the scanner.",
        )
    notice = Notice(
        "frames-missing",
        f"The file promises {declared} frames and holds {present}.",
        frozenset({GRADE, RECONSTRUCTION}),
    )
    return present, (notice,)


def _check_single(opened: DicomFile) -> None:
    """Raise UnreadableFile when a compressed image claims bytes beyond the end of the file."""
    if opened.is_encapsulated and fragments_of(opened)[1]:
        raise UnreadableFile(
            "The file is cut off, or lies about its length.",
            hint="Export it again from the PACS or the scanner.",
        )


def cut_notice() -> Notice:
    """Return the notice of an image whose end is missing."""
    return Notice(
        "incomplete",
        "The file is cut off: a part of the image is missing and shown blank. Export it again.",
        frozenset({GRADE, RECONSTRUCTION}),
    )


def is_cut(opened: DicomFile, frame: int) -> bool:
    """Return True when some bytes of a native frame are missing."""
    end = opened.pixel_start + (frame + 1) * frame_bytes(opened)
    return not opened.is_encapsulated and opened.size < end


def check_size(opened: DicomFile) -> None:
    """Raise before anything is allocated from the header's numbers alone."""
    rows, columns = whole(opened.header, "Rows"), whole(opened.header, "Columns")
    if rows is None or columns is None or not (0 < rows < 65536 and 0 < columns < 65536):
        raise UnreadableFile(
            "The file does not say how many rows and columns the image has.",
            hint="Export it again from the PACS or the scanner.",
        )
    if rows * columns > MAX_PIXELS:
        raise TooLarge(
            f"The image is {columns} × {rows} pixels, more than MedView opens.",
            hint=f"Export it with at most {MAX_PIXELS // 1_000_000} million pixels.",
        )


def frame_bytes(opened: DicomFile) -> float:
    """Return the length of one native frame; a fraction when 1 bit pixels share bytes."""
    dataset = opened.header
    bits = whole(dataset, "BitsAllocated") or 0
    samples = float(whole(dataset, "SamplesPerPixel") or 1)
    if text(dataset, "PhotometricInterpretation") == "YBR_FULL_422":
        samples = 2.0  # PS3.3 C.7.6.3.1.2: two pixels share one pair of colour values
    return (whole(dataset, "Rows") or 0) * (whole(dataset, "Columns") or 0) * samples * bits / 8


def _declared(opened: DicomFile) -> int:
    """Return Number of Frames, 1 when absent."""
    value = number(opened.header, "NumberOfFrames")
    if value is None:
        return 1
    if value < 1:
        raise UnreadableFile(
            f"The file says it holds {value:g} frames.",
            hint="Export it again from the PACS or the scanner.",
        )
    return int(value)


def _present(opened: DicomFile, declared: int) -> int:
    """Return how many of the declared frames have data."""
    if not opened.is_encapsulated:
        length = frame_bytes(opened)
        available = opened.size - opened.pixel_start
        return min(declared, MAX_FRAMES, int(available / length)) if length else 0
    fragments, _ = fragments_of(opened)
    table = fragments[0][1] // 4 if fragments else 0  # PS3.5 A.4: the first item holds offsets
    frames = max(0, len(fragments) - 1)
    return min(declared, MAX_FRAMES, table if 1 < table <= frames else frames)


def fragments_of(opened: DicomFile) -> tuple[list[tuple[int, int]], bool]:
    """Return (start, length) of each whole item of encapsulated pixels, the offset table first.

    The second value is True when an item claims to end beyond the file (PS3.5 A.4).
    """
    stream, items = opened.stream, []
    order: Literal["little"] = "little"  # encapsulated syntaxes are all little endian
    position = opened.pixel_start
    while position + 8 <= opened.size and len(items) <= MAX_ITEMS:
        stream.seek(position)
        head = stream.read(8)
        length = int.from_bytes(head[4:], order)
        if head[:4] != _ITEM:
            break
        if position + 8 + length > opened.size:
            return items, True
        items.append((position + 8, length))
        position += 8 + length
    return items, False
