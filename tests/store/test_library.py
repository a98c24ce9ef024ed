from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from medview.domain.case import Case, CaseId, Eye, ImageRef, Patient
from medview.domain.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryNotWritable,
    ModelMismatch,
)
from medview.domain.grade import Grade, SignedGrade
from medview.domain.image import GRADE, Notice
from medview.domain.model import ModelRef
from medview.store import database, migrate, migrations, schema
from medview.store.backup import backups
from medview.store.library import Library

MODEL = ModelRef("dr-fundus", "1.0", "d" * 64)
NAME = "Musterfrau^Erika"


def eye_case(number: int = 1, **changes) -> Case:
    case = Case(
        id=CaseId(f"case-{number}"),
        modality="FUNDUS",
        images=(ImageRef(f"/photos/{number}.jpg"),),
        patient=Patient(f"patient-{number}", NAME),
        title=f"{number}.jpg",
        eye=Eye.OS,
        label="2",
        source="Clinic 2026",
        findings="Ring enhancement, oedema",
        outcome="recurrence",
        tags=("rare", "teaching"),
    )
    return replace(case, **changes)


def signature(case_id: str = "case-1", grade: Grade | None = Grade.SEVERE) -> SignedGrade:
    now = datetime.now(UTC)
    return SignedGrade(CaseId(case_id), grade, Grade.MODERATE, "Dr Lens", now, MODEL, "seen twice")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "library.sqlite"


def test_a_case_comes_back_as_it_went_in(library: Library):
    series = eye_case(
        modality="CT",
        images=tuple(ImageRef("/ct/scan.zip", f"{i}.dcm", i) for i in range(3)),
        eye=None,
        series_number=4,
        position_mm=(0.0, 2.5, 5.0),
        spacing=(0.7, 0.7),
        notices=(Notice("gap", "A slice is missing.", frozenset({GRADE})),),
    )
    assert library.add_case(series, "content")
    assert library.cases() == [series]
    assert library.case(series.id) == series
    assert library.case(CaseId("other")) is None


def test_studies_are_told_of_those_that_are_there(library: Library):
    library.add_case(replace(eye_case(1), study_uid="1.2", series_description="T2"), "a")
    library.add_case(eye_case(2), "b")
    asked = [CaseId("case-1"), CaseId("case-2"), CaseId("none")]
    found = library.studies_of(asked)
    assert found[asked[0]] == ("1.2", "T2") and set(found) == {*asked[:2]}
    assert library.studies_of([]) == {}


def test_the_same_content_is_added_once(library: Library):
    assert library.add_case(eye_case(1), "content")
    assert not library.add_case(eye_case(2), "content")
    assert library.known_contents(["content", "other"]) == {"content": "case-1"}


def test_another_content_under_the_same_id_is_refused(library: Library):
    library.add_case(eye_case(1), "content")
    with pytest.raises(LibraryError, match="other pixels"):
        library.add_case(eye_case(1), "changed")


def test_cases_are_found_by_modality_label_and_text(library: Library):
    library.add_case(eye_case(1), "a")
    library.add_case(eye_case(2, modality="MR", label="glioma", title="T1 100%"), "b")
    assert [c.id for c in library.cases(modality="MR")] == ["case-2"]
    assert [c.id for c in library.cases(label="2")] == ["case-1"]
    assert [c.id for c in library.cases(text="ERIKA 1.jpg")] == ["case-1"]
    assert [c.id for c in library.cases(text="100%")] == ["case-2"]
    assert library.cases(text="%") == library.cases(text="100%")
    assert library.facets() == {
        "modality": {"FUNDUS": 1, "MR": 1},
        "label": {"2": 1, "glioma": 1},
        "outcome": {"recurrence": 2},
        "tags": {"rare, teaching": 2},
    }
    assert library.count() == 2
    assert library.case_ids(text="100%") == ["case-2"]
    assert library.case_ids() == ["case-1", "case-2"]
    assert library.case_ids(text="nowhere") == []
    wanted = [CaseId(name) for name in ("case-2", "gone", "case-1")]
    assert library.cases_of(wanted) == [library.case(CaseId(f"case-{n}")) for n in (2, 1)]


