"""A round trip between two homes: real library, real readers, real files."""

from __future__ import annotations

import json
import os
import shutil
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, JPEGBaseline8Bit, generate_uid

from medview.app.services import Services
from medview.bootstrap import build_services
from medview.domain.case import Case, CaseId, Eye, EyeFrom
from medview.domain.errors import ExchangeError
from medview.domain.exchange import ENDING, ExportOrder, Standing
from medview.domain.image import GRADE
from medview.domain.job import Cancelled, JobContext

NAME, NUMBER = "Mustermann-Öz^Erika", "PAT-4711-XQ"
CT = "1.2.840.10008.5.1.4.1.1.2"
UIDS = {word: generate_uid()[:48].rstrip(".") for word in ("study", "series", "space", "other")}
# All that must not leave the house, as it stands in the files made below.
TELLING = [
    *("Mustermann", "mustermann", "MUSTERMANN", "Erika", "Öz", NUMBER, "OTH-4711", "ST-4711"),
    "ACC-99887",
    *("Dr. Wohlgemuth", "Klinikum Musterstadt", "19500203", "Musterweg", "SN-STATION-7"),
    *UIDS.values(),
]


def write_ct(folder: Path, slices: int = 3, **more: object) -> list[Path]:
    """Write a CT whose patient is named in every way a file can name one."""
    folder.mkdir(parents=True, exist_ok=True)
    noise = np.random.default_rng(7)
    paths = []
    for number in range(slices):
        meta = FileMetaDataset()
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        meta.SourceApplicationEntityTitle = "MUSTERMANN_AE"
        dataset = Dataset()
        dataset.SpecificCharacterSet = "ISO_IR 100"
        dataset.SOPClassUID, dataset.SOPInstanceUID = CT, f"{UIDS['other']}.{number}"
        dataset.PatientName, dataset.PatientID = NAME, NUMBER
        dataset.PatientBirthDate, dataset.PatientSex, dataset.PatientAge = "19500203", "F", "076Y"
        dataset.PatientAddress, dataset.OtherPatientIDs = "Musterweg 3", "OTH-4711"
        dataset.AccessionNumber, dataset.StudyID = "ACC-99887", "ST-4711"
        dataset.ReferringPhysicianName = "Dr. Wohlgemuth"
        dataset.InstitutionName, dataset.StationName = "Klinikum Musterstadt", "SN-STATION-7"
        dataset.StudyInstanceUID, dataset.SeriesInstanceUID = UIDS["study"], UIDS["series"]
        dataset.FrameOfReferenceUID = UIDS["space"]
        dataset.StudyDate, dataset.StudyTime = "20240310", "101112"
        dataset.StudyDescription = "CT von Frau Mustermann"
        dataset.SeriesDescription = "Thorax Mustermann"
        dataset.Modality, dataset.SeriesNumber, dataset.InstanceNumber = "CT", 2, number + 1
        dataset.BodyPartExamined = "CHEST"
        dataset.ConvolutionKernel = "MUSTERMANN"  # an attribute that is kept, misused
        dataset.WindowCenterWidthExplanation = f"for {NUMBER}"
        dataset.WindowCenter, dataset.WindowWidth = 40, 400
        dataset.Rows = dataset.Columns = 64
        dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
        dataset.BitsAllocated = dataset.BitsStored = 16
        dataset.HighBit, dataset.PixelRepresentation = 15, 1
        dataset.RescaleIntercept, dataset.RescaleSlope, dataset.RescaleType = 0, 1, "HU"
        dataset.PixelSpacing, dataset.SliceThickness = [0.7, 0.7], 2.5
        dataset.ImagePositionPatient = [0, 0, 2.5 * number]
        dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
        item, inner = Dataset(), Dataset()
        inner.PatientName, inner.ReferencedSOPInstanceUID = NAME, UIDS["other"]
        item.PersonName, item.RequestAttributesSequence = NAME, Sequence([inner])
        item.CodeValue, item.CodeMeaning = "T-28000", f"of {NUMBER}"
        dataset.AnatomicRegionSequence = Sequence([item])  # kept, with what must not be
        dataset.ReferencedImageSequence = Sequence([inner])
        block = dataset.private_block(0x0009, "MUSTERMANN GMBH", create=True)
        block.add_new(0x01, "LO", NAME)
        block.add_new(0x02, "SQ", Sequence([inner]))
        pixels = noise.integers(-900, 300, (64, 64)).astype("<i2")
        dataset.PixelData = pixels.tobytes() + b"Erika Mustermann behind the pixels"
        for word, value in more.items():
            setattr(dataset, word, value)
        dataset.file_meta = meta
        path = folder / f"Mustermann_{NUMBER}_{number}.dcm"
        dataset.save_as(path, enforce_file_format=True)
        preamble = path.read_bytes()
        path.write_bytes(b"Mustermann".ljust(128, b"\0") + preamble[128:])
        paths.append(path)
    return paths


