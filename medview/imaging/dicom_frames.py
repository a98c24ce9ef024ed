"""How many frames a DICOM file really holds, whatever its header says."""

from __future__ import annotations

from medview.domain.errors import TooLarge, UnreadableFile
from medview.domain.image import GRADE, RECONSTRUCTION, Notice
from medview.imaging.dicom_file import MAX_ITEMS, DicomFile
from medview.imaging.dicom_values import number, text, whole
from medview.imaging.sizes import MAX_FRAMES, MAX_PIXELS

_ITEM, _END = b"\xfe\xff\x00\xe0", b"\xfe\xff\xdd\xe0"


def count_frames(opened: DicomFile) -> tuple[int, tuple[Notice, ...]]:
    """Return the frames that can be shown, and a notice when the header promises more.

    Raises UnreadableFile or TooLarge when the size of the image is impossible.
    """
    check_size(opened)
    declared = _declared(opened)
    if declared == 1:
        return 1, _single_notices(opened)
    present = _present(opened, declared)
    if present < 1:
        raise _cut_off(f"The file promises {declared} frames and holds none.")
    notices: tuple[Notice, ...] = ()
    if opened.is_encapsulated and not _items(opened)[1]:
        notices = (_end_notice(),)
    if present < declared:
        notices += (
            Notice(
                "frames-missing",
                f"The file promises {declared} frames and holds {present}.",
                frozenset({GRADE, RECONSTRUCTION}),
            ),
        )
    return present, notices


def _single_notices(opened: DicomFile) -> tuple[Notice, ...]:
    """Return what is missing of the only frame.

    Raises UnreadableFile when a compressed image claims bytes beyond the end of the file.
    """
    if not opened.is_encapsulated:
        return (cut_notice(),) if is_cut(opened, 0) else ()
    items, is_ended = _items(opened)
    if not is_ended and _overruns(opened, items):
        raise _cut_off("The file is cut off, or lies about its length.")
    if len(items) > 1 and "JPEG" in opened.syntax.name and not _is_coded_to_the_end(opened, items):
        return (cut_notice(),)
    return () if is_ended else (_end_notice(),)


def _is_coded_to_the_end(opened: DicomFile, items: list[tuple[int, int]]) -> bool:
    """Return True when the last bytes hold the end marker all codes of the JPEG family have.

    ITU-T T.81 B.2.1 (EOI), T.800 A.4.4 (EOC), T.87 C.1.1: FF D9. Without it decoders fill in.
    """
    start, length = [item for item in items if item[1]][-1]
    opened.stream.seek(start + max(0, length - 4))
    return b"\xff\xd9" in opened.stream.read(min(4, length))


def _cut_off(message: str) -> UnreadableFile:
    """Return the error of a file without its pixels."""
    return UnreadableFile(message, hint="Export it again from the PACS or the scanner.")


def _end_notice() -> Notice:
    """Return the notice of compressed pixels without the mark of their end (PS3.5 A.4)."""
    return Notice("no-end", "The file ends without its end mark: something may be missing.")


def is_cut(opened: DicomFile, frame: int) -> bool:
    """Return True when some bytes of a native frame are missing."""
    end = opened.pixel_start + (frame + 1) * frame_bytes(opened)
    return not opened.is_encapsulated and opened.size < end


def cut_notice() -> Notice:
    """Return the notice of an image whose end is missing."""
    return Notice(
        "incomplete",
        "The file is cut off: a part of the image is missing or wrong. Export it again.",
        frozenset({GRADE, RECONSTRUCTION}),
    )


def check_size(opened: DicomFile) -> None:
    """Raise before anything is allocated from the header's numbers alone."""
    rows, columns = whole(opened.header, "Rows"), whole(opened.header, "Columns")
    if rows is None or columns is None or not (0 < rows < 65536 and 0 < columns < 65536):
        raise _cut_off("The file does not say how many rows and columns the image has.")
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
        raise _cut_off(f"The file says it holds {value:g} frames.")
    return int(value)


def _present(opened: DicomFile, declared: int) -> int:
    """Return how many of the declared frames have data."""
    if not opened.is_encapsulated:
        length = frame_bytes(opened)
        available = opened.size - opened.pixel_start
        return min(declared, MAX_FRAMES, int(available / length)) if length else 0
    items, _ = _items(opened)
    table = items[0][1] // 4 if items else 0  # PS3.5 A.4: the first item holds offsets
    frames = max(0, len(items) - 1)
    return min(declared, MAX_FRAMES, table if 1 < table <= frames else frames)


def _items(opened: DicomFile) -> tuple[list[tuple[int, int]], bool]:
    """Return (start, length) of each whole item of encapsulated pixels, the offset table first.

    The second value is True when the items end with the mark of their end (PS3.5 A.4).
    """
    stream = opened.stream
    items: list[tuple[int, int]] = []
    position = opened.pixel_start
    while position + 8 <= opened.size and len(items) <= MAX_ITEMS:
        stream.seek(position)
        head = stream.read(8)
        length = int.from_bytes(head[4:], "little")  # encapsulated syntaxes are little endian
        if head[:4] != _ITEM:
            return items, head[:4] == _END
        if position + 8 + length > opened.size:
            return items, False
        items.append((position + 8, length))
        position += 8 + length
    return items, False


def _overruns(opened: DicomFile, items: list[tuple[int, int]]) -> bool:
    """Return True when the item after the last whole one claims to end beyond the file."""
    position = items[-1][0] + items[-1][1] if items else opened.pixel_start
    opened.stream.seek(position)
    return opened.stream.read(4) == _ITEM
