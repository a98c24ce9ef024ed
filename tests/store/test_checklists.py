from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from medview.domain.case import CaseId
from medview.domain.checklist import Finding, Lesion, LesionChecklist
from medview.store.checklists import ChecklistStore
from medview.store.library import Library

FINDINGS = {Lesion.NEW_VESSELS: Finding.PRESENT, Lesion.IRMA: Finding.ABSENT}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


def listed(number: int) -> LesionChecklist:
    return LesionChecklist(CaseId(f"case-{number}"), datetime.now(UTC), "Dr", FINDINGS)


def test_a_checklist_comes_back_as_it_was_kept(path: Path):
    library = Library(path)
    first, second = listed(1), listed(1)
    for one in (first, second, listed(2)):
        ChecklistStore(library.access).add(one)
    library.close()
    library = Library(path)
    assert ChecklistStore(library.access).of_case(CaseId("case-1")) == [first, second]
    assert library.verify() == []
    library.close()


def test_a_checklist_is_never_changed(path: Path):
    library = Library(path)
    ChecklistStore(library.access).add(listed(1))
    library.close()
    with (
        sqlite3.connect(path) as connection,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        connection.execute("UPDATE lesion_checklists SET findings = '{}'")
