"""Steps of revisions for libraries of before Alembic, which may have a part of them already."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, inspect


def add_missing(table: str, column: Column[str]) -> None:
    """Add a column to a table that has it not."""
    if column.name not in {found["name"] for found in inspect(op.get_bind()).get_columns(table)}:
        op.add_column(table, column)
