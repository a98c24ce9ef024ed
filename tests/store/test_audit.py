from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from medview.domain.case import CaseId
from medview.domain.grade import Grade, SignedGrade
from medview.store.append_only import TRIGGERS
from medview.store.audit import without_identity
from medview.store.library import Library


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed library with events and signatures."""
    path = tmp_path / "library.sqlite"
    library = Library(path)
    for number in range(5):
        library.audit("grade shown", {"case": str(number), "grade": number})
        now = datetime.now(UTC)
        library.sign(SignedGrade(CaseId(str(number)), Grade(number), None, "Dr", now, None))
    library.close()
    return path


def tampered(path: Path, *statements: str) -> list[str]:
    """Change the file past the triggers, as with a database editor, and verify it."""
    with sqlite3.connect(path) as connection:
        for name in TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in (*statements, *TRIGGERS.values()):
            connection.execute(statement)
    library = Library(path)
    faults = library.verify()
    library.close()
    return faults


def test_an_untouched_trail_is_sound(path: Path):
    assert tampered(path) == []


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE audit_events SET details = '{}' WHERE seq = 3", "changed at event 3"),
        ("UPDATE audit_events SET at = '2020' WHERE seq = 1", "changed at event 1"),
        ("DELETE FROM audit_events WHERE seq = 4", "changed at event 4"),
        ("DELETE FROM audit_events WHERE seq > 8", "The last 2 events"),
        ("UPDATE signed_grades SET grade = 4 WHERE seq = 1", "signed grades"),
        ("DELETE FROM signed_grades WHERE seq = 5", "signed grades"),
    ],
)
def test_a_change_shows(path: Path, statement: str, fault: str):
    assert any(fault in found for found in tampered(path, statement))


def test_identity_is_left_out_at_any_depth():
    details = {"case": "1", "patient": "Doe", "shown": [{"path": "/doe.jpg", "distance": 0.5}]}
    assert without_identity(details) == {"case": "1", "shown": [{"distance": 0.5}]}
