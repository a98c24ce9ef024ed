"""A place for the library is tried before it is kept, and nothing is changed by trying."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from medview.app.services import Services
from medview.bootstrap import build_services, use_library
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryNotWritable,
    LibraryUnreachable,
)
from medview.domain.job import Cancelled, JobContext
from medview.store.address import ServerAddress, place_of
from medview.store.library import Library

EYE = Case(CaseId("c1"), FUNDUS, (ImageRef("/1.jpg"),), Patient("P1"))


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    services = build_services(tmp_path / "home")
    yield services
    services.close()


def database_of(url: str) -> str:
    place = place_of(url)
    assert isinstance(place, ServerAddress)
    return place.database


def test_a_server_is_tried_and_left_as_it_was(services: Services, server: Any):
    url = server.new_database()
    database = database_of(url)
    tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    found = services.choose_library.try_place(url)
    assert found.cases is None and "pgvector" in found.server
    assert server.sql(tables, database=database) == [(0,)]
    library = Library(place_of(url))
    library.add_case(EYE, "content")
    assert services.choose_library.try_place(url).cases == 1
    assert not library.changed_elsewhere()  # who looks writes nothing
    library.close()
    assert services.choose_library.chosen == ""


def test_what_is_wrong_with_a_server_is_said(services: Services, server: Any):
    choose = services.choose_library
    url = server.new_database()
    database = database_of(url)
    with pytest.raises(LibraryUnreachable, match="cannot be reached") as raised:
        choose.try_place("postgresql://ann@127.0.0.1:1/medview")
    assert "network" in raised.value.hint
    with pytest.raises(LibraryUnreachable, match="has no database nowhere"):
        choose.try_place(url.replace(f"/{database}", "/nowhere"))
    with pytest.raises(LibraryError, match="password"):
        choose.try_place("postgresql://ann:geheim@localhost/x")
    with pytest.raises(LibraryError, match="mysql"):
        choose.try_place("mysql://localhost/x")
    role = f"reader_{database}"
    server.sql("CREATE EXTENSION vector", database=database)
    server.sql(f"CREATE ROLE {role} LOGIN")
    server.sql("REVOKE CREATE ON SCHEMA public FROM public", database=database)
    as_reader = url.replace("postgres:@", f"{role}:@").replace("postgres@", f"{role}@")
    assert role in as_reader
    with pytest.raises(LibraryNotWritable, match="does not let this user write"):
        choose.try_place(as_reader)
    server.sql("CREATE TABLE others (a int)", database=database)
    with pytest.raises(LibraryError, match="another program"):
        choose.use_place(url)
    assert choose.chosen == "" and choose.from_next_start == ""


def test_a_file_is_tried_and_left_as_it_was(services: Services, tmp_path: Path):
    choose = services.choose_library
    services._library.add_case(EYE, "content")
    assert choose.try_place("").cases == 1  # the one in use
    assert choose.try_place(str(tmp_path / "home" / "library.sqlite")).cases == 1
    new = tmp_path / "new" / "department.sqlite"
    assert choose.try_place(str(new)).cases is None
    assert not new.parent.exists()
    other = Library(tmp_path / "other.sqlite")
    with pytest.raises(LibraryBusy):
        choose.try_place(str(tmp_path / "other.sqlite"))
    other.close()
    assert choose.try_place(str(tmp_path / "other.sqlite")).cases == 0
    with pytest.raises(LibraryError, match="is a folder"):
        choose.try_place(str(tmp_path))
    (tmp_path / "letter.sqlite").write_text("Dear colleague")
    with pytest.raises(LibraryDamaged):
        choose.try_place(str(tmp_path / "letter.sqlite"))


def test_what_is_kept_counts_from_the_next_start_as_on_the_command_line(
    services: Services, server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    choose, url = services.choose_library, server.new_database()
    before = choose.in_use
    stopped = JobContext()
    stopped.cancel()
    with pytest.raises(Cancelled):
        choose.use_place(url, stopped)
    assert choose.chosen == ""
    choose.use_place(url)
    assert choose.in_use == before == services.library_place
    assert choose.from_next_start == str(place_of(url))
    use_library(url, tmp_path / "other")
    other = build_services(tmp_path / "other")
    assert other.settings.get().library == choose.chosen  # the same setting
    assert other.choose_library.from_next_start == ""
    other.choose_library.use_place("")
    assert other.choose_library.from_next_start == str(tmp_path / "other" / "library.sqlite")
    other.close()
    monkeypatch.setenv("MEDVIEW_LIBRARY", str(tmp_path / "here.sqlite"))
    assert choose.variable == "MEDVIEW_LIBRARY"
    assert choose.from_next_start == str(tmp_path / "here.sqlite")
    monkeypatch.undo()
    choose.use_place(str(tmp_path / "home" / "library.sqlite"))  # the home's own, spelt out
    assert choose.chosen == "" and choose.from_next_start == ""


def test_a_password_somebody_wrote_into_the_settings_is_not_shown(services: Services):
    services.settings.set(library="postgresql://ann:geheim@localhost/x")
    choose = services.choose_library
    assert choose.chosen == choose.from_next_start == "postgresql://ann@localhost/x"
