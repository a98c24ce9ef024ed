"""The rows of the first sheet of an Excel workbook (.xlsx): ECMA-376 part 1, SpreadsheetML."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from medview.domain.errors import LabelsError

LARGEST_PART = 64 * 2**20  # bytes of one unpacked part
LAST_COLUMN = 16_384  # XFD
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet_rows(name: str, content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, stripped cells) of rows that are not empty; raise LabelsError.

    Formulas are not computed: a cell is what was saved as its value.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as book:
            shared = _shared(book)
            sheet = _part(book, "xl/worksheets/sheet1.xml")
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, NotImplementedError) as error:
        raise _unreadable(name) from error
    for row in sheet.iter(f"{SPACE}row"):
        cells = _cells(name, row, shared)
        if any(cells):
            yield int(row.get("r", "0")), cells


def _part(book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    with book.open(name) as stream:
        content = stream.read(LARGEST_PART + 1)
    # No document type: what it declares could unpack without end (CWE-776).
    if len(content) > LARGEST_PART or b"<!DOCTYPE" in content[:2000]:
        raise zipfile.BadZipFile
    return ElementTree.fromstring(content)


def _shared(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    found = _part(book, "xl/sharedStrings.xml").iter(f"{SPACE}si")
    return ["".join(text.text or "" for text in entry.iter(f"{SPACE}t")) for entry in found]


def _cells(name: str, row: ElementTree.Element, shared: list[str]) -> list[str]:
    cells: dict[int, str] = {}
    for place, cell in enumerate(row.iter(f"{SPACE}c")):
        cells[_column(cell.get("r", ""), place)] = _text(name, cell, shared).strip()
    if max(cells, default=0) >= LAST_COLUMN:
        raise _unreadable(name)
    return [cells.get(column, "") for column in range(max(cells, default=-1) + 1)]


def _column(reference: str, place: int) -> int:
    """Return the column, from 0, of a reference such as "AB12"."""
    letters = re.match(r"[A-Z]+", reference)
    if letters is None:
        return place
    number = 0
    for letter in letters[0][:4]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _text(name: str, cell: ElementTree.Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{SPACE}t"))
    value = cell.findtext(f"{SPACE}v") or ""
    if cell.get("t") != "s":
        return value
    try:
        return shared[int(value)]
    except (ValueError, IndexError) as error:
        raise _unreadable(name) from error


def _unreadable(name: str) -> LabelsError:
    return LabelsError(
        f"{name} is no Excel workbook that can be read.",
        hint="Save it as 'CSV UTF-8' under the same name, ending in .csv, and import again.",
    )
