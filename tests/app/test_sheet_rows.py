from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from medview.app.sheet_rows import SPACE, sheet_rows
from medview.domain.errors import LabelsError

SHEET = SPACE.strip("{}")


def book(sheet: str, shared: str = "") -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        if shared:
            archive.writestr("xl/sharedStrings.xml", shared)
    return target.getvalue()


def test_texts_numbers_and_gaps():
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>in </t></is></c>'
        '</row><row r="2"/><row r="3"><c><v>2.0</v></c></row>'
    )
    content = book(
        f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>',
        f'<sst xmlns="{SHEET}"><si><r><t>im</t></r><r><t>age</t></r></si></sst>',
    )
    assert list(sheet_rows("a.xlsx", content)) == [(1, ["image", "", "in"]), (3, ["2.0"])]


@pytest.mark.parametrize(
    "content",
    [
        b"no zip",
        book("<worksheet"),
        book('<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'),
        book(f'<worksheet xmlns="{SHEET}"><row r="1"><c t="s"><v>7</v></c></row></worksheet>'),
        book(f'<worksheet xmlns="{SHEET}"><row r="1"><c r="ZZZZ1"><v>7</v></c></row></worksheet>'),
    ],
)
def test_what_is_no_workbook_is_said(content):
    with pytest.raises(LabelsError, match="no Excel workbook"):
        list(sheet_rows("a.xlsx", content))
