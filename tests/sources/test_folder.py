from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pydicom import dcmread

from medview.domain.case import FUNDUS, PHOTO, Case, Eye, FirstSight, ImageRef, OpenSummary
from medview.domain.errors import UnreadableFile
from medview.domain.job import Cancelled, JobContext
from medview.domain.volume import SUV_UNITS
from medview.sources.folder import FolderSource
from medview.sources.reader import ReaderPool

Write = Callable[..., Path]


def opened(pool: ReaderPool, *paths: Path) -> tuple[list[Case], OpenSummary]:
    cases: list[Case] = []
    summary = FolderSource(pool).open(paths, JobContext(on_item=cases.append))
    return cases, summary


def test_photographs_of_an_eye(pool: ReaderPool, tmp_path: Path, write_retina: Write) -> None:
    write_retina(tmp_path / "7_l1.jpg")
    write_retina(tmp_path / "7_r1.png")
    write_retina(tmp_path / "retina.jpg")
    cases, summary = opened(pool, tmp_path)
    assert [case.modality for case in cases] == [FUNDUS] * 3
    assert [case.eye for case in cases] == [Eye.OS, Eye.OD, None]
    assert [case.patient.key for case in cases[:2]] == ["7", "7"]
    assert cases[2].patient.key.startswith("unknown-")
    assert all(case.may_be_graded for case in cases)
    assert summary.problems == ()


def test_ids_are_stable_and_distinct(
    pool: ReaderPool, tmp_path: Path, write_retina: Write, write_ct: Write
) -> None:
    write_retina(tmp_path / "a.png")
    write_retina(tmp_path / "b.png")
    write_ct(tmp_path / "c.dcm")
    first, _ = opened(pool, tmp_path)
    again, _ = opened(pool, tmp_path)
    assert [case.id for case in first] == [case.id for case in again]
    assert len({case.id for case in first}) == 3


def test_another_eye_under_the_same_name_is_another_case(
    pool: ReaderPool, tmp_path: Path, write_retina: Write
) -> None:
    eye = write_retina(tmp_path / "7_left.jpg")
    (first,), _ = opened(pool, eye)
    os.utime(eye, (1, 1))
    (touched,), _ = opened(pool, eye)
    write_retina(eye, side=310)
    (other,), _ = opened(pool, eye)
    assert (touched.id, touched.patient) == (first.id, first.patient)
    assert other.id != first.id


def test_uncompressed_eyes_of_one_size_are_told_apart(pool: ReaderPool, tmp_path: Path) -> None:
    """Their first and last kilobytes are black, and so the same."""
    seen = []
    for shade in (90, 160):
        pixels = np.zeros((400, 400, 3), np.uint8)
        pixels[150:250, 150:250] = (shade, 60, 20)
        Image.fromarray(pixels).save(tmp_path / "eye.bmp")
        seen += opened(pool, tmp_path / "eye.bmp")[0]
    assert len({case.id for case in seen}) == 2


