"""Give each case found its label: from a table, or from the folder it lies in."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Protocol

from medview.app.folder_labels import FolderLabels, assumption
from medview.app.grade_names import Meaning, kept_label
from medview.app.labels import LabelRow, Labels, read_labels
from medview.domain.case import FUNDUS, PHOTO, Case, Patient, Problem, printable

SHOWN_LINES = 20


class Labeller(Protocol):
    """Labels cases, and says at the end what did not fit."""

    def look_over(self, cases: Sequence[Case]) -> None:
        """See all cases there are, before the first is labelled."""
        ...

    def __call__(self, case: Case) -> Case | None:
        """Return the case with what is known of it; None leaves it out."""
        ...

    def unused(self) -> list[Problem]:
        """Return what found no image, or no line."""
        ...


def labeller(paths: Sequence[Path], table: Path | None) -> Labeller:
    """Return the labeller for an import; raise LabelsError when the table cannot be used.

    Without a table, a labels.csv in the one folder that is imported is it.
    """
    beside = paths[0] / "labels.csv" if len(paths) == 1 else None
    if table is None and beside is not None and beside.is_file():
        table = beside
    if table is not None:
        return TableLabels(table, read_labels(table, paths), paths)
    return FolderLabels(paths)


class TableLabels:
    """Labels of a table: an image that it does not list is left out."""

    def __init__(self, table: Path, labels: Labels, roots: Sequence[Path]) -> None:
        """Bind each line to its file below the table or a root; others wait for a like path."""
        self._table = table
        self._labels = labels
        self._exact: dict[str, LabelRow] = {}
        self._like: defaultdict[str, list[LabelRow]] = defaultdict(list)
        self._waiting = {row.line: row for row in labels.rows if not row.excluded}
        self._bound: set[int] = set()
        self._several: dict[int, int] = {}
        self._unlisted = self._assumed = 0
        for row in labels.rows:
            self._bind(row, [table.parent, *roots])

    def _bind(self, row: LabelRow, bases: Sequence[Path]) -> None:
        for base in bases:
            path = os.path.abspath(base / row.image)
            if os.path.exists(path):
                self._exact[path] = row
                self._bound.add(row.line)
                return
        self._like[PurePosixPath(row.image).name].append(row)

    def look_over(self, cases: Sequence[Case]) -> None:
        """Find the names that several images go by: nobody knows which one is meant."""
        places: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
        for case in cases:
            row = self._row(case)
            if row and row.line not in self._bound and not row.excluded:
                places[row.line].add((case.images[0].path, case.images[0].member))
        self._several = {line: len(found) for line, found in places.items() if len(found) > 1}

    def __call__(self, case: Case) -> Case | None:
        """Return the case as its line describes it, or None."""
        row = self.line_of(case)
        return None if row is None else self._described(case, row)

    def line_of(self, case: Case) -> LabelRow | None:
        """Return the line that lists a case; None for a case that is not to be used."""
        row = self._row(case)
        if row is None:
            self._unlisted += 1
            return None
        self._waiting.pop(row.line, None)
        return None if row.excluded or row.line in self._several else row

    def _described(self, case: Case, row: LabelRow) -> Case:
        labelled = described(case, row, self._labels)
        likely = self._labels.meaning is Meaning.LIKELY_GRADES
        self._assumed += bool(likely and row.label and labelled.modality == FUNDUS)
        return labelled

    def _row(self, case: Case) -> LabelRow | None:
        image = case.images[0]
        path = os.path.abspath(image.path)
        inside = PurePosixPath(path.replace("\\", "/")) / image.member.replace("\\", "/")
        found = self._exact.get(path) if not image.member else None
        return found or self._folder_row(path) or self._like_row(inside)

    def _folder_row(self, path: str) -> LabelRow | None:
        return next(
            (self._exact[str(p)] for p in Path(path).parents if str(p) in self._exact), None
        )

    def _like_row(self, path: PurePosixPath) -> LabelRow | None:
        for end in (path, path.with_suffix("")):  # tables often leave the ending out
            rows = [row for row in self._like.get(end.name, ()) if _ends_with(end, row)]
            if rows:
                return max(rows, key=lambda row: len(PurePosixPath(row.image).parts))
        return None

    def unused(self) -> list[Problem]:
        """Return the warnings of the table, its lines without image, images without line."""
        table = printable(str(self._table))
        found = [Problem(table, text) for text in self._labels.warnings]
        found += some_of(table, [_no_image(table, row) for row in self._waiting.values()])
        found += some_of(table, [_which(table, r, n) for r, n in self._several_rows()])
        if self._unlisted:
            found.append(
                Problem(table, f"Left out, because the table does not list them: {self._unlisted}.")
            )
        if self._assumed:
            found.append(assumption(table, f"in column '{self._labels.column}'"))
        return found

    def _several_rows(self) -> list[tuple[LabelRow, int]]:
        rows = {row.line: row for row in self._labels.rows}
        return [(rows[line], count) for line, count in sorted(self._several.items())]


def _ends_with(path: PurePosixPath, row: LabelRow) -> bool:
    parts = PurePosixPath(row.image).parts
    return path.parts[-len(parts) :] == parts


def some_of(table: str, problems: Sequence[Problem]) -> list[Problem]:
    """Return the first few of many, and how many more there are."""
    more = len(problems) - SHOWN_LINES
    rest = [Problem(table, f"Lines like these besides: {more}.")] if more > 0 else []
    return [*problems[:SHOWN_LINES], *rest]


def _no_image(table: str, row: LabelRow) -> Problem:
    return Problem(
        table,
        f"Line {row.line}: there is no image '{row.image}'.",
        "Paths in the table are relative to the table or to the folder imported.",
    )


def _which(table: str, row: LabelRow, count: int) -> Problem:
    return Problem(
        table,
        f"Line {row.line}: {count} images are called '{row.image}'; none of them was imported.",
        "Write the folder of the image into the table too.",
    )


def described(case: Case, row: LabelRow, labels: Labels) -> Case:
    """Return the case with what a line of the table says of it."""
    modality = _modality(case, row, labels.meaning is Meaning.GRADES)
    label = kept_label(row.label, labels.meaning, labels.column, is_eye=modality == FUNDUS)
    return replace(
        case,
        label=label or case.label,
        patient=Patient(row.patient) if row.patient else case.patient,
        eye=row.eye or case.eye,
        source=row.source,
        findings=row.findings,
        outcome=row.outcome,
        tags=row.tags,
        modality=modality,
    )


def _modality(case: Case, row: LabelRow, grades: bool) -> str:
    if case.modality not in (FUNDUS, PHOTO):
        return case.modality
    is_eye = case.modality == FUNDUS or grades or row.eye is not None
    return row.modality or (FUNDUS if is_eye else PHOTO)
