"""Give each case found its label: from a table, or from the folder it lies in."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Protocol

from medview.app.labels import LabelRow, Labels, grade_label, read_labels
from medview.domain.case import FUNDUS, PHOTO, Case, Patient, Problem

SHOWN_LINES = 20
# Folders of one patient each look like folders of one class each, but hold few pictures.
MOST_CLASSES = 30
LEAST_PER_CLASS = 10
PICTURES = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".ppm"}


class Labeller(Protocol):
    """Labels cases, and says at the end what did not fit."""

    def __call__(self, case: Case) -> Case | None:
        """Return the case with what is known of it; None leaves it out."""
        ...

    def unused(self) -> list[Problem]:
        """Return what found no image, or no line."""
        ...


def labeller(paths: Sequence[Path], table: Path | None) -> Labeller:
    """Return the labeller for an import; raise LabelsError when the table cannot be used."""
    if table is not None:
        return TableLabels(table, read_labels(table, paths), paths)
    return FolderLabels(paths)


class TableLabels:
    """Labels of a table: an image that it does not list is left out."""

    def __init__(self, table: Path, labels: Labels, roots: Sequence[Path]) -> None:
        """Bind each line to its file below the table or a root; others wait for a like path."""
        self._table = table
        self._grades = labels.grades
        self._warnings = labels.warnings
        self._exact: dict[str, LabelRow] = {}
        self._like: defaultdict[str, list[LabelRow]] = defaultdict(list)
        self._waiting = {row.line: row for row in labels.rows if not row.excluded}
        self._unlisted = 0
        for row in labels.rows:
            self._bind(row, [table.parent, *roots])

    def _bind(self, row: LabelRow, bases: Sequence[Path]) -> None:
        for base in bases:
            path = os.path.abspath(base / row.image)
            if os.path.exists(path):
                self._exact[path] = row
                return
        self._like[PurePosixPath(row.image).name].append(row)

    def __call__(self, case: Case) -> Case | None:
        """Return the case as its line describes it, or None."""
        row = self._row(case)
        if row is None:
            self._unlisted += 1
            return None
        self._waiting.pop(row.line, None)
        return None if row.excluded else described(case, row, self._grades)

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
            for row in self._like.get(end.name, ()):
                parts = PurePosixPath(row.image).parts
                if end.parts[-len(parts) :] == parts:
                    return row
        return None

    def unused(self) -> list[Problem]:
        """Return the warnings of the table, its lines without image, images without line."""
        table = str(self._table)
        lines = list(self._waiting.values())
        found = [Problem(table, text) for text in self._warnings]
        found += [_no_image(table, row) for row in lines[:SHOWN_LINES]]
        if len(lines) > SHOWN_LINES:
            found.append(Problem(table, f"Lines like these besides: {len(lines) - SHOWN_LINES}."))
        if self._unlisted:
            found.append(
                Problem(table, f"Left out, because the table does not list them: {self._unlisted}.")
            )
        return found


def _no_image(table: str, row: LabelRow) -> Problem:
    return Problem(
        table,
        f"Line {row.line}: there is no image '{row.image}'.",
        "Paths in the table are relative to the table or to the folder imported.",
    )


def described(case: Case, row: LabelRow, grades: bool) -> Case:
    """Return the case with what a line of the table says of it."""
    is_picture = case.modality in (FUNDUS, PHOTO)
    is_eye = case.modality == PHOTO and (grades or row.eye is not None)
    modality = FUNDUS if is_eye else case.modality
    return replace(
        case,
        label=row.label or case.label,
        patient=Patient(row.patient) if row.patient else case.patient,
        eye=row.eye or case.eye,
        source=row.source,
        modality=row.modality if is_picture and row.modality else modality,
    )


class FolderLabels:
    """Labels of folders named by class (glioma/, meningioma/, or 0/ to 4/), where there are such.

    Only for picture files: the folders of a DICOM study are named by series.
    """

    def __init__(self, roots: Sequence[Path]) -> None:
        """Look which roots are divided into classes."""
        self._classes = {path: label for root in roots for path, label in _classes(root)}
        self._grades = set(self._classes.values()) <= set("01234")

    def __call__(self, case: Case) -> Case | None:
        """Return the case with the label of its folder, if that is a class."""
        label = self._label(case.images[0].path)
        if not label or case.modality not in (FUNDUS, PHOTO):
            return replace(case, source="")
        return replace(
            case, label=label, source="", modality=FUNDUS if self._grades else case.modality
        )

    def _label(self, path: str) -> str:
        parents = Path(os.path.abspath(path)).parents
        return next((self._classes[p] for p in parents if p in self._classes), "")

    def unused(self) -> list[Problem]:
        """Return nothing: a folder makes no promises."""
        return []


def _classes(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield the class folders of a root with their labels; nothing when it is not so divided."""
    root = Path(os.path.abspath(root))
    if not root.is_dir() or _pictures(root):
        return
    counts = {child: _pictures(child) for child in sorted(root.iterdir()) if child.is_dir()}
    folders = [child for child, count in counts.items() if count]
    if len(folders) < 2:
        return
    grades = _as_grades(folders)
    if grades:
        yield from zip(folders, grades, strict=True)
    elif len(folders) <= MOST_CLASSES and sum(counts.values()) >= LEAST_PER_CLASS * len(folders):
        yield from ((folder, folder.name) for folder in folders)


def _pictures(folder: Path) -> int:
    with os.scandir(folder) as entries:
        return sum(os.path.splitext(entry.name)[1].lower() in PICTURES for entry in entries)


def _as_grades(folders: Sequence[Path]) -> list[str]:
    try:
        grades = [grade_label(folder.name) for folder in folders]
    except ValueError:
        return []
    return grades if len(set(grades)) == len(grades) else []
