from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import EncapsulatedPDFStorage, generate_uid

from medview.domain.errors import TooLarge, UnreadableFile, UnsupportedFormat
from medview.domain.image import GRADE, HOUNSFIELD, MILLIMETRES, ORIENTATION, Window
from medview.imaging import dicom
from medview.imaging.dicom_file import open_dicom
from medview.imaging.dicom_header import read_header
from medview.imaging.dicom_voi import _rescaled

MakeDicom = Callable[..., BytesIO]


def codes(picture: Any) -> set[str]:
    return {notice.code for notice in picture.notices}


def test_plain_ct_in_hounsfield_units(make_dicom: MakeDicom) -> None:
    picture = dicom.read(make_dicom(WindowCenter=[40, -600], WindowWidth=[400, 1500]))
    assert picture.pixels.dtype == np.int16
    assert int(picture.pixels[0, 0]) == -1024
    assert int(picture.pixels[63, 47]) == 64 * 48 - 1 - 1024
    assert (picture.units, picture.spacing, picture.full_size) == ("HU", (0.5, 0.5), (48, 64))
    assert picture.windows[1] == Window(-600.0, 1500.0)
    assert picture.notices == ()


def test_fractional_slope_gives_floats(make_dicom: MakeDicom) -> None:
    picture = dicom.read(make_dicom(RescaleSlope=0.25, RescaleIntercept=1.5))
    assert picture.pixels.dtype == np.float32
    assert float(picture.pixels[0, 4]) == pytest.approx(2.5)


@pytest.mark.parametrize(
    ("elements", "ability"),
    [
        ({"PixelSpacing": None}, MILLIMETRES),
        ({"PixelSpacing": [0, 0]}, MILLIMETRES),
        ({"PixelSpacing": [0.5]}, MILLIMETRES),
        ({"RescaleSlope": 0}, HOUNSFIELD),
        ({"RescaleSlope": None, "RescaleIntercept": None}, HOUNSFIELD),
        ({"ImageOrientationPatient": [0, 0, 0, 0, 0, 0]}, ORIENTATION),
        ({"ImageOrientationPatient": None}, ORIENTATION),
    ],
)
def test_what_is_not_known_is_switched_off(
    make_dicom: MakeDicom, elements: dict[str, Any], ability: str
) -> None:
    picture = dicom.read(make_dicom(**elements))
    assert picture.switched_off(ability)
    assert picture.spacing is None or ability != MILLIMETRES
    assert picture.units == ("" if ability == HOUNSFIELD else "HU")


def test_detector_spacing_is_called_uncalibrated(make_dicom: MakeDicom) -> None:
    picture = dicom.read(
        make_dicom(Modality="DX", PixelSpacing=None, ImagerPixelSpacing=[0.2, 0.2])
    )
    assert picture.spacing == (0.2, 0.2)
    assert codes(picture) == {"uncalibrated"}


def test_magnification_is_divided_out(make_dicom: MakeDicom) -> None:
    picture = dicom.read(
        make_dicom(
            Modality="DX",
            PixelSpacing=None,
            ImagerPixelSpacing=[0.2, 0.2],
            EstimatedRadiographicMagnificationFactor=2,
        )
    )
    assert picture.spacing == (0.1, 0.1)
    assert picture.notices == ()


def test_padding_is_the_darkest_value(make_dicom: MakeDicom) -> None:
    pixels = np.full((16, 16), 500, np.int16)
    pixels[:4] = -2000
    pixels[8:] = 900
    picture = dicom.read(make_dicom(pixels, PixelPaddingValue=-2000, RescaleIntercept=0))
    assert int(picture.pixels.min()) == 500
    inverted = dicom.read(
        make_dicom(
            pixels,
            PixelPaddingValue=-2000,
            RescaleIntercept=0,
            PhotometricInterpretation="MONOCHROME1",
        )
    )
    assert inverted.inverted
    assert int(inverted.pixels[0, 0]) == 900