def test_an_embedding_belongs_to_one_model(library: Library):
    library.add_case(eye_case(1), "a")
    library.add_case(eye_case(2), "b")
    library.put_embedding(CaseId("case-1"), "model", np.array([1, 0], np.float32))
    library.put_embedding(CaseId("case-1"), "model", np.array([0, 1], np.float32))
    ids, vectors = library.embeddings("model")
    assert ids == ["case-1"]
    assert vectors.dtype == np.float32
    assert vectors.tolist() == [[0, 1]]
    assert library.embeddings("other")[1].shape == (0, 0)


def test_embeddings_of_several_lengths_are_never_mixed(library: Library):
    for number, length in ((1, 2), (2, 3)):
        library.add_case(eye_case(number), str(number))
        library.put_embedding(CaseId(f"case-{number}"), "model", np.ones(length, np.float32))
    with pytest.raises(ModelMismatch):
        library.embeddings("model")


def test_removal_keeps_signatures_and_audit(library: Library):
    library.add_case(eye_case(1), "a")
    library.put_embedding(CaseId("case-1"), "model", np.ones(2, np.float32))
    signed = signature()
    library.sign(signed)
    assert library.remove_cases([CaseId("case-1"), CaseId("none")]) == 1
    assert library.cases() == []
    assert library.embeddings("model")[0] == []
    assert library.signed(CaseId("case-1")) == [signed]
    assert [e["event"] for e in library.audit_trail()] == ["signed", "removed"]
    assert library.verify() == []


def test_a_second_signature_stands_beside_the_first(library: Library):
    first, second = signature(), signature(grade=None)
    library.sign(first)
    library.sign(second)
    assert library.signed(CaseId("case-1")) == [first, second]
    assert [e["details"]["replaces"] for e in library.audit_trail()] == [0, 1]


def test_a_transaction_is_all_or_none(library: Library):
    with pytest.raises(RuntimeError), library.transaction():
        library.add_case(eye_case(1), "a")
        library.sign(signature())
        assert len(library.cases()) == 1
        raise RuntimeError
    assert library.cases() == []
    assert library.signed(CaseId("case-1")) == []


