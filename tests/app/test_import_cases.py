from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from medview.app.import_cases import ImportReport, import_cases
from medview.domain.case import (
    FUNDUS,
    PHOTO,
    Case,
    CaseId,
    Eye,
    ImageRef,
    OpenSummary,
    Patient,
    Problem,
)
from medview.domain.errors import LabelsError, LibraryNotWritable, UnreadableFile
from medview.domain.job import Cancelled, JobContext
from medview.domain.ports import Source
from medview.store.library import Library

MODEL = "m" * 64


class Folder:
    """A source of one case a file, all of one modality."""

    def __init__(self, modality: str = PHOTO) -> None:
        self.modality = modality

    def open(self, paths: Sequence[Path], context: JobContext) -> OpenSummary:
        files = sorted(f for p in paths for f in ([p] if p.is_file() else p.rglob("*.png")))
        for number, file in enumerate(files):
            context.step(number, len(files))
            context.emit(replace(case_of(file), modality=self.modality))
        return OpenSummary(len(files), (Problem("x.bin", "Not an image."),))


def case_of(file: Path, member: str = "") -> Case:
    name = hashlib.sha256(f"{file}{member}".encode()).hexdigest()[:12]
    refs = (ImageRef(str(file), member),)
    return Case(CaseId(name), PHOTO, refs, Patient(f"unknown-{name}"), title=file.name)


def embed(cases: Sequence[Case]) -> Iterator[tuple[str, np.ndarray] | Exception]:
    """Answer with the first bytes of the file; a file that says "bad" cannot be decoded."""
    for case in cases:
        content = Path(case.images[0].path).read_bytes()
        if content.startswith(b"bad"):
            yield UnreadableFile("The picture is broken.", hint="Ask for it again.")
        else:
            yield MODEL, np.frombuffer(content[:4].ljust(4, b" "), np.uint8).astype(np.float32)


def bytes_of(case: Case) -> str:
    """Tell cases apart by the bytes of their file."""
    try:
        return hashlib.sha256(Path(case.images[0].path).read_bytes()).hexdigest()
    except OSError as error:
        raise UnreadableFile("The file is not there (any more).") from error