def write_photos(folder: Path, sample: Path) -> None:
    """Write fundus photographs, in three formats, that name their patient beside the pixels."""
    folder.mkdir(parents=True, exist_ok=True)
    source = Image.open(sample / "fundus" / "synthetic-02-OS.jpg")
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x0112] = "Mustermann Erika", NUMBER, 3
    source.save(folder / f"{NUMBER}_OS.jpg", exif=exif, comment=b"Erika Mustermann", quality=90)
    with (folder / f"{NUMBER}_OS.jpg").open("ab") as stream:
        stream.write(b"trailing Mustermann")
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Patient", "Erika Mustermann")
    flipped = source.transpose(Image.Transpose.FLIP_LEFT_RIGHT).resize((700, 700))
    flipped.save(folder / f"{NUMBER}_OD.png", pnginfo=words)
    source.rotate(20).resize((640, 640)).save(
        folder / f"{NUMBER}_OD_2.tif", tiffinfo={270: "Mustermann", 315: NUMBER}
    )


@pytest.fixture
def make_home(tmp_path: Path):
    made: list[Services] = []

    def make(name: str) -> Services:
        made.append(build_services(tmp_path / name))
        return made[-1]

    yield make
    for services in made:
        services.close()


@pytest.fixture
def clinic(make_home, tmp_path: Path, sample: Path) -> Services:
    """Return a home whose library holds a CT and three photographs of one patient."""
    services = make_home("clinic")
    write_ct(tmp_path / "Mustermann, Erika" / "CT")
    write_photos(tmp_path / "Mustermann, Erika" / "photos", sample)
    report = services.import_cases([tmp_path / "Mustermann, Erika"], None, "own", JobContext())
    assert report.added == 4, report
    for case in services.library_cases():
        is_ct = case.modality == "CT"
        services.describe_case(
            replace(
                case,
                label="nodule" if is_ct else case.label,
                findings="Round, 8 mm, upper lobe." if is_ct else "Frau Mustermann: drusen.",
                outcome="benign",
                tags=("teaching", "Erika's"),
            )
        )
    return services


def export(services: Services, target: Path, with_texts: bool = False, **more: object):
    ids: tuple[CaseId, ...] = tuple(case.id for case in services.library_cases())
    order = replace(ExportOrder(ids, "Clinic A", with_texts), **more)  # type: ignore[arg-type]
    return services.export_cases(order, target, JobContext())


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def assert_nobody_is_named(path: Path, *more: str) -> None:
    """Look for every telling word, in every spelling, in every member and in the file itself."""
    found = [(name, content) for name, content in members(path).items()]
    for name, content in [*found, ("the whole file", path.read_bytes())]:
        for word in (*TELLING, *more):
            for spelling in {word, word.lower(), word.upper()}:
                for code in ("utf-8", "latin-1", "utf-16-le"):
                    coded = spelling.encode(code)
                    if len(coded) > 3:
                        assert coded not in content, (name, word)
        assert b"Mustermann" not in name.encode()


def test_nothing_in_the_file_names_the_patient(clinic: Services, tmp_path: Path) -> None:
    target = tmp_path / f"cases{ENDING}"
    report = export(clinic, target, with_texts=True)
    assert report.cases == 4 and report.images == 6
    assert_nobody_is_named(target, str(tmp_path), tmp_path.name, "own")
    told = " ".join(problem.message for problem in report.skipped)
    assert "its findings text" in told and "one of its tags" in told
    manifest = json.loads(members(target)["manifest.json"])
    assert {case["label"] for case in manifest["cases"]} >= {"nodule"}
    assert {tuple(case["tags"]) for case in manifest["cases"]} == {("teaching",)}
    texts = [case["findings"] for case in manifest["cases"] if case["findings"]]
    assert texts == ["Round, 8 mm, upper lobe."]


