"""A library moves to a server and back, and every row is the same."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.errors import LibraryError
from medview.domain.grade import Grade, SignedGrade
from medview.domain.job import Cancelled
from medview.store.address import ServerAddress, place_of
from medview.store.library import Library
from medview.store.move import digests, move
from medview.store.worklists import Worklists

NOW = datetime.now(UTC)


@pytest.fixture
def filled(tmp_path: Path):
    """A library in a file with something of every kind, of which something was removed."""
    library = Library(tmp_path / "old" / "library.sqlite")
    rng = np.random.default_rng(1)
    for number in range(20):
        case = Case(
            CaseId(f"c{number}"),
            "CT",
            (ImageRef(f"/scan/M\udcfcller {number}.dcm"),),
            Patient(f"p{number}", "李^明"),
            tags=("rare", "50 %"),
        )
        library.add_case(case, f"content{number}")
        library.put_embedding(case.id, "m" * 64, rng.normal(size=128).astype(np.float32))
        library.put_slices(case.id, "m" * 64, {3: rng.normal(size=128).astype(np.float32)})
        library.sign(SignedGrade(case.id, Grade.MILD, None, "Dr. Ä", NOW, None, "\N{EYE}"))
    library.withdraw(CaseId("c3"), "Dr. Ä", NOW)
    library.remove_cases([CaseId("c5"), CaseId("c19")])
    lists = Worklists(library.access)
    lists.create("kept", library.cases())
    lists.delete(lists.create("deleted", []))
    yield library
    library.close()


def test_there_and_back_every_row_is_the_same(filled: Library, server: Any, tmp_path: Path):
    there = Library(place_of(server.new_database()))
    back = Library(tmp_path / "new" / "library.sqlite")
    told: list[tuple[int, int]] = []
    counts = move(filled, there, lambda done, total: told.append((done, total)))
    assert counts == move(there, back)
    assert told[-1][0] == told[-1][1] == 2 * sum(counts.values())
    assert counts["cases"] == counts["embeddings"] == counts["slice_embeddings"] == 18
    for library in (there, back):
        assert library.verify() == []
        assert library.cases() == filled.cases()
        assert library.audit_trail() == filled.audit_trail()
        np.testing.assert_array_equal(
            library.embeddings("m" * 64)[1], filled.embeddings("m" * 64)[1]
        )
    with (
        filled.access.reading() as old,
        back.access.reading() as new,
        there.access.reading() as far,
    ):
        assert digests(old) == digests(far) == digests(new)
    for library in (there, back):  # numbers go on: the deleted worklist's is not given again
        assert Worklists(library.access).create("next", []) == 3
        library.sign(SignedGrade(CaseId("c1"), Grade.MILD, None, "Dr", NOW, None))
        assert library.verify() == []
        library.close()


@pytest.mark.parametrize("stopped_after", [1, 150])
def test_what_is_stopped_leaves_nothing_and_can_be_done_again(
    filled: Library, server: Any, stopped_after: int
):
    there = Library(place_of(server.new_database()))

    def stop(done: int, total: int) -> None:
        if done >= stopped_after:
            raise Cancelled

    with pytest.raises(Cancelled):
        move(filled, there, stop)
    assert there.cases() == [] and there.audit_trail() == []
    assert filled.verify() == []
    assert move(filled, there)["cases"] == 18
    there.close()


def test_what_arrives_otherwise_is_not_kept(filled: Library, server: Any):
    place = place_of(server.new_database())
    assert isinstance(place, ServerAddress)
    there = Library(place)
    server.sql(
        "CREATE FUNCTION change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN NEW.note = 'changed'; RETURN NEW; END $$",
        "CREATE TRIGGER change BEFORE INSERT ON signed_grades "
        "FOR EACH ROW EXECUTE FUNCTION change()",
        database=place.database,
    )
    with pytest.raises(LibraryError, match="'signed_grades' is not what was sent"):
        move(filled, there)
    assert there.cases() == [] and there.all_signed() == []
    there.close()


def test_a_place_with_anything_in_it_is_refused(filled: Library, server: Any):
    there = Library(place_of(server.new_database()))
    there.audit("seen", {})
    with pytest.raises(LibraryError, match="already") as error:
        move(filled, there)
    assert error.value.hint
    assert there.cases() == []
    there.close()