def test_threads_write_and_read_together(library: Library):
    def work(first: int) -> None:
        for number in range(first, first + 10):
            library.add_case(eye_case(number), str(number))
            library.audit("seen", {"case": number})
            library.cases()

    threads = [threading.Thread(target=work, args=(start,)) for start in range(0, 40, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(library.cases()) == 40
    assert library.verify() == []


def test_a_second_window_is_told(path: Path):
    library = Library(path)
    with pytest.raises(LibraryBusy, match="Another MedView window") as busy:
        Library(path)
    assert busy.value.hint
    library.close()


def test_a_second_process_is_told_and_the_lock_dies_with_its_owner(path: Path):
    script = f"""
import os, sys
from pathlib import Path
from medview.store import schema
from medview.store.backup import backups
from medview.store.library import Library
library = Library(Path({str(path)!r}))
print("open", flush=True)
sys.stdin.read()
"""
    owner = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert owner.stdout is not None
    assert owner.stdout.readline() == b"open\n"
    with pytest.raises(LibraryBusy):
        Library(path)
    owner.kill()
    owner.communicate()
    Library(path).close()


def test_a_closed_library_opens_again(path: Path):
    library = Library(path)
    library.add_case(eye_case(), "a")
    library.close()
    library = Library(path)
    assert library.cases() == [eye_case()]
    library.close()


@pytest.mark.parametrize("statement", ["UPDATE {} SET seq = seq + 1", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["signed_grades", "audit_events"])
def test_signatures_and_audit_cannot_be_changed(path: Path, statement: str, table: str):
    library = Library(path)
    library.sign(signature())
    library.close()
    with (
        sqlite3.connect(path) as connection,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        connection.execute(statement.format(table))


def test_no_patient_name_in_the_audit_trail(library: Library):
    library.add_case(eye_case(), "a")
    library.sign(signature())
    library.set_label(CaseId("case-1"), "3")
    library.audit("shown", {"patient": NAME, "paths": [NAME], "neighbours": [{"patient": NAME}]})
    library.remove_cases([CaseId("case-1")])
    assert NAME not in str(library.audit_trail())


def test_the_audit_trail_since_a_time(library: Library):
    library.audit("first", {})
    between = datetime.now(UTC)
    library.audit("second", {"grade": 2})
    assert [e["event"] for e in library.audit_trail(between)] == ["second"]
    assert library.audit_trail(between)[0]["details"] == {"grade": 2}


def test_a_full_disk_is_told_and_what_was_there_is_kept(path: Path):
    library = Library(path)
    library.add_case(eye_case(1), "a")
    limit_pages(library)
    with pytest.raises(LibraryNotWritable, match="full") as full:
        for number in range(2, 2000):
            library.add_case(eye_case(number), str(number))
    assert "disk space" in full.value.hint
    assert library.case(CaseId("case-1")) == eye_case(1)
    library.close()


def limit_pages(library: Library) -> None:
    """SQLite answers as on a full disk when a file reaches max_page_count."""
    with library._access.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 40")


def test_a_cut_wal_costs_at_most_what_was_cut(path: Path, tmp_path: Path):
    library = Library(path)
    for number in range(20):
        library.add_case(eye_case(number), str(number))
    copy = tmp_path / "copy" / path.name
    copy.parent.mkdir()
    copy.write_bytes(path.read_bytes())
    wal = path.with_name(path.name + "-wal").read_bytes()
    copy.with_name(copy.name + "-wal").write_bytes(wal[: len(wal) * 2 // 3])
    library.close()
    crashed = Library(copy)
    found = [case.id for case in crashed.cases()]
    assert 0 < len(found) < 20
    assert found == [f"case-{n}" for n in range(len(found))]
    assert crashed.verify() == []
    crashed.close()


def test_a_wal_left_behind_never_meets_a_new_library(path: Path):
    library = Library(path)
    library.add_case(eye_case(1), "a")
    wal = path.with_name(path.name + "-wal")
    left = wal.read_bytes()
    library.close()
    path.unlink()
    wal.write_bytes(left)
    library = Library(path)
    assert library.cases() == []
    assert library.verify() == []
    library.close()


def test_a_newer_library_is_refused(path: Path):
    Library(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(LibraryDamaged, match="newer version"):
        Library(path)


def test_a_home_that_cannot_be_a_folder_is_told(tmp_path: Path):
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(LibraryNotWritable) as error:
        Library(tmp_path / "home" / "library.sqlite")
    assert error.value.hint


def test_a_read_only_library_is_told(path: Path, monkeypatch: pytest.MonkeyPatch):
    Library(path).close()
    monkeypatch.setattr("os.access", lambda *_: False)  # rights do not bind the superuser
    with pytest.raises(LibraryNotWritable, match="read-only"):
        Library(path)
    monkeypatch.undo()
    Library(path).close()


def add_revision(folder: Path, monkeypatch: pytest.MonkeyPatch, *steps: str) -> None:
    """Let the program be of the next version, whose revision does these steps."""
    newest, newer = (migrate.revision_of(schema.SCHEMA + n) for n in (0, 1))
    versions = folder / "later"
    shutil.copytree(Path(migrations.__file__).parent, versions)
    lines = ["import sqlalchemy as sa", "from alembic import op", f'revision = "{newer}"']
    lines += [f'down_revision = "{newest}"', "def upgrade():", *(f"    {step}" for step in steps)]
    (versions / "versions" / "next.py").write_text("\n".join(lines))
    monkeypatch.setattr(migrate, "SCRIPTS", str(versions))
    monkeypatch.setattr(schema, "SCHEMA", int(newer))


def make_older(path: Path, version: int, *statements: str) -> None:
    """Take from a library what came after a version of before Alembic."""
    with sqlite3.connect(path) as connection:
        for statement in ("DROP TABLE alembic_version", "DROP TABLE library_state", *statements):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {version}")


def without(table: str, *columns: str) -> list[str]:
    return [f"ALTER TABLE {table} DROP COLUMN {column}" for column in columns]


def test_an_older_library_is_brought_up_to_date_after_a_backup(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    library = Library(path)
    library.add_case(eye_case(), "a")
    library.close()
    for copy in backups(path):
        copy.unlink()
    newer = schema.SCHEMA + 1
    add_revision(tmp_path, monkeypatch, 'op.add_column("cases", sa.Column("lens", sa.Text()))')
    library = Library(path)
    assert library.cases() == [eye_case()]
    library.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (newer,)
        assert connection.execute("SELECT lens FROM cases").fetchone() == (None,)
    assert len(backups(path)) == 1


def test_a_library_of_the_first_version_gets_what_is_new(path: Path):
    library = Library(path)
    library.add_case(eye_case(), "a")
    library.close()
    first = {"cases", "embeddings", "signed_grades", "audit_events"}
    later = schema.metadata.tables.keys() - first - {"alembic_version", "library_state"}
    columns = without("cases", "eye_from", "camera", "findings", "outcome", "tags")
    make_older(path, 1, *(f"DROP TABLE {table}" for table in later), *columns)
    library = Library(path)
    assert library.cases() == [eye_case(findings="", outcome="", tags=())]
    assert library.verify() == []
    library.close()
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    assert database.missing_tables(rows) == []


def test_a_library_of_the_second_version_gets_the_cameras(path: Path):
    Library(path).close()
    columns = without("cases", "camera", "findings", "outcome", "tags")
    make_older(path, 2, *columns, *without("seen_cases", "camera"))
    library = Library(path)
    taken = replace(eye_case(), camera="Topcon NW400")
    library.add_case(taken, "a")
    assert library.cases() == [taken]
    library.close()


@pytest.mark.parametrize("version", [0, -1])
def test_a_library_without_a_version_is_refused(path: Path, version: int):
    Library(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    before = path.read_bytes()
    with pytest.raises(LibraryDamaged, match="to its end") as error:
        Library(path)
    assert error.value.hint
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["what?mode=memory", "#1", "100%", "a%20b", "käse 李"])
def test_a_home_of_any_name_works(tmp_path: Path, name: str):
    path = tmp_path / name / "library.sqlite"
    for _ in range(2):
        library = Library(path)
        library.add_case(eye_case(), "a" * 64)
        assert len(library.cases()) == 1
        library.close()
    assert path.stat().st_size and [p.name for p in tmp_path.iterdir()] == [name]


def test_names_that_are_no_text_come_back_to_the_byte(library: Library):
    name = "/photos/M\udcfcller.jpg"
    case = eye_case(images=(ImageRef(name),), label="gl\udce4ttchen", source="M\udcfcller")
    library.add_case(case, "a" * 64)
    held = library.cases()[0]
    assert held.images[0].path == name
    assert held.label == "gl\N{REPLACEMENT CHARACTER}ttchen"


def test_what_people_write_of_a_case_is_kept_and_found_but_not_in_the_trail(library: Library):
    library.add_case(eye_case(), "a")
    library.describe(CaseId("case-1"), "Erika has a cyst", "cured", ["follow up"])
    case = library.case(CaseId("case-1"))
    assert case is not None
    assert (case.findings, case.outcome, case.tags) == ("Erika has a cyst", "cured", ("follow up",))
    assert [c.id for c in library.cases(text="cyst")] == ["case-1"]
    assert library.cases(text="recurrence") == []
    event = library.audit_trail()[-1]
    assert (event["event"], event["details"]) == ("described", {"case": "case-1"})


@pytest.mark.parametrize("version", [4, 5])
def test_a_library_without_findings_gets_room_for_them(path: Path, version: int):
    library = Library(path)
    library.add_case(eye_case(), "a")
    library.close()
    make_older(path, version, *without("cases", "findings", "outcome", "tags"))
    library = Library(path)
    assert library.cases() == [eye_case(findings="", outcome="", tags=())]
    library.describe(CaseId("case-1"), "", "cured", [])
    assert library.cases()[0].outcome == "cured"
    library.close()


def test_images_of_a_series_are_kept_with_it_and_its_model(library: Library):
    series = eye_case(modality="CT", images=tuple(ImageRef(f"{i}.dcm") for i in range(3)))
    library.add_case(series, "a")
    library.add_case(eye_case(2), "b")
    assert [c.id for c in library.series_without_slices(["m"])] == ["case-1"]
    vectors = {0: np.array([1, 0], np.float32), 2: np.array([0, 1], np.float32)}
    library.put_slices(series.id, "m", vectors)
    library.put_slices(series.id, "m", {2: np.array([0.6, 0.8], np.float32)})
    listed = library.embedded("m")
    assert [(one.case_id, one.image) for one in listed] == [("case-1", 0), ("case-1", 2)]
    vectors_now = library.vectors(listed)
    assert vectors_now[listed[0].key] == pytest.approx([1, 0])
    assert vectors_now[listed[1].key] == pytest.approx([0.6, 0.8])
    assert library.series_without_slices(["m"]) == []
    assert library.series_without_slices(["other"]) == [series]
    library.remove_embeddings("m")
    assert library.embedded("m") == []
    library.put_slices(series.id, "m", vectors)
    library.remove_cases([series.id])
    assert library.embedded("m") == []
