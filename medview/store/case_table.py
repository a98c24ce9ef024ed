"""The cases of a run as a CSV file, and back; a path keeps its bytes, even if they are no text."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import fields

from medview.domain.case import ImageRef
from medview.domain.training import TrainingCase

PLACE = ("path", "member", "frame")
FACTS = tuple(each.name for each in fields(TrainingCase) if each.name != "ref")


def as_table(cases: Sequence[TrainingCase]) -> bytes:
    """Return the table with a header; names that are no text are kept (PEP 383)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow((*PLACE, *FACTS))
    for case in cases:
        place = (getattr(case.ref, name) for name in PLACE)
        writer.writerow((*place, *(getattr(case, name) for name in FACTS)))
    return text.getvalue().encode("utf-8", "surrogateescape")


def from_table(content: bytes) -> list[TrainingCase]:
    """Return the cases in their order. Raises KeyError, TypeError or ValueError for no table."""
    text = content.decode("utf-8", "surrogateescape")
    return [_case(row) for row in csv.DictReader(io.StringIO(text, newline=""))]


def _case(row: Mapping[str, str]) -> TrainingCase:
    return TrainingCase(
        ImageRef(row["path"], row["member"], int(row["frame"])),
        **{name: row[name] for name in FACTS},
    )