@pytest.fixture
def library(tmp_path: Path):
    opened = Library(tmp_path / "home" / "library.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return pictures(tmp_path / "photos", *(f"{n}.png" for n in range(40)))


def pictures(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"picture {path}")
    return folder


def run(
    library: Library,
    folder: Path,
    labels: Path | None = None,
    context=None,
    by=embed,
    source: Source | None = None,
    name: str = "Clinic",
):
    context, source = context or JobContext(), source or Folder()
    return import_cases(
        [folder], labels, name, context, opener=source, library=library, embed=by, content=bytes_of
    )


def table(folder: Path, *lines: str) -> Path:
    path = folder / "labels.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def labels_of(library: Library) -> dict[str, str]:
    return {case.title: case.label for case in library.cases()}


def test_a_table_gives_labels_patients_and_sides(library: Library, tmp_path: Path):
    folder = pictures(tmp_path / "set", "images/a.png", "images/b.png", "images/c.png", "other.png")
    path = table(
        folder,
        "image,grade,patient_id,eye,source,exclude",
        "images/a.png,2,p1,left,IDRiD,0",
        "images/b.png,0,,,,0",
        "images/c.png,1,p3,,,1",
        "images/none.png,1,p4,,,0",
    )
    report = run(library, folder, path)
    assert (report.added, report.duplicates) == (2, 0)
    first, second = library.cases()
    assert (first.label, first.eye, first.modality) == ("2", Eye.OS, FUNDUS)
    assert (first.patient, first.source) == (Patient("p1"), "IDRiD")
    assert (second.label, second.source) == ("0", "Clinic")
    assert second.patient.key.startswith("unknown-")
    texts = " ".join(p.message for p in report.skipped)
    assert "Not an image." in texts
    assert "Line 5: there is no image 'images/none.png'" in texts
    assert "the table does not list them: 1." in texts


def test_a_table_names_the_modality_of_pictures(library: Library, tmp_path: Path):
    folder = pictures(tmp_path, "a.png")
    run(library, folder, table(folder, "image,label,modality", "a.png,glioma,MR"))
    (case,) = library.cases()
    assert (case.modality, case.label) == ("MR", "glioma")


def test_a_table_without_endings_and_in_another_place(library: Library, tmp_path: Path):
    folder = pictures(tmp_path / "photos", "deep/x/a.png", "deep/y/a.png")
    path = table(tmp_path, "id_code,label", "x/a,ill", "y/a,well")
    run(library, folder, path)
    assert sorted((c.images[0].path[-7:], c.label) for c in library.cases()) == [
        ("x/a.png", "ill"),
        ("y/a.png", "well"),
    ]


def test_a_bad_table_stops_before_anything_is_imported(library: Library, photos: Path):
    with pytest.raises(LabelsError):
        run(library, photos, table(photos, "image,grade", "0.png,9"))
    assert library.cases() == []


def test_folders_named_by_grade_give_labels(library: Library, tmp_path: Path):
    folder = pictures(tmp_path / "set", "No_DR/a.png", "Mild/b.png", "Proliferate_DR/c.png")
    run(library, folder)
    assert labels_of(library) == {"a.png": "0", "b.png": "1", "c.png": "4"}
    assert {case.modality for case in library.cases()} == {FUNDUS}


@pytest.mark.parametrize(
    "names",
    [("1_glioma", "2_meningioma", "3_pituitary"), ("1 normal", "2 macular hole"), ("0", "1")],
)
def test_numbered_folders_of_other_diseases_never_vote(
    library: Library, tmp_path: Path, names: tuple[str, ...]
):
    folder = pictures(tmp_path / "set", *(f"{kind}/{kind}{n}.png" for kind in names for n in "ab"))
    for kind in names:
        pictures(folder, *(f"{kind}/{n}.png" for n in range(10)))
    run(library, folder, source=Folder(FUNDUS))
    expected = {name if len(name) > 1 else f"folder {name}": 12 for name in names}
    assert library.facets()["label"] == expected


def test_folders_named_by_numbers_are_grades_of_eyes_only_and_told(
    library: Library, tmp_path: Path
):
    folder = pictures(tmp_path / "set", "0/a.png", "2/b.png", "4/c.png")
    report = run(library, folder, source=Folder(FUNDUS))
    assert labels_of(library) == {"a.png": "0", "b.png": "2", "c.png": "4"}
    assert "taken as grades of diabetic retinopathy" in report.skipped[-1].message
    run(library, pictures(tmp_path / "other", "0/d.png", "2/e.png"))
    assert {c.modality for c in library.cases(text="e.png")} == {PHOTO}


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ("014", ["0", "1", "4"]),
        ("010", ["diagnosis 0", "diagnosis 1", "diagnosis 0"]),
        ("018", ["diagnosis 0", "diagnosis 1", "8"]),
    ],
)
def test_a_number_is_a_grade_only_in_a_table_of_grades(
    library: Library, tmp_path: Path, values: str, labels: list[str]
):
    folder = pictures(tmp_path, "a.png", "b.png", "c.png")
    rows = [f"{name},{value}" for name, value in zip("abc", values, strict=True)]
    run(library, folder, table(folder, "id_code,diagnosis", *rows), source=Folder(FUNDUS))
    assert [case.label for case in library.cases()] == labels


def test_a_folder_that_may_not_be_read_does_not_end_the_import(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = pictures(tmp_path / "set", "No_DR/a.png", "Mild/b.png", "secret/c.png")

    def listdir(path: Path, real=os.listdir) -> list[str]:
        """Refuse one folder, as the system does to everybody but its administrator."""
        if Path(path).name == "secret":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "listdir", listdir)
    assert run(library, folder).added == 3
    assert labels_of(library) == {"a.png": "0", "b.png": "1", "c.png": ""}


def test_a_name_of_several_images_labels_none_of_them(library: Library, tmp_path: Path):
    folder = pictures(tmp_path / "set", "x/a.png", "y/a.png", "x/b.png", "y/b.png", "x/c.png")
    path = table(tmp_path, "image,label", "a.png,ill", "x/b.png,ill", "b.png,well", "c.png,well")
    report = run(library, folder, path)
    found = {case.images[0].path[-7:]: case.label for case in library.cases()}
    assert found == {"x/b.png": "ill", "y/b.png": "well", "x/c.png": "well"}
    (several,) = [p for p in report.skipped if "called 'a.png'" in p.message]
    assert several.message.startswith("Line 2: 2 images") and several.hint


