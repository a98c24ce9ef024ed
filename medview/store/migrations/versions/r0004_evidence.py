"""What readers made of evidence, and of macular oedema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from medview.store.append_only import protect
from medview.store.types import WORDS

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add what is new."""
    op.create_table(
        "evidence_decisions",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("case_id", WORDS, nullable=False),
        sa.Column("verdict", WORDS, nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("found", WORDS, nullable=False),
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
        "ix_evidence_decisions_case_id",
        "evidence_decisions",
        ["case_id"],
        unique=False,
        if_not_exists=True,
    )
    op.create_table(
        "oedema_estimates",
        sa.Column("case_id", WORDS, nullable=False),
        sa.Column("model_digest", WORDS, nullable=False),
        sa.Column("model_id", WORDS, nullable=False),
        sa.Column("model_version", WORDS, nullable=False),
        sa.Column("risk", sa.Integer(), nullable=True),
        sa.Column("share", sa.Float(), nullable=True),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("estimated_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "model_digest"),
        if_not_exists=True,
    )
    op.create_table(
        "oedema_decisions",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("case_id", WORDS, nullable=False),
        sa.Column("risk", sa.Integer(), nullable=True),
        sa.Column("estimate", sa.Integer(), nullable=True),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("decided_at", WORDS, nullable=False),
        sa.Column("model_id", WORDS, nullable=True),
        sa.Column("model_version", WORDS, nullable=True),
        sa.Column("model_digest", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_index(
        "ix_oedema_decisions_case_id",
        "oedema_decisions",
        ["case_id"],
        unique=False,
        if_not_exists=True,
    )
    protect(op.get_bind(), ["evidence_decisions", "oedema_decisions"])
