"""Which cases are learned from and which are held out: by patient, stratified, the same each time.

A patient is on one side only, with both eyes and every visit; otherwise the figures of a run say
how well patients are recognised, not how well disease is. Pictures that are twins of each other
(copies, or one shot twice) count as one patient, whatever name they carry.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from medview.domain.errors import PlanError
from medview.domain.training import TRAIN, VALIDATION, TrainingCase

Twins = Iterable[tuple[int, ...]]  # rows of pictures that are the same
Floats = npt.NDArray[np.float64]

SHARE = 0.2  # of the cases are held out
SHOWN = 3  # patients named in a refusal


@dataclass(frozen=True)
class Leak:
    """People, tied together by their pictures, who are on both sides; `rows` are all they have.

    `same_person` is False where only twin pictures under different names tie the sides together.
    """

    rows: tuple[int, ...]
    patients: tuple[str, ...]
    same_person: bool


def person(case: TrainingCase) -> str:
    """Return what tells one person's cases from another's; one without a patient is alone."""
    alone = f"{case.ref.path}\n{case.ref.member}\n{case.ref.frame}"
    return case.patient.strip().casefold() or alone


def groups(cases: Sequence[TrainingCase], twins: Twins = ()) -> list[tuple[int, ...]]:
    """Return the rows that must stay together, each group in order: a person's, and twins'."""
    same: defaultdict[object, list[int]] = defaultdict(list)
    for row, case in enumerate(cases):
        same[person(case)].append(row)
        same[case.ref].append(row)
    return tied(len(cases), [*same.values(), *twins])


def tied(count: int, pieces: Iterable[Sequence[int]]) -> list[tuple[int, ...]]:
    """Return the rows 0 to `count` - 1 in groups: rows of a piece hang together (union-find)."""
    above = list(range(count))

    def top(row: int) -> int:
        while above[row] != row:
            above[row] = above[above[row]]
            row = above[row]
        return row

    for piece in pieces:
        for one, other in pairwise(piece):
            low, high = sorted((top(one), top(other)))
            above[high] = low
    found: defaultdict[int, list[int]] = defaultdict(list)
    for row in range(count):
        found[top(row)].append(row)
    return [tuple(rows) for rows in found.values()]


def leaks(cases: Sequence[TrainingCase], twins: Twins = ()) -> tuple[Leak, ...]:
    """Return who is both learned from and held out; such a split must not be trained on."""
    found = []
    for rows in groups(cases, twins):
        if {TRAIN, VALIDATION} <= {cases[row].split for row in rows}:
            found.append(_leak(cases, rows))
    return tuple(found)


def _leak(cases: Sequence[TrainingCase], rows: tuple[int, ...]) -> Leak:
    sides: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        sides[person(cases[row])].add(cases[row].split)
    patients = tuple(dict.fromkeys(cases[row].patient for row in rows))
    return Leak(rows, patients, any({TRAIN, VALIDATION} <= side for side in sides.values()))


def refuse_leaks(cases: Sequence[TrainingCase], twins: Twins = ()) -> None:
    """Raise PlanError unless every case is on one side, both sides have some, and nobody is on two.

    Everything that starts a run calls this.
    """
    sides = {case.split for case in cases}
    if not sides <= {TRAIN, VALIDATION}:
        raise PlanError(
            "Some cases are neither to be learned from nor held out.", hint="Split them first."
        )
    if len(sides) < 2:
        raise PlanError(
            "A run needs cases to learn from and cases that are held out.",
            hint="Split them by patient; that takes at least two patients.",
        )
    if found := leaks(cases, twins):
        raise PlanError(
            f"Patients, or copies of one picture, are both learned from and held out: {len(found)}"
            f" ({_named(found)}).",
            hint="Split by patient, or move them to one side.",
        )


def _named(found: Sequence[Leak]) -> str:
    names = [leak.patients[0] or "no name" for leak in found[:SHOWN]]
    return ", ".join(names) + (" …" if len(found) > SHOWN else "")


def is_split(cases: Sequence[TrainingCase]) -> bool:
    """Return True when every case has its side and both sides have some, as official splits do."""
    return {case.split for case in cases} == {TRAIN, VALIDATION}


def split_by_patient(
    cases: Sequence[TrainingCase], share: float = SHARE, seed: int = 0, twins: Twins = ()
) -> tuple[TrainingCase, ...]:
    """Return the cases with about `share` of each label held out, nobody on both sides.

    The same cases, share and seed give the same split. Every label that two groups of patients
    have is on both sides. Earlier sides are not regarded. Raises PlanError for a share that is
    not between 0 and 1, and for cases that are all of one patient.
    """
    if not 0 < share < 1:
        raise PlanError("The share that is held out must be between 0 and 1.")
    together = groups(cases, twins)
    if len(together) < 2:
        raise PlanError(
            "All cases are of one patient: no training can be judged on them.",
            hint="Add cases of other patients.",
        )
    held_out = _allocated(_shares(cases, together), share, seed)
    sides = dict.fromkeys(range(len(cases)), TRAIN)
    sides |= {row: VALIDATION for group in np.flatnonzero(held_out) for row in together[group]}
    return tuple(replace(case, split=sides[row]) for row, case in enumerate(cases))


def _shares(cases: Sequence[TrainingCase], together: Sequence[tuple[int, ...]]) -> Floats:
    """Return which share of each label's cases is in each group (G, labels); columns sum to 1."""
    labels = {label: n for n, label in enumerate(sorted({case.label for case in cases}))}
    counts = np.zeros((len(together), len(labels)))
    for group, rows in enumerate(together):
        for label, count in Counter(cases[row].label for row in rows).items():
            counts[group, labels[label]] = count
    return counts / counts.sum(axis=0)