@pytest.mark.parametrize("slope", [1, -1, 3, 40_000, -70_000])
@pytest.mark.parametrize("intercept", [-1024, 0, 40_000, 5_000_000_000])
@pytest.mark.parametrize("kind", ["<u2", "<i2", ">u2", "u1", "<i4"])
def test_whole_numbers_are_rescaled_as_in_wide_ones(kind: str, slope: int, intercept: int) -> None:
    limits = np.iinfo(kind)
    for low, high in [(0, 100), (0, limits.max), (limits.min, limits.max)]:
        stored = np.linspace(low, high, 64).astype(kind).reshape(8, 8)
        wide = stored.astype(np.int64) * slope + intercept
        values = _rescaled(stored, float(slope), float(intercept))
        fits = wide.min() >= -(2**31) and wide.max() < 2**31
        assert np.issubdtype(values.dtype, np.integer) == fits
        np.testing.assert_array_equal(values, wide if fits else wide.astype(np.float32))


def test_modality_lut_replaces_the_rescale(make_dicom: MakeDicom) -> None:
    item = Dataset()
    item.LUTDescriptor, item.ModalityLUTType = [3, 10, 16], "US"
    item.LUTData = np.array([7, 70, 700], "<u2").tobytes()
    pixels = np.array([[9, 10, 11, 12, 13]], np.uint16)
    stream = make_dicom(
        pixels,
        ModalityLUTSequence=Sequence([item]),
        RescaleSlope=None,
        RescaleIntercept=None,
    )
    assert dicom.read(stream).pixels.tolist() == [[7, 7, 70, 700, 700]]


def test_voi_lut_is_scaled_to_eight_bits(make_dicom: MakeDicom) -> None:
    item = Dataset()
    item.LUTDescriptor = [3, 5, 12]
    item.LUTData = np.array([0, 2048, 4095], "<u2").tobytes()
    picture = dicom.read(make_dicom(VOILUTSequence=Sequence([item])))
    assert picture.voi_lut is not None
    first, table = picture.voi_lut
    assert (first, table.tolist()) == (5, [0, 128, 255])


@pytest.mark.parametrize("width", [0, -5])
def test_useless_window_is_left_out(make_dicom: MakeDicom, width: int) -> None:
    picture = dicom.read(make_dicom(WindowCenter=40, WindowWidth=width))
    assert picture.windows == ()
    assert codes(picture) == {"no-window"}


def test_cut_pixels_are_never_shown_as_whole(make_dicom: MakeDicom) -> None:
    data = make_dicom().getvalue()
    picture = dicom.read(BytesIO(data[:-2000]))
    assert picture.switched_off(GRADE)
    assert "incomplete" in codes(picture)
    with pytest.raises(UnreadableFile):
        dicom.read(BytesIO(data[:-6100]))