def test_folders_named_by_class_give_labels(library: Library, tmp_path: Path):
    names = [f"{kind}/{kind}{n}.png" for kind in ("glioma", "meningioma") for n in range(10)]
    run(library, pictures(tmp_path / "set", *names))
    assert library.facets()["label"] == {"glioma": 10, "meningioma": 10}
    assert {case.modality for case in library.cases()} == {PHOTO}


def test_folders_named_by_patient_give_none(library: Library, tmp_path: Path):
    run(library, pictures(tmp_path / "set", "Doe John/a.png", "Roe Jane/b.png", "Roe Jane/c.png"))
    assert set(labels_of(library).values()) == {""}


def test_running_again_adds_nothing(library: Library, photos: Path):
    assert run(library, photos).added == 40
    assert run(library, photos) == ImportReport(0, 40, (Problem("x.bin", "Not an image."),))
    assert len(library.cases()) == 40
    assert library.embeddings(MODEL)[1].shape == (40, 4)


def test_the_same_content_elsewhere_is_a_duplicate(library: Library, photos: Path, tmp_path: Path):
    run(library, photos)
    shutil.copytree(photos, tmp_path / "copy")
    shutil.copyfile(photos / "1.png", photos / "twin.png")
    assert run(library, tmp_path / "copy").duplicates == 40
    assert run(library, photos).duplicates == 41


def test_a_changed_file_becomes_a_case_of_its_own(library: Library, photos: Path):
    run(library, photos)
    (photos / "7.png").write_text("another picture")
    assert run(library, photos).added == 1
    assert len(library.cases()) == 41


def test_a_later_label_is_taken_over_and_a_contradiction_named(library: Library, photos: Path):
    run(library, photos)
    run(library, photos, table(photos, "image,label", "1.png,ill"))
    assert labels_of(library)["1.png"] == "ill"
    report = run(library, photos, table(photos, "image,label", "1.png,well"))
    assert "in the library as 'ill', here as 'well'" in " ".join(p.message for p in report.skipped)
    assert labels_of(library)["1.png"] == "ill"


@pytest.mark.parametrize("whole", [False, True])
def test_a_bad_file_never_stops_the_others(library: Library, photos: Path, whole: bool):
    def embed_all(cases: Sequence[Case]) -> list[tuple[str, np.ndarray]]:
        """Fail as a whole, as an embedder that cannot answer in place does."""
        answers = []
        for answer in embed(cases):
            if isinstance(answer, Exception):
                raise answer
            answers.append(answer)
        return answers

    (photos / "3.png").write_text("bad")
    (photos / "33.png").write_text("bad too")
    report = run(library, photos, by=embed_all if whole else embed)
    assert report.added == 38
    broken = [p for p in report.skipped if "broken" in p.message]
    assert [Path(p.path).name for p in broken] == ["3.png", "33.png"]
    assert broken[0].hint == "Ask for it again."


def test_a_file_that_vanishes_is_skipped(library: Library, photos: Path):
    class Vanishing(Folder):
        def open(self, paths: Sequence[Path], context: JobContext) -> OpenSummary:
            summary = super().open(paths, context)
            (photos / "5.png").unlink()
            return summary

    report = import_cases(
        [photos],
        None,
        "",
        JobContext(),
        opener=Vanishing(),
        library=library,
        embed=embed,
        content=bytes_of,
    )
    assert report.added == 39
    assert any(p.path.endswith("5.png") for p in report.skipped)


def test_of_two_equal_images_the_label_that_is_known_is_kept(library: Library, tmp_path: Path):
    folder = pictures(tmp_path / "set", "a.png", "d.png")
    for twin in "bc":
        shutil.copyfile(folder / "a.png", folder / f"{twin}.png")
    path = table(folder, "image,label", "a.png,", "b.png,ill", "c.png,well", "d.png,well")
    report = run(library, folder, path)
    assert (report.added, report.duplicates) == (2, 2)
    assert labels_of(library) == {"a.png": "ill", "d.png": "well"}
    assert "was found before as 'ill', here as 'well'" in " ".join(
        p.message for p in report.skipped
    )


