"""A labels table from outside: any usual encoding, delimiter and header; faults named by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from medview.app.grade_names import Meaning, grade_label, meaning_of
from medview.app.table_text import read_text, table_lines
from medview.domain.case import Eye, tags_of
from medview.domain.errors import LabelsError

LONGEST_CELL = 2000
SHOWN_FAULTS = 5
AGAIN = "Correct the table and import it again; nothing was imported."

# Columns that are of the ICDR scale by their name; one called "dr" may only say yes or no.
GRADE_COLUMNS = ("grade", "dr_grade", "level", "dr_level", "retinopathy_grade", "icdr", "dr_icdr")
COLUMNS = {
    "image": (
        "image", "images", "path", "file", "filename", "file_name", "image_path", "image_name",
        "id_code",
    ),
    "label": (
        "label", *GRADE_COLUMNS, "class", "diagnosis", "retinopathy", "diabetic_retinopathy", "dr",
        "category", "finding",
    ),
    "patient": ("patient_id", "patient", "patientid", "subject", "subject_id"),
    "eye": ("eye", "side", "laterality"),
    "source": ("source", "dataset", "camera"),
    "modality": ("modality",),
    "exclude": ("exclude", "excluded"),
    "split": ("split", "partition", "subset", "set"),
    "findings": ("findings", "report", "report_text"),
    "outcome": ("outcome", "outcomes", "follow_up"),
    "tags": ("tags", "tag", "keywords"),
}  # fmt: skip
EYES = {"od": Eye.OD, "right": Eye.OD, "r": Eye.OD, "os": Eye.OS, "left": Eye.OS, "l": Eye.OS}
YES = {"1", "true", "yes", "x"}
FORMULA_STARTS = ("=", "+", "-", "@")


@dataclass(frozen=True)
class LabelRow:
    """One line of the table; `image` is a path below the folder of the images."""

    line: int
    image: str
    label: str = ""
    patient: str = ""
    eye: Eye | None = None
    source: str = ""
    modality: str = ""
    excluded: bool = False
    split: str = ""
    findings: str = ""
    outcome: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Labels:
    """The rows, and in words what the person should know of the table.

    `meaning` says whether the labels are ICDR grades, so that the images are of eyes; `column` is
    the name of their column.
    """

    rows: tuple[LabelRow, ...]
    warnings: tuple[str, ...] = ()
    meaning: Meaning = Meaning.TEXT
    column: str = "label"


def read_labels(
    path: Path, roots: Sequence[Path] = (), named: Mapping[str, str] | None = None
) -> Labels:
    """Return the labels in `path`; absolute image paths must lie below it or one of `roots`.

    `named` says which column is what ("label": "Befund"), where the names of columns do not; a
    label column that is named so is text, whatever it is called. Raises LabelsError naming the
    lines at fault and what to do.
    """
    text, warnings = read_text(path)
    lines = table_lines(text)
    header = next(lines, (0, []))[1]
    named = named or {}
    columns = _columns(header, named)
    column = plain_column(header[columns["label"]]) if "label" in columns else "label"
    grades = column in GRADE_COLUMNS and "label" not in named
    folders = [path.parent.resolve(), *(root.resolve() for root in roots)]
    rows, faults = _rows(lines, columns, len(header), _Check(folders, grades))
    faults += _conflicts(rows)
    if faults:
        raise LabelsError(_summary(path, faults), hint=AGAIN)
    if not rows:
        raise LabelsError(f"{path.name} holds no rows below its header.", hint=AGAIN)
    used = [row for row in rows if not row.excluded]
    meaning = Meaning.GRADES if grades else meaning_of(row.label for row in used)
    return Labels(tuple(_distinct(rows)), (*warnings, *_warnings(rows)), meaning, column)


@dataclass(frozen=True)
class _Check:
    """What a cell is held against."""

    folders: Sequence[Path]
    grades: bool

    def row(self, line: int, cells: Mapping[str, str]) -> LabelRow:
        """Return the row of these cells; raise ValueError saying what is wrong."""
        eye = cells.get("eye", "").lower()
        if eye and eye not in EYES:
            raise ValueError(f"eye '{_short(eye)}' is neither left (OS) nor right (OD)")
        label = cells.get("label", "")
        return LabelRow(
            line=line,
            image=self._image(cells["image"]),
            label=grade_label(label) if label and self.grades else label,
            patient=cells.get("patient", ""),
            eye=EYES.get(eye),
            source=cells.get("source", ""),
            modality=cells.get("modality", "").upper(),
            excluded=cells.get("exclude", "").lower() in YES,
            split=cells.get("split", "").lower(),
            findings=cells.get("findings", ""),
            outcome=cells.get("outcome", ""),
            tags=tags_of(cells.get("tags", "")),
        )

    def _image(self, text: str) -> str:
        name = text.replace("\\", "/").removeprefix("./")
        if not name:
            raise ValueError("no image is named")
        if name.startswith("/") or re.match(r"[A-Za-z]:/", name):
            return self._below(name)
        if ".." in PurePosixPath(name).parts or re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", name):
            raise ValueError(f"'{_short(text)}' leads out of the folder of the images")
        return name

    def _below(self, name: str) -> str:
        path = Path(name)
        for folder in self.folders:
            if ".." not in path.parts and path.is_relative_to(folder):
                return path.relative_to(folder).as_posix()
        raise ValueError(f"'{_short(name)}' leads out of the folder of the images")


def plain_column(name: str) -> str:
    """Return the name of a column in small letters, with "_" between its words."""
    return re.sub(r"[\s-]+", "_", name.strip().lower())


@dataclass(frozen=True)
class TableColumns:
    """The names of a table's columns, and by field which MedView takes for it by its name."""

    names: tuple[str, ...]
    known: Mapping[str, str]

    @property
    def is_recognised(self) -> bool:
        """True where images and labels are found without anybody's help."""
        return {"image", "label"} <= self.known.keys()


