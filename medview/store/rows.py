"""Cases, signatures and models as rows of the library, and back; rows of many cases."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select

from medview.domain.case import Case, CaseId, Eye, EyeFrom, ImageRef, Patient, printable, tags_of
from medview.domain.grade import Grade, SignedGrade
from medview.domain.image import Notice
from medview.domain.model import ModelRef

_SAME_NAME = (
    "id",
    "modality",
    "title",
    "study_uid",
    "study_date",
    "study_description",
    "series_uid",
    "series_number",
    "series_description",
    "body_part",
    "label",
    "source",
)


# What stands in the column of images of every series; in no other case but for an odd file name.
BETWEEN_IMAGES = "], ["


def canonical(value: Any) -> str:
    """Return JSON in one and only one spelling, so that it can be hashed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def moment(when: datetime) -> str:
    """Return a time as ISO text in UTC, so that text order is time order."""
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def portions(items: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    """Cut a long list: SQLite takes 32,766 parameters in one statement at most."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def of_cases(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], ids: Sequence[CaseId]
) -> Iterator[RowMapping]:
    """Yield the rows of a query that name one of those cases in a column."""
    for some in portions(ids):
        yield from connection.execute(query.where(column.in_(some))).mappings()


def model_columns(model: ModelRef | None) -> dict[str, str | None]:
    """Return the columns that name a model, empty where there is none."""
    return {
        "model_id": model.id if model else None,
        "model_version": model.version if model else None,
        "model_digest": model.digest if model else None,
    }


def model_of(row: RowMapping) -> ModelRef:
    """Return the model that a row names."""
    return ModelRef(row["model_id"], row["model_version"], row["model_digest"])


def known_model_of(row: RowMapping) -> ModelRef | None:
    """Return the model that a row names, if it names one."""
    return model_of(row) if row["model_digest"] else None


def case_row(case: Case) -> dict[str, Any]:
    """Return the columns of a case."""
    row: dict[str, Any] = {name: _text(getattr(case, name)) for name in _SAME_NAME}
    row["patient_key"] = printable(case.patient.key)
    row["patient_name"] = printable(case.patient.name)
    row["camera"] = printable(case.camera)
    row |= notes_row(case.findings, case.outcome, case.tags)
    row["eye"] = case.eye.value if case.eye else None
    row["eye_from"] = case.eye_from.value if case.eye_from else None
    # In ASCII: a file name that is no text comes back to the byte, which UTF-8 cannot hold.
    row["images"] = json.dumps([[i.path, i.member, i.frame] for i in case.images])
    row["geometry"] = canonical([case.position_mm, case.spacing]) if _measured(case) else ""
    row["notices"] = canonical([[n.code, n.text, sorted(n.disables)] for n in case.notices])
    return row


def notes_row(findings: str, outcome: str, tags: Sequence[str]) -> dict[str, str]:
    """Return the columns of what people wrote of a case."""
    return {
        "findings": printable(findings),
        "outcome": printable(outcome),
        "tags": printable(", ".join(tags)),
    }


def _text(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value


def _measured(case: Case) -> bool:
    return bool(case.position_mm) or case.spacing is not None


def case_of(row: RowMapping | Mapping[str, Any]) -> Case:
    """Return the case of a row."""
    positions, spacing = json.loads(row["geometry"]) if row["geometry"] else ((), None)
    return Case(
        **{name: row[name] for name in _SAME_NAME},
        camera=row.get("camera", ""),  # unknown to a row of an older worklist
        findings=row.get("findings", ""),
        outcome=row.get("outcome", ""),
        tags=tags_of(row.get("tags", "")),
        patient=Patient(row["patient_key"], row["patient_name"]),
        eye=Eye(row["eye"]) if row["eye"] else None,
        eye_from=EyeFrom(row["eye_from"]) if row["eye_from"] else None,
        images=tuple(ImageRef(*image) for image in json.loads(row["images"])),
        position_mm=tuple(positions),
        spacing=(spacing[0], spacing[1]) if spacing else None,
        notices=_notices(row["notices"]),
    )


def _notices(text: str) -> tuple[Notice, ...]:
    if text == "[]":
        return ()
    return tuple(Notice(code, words, frozenset(off)) for code, words, off in json.loads(text))


def signed_row(signed: SignedGrade) -> dict[str, Any]:
    """Return the columns of a signature."""
    return {
        "case_id": signed.case_id,
        "grade": None if signed.grade is None else int(signed.grade),
        "estimate_grade": None if signed.estimate_grade is None else int(signed.estimate_grade),
        "reader": signed.reader,
        "signed_at": moment(signed.signed_at),
        **model_columns(signed.model),
        "note": signed.note,
    }


def signed_of(row: RowMapping) -> SignedGrade:
    """Return the signature of a row."""
    return SignedGrade(
        case_id=CaseId(row["case_id"]),
        grade=None if row["grade"] is None else Grade(row["grade"]),
        estimate_grade=None if row["estimate_grade"] is None else Grade(row["estimate_grade"]),
        reader=row["reader"],
        signed_at=datetime.fromisoformat(row["signed_at"]),
        model=known_model_of(row),
        note=row["note"],
    )
