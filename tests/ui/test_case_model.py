"""The case list: grouped, filtered, fed in gulps, and quick with 10,000 cases."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from medview.domain.case import FUNDUS, Case, CaseId, Eye, ImageRef, Patient
from medview.ui.case_model import ROW, CaseModel
from medview.ui.case_rows import Kind
from medview.ui.worklist import Worklist


def eye(number: int, patient: str = "") -> Case:
    side = Eye.OD if number % 2 == 0 else Eye.OS
    key = patient or f"P{number // 2}"
    return Case(
        CaseId(f"c{number}"), FUNDUS, (ImageRef(f"/eyes/{number}.jpg"),), Patient(key), eye=side
    )


def series(number: int) -> Case:
    return Case(
        CaseId(f"s{number}"),
        "CT",
        tuple(ImageRef("/ct.dcm", frame=i) for i in range(5)),
        Patient("X", "Doe, Jane"),
        study_uid="1.2.3",
        study_date="20260131",
        study_description="CT thorax",
        series_description="Lung",
    )


@pytest.fixture
def worklist(qtbot):
    return Worklist()


@pytest.fixture
def model(worklist):
    return CaseModel(worklist)


def fill(qtbot, worklist: Worklist, *cases: Case) -> None:
    with qtbot.waitSignal(worklist.added):
        for case in cases:
            worklist.add(case)


def titles(model: CaseModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def test_cases_stand_below_their_patient_and_study(qtbot, worklist, model):
    fill(qtbot, worklist, eye(0), series(1), eye(1))
    assert titles(model) == [
        "P0",
        "OD · right eye",
        "OS · left eye",
        "Doe, Jane",
        "2026-01-31 · CT thorax",
        "Lung",
    ]


def test_a_late_case_joins_its_patient(qtbot, worklist, model):
    fill(qtbot, worklist, eye(0), eye(2))
    fill(qtbot, worklist, eye(1))
    assert titles(model) == ["P0", "OD · right eye", "OS · left eye", "P1", "OD · right eye"]


def test_more_cases_of_the_last_patient_are_added_below(qtbot, worklist, model):
    fill(qtbot, worklist, eye(0, "A"))
    fill(qtbot, worklist, eye(1, "A"))
    assert titles(model) == ["A", "OD · right eye", "OS · left eye"]


def test_the_filter_keeps_cases_with_every_word(qtbot, worklist, model):
    fill(qtbot, worklist, eye(0), eye(1), series(1))
    model.set_filter("p0 left")
    assert titles(model) == ["P0", "OS · left eye"]
    assert model.row_of("c0") == -1
    model.set_filter("")
    assert len(titles(model)) == 6


def test_cases_added_under_a_filter_are_shown_only_if_they_pass(qtbot, worklist, model):
    model.set_filter("left")
    fill(qtbot, worklist, eye(0), eye(1))
    assert titles(model) == ["P0", "OS · left eye"]


def test_the_model_keeps_the_rules_of_qt(qtbot, worklist, model, qtmodeltester):
    fill(qtbot, worklist, eye(0), series(1))
    qtmodeltester.check(model)
    fill(qtbot, worklist, eye(1), eye(3))
    model.set_filter("left")


def test_the_same_case_is_listed_once(qtbot, worklist, model):
    fill(qtbot, worklist, eye(0), eye(0))
    assert len(worklist) == 1


def test_cases_that_a_new_list_shows_before_they_are_told_of_are_listed_once(
    qtbot, worklist, model
):
    worklist.add(series(1))
    worklist.add(series(2))
    model.set_filter("")  # the list is made anew while they are gathered
    fill(qtbot, worklist, series(3))
    assert titles(model) == ["Doe, Jane", "2026-01-31 · CT thorax", "Lung", "Lung", "Lung"]


def test_headings_are_stepped_over(qtbot, worklist, model):
    fill(qtbot, worklist, eye(0), eye(2))
    first = model.next_case(-1, 1)
    second = model.next_case(first, 1)
    assert [model.case_at(first).id, model.case_at(second).id] == ["c0", "c2"]
    assert model.next_case(second, 1) == -1


def test_ten_thousand_cases_are_listed_and_filtered_quickly(qtbot, worklist, model):
    began = time.thread_time()
    fill(qtbot, worklist, *(eye(i) for i in range(10_000)))
    qtbot.waitUntil(lambda: model.rowCount() == 15_000)
    model.set_filter("p4999")
    assert time.thread_time() - began < 4.0
    assert [model.index(i).data(ROW).kind for i in range(3)] == [
        Kind.PATIENT,
        Kind.CASE,
        Kind.CASE,
    ]


def part(*frames: int) -> Case:
    return replace(series(1), images=tuple(ImageRef("/ct.dcm", frame=i) for i in frames))


def images(model: CaseModel) -> list[tuple[int, ...]]:
    return [tuple(ref.frame for ref in case.images) for case in model.shown_cases]


def test_other_images_under_the_same_id_are_not_those_that_were_closed(qtbot, worklist, model):
    fill(qtbot, worklist, part(0))
    worklist.clear()
    fill(qtbot, worklist, part(3))
    assert images(model) == [(3,)]


def test_more_of_a_series_takes_the_place_of_the_part_that_is_open(qtbot, worklist, model):
    worklist.add(part(0))
    worklist.add(part(0, 1))  # before the first was even listed
    qtbot.waitSignal(worklist.added).wait()
    assert images(model) == [(0, 1)] and len(worklist) == 1
    worklist.add(part(1))  # a part of what is open
    assert images(model) == [(0, 1)]
    worklist.add(part(4))
    assert images(model) == [(4,)] == [tuple(r.frame for r in c.images) for c in worklist.cases]
