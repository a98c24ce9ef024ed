from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from medview.domain.case import FUNDUS, Case, CaseId, Eye, ImageRef, Patient
from medview.domain.grade import Grade
from medview.domain.model import ModelRef
from medview.domain.study import Decision, Read, Stage, Study, StudyEstimate, StudyPlan
from medview.store.library import Library
from medview.store.studies import StudyStore

NOW = datetime.now(UTC)
MODEL = ModelRef("dr-fundus", "1.0", "d" * 64)
PHOTOS = tuple(
    Case(CaseId(f"c{n}"), FUNDUS, (ImageRef(f"/p/{n}.jpg"),), Patient(f"p{n}"), eye=Eye.OD)
    for n in range(3)
)
PLAN = StudyPlan("Clinic", ("Dr. A", "李医生"), seed=5)
STUDY = Study("s1", PLAN, PHOTOS, {"Dr. A": (2, 0, 1), "李医生": (0, 1, 2, 0)}, "Lead", NOW)
READ = Read("s1", "Dr. A", 0, 2, Stage.AIDED, Grade.MILD, 3.25, NOW, "n", True, None, MODEL)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


@pytest.fixture
def library(path: Path):
    opened = Library(path)
    yield opened
    opened.close()


@pytest.fixture
def store(library: Library) -> StudyStore:
    return StudyStore(library.access)


def test_everything_of_a_study_comes_back_as_it_was(store: StudyStore):
    other = replace(STUDY, id="s2", plan=replace(PLAN, name="Other"))
    decision = Decision("s1", 2, None, "Dr. C", NOW, "dark")
    estimate = StudyEstimate("s1", 1, Grade.SEVERE, MODEL, NOW)
    unseen = replace(READ, position=1, grade=None, was_shown=False, model=None)
    store.add(STUDY)
    store.add(other)
    store.add_read(READ)
    store.add_read(unseen)
    store.add_decision(decision)
    store.add_estimates([estimate])
    assert store.all() == [other, STUDY]
    assert store.study("s1") == STUDY and store.study("s3") is None
    assert store.reads("s1") == [READ, unseen] and store.reads("s2") == []
    assert store.decisions("s1") == [decision]
    assert store.estimates("s1") == [estimate]


def test_what_was_read_is_never_changed_and_vouched_for(path: Path):
    library = Library(path)
    store = StudyStore(library.access)
    store.add(STUDY)
    store.add_read(READ)
    store.add_decision(Decision("s1", 2, Grade.MILD, "Dr. C", NOW))
    assert library.verify() == []
    library.close()
    with sqlite3.connect(path) as connection:
        for table in ("study_reads", "study_decisions", "studies"):
            for statement in (f"UPDATE {table} SET seq = 9", f"DELETE FROM {table}"):
                with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                    connection.execute(statement)
        trigger = "study_reads_keep_update"
        query = "SELECT sql FROM sqlite_master WHERE name = ?"
        (again,) = connection.execute(query, (trigger,)).fetchone()
        connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("UPDATE study_reads SET grade = 4")
        connection.execute(again)
    library = Library(path)
    assert library.verify() == ["The reads of the studies are not those of the audit trail."]
    library.close()


READER = """
import itertools, sys
from dataclasses import replace
from pathlib import Path
from medview.store.library import Library
from medview.store.studies import StudyStore
from tests.store.test_studies import READ, STUDY

store = StudyStore(Library(Path(sys.argv[1])).access)
if store.study("s1") is None:
    store.add(STUDY)
for position in itertools.count(len(store.reads("s1"))):
    store.add_read(replace(READ, position=position))
    print(position, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_confirmed_read_survives_being_killed(path: Path):
    said: list[int] = []
    for _ in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", READER, str(path)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert process.stdout is not None
        said.append(int(process.stdout.readline()))
        time.sleep(0.05)
        process.kill()
        process.wait()
        said += [int(line) for line in process.stdout.read().splitlines()]
        process.stdout.close()
        library = Library(path)
        kept = [read.position for read in StudyStore(library.access).reads("s1")]
        assert library.verify() == []
        library.close()
        assert kept == list(range(len(kept))) and set(said) <= set(kept)
