from __future__ import annotations

import csv
import shutil
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from medview.app.collect_cases import CollectCases
from medview.domain.case import FUNDUS, PHOTO, Case, CaseId, Eye, ImageRef, Patient
from medview.domain.errors import LabelsError
from medview.domain.grade import Grade, SignedGrade
from medview.domain.job import Cancelled, JobContext
from medview.domain.training import TRAIN, VALIDATION
from medview.sources.folder import FolderSource
from medview.sources.reader import ReaderPool
from medview.store.library import Library


@pytest.fixture(scope="module")
def pool():
    readers = ReaderPool(2)
    yield readers
    readers.close()


@pytest.fixture
def library(tmp_path):
    library = Library(tmp_path / "library.sqlite")
    yield library
    library.close()


@pytest.fixture
def collect(pool, library):
    return CollectCases(FolderSource(pool), library)


def picture(path: Path, shade: int = 90) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (40, 30), (shade, 60, 30)).save(path)
    return path


def told(collected) -> list[str]:
    return [problem.message for problem in collected.problems]


def test_a_folder_for_each_class(collect, tmp_path):
    root = tmp_path / "set"
    for number, name in enumerate(("0/7_left.png", "0/7_right.png", "2/8_left.png", "stray.png")):
        picture(root / name, 50 + number)
    (root / "2" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n nothing")
    collected = collect.folder(root, JobContext())
    assert sorted((c.ref.name, c.label, c.patient, c.eye) for c in collected.cases) == [
        ("7_left.png", "0", "7", "OS"),
        ("7_right.png", "0", "7", "OD"),
        ("8_left.png", "2", "8", "OS"),
    ]
    assert "Left out, because they lie in no folder of a class: 1." in told(collected)
    assert any(problem.path.endswith("broken.png") for problem in collected.problems)
    assert {c.split for c in collected.cases} == {""}


@pytest.mark.parametrize("form", ["{side}/{label}/{n}.png", "{label}/{side}/{n}.png"])
def test_folders_that_are_a_split_and_a_set_zipped_with_its_folder(collect, tmp_path, form):
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        for n, (side, label) in enumerate(
            (side, label) for side in ("train", "val", "Test") for label in ("glioma", "none")
        ):
            file = picture(tmp_path / "one.png", 40 + n)
            archive.write(file, f"my set/{form.format(side=side, label=label, n=n)}")
    collected = collect.folder(tmp_path / "set.zip", JobContext())
    assert Counter((c.split, c.label) for c in collected.cases) == Counter(
        (side, label) for side in (TRAIN, VALIDATION) for label in ("glioma", "none")
    )
    assert told(collected) == [
        "Left out, because they are of a test set beside a validation set: 2."
    ]


def test_a_table_with_columns_of_any_name(collect, tmp_path):
    for n in range(4):
        picture(tmp_path / "pictures" / f"{n}.png", 50 + n)
    table = tmp_path / "export.csv"
    table.write_text(
        "Datei;Befund;Person;Auge;Teil\n0.png;PDR;A;R;train\n1.png;keine;A;L;train\n"
        "2.png;;B;R;test\n3.png;PDR;C;R;test\n"
    )
    named = {
        "image": "Datei", "label": "Befund", "patient": "Person", "eye": "Auge", "split": "Teil"
    }  # fmt: skip
    collected = collect.table(table, tmp_path / "pictures", JobContext(), named)
    assert sorted((c.ref.name, c.label, c.patient, c.eye, c.split) for c in collected.cases) == [
        ("0.png", "PDR", "A", "OD", TRAIN),
        ("1.png", "keine", "A", "OS", TRAIN),
        ("3.png", "PDR", "C", "OD", VALIDATION),
    ]
    assert "Left out, because the table gives no label: 1." in told(collected)
    with pytest.raises(LabelsError, match="no column 'Nase'"):
        collect.table(table, tmp_path / "pictures", JobContext(), {**named, "eye": "Nase"})


def test_grades_that_are_no_icdr_grades_can_be_labels(collect, tmp_path):
    picture(tmp_path / "a.png")
    (tmp_path / "labels.csv").write_text("image,grade\na.png,III\n")
    with pytest.raises(LabelsError, match="no grade"):
        collect.table(tmp_path / "labels.csv", None, JobContext())
    collected = collect.table(tmp_path / "labels.csv", None, JobContext(), {"label": "grade"})
    assert [c.label for c in collected.cases] == ["III"]


def test_a_line_left_out_in_the_table_is_left_out_here(collect, tmp_path):
    picture(tmp_path / "a.png")
    picture(tmp_path / "b.png", 20)
    (tmp_path / "labels.csv").write_text("image,label,exclude\na.png,x,1\nb.png,y,0\n")
    collected = collect.table(tmp_path / "labels.csv", None, JobContext())
    assert [(c.ref.name, c.label) for c in collected.cases] == [("b.png", "y")]


def sign(case_id: str, grade: Grade | None, reader: str, day: int) -> SignedGrade:
    moment = datetime(2026, 3, day, tzinfo=UTC)
    return SignedGrade(CaseId(case_id), grade, None, reader, moment, None)


def test_signed_cases_of_the_library(collect, library, tmp_path):
    for name in "abcd":
        eye = Case(CaseId(name), FUNDUS, (ImageRef(f"/p/{name}.jpg"),), Patient(f"P{name}"))
        library.add_case(replace(eye, eye=Eye.OD, source="Clinic"), name * 64)
    for signature in (
        sign("a", Grade.MILD, "Dr. One", 1),
        sign("a", Grade.SEVERE, "Dr. One", 2),  # changed their mind
        sign("b", Grade.MODERATE, "Dr. One", 3),
        sign("b", Grade.PROLIFERATIVE, "Dr. Two", 4),
        sign("c", None, "Dr. One", 5),
        sign("gone", Grade.PROLIFERATIVE, "Dr. One", 6),
    ):
        library.sign(signature)
    collected = collect.signed(JobContext())
    assert [(c.ref.name, c.label, c.patient, c.eye, c.source) for c in collected.cases] == [
        ("a.jpg", "3", "Pa", "OD", "Clinic"),
        ("b.jpg", "2", "Pb", "OD", "Clinic"),
        ("b.jpg", "4", "Pb", "OD", "Clinic"),
    ]
    assert told(collected) == [
        "Left out, because they are not in the library: 1.",
        "Left out, because they were signed as ungradable: 1.",
    ]


def test_an_eye_that_was_corrected_is_the_corrected_one(pool, library, tmp_path):
    picture(tmp_path / "0" / "7_left.png")
    picture(tmp_path / "1" / "8_left.png", 20)
    collect = CollectCases(FolderSource(pool), library, lambda case: replace(case, eye=Eye.OD))
    assert {c.eye for c in collect.folder(tmp_path, JobContext()).cases} == {"OD"}


def test_cancel_is_answered(collect, tmp_path):
    picture(tmp_path / "0" / "a.png")
    context = JobContext()
    context.cancel()
    with pytest.raises(Cancelled):
        collect.folder(tmp_path, context)


def test_idrid_as_its_table_says(collect, shared_data, tmp_path):
    rows = part_of(shared_data / "fundus" / "idrid", tmp_path, 40, "IDRiD_tr_07")
    used = [row for row in rows if row["exclude"] != "1"]
    cases = collect.table(tmp_path / "labels.csv", None, JobContext()).cases
    assert 40 < len(used) < len(rows)
    assert Counter(c.label for c in cases) == Counter(row["grade"] for row in used)
    assert {(c.split, c.modality, c.source) for c in cases} == {(TRAIN, FUNDUS, "IDRiD")}
    assert all(c.patient.startswith("unknown-") for c in cases)


def part_of(root: Path, target: Path, count: int, other: str) -> list[dict[str, str]]:
    """Copy the first rows of a set, and those named `other`, with their table and pictures."""
    with open(root / "labels.csv", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    kept = [row for n, row in enumerate(rows) if n < count or other in row["image"]]
    with open(target / "labels.csv", "w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, rows[0])
        table.writeheader()
        table.writerows(kept)
    for row in kept:
        (target / row["image"]).parent.mkdir(exist_ok=True, parents=True)
        shutil.copy(root / row["image"], target / row["image"])
    return kept


def test_patients_eyes_and_sides_of_deepdrid(collect, shared_data, tmp_path):
    rows = part_of(shared_data / "fundus" / "deepdrid", tmp_path, 16, "/265_")
    cases = collect.table(tmp_path / "labels.csv", None, JobContext()).cases
    assert len(cases) == sum(row["exclude"] != "1" for row in rows)
    assert {c.split for c in cases} == {row["split"] for row in rows} == {TRAIN, VALIDATION}
    assert {(c.eye, "l" if c.eye == "OS" else "r") for c in cases} == {
        (c.eye, c.ref.name.split("_")[1][0]) for c in cases
    }
    assert all(c.patient == f"deepdrid_{c.ref.name.split('_')[0]}" for c in cases)


def test_a_folder_of_slices_each_of_its_class(collect, shared_data, tmp_path):
    for label in ("glioma", "meningioma", "pituitary"):
        (tmp_path / label).mkdir()
        for file in sorted((shared_data / "mri-brain" / label).iterdir())[:5]:
            shutil.copy(file, tmp_path / label)
    cases = collect.folder(tmp_path, JobContext()).cases
    assert Counter(c.label for c in cases) == {"glioma": 5, "meningioma": 5, "pituitary": 5}
    assert {c.modality for c in cases} == {PHOTO}


def test_dicom_series_of_a_class_is_its_middle_slice_or_every_one(collect, shared_data, tmp_path):
    lung = shared_data / "dicom" / "ct-lung-LIDC-IDRI-0001"
    screening = shared_data / "dicom" / "ct-lowdose-NLST"
    (tmp_path / "nodule").mkdir()
    (tmp_path / "none").mkdir()
    for file in sorted(lung.glob("*.dcm"))[:9]:
        shutil.copy(file, tmp_path / "nodule")
    for file in sorted(screening.glob("*.dcm"))[:7]:
        shutil.copy(file, tmp_path / "none")
    middle = {c.label: c for c in collect.folder(tmp_path, JobContext()).cases}
    assert set(middle) == {"nodule", "none"}
    assert middle["nodule"].patient == "LIDC-IDRI-0001"
    assert {c.modality for c in middle.values()} == {"CT"}
    every = collect.folder(tmp_path, JobContext(), every_image=True).cases
    assert Counter(c.label for c in every) == {"nodule": 9, "none": 7}
    nodules = [c.ref for c in every if c.label == "nodule"]
    assert middle["nodule"].ref == nodules[4]


HOSTILE = (
    "dup_conflict", "formulas", "grade_range", "ragged", "same_patient_leak", "traversal", "utf16"
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_tables_are_refused_or_warned_of(collect, shared_data, name):
    table = shared_data / "hostile" / "csv" / f"{name}.csv"
    with open(shared_data / "hostile" / "expected.csv", encoding="utf-8") as stream:
        expected = {row["file"]: row for row in csv.DictReader(stream)}
    row = expected[f"csv/{name}.csv"]
    try:
        collected = collect.table(table, None, JobContext())
        outcome = "opens-with-warning" if collected.problems else "opens"
        assert not any(".." in case.ref.path for case in collected.cases)
    except LabelsError as error:
        assert error.hint
        outcome = "clear-error"
    assert outcome == row["kind"] or outcome in row["also_ok"].split("|")


def test_labelled_cases_of_the_library_photographs_and_series(collect, library, tmp_path):
    series = tuple(ImageRef(str(tmp_path / f"{n}.dcm")) for n in range(5))
    library.add_case(Case(CaseId("s"), "MR", series, Patient("A"), label="glioma"), "s")
    one = (ImageRef(str(tmp_path / "p.png")),)
    library.add_case(Case(CaseId("p"), PHOTO, one, Patient("B"), label="none"), "p")
    library.add_case(Case(CaseId("q"), PHOTO, one, Patient("C")), "q")
    collected = collect.labelled(JobContext())
    assert sorted((c.ref.name, c.label, c.patient, c.modality) for c in collected.cases) == [
        ("2.dcm", "glioma", "A", "MR"),
        ("p.png", "none", "B", PHOTO),
    ]
    assert told(collected) == ["Left out, because they have no label in the library: 1."]
    every = collect.labelled(JobContext(), every_image=True).cases
    assert Counter(c.label for c in every) == {"glioma": 5, "none": 1}
    assert {c.patient for c in every if c.label == "glioma"} == {"A"}


def test_a_table_lists_dicom_series_by_folder_and_slices_by_file(collect, shared_data, tmp_path):
    source = shared_data / "dicom"
    (tmp_path / "lung").mkdir()
    for file in sorted((source / "ct-lung-LIDC-IDRI-0001").glob("*.dcm"))[:5]:
        shutil.copy(file, tmp_path / "lung")
    (slice_,) = sorted((source / "ct-lowdose-NLST").glob("*.dcm"))[:1]
    shutil.copy(slice_, tmp_path / "one.dcm")
    table = tmp_path / "labels.csv"
    table.write_text("image,label\nlung,nodule\none.dcm,none\n")
    middle = collect.table(table, None, JobContext()).cases
    assert sorted((c.label, c.patient, c.modality) for c in middle) == [
        ("nodule", "LIDC-IDRI-0001", "CT"),
        ("none", "101287", "CT"),
    ]
    every = collect.table(table, None, JobContext(), every_image=True).cases
    assert Counter(c.label for c in every) == {"nodule": 5, "none": 1}
