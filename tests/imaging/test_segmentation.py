"""Real segmentation objects against what pydicom reads of them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pydicom import dcmread

from medview.domain.errors import UnsupportedFormat
from medview.domain.image_planes import ImagePlane
from medview.imaging.segmentation import read_segmentation


@pytest.mark.parametrize("name", ["SEG-on-CT", "SEG-on-PET"])
def test_frames_lie_where_the_file_says(shared_data: Path, name: str) -> None:
    path = shared_data / "dicom" / "petct-ACRIN-042" / name / "0001.dcm"
    with path.open("rb") as stream:
        found = read_segmentation(stream)
    file = dcmread(path)
    assert [s.number for s in found.segments] == [s.SegmentNumber for s in file.SegmentSequence]
    assert [s.label for s in found.segments] == [s.SegmentLabel for s in file.SegmentSequence]
    assert len(found.frames) == file.NumberOfFrames
    for one in found.frames:
        group = file.PerFrameFunctionalGroupsSequence[one.frame]
        assert one.segment == group.SegmentIdentificationSequence[0].ReferencedSegmentNumber
        assert list(one.plane.origin) == group.PlanePositionSequence[0].ImagePositionPatient
    # PS3.3 C.10.7.1.1 by hand: L 66.8, a -24.6, b 18.8 is a green
    red, green, blue = found.segments[0].colour
    assert green > blue > 0 and green > red


def test_it_is_drawn_only_over_the_image_in_whose_plane_it_lies(shared_data: Path) -> None:
    folder = shared_data / "dicom" / "petct-ACRIN-042"
    with (folder / "SEG-on-CT" / "0001.dcm").open("rb") as stream:
        found = read_segmentation(stream)
    places = {round(one.plane.origin[2], 2) for one in found.frames}
    counts = 0
    for file in (dcmread(path, stop_before_pixels=True) for path in (folder / "CT").iterdir()):
        turn = tuple(map(float, file.ImageOrientationPatient))
        plane = ImagePlane(
            tuple(map(float, file.ImagePositionPatient)),
            turn[:3],
            turn[3:],
            (float(file.PixelSpacing[0]), float(file.PixelSpacing[1])),
            (file.Columns, file.Rows),
            file.FrameOfReferenceUID,
        )
        here = found.on(plane)
        assert bool(here) == (round(plane.origin[2], 2) in places)
        counts += len(here)
    assert counts == len(found.frames)


def test_another_object_is_refused(make_dicom) -> None:
    with pytest.raises(UnsupportedFormat):
        read_segmentation(io.BytesIO(make_dicom().read()))