def _allocated(shares: Floats, share: float, seed: int) -> npt.NDArray[np.bool_]:
    """Return which groups (G,) are held out, so that about `share` of each label is.

    The most uneven groups go first, in a random order where they are alike; each goes to the side
    that leaves the labels nearer to `share` (as scikit-learn's StratifiedGroupKFold does). With v
    the shares of a group, that side keeps the sum of squared deviations within
    share (1 - share) sum |v|²: it is what a coin of that share would give on average.
    """
    order = np.random.default_rng(seed).permutation(len(shares))
    order = order[np.argsort(-np.linalg.norm(shares[order], axis=1), kind="stable")]
    held_out = np.zeros(len(shares), bool)
    away = np.zeros(shares.shape[1])  # of each label, from what should be held out so far
    for group in order:
        out, kept = away + (1 - share) * shares[group], away - share * shares[group]
        held_out[group] = (out @ out) < (kept @ kept)
        away = out if held_out[group] else kept
    return _kept_whole(shares, held_out)


def _kept_whole(shares: Floats, held_out: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return the sides (G,) with every label on both, where that takes one group more.

    The group moved is the smallest that leaves no label without a case on the side it comes from.
    A side without any group gets the smallest there is.
    """
    sides = held_out.copy()
    if len(set(sides.tolist())) == 1:
        sides[shares.sum(axis=1).argmin()] ^= True
    for label in range(shares.shape[1]):
        for side in (True, False):
            if not shares[sides == side, label].any():
                having = map(int, np.flatnonzero(shares[:, label]))
                movable = [group for group in having if _may_go(shares, sides, group)]
                if movable:
                    smallest = min(movable, key=lambda group: float(shares[group].sum()))
                    sides[smallest] = side
    return sides


def _may_go(shares: Floats, sides: npt.NDArray[np.bool_], group: int) -> bool:
    """Return True when the side of a group has every label of it without the group, too."""
    others = sides == sides[group]
    others[group] = False
    return bool(shares[others][:, shares[group] > 0].any(axis=0).all())