@pytest.mark.parametrize(
    "elements",
    [
        {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.77.1.5.1", "Modality": "OP"},
        {"SeriesInstanceUID": ""},
    ],
)
def test_another_dicom_file_by_itself_is_another_case(
    pool: ReaderPool, tmp_path: Path, write_ct: Write, elements: dict[str, Any]
) -> None:
    path = tmp_path / "one.dcm"
    write_ct(path, **elements)
    (first,), _ = opened(pool, path)
    (again,), _ = opened(pool, path)
    write_ct(path, 3.0, **elements)
    (other,), _ = opened(pool, path)
    assert first.id == again.id != other.id


def test_another_photograph_in_the_zip_is_another_case(
    pool: ReaderPool, tmp_path: Path, write_retina: Write
) -> None:
    packed = tmp_path / "eyes.zip"
    seen = []
    for side in (300, 300, 310):
        with zipfile.ZipFile(packed, "w") as archive:
            archive.write(write_retina(tmp_path / "eye.jpg", side), "eye.jpg")
        seen += opened(pool, packed)[0]
    assert seen[0].id == seen[1].id != seen[2].id


def test_a_series_keeps_its_case_when_slices_change(
    pool: ReaderPool, tmp_path: Path, write_ct: Write
) -> None:
    for number in range(3):
        write_ct(tmp_path / f"{number}.dcm", 2.0 * number)
    (first,), _ = opened(pool, tmp_path)
    write_ct(tmp_path / "0.dcm", 0.0, BodyPartExamined="CHEST")
    (again,), _ = opened(pool, tmp_path)
    assert first.id == again.id


@pytest.mark.parametrize("names", [("ct/0.dcm", "ct"), ("ct", "ct/0.dcm"), ("ct", "ct")])
def test_a_file_and_its_folder_are_one_series(
    pool: ReaderPool, tmp_path: Path, write_ct: Write, names: tuple[str, ...]
) -> None:
    (tmp_path / "ct").mkdir()
    for number in range(3):
        write_ct(tmp_path / "ct" / f"{number}.dcm", 2.0 * number)
    (tmp_path / "ct" / "gone.dcm").symlink_to(tmp_path / "nowhere")
    (case,), summary = opened(pool, *(tmp_path / name for name in names))
    assert (len(case.images), case.source) == (3, "folder ct")
    assert [Path(problem.path).name for problem in summary.problems] == ["gone.dcm"]


def test_series_is_one_case_in_order(pool: ReaderPool, tmp_path: Path, write_ct: Write) -> None:
    for number, z in enumerate((7.5, 0.0, 5.0, 2.5)):
        write_ct(tmp_path / f"im{number}.dcm", z, InstanceNumber=number)
    (case,), _ = opened(pool, tmp_path)
    assert case.position_mm == (0.0, 2.5, 5.0, 7.5)
    assert [int(pool.picture(ref).pixels[0, 0]) for ref in case.images] == [-24, 1, 26, 51]
    assert (case.modality, case.title, case.study_date) == ("CT", "Chest", "2026-01-02")
    assert (case.patient.key, case.patient.name, case.spacing) == ("P1", "DOE, JANE", (0.5, 0.5))
    assert case.notices == ()


def test_worklist_order_is_by_patient_then_series(
    pool: ReaderPool, tmp_path: Path, write_ct: Write
) -> None:
    for name, patient, series in (("x", "B", 2), ("y", "A", 5), ("z", "B", 1)):
        write_ct(
            tmp_path / f"{name}.dcm",
            PatientID=patient,
            PatientName=patient,
            SeriesNumber=series,
            StudyInstanceUID=f"1.{ord(patient)}",
            SeriesInstanceUID=f"1.{series}",
        )
    cases, _ = opened(pool, tmp_path)
    assert [(case.patient.key, case.series_number) for case in cases] == [
        ("A", 5),
        ("B", 1),
        ("B", 2),
    ]


def test_unknown_patients_are_kept_apart(pool: ReaderPool, tmp_path: Path, write_ct: Write) -> None:
    for study in ("1.1", "1.2"):
        write_ct(
            tmp_path / f"{study}.dcm", PatientID="", StudyInstanceUID=study, SeriesInstanceUID=study
        )
    cases, _ = opened(pool, tmp_path)
    assert len({case.patient.key for case in cases}) == 2


@pytest.mark.parametrize(
    ("maker", "model", "camera"),
    [
        ("TOPCON", "TRC-NW400", "TOPCON TRC-NW400"),
        ("Canon", "Canon CR-2 AF\0", "Canon CR-2 AF"),
        (None, None, ""),
    ],
)
def test_the_camera_that_a_photograph_names(
    pool: ReaderPool, tmp_path: Path, write_retina: Write, maker: str, model: str, camera: str
) -> None:
    exif = Image.Exif()
    if maker:
        exif[0x010F], exif[0x0110] = maker, model
    with Image.open(write_retina(tmp_path / "plain.jpg")) as picture:
        picture.save(tmp_path / "7_left.jpg", exif=exif)
    (case,), _ = opened(pool, tmp_path / "7_left.jpg")
    assert case.camera == camera


def test_the_camera_that_dicom_names(pool: ReaderPool, tmp_path: Path, write_ct: Write) -> None:
    write_ct(tmp_path / "1.dcm", Manufacturer="Zeiss", ManufacturerModelName="VISUCAM 500")
    (case,), _ = opened(pool, tmp_path / "1.dcm")
    assert case.camera == "Zeiss VISUCAM 500"


def test_eye_in_dicom_has_its_side(pool: ReaderPool, tmp_path: Path, write_ct: Write) -> None:
    write_ct(
        tmp_path / "op.dcm",
        SOPClassUID="1.2.840.10008.5.1.4.1.1.77.1.5.1",
        Modality="OP",
        ImageLaterality="R",
    )
    (case,), _ = opened(pool, tmp_path)
    assert (case.modality, case.eye) == (FUNDUS, Eye.OD)


def test_fundus_exported_as_a_plain_picture_is_known(
    pool: ReaderPool, tmp_path: Path, write_ct: Write, draw: Callable[[], np.ndarray]
) -> None:
    rgb = draw()
    write_ct(
        tmp_path / "capture.dcm",
        SOPClassUID="1.2.840.10008.5.1.4.1.1.7",
        Modality="OT",
        SamplesPerPixel=3,
        PhotometricInterpretation="RGB",
        PlanarConfiguration=0,
        Rows=rgb.shape[0],
        Columns=rgb.shape[1],
        BitsAllocated=8,
        BitsStored=8,
        HighBit=7,
        PixelData=rgb.tobytes(),
    )
    (case,), _ = opened(pool, tmp_path)
    assert case.modality == FUNDUS
    assert pool.prepare(case.images[0], {"kind": "fundus", "size": 64}).fault == ""


def test_zip_opens_without_touching_the_disk(
    pool: ReaderPool, tmp_path: Path, write_ct: Write, write_retina: Write
) -> None:
    packed = tmp_path / "study.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(3):
            slice_ = write_ct(tmp_path / f"{number}.dcm", 2.0 * number)
            archive.write(slice_, f"ct/{number}.dcm")
            slice_.unlink()
        photo = write_retina(tmp_path / "eye_left.jpg")
        archive.write(photo, "eye_left.jpg")
        photo.unlink()
    cases, summary = opened(pool, packed)
    assert sorted(len(case.images) for case in cases) == [1, 3]
    assert all(pool.picture(case.images[0]).pixels.size for case in cases)
    assert [path.name for path in tmp_path.iterdir()] == ["study.zip"]
    assert summary.problems == ()


def test_what_is_no_image_is_counted_in_one_line(
    pool: ReaderPool, tmp_path: Path, write_retina: Write
) -> None:
    write_retina(tmp_path / "eye.png")
    for number in range(5):
        (tmp_path / f"notes{number}.txt").write_text("seen twice")
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 broken")
    cases, summary = opened(pool, tmp_path)
    assert len(cases) == 1
    messages = [problem.message for problem in summary.problems]
    assert any("5 files are no images" in message for message in messages)
    assert any(problem.path.endswith("broken.jpg") for problem in summary.problems)


def test_other_pictures_are_not_called_fundus(pool: ReaderPool, tmp_path: Path) -> None:
    Image.new("RGB", (200, 200), (40, 160, 220)).save(tmp_path / "sky.png")
    Image.linear_gradient("L").save(tmp_path / "grey.png")
    cases, _ = opened(pool, tmp_path)
    assert {case.modality for case in cases} == {PHOTO}


def test_same_file_twice_is_one_case(pool: ReaderPool, tmp_path: Path, write_retina: Write) -> None:
    eye = write_retina(tmp_path / "eye.png")
    cases, _ = opened(pool, tmp_path, eye)
    assert len(cases) == 1


def test_photographs_stream_and_cancel_stops(
    pool: ReaderPool, tmp_path: Path, write_retina: Write
) -> None:
    for number in range(40):
        write_retina(tmp_path / f"{number}.jpg", side=120)
    seen: list[Case] = []

    def stop_at_third(case: Case) -> None:
        seen.append(case)
        if len(seen) == 3:
            context.cancel()

    context = JobContext(on_item=stop_at_third)
    with pytest.raises(Cancelled):
        FolderSource(pool).open([tmp_path], context)
    assert len(seen) == 3
    assert pool.picture(seen[0].images[0]).is_colour


def test_dicomdir_stays_in_its_folder(pool: ReaderPool, shared_data: Path) -> None:
    medium = shared_data / "dicom" / "dicomdir" / "DICOMDIR"
    cases, summary = opened(pool, medium)
    assert len(cases) > 10
    assert not [p for p in summary.problems if "outside" in p.message]


# 91 kg, 588.8 MBq, and 9527 s of F-18 (6588 s) until the scan: PS3.3 C.8.9.1.
SUV_FACTOR = 91_000 / (588_802_304 * 2 ** (-9527 / 6588))


def test_real_series_of_ct_and_pet(pool: ReaderPool, shared_data: Path) -> None:
    cases, _ = opened(pool, shared_data / "dicom" / "petct-ACRIN-042" / "PET-AC")
    (pet,) = cases
    assert (pet.modality, len(pet.images)) == ("PT", 135)
    picture = pool.picture(pet.images[60])
    stored = dcmread(pet.images[60].path)
    activity = stored.pixel_array * float(stored.RescaleSlope) + float(stored.RescaleIntercept)
    assert picture.units == SUV_UNITS
    pixels = picture.pixels.astype(np.float64)
    np.testing.assert_allclose(pixels, activity * SUV_FACTOR, rtol=1e-5)
    assert [(w.centre, w.width) for w in picture.windows] == [(2.5, 5.0), (5.0, 10.0)]
    assert pet.notices == ()


class Lying:
    """A reader that was taken over: it says what it likes."""

    def __init__(self, *answers: Any, files: Sequence[Sequence[str]] = ()) -> None:
        self.answers = list(answers)
        self.files = files

    def scan(self, places: Iterable[ImageRef]) -> Iterator[Any]:
        for _ in places:
            yield self.answers.pop(0)

    def members(self, path: str) -> Mapping[str, Any]:
        return {"members": [], "empty": [], "refused": []}

    def dicomdir(self, path: str) -> Mapping[str, Any]:
        return {"files": self.files}

    def digest(self, ref: ImageRef) -> str:
        return ""


@pytest.mark.parametrize(
    "parts", [("..", "..", "etc", "passwd"), ("/etc", "passwd"), ("x" * 5000,), ("a",) * 4000]
)
def test_dicomdir_never_leads_outside(tmp_path: Path, parts: Sequence[str]) -> None:
    medium = tmp_path / "DICOMDIR"
    medium.write_bytes(b"x")
    gone = UnreadableFile("The file is not there (any more).")
    looks = Lying({"kind": "dicomdir"}, gone, files=[parts])
    summary = FolderSource(looks).open([medium], JobContext())
    assert (summary.cases, len(summary.problems)) == (0, 1)


def test_nonsense_from_a_reader_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "a.dcm").write_bytes(b"x")
    looks = Lying({"kind": "dicom", "header": {"planes": 7}, "is_fundus": False, "fingerprint": ""})
    summary = FolderSource(looks).open([tmp_path], JobContext())
    assert len(summary.problems) == 1


