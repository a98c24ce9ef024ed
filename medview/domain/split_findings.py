"""What is wrong with the sides and the classes of labelled cases.

Limits: a held-out fifth of fewer than ten patients is one patient, whose figures say nothing of
others; and of fewer than twenty images it is three.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from medview.domain.health import Action, ClassCount, Finding, Fix, Kind, Severity
from medview.domain.picture_facts import PictureFacts, Rows, flat, rows_by
from medview.domain.split import Leak, is_split, leaks, person
from medview.domain.training import TRAIN, VALIDATION, TrainingCase

FEWEST_IMAGES, FEWEST_PATIENTS = 20, 10


def class_counts(cases: Sequence[TrainingCase]) -> dict[str, ClassCount]:
    """Return how many cases each class has, by the names of the classes."""
    rows = rows_by(range(len(cases)), lambda row: cases[row].label)
    return {label: _count([cases[row] for row in rows[label]]) for label in sorted(rows)}


def _count(cases: Sequence[TrainingCase]) -> ClassCount:
    sides = Counter(case.split for case in cases)
    people = {person(case) for case in cases}
    return ClassCount(len(cases), len(people), sides[TRAIN], sides[VALIDATION])


def leaking(seen: PictureFacts) -> Iterator[Finding]:
    """Find patients, and pictures, that are on both sides."""
    found = leaks(seen.cases, seen.twins)
    persons = [leak for leak in found if leak.same_person]
    pictures = [leak for leak in found if not leak.same_person]
    if persons:
        words = f"Patients who are both learned from and held out: {len(persons)}."
        yield _leak(Kind.LEAK, words, persons)
    if pictures:
        words = (
            "Pictures that are both learned from and held out, under names of different "
            f"patients: {len(pictures)}."
        )
        yield _leak(Kind.TWIN_LEAK, words, pictures)


def _leak(kind: Kind, words: str, found: Sequence[Leak]) -> Finding:
    groups = tuple(leak.rows for leak in found)
    fix = Fix(Action.MOVE, "Move each patient to one side.", (TRAIN, VALIDATION))
    return Finding(kind, Severity.STOP, words, flat(groups), fix, groups)


def sides(seen: PictureFacts) -> Iterator[Finding]:
    """Find what a split lacks, and what cannot be split."""
    if len({person(case) for case in seen.cases}) < 2:
        words = "All cases are of one patient: no training can be judged on them."
        yield Finding(Kind.ONE_PATIENT, Severity.STOP, words)
    elif not is_split(seen.cases) or len({case.split for case in seen.cases}) < 2:
        fix = Fix(Action.SPLIT, "Split by patient.")
        words = "The cases are not yet divided into those learned from and those held out."
        yield Finding(Kind.NOT_SPLIT, Severity.STOP, words, fix=fix)


def classes(seen: PictureFacts) -> Iterator[Finding]:
    """Find classes that cannot be learned or judged, or hardly."""
    counts = class_counts(seen.cases)
    if len(counts) < 2:
        words = "All cases have one label: there is nothing to tell apart."
        yield Finding(Kind.ONE_CLASS, Severity.STOP, words)
    if sides := {case.split for case in seen.cases} - {""}:
        yield from _one_sided(seen, counts, sides)
    for label, count in counts.items():
        if count.images < FEWEST_IMAGES or count.patients < FEWEST_PATIENTS:
            words = f"Few cases of '{label}': {count.images}, of {count.patients} patients."
            rows = _labelled(seen, label)
            advice = "What is said of this class will be uncertain; add cases or merge classes."
            yield Finding(Kind.FEW, Severity.WARNING, f"{words} {advice}", rows)


def _one_sided(
    seen: PictureFacts, counts: Mapping[str, ClassCount], sides: Iterable[str]
) -> Iterator[Finding]:
    for label, count in counts.items():
        if {TRAIN, VALIDATION} <= set(sides) and not (count.train and count.held_out):
            words = (
                f"No case of '{label}' is held out: nothing can be said of this class."
                if count.train
                else f"No case of '{label}' is learned from: this class will not be known."
            )
            fix = Fix(Action.SPLIT, "Split by patient.")
            rows = _labelled(seen, label)
            yield Finding(Kind.ONE_SIDED, Severity.WARNING, words, rows, fix)


def _labelled(seen: PictureFacts, label: str) -> Rows:
    return tuple(row for row, case in enumerate(seen.cases) if case.label == label)
