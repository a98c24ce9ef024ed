"""Gather what is to be trained on: a folder per class, a table, or cases of the library.

What becomes a class is decided later (see map_labels): here a label is what the source says. A
series counts as one case, its middle image stands for it as everywhere in MedView, unless every
image is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from medview.app.class_folders import class_places
from medview.app.import_cases import find_cases
from medview.app.label_cases import TableLabels
from medview.app.labels import LabelRow, TableColumns, read_labels, table_columns
from medview.app.official_split import official_sides
from medview.domain.case import FUNDUS, PHOTO, Case, CaseId, Problem, printable
from medview.domain.grade import Grade, SignedGrade
from medview.domain.job import JobContext
from medview.domain.ports import Source
from medview.domain.training import TrainingCase

NOT_THERE = "Left out, because they are not in the library: {}."
UNLABELLED = "Left out, because they have no label in the library: {}."
UNGRADABLE = "Left out, because they were signed as ungradable: {}."
TEST_SET = "Left out, because they are of a test set beside a validation set: {}."


class LabelledLibrary(Protocol):
    """What holds labelled and signed cases."""

    def cases(self) -> list[Case]:
        """Return every case."""
        ...

    def all_signed(self) -> list[SignedGrade]:
        """Return every signature that stands, oldest first."""
        ...

    def case(self, case_id: CaseId) -> Case | None:
        """Return one case, or None when it is not in the library."""
        ...


@dataclass(frozen=True)
class Collected:
    """The cases, with the labels of their source, and what of it was left out and why."""

    cases: tuple[TrainingCase, ...]
    problems: tuple[Problem, ...] = ()


class CollectCases:
    """The ways to bring labelled cases together."""

    def __init__(
        self,
        source: Source,
        library: LabelledLibrary,
        known: Callable[[Case], Case] = lambda case: case,
    ) -> None:
        """Take what opens files, what holds a library, and what knows corrected eyes."""
        self._source = source
        self._library = library
        self._known = known

    def folder(self, path: Path, context: JobContext, every_image: bool = False) -> Collected:
        """Return the cases below a folder or ZIP that holds a folder for each class.

        Folders "train" and "val" (or "test"), above or below the classes, are an official split.
        Raises Cancelled.
        """
        images, problems = self._images([path], context)
        places = class_places(path, [case.images[0] for case in images])
        found = [
            _Found(case, _case(case, place.label, place.side), place)
            for case, place in zip(images, places, strict=True)
            if place.label
        ]
        words = "Left out, because they lie in no folder of a class: {}."
        return _collected(path, found, every_image, problems, {words: len(images) - len(found)})

    def table(
        self,
        table: Path,
        root: Path | None,
        context: JobContext,
        columns: Mapping[str, str] | None = None,
        every_image: bool = False,
    ) -> Collected:
        """Return the cases a table lists, whose images lie below `root` (None: beside the table).

        `columns` says which column is what where their names do not (see labels.read_labels).
        Raises LabelsError for a table that cannot be used, and Cancelled.
        """
        roots = [root or table.parent]
        lines = TableLabels(table, read_labels(table, roots, columns), roots)
        images, problems = self._images(roots, context)
        lines.look_over(images)
        listed = [(case, line) for case in images if (line := lines.line_of(case)) is not None]
        found = [_Found(case, _listed(case, row), row.line) for case, row in listed if row.label]
        told = (*problems, *lines.unused())
        words = "Left out, because the table gives no label: {}."
        return _collected(table, found, every_image, told, {words: len(listed) - len(found)})

    def columns(self, table: Path, context: JobContext) -> TableColumns:
        """Return the columns of a table, to be named by hand. Raises LabelsError, Cancelled."""
        context.step(0, 0)
        return table_columns(table)

    def labelled(self, context: JobContext, every_image: bool = False) -> Collected:
        """Return the library's cases under the labels they stand there with. Raises Cancelled."""
        cases = self._library.cases()
        found: list[_Found] = []
        for done, case in enumerate(cases):
            context.step(done, len(cases), "Looking for labelled cases")
            if case.label:
                found += [
                    _Found(one, _case(one, one.label), one.label)
                    for one in _singly([self._known(case)])
                ]
        without = sum(not case.label for case in cases)
        return _collected(Path("library"), found, every_image, (), {UNLABELLED: without})

    def signed(self, context: JobContext) -> Collected:
        """Return the library's photographs under the grades that people signed.

        Where readers differ, a photograph is there once with each grade: which of them counts is
        asked when the cases are checked. Raises Cancelled.
        """
        found: list[_Found] = []
        left_out = dict.fromkeys((NOT_THERE, UNGRADABLE), 0)
        last = _last_grades(self._library.all_signed())
        for done, (case_id, grades) in enumerate(last.items()):
            context.step(done, len(last), "Looking for signed cases")
            left_out[UNGRADABLE] += not grades
            if (case := self._library.case(case_id)) is None:
                left_out[NOT_THERE] += 1
            else:
                found += _signed(self._known(case), grades)
        return _collected(Path("library"), found, False, (), left_out)

    def _images(
        self, paths: Sequence[Path], context: JobContext
    ) -> tuple[list[Case], tuple[Problem, ...]]:
        """Return every image as a case by itself, and what did not open."""
        cases, problems = find_cases(paths, self._source, context)
        return _singly([self._known(case) for case in cases]), problems


