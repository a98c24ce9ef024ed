"""Grades as records, and as tables (CSV, XLSX) for other programs."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from medview.app.csv_table import csv_table
from medview.app.finding_cells import finding_cells, oedema_cells
from medview.domain.case import Case, CaseId, printable
from medview.domain.findings import KnownFindings
from medview.domain.grade import GradeEstimate, SignedGrade
from medview.domain.model import NOTICE
from medview.domain.report import GradeRow
from medview.domain.worklist import WorklistRow
from medview.store.files import write_atomically

COLUMNS = (
    "path", "eye", "gradable", "quality", "grade", "grade_words", "p0", "p1", "p2", "p3", "p4",
    "referable", "refer", "abstained", "reason", "model", "model_version", "digest", "notice",
)  # fmt: skip
# Of a table of rows: whose, what the model says (COLUMNS), and what was signed.
ROW_COLUMNS = (
    "patient", "visit", "status", *COLUMNS[:-1], "signed", "signed_grade", "signed_words",
    "signed_by", "signed_at", "note", "lesions_present", "lesions_absent", "lesions_accepted",
    "evidence", "oedema", "oedema_words", "oedema_by", "oedema_model_said", "oedema_reason",
    "oedema_digest", "notice",
)  # fmt: skip
# Of a table of records that were asked for it.
OEDEMA_COLUMNS = ("oedema", "oedema_words", "oedema_by", "oedema_reason", "oedema_digest")
NO_ESTIMATE: dict[str, Any] = {"probabilities": None, "model": None, "quality": None}


def as_record(answer: GradeEstimate, paths: Mapping[CaseId, str]) -> dict[str, Any]:
    """Return an estimate as one JSON object; `paths` names the photographs of its eye."""
    return {
        "eye": answer.eye and str(answer.eye),
        "gradable": answer.quality.gradable,
        "quality": {"score": answer.quality.score, "reasons": list(answer.quality.reasons)},
        "grade": _number(answer.grade),
        "grade_words": answer.grade.words if answer.grade is not None else None,
        "probabilities": list(answer.probabilities) or None,
        "grade_set": [int(grade) for grade in answer.grade_set] or None,
        "coverage": answer.coverage or None,
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
        "graded_with": [paths.get(case_id, case_id) for case_id in answer.graded_with],
        "left_out": [paths.get(case_id, case_id) for case_id in answer.left_out],
        "model": answer.model.as_record() | {"site_calibration": answer.site or None},
        "neighbours": [
            {"case": n.case_id, "distance": n.distance, "grade": int(n.label)}
            for n in answer.neighbours
        ],
        "notice": NOTICE,
    }


def write_csv(path: Path, records: Sequence[Mapping[str, Any]]) -> None:
    """Write records as CSV (UTF-8 with BOM, as spreadsheets expect); whole or not at all."""
    has_oedema = any("oedema" in record for record in records)
    columns = (*COLUMNS, *OEDEMA_COLUMNS) if has_oedema else COLUMNS
    rows = [_row(record) | _oedema_row(record) for record in records]
    write_atomically(path, csv_table(rows, columns))


def table_rows(
    cases: Sequence[Case],
    estimates: Mapping[CaseId, GradeEstimate],
    signed: Mapping[CaseId, SignedGrade],
    known: Mapping[CaseId, KnownFindings],
) -> list[GradeRow]:
    """Return a row for each eye photograph, with what is known of it."""
    return [
        GradeRow(
            patient=case.patient.key,
            eye=case.eye,
            path=str(Path(case.images[0].path, case.images[0].member)),
            visit=case.study_date,
            estimate=estimates.get(case.id),
            signed=signed.get(case.id),
            known=known.get(case.id, KnownFindings()),
        )
        for case in cases
        if case.is_photograph
    ]


def worklist_rows(
    patients: Sequence[WorklistRow], known: Mapping[CaseId, KnownFindings]
) -> list[GradeRow]:
    """Return a row for each photograph of a worklist, with the status of its patient."""
    found = []
    for patient in patients:
        for eye in patient.eyes:
            estimates = {estimate.case_id: estimate for estimate in eye.estimates}
            signed = {one.case_id: one for one in eye.signatures}  # the last of each stays
            rows = table_rows(eye.cases, estimates, signed, known)
            found += [replace(row, status=str(patient.status)) for row in rows]
    return found


def write_rows(path: Path, rows: Sequence[GradeRow]) -> None:
    """Write rows as XLSX or as CSV, as the name ends; whole or not at all."""
    cells = [_cells(row) for row in rows]
    is_workbook = path.suffix.lower() == ".xlsx"
    write_atomically(path, _workbook(cells) if is_workbook else csv_table(cells, ROW_COLUMNS))


def _cells(row: GradeRow) -> dict[str, Any]:
    record = as_record(row.estimate, {}) if row.estimate is not None else NO_ESTIMATE
    cells = {name: _row(record).get(name) for name in ROW_COLUMNS}
    cells |= {"patient": row.patient, "visit": row.visit, "path": row.path}
    cells |= {"eye": row.eye and str(row.eye), "reason": cells["reason"] or row.problem}
    cells |= {"status": row.status, "signed": "no", "note": row.note, "notice": NOTICE}
    if row.signed is not None:
        cells |= _signature_cells(row.signed)
    cells |= finding_cells(row)
    return {name: _text(value) for name, value in cells.items()}


def _signature_cells(signed: SignedGrade) -> dict[str, Any]:
    grade = signed.grade
    return {
        "signed": "yes",
        "signed_grade": "U" if grade is None else int(grade),
        "signed_words": "Ungradable" if grade is None else grade.words,
        "signed_by": signed.reader,
        "signed_at": signed.signed_at.isoformat(timespec="seconds"),
        "note": signed.note,
    }


def _workbook(cells: Sequence[Mapping[str, Any]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = "Grades"
    for number, row in enumerate([dict(zip(ROW_COLUMNS, ROW_COLUMNS, strict=True)), *cells], 1):
        for place, name in enumerate(ROW_COLUMNS, 1):
            _fill(sheet.cell(number, place), row[name])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = max(9, len(str(cell.value)) + 3)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _fill(cell: Any, value: Any) -> None:
    """Put a value into a cell; a text stays a text, whatever it begins with."""
    if isinstance(value, str):
        cell.value = "".join(c for c in value if c >= " " or c in "\t\n")  # XML takes no others
        cell.data_type = "s"
    else:
        cell.value = value


def _row(record: Mapping[str, Any]) -> dict[str, Any]:
    probabilities = record["probabilities"] or [None] * 5
    model, quality = record["model"] or {}, record["quality"] or {}
    row = {name: record.get(name) for name in COLUMNS}
    row |= {f"p{i}": p for i, p in enumerate(probabilities)}
    row |= {"quality": quality.get("score"), "notice": NOTICE}
    row |= {"model": model.get("id"), "model_version": model.get("version")}
    row |= {"digest": model.get("digest")}
    return {name: _text(value) for name, value in row.items()}


def _oedema_row(record: Mapping[str, Any]) -> dict[str, Any]:
    if record.get("oedema") is None:
        return {}
    cells = oedema_cells(record["oedema"])
    return {name: cells[name] for name in OEDEMA_COLUMNS}


def _text(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value


def _number(grade: int | None) -> int | None:
    return None if grade is None else int(grade)
