from __future__ import annotations

import pytest

from medview.domain.case import FUNDUS, Case, CaseId, Eye, ImageRef, Patient
from medview.domain.errors import LibraryError
from medview.domain.worklist import Task
from medview.store.library import Library
from medview.store.worklists import Worklists

NAME = "Musterfrau^Erika"


def shot(number: int) -> Case:
    return Case(
        CaseId(f"case-{number}"),
        FUNDUS,
        (ImageRef(f"/photos/{number}\udcff.jpg"),),
        Patient(f"p{number // 2}", NAME),
        eye=(Eye.OD, Eye.OS)[number % 2],
        study_date="20260603",
        source="Clinic",
    )


SHOTS = [shot(number) for number in range(4)]


@pytest.fixture
def worklists(library: Library) -> Worklists:
    return Worklists(library.access)


def test_photographs_come_back_as_they_went_in_and_once(worklists: Worklists):
    number = worklists.create("  Clinic   3 June ", [*SHOTS, SHOTS[0]])
    assert worklists.cases(number) == SHOTS
    info = worklists.info(number)
    assert (info.name, info.photographs, info.is_grading) == ("Clinic 3 June", 4, False)


def test_several_worklists_stand_side_by_side(worklists: Worklists):
    first = worklists.create("Monday", SHOTS)
    second = worklists.create("Tuesday", SHOTS[:2])
    assert [one.name for one in worklists.all()] == ["Tuesday", "Monday"]
    worklists.delete(first)
    assert [one.id for one in worklists.all()] == [second]
    assert worklists.cases(second) == SHOTS[:2]
    assert worklists.cases(first) == []
    with pytest.raises(LibraryError, match="not there any more"):
        worklists.info(first)


def test_a_name_is_needed_and_is_given_once(worklists: Worklists):
    first = worklists.create("Monday", SHOTS)
    worklists.create("Tuesday", SHOTS)
    for name, words in (("  ", "needs a name"), ("tuesday", "already")):
        with pytest.raises(LibraryError, match=words):
            worklists.create(name, SHOTS)
        with pytest.raises(LibraryError, match=words):
            worklists.rename(first, name)
    worklists.rename(first, "Monday, early")
    worklists.rename(first, "MONDAY, early")
    assert worklists.info(first).name == "MONDAY, early"


def test_who_reads_whom_is_kept(worklists: Worklists):
    number = worklists.create("Monday", SHOTS)
    keys = [("p0", "20260603"), ("p1", "20260603")]
    worklists.want_second_read(number, keys[1:], True)
    worklists.assign(number, keys, " Dr  A ")
    worklists.assign(number, [], "Dr B")
    assert worklists.tasks(number) == {keys[0]: Task("Dr A"), keys[1]: Task("Dr A", True)}
    assert worklists.second_reads() == {keys[1]}
    worklists.want_second_read(number, keys, False)
    assert worklists.tasks(number) == dict.fromkeys(keys, Task("Dr A"))
    assert worklists.second_reads() == frozenset()
    worklists.delete(number)
    assert worklists.tasks(number) == {}


def test_a_batch_that_was_interrupted_is_known(worklists: Worklists):
    number = worklists.create("Monday", SHOTS)
    worklists.set_grading(number, True)
    assert worklists.info(number).is_grading
    worklists.set_grading(number, False)
    assert not worklists.info(number).is_grading


def test_the_trail_tells_what_was_done_and_names_no_patient(library: Library, worklists: Worklists):
    number = worklists.create(NAME, SHOTS)
    worklists.assign(number, [("p0", "")], "Dr A")
    worklists.rename(number, f"{NAME} 2")
    worklists.delete(number)
    trail = library.audit_trail()
    assert [event["event"] for event in trail] == [
        "worklist made",
        "assigned",
        "worklist renamed",
        "worklist deleted",
    ]
    assert NAME not in str(trail)
    assert "p0" not in str(trail)
    assert library.verify() == []
