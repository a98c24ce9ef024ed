"""Findings, outcome and tags of cases; several images of a series."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from medview.store.migrations.steps import add_missing
from medview.store.types import WORDS, Vector

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add what is new."""
    op.create_table(
        "slice_embeddings",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("case_id", WORDS, nullable=False),
        sa.Column("model_digest", WORDS, nullable=False),
        sa.Column("image", sa.Integer(), nullable=False),
        sa.Column("vector", Vector(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("case_id", "model_digest", "image"),
        if_not_exists=True,
    )
    add_missing("cases", sa.Column("findings", WORDS, server_default="", nullable=False))
    add_missing("cases", sa.Column("outcome", WORDS, server_default="", nullable=False))
    add_missing("cases", sa.Column("tags", WORDS, server_default="", nullable=False))