def test_texts_are_left_out_unless_asked_for(clinic: Services, tmp_path: Path) -> None:
    target = tmp_path / f"cases{ENDING}"
    export(clinic, target)
    assert b"upper lobe" not in members(target)["manifest.json"]
    order = ExportOrder(tuple(c.id for c in clinic.library_cases()), "Clinic A", True)
    preview = clinic.export_cases.preview(order)
    assert [text for _, text in preview.texts] == ["Round, 8 mm, upper lobe."]
    assert (
        preview.cases == 4
        and preview.patients == 1
        and preview.words == (*("benign", "nodule", "teaching"),)
    )
    assert any("findings text" in problem.message for problem in preview.held_back)


def test_a_file_is_what_it_was_and_says_that_it_names_nobody(
    clinic: Services, tmp_path: Path
) -> None:
    target = tmp_path / f"cases{ENDING}"
    export(clinic, target)
    sent = [content for name, content in members(target).items() if name.endswith(".dcm")]
    sets = [pydicom.dcmread(pydicom.filebase.DicomBytesIO(content)) for content in sent]
    originals = sorted((tmp_path / "Mustermann, Erika" / "CT").glob("*.dcm"))
    assert len({one.SeriesInstanceUID for one in sets}) == 1
    assert len({one.SOPInstanceUID for one in sets}) == 3
    for one, path in zip(sets, originals, strict=True):
        was = pydicom.dcmread(path)
        assert one.PatientIdentityRemoved == "YES" and one.DeidentificationMethod
        assert one.PatientID == one.PatientName and str(one.PatientID).startswith("p-")
        assert one.StudyDate < was.StudyDate and one.StudyTime == ""
        assert one.PixelSpacing == was.PixelSpacing
        assert one.ImagePositionPatient == was.ImagePositionPatient
        assert one.PixelData == was.PixelData[: 64 * 64 * 2]
        assert one.AnatomicRegionSequence[0].CodeValue == "T-28000"
        assert not any(element.tag.is_private for element in one.iterall())
        assert one.file_meta.MediaStorageSOPInstanceUID == one.SOPInstanceUID
    photos = [content for name, content in members(target).items() if name.endswith(".jpg")]
    (tmp_path / "sent.jpg").write_bytes(photos[0])
    with Image.open(tmp_path / "sent.jpg") as shown:
        assert dict(shown.getexif()) == {0x0112: 3} and "comment" not in shown.info


def test_patients_are_the_same_in_every_file_and_uids_are_not(
    clinic: Services, tmp_path: Path
) -> None:
    first, second = tmp_path / f"1{ENDING}", tmp_path / f"2{ENDING}"
    export(clinic, first)
    export(clinic, second)
    one, two = (json.loads(members(path)["manifest.json"]) for path in (first, second))
    assert {c["patient"] for c in one["cases"]} == {c["patient"] for c in two["cases"]}
    name = next(name for name in members(first) if name.endswith(".dcm"))
    uids = [
        pydicom.dcmread(pydicom.filebase.DicomBytesIO(members(path)[name])).SOPInstanceUID
        for path in (first, second)
    ]
    assert uids[0] != uids[1]


