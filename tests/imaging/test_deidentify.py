"""De-identified files against their originals: the same pixels, and nobody in them."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom.datadict import dictionary_VR, keyword_for_tag

from medview.domain.errors import MedViewError, UnreadableFile, UnsupportedFormat
from medview.domain.exchange import Disguise, Secrets, names_somebody, telling_words
from medview.imaging.coded_pixels import pixel_bytes
from medview.imaging.deidentify import deidentified, new_uid
from medview.imaging.dicom_file import open_dicom
from medview.imaging.kept_attributes import DATES, KEPT, OF_PET, UIDS
from medview.imaging.photo import read
from medview.imaging.strip_picture import plain_jpeg, plain_jpeg2000, stripped

DISGUISE = Disguise("p-0123", b"s" * 32, 500)


def test_no_attribute_that_the_profile_removes_is_kept() -> None:
    """A sample of PS3.15 table E.1-1: names, numbers, places, descriptions, comments, devices."""
    removed = (
        "PatientName PatientID PatientBirthDate PatientSex PatientAge PatientAddress"
        " OtherPatientIDs AccessionNumber InstitutionName ReferringPhysicianName"
        " StudyDescription SeriesDescription"
        " ProtocolName ImageComments PatientComments DeviceSerialNumber StationName OperatorsName"
        " StudyID StudyTime ContentTime AcquisitionDateTime RequestedProcedureDescription"
        " RequestAttributesSequence ReferencedImageSequence SourceImageSequence IconImageSequence"
        " ContrastBolusAgent DerivationDescription AdmittingDiagnosesDescription PatientSize"
        " AcquisitionComments DetectorID GantryID ImageID ContentSequence PersonName"
    )
    for keyword in removed.split():
        tag = int(pydicom.tag.Tag(keyword))
        assert tag not in KEPT | UIDS | DATES | OF_PET, keyword
    for tag in KEPT:
        assert dictionary_VR(tag) not in ("PN", "LT", "ST", "UT", "DA", "DT", "TM", "AE", "AS")
    assert {keyword_for_tag(tag) for tag in UIDS if dictionary_VR(tag) != "UI"} == set()


def files(shared_data: Path) -> list[Path]:
    folder = shared_data / "dicom"
    some = [*folder.glob("transfer-syntaxes/**/*.dcm"), *folder.glob("enhanced-multiframe/*.dcm")]
    some += sorted(folder.glob("petct-ACRIN-042/*/*.dcm"))[::60]
    return [*some, *folder.glob("colour/*.dcm"), *folder.glob("ct-followup*/*/*.dcm")]


def test_real_files_keep_their_pixels_and_lose_their_names(shared_data: Path) -> None:
    sent = refused = 0
    for path in files(shared_data):
        with path.open("rb") as stream:
            try:
                written = deidentified(stream, DISGUISE)
            except MedViewError as error:
                assert isinstance(error, UnsupportedFormat), path
                refused += 1
                continue
            sent += 1
            was, now = open_dicom(stream_again(stream)), open_dicom(BytesIO(written))
            assert pixel_bytes(was) == pixel_bytes(now), path
        old, new = pydicom.dcmread(path, force=True), pydicom.dcmread(BytesIO(written))
        for keyword in ("PatientID", "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"):
            word = str(old.get(keyword, ""))
            assert len(word) < 4 or word.encode() not in written, (path, keyword)
        assert new.file_meta.TransferSyntaxUID.is_transfer_syntax
        try:
            expected = old.pixel_array
        except Exception:  # what no decoder here reads
            continue
        assert np.array_equal(expected, new.pixel_array), path
    assert sent > 40 and refused > 5


def stream_again(stream):
    stream.seek(0)
    return stream


def test_hostile_files_are_refused_or_written_and_never_more(shared_data: Path) -> None:
    """Nothing but a MedViewError comes of what fuzzers and vendors made."""
    paths = sorted((shared_data / "hostile").rglob("*.dcm"))
    assert len(paths) > 100
    for path in paths:
        if path.stat().st_size > 4_000_000:
            continue
        try:
            with path.open("rb") as stream:
                written = deidentified(stream, DISGUISE)
        except MedViewError:
            continue
        assert pydicom.dcmread(BytesIO(written)).PatientID == "p-0123", path


def test_new_uids_are_valid_the_same_for_the_same_and_other_with_another_salt() -> None:
    one = new_uid("1.2.840.1", b"a" * 32)
    assert pydicom.uid.UID(one).is_valid and one.startswith("2.25.") and len(one) <= 64
    assert new_uid("1.2.840.1\0", b"a" * 32) == one != new_uid("1.2.840.1", b"b" * 32)
    assert new_uid("1.2.840.2", b"a" * 32) != one


def test_a_patient_is_hidden_by_the_secret_of_the_home() -> None:
    one, two = Secrets(b"a" * 32, b"1" * 32), Secrets(b"a" * 32, b"2" * 32)
    first, second = one.disguise("P1", ()), two.disguise("P1", ())
    assert first.pseudonym == second.pseudonym and first.days == second.days >= 365
    assert first.salt != second.salt
    other = Secrets(b"b" * 32, b"1" * 32).disguise("P1", ())
    assert other.pseudonym != first.pseudonym and one.disguise("P2", ()) != first


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("seen by mustermann", True),
        ("MUSTERMANN'S aorta", True),
        ("annular pancreas", False),
        ("for Ann", True),
        ("mr 4711-x", True),
        ("1.2.840 twice", False),
        ("a tumour", False),
    ],
)
def test_names_are_found_in_texts(text: str, is_named: bool) -> None:
    words = telling_words(("Mustermann^Ann", "4711-X"), ("1.2.840.113",))
    assert names_somebody(text, words) is is_named


def test_a_jpeg_keeps_its_picture_alone(sample: Path) -> None:
    source = Image.open(sample / "fundus" / "synthetic-02-OS.jpg")
    for options in ({}, {"progressive": True}, {"restart_marker_blocks": 4}):
        written = BytesIO()
        exif = Image.Exif()
        exif[0x010F], exif[0x0112] = "Erika", 6
        source.save(written, "JPEG", exif=exif, comment=b"Erika", icc_profile=b"Erika", **options)
        content = written.getvalue() + b"Erika" + written.getvalue()
        kept, ending = stripped(BytesIO(content))
        assert ending == ".jpg" and b"Erika" not in kept and len(kept) < len(written.getvalue())
        was, now = read(BytesIO(content)), read(BytesIO(kept))
        assert np.array_equal(was.pixels, now.pixels)
        assert Image.open(BytesIO(kept)).getexif()[0x0112] == 6


def test_a_png_and_other_formats_keep_their_pixels(sample: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    source = Image.open(sample / "fundus" / "synthetic-02-OS.jpg").resize((300, 280))
    words = PngInfo()
    words.add_text("Name", "Erika")
    words.add_itxt("Note", "Erika", zip=False)
    deep = Image.fromarray((np.asarray(source.convert("L")).astype(np.uint16)) * 200)
    for image, kind, options in (
        (source, "PNG", {"pnginfo": words}),
        (source.convert("P"), "PNG", {"pnginfo": words}),
        (deep, "PNG", {"pnginfo": words}),
        (source, "TIFF", {"tiffinfo": {270: "Erika"}}),
        (deep, "TIFF", {"tiffinfo": {270: "Erika"}}),
        (source, "BMP", {}),
        (source.convert("P"), "GIF", {"comment": b"Erika"}),
    ):
        written = BytesIO()
        image.save(written, kind, **options)
        kept, ending = stripped(BytesIO(written.getvalue() + b"Erika"))
        assert b"Erika" not in kept and ending == (".png" if kind == "PNG" else ".tif")
        was, now = read(BytesIO(written.getvalue())), read(BytesIO(kept))
        assert np.array_equal(was.pixels, now.pixels), kind


def test_cut_and_false_codes_never_hang() -> None:
    for content in (
        b"\xff\xd8",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xfe\x00\x00",
        b"\xff\xd8" + b"\xff" * 99,
    ):
        assert plain_jpeg(content)[:2] == b"\xff\xd8"
    with pytest.raises(UnreadableFile):
        plain_jpeg(b"GIF89a")
    with pytest.raises(UnreadableFile):
        plain_jpeg2000(b"\0\0\0\x0cjP  ")
    comment = b"\xff\x64" + struct.pack(">H", 8) + b"\0\1Erik"
    code = b"\xff\x4f\xff\x51\x00\x04ab" + comment + b"\xff\x90\x00\x0atiles\xff\xd9Erika"
    assert plain_jpeg2000(code) == b"\xff\x4f\xff\x51\x00\x04ab\xff\x90\x00\x0atiles\xff\xd9"
