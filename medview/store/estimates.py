"""The last estimate of each case, by model: another model's is never handed out for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, RowMapping, cast, delete, func, select

from medview.domain.case import FUNDUS, CaseId, Eye
from medview.domain.grade import Alone, Grade, GradeEstimate, Quality
from medview.domain.model import ModelRef
from medview.domain.neighbours import Neighbour
from medview.store.access import Access
from medview.store.rows import canonical, moment, of_cases, portions
from medview.store.schema import cases, estimates
from medview.store.types import SERVER
from medview.store.upsert import insert_or_replace

_GRADES = ("grade", "head_grade", "neighbour_grade")
_TYPED = ("case_id", "eye", "quality", "neighbours", "model", "photograph", "grade_set", *_GRADES)
# Numbers, words and lists of them: kept as they are, whatever fields are added later.
_PLAIN = tuple(f.name for f in fields(GradeEstimate) if f.name not in _TYPED)
_VOTING = tuple(str(int(grade)) for grade in Grade)  # labels


class Estimates:
    """What the models said; safe to call from any thread."""

    def __init__(self, access: Access) -> None:
        """Take the access of the library they are kept in."""
        self._access = access

    def keep(self, answers: Sequence[GradeEstimate]) -> None:
        """Keep estimates durably, each in the place of an earlier one of its case and model."""
        if not answers:
            return
        now = moment(datetime.now(UTC))
        keys, newer = ("case_id", "model_digest"), ("content", "neighbours", "graded_at")
        with self._access.writing() as connection:
            statement = insert_or_replace(connection, estimates, keys, newer)
            connection.execute(statement, [_row(answer) | {"graded_at": now} for answer in answers])

    def of_cases(
        self, ids: Sequence[CaseId], model_digest: str, *, with_neighbours: bool = True
    ) -> dict[CaseId, GradeEstimate]:
        """Return the estimates that this model gave of those cases.

        Without the neighbours thousands are read in half the time.
        """
        found: dict[CaseId, GradeEstimate] = {}
        columns = [c for c in estimates.c if with_neighbours or c is not estimates.c.neighbours]
        query = select(*columns).where(estimates.c.model_digest == model_digest)
        with self._access.reading() as connection:
            for row in of_cases(connection, query, estimates.c.case_id, ids):
                found[CaseId(row["case_id"])] = _estimate(row)
        return found

    def forget(self, ids: Sequence[CaseId], model_digest: str) -> None:
        """Forget what this model said of those cases, so that they are graded anew."""
        statement = delete(estimates).where(estimates.c.model_digest == model_digest)
        with self._access.writing() as connection:
            for some in portions(ids):
                connection.execute(statement.where(estimates.c.case_id.in_(some)))

    def forget_model(self, model_digest: str) -> None:
        """Forget all that this model said: it reads photographs otherwise from now on."""
        with self._access.writing() as connection:
            connection.execute(delete(estimates).where(estimates.c.model_digest == model_digest))

    def forget_neighbours(self, ids: Sequence[CaseId]) -> None:
        """Forget the estimates that show one of these cases: removed, they vote no more."""
        with self._access.writing() as connection:
            for some in portions(ids):
                shows_one = _shows_one(some, connection.dialect.name == SERVER)
                connection.execute(delete(estimates).where(shows_one))


def forget_for(connection: Connection, case_id: CaseId, model_digest: str | None = None) -> None:
    """Forget what rests on other neighbours when this library case is one that votes.

    `model_digest`: only what this model said. Works inside the caller's transaction, so that no
    crash leaves estimates of a gallery that is gone.
    """
    votes = select(cases.c.id).where(
        cases.c.id == case_id, cases.c.modality == FUNDUS, cases.c.label.in_(_VOTING)
    )
    statement = delete(estimates).where(votes.exists())
    if model_digest is not None:
        statement = statement.where(estimates.c.model_digest == model_digest)
    connection.execute(statement)


def _shows_one(ids: Sequence[str], on_server: bool) -> ColumnElement[bool]:
    """Return whether one of these cases is the first entry of a neighbour of an estimate.

    https://sqlite.org/json1.html#jeach and PostgreSQL's functions-json.html
    """
    if on_server:
        votes = func.json_array_elements(cast(estimates.c.neighbours, JSON)).table_valued("value")
        voter = cast(votes.c.value, JSON)[0].as_string()
    else:
        votes = func.json_each(estimates.c.neighbours).table_valued("value")
        voter = func.json_extract(votes.c.value, "$[0]")
    return select(votes.c.value).where(voter.in_(ids)).exists()


def _row(answer: GradeEstimate) -> dict[str, Any]:
    content = {name: getattr(answer, name) for name in (*_PLAIN, *_GRADES)}
    content |= {
        "eye": answer.eye and answer.eye.value,
        "quality": astuple(answer.quality),
        "photograph": answer.photograph and astuple(answer.photograph),
        "grade_set": list(answer.grade_set),
        "model": [answer.model.id, answer.model.version],
    }
    return {
        "case_id": answer.case_id,
        "model_digest": answer.model.digest,
        "content": canonical(content),
        "neighbours": canonical([astuple(neighbour) for neighbour in answer.neighbours]),
    }


def _estimate(row: RowMapping) -> GradeEstimate:
    content = json.loads(row["content"])
    score, gradable, reasons = content["quality"]
    model_id, version = content["model"]
    values: dict[str, Any] = {name: _frozen(content[name]) for name in _PLAIN if name in content}
    values |= {name: _grade(content[name]) for name in _GRADES}
    return GradeEstimate(
        **values,
        case_id=CaseId(row["case_id"]),
        eye=Eye(content["eye"]) if content["eye"] else None,
        quality=Quality(score, gradable, tuple(reasons)),
        photograph=_alone(content.get("photograph")),
        grade_set=tuple(Grade(number) for number in content.get("grade_set", ())),
        neighbours=tuple(
            Neighbour(*map(_frozen, one)) for one in json.loads(row.get("neighbours", "[]"))
        ),
        model=ModelRef(model_id, version, row["model_digest"]),
    )


def _alone(value: list[Any] | None) -> Alone | None:
    return None if value is None else Alone(Grade(value[0]), tuple(value[1]))


def _grade(number: int | None) -> Grade | None:
    return None if number is None else Grade(number)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
