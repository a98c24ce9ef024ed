from __future__ import annotations

from dataclasses import replace

import pytest

from medview.domain.case import ImageRef
from medview.domain.health import Action, Finding, Health, Kind, Severity, apply_fix
from medview.domain.health_rules import examine
from medview.domain.picture_facts import Fingerprint, Look
from medview.domain.training import TRAIN, VALIDATION, TrainingCase

SOUND = Fingerprint(look=Look.FUNDUS)


def case(number: int, label: str = "0", patient: str = "", split: str = "", eye: str = ""):
    return TrainingCase(
        ImageRef(f"/photos/{number}.jpg"), label, patient or f"p{number}", split, eye
    )


def clinic(count: int = 60) -> list[TrainingCase]:
    """Return cases without any fault: two classes, a third of each held out."""
    return [case(n, "01"[n % 2], split=VALIDATION if n % 6 < 2 else TRAIN) for n in range(count)]


def seen(cases, alike=(), **prints: Fingerprint) -> Health:
    """Return the health of cases whose pictures differ, but for `prints` by row ("r3")."""
    known = {one.ref: replace(SOUND, digest=f"{n}") for n, one in enumerate(cases)}
    known |= {cases[int(row[1:])].ref: one for row, one in prints.items()}
    return examine(cases, known, alike)


def only(health: Health, kind: Kind) -> Finding:
    (found,) = (one for one in health.findings if one.kind is kind)
    return found


def test_sound_cases_have_no_finding():
    health = seen(clinic())
    assert (health.findings, health.may_train) == ((), True)
    count = health.counts["1"]
    assert (count.images, count.patients, count.train, count.held_out) == (30, 30, 20, 10)


def test_a_patient_on_both_sides_refuses_training_and_is_moved():
    cases = clinic()
    cases[1] = replace(cases[1], patient="p2")  # 1 is held out, 2 is learned from
    health = seen(cases)
    found = only(health, Kind.LEAK)
    assert (found.severity, found.rows, health.may_train) == (Severity.STOP, (1, 2), False)
    assert found.words == "Patients who are both learned from and held out: 1."
    for side in (TRAIN, VALIDATION):
        moved = apply_fix(cases, found, side)
        assert {moved[1].split, moved[2].split} == {side}
        assert seen(moved).may_train
    cases[8] = replace(cases[8], patient="p2")
    usual = apply_fix(cases, only(seen(cases), Kind.LEAK))
    assert {usual[row].split for row in (1, 2, 8)} == {cases[8].split}


def test_copies_across_the_sides_move_with_all_of_their_patients():
    cases = clinic()
    cases[7] = replace(cases[7], patient=cases[2].patient)
    cases = [replace(c, split=TRAIN) if n in (2, 7) else c for n, c in enumerate(cases)]
    twin = Fingerprint(digest="same", look=Look.FUNDUS)
    cases[0] = replace(cases[0], label=cases[2].label)
    health = seen(cases, r0=twin, r2=twin)
    found = only(health, Kind.TWIN_LEAK)
    assert (found.groups, found.severity) == (((0, 2, 7),), Severity.STOP)
    assert seen(apply_fix(cases, found), r0=twin, r2=twin).may_train
    assert only(health, Kind.COPIES).groups == ((0, 2),)
    kept = apply_fix(cases, only(health, Kind.COPIES))
    assert [c.ref for c in kept] == [c.ref for n, c in enumerate(cases) if n != 2]


def test_what_is_not_split_is_split_with_twins_together():
    cases = [replace(one, split="") for one in clinic()]
    found = only(seen(cases), Kind.NOT_SPLIT)
    assert found.fix is not None and found.fix.action is Action.SPLIT
    for seed in range(5):
        split = apply_fix(cases, found, twins=((0, 1),), share=0.3, seed=seed)
        assert split[0].split == split[1].split
        assert seen(split).may_train


def test_an_official_split_of_one_side_only_is_none():
    cases = [replace(one, split=TRAIN) for one in clinic()]
    assert only(seen(cases), Kind.NOT_SPLIT).severity is Severity.STOP


def test_one_patient_or_one_class_cannot_be_trained_on():
    cases = [replace(one, patient="P1") for one in clinic()]
    assert only(seen(cases), Kind.ONE_PATIENT).severity is Severity.STOP
    cases = [replace(one, label="1") for one in clinic()]
    assert only(seen(cases), Kind.ONE_CLASS).severity is Severity.STOP
    assert not seen([]).may_train


def test_few_cases_of_a_class_are_told_and_a_class_on_one_side():
    cases = [*clinic(), *(case(100 + n, "4", "p100", TRAIN) for n in range(25))]
    health = seen(cases)
    few, one_sided = only(health, Kind.FEW), only(health, Kind.ONE_SIDED)
    assert few.words.startswith("Few cases of '4': 25, of 1 patients.")
    assert few.rows == one_sided.rows == tuple(range(60, 85))
    assert one_sided.words.startswith("No case of '4' is held out")
    swapped = [replace(c, split=VALIDATION) if c.label == "4" else c for c in cases]
    assert only(seen(swapped), Kind.ONE_SIDED).words.startswith("No case of '4' is learned from")
    assert health.may_train