def test_round_trip(clinic: Services, make_home, tmp_path: Path) -> None:
    target = tmp_path / f"cases{ENDING}"
    sent = export(clinic, target, with_texts=True)
    other = make_home("other")
    parcel = other.look_at_parcel(target, JobContext())
    assert parcel.signer == sent.signer and parcel.standing is Standing.UNKNOWN
    assert parcel.cases == 4 and parcel.images == 6
    report = other.receive_cases(target, JobContext())
    assert (report.added, report.duplicates, report.skipped) == (4, 0, ())
    assert report.embedded == 4
    target.unlink()  # the cases outlive the file
    own = {c.modality: c for c in clinic.library_cases()}
    cases = other.library_cases()
    for case in cases:
        assert case.source == "Clinic A"
        assert case.patient.key.startswith(sent.signer.mark) and not case.patient.name
        assert case.outcome == "benign" and case.tags == ("teaching",)
        assert all(Path(ref.path).is_relative_to(tmp_path / "other") for ref in case.images)
        for ref in case.images:
            other.picture(ref)
    ct = next(case for case in cases if case.modality == "CT")
    assert ct.label == "nodule" and ct.findings == "Round, 8 mm, upper lobe."
    assert ct.position_mm == own["CT"].position_mm
    assert ct.study_date < own["CT"].study_date and len({c.patient.key for c in cases}) == 1
    eyes = {case.eye for case in cases if case.modality != "CT"}
    assert {str(eye) for eye in eyes if eye} == {"OD", "OS"}
    assert not any(GRADE in n.disables for case in cases for n in case.notices)
    nearest = other.find_similar(ct, k=3)
    assert ct.id not in {neighbour.case_id for neighbour in nearest.neighbours}


def test_embeddings_come_with_the_cases_and_are_held_against_ones_own(
    clinic: Services, make_home, tmp_path: Path
) -> None:
    target = tmp_path / f"cases{ENDING}"
    export(clinic, target)
    other = make_home("other")
    asked: list[CaseId] = []
    real = other._receive._embed

    def counting(cases: list[Case]):
        asked.extend(case.id for case in cases)
        return real(cases)

    other._receive._embed = counting
    report = other.receive_cases(target, JobContext())
    assert report.embedded == 4 and len(asked) == len({c.modality for c in other.library_cases()})
    for digest in clinic._models.digests():
        mine, theirs = clinic._library.embeddings(digest), other._library.embeddings(digest)
        assert np.allclose(np.sort(mine[1], axis=0), np.sort(theirs[1], axis=0), atol=1e-5)
        assert len(clinic._library.embedded(digest)) == len(other._library.embedded(digest))


def test_what_is_there_is_told_and_not_doubled(clinic: Services, make_home, tmp_path: Path) -> None:
    target = tmp_path / f"cases{ENDING}"
    export(clinic, target)
    before = clinic.library_cases()
    again = clinic.receive_cases(target, JobContext())
    assert (again.added, again.duplicates) == (0, 4) and again.parcel.standing is Standing.OWN
    assert sorted(again.known) == sorted(case.title for case in before)
    assert clinic.library_cases() == before  # nothing of one's own was changed
    assert not list((tmp_path / "clinic" / "exchange").rglob("*.dcm"))
    other = make_home("other")
    other.receive_cases(target, JobContext())
    second = tmp_path / f"second{ENDING}"
    export(clinic, second)  # with other UIDs and bytes, the same pixels
    twice = other.receive_cases(second, JobContext())
    assert (twice.added, twice.duplicates) == (0, 4)
    assert len(other.library_cases()) == 4


def test_words_drawn_into_the_picture_are_refused_and_the_rest_goes_on(
    make_home, tmp_path: Path
) -> None:
    services = make_home("clinic")
    write_ct(tmp_path / "a", SeriesInstanceUID=generate_uid())
    write_ct(tmp_path / "b", SeriesInstanceUID=generate_uid(), BurnedInAnnotation="YES")
    secondary = "1.2.840.10008.5.1.4.1.1.7"
    write_ct(tmp_path / "c", SeriesInstanceUID=generate_uid(), SOPClassUID=secondary)
    for folder in "abc":
        for number, path in enumerate(sorted((tmp_path / folder).glob("*.dcm"))):
            dataset = pydicom.dcmread(path)  # three cases, not three copies of one
            dataset.SOPInstanceUID = generate_uid()
            dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
            changed = dataset.pixel_array + ord(folder) + number
            dataset.PixelData = changed.astype("<i2").tobytes()
            dataset.save_as(path)
    services.import_cases([tmp_path / f for f in "abc"], None, "own", JobContext())
    assert len(services.library_cases()) == 3
    target = tmp_path / f"cases{ENDING}"
    report = export(services, target)
    assert report.cases == 1
    words = " ".join(problem.message for problem in report.skipped)
    assert "part of the image" in words and "secondary capture" in words
    assert sum(name.endswith(".dcm") for name in members(target)) == 3


