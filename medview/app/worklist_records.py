"""Rows of a worklist as records for other programs, and as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from medview.app.finding_cells import oedema_record
from medview.domain.grade import SignedGrade
from medview.domain.model import NOTICE
from medview.domain.worklist import EyeRow, WorklistRow, tally


def row_record(row: WorklistRow) -> dict[str, Any]:
    """Return one patient's visit as one JSON object."""
    return {
        "patient": row.patient.key,
        "name": row.patient.name,
        "date": row.date,
        "status": str(row.status),
        "needs": [str(need) for need in row.needs],
        "sources": list(row.sources),
        "reader": row.task.reader,
        "second_read": str(row.second_read),
        "eyes": [_eye_record(eye) for eye in row.eyes],
    }


def lines(rows: Sequence[WorklistRow]) -> Iterator[str]:
    """Yield a line for each patient, then the counts."""
    for row in rows:
        eyes = " ".join(_eye_words(eye) for eye in row.eyes)
        reader = row.task.reader or "-"
        yield f"{row.status}\t{row.patient.key}\t{eyes}\t{row.date or '-'}\t{reader}"
    counted = tally(rows)
    counts = ", ".join(f"{number} {status}" for status, number in counted.by_status.items())
    yield f"{counted.patients} patients: {counts}. {NOTICE}"


def _eye_record(eye: EyeRow) -> dict[str, Any]:
    estimate = eye.estimate
    return {
        "eye": eye.eye and str(eye.eye),
        "photographs": [case.images[0].path for case in eye.cases],
        "status": str(eye.status),
        "need": eye.need and str(eye.need),
        "model_grade": None if estimate is None or estimate.grade is None else int(estimate.grade),
        "referable": estimate.referable if estimate else None,
        "model": estimate.model.short if estimate else None,
        "oedema": oedema_record(eye.oedema_reading) if eye.oedema else None,
        "signed": [_signed_record(one) for one in eye.signatures],
    }


def _signed_record(signed: SignedGrade) -> dict[str, Any]:
    return {
        "grade": None if signed.grade is None else int(signed.grade),
        "reader": signed.reader,
        "at": signed.signed_at.isoformat(),
    }


def _eye_words(eye: EyeRow) -> str:
    """Return "OD:2 (signed)", "OS:- (new)"; a dash stands for no grade."""
    shown = eye.signed or eye.estimate
    grade = "-" if shown is None or shown.grade is None else str(int(shown.grade))
    return f"{eye.eye or '?'}:{grade} ({eye.status})"
