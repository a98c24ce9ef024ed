"""The cells of a table file, whichever encoding and delimiter a spreadsheet wrote it in."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from medview.domain.errors import LabelsError

LARGEST_TABLE = 64 * 2**20
MOST_LINES = 2_000_000
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def read_text(path: Path) -> tuple[str, tuple[str, ...]]:
    """Return the text of a table and, in words, what was assumed; raise LabelsError."""
    try:
        if path.stat().st_size > LARGEST_TABLE:
            raise LabelsError(
                f"{path.name} is larger than {LARGEST_TABLE // 2**20} MB.",
                hint="Split the table, or leave out columns MedView does not use.",
            )
        content = path.read_bytes()
    except OSError as error:
        raise LabelsError(
            f"{path.name} cannot be read ({error.strerror or error}).", hint="Check the path."
        ) from error
    return decoded(path.name, content)


def decoded(name: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a table's bytes and, in words, what was assumed; raise LabelsError."""
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise LabelsError(
            f"Line {line} of {name} is no readable text.",
            hint="Save the table as 'CSV UTF-8' and import it again.",
        ) from error
    if encoding in ("utf-8", "utf-8-sig"):
        return text, ()
    return text, (f"The table was read as {encoding.upper()}; look at names with accents.",)


def _encoding(content: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return encoding
    if encoding := _utf16_without_mark(content):
        return encoding
    if _decodes(content, "utf-8"):
        return "utf-8"
    if _decodes(content, "gb18030") and _looks_chinese(content.decode("gb18030")):
        return "gb18030"
    return "cp1252" if _decodes(content, "cp1252") else "latin-1"


def _utf16_without_mark(content: bytes) -> str:
    start = content[:200]
    if start[1::2].count(0) > len(start) // 3:  # every second byte of Latin text is 0
        return "utf-16-le"
    return "utf-16-be" if start[::2].count(0) > len(start) // 3 else ""


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _looks_chinese(text: str) -> bool:
    """True when what is not ASCII is mostly the everyday Chinese characters of GB 2312.

    Accented Latin letters, read as GBK, pair with their neighbours into rare characters.
    """
    foreign = [character for character in text if ord(character) > 127]
    common = [character for character in foreign if _decodes_as_gb2312(character)]
    return len(common) > 0.8 * len(foreign)


def _decodes_as_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def table_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, stripped cells) of every line that is not empty; raise LabelsError."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for cells in reader:
            if reader.line_num > MOST_LINES:
                raise LabelsError(
                    f"The table has more than {MOST_LINES:,} lines.", hint="Split the table."
                )
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise LabelsError(
            f"Line {reader.line_num} of the table cannot be read ({error}).",
            hint="Look for a quotation mark that is not closed; nothing was imported.",
        ) from error


def _delimiter(text: str) -> str:
    header = re.split(r"[\r\n]", text, maxsplit=1)[0]
    return max(",;\t|", key=header.count)
