"""What the README tells a department's administrator, done as it stands there."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.grade import Grade, SignedGrade
from medview.store.address import ServerAddress, place_of
from medview.store.library import Library
from medview.store.look import look_at

EYE = Case(CaseId("c1"), FUNDUS, (ImageRef("/1.jpg"),), Patient("P1"))
DIGEST = "ab" * 32


def run(server: Any, *command: str) -> None:
    """Run a program of the server's own as its administrator."""
    pgserver = pytest.importorskip("pgserver")
    programs = Path(pgserver.__file__).parent / "pginstall" / "bin"
    folder = str(place_of(server.address("postgres")).url.query["host"])  # type: ignore[union-attr]
    environment = os.environ | {"PGHOST": folder, "PGUSER": "postgres"}
    subprocess.run([programs / command[0], *command[1:]], env=environment, check=True)


def as_user(server: Any, database: str, user: str) -> ServerAddress:
    place = place_of(server.address(database))
    assert isinstance(place, ServerAddress)
    return ServerAddress(place.url.set(username=user))


def test_a_database_is_made_shared_by_its_users_backed_up_and_restored(server: Any, tmp_path: Path):
    run(server, "createuser", "medview")
    run(server, "createdb", "--encoding=UTF8", "--owner=medview", "medview")
    run(server, "psql", "--quiet", "medview", "-c", "CREATE EXTENSION vector")
    for user in ("ann", "bob"):
        server.sql(
            f"CREATE ROLE {user} LOGIN",
            f"GRANT medview TO {user}",
            f"ALTER ROLE {user} SET role = medview",
        )
    ann, bob = (as_user(server, "medview", user) for user in ("ann", "bob"))
    assert look_at(bob).cases is None
    one, other = Library(ann), Library(bob)  # the first makes the tables, both may write
    one.add_case(EYE, "content")
    other.put_embedding(EYE.id, DIGEST, np.full(4, 0.5, np.float32))
    signed = SignedGrade(EYE.id, Grade.MILD, None, "Dr. Bob", datetime.now(UTC), None)
    other.sign(signed)
    assert [found.grade for found in one.signed(EYE.id)] == [Grade.MILD]
    assert look_at(as_user(server, "medview", "medview")).cases == 1
    one.close()
    other.close()
    dump = tmp_path / "medview.dump"
    run(server, "pg_dump", "--format=custom", f"--file={dump}", "medview")
    run(server, "createdb", "--encoding=UTF8", "--owner=medview", "restored")
    run(server, "pg_restore", "--dbname=restored", str(dump))
    restored = Library(as_user(server, "restored", "ann"))
    assert restored.verify() == [] and restored.cases() == [EYE]
    assert np.array_equal(restored.embeddings(DIGEST)[1][0], np.full(4, 0.5, np.float32))
    restored.close()
