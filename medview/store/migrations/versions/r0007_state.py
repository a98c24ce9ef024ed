"""What windows of a server see of each other, and the highest event ever given."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from medview.store.types import SERVER

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add what is new."""
    op.create_table(
        "library_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("last_event", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        if_not_exists=True,
    )
    last = "coalesce(max(seq), 0) FROM audit_events"
    if op.get_bind().dialect.name != SERVER:  # which kept it for AUTOINCREMENT
        last = "coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'audit_events'"
    op.execute(f"INSERT INTO library_state (id, revision, last_event) SELECT 1, 0, {last}")
