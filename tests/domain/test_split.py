from __future__ import annotations

import math
from collections import Counter, defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medview.domain.case import ImageRef
from medview.domain.errors import PlanError
from medview.domain.split import groups, is_split, leaks, refuse_leaks, split_by_patient, tied
from medview.domain.training import TRAIN, VALIDATION, TrainingCase


def case(number: int, label: str, patient: str, split: str = "", eye: str = "") -> TrainingCase:
    return TrainingCase(ImageRef(f"/photos/{number}.jpg"), label, patient, split, eye)


# Patients with one to four images each, every image with a label of its own.
CLINICS = st.lists(
    st.lists(st.sampled_from("01234"), min_size=1, max_size=4), min_size=2, max_size=40
).map(
    lambda patients: [
        case(10 * p + n, label, f"patient {p}")
        for p, labels in enumerate(patients)
        for n, label in enumerate(labels)
    ]
)
SHARES = st.floats(0.1, 0.5)
SEEDS = st.integers(0, 2**31 - 1)


@given(CLINICS, SHARES, SEEDS)
def test_nobody_is_on_both_sides_and_nothing_else_changes(cases, share, seed):
    split = split_by_patient(cases, share, seed)
    sides = defaultdict(set)
    for one in split:
        sides[one.patient].add(one.split)
    assert all(len(side) == 1 for side in sides.values())
    assert {one.split for one in split} == {TRAIN, VALIDATION}
    assert not leaks(split)
    refuse_leaks(split)
    assert [(c.ref, c.label, c.patient) for c in split] == [
        (c.ref, c.label, c.patient) for c in cases
    ]


@given(CLINICS, SHARES, SEEDS)
def test_the_same_seed_gives_the_same_split(cases, share, seed):
    assert split_by_patient(cases, share, seed) == split_by_patient(cases, share, seed)


def test_another_seed_gives_another_split():
    cases = [case(n, "01"[n % 2], f"p{n}") for n in range(40)]
    assert len({split_by_patient(cases, 0.2, seed) for seed in range(10)}) == 10


@given(CLINICS, SHARES, SEEDS)
def test_each_label_is_held_out_about_as_often_as_asked(cases, share, seed):
    """Squared deviations stay within what a coin gives on average, and what wholeness costs.

    A class that would be missing on one side moves one group of patients, of which the bound
    allows the largest for each of the classes.
    """
    split = split_by_patient(cases, share, seed)
    totals = Counter(one.label for one in cases)
    held_out = Counter(one.label for one in split if one.split == VALIDATION)
    sizes = defaultdict(Counter)
    for one in cases:
        sizes[one.patient][one.label] += 1
    norms = [sum((n / totals[c]) ** 2 for c, n in size.items()) for size in sizes.values()]
    away = math.sqrt(sum((held_out[label] / n - share) ** 2 for label, n in totals.items()))
    by_coin = math.sqrt(share * (1 - share) * sum(norms))
    assert away <= by_coin + len(totals) * math.sqrt(max(norms)) + 1e-9


@settings(max_examples=30)
@given(st.integers(2, 5), st.integers(20, 60), SHARES, SEEDS)
def test_where_patients_have_one_label_the_split_is_within_one_patient(labels, each, share, seed):
    cases = [case(p * labels + n, str(n), f"{n} {p}") for n in range(labels) for p in range(each)]
    split = split_by_patient(cases, share, seed)
    for label in range(labels):
        count = sum(c.label == str(label) and c.split == VALIDATION for c in split)
        assert abs(count - share * each) <= 1


def test_a_label_of_two_patients_is_on_both_sides():
    cases = [case(n, "0", f"p{n}") for n in range(50)]
    cases += [case(90 + n, "4", f"q{n}") for n in (0, 1)]
    for seed in range(20):
        rare = {c.split for c in split_by_patient(cases, 0.1, seed) if c.label == "4"}
        assert rare == {TRAIN, VALIDATION}


