"""Measures and nodules."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from medview.store.append_only import protect
from medview.store.types import WORDS

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add what is new."""
    op.create_table(
        "measures",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("measure_id", WORDS, nullable=False),
        sa.Column("case_id", WORDS, nullable=False),
        sa.Column("image", WORDS, nullable=False),
        sa.Column("shape", WORDS, nullable=True),
        sa.Column("reading", WORDS, nullable=True),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("drawn_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_index(
        "ix_measures_case_id", "measures", ["case_id"], unique=False, if_not_exists=True
    )
    op.create_table(
        "nodule_decisions",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("case_id", WORDS, nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("nodule", WORDS, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("decided_at", WORDS, nullable=False),
        sa.Column("model_id", WORDS, nullable=False),
        sa.Column("model_version", WORDS, nullable=False),
        sa.Column("model_digest", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_index(
        "ix_nodule_decisions_case_id",
        "nodule_decisions",
        ["case_id"],
        unique=False,
        if_not_exists=True,
    )
    protect(op.get_bind(), ["measures", "nodule_decisions"])
