from __future__ import annotations

import sqlite3

import pytest

from medview.domain.case import CaseId, Eye
from medview.store.eye_corrections import EyeCorrections
from medview.store.library import Library


def test_the_newest_correction_counts_and_lasts(tmp_path):
    library = Library(tmp_path / "library.sqlite")
    corrections = EyeCorrections(library.access)
    corrections.add(CaseId("a"), Eye.OD, Eye.OS, "Dr. Adler")
    corrections.add(CaseId("b"), Eye.OS, None, "")
    corrections.add(CaseId("a"), Eye.OS, Eye.OD, "Dr. Adler")
    library.close()
    again = Library(tmp_path / "library.sqlite")
    assert EyeCorrections(again.access).all() == {"a": Eye.OS, "b": Eye.OS}
    events = [e for e in again.audit_trail() if e["event"] == "eye corrected"]
    assert [(e["details"]["case"], e["details"]["was"], e["details"]["eye"]) for e in events] == [
        ("a", "OS", "OD"),
        ("b", None, "OS"),
        ("a", "OD", "OS"),
    ]
    assert again.verify() == []
    again.close()


def test_no_correction_is_ever_changed(tmp_path):
    library = Library(tmp_path / "library.sqlite")
    EyeCorrections(library.access).add(CaseId("a"), Eye.OD, None, "")
    library.close()
    connection = sqlite3.connect(tmp_path / "library.sqlite")
    for statement in ("UPDATE eye_corrections SET eye = 'OS'", "DELETE FROM eye_corrections"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    connection.close()