def _singly(cases: Iterable[Case]) -> list[Case]:
    """Return every image as a case by itself, still of the same id."""
    return [replace(case, images=(ref,)) for case in cases for ref in case.images]


@dataclass(frozen=True)
class _Found:
    """One image with its label; those of one case that share `why` are one series."""

    case: Case
    labelled: TrainingCase
    why: Hashable


def _last_grades(signed: Iterable[SignedGrade]) -> dict[CaseId, set[Grade]]:
    """Return the grades that stand of each case, one a reader; none of an ungradable one."""
    last: dict[CaseId, dict[str, Grade | None]] = {}
    for signature in signed:
        last.setdefault(signature.case_id, {})[signature.reader] = signature.grade
    return {
        case_id: {grade for grade in by_reader.values() if grade is not None}
        for case_id, by_reader in last.items()
    }


def _signed(case: Case, grades: Iterable[Grade]) -> list[_Found]:
    return [_Found(case, _case(case, str(int(grade))), grade) for grade in sorted(grades)]


def _case(case: Case, label: str, side: str = "") -> TrainingCase:
    return TrainingCase(
        ref=case.images[len(case.images) // 2],
        label=label,
        patient=case.patient.key,
        split=side,
        eye=str(case.eye or ""),
        source=case.source,
        modality=case.modality,
    )


def _listed(case: Case, row: LabelRow) -> TrainingCase:
    """Return an image as its line in the table describes it; else as its file does."""
    is_photograph = case.modality in (FUNDUS, PHOTO)
    return replace(
        _case(case, row.label, row.split),
        patient=row.patient or case.patient.key,
        eye=str(row.eye or case.eye or ""),
        source=row.source or case.source,
        modality=(row.modality if is_photograph else "") or case.modality,
    )


def _collected(
    place: Path,
    found: Sequence[_Found],
    every_image: bool,
    problems: Iterable[Problem],
    left_out: Mapping[str, int],
) -> Collected:
    """Return the cases with their sides, and what is to be said of those left out."""
    kept = found if every_image else _middles(found)
    sides = official_sides([one.labelled.split for one in kept])
    cases = [
        replace(one.labelled, split=side)
        for one, side in zip(kept, sides, strict=True)
        if side is not None
    ]
    counts = {**left_out, TEST_SET: len(kept) - len(cases)}
    shown = printable(str(place))
    told = [Problem(shown, words.format(count)) for words, count in counts.items() if count]
    return Collected(tuple(cases), (*problems, *told))


def _middles(found: Sequence[_Found]) -> list[_Found]:
    """Return the middle image of each series, and every image that is alone."""
    series: dict[Hashable, list[_Found]] = {}
    for one in found:
        series.setdefault((one.case.id, one.why), []).append(one)
    return [images[len(images) // 2] for images in series.values()]