def test_a_case_that_cannot_be_added_never_stops_the_others(library: Library, photos: Path):
    class Twins(Folder):
        """Gives two pictures one id."""

        def open(self, paths: Sequence[Path], context: JobContext) -> OpenSummary:
            context.emit(replace(case_of(photos / "0.png"), id=CaseId("same")))
            context.emit(replace(case_of(photos / "1.png"), id=CaseId("same")))
            return super().open([photos / "2.png", photos / "3.png"], context)

    report = run(library, photos, source=Twins())
    assert report.added == 3
    assert [Path(p.path).name for p in report.skipped if "other pixels" in p.message] == ["1.png"]
    assert set(labels_of(library)) == {"0.png", "2.png", "3.png"}


def test_a_full_disk_ends_the_import(library: Library, photos: Path, monkeypatch):
    def full(case: Case, digest: str) -> bool:
        raise LibraryNotWritable("The disk is full.", hint="Free some space.")

    monkeypatch.setattr(library, "add_case", full)
    with pytest.raises(LibraryNotWritable):
        run(library, photos)
    assert library.cases() == []


@pytest.mark.parametrize(("chosen", "kept"), [("Clinic", "Clinic"), ("", "folder photos")])
def test_a_source_is_kept_when_none_is_given(
    library: Library, photos: Path, chosen: str, kept: str
):
    class Named(Folder):
        def open(self, paths: Sequence[Path], context: JobContext) -> OpenSummary:
            context.emit(replace(case_of(photos / "0.png"), source="folder photos"))
            return OpenSummary(1)

    run(library, photos, source=Named(), name=chosen)
    assert [case.source for case in library.cases()] == [kept]


def test_cancel_keeps_what_was_done_and_the_next_run_goes_on(library: Library, photos: Path):
    context = JobContext()

    def embed_and_cancel(cases: Sequence[Case]) -> Iterator[tuple[str, np.ndarray] | Exception]:
        for answer in embed(cases):
            if len(emitted) == 16:
                context.cancel()
            yield answer

    emitted: list[Case] = []
    context._on_item = emitted.append
    with pytest.raises(Cancelled):
        run(library, photos, context=context, by=embed_and_cancel)
    kept = len(library.cases())
    assert 16 <= kept < 40
    assert library.embeddings(MODEL)[1].shape == (kept, 4)
    report = run(library, photos)
    assert (report.added, report.duplicates) == (40 - kept, kept)


def test_progress_counts_to_the_end_and_items_are_durable(library: Library, photos: Path):
    steps: list[tuple[int, int]] = []
    seen: list[bool] = []
    context = JobContext(
        lambda p: steps.append((p.done, p.total)),
        lambda case: seen.append(library.case(case.id) is not None),
    )
    run(library, photos, context=context)
    assert steps[-1] == (40, 40)
    assert seen == [True] * 40


def test_the_audit_trail_names_cases_and_model_but_no_patient(library: Library, tmp_path: Path):
    folder = pictures(tmp_path / "Doe John", "a.png")
    run(library, folder, table(folder, "image,label,patient", "a.png,1,Doe^John"))
    (event,) = library.audit_trail()
    assert event["event"] == "imported"
    assert event["details"] == {"cases": [[library.cases()[0].id, MODEL]]}
    assert "Doe" not in str(event)


def test_findings_outcome_and_tags_come_from_the_table_and_fill_what_was_missing(
    library: Library, tmp_path: Path
):
    folder = pictures(tmp_path / "new", "a.png", "b.png")
    run(library, folder, table(folder, "image,label", "a.png,glioma", "b.png,glioma"))
    known = library.cases()[0]
    library.describe(known.id, "Cyst", "", [])
    lines = ("image,label,findings,outcome,tags", "a.png,glioma,Ring,cured,rare", "b.png,glioma,,,")
    report = run(library, folder, table(folder, *lines))
    assert report.duplicates == 2
    first, second = library.cases()
    assert (first.findings, first.outcome, first.tags) == ("Cyst", "cured", ("rare",))
    assert (second.findings, second.outcome, second.tags) == ("", "", ())