def test_comments_in_compressed_frames_do_not_travel(make_home, sample: Path, tmp_path: Path):
    services = make_home("clinic")
    [path] = write_ct(tmp_path / "a", slices=1)
    dataset = pydicom.dcmread(path)
    grey = Image.open(sample / "fundus" / "synthetic-02-OS.jpg").convert("L").resize((256, 256))
    grey.save(tmp_path / "frame.jpg", comment=b"Erika Mustermann")
    frame = (tmp_path / "frame.jpg").read_bytes() + b"Mustermann behind the end"
    dataset.file_meta.TransferSyntaxUID = JPEGBaseline8Bit
    dataset.PixelData = encapsulate([frame + b"\0" * (len(frame) % 2)])
    dataset["PixelData"].VR, dataset["PixelData"].is_undefined_length = "OB", True
    dataset.BitsAllocated = dataset.BitsStored = 8
    dataset.HighBit, dataset.PixelRepresentation = 7, 0
    dataset.Rows = dataset.Columns = 256
    dataset.save_as(path)
    assert services.import_cases([path], None, "own", JobContext()).added == 1
    target = tmp_path / f"cases{ENDING}"
    assert export(services, target).cases == 1
    assert_nobody_is_named(target)
    sent = next(content for name, content in members(target).items() if name.endswith(".dcm"))
    shown = pydicom.dcmread(pydicom.filebase.DicomBytesIO(sent)).pixel_array
    assert np.array_equal(shown, dataset.pixel_array)


def test_a_case_that_does_not_open_is_told_and_the_others_come_in(
    clinic: Services, make_home, tmp_path: Path
) -> None:
    """One site's readers may fail where another's did not: the rest is imported all the same."""
    target = tmp_path / f"cases{ENDING}"
    export(clinic, target)
    other = make_home("other")
    real = other._receive._source

    class Failing:
        def open(self, paths, context):
            if paths[0].name == "00002":
                from medview.domain.case import OpenSummary, Problem

                return OpenSummary(0, (Problem(str(paths[0]), "It is broken.", "Ask."),))
            return real.open(paths, context)

    other._receive._source = Failing()
    report = other.receive_cases(target, JobContext())
    assert report.added == 3 and [p.message for p in report.skipped] == ["It is broken."]
    kept = {path.name for path in (tmp_path / "other" / "exchange").glob("*/cases/*")}
    assert kept == {"00001", "00003", "00004"}


def test_cancel_leaves_no_file_and_no_half_case(
    clinic: Services, make_home, tmp_path: Path
) -> None:
    target = tmp_path / f"cases{ENDING}"
    ids = tuple(case.id for case in clinic.library_cases())
    context = JobContext(on_progress=lambda progress: context.cancel() if progress.done else None)
    with pytest.raises(Cancelled):
        clinic.export_cases(ExportOrder(ids, "Clinic A"), target, context)
    assert not list(tmp_path.glob(f"*{ENDING}*")) and not list(tmp_path.glob(f".*{ENDING}*"))
    export(clinic, target)
    other = make_home("other")
    stopping = JobContext(
        on_progress=lambda p: stopping.cancel() if p.text == "Unpacking" and p.done > 2 else None
    )
    with pytest.raises(Cancelled):
        other.receive_cases(target, stopping)
    assert other.library_cases() == []
    assert not list((tmp_path / "other" / "exchange").iterdir())
    assert other.receive_cases(target, JobContext()).added == 4


def test_the_key_is_for_its_owner_alone_and_sites_are_remembered(
    clinic: Services, make_home, tmp_path: Path
) -> None:
    target = tmp_path / f"cases{ENDING}"
    sent = export(clinic, target)
    key = tmp_path / "clinic" / "exchange.key"
    if os.name == "posix":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.read_bytes() not in target.read_bytes()
    groups = sent.signer.fingerprint.split()
    assert [len(group) for group in groups] == [4] * 8
    other = make_home("other")
    other.remember_site(sent.signer)
    assert other.look_at_parcel(target, JobContext()).standing is Standing.KNOWN
    pretender = make_home("pretender")
    pretender.import_cases([tmp_path / "Mustermann, Erika"], None, "own", JobContext())
    false = tmp_path / f"false{ENDING}"
    export(pretender, false)
    parcel = other.look_at_parcel(false, JobContext())
    assert parcel.standing is Standing.OTHER_KEY and parcel.known_key == sent.signer.fingerprint


