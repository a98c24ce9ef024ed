"""Overlay planes as pydicom reads them, laid on the image where the Standard says."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import dcmread, dcmwrite
from pydicom.uid import ExplicitVRBigEndian

from medview.imaging import dicom
from medview.imaging.dicom_file import open_dicom

MakeDicom = Callable[..., BytesIO]
Bits = np.ndarray[Any, np.dtype[np.bool_]]


def some_bits(*shape: int) -> Bits:
    return np.random.default_rng(3).random(shape) < 0.2


def same(drawn: Bits | None, bits: Bits) -> bool:
    return drawn is not None and np.array_equal(drawn, bits)


def with_plane(stream: BytesIO, bits: Bits | None, *, group: int = 0x6000, **more: Any) -> BytesIO:
    """Add a plane; `more` are further elements: number=(VR, value)."""
    file = dcmread(stream)
    rows, columns = (file.Rows, file.Columns) if bits is None else bits.shape[-2:]
    file.add_new((group, 0x10), "US", rows)
    file.add_new((group, 0x11), "US", columns)
    file.add_new((group, 0x40), "CS", "G")
    file.add_new((group, 0x50), "SS", more.pop("origin", [1, 1]))
    file.add_new((group, 0x100), "US", 1 if bits is not None else 16)
    file.add_new((group, 0x102), "US", more.pop("bit", 0))
    if "frames" in more:
        file.add_new((group, 0x15), "IS", more.pop("frames"))
        file.add_new((group, 0x51), "US", more.pop("first", 1))
    if bits is not None:
        data = np.packbits(bits.ravel(), bitorder="little").tobytes()
        file.add_new((group, 0x3000), "OW", data + b"\0" * (len(data) % 2))
    out = BytesIO()
    file.save_as(out)
    out.seek(0)
    return out


def test_a_real_file_is_read_as_pydicom_reads_it(shared_data: Path) -> None:
    path = shared_data / "dicom" / "transfer-syntaxes" / "MR-SIEMENS-DICOM-WithOverlays.dcm"
    with path.open("rb") as stream:
        drawn = dicom.read(stream).drawn
    assert drawn is not None and np.array_equal(drawn, dcmread(path).overlay_array(0x6000) > 0)


def test_without_a_plane_nothing_is_drawn(make_dicom: MakeDicom) -> None:
    assert dicom.read(make_dicom()).drawn is None


@pytest.mark.parametrize("origin", [(1, 1), (5, 9), (-3, -6), (60, 40), (-500, 2), (900, 900)])
def test_it_lies_where_its_origin_says(make_dicom: MakeDicom, origin: tuple[int, int]) -> None:
    bits = some_bits(21, 13)  # odd on purpose: rows do not start at bytes
    drawn = dicom.read(with_plane(make_dicom(), bits, origin=list(origin))).drawn
    expected = np.zeros((64, 48), bool)
    for row, column in zip(*np.nonzero(bits), strict=True):
        at = row + origin[0] - 1, column + origin[1] - 1
        if 0 <= at[0] < 64 and 0 <= at[1] < 48:
            expected[at] = True
    assert np.array_equal(expected, np.zeros_like(expected) if drawn is None else drawn)


def test_several_planes_are_drawn_together(make_dicom: MakeDicom) -> None:
    one, two = some_bits(64, 48), np.eye(64, 48, dtype=bool)
    stream = with_plane(with_plane(make_dicom(), one), two, group=0x601E)
    assert same(dicom.read(stream).drawn, one | two)


def test_each_frame_has_its_own(make_dicom: MakeDicom) -> None:
    pixels, bits = np.zeros((4, 7, 9), np.uint16), some_bits(2, 7, 9)
    stream = with_plane(make_dicom(pixels, NumberOfFrames=4), bits, frames=2, first=2)
    opened = open_dicom(stream)
    found = [dicom.read_frame(opened, frame).drawn for frame in range(4)]
    assert found[0] is None and found[3] is None
    assert same(found[1], bits[0]) and same(found[2], bits[1])
    stream = with_plane(make_dicom(pixels, NumberOfFrames=4), bits[0])
    opened = open_dicom(stream)
    assert all(same(dicom.read_frame(opened, n).drawn, bits[0]) for n in range(4))


def test_words_of_big_endian_files_are_turned(make_dicom: MakeDicom) -> None:
    bits = some_bits(64, 48)
    file = dcmread(with_plane(make_dicom(), bits))
    for tag in ((0x6000, 0x3000), (0x7FE0, 0x0010)):  # pydicom writes words as they are
        file[tag].value = np.frombuffer(file[tag].value, "<u2").byteswap().tobytes()
    file.file_meta.TransferSyntaxUID = ExplicitVRBigEndian
    out = BytesIO()
    dcmwrite(out, file, implicit_vr=False, little_endian=False, force_encoding=True)
    out.seek(0)
    picture = dicom.read(out)
    assert same(picture.drawn, bits) and int(picture.pixels[0, 5]) == 5 - 1024


def test_a_plane_in_unused_bits_is_drawn_and_is_no_value(make_dicom: MakeDicom) -> None:
    bits = some_bits(64, 48)
    values = np.random.default_rng(4).integers(-2048, 2048, (64, 48)).astype(np.int16)
    stored = (values.view(np.uint16) & 0x0FFF) | (bits.astype(np.uint16) << 13)
    stream = with_plane(
        make_dicom(stored, BitsStored=12, HighBit=11, PixelRepresentation=1), None, bit=13
    )
    picture = dicom.read(stream)
    assert np.array_equal(picture.pixels, values - 1024)
    assert same(picture.drawn, bits)


@pytest.mark.parametrize("bit", [5, 11, 16, 300])
def test_bits_of_the_values_are_no_plane(make_dicom: MakeDicom, bit: int) -> None:
    stream = with_plane(make_dicom(BitsStored=12, HighBit=11), None, bit=bit)
    assert dicom.read(stream).drawn is None


def test_a_plane_that_is_cut_off_is_left_out(make_dicom: MakeDicom) -> None:
    file = dcmread(with_plane(make_dicom(), some_bits(64, 48)))
    file[0x6000, 0x3000].value = b"\xff" * 10
    out = BytesIO()
    file.save_as(out)
    out.seek(0)
    picture = dicom.read(out)
    assert picture.drawn is None and int(picture.pixels[0, 5]) == 5 - 1024