def test_a_grey_picture_is_no_eye_unless_its_name_tells_one(
    pool: ReaderPool, tmp_path: Path, write_retina: Write
) -> None:
    write_retina(tmp_path / "7_l1.png")
    grey = Image.open(tmp_path / "7_l1.png").convert("L")
    grey.save(tmp_path / "8_r1.png")  # red-free: still an eye
    grey.save(tmp_path / "thorax.png")
    grey.convert("RGB").save(tmp_path / "thorax.jpg")  # as most programs write a radiograph
    Image.new("RGB", (64, 64), (9, 9, 9)).save(tmp_path / "dark.jpg")  # perhaps a dark fundus
    cases, _ = opened(pool, tmp_path)
    found = {case.title: case for case in cases}
    eyes = {name for name, case in found.items() if case.is_photograph}
    assert eyes == {"7_l1.png", "8_r1.png", "dark.jpg"}
    for name in ("thorax.png", "thorax.jpg"):
        assert found[name].modality == PHOTO and not found[name].may_be_graded
        assert [notice.code for notice in found[name].notices] == ["grey"]


def told(pool: ReaderPool, *paths: Path) -> list[FirstSight | Case]:
    """Return what one opening hands over, in order."""
    found: list[FirstSight | Case] = []
    context = JobContext(on_item=found.append, on_glimpse=found.append)
    FolderSource(pool).open(paths, context.mapped(lambda case: case))
    return found