def test_twins_of_different_patients_stay_together():
    cases = [case(n, "01"[n % 2], f"p{n}") for n in range(30)]
    twins = [(0, 7, 21), (7, 8)]
    for seed in range(10):
        split = split_by_patient(cases, 0.5, seed, twins)
        assert len({split[row].split for row in (0, 7, 8, 21)}) == 1


def test_one_patient_cannot_be_split_and_a_share_must_be_one():
    with pytest.raises(PlanError, match="of one patient"):
        split_by_patient([case(1, "0", "P1"), case(2, "1", " p1 ")])
    with pytest.raises(PlanError, match="between 0 and 1"):
        split_by_patient([case(1, "0", "a"), case(2, "1", "b")], share=1.0)


def test_how_a_name_is_written_does_not_make_two_patients():
    cases = [case(1, "0", "Smith", TRAIN), case(2, "1", " SMITH ", VALIDATION)]
    (leak,) = leaks(cases)
    assert (leak.rows, leak.same_person) == ((0, 1), True)


def test_one_picture_on_both_sides_is_a_leak_under_any_name():
    cases = [
        case(1, "0", "a", TRAIN),
        case(1, "0", "b", VALIDATION),
        case(2, "0", "c", TRAIN),
        case(3, "0", "d", VALIDATION),
    ]
    (leak,) = leaks(cases)
    assert (leak.rows, leak.patients, leak.same_person) == ((0, 1), ("a", "b"), False)
    assert [one.rows for one in leaks(cases, [(2, 3)])] == [(0, 1), (2, 3)]


def test_nameless_cases_are_of_different_people():
    assert not leaks([case(1, "0", "", TRAIN), case(2, "0", "", VALIDATION)])


def test_a_run_is_refused_with_what_to_do():
    both = [case(1, "0", "a", TRAIN), case(2, "1", "a", VALIDATION)]
    with pytest.raises(PlanError, match=r"both learned from and held out: 1 \(a\)"):
        refuse_leaks(both)
    with pytest.raises(PlanError, match="neither"):
        refuse_leaks([case(1, "0", "a"), case(2, "1", "b", VALIDATION)])
    with pytest.raises(PlanError, match="and cases that are held out"):
        refuse_leaks([case(1, "0", "a", TRAIN)])
    with pytest.raises(PlanError, match="cases to learn from"):
        refuse_leaks([])
    apart = [case(1, "0", "a", TRAIN), case(2, "1", "b", VALIDATION)]
    refuse_leaks(apart)
    with pytest.raises(PlanError, match="copies of one picture"):
        refuse_leaks(apart, [(0, 1)])


def test_an_official_split_is_whole():
    assert is_split([case(1, "0", "a", TRAIN), case(2, "0", "b", VALIDATION)])
    assert not is_split([case(1, "0", "a", TRAIN), case(2, "0", "b")])
    assert not is_split([case(1, "0", "a", TRAIN), case(2, "0", "b", TRAIN)])
    assert not is_split([case(1, "0", "a", VALIDATION)])
    assert not is_split([])


@given(st.integers(1, 12), st.lists(st.lists(st.integers(0, 11), max_size=4), max_size=8))
def test_tied_rows_are_the_connected_ones(count, pieces):
    pieces = [[row for row in piece if row < count] for piece in pieces]
    found = tied(count, pieces)
    assert sorted(row for rows in found for row in rows) == list(range(count))
    near = {row: {row} for row in range(count)}
    for _ in range(count):  # the slow way: spread as far as it goes
        for piece in pieces:
            whole = set().union(*(near[row] for row in piece)) if piece else set()
            for row in whole:
                near[row] = near[row] | whole
    assert {frozenset(rows) for rows in found} == {frozenset(rows) for rows in near.values()}


def test_a_patient_s_eyes_and_visits_are_one_group():
    cases = [case(1, "0", "a", eye="OD"), case(2, "1", "b"), case(3, "0", "a", eye="OS")]
    assert groups(cases) == [(0, 2), (1,)]
