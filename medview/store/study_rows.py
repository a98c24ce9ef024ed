"""Reading studies as rows of the library, and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from sqlalchemy import RowMapping

from medview.domain.case import Case
from medview.domain.grade import Grade
from medview.domain.study import Decision, Read, Stage, Study, StudyEstimate, StudyPlan
from medview.store.rows import (
    canonical,
    case_of,
    case_row,
    known_model_of,
    model_columns,
    model_of,
    moment,
)


def study_row(study: Study) -> dict[str, Any]:
    """Return the columns of a study, without photographs and orders."""
    return {
        "id": study.id,
        "name": study.plan.name,
        "plan": canonical(asdict(study.plan)),
        "created_by": study.created_by,
        "created_at": moment(study.created_at),
    }


def photo_row(study_id: str, photo: int, case: Case) -> dict[str, Any]:
    """Return the columns of a photograph of a study."""
    return {"study_id": study_id, "photo": photo, "case_row": canonical(case_row(case))}


def order_row(study_id: str, reader: str, order: tuple[int, ...]) -> dict[str, Any]:
    """Return the columns of a reader's order."""
    return {"study_id": study_id, "reader": reader, "photos": canonical(order)}


def study_of(row: RowMapping, photos: list[RowMapping], orders: list[RowMapping]) -> Study:
    """Return the study of its row and those of its photographs and orders."""
    plan = json.loads(row["plan"])
    return Study(
        id=row["id"],
        plan=StudyPlan(**plan | {"readers": tuple(plan["readers"])}),
        photos=tuple(case_of(cast(RowMapping, json.loads(p["case_row"]))) for p in photos),
        orders={order["reader"]: tuple(json.loads(order["photos"])) for order in orders},
        created_by=row["created_by"],
        created_at=datetime.fromisoformat(row["created_at"]),
    )


def read_row(read: Read) -> dict[str, Any]:
    """Return the columns of a read."""
    return {
        "study_id": read.study_id,
        "reader": read.reader,
        "position": read.position,
        "photo": read.photo,
        "stage": str(read.stage),
        "grade": _number(read.grade),
        "note": read.note,
        "seconds": float(read.seconds),
        "was_shown": int(read.was_shown),
        "estimate_grade": _number(read.estimate_grade),
        **model_columns(read.model),
        "read_at": moment(read.read_at),
    }


def read_of(row: RowMapping) -> Read:
    """Return the read of a row."""
    return Read(
        study_id=row["study_id"],
        reader=row["reader"],
        position=row["position"],
        photo=row["photo"],
        stage=Stage(row["stage"]),
        grade=_grade(row["grade"]),
        seconds=row["seconds"],
        read_at=datetime.fromisoformat(row["read_at"]),
        note=row["note"],
        was_shown=bool(row["was_shown"]),
        estimate_grade=_grade(row["estimate_grade"]),
        model=known_model_of(row),
    )


def decision_row(decision: Decision) -> dict[str, Any]:
    """Return the columns of a decision."""
    return {
        "study_id": decision.study_id,
        "photo": decision.photo,
        "grade": _number(decision.grade),
        "note": decision.note,
        "decided_by": decision.decided_by,
        "decided_at": moment(decision.decided_at),
    }


def decision_of(row: RowMapping) -> Decision:
    """Return the decision of a row."""
    return Decision(
        study_id=row["study_id"],
        photo=row["photo"],
        grade=_grade(row["grade"]),
        decided_by=row["decided_by"],
        decided_at=datetime.fromisoformat(row["decided_at"]),
        note=row["note"],
    )


def estimate_row(estimate: StudyEstimate) -> dict[str, Any]:
    """Return the columns of what a model says."""
    return {
        "study_id": estimate.study_id,
        "photo": estimate.photo,
        "grade": _number(estimate.grade),
        **model_columns(estimate.model),
        "estimated_at": moment(estimate.estimated_at),
    }


def estimate_of(row: RowMapping) -> StudyEstimate:
    """Return what a model says, of a row."""
    return StudyEstimate(
        study_id=row["study_id"],
        photo=row["photo"],
        grade=_grade(row["grade"]),
        model=model_of(row),
        estimated_at=datetime.fromisoformat(row["estimated_at"]),
    )


def _number(grade: Grade | None) -> int | None:
    return None if grade is None else int(grade)


def _grade(number: int | None) -> Grade | None:
    return None if number is None else Grade(number)