def test_one_image_is_seen_before_its_series(
    pool: ReaderPool, tmp_path: Path, write_ct: Write
) -> None:
    for number in range(4):
        write_ct(tmp_path / f"{number}.dcm", float(number))
    sight, case = told(pool, tmp_path)
    assert isinstance(sight, FirstSight) and isinstance(case, Case)
    assert sight.ref == ImageRef(str(tmp_path / "0.dcm")) == case.images[0]
    assert opened(pool, tmp_path)[0] == [case]  # who does not ask for a glimpse gets none


def test_an_image_in_a_zip_is_seen_and_no_cut_one(
    pool: ReaderPool, tmp_path: Path, write_ct: Write
) -> None:
    with zipfile.ZipFile(tmp_path / "study.zip", "w") as archive:
        for number in range(3):
            content = write_ct(tmp_path / "slice", float(number)).read_bytes()
            archive.writestr(f"{number}.dcm", content[:-900] if number == 0 else content)
    (tmp_path / "slice").unlink()
    sight, case = told(pool, tmp_path / "study.zip")
    assert isinstance(sight, FirstSight) and isinstance(case, Case)
    assert sight.ref == ImageRef(str(tmp_path / "study.zip"), "1.dcm") == case.images[0]


def test_beside_a_photograph_nothing_else_is_needed(
    pool: ReaderPool, tmp_path: Path, write_retina: Write, write_ct: Write
) -> None:
    write_retina(tmp_path / "1_left.png")
    write_ct(tmp_path / "2.dcm")
    assert [type(item) for item in told(pool, tmp_path)] == [Case, Case]
