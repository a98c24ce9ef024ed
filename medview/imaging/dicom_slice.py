"""One DICOM frame as a slice of a volume: its pixels, its place, and what makes SUV of them."""

from __future__ import annotations

from medview.domain.errors import NoVolume
from medview.domain.volume import Frame
from medview.imaging.dicom import described, read_frame
from medview.imaging.dicom_file import DicomFile
from medview.imaging.dicom_values import text
from medview.imaging.suv import suv_of_frame


def read_slice(opened: DicomFile, frame: int) -> Frame:
    """Return one frame of a parsed file; raise CannotOpen, or NoVolume for colour."""
    picture = read_frame(opened, frame)
    if picture.is_colour:
        raise NoVolume("Pictures in colour have no other planes.")
    planes, _ = described(opened)
    reference = text(opened.header, "FrameOfReferenceUID")
    return Frame(picture, planes[frame].position, reference, suv_of_frame(opened, picture))
