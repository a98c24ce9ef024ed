"""Cameras, and what happened to models."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from medview.store.append_only import protect
from medview.store.migrations.steps import add_missing
from medview.store.types import WORDS

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add what is new."""
    op.create_table(
        "model_events",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("step", WORDS, nullable=False),
        sa.Column("task", WORDS, nullable=False),
        sa.Column("model_id", WORDS, nullable=False),
        sa.Column("model_version", WORDS, nullable=False),
        sa.Column("model_digest", WORDS, nullable=False),
        sa.Column("was_id", WORDS, nullable=True),
        sa.Column("was_version", WORDS, nullable=True),
        sa.Column("was_digest", WORDS, nullable=True),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_table(
        "site_calibrations",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("model_id", WORDS, nullable=False),
        sa.Column("model_version", WORDS, nullable=False),
        sa.Column("model_digest", WORDS, nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("numbers", WORDS, nullable=False),
        sa.Column("figures", WORDS, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("decided_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_index(
        "ix_site_calibrations_model_digest",
        "site_calibrations",
        ["model_digest"],
        unique=False,
        if_not_exists=True,
    )
    add_missing("cases", sa.Column("camera", WORDS, server_default="", nullable=False))
    add_missing("seen_cases", sa.Column("camera", WORDS, server_default="", nullable=False))
    protect(op.get_bind(), ["model_events", "site_calibrations"])
