"""Whether labelled cases are fit to be trained on: what was found, how grave it is, what mends it.

The sentences are English, and are translated by the window.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from medview.domain.case import ImageRef
from medview.domain.picture_facts import Fingerprint
from medview.domain.split import SHARE, split_by_patient
from medview.domain.training import TRAIN, VALIDATION, TrainingCase


class Severity(StrEnum):
    """How grave a finding is: `STOP` refuses training."""

    STOP = "stop"
    WARNING = "warning"
    NOTE = "note"


class Kind(StrEnum):
    """What a finding is about."""

    LEAK = "patient on both sides"
    TWIN_LEAK = "same picture on both sides"
    NOT_SPLIT = "not split"
    ONE_PATIENT = "one patient"
    ONE_CLASS = "one class"
    ONE_SIDED = "class on one side only"
    UNREADABLE = "unreadable"
    CONFLICT = "conflicting labels of a picture"
    EYE_CONFLICT = "conflicting labels of an eye"
    COPIES = "copies"
    ALIKE = "nearly the same picture"
    MIXED = "mixed kinds"
    FEW = "few cases of a class"
    NO_PATIENT = "patient not known"
    UNGRADABLE = "ungradable"


class Action(StrEnum):
    """What a fix does with the rows of its finding."""

    DROP = "leave out"
    KEEP_ONE = "keep one"  # the first of each group
    TAKE_LABEL = "take label"  # the label chosen, or "" to leave them out
    MOVE = "move to one side"  # TRAIN or VALIDATION; "" is where most of each group are
    SPLIT = "split by patient"


@dataclass(frozen=True)
class Fix:
    """What mends a finding; with `choices` one of them is to be chosen."""

    action: Action
    words: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One thing that was found; `rows` are places in the cases that were looked at.

    `groups` are rows that belong together (copies of one picture), `remarks` what is to be said of
    single rows.
    """

    kind: Kind
    severity: Severity
    words: str
    rows: tuple[int, ...] = ()
    fix: Fix | None = None
    groups: tuple[tuple[int, ...], ...] = ()
    remarks: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ClassCount:
    """How many cases a class has, of how many patients, and on which side."""

    images: int
    patients: int
    train: int
    held_out: int


@dataclass(frozen=True)
class Health:
    """Everything that was found, the gravest first.

    `twins` are rows of pictures that are the same, `alike` pairs of those that are no copies;
    `fingerprints` are kept, so that looking again after a fix reads no file twice.
    """

    findings: tuple[Finding, ...]
    counts: Mapping[str, ClassCount]
    fingerprints: Mapping[ImageRef, Fingerprint]
    twins: tuple[tuple[int, ...], ...] = ()
    alike: tuple[tuple[int, int], ...] = ()

    @property
    def may_train(self) -> bool:
        """True when nothing that was found refuses training."""
        return all(finding.severity is not Severity.STOP for finding in self.findings)


def apply_fix(
    cases: Sequence[TrainingCase],
    finding: Finding,
    choice: str = "",
    twins: Sequence[tuple[int, ...]] = (),
    share: float = SHARE,
    seed: int = 0,
) -> tuple[TrainingCase, ...]:
    """Return the cases with a finding mended; look at them again, as rows may have moved.

    `choice` is one of the fix's. `twins`, `share` and `seed` are for a fix that splits. Raises
    ValueError for a finding without a fix and for a choice there is not.
    """
    fix = finding.fix
    if fix is None or (choice and choice not in fix.choices):
        raise ValueError(f"'{finding.kind}' has no fix '{choice}'")
    if fix.action is Action.SPLIT:
        return split_by_patient(cases, share, seed, twins)
    if fix.action is Action.MOVE:
        return _moved(cases, finding, choice)
    if fix.action is Action.TAKE_LABEL and choice:
        return _changed(cases, {row: replace(cases[row], label=choice) for row in finding.rows})
    keep_one = fix.action is Action.KEEP_ONE
    spared = {rows[0] for rows in finding.groups} if keep_one else set()
    gone = set(finding.rows) - spared
    return tuple(case for row, case in enumerate(cases) if row not in gone)


def _moved(
    cases: Sequence[TrainingCase], finding: Finding, choice: str
) -> tuple[TrainingCase, ...]:
    changed: dict[int, TrainingCase] = {}
    for rows in finding.groups:
        side = choice or _usual_side(cases, rows)
        changed |= {row: replace(cases[row], split=side) for row in rows}
    return _changed(cases, changed)


def _usual_side(cases: Sequence[TrainingCase], rows: Sequence[int]) -> str:
    """Return the side most of the rows are on; as many on both are learned from."""
    sides = Counter(cases[row].split for row in rows)
    return VALIDATION if sides[VALIDATION] > sides[TRAIN] else TRAIN


def _changed(
    cases: Sequence[TrainingCase], changed: Mapping[int, TrainingCase]
) -> tuple[TrainingCase, ...]:
    return tuple(changed.get(row, case) for row, case in enumerate(cases))
