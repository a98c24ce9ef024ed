"""From the reads of a study to tables, kappas and their intervals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from statistics import median

import numpy as np

from medview.domain.agreement import IntArray, quadratic_kappa, with_interval
from medview.domain.grade import Grade
from medview.domain.study import Decision, Read, Stage, Study, StudyEstimate
from medview.domain.study_reads import differ, first_grades, repeat_grades, standing
from medview.domain.study_results import (
    CELLS,
    UNGRADABLE_CELL,
    Agreement,
    Comparison,
    ReaderFigures,
    StudyResults,
)

Grades = Mapping[int, Grade | None]  # by photograph
UNKNOWN = "unknown-"  # how the key of a photograph that names no patient begins


def results_of(
    study: Study,
    reads: Sequence[Read],
    decisions: Sequence[Decision],
    estimates: Sequence[StudyEstimate],
) -> StudyResults:
    """Return the figures of a study; `unasked` and `to_decide` are left for who knows them."""
    blind = first_grades(study, reads, Stage.BLIND)
    model = estimates[-1].model if estimates else None
    said = {e.photo: e.grade for e in estimates if e.model == model}
    keys = [case.patient.key for case in study.photos]
    return StudyResults(
        study_id=study.id,
        name=study.plan.name,
        readers=tuple(_figures(study, reads, reader) for reader in study.plan.readers),
        agreements=tuple(
            one
            for one in [
                *_between(study, blind),
                *_with_oneself(study, blind, reads),
                *_with_model(study, blind, reads, said),
                agreement(
                    study, Comparison.REFERENCE, ("", ""), said, _reference(study, blind, decisions)
                ),
            ]
            if one.photos
        ),
        model=model,
        unasked=0,
        to_decide=0,
        decided=len({decision.photo for decision in decisions}),
        patients=len(set(keys)),
        unknown_patients=sum(key.startswith(UNKNOWN) for key in keys),
    )


def agreement(
    study: Study, comparison: Comparison, names: tuple[str, str], first: Grades, second: Grades
) -> Agreement:
    """Return how two graders agree over the photographs both have a grade of."""
    shared = sorted(first.keys() & second.keys())
    table = [[0] * CELLS for _ in range(CELLS)]
    for photo in shared:
        table[_cell(first[photo])][_cell(second[photo])] += 1
    graded = [p for p in shared if first[p] is not None and second[p] is not None]
    patients = [study.photos[photo].patient.key for photo in graded]
    a = np.array([_cell(first[p]) for p in graded], dtype=np.int64)
    b = np.array([_cell(second[p]) for p in graded], dtype=np.int64)
    kappa, interval = _kappa(a, b, patients)
    return Agreement(
        comparison=comparison,
        first=names[0],
        second=names[1],
        table=tuple(tuple(line) for line in table),
        graded=len(graded),
        patients=len(set(patients)),
        kappa=kappa,
        interval=interval,
        equal=float((a == b).mean()) if graded else None,
    )


def _kappa(
    a: IntArray, b: IntArray, patients: Sequence[str]
) -> tuple[float | None, tuple[float, float] | None]:
    """Return kappa and its interval; None for what is not defined.

    Where both give one and the same grade throughout, chance alone explains all: 0 / 0.
    """

    def defined(rows: IntArray) -> float:
        is_one = len(set(a[rows].tolist()) | set(b[rows].tolist())) < 2
        return math.nan if is_one else quadratic_kappa(a[rows], b[rows])

    whole = defined(np.arange(len(a)))
    if math.isnan(whole):
        return None, None
    if len(set(patients)) < 2:
        return whole, None
    low, high = with_interval(defined, patients)["ci95"]  # type: ignore[misc]
    return whole, (low, high)


def _between(study: Study, blind: Mapping[str, Mapping[int, Read]]) -> Iterable[Agreement]:
    for one, other in combinations(study.plan.readers, 2):
        grades = _grades(blind[one]), _grades(blind[other])
        yield agreement(study, Comparison.READERS, (one, other), *grades)


def _with_oneself(
    study: Study, blind: Mapping[str, Mapping[int, Read]], reads: Sequence[Read]
) -> Iterable[Agreement]:
    again = repeat_grades(study, reads)
    for reader in study.plan.readers:
        grades = _grades(blind[reader]), _grades(again[reader])
        yield agreement(study, Comparison.SELF, (reader, reader), *grades)


def _with_model(
    study: Study,
    blind: Mapping[str, Mapping[int, Read]],
    reads: Sequence[Read],
    said: Grades,
) -> Iterable[Agreement]:
    """Yield each reader's blind grades, then the aided ones beside what they were shown."""
    aided = first_grades(study, reads, Stage.AIDED)
    for reader in study.plan.readers:
        yield agreement(study, Comparison.MODEL, (reader, ""), _grades(blind[reader]), said)
        shown = {photo: read for photo, read in aided[reader].items() if read.model}
        estimates = {photo: read.estimate_grade for photo, read in shown.items()}
        yield agreement(study, Comparison.AIDED, (reader, ""), _grades(shown), estimates)


def _reference(
    study: Study, blind: Mapping[str, Mapping[int, Read]], decisions: Sequence[Decision]
) -> Grades:
    """Return the grade that several readers all gave, or the one that was decided."""
    found: dict[int, Grade | None] = {}
    if len(blind) < 2:
        return found
    for photo in range(len(study.photos)):
        grades = [of[photo].grade for of in blind.values() if photo in of]
        if len(grades) == len(blind) and not differ(grades, 1):
            found[photo] = grades[0]
    return found | {decision.photo: decision.grade for decision in decisions}


def _figures(study: Study, reads: Sequence[Read], reader: str) -> ReaderFigures:
    own = [read for read in standing(reads) if read.reader == reader]
    first = first_grades(study, reads, Stage.BLIND)[reader].values()
    seconds = [read.seconds for read in own if read.was_shown and read.stage is Stage.BLIND]
    return ReaderFigures(
        reader=reader,
        read=len(first),
        photos=len(study.photos),
        ungradable=sum(read.grade is None for read in first),
        passed_over=len({read.photo for read in own if not read.was_shown}),
        seconds=median(seconds) if seconds else None,
    )


def _grades(reads: Mapping[int, Read]) -> Grades:
    return {photo: read.grade for photo, read in reads.items()}


def _cell(grade: Grade | None) -> int:
    return UNGRADABLE_CELL if grade is None else int(grade)