@pytest.mark.parametrize(
    ("elements", "error"),
    [
        ({"Rows": 60000, "Columns": 60000}, TooLarge),
        ({"Rows": 0}, UnreadableFile),
        ({"Columns": None}, UnreadableFile),
        ({"BitsAllocated": 0}, UnreadableFile),
        ({"SamplesPerPixel": 0}, UnreadableFile),
        ({"NumberOfFrames": -1}, UnreadableFile),
        ({"PhotometricInterpretation": "ARGH"}, UnsupportedFormat),
    ],
)
def test_impossible_headers_are_refused(
    make_dicom: MakeDicom, elements: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        dicom.read(make_dicom(**elements))


def test_object_without_image_is_named(make_dicom: MakeDicom) -> None:
    stream = make_dicom(SOPClassUID=EncapsulatedPDFStorage, PixelData=None, Rows=None, Columns=None)
    with pytest.raises(UnsupportedFormat, match="Encapsulated PDF"):
        dicom.read(stream)


def test_frames_come_from_what_is_there(make_dicom: MakeDicom) -> None:
    pixels = np.stack([np.full((8, 8), value, np.uint16) for value in (1, 2, 3)])
    stream = make_dicom(pixels, NumberOfFrames=3)
    assert [int(dicom.read(stream, frame=i).pixels[0, 0]) for i in range(3)] == [
        -1023,
        -1022,
        -1021,
    ]
    stream.seek(0)
    lying = make_dicom(pixels, NumberOfFrames=2**31 - 1)
    header = read_header(open_dicom(lying))
    assert header.frames == 3
    assert "frames-missing" in {notice.code for notice in header.notices}


def enhanced(frames: int) -> dict[str, Any]:
    shared = Dataset()
    measures, turn, values = Dataset(), Dataset(), Dataset()
    measures.PixelSpacing = [0.7, 0.7]
    turn.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    values.RescaleSlope, values.RescaleIntercept, values.RescaleType = 2, -1000, "HU"
    shared.PixelMeasuresSequence = Sequence([measures])
    shared.PlaneOrientationSequence = Sequence([turn])
    shared.PixelValueTransformationSequence = Sequence([values])
    groups = []
    for index in range(frames):
        group, place = Dataset(), Dataset()
        place.ImagePositionPatient = [0, 0, 2.0 * index]
        group.PlanePositionSequence = Sequence([place])
        groups.append(group)
    return {
        "SharedFunctionalGroupsSequence": Sequence([shared]),
        "PerFrameFunctionalGroupsSequence": Sequence(groups),
        "NumberOfFrames": frames,
    } | dict.fromkeys(
        [
            "PixelSpacing",
            "ImageOrientationPatient",
            "ImagePositionPatient",
            "RescaleSlope",
            "RescaleIntercept",
        ]
    )


def test_functional_groups_give_units_and_places(make_dicom: MakeDicom) -> None:
    pixels = np.stack([np.full((8, 8), value, np.uint16) for value in (0, 500)])
    stream = make_dicom(pixels, **enhanced(2))
    second = dicom.read(stream, frame=1)
    assert (int(second.pixels[0, 0]), second.units, second.spacing) == (0, "HU", (0.7, 0.7))
    stream.seek(0)
    header = read_header(open_dicom(stream))
    assert [plane.distance for plane in header.planes] == [0.0, 2.0]
    assert header.notices == ()


def test_too_few_frame_descriptions_are_flagged(make_dicom: MakeDicom) -> None:
    pixels = np.zeros((3, 8, 8), np.uint16)
    picture = dicom.read(make_dicom(pixels, **enhanced(2) | {"NumberOfFrames": 3}))
    assert picture.switched_off(MILLIMETRES)


@pytest.mark.parametrize(
    ("charset", "name", "shown"),
    [
        ("ISO_IR 192", "王^小东", "王 小东"),
        ("ISO_IR 100", "Müller^Jürgen", "Müller Jürgen"),
        ("ISO_IR 192", "Yamada^Tarou=山田^太郎", "Yamada, Tarou (山田 太郎)"),
        ("ISO_IR 100", "DOE^JOHN", "DOE, JOHN"),
    ],
)
def test_names_read_right(make_dicom: MakeDicom, charset: str, name: str, shown: str) -> None:
    header = read_header(open_dicom(make_dicom(SpecificCharacterSet=charset, PatientName=name)))
    assert header.patient_name == shown
    assert header.notices == ()


def test_disguised_name_is_plain_and_flagged(make_dicom: MakeDicom) -> None:
    stream = make_dicom(SpecificCharacterSet="ISO_IR 192", PatientName="DOE\u202eNHOJ")
    header = read_header(open_dicom(stream))
    assert header.patient_name == "DOENHOJ"
    assert "name-doubtful" in {notice.code for notice in header.notices}


def test_missing_identity_is_flagged(make_dicom: MakeDicom) -> None:
    header = read_header(open_dicom(make_dicom(PatientID=None, StudyDate="20249999")))
    assert {"no-patient-id", "bad-date"} <= {notice.code for notice in header.notices}
    assert header.study_date == ""


def test_eye_photograph_is_known_by_its_class(make_dicom: MakeDicom) -> None:
    rgb = np.zeros((16, 16), np.uint8)
    stream = make_dicom(
        rgb,
        SOPClassUID="1.2.840.10008.5.1.4.1.1.77.1.5.1",
        SOPInstanceUID=generate_uid(),
        Modality="OP",
        ImageLaterality="L",
    )
    header = read_header(open_dicom(stream))
    assert header.is_eye_photograph
    assert header.eye == "L"


def syntaxes(shared_data: Path) -> dict[str, Path]:
    folder = shared_data / "dicom" / "transfer-syntaxes" / "CT-one-image-14-syntaxes"
    return {path.stem.rsplit("_", 1)[1]: path for path in sorted(folder.glob("*.dcm"))}


def test_lossless_syntaxes_give_the_same_pixels(shared_data: Path) -> None:
    files = syntaxes(shared_data)
    plain = dicom.read(files["1.2.840.10008.1.2.1"].open("rb"))
    for uid in ("2", "2.1.99", "2.2", "2.4.57", "2.4.70", "2.4.80", "2.4.90", "2.5"):
        uid = f"1.2.840.10008.1.{uid}"
        if uid in files:
            assert np.array_equal(dicom.read(files[uid].open("rb")).pixels, plain.pixels), uid
    assert plain.units == "HU"


def test_lossy_syntaxes_are_close(shared_data: Path) -> None:
    files = syntaxes(shared_data)
    plain = dicom.read(files["1.2.840.10008.1.2.1"].open("rb")).pixels.astype(float)
    for uid in ("2.4.81", "2.4.91"):
        close = dicom.read(files[f"1.2.840.10008.1.{uid}"].open("rb")).pixels
        assert np.abs(close - plain).max() <= 60, uid


def test_twelve_bit_jpeg_says_what_to_ask_for(shared_data: Path) -> None:
    for uid in ("2.4.51", "2.4.53", "2.4.55"):
        path = syntaxes(shared_data)[f"1.2.840.10008.1.{uid}"]
        with pytest.raises(UnsupportedFormat, match="JPEG 2000 or uncompressed"):
            dicom.read(path.open("rb"))


def test_colour_files_become_rgb(shared_data: Path) -> None:
    for path in sorted((shared_data / "dicom" / "colour").glob("*.dcm")):
        picture = dicom.read(path.open("rb"))
        assert picture.pixels.dtype == np.uint8, path.name
        assert picture.pixels.ndim == 3, path.name


def test_same_photograph_raw_and_compressed(shared_data: Path) -> None:
    folder = shared_data / "dicom" / "colour"
    first, second = (
        dicom.read((folder / name).open("rb")).pixels.astype(int)
        for name in ("US1_J2KI.dcm", "US1_J2KR.dcm")
    )
    assert np.abs(first - second).mean() < 3


@pytest.mark.parametrize("kind", ["u", "i"])
def test_what_lies_in_unused_bits_is_left_out(make_dicom: MakeDicom, kind: str) -> None:
    values = np.arange(-2048, 2048).reshape(64, 64) + (2048 if kind == "u" else 0)
    stored = (values & 0x0FFF) | 0x5000  # PS3.5 8.1.1: above bit 11 anything may stand
    read = dicom.read(make_dicom(stored.astype(f"<{kind}2"), BitsStored=12, HighBit=11))
    np.testing.assert_array_equal(read.pixels, values - 1024)


def test_a_value_said_twice_is_converted_the_same(make_dicom: MakeDicom) -> None:
    spacings = [(0.5, 0.5), (0.7, 0.6), (0.5, 0.5)]
    files = [make_dicom(PixelSpacing=list(pair)) for pair in spacings]
    assert [dicom.read(file).spacing for file in files] == spacings


@pytest.mark.parametrize("way", ["packed OW", "packed US", "a word each, OW", "a word each, US"])
@pytest.mark.parametrize("count", [256, 255])
def test_entries_of_eight_bits_are_read_however_they_were_written(
    make_dicom: MakeDicom, way: str, count: int
) -> None:
    entries = np.random.default_rng(5).integers(0, 256, count).astype(np.uint8)
    words = entries.astype("<u2")
    if "packed" in way:
        words = np.frombuffer(entries.tobytes() + b"\0" * (count % 2), "<u2")
    item = Dataset()
    item.add_new(0x00283002, "US", [count, 0, 8])
    is_bytes = way.endswith("OW")
    data = words.tobytes() if is_bytes else words.astype(int).tolist()
    item.add_new(0x00283006, "OW" if is_bytes else "US", data)
    picture = dicom.read(make_dicom(VOILUTSequence=Sequence([item]), RescaleIntercept=0))
    assert picture.voi_lut is not None
    first, table = picture.voi_lut
    brightest = max(255, int(entries.max()))
    assert first == 0 and table.tolist() == [round(int(e) * 255 / brightest) for e in entries]
