"""Grade estimates as records and as a table for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from medview.domain.case import CaseId, printable
from medview.domain.grade import GradeEstimate
from medview.domain.model import NOTICE
from medview.store.files import write_atomically

COLUMNS = (
    "path", "eye", "gradable", "quality", "grade", "grade_words", "p0", "p1", "p2", "p3", "p4",
    "referable", "refer", "abstained", "reason", "model", "digest", "notice",
)  # fmt: skip
# A cell that a spreadsheet would run as a formula (OWASP, "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_record(answer: GradeEstimate, paths: Mapping[CaseId, str]) -> dict[str, Any]:
    """Return an estimate as one JSON object; `paths` names the photographs of its eye."""
    return {
        "eye": answer.eye and str(answer.eye),
        "gradable": answer.quality.gradable,
        "quality": {"score": answer.quality.score, "reasons": list(answer.quality.reasons)},
        "grade": _number(answer.grade),
        "grade_words": answer.grade.words if answer.grade is not None else None,
        "probabilities": list(answer.probabilities) or None,
        "referable": answer.referable,
        "refer": answer.refer,
        "head_grade": _number(answer.head_grade),
        "neighbour_grade": _number(answer.neighbour_grade),
        "neighbour_shares": list(answer.neighbour_shares) or None,
        "abstained": answer.abstained,
        "reason": answer.reason,
        "photograph": answer.photograph
        and {
            "grade": int(answer.photograph.grade),
            "probabilities": list(answer.photograph.probabilities),
        },
        "graded_with": [paths[case_id] for case_id in answer.graded_with],
        "left_out": [paths[case_id] for case_id in answer.left_out],
        "model": {
            "id": answer.model.id,
            "version": answer.model.version,
            "digest": answer.model.digest,
        },
        "neighbours": [
            {"case": n.case_id, "distance": n.distance, "grade": int(n.label)}
            for n in answer.neighbours
        ],
        "notice": NOTICE,
    }


def write_csv(path: Path, records: Sequence[Mapping[str, Any]]) -> None:
    """Write records as CSV (UTF-8 with BOM, as spreadsheets expect); whole or not at all."""
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS)
    writer.writeheader()
    writer.writerows(_row(record) for record in records)
    write_atomically(path, table.getvalue().encode("utf-8-sig"))


def neutral(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


def _row(record: Mapping[str, Any]) -> dict[str, Any]:
    probabilities = record["probabilities"] or [None] * 5
    model, quality = record["model"] or {}, record["quality"] or {}
    row = {name: record.get(name) for name in COLUMNS}
    row |= {f"p{i}": p for i, p in enumerate(probabilities)}
    row |= {"quality": quality.get("score"), "notice": NOTICE}
    row |= {"model": model.get("id"), "digest": model.get("digest")}
    return {name: neutral(_text(value)) for name, value in row.items()}


def _text(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value


def _number(grade: int | None) -> int | None:
    return None if grade is None else int(grade)