def table_columns(path: Path) -> TableColumns:
    """Return the columns of a table. Raises LabelsError for a table that cannot be read."""
    header = next(table_lines(read_text(path)[0]), (0, []))[1]
    known = {field: header[n] for field, n in _known_columns(header).items()}
    return TableColumns(tuple(header), known)


def _known_columns(header: Sequence[str]) -> dict[str, int]:
    names = [plain_column(name) for name in header]
    return {
        field: names.index(word)
        for field, words in COLUMNS.items()
        for word in reversed(words)
        if word in names
    }


def _columns(header: Sequence[str], named: Mapping[str, str]) -> dict[str, int]:
    """Return where each field is; "" names no column for it."""
    found = _known_columns(header)
    for field, name in named.items():
        found.pop(field, None)
        if name and name not in header:
            raise LabelsError(
                f"The table has no column '{_short(name)}'.", hint=f"It has {', '.join(header)}."
            )
        if name:
            found[field] = header.index(name)
    if "image" not in found:
        raise LabelsError(
            "The table has no column for the images.",
            hint="Call it 'image' and give one path a line, relative to the table; "
            "other columns: label or grade, patient_id, eye, source, findings, outcome, tags.",
        )
    return found


def _rows(
    lines: Iterator[tuple[int, list[str]]], columns: Mapping[str, int], width: int, check: _Check
) -> tuple[list[LabelRow], list[str]]:
    rows: list[LabelRow] = []
    faults: list[str] = []
    for line, cells in lines:
        try:
            _check_cells(cells, width)
            rows.append(check.row(line, {name: cells[i] for name, i in columns.items()}))
        except ValueError as error:
            faults.append(f"line {line}: {error}")
    return rows, faults


def _check_cells(cells: Sequence[str], width: int) -> None:
    if len(cells) != width:
        raise ValueError(f"{len(cells)} cells where the header has {width}")
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise ValueError(f"a cell is longer than {LONGEST_CELL:,} characters")
    if any("\0" in cell for cell in cells):
        raise ValueError("a cell holds a zero byte")


def _conflicts(rows: Sequence[LabelRow]) -> list[str]:
    first: dict[str, LabelRow] = {}
    faults = []
    for row in (row for row in rows if not row.excluded):
        other = first.setdefault(row.image, row)
        if (other.label, other.patient) != (row.label, row.patient):
            faults.append(f"lines {other.line} and {row.line}: '{_short(row.image)}' contradicts")
    return faults


def _distinct(rows: Sequence[LabelRow]) -> list[LabelRow]:
    return list({row.image: row for row in reversed(rows)}.values())[::-1]


def _warnings(rows: Sequence[LabelRow]) -> Iterator[str]:
    texts = [
        text
        for row in rows
        for text in (row.image, row.label, row.patient, row.source, row.outcome)
    ]
    formulas = sum(text.startswith(FORMULA_STARTS) for text in texts)
    if formulas:
        yield f"{formulas} cells look like formulas; they are kept as text and never run."
    if repeated := len(rows) - len({row.image for row in rows}):
        yield f"{repeated} lines repeat an image."
    if len(rows) > 1 and len({row.patient for row in rows}) == 1 and rows[0].patient:
        yield (
            "All images are of one patient: neighbours of the same patient are never shown, "
            "and no training can be judged on them."
        )


def _summary(path: Path, faults: Sequence[str]) -> str:
    more = len(faults) - SHOWN_FAULTS
    shown = "; ".join(faults[:SHOWN_FAULTS])
    return f"{path.name}: {shown}{f'; and {more} more' if more > 0 else ''}."


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