def test_an_unreadable_picture_is_named_with_its_reason_and_left_out():
    cases = clinic()
    health = seen(cases, r3=Fingerprint(unreadable="The file is empty."))
    found = only(health, Kind.UNREADABLE)
    assert (found.rows, found.remarks) == ((3,), {3: "The file is empty."})
    assert cases[3] not in apply_fix(cases, found)
    assert len(health.findings) == 1


def test_two_unreadable_pictures_are_no_copies_of_each_other():
    broken = Fingerprint(unreadable="The file is empty.")
    assert not seen(clinic(), r3=broken, r4=broken).twins


@pytest.mark.parametrize(("choice", "left"), [("1", 60), ("0", 60), ("", 58)])
def test_a_picture_with_two_labels_takes_the_one_that_is_chosen(choice, left):
    cases = clinic()
    twin = Fingerprint(digest="same", look=Look.FUNDUS)
    found = only(seen(cases, r2=twin, r3=twin), Kind.CONFLICT)
    assert found.fix is not None
    assert (found.rows, found.fix.choices) == ((2, 3), ("0", "1"))
    mended = apply_fix(cases, found, choice)
    assert len(mended) == left
    if choice:
        assert {mended[2].label, mended[3].label} == {choice}
        kinds = {one.kind for one in seen(mended, r2=twin, r3=twin).findings}
        assert kinds == {Kind.COPIES}
    else:
        assert {cases[2], cases[3]}.isdisjoint(mended)


def test_a_fix_that_does_not_exist_is_refused():
    cases = clinic()
    found = only(seen(cases, r2=Fingerprint(unreadable="No.")), Kind.UNREADABLE)
    with pytest.raises(ValueError, match="no fix"):
        apply_fix(cases, found, "5")
    with pytest.raises(ValueError, match="no fix"):
        apply_fix(cases, replace(found, fix=None))


def test_an_eye_with_two_grades_is_told_once_and_not_as_a_picture():
    cases = clinic()
    cases[2:4] = [case(2, "0", "p2", TRAIN, "OD"), case(3, "1", "p2", TRAIN, "OD")]
    found = only(seen(cases), Kind.EYE_CONFLICT)
    assert found.rows == (2, 3)
    assert not [one for one in seen(cases).findings if one.kind is Kind.CONFLICT]
    other_eye = [*cases[:3], replace(cases[3], eye="OS"), *cases[4:]]
    assert seen(other_eye).findings == ()
    twins = {f"r{row}": Fingerprint(digest="same", look=Look.FUNDUS) for row in (2, 3)}
    kinds = {one.kind for one in seen(cases, **twins).findings}
    assert kinds == {Kind.CONFLICT}


def test_near_twins_are_a_warning_only_where_they_carry_several_names():
    cases = clinic()
    strangers = only(seen(cases, [(2, 4)]), Kind.ALIKE)
    assert (strangers.groups, strangers.severity) == (((2, 4),), Severity.WARNING)
    cases[4] = replace(cases[4], patient=cases[2].patient)
    assert only(seen(cases, [(2, 4)]), Kind.ALIKE).severity is Severity.NOTE


def test_a_ct_slice_among_photographs_is_of_another_kind_and_a_dark_photograph_is_poor():
    cases = clinic()
    health = seen(
        cases,
        r1=Fingerprint(digest="ct", look=Look.GREY),
        r2=Fingerprint(digest="cat", look=Look.COLOUR, fault="This is not a fundus photograph."),
        r3=Fingerprint(digest="dark", look=Look.POOR, fault="The photograph is too dark."),
    )
    assert only(health, Kind.MIXED).rows == (1, 2)
    poor = only(health, Kind.UNGRADABLE)
    assert poor.remarks == {3: "The photograph is too dark."}
    assert poor.words == "Photographs that are too poor to grade: 1 of 58."
    assert poor.severity is Severity.NOTE


def test_many_poor_photographs_are_a_warning():
    poor = {f"r{n}": Fingerprint(f"{n}", b"", Look.FUNDUS, "Out of focus.") for n in range(13)}
    assert only(seen(clinic(), **poor), Kind.UNGRADABLE).severity is Severity.WARNING


def test_grey_pictures_are_not_judged_as_photographs():
    cases = clinic()
    grey = {f"r{n}": Fingerprint(f"{n}", look=Look.GREY) for n in range(60)}
    assert seen(cases, **grey).findings == ()


def test_patients_that_nothing_names_are_counted():
    cases = [replace(c, patient=f"unknown-{n}") if n < 5 else c for n, c in enumerate(clinic())]
    found = only(seen(cases), Kind.NO_PATIENT)
    assert found.rows == (0, 1, 2, 3, 4)
    assert found.words.startswith("Pictures whose patient is not known: 5.")


def test_the_gravest_comes_first():
    cases = [replace(one, split="") for one in clinic()]
    dark = Fingerprint(look=Look.FUNDUS, fault="The photograph is too dark.")
    health = seen(cases, [(1, 3)], r5=dark)
    severities = [one.severity for one in health.findings]
    assert severities == sorted(severities, key=list(Severity).index)
    assert severities[0] is Severity.STOP and len(set(severities)) == 3
