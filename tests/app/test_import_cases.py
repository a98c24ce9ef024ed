from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from medview.app.import_cases import ImportReport, content_digest, import_cases
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
from medview.domain.errors import LabelsError, UnreadableFile
from medview.domain.job import Cancelled, JobContext
from medview.store.library import Library

MODEL = "m" * 64


class Folder:
    """A source of one case a file, with the modality PHOTO."""

    def open(self, paths: Sequence[Path], context: JobContext) -> OpenSummary:
        files = sorted(f for p in paths for f in ([p] if p.is_file() else p.rglob("*.png")))
        for number, file in enumerate(files):
            context.step(number, len(files))
            context.emit(case_of(file))
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


def run(library: Library, folder: Path, labels: Path | None = None, context=None, by=embed):
    context = context or JobContext()
    return import_cases(
        [folder], labels, "Clinic", context, opener=Folder(), library=library, embed=by
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
        [photos], None, "", JobContext(), opener=Vanishing(), library=library, embed=embed
    )
    assert report.added == 39
    assert any(p.path.endswith("5.png") for p in report.skipped)


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


def test_a_file_and_its_zipped_copy_have_one_digest(tmp_path: Path):
    pictures(tmp_path, "a.png")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(tmp_path / "a.png", "inside/a.png")
    plain = content_digest(case_of(tmp_path / "a.png"))
    assert plain == content_digest(case_of(tmp_path / "a.zip", "inside/a.png"))
    with pytest.raises(UnreadableFile):
        content_digest(case_of(tmp_path / "a.zip", "inside/none.png"))
