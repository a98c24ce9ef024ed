"""Which public sets lie in a folder or ZIP, and what their tables say of each photograph."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from medview.app.folder_labels import PICTURES
from medview.app.grade_names import grade_label
from medview.app.labels import plain_column
from medview.app.public_sets import PACKED, PARTS, Packed, Part, PublicSet
from medview.app.set_trees import Tree, trees_of
from medview.app.sheet_rows import sheet_rows
from medview.app.table_text import decoded, table_lines
from medview.domain.case import Eye, printable
from medview.domain.errors import LabelsError
from medview.domain.job import JobContext

UNGRADABLE = "ungradable"
EYES = {"l": Eye.OS, "left": Eye.OS, "r": Eye.OD, "right": Eye.OD}
SHOWN_FAULTS = 5

Key = tuple[str, str]  # path and member of a photograph
Lines = list[tuple[int, list[str]]]


@dataclass(frozen=True)
class SetRow:
    """What a set tells of one photograph."""

    label: str = ""
    patient: str = ""
    eye: Eye | None = None
    facts: str = ""


@dataclass(frozen=True)
class FoundSet:
    """One part of a set that was found; with a `fault`, nothing of it can be imported.

    `place` is its table or folder, to show; `folders` are what has to be opened to import it.
    `missing` are lines whose photograph is not there, `remarks` what else is wrong with lines.
    """

    of: PublicSet
    title: str
    place: str
    rows: Mapping[Key, SetRow] = field(default_factory=dict)
    folders: tuple[Path, ...] = ()
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    fault: str = ""
    hint: str = ""

    @property
    def name(self) -> str:
        """The set and its part."""
        return f"{self.of.name}, {self.title}" if self.title else self.of.name

    @property
    def graded(self) -> int:
        """How many photographs have a grade."""
        return sum(row.label not in ("", UNGRADABLE) for row in self.rows.values())

    def __str__(self) -> str:
        """Name, size, terms and credit, for one line."""
        if self.fault:
            return f"{self.name}. {self.fault} {self.hint}".strip()
        size = f"{len(self.rows)} photographs, {self.graded} with a grade"
        return f"{self.name}: {size}. Licence: {self.of.licence}. Credit: {self.of.credit}."


def recognise_sets(paths: Sequence[Path], context: JobContext) -> tuple[FoundSet, ...]:
    """Return the public sets in these folders and ZIPs; nothing is opened but their tables."""
    trees = list(trees_of(paths, context))
    found = [one for tree in trees if not tree.is_zip for one in _sets_in(tree)]
    unpacked = {one.name for one in found}
    packed = (one for tree in trees if tree.is_zip for one in _sets_in(tree))
    return (*found, *(one for one in packed if one.name not in unpacked))


def pictures_of(paths: Sequence[Path], context: JobContext) -> int:
    """Return how many picture files these folders and ZIPs hold, by their names."""
    return sum(_is_picture(name) for tree in trees_of(paths, context) for name in tree.files)


def _sets_in(tree: Tree) -> Iterator[FoundSet]:
    found = [
        set_found
        for part in PARTS
        if not (part.unless and _marked(tree, part.unless))
        for marker in _marked(tree, part.marker)
        if (set_found := _found(tree, part, marker)) is not None
    ]
    yield from found
    yield from (
        _packed(tree, packed, marker)
        for packed in PACKED
        if packed.of not in [other.of for other in found]
        for marker in _marked(tree, packed.marker)
    )


def _marked(tree: Tree, pattern: str) -> list[str]:
    """Return the files and folders of this name."""
    fits = re.compile(pattern, re.IGNORECASE).fullmatch
    files = [name for name in tree.files if fits(posixpath.basename(name))]
    folders = {
        "/".join(parts[: place + 1])
        for parts in ([] if files else (name.split("/")[:-1] for name in tree.files))
        for place, part in enumerate(parts)
        if fits(part)
    }
    return [*files, *sorted(folders)]


def _packed(tree: Tree, packed: Packed, marker: str) -> FoundSet:
    fault = f"{packed.of.name} is here, but not unpacked."
    return FoundSet(packed.of, "", _shown(tree, marker), fault=fault, hint=packed.advice)


def _found(tree: Tree, part: Part, marker: str) -> FoundSet | None:
    """Return what a table and its photographs come to; None when no photograph is its kind."""
    folder, photographs = _photographs(tree, part, posixpath.dirname(marker))
    if not photographs:
        return None
    reading = _Reading(part, photographs)
    fault = hint = ""
    try:
        reading.take_all(tree, marker)
    except LabelsError as error:
        fault, hint = error.message, error.hint
    return FoundSet(
        of=part.of,
        title=part.title,
        place=_shown(tree, marker),
        rows={} if fault else {tree.key(photographs[s]): row for s, row in reading.rows.items()},
        folders=(tree.root if tree.is_zip else tree.root / folder,),
        missing=tuple(reading.missing),
        remarks=tuple(reading.remarks),
        fault=fault,
        hint=hint,
    )


def _shown(tree: Tree, marker: str) -> str:
    return printable(str(tree.root / marker))


def _photographs(tree: Tree, part: Part, home: str) -> tuple[str, dict[str, str]]:
    """Return the folder, and its photographs by name without ending, in lower case."""
    fits = re.compile(part.stem, re.IGNORECASE).fullmatch
    for images in part.images:
        folder = posixpath.normpath(posixpath.join(home, images))
        below = "" if folder == "." else folder.lower() + "/"
        found = {
            stem_of(name): name
            for name in tree.files
            if name.lower().startswith(below) and _is_picture(name) and fits(stem_of(name))
        }
        if found:
            first = next(iter(found.values()))
            return first[: max(len(below) - 1, 0)] or ".", found
    return "", {}


def stem_of(name: str) -> str:
    """Return the name of a picture without folder and ending, in lower case."""
    base = posixpath.basename(name.replace("\\", "/")).lower()
    stem, ending = posixpath.splitext(base)
    return stem if ending in PICTURES else base


def _is_picture(name: str) -> bool:
    return posixpath.splitext(name)[1].lower() in PICTURES


@dataclass
class _Reading:
    """The reading of one table."""

    part: Part
    photographs: Mapping[str, str]
    rows: dict[str, SetRow] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    pairs: dict[str, tuple[str, Eye]] = field(default_factory=dict)

    def take_all(self, tree: Tree, marker: str) -> None:
        """Read the table; raise LabelsError naming the lines at fault."""
        for table in _marked(tree, self.part.pairs)[:1] if self.part.pairs else ():
            self._take_pairs(_lines(tree, table))
        if self.part.image:
            self._take_table(posixpath.basename(marker), _lines(tree, marker))
        elif self.part.pairs:
            self._take_listed(self.pairs)
        else:
            self._take_listed(self.photographs)

    def _take_listed(self, stems: Mapping[str, object]) -> None:
        for stem in stems:
            if stem in self.photographs:
                self.rows[stem] = self._row(stem, "", "")
            else:
                self.missing.append(f"There is no photograph '{stem}'.")

    def _take_pairs(self, lines: Lines) -> None:
        """Read left and right eye of each patient; a heading names no photograph."""
        for line, cells in lines:
            for name, eye in zip(cells, (Eye.OS, Eye.OD), strict=False):
                if re.fullmatch(self.part.stem, stem_of(name), re.IGNORECASE):
                    self.pairs[stem_of(name)] = f"{self.part.of.name} {line}", eye

    def _take_table(self, name: str, lines: Lines) -> None:
        heading = [plain_column(cell).rstrip("_") for cell in (lines[0][1] if lines else [])]
        image = _first(heading, self.part.image)
        grade = _first(heading, (*self.part.grade, *self.part.grade_by_eye.values()))
        if image is None or grade is None:
            raise LabelsError(
                f"{name} has not the columns {self.part.of.name} has.", hint="Download it again."
            )
        for line, cells in lines[1:]:
            told = dict(zip(heading, cells, strict=False))
            if told.get(image):
                self._take_line(line, told[image], told, grade)
        if self.faults:
            more = len(self.faults) - SHOWN_FAULTS
            rest = f"; and {more} more" if more > 0 else ""
            raise LabelsError(
                f"{name}: {'; '.join(self.faults[:SHOWN_FAULTS])}{rest}.",
                hint="Download it again; nothing of this table was imported.",
            )

    def _take_line(self, line: int, name: str, told: Mapping[str, str], column: str) -> None:
        stem, by_eye = stem_of(name), self.part.grade_by_eye
        if by_eye:
            match = re.fullmatch(self.part.stem, stem, re.IGNORECASE)
            column = by_eye[match["eye"].lower()] if match else column
        grade = told.get(column, "")
        if stem not in self.photographs:
            self.missing.append(f"Line {line}: there is no photograph '{name[:60]}'.")
            return
        if not grade and any(told.get(other) for other in by_eye.values()):
            self.remarks.append(
                f"Line {line}: the grade is not of the eye that '{stem}' names: left out."
            )
            return
        try:
            label = self._label(grade, told)
        except ValueError as error:
            self.faults.append(f"line {line}: {error}")
            return
        if not label:
            self.remarks.append(f"Line {line}: no grade is given for '{stem}'.")
        self.rows[stem] = self._row(stem, label, self._facts(told))

    def _label(self, grade: str, told: Mapping[str, str]) -> str:
        part = self.part
        if part.gradable and told.get(part.gradable) in ("0", "0.0"):
            return UNGRADABLE
        if part.ungradable and grade in (part.ungradable, f"{part.ungradable}.0"):
            return UNGRADABLE
        return grade_label(grade) if grade else ""

    def _facts(self, told: Mapping[str, str]) -> str:
        known = ((words, told.get(column, "")) for column, words in self.part.facts.items())
        return ", ".join(words.format(value.removesuffix(".0")) for words, value in known if value)

    def _row(self, stem: str, label: str, facts: str) -> SetRow:
        match = re.fullmatch(self.part.stem, stem, re.IGNORECASE)
        named = match.groupdict() if match else {}
        patient, eye = self.pairs.get(stem, ("", None))
        if self.part.patient and named.get("patient"):
            patient = self.part.patient.format(patient=named["patient"])
        return SetRow(label, patient, eye or EYES.get((named.get("eye") or "").lower()), facts)


def _first(heading: Sequence[str], names: Sequence[str]) -> str | None:
    return next((name for name in names if name in heading), None)


def _lines(tree: Tree, name: str) -> Lines:
    content = tree.read(name)
    if name.lower().endswith(".xlsx"):
        return list(sheet_rows(posixpath.basename(name), content))
    return list(table_lines(decoded(posixpath.basename(name), content)[0]))
