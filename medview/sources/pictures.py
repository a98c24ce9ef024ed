"""One image of any kind, decoded inside a reader process; DICOM files are kept for a next frame."""

from __future__ import annotations

import dataclasses
import os
from collections import OrderedDict
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from medview.domain.errors import UnreadableFile
from medview.domain.image import Picture
from medview.domain.volume import Frame
from medview.imaging import filetype, photo
from medview.imaging.sizes import fitting_size
from medview.sources.files import open_regular, read_member

if TYPE_CHECKING:
    from medview.imaging.dicom_file import DicomFile

MAX_PHOTO_BYTES = 512 * 1024 * 1024
MOST_KEPT = 200 * 1024 * 1024  # bytes of kept files in memory
KEPT_FILES = 2

Key = tuple[str, str, int]


class Pictures:
    """Reads pictures; the last DICOM files stay parsed, so that scrolling frames is quick."""

    def __init__(self) -> None:
        """Start with nothing kept."""
        self._kept: OrderedDict[Key, DicomFile] = OrderedDict()

    def read(
        self,
        path: str,
        member: str,
        frame: int,
        max_side: int | None = None,
        least_side: int | None = None,
    ) -> Picture:
        """Return one image of any kind, its longer side at most `max_side`.

        With `least_side` a photograph may be decoded smaller, not below it (see photo.read).
        """
        key = _file_key(path, member)
        if key in self._kept:
            return _read_dicom(self._kept[key], frame, max_side)
        stream = BytesIO(read_member(path, member)) if member else open_regular(path)
        kind = filetype.sniff(stream.read(filetype.HEAD))
        stream.seek(0)
        if kind == filetype.DICOM:
            return _read_dicom(self._keep(key, stream), frame, max_side)
        with stream:
            check_length(stream)
            return photo.read(stream, page=frame, max_side=max_side, least_side=least_side)

    def shown(self, path: str, member: str, frame: int, max_side: int | None) -> Picture:
        """Return one image as people read it: a PET in SUV, with what is known of it."""
        picture = self.read(path, member, frame, max_side)
        opened = self._kept.get(_file_key(path, member))
        if opened is None:
            return picture
        from medview.imaging.suv import in_suv

        return in_suv(opened, picture)

    def slice_of(self, path: str, member: str, frame: int) -> Frame:
        """Return one frame of a DICOM file as a slice of a volume."""
        from medview.imaging.dicom_slice import read_slice

        key = _file_key(path, member)
        if key not in self._kept:
            self._keep(key, BytesIO(read_member(path, member)) if member else open_regular(path))
        return read_slice(self._kept[key], frame)

    def _keep(self, key: Key, stream: BinaryIO) -> DicomFile:
        """Return a DICOM file parsed now, and keep it; the oldest makes room."""
        from medview.imaging.dicom_file import open_dicom

        self._kept[key] = opened = open_dicom(stream)
        while len(self._kept) > 1 and (len(self._kept) > KEPT_FILES or self._size() > MOST_KEPT):
            _, oldest = self._kept.popitem(last=False)
            oldest.stream.close()
        return opened

    def _size(self) -> int:
        """Return the memory that kept files take: those unpacked from a ZIP or deflated."""
        return sum(o.size for o in self._kept.values() if isinstance(o.stream, BytesIO))


def _file_key(path: str, member: str) -> Key:
    """Return what names one version of a file."""
    try:
        return path, member, os.stat(path).st_mtime_ns
    except OSError:
        return path, member, 0


def check_length(stream: BinaryIO) -> None:
    """Raise UnreadableFile for a file far longer than any photograph (a sparse disk image, say)."""
    length = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    if length > MAX_PHOTO_BYTES:
        raise UnreadableFile("The file is far larger than any photograph.")


def _read_dicom(opened: DicomFile, frame: int, max_side: int | None) -> Picture:
    """Return one frame, reduced."""
    from medview.imaging import dicom

    return reduced(dicom.read_frame(opened, frame), max_side)


def reduced(shown: Picture, max_side: int | None) -> Picture:
    """Return the picture with its longer side at most `max_side`."""
    import cv2  # here: photographs do without it

    height, width = shown.pixels.shape[:2]
    if max_side is None or max(height, width) <= max_side:
        return shown
    size = fitting_size((width, height), max_side)
    pixels: np.ndarray[Any, Any] = shown.pixels
    if pixels.dtype == np.int32:  # OpenCV does not resize it
        pixels = pixels.astype(np.float32)
    smaller = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    spacing = shown.spacing
    if spacing is not None:
        spacing = (spacing[0] * height / size[1], spacing[1] * width / size[0])
    return dataclasses.replace(shown, pixels=smaller, spacing=spacing, padding=None, drawn=None)