def test_both_ends_write_it_down_without_naming_anybody(
    clinic: Services, make_home, tmp_path: Path
) -> None:
    target = tmp_path / f"cases{ENDING}"
    sent = export(clinic, target)
    other = make_home("other")
    other.receive_cases(target, JobContext())
    [out] = [e for e in clinic._library.audit_trail() if e["event"] == "cases exported"]
    [back] = [e for e in other._library.audit_trail() if e["event"] == "cases received"]
    assert out["details"]["manifest"] == back["details"]["manifest"]
    assert back["details"]["fingerprint"] == sent.signer.fingerprint
    assert len(out["details"]["cases"]) == len(back["details"]["added"]) == 4
    assert NUMBER not in json.dumps([out["details"], back["details"]])
    assert clinic._library.verify() == other._library.verify() == []


def test_an_export_of_nothing_says_so(clinic: Services, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="no case"):
        export(clinic, tmp_path / f"x{ENDING}", cases=())
    with pytest.raises(ExchangeError, match="name of your site"):
        export(clinic, tmp_path / f"x{ENDING}", site=" ")
    assert not list(tmp_path.glob(f"*{ENDING}"))


def test_real_series_keep_their_geometry_and_suv(
    make_home, tmp_path: Path, shared_data: Path
) -> None:
    """MR of a prostate, and a few slices of a PET: the same pictures at the other end."""
    dicom = shared_data / "dicom"
    pet = tmp_path / "pet"
    pet.mkdir()
    for path in sorted((dicom / "petct-ACRIN-042" / "PET-AC").glob("*.dcm"))[:6]:
        shutil.copy(path, pet)
    first, second = make_home("first"), make_home("second")
    first.import_cases(
        [dicom / "mr-prostate-PROSTATEx-0207", pet], None, "own", JobContext(), recognise=False
    )
    target = tmp_path / f"cases{ENDING}"
    assert export(first, target).cases == 3
    assert second.receive_cases(target, JobContext()).added == 3
    mine, theirs = (
        {(c.modality, len(c.images)): c for c in s.library_cases()} for s in (first, second)
    )
    assert mine.keys() == theirs.keys()
    for key, case in mine.items():
        other = theirs[key]
        assert other.position_mm == case.position_mm and other.spacing == case.spacing
        homes = ((first, case), (second, other))
        frames = [next(iter(home._reader.slices([one.images[3]]))) for home, one in homes]
        assert np.array_equal(frames[0].picture.pixels, frames[1].picture.pixels)
        assert frames[0].suv == frames[1].suv
    assert len({case.study_uid for case in second.library_cases() if case.modality == "MR"}) == 1
    every = b"".join(members(target).values())
    for word in ("PROSTATEx-0207", "ACRIN", *(c.series_uid for c in first.library_cases())):
        assert word.encode() not in every


def test_the_eye_is_that_a_person_said_and_doubts_travel(
    make_home, sample: Path, tmp_path: Path
) -> None:
    first, second = make_home("first"), make_home("second")
    photos = tmp_path / "photos"
    photos.mkdir()
    shutil.copy(sample / "fundus" / "synthetic-02-OS.jpg", photos / "7_OD.jpg")  # a false name
    shutil.copy(sample / "fundus" / "synthetic-03-OS.jpg", photos / "8_OD.jpg")
    first.import_cases([photos], None, "own", JobContext())
    doubtful, corrected = first.library_cases()
    assert doubtful.eye_is_contradicted and corrected.eye_is_contradicted
    first.eyes.correct(corrected, Eye.OS)
    target = tmp_path / f"cases{ENDING}"
    export(first, target)
    second.receive_cases(target, JobContext())
    theirs = second.library_cases()
    assert [str(case.eye) for case in theirs] == ["OD", "OS"]
    assert [case.eye_is_contradicted for case in theirs] == [True, False]
    assert theirs[1].eye_from is EyeFrom.PERSON
