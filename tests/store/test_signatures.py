from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from medview.domain.case import CaseId
from medview.domain.grade import Grade, SignedGrade
from medview.store.library import Library

NOW = datetime(2026, 6, 3, 12, tzinfo=UTC)
EYE = CaseId("eye")
FIRST = SignedGrade(EYE, Grade.MILD, None, "Dr A", NOW, None)
SECOND = replace(FIRST, grade=Grade.SEVERE)
OTHER = replace(FIRST, grade=None, reader="Dr B")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


@pytest.fixture
def library(path: Path):
    opened = Library(path)
    yield opened
    opened.close()


def test_after_a_withdrawal_the_earlier_signature_stands_again(library: Library):
    for signed in (FIRST, SECOND):
        library.sign(signed)
    assert library.withdraw(EYE, "dr a", NOW) == SECOND
    assert library.signed(EYE) == library.all_signed() == [FIRST]
    assert library.withdraw(EYE, "Dr A", NOW) == FIRST
    assert library.signed(EYE) == library.all_signed() == []
    assert library.withdraw(EYE, "Dr A", NOW) is None
    library.sign(SECOND)
    assert library.signed_of([EYE, CaseId("none")]) == {EYE: [SECOND]}


def test_nobody_takes_back_the_signature_of_another(library: Library):
    for signed in (FIRST, OTHER):
        library.sign(signed)
    assert library.withdraw(EYE, "Dr C", NOW) is None
    assert library.withdraw(EYE, "Dr A", NOW) == FIRST
    assert library.signed(EYE) == [OTHER]


def test_the_trail_vouches_for_withdrawals(library: Library, path: Path):
    library.sign(FIRST)
    library.withdraw(EYE, "Dr A", NOW)
    assert library.verify() == []
    signed, withdrawn = (event["details"] for event in library.audit_trail())
    assert withdrawn["signature"] == signed["signature"]
    assert (withdrawn["case"], withdrawn["reader"]) == (EYE, "Dr A")
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER withdrawals_keep_delete")
        connection.execute("DELETE FROM withdrawals")
    assert "The signatures taken back are not those of the audit trail." in library.verify()


def test_a_withdrawal_is_never_changed(library: Library, path: Path):
    library.sign(FIRST)
    library.withdraw(EYE, "Dr A", NOW)
    for statement in ("DELETE FROM withdrawals", "UPDATE withdrawals SET signature = 7"):
        with (
            sqlite3.connect(path) as connection,
            pytest.raises(sqlite3.IntegrityError, match="append-only"),
        ):
            connection.execute(statement)


def test_many_cases_are_asked_for_in_portions(library: Library):
    ids = [CaseId(f"case-{number}") for number in range(1200)]
    with library.transaction():
        for case_id in ids[::400]:
            library.sign(replace(FIRST, case_id=case_id))
    assert list(library.signed_of(ids)) == ids[::400]
