"""A library on a server: several windows, what is refused, and what a lost connection costs."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.errors import (
    LibraryBusy,
    LibraryError,
    LibraryNotWritable,
    LibraryUnreachable,
)
from medview.domain.grade import Grade, SignedGrade
from medview.store import address, migrate, schema
from medview.store import server as opening
from medview.store.address import ServerAddress, place_of
from medview.store.library import Library
from medview.store.schema import metadata

WRITE = """
import sys
from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.grade import Grade, SignedGrade
from medview.store.address import place_of
from medview.store.library import Library
from datetime import UTC, datetime

library, name = Library(place_of(sys.argv[1])), sys.argv[2]
print("open", flush=True)
sys.stdin.readline()
for n in range(25):
    case = Case(CaseId(f"{name}{n}"), "CT", (ImageRef("a"),), Patient(name))
    library.add_case(case, case.id)
    library.add_case(Case(CaseId(f"both{n}"), "CT", (ImageRef("a"),), Patient("b")), f"both{n}")
    library.sign(SignedGrade(case.id, Grade.MILD, None, name, datetime.now(UTC), None))
library.close()
"""


def case(name: str = "a") -> Case:
    return Case(CaseId(name), "CT", (ImageRef(f"{name}.dcm"),), Patient("p", "Doe"))


@pytest.fixture
def url(server: Any) -> str:
    return str(server.new_database())


def on_server(url: str) -> ServerAddress:
    found = place_of(url)
    assert isinstance(found, ServerAddress)
    return found


@pytest.fixture
def place(url: str) -> ServerAddress:
    return on_server(url)


@pytest.fixture
def windows(place: ServerAddress):
    both = Library(place), Library(place)
    yield both
    for one in both:
        one.close()


def test_a_window_sees_what_another_wrote_and_is_told_once(windows: tuple[Library, Library]):
    one, other = windows
    one.add_case(case(), "a")
    assert other.cases() == [case()]
    assert other.changed_elsewhere()
    assert not other.changed_elsewhere()
    assert not one.changed_elsewhere()
    other.audit("seen", {})
    one.audit("seen", {})
    assert one.changed_elsewhere() and other.changed_elsewhere()
    assert not one.changed_elsewhere() and not other.changed_elsewhere()


def test_two_processes_write_at_once_and_the_trail_stays_whole(url: str, place: ServerAddress):
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, url, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("left", "right")
    ]
    for process in processes:
        assert process.stdout is not None and process.stdin is not None
        assert process.stdout.readline() == "open\n"
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=60)
        assert process.returncode == 0
    library = Library(place)
    assert len(library.cases()) == 75  # 25 of each, and 25 that both tried to add
    assert len(library.all_signed()) == 50
    assert library.verify() == []
    library.close()


def test_who_writes_for_long_does_not_hold_others_for_ever(
    place: ServerAddress, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(opening.SESSION, "lock_timeout", "200ms")
    one, other = Library(place), Library(place)
    with one.transaction():
        one.add_case(case(), "a")
        assert other.cases() == []  # who reads never waits
        with pytest.raises(LibraryBusy) as busy:
            other.add_case(case("b"), "b")
        assert busy.value.hint
    assert other.add_case(case("b"), "b")
    one.close()
    other.close()


def test_a_lost_connection_is_told_and_costs_only_what_was_not_finished(
    server: Any, place: ServerAddress
):
    library = Library(place)
    library.add_case(case(), "a")
    with pytest.raises(LibraryUnreachable, match="was lost") as lost, library.transaction():
        library.add_case(case("b"), "b")
        server.kill_connections()
        library.add_case(case("c"), "c")
    assert "look whether" in lost.value.hint
    assert [held.id for held in library.cases()] == ["a"]
    server.kill_connections()
    assert library.add_case(case("b"), "b")  # a dead connection is replaced without a word
    assert library.verify() == []
    library.close()


def test_a_server_that_goes_down_is_told_and_works_again_after_it_is_up(server: Any):
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        own = type(server)(Path(folder) / "data")
        library = Library(place_of(own.new_database()))
        library.sign(SignedGrade(CaseId("a"), Grade.MILD, None, "Dr", datetime.now(UTC), None))
        own.crash()
        with pytest.raises(LibraryUnreachable) as gone:
            library.all_signed()
        assert gone.value.hint
        own.start_again()
        assert len(library.all_signed()) == 1
        assert library.verify() == []
        library.close()
        own.stop()


@pytest.mark.parametrize("statement", ["UPDATE signed_grades SET note = 'x'", "TRUNCATE measures"])
def test_signatures_and_measures_cannot_be_changed(place: ServerAddress, statement: str):
    library = Library(place)
    with pytest.raises(LibraryError, match="append-only"), library.access.writing() as connection:
        connection.exec_driver_sql(statement)
    library.close()


def test_the_revisions_lead_where_a_new_library_begins(server: Any, url: str):
    engine = opening.connect(on_server(url))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE EXTENSION vector")
        schema.alembic_version.create(connection)
        migrate.upgrade(connection)  # from before the first revision
    with engine.connect() as connection:
        upgraded = shape(connection)
    engine.dispose()
    fresh = opening.connect(on_server(server.new_database()))
    with fresh.begin() as connection:
        connection.exec_driver_sql("CREATE EXTENSION vector")
        migrate.create(connection)
        assert shape(connection) == upgraded
    fresh.dispose()
    Library(place_of(url)).close()


def shape(connection: Any) -> dict[str, set[tuple]]:
    """Return columns, indexes and triggers of every table, whatever their order."""
    queries = {
        "columns": "SELECT table_name, column_name, udt_name, is_nullable, collation_name "
        "FROM information_schema.columns WHERE table_schema = 'public'",
        "indexes": "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "triggers": "SELECT tgrelid::regclass::text, tgname, tgtype FROM pg_trigger "
        "WHERE NOT tgisinternal",
        "constraints": "SELECT conrelid::regclass::text, conname, contype FROM pg_constraint",
    }
    own = {*metadata.tables}
    return {
        name: {tuple(row) for row in connection.execute(text(query)) if row[0] in own}
        for name, query in queries.items()
    }


def test_another_programs_database_is_left_alone(server: Any, url: str, place: ServerAddress):
    database = place.database
    server.sql("CREATE TABLE payroll (id int)", database=database)
    with pytest.raises(LibraryError, match="another program"):
        Library(place)
    tables = server.sql(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'", database=database
    )
    assert tables == [("payroll",)]


def test_a_newer_library_is_refused(server: Any, place: ServerAddress):
    Library(place).close()
    server.sql("UPDATE alembic_version SET version_num = '9999'", database=place.database)
    with pytest.raises(LibraryError, match="newer version"):
        Library(place)


def test_what_a_server_lacks_is_said(
    server: Any, url: str, place: ServerAddress, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(opening, "OLDEST", 99)
    with pytest.raises(LibraryError, match="too old") as old:
        Library(place)
    assert "PostgreSQL 99" in old.value.hint
    monkeypatch.undo()
    latin = server.new_database("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(LibraryError, match="UTF-8"):
        Library(place_of(latin))
    with pytest.raises(LibraryUnreachable, match="has no database nowhere"):
        Library(place_of(server.address("nowhere")))


def test_a_user_without_rights_is_told(server: Any, place: ServerAddress):
    name = place.database
    server.sql(f"CREATE ROLE guest_{name} LOGIN PASSWORD 'geheim'")
    guest = ServerAddress(place.url.set(username=f"guest_{name}", password="geheim"))
    with pytest.raises(LibraryNotWritable, match="pgvector is not enabled") as error:
        Library(guest)
    assert "CREATE EXTENSION vector" in error.value.hint
    Library(place).close()
    with pytest.raises(LibraryNotWritable, match="does not let this user") as error:
        Library(guest)
    assert "geheim" not in str(error.value)


def test_a_password_is_never_shown():
    place = place_of("postgresql://ann:ge%40heim@127.0.0.1:1/medview?password=geheim2")
    assert str(place) == "postgresql://ann@127.0.0.1:1/medview"
    with pytest.raises(LibraryUnreachable, match=r"127\.0\.0\.1") as error:
        Library(place)
    shown = f"{error.value} {place!r} {error.value.hint}"
    assert "heim" not in shown
    assert isinstance(error.value.__cause__, OperationalError)
    assert "heim" not in str(error.value.__cause__)


def test_the_command_line_counts_before_the_environment_and_that_before_the_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    home = tmp_path / "home"
    found = address.library_place
    assert found(None, "", home) == home / "library.sqlite"
    assert found(None, str(tmp_path / "set.sqlite"), home) == tmp_path / "set.sqlite"
    monkeypatch.setenv("MEDVIEW_LIBRARY", "postgres://server/medview")
    assert str(found(None, "set.sqlite", home)) == "postgresql://server/medview"
    assert found(str(tmp_path / "told.sqlite"), "", home) == tmp_path / "told.sqlite"


@pytest.mark.parametrize("wrong", ["mysql://server/db", "postgresql://server:port:geheim/db"])
def test_an_address_that_is_none_is_told(wrong: str):
    with pytest.raises(LibraryError) as error:
        place_of(wrong)
    assert "postgresql://" in error.value.hint
    assert "geheim" not in str(error.value)


def test_without_the_parts_for_a_server_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(LibraryError, match="not installed") as error:
        Library(place_of("postgresql://server/medview"))
    assert "medview[department]" in error.value.hint
