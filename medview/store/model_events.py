"""What happened to the models of the registry: append-only, in the audit trail.

The newest row of a task that put a model to use says which one is in use.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping, insert, select

from medview.domain.model import ModelRef
from medview.domain.registry import ModelEvent, Step
from medview.store import audit
from medview.store.access import Access
from medview.store.rows import model_columns, model_of, moment
from medview.store.schema import model_events


class ModelEvents:
    """The table of events; nothing in it is ever changed."""

    def __init__(self, access: Access) -> None:
        """Take the library's file."""
        self._access = access

    def add(
        self, step: Step, task: str, model: ModelRef, reader: str, was: ModelRef | None = None
    ) -> None:
        """Keep an event durably before returning, vouched for by the audit trail."""
        row = _row(ModelEvent(step, task, model, reader, datetime.now(UTC), was))
        with self._access.writing() as connection:
            connection.execute(insert(model_events).values(row))
            details = {name: value for name, value in row.items() if name != "at"}
            audit.append(connection, "model", details | {"row": audit.row_digest(row)})

    def all(self) -> list[ModelEvent]:
        """Return every event, oldest first."""
        with self._access.reading() as connection:
            rows = connection.execute(select(model_events).order_by(model_events.c.seq)).mappings()
            return [_event(row) for row in rows]


def _row(event: ModelEvent) -> dict[str, Any]:
    return {
        "step": str(event.step),
        "task": event.task,
        **model_columns(event.model),
        "was_id": event.was and event.was.id,
        "was_version": event.was and event.was.version,
        "was_digest": event.was and event.was.digest,
        "reader": event.reader,
        "at": moment(event.at),
    }


def _event(row: RowMapping) -> ModelEvent:
    was = ModelRef(row["was_id"], row["was_version"], row["was_digest"])
    return ModelEvent(
        step=Step(row["step"]),
        task=row["task"],
        model=model_of(row),
        reader=row["reader"],
        at=datetime.fromisoformat(row["at"]),
        was=was if row["was_digest"] else None,
    )
