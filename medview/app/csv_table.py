"""Tables as spreadsheets take them: CSV in UTF-8 with a BOM, and no cell that would be run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

# A cell that a spreadsheet would run as a formula begins so (OWASP, "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    """Return rows under a line of these columns; a row may lack some, which stay empty."""
    target = io.StringIO()
    writer = csv.DictWriter(target, columns)
    writer.writeheader()
    writer.writerows({name: neutral(value) for name, value in row.items()} for row in rows)
    return target.getvalue().encode("utf-8-sig")


def neutral(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value
