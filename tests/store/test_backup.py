from __future__ import annotations

import logging
import os
import sqlite3
from pathlib import Path

import pytest

from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.errors import LibraryBusy, LibraryDamaged
from medview.store import backup
from medview.store.library import Library


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with one case, closed and so backed up."""
    path = tmp_path / "library.sqlite"
    library = Library(path)
    library.add_case(Case(CaseId("a"), "CT", (ImageRef("a.dcm"),), Patient("p")), "a")
    library.close()
    return path


def test_closing_leaves_one_backup_file(path: Path):
    (copy,) = backup.backups(path)
    assert [p.name for p in copy.parent.iterdir()] == [copy.name]
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT id FROM cases").fetchall() == [("a",)]


def test_a_fresh_backup_is_not_made_again(path: Path):
    (copy,) = backup.backups(path)
    before = copy.stat().st_mtime_ns
    library = Library(path)
    library.audit("seen", {})
    library.close()
    assert copy.stat().st_mtime_ns == before


def test_an_old_backup_is_renewed(path: Path):
    (copy,) = backup.backups(path)
    os.utime(copy, (0, 0))
    library = Library(path)
    library.audit("seen", {})
    library.close()
    assert copy.stat().st_mtime > 0


def test_the_last_few_are_kept(path: Path):
    folder = path.parent / "backups"
    for day in range(10, 20):
        (folder / f"library-2020-01-{day}.sqlite").write_bytes(b"")
    backup.back_up(path)
    assert len(backup.backups(path)) == backup.KEPT
    assert backup.backups(path)[-1].name == "library-2020-01-16.sqlite"


def test_a_damaged_library_names_its_backup_and_is_restored_from_it(path: Path):
    damaged = path.read_bytes()[:5000]
    path.write_bytes(damaged)
    (copy,) = backup.backups(path)
    with pytest.raises(LibraryDamaged) as error:
        Library(path)
    assert copy.name in error.value.hint
    assert path.read_bytes() == damaged
    assert backup.restore(path) == copy
    library = Library(path)
    assert [case.id for case in library.cases()] == ["a"]
    library.close()
    assert [p.read_bytes() for p in path.parent.glob("library-damaged-*.sqlite")] == [damaged]


def test_a_damaged_backup_is_passed_over(path: Path):
    newer = path.parent / "backups" / "library-2999-01-01.sqlite"
    newer.write_bytes(b"nothing of use")
    assert backup.restore(path).name != newer.name


def test_without_a_sound_backup_nothing_is_touched(path: Path):
    for copy in backup.backups(path):
        copy.unlink()
    before = path.read_bytes()
    with pytest.raises(LibraryDamaged, match="no sound backup"):
        backup.restore(path)
    assert path.read_bytes() == before


def test_a_backup_that_fails_is_logged_and_costs_nothing(
    path: Path, caplog: pytest.LogCaptureFixture
):
    (path.parent / "backups" / "blocked").mkdir()
    os.utime(backup.backups(path)[0], (0, 0))
    backup.backups(path)[0].unlink()
    target = path.parent / "backups"
    for item in target.iterdir():
        item.rmdir()
    target.rmdir()
    target.write_text("a file where the folder should be")
    library = Library(path)
    library.audit("seen", {})
    with caplog.at_level(logging.WARNING):
        library.close()
    assert "not backed up" in caplog.text


def test_after_a_crash_an_old_backup_is_renewed_at_the_start(path: Path, tmp_path: Path):
    library = Library(path)
    library.audit("seen", {})
    crashed = tmp_path / "crashed" / path.name
    crashed.parent.mkdir()
    for ending in ("", "-wal"):
        left = path.with_name(path.name + ending)
        crashed.with_name(left.name).write_bytes(left.read_bytes())
    library.close()
    library = Library(crashed)
    assert len(backup.backups(crashed)) == 1
    library.close()


def test_an_open_library_is_not_restored_over(path: Path):
    library = Library(path)
    with pytest.raises(LibraryBusy):
        backup.restore(path)
    library.close()
